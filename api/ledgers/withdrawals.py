"""Withdrawals: what must no longer be shown, and what may be shown again. `content/<topic>/withdrawals.jsonl`, append only.

Rules
1. A withdrawal stands until a reinstatement of the same section names it that is no older: one that another branch wrote meanwhile
   is not undone unseen, and none is undone by the way.
2. A withdrawn topic takes all its sections along, whatever is said of one of them.
3. A file that cannot be trusted ends a start as unreadable content does: what it held may have been a withdrawal.
4. A withdrawal acts whatever its words: what of them may not be shown is left out, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from api.errors import SourceError
from api.ledgers.store import JsonLines
from api.model.addresses import is_https
from api.model.characters import LONGEST_NOTE, why_not_line
from api.model.content import NonEmpty, Topic
from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import ID_PATTERN, SectionId, TopicId
from api.model.ledger import DigestText
from api.model.records import RecordLine, SealedRecord
from api.model.vetting import Withdrawal

FILE: Final = "withdrawals.jsonl"

_REFERENCE: Final = re.compile(f"{ID_PATTERN}(?:/{ID_PATTERN})?")


class WithdrawalRecord(SealedRecord, frozen=True, tag_field="kind", tag="withdrawal"):
    """From this moment on, no reader gets the section or topic."""

    reason: NonEmpty
    """For partners, in English."""

    replacement: str | None
    """What to show instead: `topic`, `topic/section`, or an absolute https URL."""


class Reinstatement(SealedRecord, frozen=True, tag_field="kind", tag="reinstatement"):
    """The section or topic may be shown again, as far as its words are vouched for."""

    ends: tuple[DigestText, ...]
    """The ids of the withdrawals that it ends."""

    reason: str | None


Recall = WithdrawalRecord | Reinstatement
"""What a line says of a `topic/section`, or of a whole `topic`."""

_DECODER: Final[msgspec.json.Decoder[Recall]] = msgspec.json.Decoder(Recall)


def list_names(content: Path) -> tuple[str, ...]:
    """Every topic and section by the names of the files, for when what they hold cannot be read."""
    topics = sorted({path.parent for name in ("topic.toml", "*.md", FILE) for path in content.glob(f"*/{name}")})
    named = ((each.name, *(f"{each.name}/{path.stem}" for path in sorted(each.glob("*.md")))) for each in topics)
    return tuple(chain.from_iterable(named))


class WithdrawnToday(Struct, frozen=True):
    """The withdrawals of all topics that stand today."""

    withdrawals: tuple[Withdrawal, ...]
    faults: tuple[Finding, ...]
    """Why a file cannot be trusted."""

    findings: tuple[Finding, ...]
    """What withdrawals say that may not be shown."""


def read_withdrawals(content: Path) -> WithdrawnToday:
    """Read the withdrawals of every topic."""
    withdrawals: list[Withdrawal] = []
    found: list[Finding] = []
    for path in sorted(content.glob(f"*/{FILE}")):
        stored = open_withdrawals(content, path.parent.name).read()
        withdrawals += decide_withdrawals(tuple(each.record for each in stored.lines))
        found += (*stored.faults, *_judge_words(stored.lines, str(path)))
    return WithdrawnToday(
        withdrawals=tuple(withdrawals),
        faults=tuple(finding for finding in found if finding.code is Code.CONTENT_FILE),
        findings=tuple(finding for finding in found if finding.code is Code.WITHDRAWAL),
    )


def find_void(content: Path, topics: tuple[Topic, ...]) -> tuple[Finding, ...]:
    """Warnings about records without effect: of a section that does not exist, or that was not withdrawn."""
    names = [name for topic in topics for name in (topic.id, *topic.references)]
    findings = []
    for path in sorted(content.glob(f"*/{FILE}")):
        lines = open_withdrawals(content, path.parent.name).read().lines
        findings += [
            Finding(str(path), each.line, 1, "warning", Code.WITHDRAWAL, complaint.message)
            for each in lines
            if (complaint := _why_void(each.record, names, tuple(other.record for other in lines))) is not None
        ]
    return tuple(findings)


def _why_void(record: Recall, names: list[str], records: tuple[Recall, ...]) -> Complaint | None:
    if isinstance(record, Reinstatement):
        if any(_is_ended(each, record) for each in records if isinstance(each, WithdrawalRecord)):
            return None
        ended = f"no earlier withdrawal of {_name(record.section)}"
        return Complaint(f"what it ends is {ended}, so this brings nothing back")
    if record.section.removesuffix("/") in names:
        return None
    meant = get_close_matches(record.section, names, 1, 0.9)
    hint = f"; did you mean {meant[0]}?" if meant else ""
    return Complaint(f"there is no topic or section {_name(record.section)}, so this withdraws nothing{hint}")


def open_withdrawals(content: Path, topic: str) -> JsonLines[Recall]:
    """The store of the topic's withdrawals."""

    def why_not(record: Recall) -> Complaint | None:
        if record.section.partition("/")[0] == topic:
            return None
        return Complaint(f"its section {_name(record.section)} is not of this topic")

    path, hint = content / topic / FILE, "put it back as it was written"
    return JsonLines(path, _DECODER, why_not, code=Code.CONTENT_FILE, hint=hint, error=SourceError)


def decide_withdrawals(records: tuple[Recall, ...]) -> Iterator[Withdrawal]:
    """The last withdrawal that stands, of each section or topic."""
    for record in {record.section: record for record in list_standing(records)}.values():
        topic, _, section = record.section.partition("/")
        yield Withdrawal(
            topic=TopicId(topic),
            section=SectionId(section) if section else None,
            reason="" if why_not_line(record.reason, LONGEST_NOTE) else record.reason,
            replacement=None if _why_not_replacement(record.replacement) else record.replacement,
            day=record.at.date(),
        )


def list_standing(records: tuple[Recall, ...]) -> tuple[WithdrawalRecord, ...]:
    """The withdrawals that no reinstatement ended, in the order of their times."""
    reinstatements = [record for record in records if isinstance(record, Reinstatement)]
    withdrawals = [record for record in records if isinstance(record, WithdrawalRecord)]
    standing = [each for each in withdrawals if not any(_is_ended(each, ending) for ending in reinstatements)]
    return tuple(sorted(standing, key=lambda record: (record.at, record.id)))


def _is_ended(withdrawal: WithdrawalRecord, reinstatement: Reinstatement) -> bool:
    return (
        withdrawal.id in reinstatement.ends
        and withdrawal.section == reinstatement.section
        and withdrawal.at <= reinstatement.at
    )


def _why_not_replacement(replacement: str | None) -> Complaint | None:
    """Why the replacement may not be linked; None where it may, or where there is none."""
    if replacement is None or _REFERENCE.fullmatch(replacement):
        return None
    if is_https(replacement):
        return why_not_line(replacement, LONGEST_NOTE)
    return Complaint(f"{replacement!a} is neither a topic or section nor an absolute https address.")


def _judge_words(stored: tuple[RecordLine[Recall], ...], file: str) -> Iterator[Finding]:
    """A finding for each part of a standing withdrawal that may not be shown, and so is left out."""
    lines = {each.record.id: each.line for each in stored}
    for record in list_standing(tuple(each.record for each in stored)):
        for part, why in (
            ("reason", why_not_line(record.reason, LONGEST_NOTE)),
            ("replacement", _why_not_replacement(record.replacement)),
        ):
            if why:
                effect = f"The withdrawal of {_name(record.section)} stands, and readers get no {part}"
                message = f"the {part} may not be shown: {why} {effect}; withdraw it again with another"
                yield Finding(file, lines[record.id], 1, "error", Code.WITHDRAWAL, message)


def _name(section: str) -> str:
    """The section's name, escaped for a terminal: a hand-made record may hold anything."""
    return section if section.isascii() and section.isprintable() else ascii(section)
