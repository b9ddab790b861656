"""A catalog's header: what must be in it, and what would mislead a tool that believes it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.model.findings import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.catalogs.document import Document, Entry
    from api.model.identifiers import LocaleTag

_CHARSET: Final = re.compile(r"text/plain;\s*charset=(?:utf-8|utf8)", re.IGNORECASE)
_DATES: Final = ("pot-creation-date", "po-revision-date")
_UNSET_DATE: Final = "YEAR-MO-DA HO:MI+ZONE"
_PLURALS: Final = re.compile(r"nplurals\s*=\s*[1-6]\s*;\s*plural\s*=\s*[n0-9()<>=!&|?:%\s]{1,300};?")


class Field(Struct, frozen=True):
    """One line of a header."""

    name: str
    value: str
    offset: int
    """Where it begins in the header's msgstr."""


def find_header(document: Document) -> Entry | None:
    """The entry that says what the file is: the first, with an empty msgid and no context."""
    first = document.entries[0] if document.entries else None
    return first if first is not None and not first.msgid and first.msgctxt is None else None


def split_header(header: Entry) -> tuple[Field, ...]:
    """The header's lines, in order. One without a colon is all name."""
    fields: list[Field] = []
    offset = 0
    for line in header.msgstr.split("\n"):
        if line:
            name, _, value = line.partition(":")
            fields.append(Field(name=name.strip(), value=value.strip(), offset=offset))
        offset += len(line) + 1
    return tuple(fields)


def check_header(document: Document, file: str, locale: LocaleTag) -> tuple[Finding, ...]:
    """What is wrong with the header of the locale's catalog, each on its own line.

    Its language comes from its folder; a header that says another would make Babel read the whole file as that one.
    """

    def finding(line: int, column: int, message: str) -> Finding:
        return Finding(file, line, column, "error", Code.PO_HEADER, message, locale)

    header = find_header(document)
    if header is None:
        return (finding(1, 1, 'the file has no header; it begins with msgid "" and a msgstr that names its Language'),)
    complaints = sorted(_judge_header(header, locale), key=lambda complaint: complaint[0])
    found = [finding(*header.locate(offset), message) for offset, message in complaints]
    if header.fuzzy:
        message = "the header is marked fuzzy, so gettext tools skip the file; delete the line `#, fuzzy` above it"
        found.insert(0, finding(header.line, 1, message))
    return tuple(found)


def _judge_header(header: Entry, locale: LocaleTag) -> Iterator[tuple[int, str]]:
    """Complaints, each with the offset that it is about."""
    fields: dict[str, Field] = {}
    for field in split_header(header):
        key = field.name.lower()
        if ":" not in header.msgstr[field.offset :].split("\n", 1)[0]:
            yield field.offset, rf"the header line {field.name[:40]!r} has no colon; a line is `Name: value\n`"
        elif key in fields:
            yield field.offset, f"the header says {field.name} twice; delete one"
        else:
            fields[key] = field
    absent = Field(name="", value="", offset=0)
    charset = fields.get("content-type", absent)
    if not _CHARSET.fullmatch(charset.value):
        yield charset.offset, "the header's Content-Type is not `text/plain; charset=UTF-8`; correct it"
    language = fields.get("language", absent)
    if language.value.replace("_", "-") != locale:
        complaint = f"the header's Language is {language.value!r} but the folder is for {locale}; correct the header"
        yield language.offset, complaint
    plurals = fields.get("plural-forms")
    if plurals is not None and not _is_plural_rule(plurals.value):
        complaint = "the header's Plural-Forms is malformed; delete the line, for clinical text has no plural forms"
        yield plurals.offset, complaint
    for name in _DATES:
        date = fields.get(name)
        if date is not None and date.value != _UNSET_DATE and not _is_date(date.value):
            complaint = (
                f"the header's {date.name} {date.value[:40]!r} is no date; correct it to the form 2026-01-31 09:30+0000"
            )
            yield date.offset, complaint


def _is_plural_rule(text: str) -> bool:
    """Whether gettext would take it: its alphabet, its length, and brackets that pair."""
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0 and _PLURALS.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d %H:%M%z")
    except ValueError:
        return False
    return True
