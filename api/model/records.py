"""Append-only records: one line of canonical JSON each, named by its digest.

Rules
1. A record's `id` is the SHA-256 of its canonical JSON without `id`: who changes one character of a line changes its name.
2. The canonical JSON is RFC 8785's form: keys sorted, no white space, UTF-8. A line in any other form is refused, so that equal
   records are equal bytes and a union merge doubles none.
3. What a record says is read in Unicode's form C, as all text is; its id and its line stay as they were written.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar
from unicodedata import is_normalized

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from api.model.characters import compose
from api.model.identifiers import Digest
from api.model.wording import digest_json, encode_canonically

if TYPE_CHECKING:
    from collections.abc import Iterable

UNSEALED = Digest("")
"""The id of a record that has none yet."""

SKEW: Final = timedelta(minutes=5)
"""How far two honest clocks may be apart. What is dated further ahead has a wrong date."""

_Record = TypeVar("_Record", bound=Struct)


def seal_record(record: _Record) -> _Record:
    """The record with its id."""
    return replace(record, id=name_record(record))


def follow_records(record: _Record, earlier: Iterable[datetime]) -> _Record:
    """The record with its id, and later than those before it: two of one second would have no order, or be one."""
    last, at = max(earlier, default=None), getattr(record, "at", None)
    if isinstance(at, datetime) and last is not None and at <= last < at + SKEW:
        record = replace(record, at=last + timedelta(seconds=1))
    return seal_record(record)


def name_record(record: Struct) -> Digest:
    """The id that the record's other fields give."""
    fields: dict[str, Any] = msgspec.to_builtins(record)
    del fields["id"]
    return digest_json(fields)


def render_record(record: Struct) -> str:
    """The record's line, without its end."""
    return encode_canonically(record).decode()


def parse_record(line: str, shape: Any) -> Any:  # noqa: ANN401  msgspec's own: a union of Structs is no type that one can name
    """The record on the line, of the shape (a Struct or a union of them), or in words what is wrong with it."""
    try:
        record = msgspec.json.decode(line, type=shape)
    except (msgspec.DecodeError, RecursionError) as fault:
        return f"this line is no record: {fault}"
    except UnicodeEncodeError:
        return "this line is no record: it holds half of a character"
    if name_record(record) != record.id:
        return "this line was edited: its id is not the digest of the rest"
    if record.at.utcoffset() or record.at.microsecond:
        return "this line tells another time than UTC, or parts of a second"
    if render_record(record) != line:
        return "this line was laid out anew: a record has sorted keys and no white space"
    return record if is_normalized("NFC", line) else msgspec.convert(compose(msgspec.json.decode(line)), type=shape)
