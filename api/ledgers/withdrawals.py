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
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.model.addresses import is_https
from api.model.characters import LONGEST_NOTE, why_not_line
from api.model.content import NonEmpty
from api.model.findings import Code, Finding
from api.model.identifiers import ID_PATTERN, SectionId, TopicId
from api.model.ledger import DigestText, Moment
from api.model.records import parse_record
from api.model.vetting import Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.model.content import Topic

FILE: Final = "withdrawals.jsonl"

_REFERENCE: Final = re.compile(f"{ID_PATTERN}(?:/{ID_PATTERN})?")


class WithdrawalRecord(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="withdrawal"):
    """From now on, no reader gets it."""

    id: str
    section: str
    """`topic/section`, or a whole `topic`."""

    at: Moment
    reason: NonEmpty
    """For partners, in English."""

    replacement: str | None
    """What to show instead: `topic`, `topic/section`, or an absolute https URL."""


class Reinstatement(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="reinstatement"):
    """It may be shown again, as far as its words are vouched for."""

    id: str
    section: str
    ends: tuple[DigestText, ...]
    """The ids of the withdrawals that it ends."""

    at: Moment
    reason: str | None


Record = WithdrawalRecord | Reinstatement


def withdrawals_path(content: Path, topic: str) -> Path:
    """The topic's file."""
    return content / topic / FILE


def list_names(content: Path) -> tuple[str, ...]:
    """Every topic and section by the names of the files, for when what they hold cannot be read."""
    topics = sorted({path.parent for name in ("topic.toml", "*.md", FILE) for path in content.glob(f"*/{name}")})
    return tuple(
        name
        for topic in topics
        for name in (topic.name, *(f"{topic.name}/{each.stem}" for each in sorted(topic.glob("*.md"))))
    )


class WithdrawnToday(Struct, frozen=True):
    """What the files of all topics come to."""

    withdrawals: tuple[Withdrawal, ...]
    faults: tuple[Finding, ...]
    """Why a file cannot be trusted."""

    findings: tuple[Finding, ...]
    """What withdrawals say that may not be shown."""


def read_withdrawals(content: Path) -> WithdrawnToday:
    """What is withdrawn today, in every topic, and what is wrong with the files."""
    withdrawals: list[Withdrawal] = []
    found: list[Finding] = []
    for path in sorted(content.glob(f"*/{FILE}")):
        try:
            data = path.read_bytes()
        except OSError as fault:
            found.append(_finding(str(path), 0, f"cannot be read: {fault.strerror}"))
            continue
        records, faults = _number_records(data, str(path), path.parent.name)
        withdrawals += decide_withdrawals(tuple(record for _, record in records))
        found += (*faults, *_judge_words(records, str(path)))
    return WithdrawnToday(
        withdrawals=tuple(withdrawals),
        faults=tuple(finding for finding in found if finding.code is Code.CONTENT_FILE),
        findings=tuple(finding for finding in found if finding.code is Code.WITHDRAWAL),
    )


def find_void(content: Path, topics: tuple[Topic, ...]) -> tuple[Finding, ...]:
    """The records that do nothing, though somebody may think that they do: of what there is not, or was not withdrawn."""
    names = [
        name for topic in topics for name in (topic.id, *(f"{topic.id}/{section.id}" for section in topic.sections))
    ]
    findings = []
    for path in sorted(content.glob(f"*/{FILE}")):
        with suppress(OSError):
            records, _ = _number_records(path.read_bytes(), str(path), path.parent.name)
            findings += [
                Finding(str(path), line, 1, "warning", Code.WITHDRAWAL, reason)
                for line, record in records
                if (reason := _why_void(record, names, tuple(each for _, each in records))) is not None
            ]
    return tuple(findings)


def _why_void(record: Record, names: list[str], records: tuple[Record, ...]) -> str | None:
    if isinstance(record, Reinstatement):
        if any(_is_ended(each, record) for each in records if isinstance(each, WithdrawalRecord)):
            return None
        return f"what it ends is no earlier withdrawal of {_name(record.section)}, so this brings nothing back"
    if record.section.removesuffix("/") in names:
        return None
    meant = get_close_matches(record.section, names, 1, 0.9)
    hint = f"; did you mean {meant[0]}?" if meant else ""
    return f"there is no topic or section {_name(record.section)}, so this withdraws nothing{hint}"


def parse_withdrawals(data: bytes, file: str, topic: str) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records in file order, and what is wrong with the text."""
    records, faults = _number_records(data, file, topic)
    return tuple(record for _, record in records), faults


def _number_records(data: bytes, file: str, topic: str) -> tuple[tuple[tuple[int, Record], ...], tuple[Finding, ...]]:
    """The records with their lines, and what is wrong with the text."""
    records: list[tuple[int, Record]] = []
    faults = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line:
            record = parse_record(line.decode("utf-8", "replace"), Record)
            if isinstance(record, str):
                faults.append(_finding(file, number, f"{record}; put it back as it was written"))
            elif record.section.partition("/")[0] != topic:
                faults.append(_finding(file, number, f"its section {_name(record.section)} is not of this topic"))
            else:
                records.append((number, record))
    return tuple(records), tuple(faults)


def decide_withdrawals(records: tuple[Record, ...]) -> Iterator[Withdrawal]:
    """What the records come to: of each section or topic, the last withdrawal that stands."""
    standing = {record.section: record for record in list_standing(records)}
    for record in standing.values():
        topic, _, section = record.section.partition("/")
        yield Withdrawal(
            topic=TopicId(topic),
            section=SectionId(section) if section else None,
            reason="" if why_not_reason(record.reason) else record.reason,
            replacement=None if why_not_replacement(record.replacement) else record.replacement,
            day=record.at.date(),
        )


def list_standing(records: tuple[Record, ...]) -> tuple[WithdrawalRecord, ...]:
    """The withdrawals that no reinstatement ended, in the order of their times."""
    reinstatements = [record for record in records if isinstance(record, Reinstatement)]
    standing = [
        record
        for record in records
        if isinstance(record, WithdrawalRecord) and not any(_is_ended(record, each) for each in reinstatements)
    ]
    return tuple(sorted(standing, key=lambda record: (record.at, record.id)))


def _is_ended(withdrawal: WithdrawalRecord, reinstatement: Reinstatement) -> bool:
    return (
        withdrawal.id in reinstatement.ends
        and withdrawal.section == reinstatement.section
        and withdrawal.at <= reinstatement.at
    )


def why_not_reason(reason: str) -> str | None:
    """Why the reason may not be shown; None where it may."""
    return why_not_line(reason, LONGEST_NOTE)


def why_not_replacement(replacement: str | None) -> str | None:
    """Why the replacement may not be linked; None where it may, or where there is none."""
    if replacement is None or _REFERENCE.fullmatch(replacement):
        return None
    if is_https(replacement):
        return why_not_line(replacement, LONGEST_NOTE)
    return f"{replacement!a} is neither a topic or section nor an absolute https address."


def _judge_words(records: tuple[tuple[int, Record], ...], file: str) -> Iterator[Finding]:
    """Of each withdrawal that stands, what of its words is left out."""
    lines = {record.id: line for line, record in records}
    for record in list_standing(tuple(record for _, record in records)):
        for part, why in (
            ("reason", why_not_reason(record.reason)),
            ("replacement", why_not_replacement(record.replacement)),
        ):
            if why:
                message = (
                    f"the {part} may not be shown: {why} The withdrawal of {_name(record.section)} stands, and readers get no {part}; "
                    f"withdraw it again with another"
                )
                yield Finding(file, lines[record.id], 1, "error", Code.WITHDRAWAL, message)


def _name(section: str) -> str:
    """The section as a terminal may be given it, whatever a hand-made record calls it."""
    return section if section.isascii() and section.isprintable() else ascii(section)


def _finding(file: str, line: int, message: str) -> Finding:
    return Finding(file=file, line=line, column=0, severity="error", code=Code.CONTENT_FILE, message=message)
