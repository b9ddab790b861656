"""Reads content/: the one module of this layer that opens files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from api.errors import SourceError
from api.model.addresses import is_https, is_mailbox
from api.model.characters import LONGEST, LONGEST_NOTE, compose, read_toml, scan_file, why_not_lines
from api.model.content import Aspect, Procedure, Provenance, Section, Topic
from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import ID_PATTERN, SectionId, TopicId
from api.model.interface import DOMAIN
from api.model.locales import SOURCE, TABLE
from api.source.parser import parse_section
from api.source.segments import make_segments

_T = TypeVar("_T")

_ID: Final = re.compile(ID_PATTERN)
_LOCALE_TAGS: Final = frozenset(locale.tag.lower() for locale in TABLE)


class _SectionEntry(Struct, forbid_unknown_fields=True):
    id: str
    aspect: Aspect
    requires: tuple[str, ...] = ()


class _TopicFile(Struct, forbid_unknown_fields=True):
    """What `topic.toml` holds."""

    provenance: Provenance
    section: tuple[_SectionEntry, ...]
    procedure: Procedure | None = None
    source: str = SOURCE


def read_content(folder: Path) -> tuple[Topic, ...]:
    """Read every topic in the folder, sorted by id.

    Raises:
        SourceError: anything in it cannot be read; it holds every finding in all of its files.
    """
    findings: list[Finding] = []
    try:
        folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as fault:
        message = f"cannot be read ({fault.strerror}); name the folder with --content"
        raise SourceError(_finding(folder, message)) from None
    if not folders:
        findings.append(_finding(folder, "holds no topic; a topic is a folder with a topic.toml"))
    topics = [topic for path in folders if (topic := _read_topic(path, findings)) is not None]
    if findings:
        raise SourceError(*sorted(findings))
    return tuple(topics)


def _read_topic(folder: Path, findings: list[Finding]) -> Topic | None:
    path = folder / "topic.toml"
    found = len(findings)
    entry = _read_toml(path, _TopicFile, findings)
    notes = _read_notes(folder / "notes.toml", findings)
    if entry is None or notes is None:
        return None
    findings += _judge_topic(path, entry)
    if len(findings) > found:
        return None
    publisher = entry.provenance.publisher
    sections = tuple(_read_section(folder, publisher, section, notes, findings) for section in entry.section)
    known = {segment.msgctxt for section in sections for segment in section.segments}
    findings += [
        _finding(folder / "notes.toml", f"there is no block {name}; a note is keyed by section/block")
        for name in notes
        if name not in known
    ]
    findings += _judge_procedure(path, entry.procedure, sections)
    return Topic(id=TopicId(folder.name), sections=sections, provenance=entry.provenance, procedure=entry.procedure)


def _read_notes(path: Path, findings: list[Finding]) -> dict[str, str] | None:
    """Read the author's notes by section/block; a topic need not have any."""
    try:
        path.stat()
    except FileNotFoundError:
        return {}
    except OSError:
        # Read below, where the finding is made.
        pass
    return _read_toml(path, dict[str, str], findings, LONGEST_NOTE)


def _read_section(
    folder: Path, publisher: str, entry: _SectionEntry, notes: dict[str, str], findings: list[Finding]
) -> Section:
    path = folder / f"{entry.id}.md"
    heading, blocks, complaints = parse_section(compose(_read_text(path, findings)), str(path))
    # A file that could not be read has one fault, not two.
    if not findings or findings[-1].file != str(path):
        findings += complaints
    file = f"content/{folder.name}/{entry.id}.md"
    return Section(
        id=SectionId(entry.id),
        topic=TopicId(folder.name),
        aspect=entry.aspect,
        requires=tuple(map(SectionId, entry.requires)),
        heading=heading,
        blocks=blocks,
        segments=make_segments(SectionId(entry.id), heading, blocks, file=file, notes=notes),
        file=file,
        publisher=publisher,
    )


def _judge_procedure(path: Path, procedure: Procedure | None, sections: tuple[Section, ...]) -> Iterator[Finding]:
    """Findings about `[procedure]`: it is for machines, and says only what the sections, which reviewers sign, say too."""
    said = " ".join(segment.msgid for section in sections for segment in section.segments).casefold()
    for name in (procedure.name, procedure.body_location) if procedure is not None else ():
        if name is not None and name.casefold() not in said:
            yield _finding(path, f"[procedure] says {name!r}, which no section says; write what the sections call it")


def _judge_provenance(path: Path, provenance: Provenance) -> Iterator[Finding]:
    for key, url in (("url", provenance.url), ("terms", provenance.terms)):
        if url is not None and not is_https(url):
            message = (
                f"the {key} {url!r} is not an absolute https address, in ASCII, such as https://example.org/article"
            )
            yield _finding(path, message)
    contact = provenance.contact
    if contact is not None and not (is_mailbox(contact) or is_https(contact)):
        yield _finding(
            path, f"the contact {contact!r} is neither an e-mail address nor an absolute https address, in ASCII"
        )


def _judge_topic(path: Path, entry: _TopicFile) -> Iterator[Finding]:
    """What is wrong with a topic.toml that has the right shape."""
    name, ids = path.parent.name, [section.id for section in entry.section]
    yield from _judge_provenance(path, entry.provenance)
    if not _ID.fullmatch(name) or name == DOMAIN:
        yield _finding(path, f"the folder name {name!r} cannot be a topic's id; use lower-case words joined by hyphens")
    if entry.source != SOURCE:
        yield _finding(path, f'source = "{entry.source}" is not supported; the source locale is "{SOURCE}"')
    if not ids:
        yield _finding(path, "a topic has at least one [[section]]")
    for position, section in enumerate(entry.section):
        if not _ID.fullmatch(section.id):
            yield _finding(path, f"the section id {section.id!r} is malformed; use lower-case words joined by hyphens")
        if section.id.lower() in _LOCALE_TAGS:
            yield _finding(path, f"the section id {section.id!r} is a language tag; URLs could not tell them apart")
        if section.id in ids[:position]:
            yield _finding(path, f"the section {section.id!r} is listed twice; remove one")
        for other in section.requires:
            if other not in ids or other == section.id:
                yield _finding(path, f"{section.id!r} requires {other!r}, which is no other section of this topic")


def _read_toml(path: Path, shape: type[_T], findings: list[Finding], longest: int = LONGEST) -> _T | None:
    text = _read_text(path, findings)
    if findings and findings[-1].file == str(path):
        return None
    if strays := [*scan_file(text, str(path))]:
        findings += strays
        return None
    try:
        found, data = read_toml(text, shape), read_toml(text, dict[str, object])
    except (msgspec.DecodeError, RecursionError) as fault:
        findings.append(_finding(path, f"{fault}"))
        return None
    if reason := why_not_lines(data, longest):
        findings.append(reason.make_finding(str(path), Code.INVISIBLE))
        return None
    return found


def _read_text(path: Path, findings: list[Finding]) -> str:
    try:
        # A byte order mark is an editor's, not the author's.
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        findings.append(_finding(path, f"cannot be read: {fault.strerror}"))
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        findings.append(_finding(path, "is not UTF-8 text; save it as UTF-8", line))
    return ""


def _finding(path: Path, message: str, line: int = 0) -> Finding:
    return Complaint(message, line=line).make_finding(str(path), Code.CONTENT_FILE)
