"""Append-only records: one line of canonical JSON each, named by its digest.

Rules
1. A record's `id` is the SHA-256 of its canonical JSON without `id`: who changes one character of a line changes its name.
2. The canonical JSON is RFC 8785's form: keys sorted, no white space, UTF-8. A line in any other form is refused, so that equal
   records are equal bytes and a union merge doubles none.
3. What a record says is read in Unicode's form C, as all text is; its id and its line stay as they were written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Generic, TypeVar
from unicodedata import is_normalized

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from api.model.characters import compose
from api.model.findings import Complaint
from api.model.identifiers import Digest
from api.model.wording import digest_json, encode_canonically

UNSEALED = Digest("")
"""The id of a record that has none yet."""

SKEW: Final = timedelta(minutes=5)
"""How far two honest clocks may be apart. What is dated further ahead has a wrong date."""

Moment = Annotated[datetime, Meta(tz=True)]
"""UTC, to the second."""


class SealedRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """What every record says: its name, what it is about, and when it was made."""

    id: str
    section: str
    """`topic/section`; or `interface`, or a whole `topic`, where the file has records of such."""

    at: Moment


SomeRecord = TypeVar("SomeRecord", bound=SealedRecord)


class RecordLine(Struct, Generic[SomeRecord], frozen=True):
    """A record and the line of its file that it stands on."""

    line: int
    record: SomeRecord


def seal_record(record: SomeRecord) -> SomeRecord:
    """Give the record its id."""
    return replace(record, id=name_record(record))


def follow_records(record: SomeRecord, earlier: Iterable[datetime]) -> SomeRecord:
    """Seal the record, dated later than those before it: two of one second would have no order, or be one."""
    last = max(earlier, default=None)
    if last is not None and record.at <= last < record.at + SKEW:
        record = replace(record, at=last + timedelta(seconds=1))
    return seal_record(record)


def name_record(record: SealedRecord) -> Digest:
    """The id of the record: the digest of its other fields."""
    fields: dict[str, Any] = msgspec.to_builtins(record)
    del fields["id"]
    return digest_json(fields)


def render_record(record: SealedRecord) -> str:
    """Render the record's line, without its end."""
    return encode_canonically(record).decode()


def parse_record(line: str, decoder: msgspec.json.Decoder[SomeRecord]) -> SomeRecord | Complaint:
    """The record on the line, or what is wrong with it."""
    try:
        record = decoder.decode(line)
    except (msgspec.DecodeError, RecursionError) as fault:
        return Complaint(f"this line is no record: {fault}")
    except UnicodeEncodeError:
        return Complaint("this line is no record: it holds half of a character")
    if complaint := _why_not_as_written(record, line):
        return complaint
    if is_normalized("NFC", line):
        return record
    return decoder.decode(msgspec.json.encode(compose(msgspec.json.decode(line))))


def _why_not_as_written(record: SealedRecord, line: str) -> Complaint | None:
    if name_record(record) != record.id:
        return Complaint("this line was edited: its id is not the digest of the rest")
    if record.at.utcoffset() or record.at.microsecond:
        return Complaint("this line tells another time than UTC, or parts of a second")
    if render_record(record) != line:
        return Complaint("this line was laid out anew: a record has sorted keys and no white space")
    return None
