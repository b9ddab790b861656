"""Ledgers, as text: lines to records, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from api.model.characters import LONGEST, LONGEST_NOTE, why_not_lines
from api.model.findings import Code, Finding
from api.model.ledger import Entry, Record
from api.model.records import parse_record, render_record
from api.model.shown import ExactWords, InterfaceWords, SectionWords
from api.model.wording import digest_bytes, encode_canonically

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag

MAX_MESSAGE: Final = 2_000
"""Characters of a warning despite which somebody signed, which may quote a whole text."""

_SHAPES: Final[tuple[type[ExactWords], ...]] = (InterfaceWords, SectionWords)
_UNTIL_THEN: Final = "; until it is as it was written, no signature in this file counts"


def parse_ledger(data: bytes, file: str, locale: LocaleTag) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The records in the order of their times, and what is wrong with the file. A record that a merge doubled is one."""
    entries: dict[str, Entry] = {}
    faults = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line:
            continue
        record = _parse_line(line)
        if isinstance(record, str):
            faults.append(Finding(file, number, 1, "error", Code.LEDGER, record + _UNTIL_THEN, locale))
        else:
            entries.setdefault(record.id, Entry(line=number, record=record))
    ordered = sorted(entries.values(), key=lambda entry: (entry.record.at, entry.record.id))
    return tuple(ordered), tuple(faults)


def _parse_line(line: bytes) -> Record | str:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return "this line is not UTF-8 text"
    record: Record | str = parse_record(text, Record)
    if isinstance(record, str):
        return record
    reason = _why_not_shown(record)
    return f"what this line says may not be shown: {reason}" if reason else record


def _why_not_shown(record: Record) -> str | None:
    fields = msgspec.to_builtins(record)
    bounds = {"despite": MAX_MESSAGE, "note": LONGEST_NOTE}
    # Of a byline that may not be shown the reviewer's entry stands in the place: see `judge`.
    fields.pop("byline", None)
    reasons = (why_not_lines({name: each}, bounds.get(name, LONGEST)) for name, each in fields.items())
    return next(filter(None, reasons), None)


def append_line(text: str, record: Record) -> str:
    """The ledger's text with the record at its end."""
    # A merge may leave the last line without an end.
    before = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{before}{render_record(record)}\n"


def parse_wording(data: bytes, digest: str) -> ExactWords | str:
    """The words of the digest, or why the bytes are not them."""
    if digest_bytes(data) != digest:
        return "its words were edited: they do not have the digest that the file is named for"
    fault = ""
    for shape in _SHAPES:
        try:
            words = msgspec.json.decode(data, type=shape)
        except (msgspec.DecodeError, RecursionError) as found:
            fault = str(found)
            continue
        return words if encode_canonically(words) == data else "its words are not laid out as ours are"
    return f"its words are no wording of ours: {fault}"
