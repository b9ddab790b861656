"""A catalog's header: what it says, what of that is wrong, and the one form in which it is written.

Rules
1. Two lines decide how the words are read: Content-Type, and Language, which must not say another language than the folder. Where
   it says none, X-Poedit-Language and -Country, which Poedit wrote for it up to 1.5, must not.
   What is wrong with them is an error; so is a line that is none, which is damage, and the mark fuzzy, for which other tools
   skip the file. Nothing here reads the other lines, so what they say takes no words from a patient: at most an info.
2. Every file of ours has the lines that GNU gettext, Poedit and GNOME's editor ask for, in gettext's order. All other lines follow
   as they are.
3. What a person or a tool wrote for the project, the team, the last translator and the plural forms is kept; what gettext's
   templates have in their place is not.
4. The dates are always the same. When a text was changed, and by whom, git knows; a date that moved with each save would be a
   conflict in each merge. The zero of Unix time is a date to every tool, and nobody takes it for a real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from babel.messages.plurals import DEFAULT_PLURAL, PLURALS
from msgspec import Struct

from api.catalogs.document import PoDocument, PoEntry
from api.files.folders import folder_of
from api.model.findings import Code, Fault, Finding, Severity
from api.model.identifiers import LocaleTag
from api.model.locales import find_by_english_names
from api.model.matching import is_same_language

CONTENT_TYPE: Final = "text/plain; charset=UTF-8"

_CHARSET: Final = re.compile(r"text/plain;\s*charset=(\"?)utf-?8\1", re.IGNORECASE)
_PLURALS: Final = re.compile(r"nplurals\s*=\s*[1-6]\s*;\s*plural\s*=\s*[n0-9()<>=!&|?:%\s]{1,300};?")
_DECISIVE: Final = frozenset({"content-type", "language", "x-vertebra-handoff"})
"""Lines that something reads, in lower case."""

_NO_DATE: Final = "1970-01-01 00:00+0000"
_UNSET: Final = frozenset(
    {"", "PACKAGE VERSION", "PROJECT VERSION", "EMAIL@ADDRESS", "FULL NAME <EMAIL@ADDRESS>", "LANGUAGE <LL@li.org>"}
)
"""What stands in gettext's and Babel's templates until somebody says better."""

_UNDETERMINED: Final = "und"
"""A template's language, in ISO 639. msgfmt warns of none; and a language's own name would stay in whatever is copied from it."""

_KEPT: Final = {"project-id-version", "report-msgid-bugs-to", "last-translator", "language-team", "plural-forms"}
"""Lines of ours in which a person's or a tool's own value stands."""


class Field(Struct, frozen=True):
    """One line of a header."""

    name: str
    value: str
    offset: int
    """Where it begins in the header's msgstr."""


_ABSENT: Final = Field(name="", value="", offset=0)


def find_header(document: PoDocument) -> PoEntry | None:
    """The entry that says what the file is: the first, with an empty msgid and no context."""
    first = document.entries[0] if document.entries else None
    return first if first is not None and not first.msgid and first.msgctxt is None else None


def split_header(header: PoEntry) -> tuple[Field, ...]:
    """Split the header into its lines, in order. A line without a colon has a name and no value."""
    fields: list[Field] = []
    offset = 0
    for line in header.msgstr.split("\n"):
        if line:
            name, _, value = line.partition(":")
            fields.append(Field(name=name.strip(), value=value.strip(), offset=offset))
        offset += len(line) + 1
    return tuple(fields)


def check_header(document: PoDocument, file: str, locale: LocaleTag) -> tuple[Finding, ...]:
    """Findings about the header of the locale's catalog, each at its line."""

    def finding(line: int, column: int, severity: Severity, message: str) -> Finding:
        return Finding(file, line, column, severity, Code.PO_HEADER, message, locale)

    header = find_header(document)
    if header is None:
        message = 'the file has no header; it begins with msgid "" and a msgstr that names its Language'
        return (finding(1, 1, "error", message),)
    faults = sorted(_judge_header(header, locale), key=lambda fault: fault.offset)
    found = [finding(*header.locate(each.offset), each.severity or "error", each.message) for each in faults]
    if header.fuzzy:
        message = "the header is marked fuzzy, so gettext tools skip the file; delete the line `#, fuzzy` above it"
        found.insert(0, finding(header.line, 1, "error", message))
    return tuple(found)


def _judge_header(header: PoEntry, locale: LocaleTag) -> Iterator[Fault]:
    """A fault for each line that is none, is doubled, or says what it must not."""
    fields: dict[str, Field] = {}
    for field in split_header(header):
        key = field.name.lower()
        if ":" not in header.msgstr[field.offset :].split("\n", 1)[0]:
            complaint = rf"the header line {field.name[:40]!r} has no colon; a line is `Name: value\n`"
            yield Fault(field.offset, complaint)
        elif key in fields:
            decides = key in _DECISIVE
            message = f"the header says {field.name} twice; {'delete one' if decides else 'nothing reads it'}"
            yield Fault(field.offset, message, severity=None if decides else "info")
        else:
            fields[key] = field
    charset = fields.get("content-type", _ABSENT)
    if not _CHARSET.fullmatch(charset.value):
        yield Fault(charset.offset, f"the header's Content-Type is not `{CONTENT_TYPE}`; correct it")
    yield from _judge_language(fields, locale)
    plurals = fields.get("plural-forms")
    if plurals is not None and not _is_plural_rule(plurals.value):
        advice = f"nothing reads it, and `vertebra sync {locale}` writes it anew"
        yield Fault(plurals.offset, f"the header's Plural-Forms is malformed; {advice}", severity="info")


def _judge_language(fields: dict[str, Field], locale: LocaleTag) -> Iterator[Fault]:
    """Faults of the lines that name the language: the folder decides which it is."""
    sync = f"`vertebra sync {locale}` writes"
    language = fields.get("language", _ABSENT)
    if language.value in {"", _UNDETERMINED}:
        old = fields.get("x-poedit-language")
        country = fields.get("x-poedit-country", _ABSENT).value
        meant = find_by_english_names(old.value, country) if old else None
        if old and meant and not is_same_language(meant, locale):
            yield _make_language_fault(old, locale)
        else:
            message = f"the header names no Language; the folder says {locale}, and {sync} it"
            yield Fault(language.offset, message, severity="info")
    elif language.value.replace("_", "-") == locale:
        return
    elif is_same_language(language.value, locale):
        another = f"the header's Language is {language.value!r}, another name of the folder's"
        yield Fault(language.offset, f"{another}; {sync} {folder_of(locale)}", severity="info")
    else:
        yield _make_language_fault(language, locale)


def _make_language_fault(field: Field, locale: LocaleTag) -> Fault:
    said = f"the header's {field.name} is {field.value[:40]!r} but the folder is for {locale}"
    return Fault(field.offset, f"{said}; correct the header, or put the file into its own folder")


def _is_plural_rule(text: str) -> bool:
    """Whether gettext would take it: its alphabet, its length, and brackets that pair."""
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0 and _PLURALS.fullmatch(text) is not None


def render_header(header: PoEntry | None, locale: LocaleTag | None) -> str:
    """Render the header of a catalog; of a template, where there is no locale."""
    fields = split_header(header) if header else ()
    known = {field.name.lower(): field.value for field in reversed(fields)}
    ours = _list_lines(locale)
    lines = []
    for name, usual in ours.items():
        value = known.get(name.lower(), "") if name.lower() in _KEPT else ""
        is_unset = value in _UNSET or (name == "Plural-Forms" and not _is_plural_rule(value))
        lines.append(f"{name}: {usual if is_unset else value}")
    taken = {name.lower() for name in ours}
    lines += dict.fromkeys(f"{field.name}: {field.value}" for field in fields if field.name.lower() not in taken)
    return "".join(f"{line}\n" for line in lines)


def _list_lines(locale: LocaleTag | None) -> dict[str, str]:
    """Our header lines in order, with the values that they have unless a person or a tool set others."""
    lines = {
        "Project-Id-Version": "vertebra",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": _NO_DATE,
        "PO-Revision-Date": _NO_DATE,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": folder_of(locale) if locale else _UNDETERMINED,
        "MIME-Version": "1.0",
        "Content-Type": CONTENT_TYPE,
        "Content-Transfer-Encoding": "8bit",
    }
    if locale is None:
        return lines
    # No message here has plural forms; editors ask for the language's all the same.
    count, rule = PLURALS.get(folder_of(locale)) or PLURALS.get(locale.partition("-")[0]) or DEFAULT_PLURAL
    return {**lines, "Plural-Forms": f"nplurals={count}; plural={rule};"}
