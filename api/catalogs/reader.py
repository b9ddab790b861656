"""Reads locales/: the one module of this layer that reads files.

Rules
1. A file that is refused takes itself out and nothing else. It stays in the answer as a BrokenCatalog, so that its
   locale stays listed and its URLs live on.
2. The folder's name is the locale. Nothing inside a file can change it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from api.catalogs.credits import UNKNOWN, Credits, parse_credits
from api.catalogs.document import PoDocument, PoEntry, PoFile
from api.catalogs.examine import MAX_BYTES, decode_catalog, examine_attic, examine_catalog
from api.catalogs.handoff_marks import HEADER, find_alterations, find_origin
from api.catalogs.lexer import read_document
from api.errors import CatalogError, RefusedError, UsageError
from api.files.folders import ATTIC, folder_of, tag_of
from api.model.catalog import BrokenCatalog, Catalog, Glossary, Message, Translation
from api.model.characters import LONGEST_NOTE, read_toml, scan_file, why_not_lines
from api.model.content import Topic
from api.model.findings import Code, Complaint, Finding, has_errors
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.suggestions import find_meant, find_usual

_Parsed = TypeVar("_Parsed")

_UNTIL_THEN: Final = {
    Code.TRANSLATION_FILE: "until then all is machine",
    Code.GLOSSARY_FILE: "until then no term is checked",
}


def read_locales(folder: Path, topics: tuple[Topic, ...]) -> tuple[tuple[Translation, ...], tuple[Finding, ...]]:
    """Every locale in the folder, sorted by tag, and what is wrong with the folder itself.

    A folder that is absent or unreadable has no locales: the source is served alone, and a finding says why.
    """
    tags, findings = list_locale_folders(folder)
    sections = {section.id.lower(): section.reference for topic in topics for section in topic.sections}
    clashes = {tag: sections[tag.lower()] for tag in tags if tag.lower() in sections}
    for tag, section in clashes.items():
        why = f"is named as the section {section}, and addresses could not tell them apart, so it is not served"
        complaint = Complaint(f"{why}; rename the section")
        findings += (complaint.make_finding(str(folder / folder_of(tag)), Code.LOCALE_FOLDER),)
    return tuple(_read_locale(folder / folder_of(tag), tag, topics) for tag in tags if tag not in clashes), findings


def list_locale_folders(folder: Path) -> tuple[tuple[LocaleTag, ...], tuple[Finding, ...]]:
    """The locales that have a folder, sorted by tag, and which folders are no locale's. The source's is passed over."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as fault:
        advice = "so only English is served; name the folder with --locales"
        complaint = Complaint(f"cannot be read ({fault.strerror}), {advice}")
        return (), (complaint.make_finding(str(folder), Code.LOCALE_FOLDER),)
    reasons = {path: _why_not_locale(path.name) for path in paths if tag_of(path.name) != SOURCE}
    tags = sorted(tag_of(path.name) for path, reason in reasons.items() if reason is None)
    findings = (reason.make_finding(str(path), Code.LOCALE_FOLDER) for path, reason in reasons.items() if reason)
    return tuple(tags), tuple(findings)


def _why_not_locale(folder: str) -> Complaint | None:
    """Why a folder of this name is no locale's, and the tag that is meant, if that is clear; None where it is one's."""
    meant = find_meant(folder)
    names = tuple(map(folder_of, meant))
    if names == (folder,):
        usual = find_usual(tag_of(folder))
        if usual is None:
            return None
        advice = f"name the folder {folder_of(usual)}, or remove it"
        return Complaint(f"is written {usual} here, so it is not served; {advice}")
    if not meant:
        return Complaint("is not named by a language tag that we know, so it is not served; pt_BR is the form")
    question = f"do you mean {' or '.join(meant)}? Name the folder {' or '.join(names)}"
    return Complaint(f"is not named as we spell language tags, so it is not served; {question}")


def _read_locale(folder: Path, locale: LocaleTag, topics: tuple[Topic, ...]) -> Translation:
    domains = [*(topic.id for topic in topics), DOMAIN]
    paths = [(domain, folder / "LC_MESSAGES" / f"{domain}.po") for domain in domains]
    catalogs = tuple((domain, catalog) for domain, path in paths if (catalog := read_catalog(path, locale)) is not None)
    sections = frozenset((DOMAIN, *(reference for topic in topics for reference in topic.references)))
    credited, code = folder / "translation.toml", Code.TRANSLATION_FILE
    said, complaints = _read_toml(credited, lambda text: parse_credits(text, sections), Credits(), code, locale)
    doubts = tuple(complaint.make_finding(str(credited), code, locale) for complaint in said.complaints)
    glossary, more = _read_toml(folder / "glossary.toml", _parse_glossary, Glossary(), Code.GLOSSARY_FILE, locale)
    return Translation(
        locale=locale,
        catalogs=catalogs,
        credit=UNKNOWN if complaints else said.credit,
        section_credits=said.sections,
        glossary=glossary,
        findings=(*complaints, *doubts, *more),
    )


def read_catalog(path: Path, locale: LocaleTag) -> Catalog | BrokenCatalog | None:
    """Read one PO file's messages. A file that cannot be trusted gives a BrokenCatalog; no file, None."""
    found = read_po_file(path, locale)
    if not isinstance(found, PoFile):
        return found
    return replace(make_catalog(found.document, str(path), locale), findings=found.findings)


def read_po_file(path: Path, locale: LocaleTag) -> PoFile | BrokenCatalog | None:
    """Read one PO file with everything in it. A file that cannot be trusted gives a BrokenCatalog; no file, None."""
    file = str(path)
    try:
        data = _read_bytes(path)
        document, findings = _examine(data, path, locale)
    except FileNotFoundError:
        return None
    except CatalogError as fault:
        return BrokenCatalog(file=file, locale=locale, findings=_name_locale(fault.findings, locale))
    except OSError as fault:
        finding = Complaint(f"cannot be read: {fault.strerror}").make_finding(file, Code.PO_ENCODING, locale)
        return BrokenCatalog(file=file, locale=locale, findings=(finding,))
    if has_errors(findings):
        readable = make_catalog(document, file, locale).messages
        return BrokenCatalog(file=file, locale=locale, findings=_name_locale(findings, locale), readable=readable)
    return PoFile(document=document, text=data.decode("utf-8"), findings=findings)


def find_po_faults(data: bytes, path: Path, locale: LocaleTag | None) -> tuple[Finding, ...]:
    """Why the bytes would not be read as the locale's file at the path; with None, as a template."""
    try:
        _, findings = _examine(data, path, locale)
    except CatalogError as fault:
        return fault.findings
    return tuple(finding for finding in findings if finding.severity == "error")


def _read_bytes(path: Path) -> bytes:
    """One byte more than is legal, and no more: a larger file is refused, not read."""
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _examine(data: bytes, path: Path, locale: LocaleTag | None) -> tuple[PoDocument, tuple[Finding, ...]]:
    if locale is None:
        return read_document(decode_catalog(data, str(path)), str(path))
    return (examine_attic if path.name == ATTIC else examine_catalog)(data, str(path), locale)


def read_returned(path: Path) -> tuple[LocaleTag, str, PoDocument]:
    """Read a file that was handed off and came back: its locale, its domain, and everything in it.

    Raises:
        UsageError: there is no such file.
        CatalogError: it cannot be trusted; the findings say where and why.
        RefusedError: it was not handed off.
    """
    file = str(path)
    try:
        data = _read_bytes(path)
    except OSError as fault:
        message = f"{path}: cannot be read ({fault.strerror}); name the .po file that came back"
        raise UsageError(message) from None
    document, faults = _examine(data, path, None)
    origin = find_origin(document)
    if origin is None:
        if faults:
            raise CatalogError(*faults)
        message = (
            f"{path}: its header has no {HEADER} line, so it was not made by `vertebra handoff`, or a program took the line "
            "out; put it back, or copy the texts into the catalog by hand"
        )
        raise RefusedError(message)
    tag, domain = LocaleTag(origin[0]), origin[1]
    document, findings = examine_catalog(data, file, tag)
    if not has_errors(findings):
        findings = tuple(find_alterations(document, file, tag))
    if findings:
        raise CatalogError(*_name_locale(findings, tag))
    return tag, domain, document


def make_catalog(document: PoDocument, file: str, locale: LocaleTag) -> Catalog:
    """The document's messages. One without a context is no message of ours: nothing looks it up."""
    return Catalog(
        file=file,
        locale=locale,
        messages=tuple(_make_message(entry, entry.msgctxt) for entry in document.entries if entry.msgctxt is not None),
        strays=tuple(entry.line for entry in document.entries if entry.msgctxt is None and entry.msgid),
    )


def _make_message(entry: PoEntry, msgctxt: str) -> Message:
    return Message(
        msgctxt=msgctxt,
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        fuzzy=entry.fuzzy,
        line=entry.msgstr_line,
        spans=entry.spans,
        comments=entry.comments,
        previous=entry.previous_msgid,
    )


def _name_locale(findings: tuple[Finding, ...], locale: LocaleTag) -> tuple[Finding, ...]:
    return tuple(replace(finding, locale=locale) for finding in findings)


def _read_toml(
    path: Path, parse: Callable[[str], _Parsed | Complaint], unset: _Parsed, code: Code, locale: LocaleTag
) -> tuple[_Parsed, tuple[Finding, ...]]:
    """Read and parse a TOML file. Where it is absent, or cannot be believed, the answer is `unset`."""
    strays: tuple[Finding, ...] = ()
    try:
        text = path.read_text(encoding="utf-8-sig")
        strays = _name_locale(tuple(scan_file(text, str(path))), locale)
        parsed = parse(text)
    except FileNotFoundError:
        return unset, ()
    except (UnicodeDecodeError, RecursionError):
        parsed = Complaint("is not UTF-8 text, or nested too deeply; save it as UTF-8 without that")
    except msgspec.DecodeError as fault:
        parsed = Complaint(str(fault))
    except OSError as fault:
        parsed = Complaint(f"cannot be read: {fault.strerror}")
    if isinstance(parsed, Complaint):
        return unset, (*strays, replace(parsed, hint=_UNTIL_THEN[code]).make_finding(str(path), code, locale))
    return parsed, strays


def _parse_glossary(text: str) -> Glossary | Complaint:
    """What `glossary.toml` says: how the locale says the terms that must not vary; or what is wrong with the text.

    [[term]]
    en = ["bone cement"]            # each form in which the English has it
    use = ["cemento óseo"]          # one of these must stand in the translation
    avoid = ["cemento para huesos"] # and none of these; a space at an end stands for the edge of a word: " nervio "
    note = "The established term."
    """
    glossary = read_toml(text, Glossary)
    if reason := why_not_lines(read_toml(text, dict[str, object]), LONGEST_NOTE):
        return reason
    for number, term in enumerate(glossary.terms, 1):
        if not term.en or not term.use or not all(map(str.strip, (*term.en, *term.use, *term.avoid))):
            return Complaint(f"term {number} needs words in `en` and in `use`, and no empty one")
    return glossary
