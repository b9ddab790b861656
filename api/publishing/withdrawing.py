"""`vertebra withdraw` and `vertebra reinstate`: a record at the end of `content/<topic>/withdrawals.jsonl`.

Rules
1. Who withdraws says why, for partners are told; and may name what to show instead, which has to be there.
2. Only what was withdrawn is reinstated, and as what it was withdrawn: a topic as a whole, or a section.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from api.errors import RefusedError, UsageError
from api.files.lock import HeldFolder
from api.ledgers.withdrawals import Recall, Reinstatement, WithdrawalRecord, list_standing, open_withdrawals
from api.model.addresses import is_https
from api.model.content import Topic
from api.model.records import UNSEALED


def check_reference(known: tuple[str, ...], reference: str) -> None:
    """Whether it names a topic or a section.

    Raises:
        UsageError: it does not.
    """
    if reference not in known:
        message = f"there is no topic or section {reference}; there is {', '.join(known)}"
        raise UsageError(message)


def list_references(topics: Iterable[Topic]) -> tuple[str, ...]:
    """Every topic and section."""
    return tuple(name for topic in topics for name in (topic.id, *topic.references))


def write_withdrawal(held: HeldFolder, known: tuple[str, ...], record: WithdrawalRecord) -> Recall:
    """Write it down. From then on no reader gets it. `known` are the topics and sections that there are.

    Raises:
        UsageError: it names nothing, gives no reason, or a replacement that is none.
        SourceError: the file cannot be trusted as it is.
        RefusedError: it cannot be written.
    """
    check_reference(known, record.section)
    if not record.reason.strip():
        message = "--reason needs words: partners are told why"
        raise UsageError(message)
    if record.replacement is not None and not is_https(record.replacement):
        if "://" in record.replacement:
            message = (
                f"{record.replacement} is not an absolute https address, in ASCII, such as https://example.org/article"
            )
            raise UsageError(message)
        check_reference(known, record.replacement)
        if record.replacement == record.section or record.replacement.startswith(f"{record.section}/"):
            message = f"{record.replacement} is withdrawn with {record.section}, so it cannot replace it"
            raise UsageError(message)
        topic = record.replacement.partition("/")[0]
        if any(each.section in {topic, record.replacement} for each in _list_withdrawn(held.path, topic)):
            message = f"{record.replacement} is withdrawn itself, so it cannot replace {record.section}"
            raise UsageError(message)
    return open_withdrawals(held.path, record.section.partition("/")[0]).append(held, record)


def write_reinstatement(
    held: HeldFolder, known: tuple[str, ...], section: str, reason: str | None, now: datetime
) -> Recall:
    """Write it down. From then on it is served again, as far as its words are vouched for.

    Raises:
        UsageError: it names nothing.
        RefusedError: it was not withdrawn, or as part of the whole topic; or it cannot be written.
        SourceError: the file cannot be trusted as it is.
    """
    check_reference(known, section)
    topic = section.partition("/")[0]
    standing = _list_withdrawn(held.path, topic)
    ends = tuple(record.id for record in standing if record.section == section)
    if not ends:
        whole = f"; the whole topic is: reinstate {topic}" if any(each.section == topic for each in standing) else ""
        message = f"{section} was not withdrawn{whole}"
        raise RefusedError(message)
    back = Reinstatement(id=UNSEALED, section=section, ends=ends, at=now.replace(microsecond=0), reason=reason)
    return open_withdrawals(held.path, topic).append(held, back)


def make_withdrawal(section: str, reason: str, replacement: str | None, now: datetime) -> WithdrawalRecord:
    """The record, not yet written."""
    moment = now.replace(microsecond=0)
    return WithdrawalRecord(id=UNSEALED, section=section, at=moment, reason=reason, replacement=replacement)


def _list_withdrawn(content: Path, topic: str) -> tuple[WithdrawalRecord, ...]:
    stored = open_withdrawals(content, topic).check()
    return list_standing(tuple(each.record for each in stored.lines))
