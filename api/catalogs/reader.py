"""Reads locales/: the one module of this layer that opens files.

Rules
1. The strict lexer reads first, then Babel. Only what both read alike is a catalog: a difference is refused too.
2. A file that is refused takes itself out and nothing else. It stays in the answer as a BrokenCatalog, so that its
   locale stays listed and its URLs live on.
3. The folder's name is the locale. Nothing inside a file can change it.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec
from babel.messages.pofile import PoFileError, read_po
from msgspec import Struct

from api.catalogs.folders import folder_of, tag_of
from api.catalogs.header import check_header
from api.catalogs.lexer import MAX_BYTES, decode_catalog, read_entries
from api.errors import CatalogError
from api.model.catalog import BrokenCatalog, Catalog, Credit, Message, Method, Translation
from api.model.findings import Code, Finding
from api.model.interface import DOMAIN
from api.model.locales import SOURCE, find_locale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.catalogs.lexer import Entry
    from api.model.content import Topic
    from api.model.identifiers import LocaleTag


_OBSOLETE_PREVIOUS: Final = re.compile(rb"^#~\|.*$", re.MULTILINE)


def read_locales(folder: Path, topics: tuple[Topic, ...]) -> tuple[tuple[Translation, ...], tuple[Finding, ...]]:
    """Every locale in the folder, sorted by tag, and what is wrong with the folder itself.

    A folder that is absent or unreadable has no locales: the source is served alone, and a finding says why.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as fault:
        message = f"cannot be read ({fault.strerror}), so only English is served; name the folder with --locales"
        return (), (_finding(folder, Code.LOCALE_FOLDER, message),)
    translations = []
    findings = []
    for path in paths:
        tag = tag_of(path.name)
        if tag == SOURCE:
            continue
        if find_locale(tag) is None or folder_of(tag) != path.name:
            message = "is not named by a language tag that we know, so it is not served; pt_BR is the form"
            findings.append(_finding(path, Code.LOCALE_FOLDER, message))
        else:
            translations.append(_read_locale(path, tag, topics))
    return tuple(sorted(translations, key=lambda translation: translation.locale)), tuple(findings)


def _read_locale(folder: Path, locale: LocaleTag, topics: tuple[Topic, ...]) -> Translation:
    domains = [*(topic.id for topic in topics), DOMAIN]
    paths = [(domain, folder / "LC_MESSAGES" / f"{domain}.po") for domain in domains]
    catalogs = tuple((domain, catalog) for domain, path in paths if (catalog := read_catalog(path, locale)) is not None)
    sections = frozenset(f"{topic.id}/{section.id}" for topic in topics for section in topic.sections)
    credit, section_credits, findings = _read_credits(folder / "translation.toml", locale, sections)
    return Translation(
        locale=locale, catalogs=catalogs, credit=credit, section_credits=section_credits, findings=findings
    )


def read_catalog(path: Path, locale: LocaleTag) -> Catalog | BrokenCatalog | None:
    """One PO file, or why it cannot be trusted; None where there is none."""
    file = str(path)
    try:
        with path.open("rb") as opened:
            # One byte more than is legal, and no more: a larger file is refused, not read.
            return parse_catalog(opened.read(MAX_BYTES + 1), file, locale)
    except FileNotFoundError:
        return None
    except CatalogError as fault:
        findings = tuple(msgspec.structs.replace(finding, locale=locale) for finding in fault.findings)
        return BrokenCatalog(file=file, locale=locale, findings=findings)
    except OSError as fault:
        finding = _finding(path, Code.PO_ENCODING, f"cannot be read: {fault.strerror}", locale)
        return BrokenCatalog(file=file, locale=locale, findings=(finding,))


def parse_catalog(data: bytes, file: str, locale: LocaleTag) -> Catalog:
    """A PO file's bytes as a catalog.

    Raises:
        CatalogError: the bytes are refused; it holds the first syntax error, or else every other finding.
    """
    entries = read_entries(decode_catalog(data, file), file)
    findings = (*check_header(entries, file, locale), *_check_entries(entries, file))
    if findings:
        raise CatalogError(*findings)
    translatable = tuple(entry for entry in entries if entry.msgid or entry.msgctxt is not None)
    _compare_with_babel(data, file, translatable)
    return Catalog(
        file=file,
        locale=locale,
        messages=tuple(
            Message(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgstr=entry.msgstr,
                fuzzy="fuzzy" in entry.flags,
                line=entry.msgstr_line,
            )
            for entry in translatable
            # Without a context it is no message of ours: nothing looks it up.
            if entry.msgctxt is not None
        ),
    )


def _check_entries(entries: tuple[Entry, ...], file: str) -> Iterator[Finding]:
    """What is wrong between entries that are each well-formed."""
    seen: dict[str | tuple[None, str], int] = {}
    for entry in entries:
        # A context names a block, so two messages with one context are one block translated twice.
        key = entry.msgctxt if entry.msgctxt is not None else (None, entry.msgid)
        if key in seen:
            what = f"the message {entry.msgctxt}" if entry.msgctxt is not None else f"the text {entry.msgid[:40]!r}"
            yield Finding(
                file=file,
                line=entry.line,
                column=1,
                severity="error",
                code=Code.PO_DUPLICATE,
                message=f"{what} stands here and in line {seen[key]}; keep the right one and delete the other",
            )
        seen.setdefault(key, entry.line)
        for line, reference in entry.references:
            if (
                reference.startswith(("/", "~"))
                or ".." in reference.split("/")
                or "\\" in reference
                or ":/" in reference
            ):
                yield Finding(
                    file=file,
                    line=line,
                    column=1,
                    severity="error",
                    code=Code.PO_REFERENCE,
                    message=f"the reference {reference[:80]} points out of the project; delete it",
                )


def _compare_with_babel(data: bytes, file: str, entries: tuple[Entry, ...]) -> None:
    """Have Babel read the same bytes, and refuse them where it reads something else."""
    # Two legal things that Babel does not know: a template's unset date, and an obsolete message's previous msgid.
    data = _OBSOLETE_PREVIOUS.sub(b"#", data.replace(b"POT-Creation-Date: YEAR-MO-DA HO:MI+ZONE", b"X-Unset: date"))
    try:
        # No locale: the header would override it, and Babel need not know the language to read the file.
        catalog = read_po(BytesIO(data), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as fault:
        counted = getattr(fault, "lineno", None)
        line = 0 if counted is None else counted + 1
        message = f"Babel refuses the file: {fault}".removesuffix(f" on {counted}")
        raise CatalogError(
            Finding(
                file=file,
                line=line,
                column=1 if line else 0,
                severity="error",
                code=Code.PO_SYNTAX,
                message=message,
            )
        ) from None
    for entry in entries:
        read = catalog.get(entry.msgid, context=entry.msgctxt)
        if read is None or read.string != entry.msgstr or read.fuzzy != ("fuzzy" in entry.flags):
            raise CatalogError(
                Finding(
                    file=file,
                    line=entry.line,
                    column=1,
                    severity="error",
                    code=Code.PO_SYNTAX,
                    message="Babel reads this message in another way; write its strings afresh on one line each",
                ),
            )


class _CreditEntry(Struct, forbid_unknown_fields=True):
    method: Method = "machine"
    translator: str | None = None


class _TranslationFile(_CreditEntry, forbid_unknown_fields=True):
    """What `translation.toml` holds."""

    sections: dict[str, _CreditEntry] = {}


_FORGED: Final = "`authored` is the English's method; a translation is machine, machine-edited or human"
_ANONYMOUS: Final = 'method = "human" needs a translator; name who translated it'


def _read_credits(
    path: Path, locale: LocaleTag, sections: frozenset[str]
) -> tuple[Credit, tuple[tuple[str, Credit], ...], tuple[Finding, ...]]:
    """Who translated, and how. A file that cannot be believed says nothing: its texts count as machine translations."""
    try:
        text = path.read_text(encoding="utf-8")
        entry = msgspec.toml.decode(text, type=_TranslationFile)
    except FileNotFoundError:
        return Credit(), (), ()
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as fault:
        return Credit(), (), (_finding(path, Code.TRANSLATION_FILE, f"{fault}; until then all is machine", locale),)
    if unknown := sorted(set(entry.sections) - sections):
        complaint = f"there is no section {unknown[0]!r}; until that is corrected, all counts as machine translation"
        return Credit(), (), (_finding(path, Code.TRANSLATION_FILE, complaint, locale),)
    for credit in (entry, *entry.sections.values()):
        complaint = _FORGED if credit.method == "authored" else ""
        if credit.method == "human" and not credit.translator:
            complaint = _ANONYMOUS
        if complaint:
            return Credit(), (), (_finding(path, Code.TRANSLATION_FILE, complaint, locale),)
    section_credits = tuple(
        (name, Credit(method=credit.method, translator=credit.translator)) for name, credit in entry.sections.items()
    )
    return Credit(method=entry.method, translator=entry.translator), section_credits, ()


def _finding(path: Path, code: Code, message: str, locale: LocaleTag | None = None) -> Finding:
    return Finding(file=str(path), line=0, column=0, severity="error", code=code, message=message, locale=locale)
