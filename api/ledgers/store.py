"""A file of records, one on each line, that is only ever added to.

Rules
1. A line that is no record, or was edited, makes the file one that cannot be trusted: nothing is added to it until it is as it was.
2. A record that a merge doubled is one. A merge may leave the last line without an end.
3. A record is later than those of its section before it.
4. Records are added under the folder's lock: see `api.files.lock`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic

import msgspec
from msgspec import Struct

from api.errors import RefusedError, UnreadableError
from api.files.disk import write_file
from api.files.lock import HeldFolder
from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import LocaleTag
from api.model.records import RecordLine, SomeRecord, follow_records, parse_record, render_record


class StoredLines(Struct, Generic[SomeRecord], frozen=True):
    """The records of one file, and what is wrong with it."""

    text: str | None = None
    """As it is; None where there is no file, or none that can be trusted."""

    lines: tuple[RecordLine[SomeRecord], ...] = ()
    """In file order."""

    faults: tuple[Finding, ...] = ()
    """Why the file cannot be trusted."""

    def follow(self, record: SomeRecord) -> SomeRecord:
        """The record with its id, and later than those of its section before it."""
        return follow_records(record, (each.record.at for each in self.lines if each.record.section == record.section))


class JsonLines(Struct, Generic[SomeRecord], frozen=True):
    """One file of records: what may stand in it, and how a fault in it is said."""

    path: Path
    decoder: msgspec.json.Decoder[SomeRecord]
    why_not: Callable[[SomeRecord], Complaint | None]
    """Why a sound record may not stand in the file; None where it may."""

    code: Code
    hint: str
    """What a fault costs."""

    error: type[UnreadableError]
    """What is raised where the file cannot be trusted."""

    locale: LocaleTag | None = None

    def read(self) -> StoredLines[SomeRecord]:
        """Read the file."""
        try:
            return self._read()
        except OSError as fault:
            return StoredLines(faults=(self._make(f"cannot be read: {fault.strerror}"),))

    def append(self, held: HeldFolder, record: SomeRecord) -> SomeRecord:
        """Write the record at the end of the file. Gives what was written: with its id, and later than those before it.

        Raises:
            UnreadableError: the file cannot be trusted as it is.
            RefusedError: it cannot be written; it is then as it was.
        """
        stored = self.check()
        record = stored.follow(record)
        before = stored.text or ""
        end = "" if not before or before.endswith("\n") else "\n"
        after = f"{before}{end}{render_record(record)}\n"
        write_file(held, self.path, stored.text, after, lambda data: self._parse(data).faults)
        return record

    def check(self) -> StoredLines[SomeRecord]:
        """Read the file, and check that a record can be added to it.

        Raises:
            UnreadableError: it cannot be trusted as it is.
            RefusedError: it cannot be read.
        """
        try:
            stored = self._read()
        except OSError as fault:
            message = f"{self.path}: cannot be read ({fault.strerror}), so nothing was written to it"
            raise RefusedError(message) from None
        if stored.faults:
            raise self.error(*stored.faults)
        return stored

    def _read(self) -> StoredLines[SomeRecord]:
        try:
            return self._parse(self.path.read_bytes())
        except FileNotFoundError:
            return StoredLines()

    def _parse(self, data: bytes) -> StoredLines[SomeRecord]:
        lines: dict[str, RecordLine[SomeRecord]] = {}
        faults = []
        for number, line in enumerate(data.split(b"\n"), 1):
            if not line:
                continue
            record = self._parse_line(line)
            if isinstance(record, Complaint):
                faults.append(self._make(record.message, number))
            else:
                lines.setdefault(record.id, RecordLine(number, record))
        text = None if faults else data.decode()
        return StoredLines(text=text, lines=tuple(lines.values()), faults=tuple(faults))

    def _parse_line(self, line: bytes) -> SomeRecord | Complaint:
        try:
            record = parse_record(line.decode(), self.decoder)
        except UnicodeDecodeError:
            return Complaint("this line is not UTF-8 text")
        return record if isinstance(record, Complaint) else self.why_not(record) or record

    def _make(self, message: str, line: int = 0) -> Finding:
        return Complaint(message, self.hint, line).make_finding(str(self.path), self.code, self.locale)
