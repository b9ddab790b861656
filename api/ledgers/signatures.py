"""Reads the ledgers, the words that were signed, and the reviewers; and writes a record down.

    locales/reviewers.toml                         who may vouch
    locales/<tag>/signoffs/<topic>.jsonl           who vouched: a ledger
    locales/<tag>/signoffs/wordings/<hex>.json     for which words

Rules
1. A file that cannot be trusted makes signatures not count; it never makes one count.
2. A word that was signed is on the disk before the record that names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from api.errors import CatalogError, RefusedError
from api.files.disk import write_file
from api.files.folders import ledger_path, reviewers_path, tag_of, wording_path
from api.ledgers.ledgers import append_line, parse_ledger, parse_wording
from api.ledgers.reviewers import append_entry, parse_reviewers, why_not_appended
from api.model.findings import Code, Finding
from api.model.ledger import Ledger, Revocation, is_ended, list_words
from api.model.records import follow_records
from api.model.wording import digest_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from api.files.lock import HeldFolder
    from api.model.identifiers import LocaleTag
    from api.model.ledger import Entry, Record, Reviewer
    from api.model.shown import ExactWords

_MARK: Final = "\ufeff"
"""What some editors begin a file with."""


def read_reviewers(locales: Path) -> tuple[tuple[Reviewer, ...] | None, tuple[Finding, ...]]:
    """Who may vouch, None where that cannot be read, and what is wrong with the file. Without a file nobody may."""
    path = reviewers_path(locales)

    def finding(message: str, line: int = 0) -> Finding:
        return Finding(str(path), line, 0, "error", Code.REVIEWERS_FILE, message)

    try:
        parsed = parse_reviewers(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return (), ()
    except UnicodeDecodeError:
        parsed = "is not UTF-8 text; save it as UTF-8; until then no signature counts"
    except OSError as fault:
        parsed = f"cannot be read: {fault.strerror}; until then no signature counts"
    if isinstance(parsed, str):
        return None, (finding(parsed),)
    reviewers, complaints = parsed
    return reviewers, tuple(finding(message, line) for line, message in complaints)


def check_new_reviewer(locales: Path, entry: str) -> tuple[str | None, str]:
    """The text of reviewers.toml, None where there is no file; and what it is with the entry, which then counts.

    Raises:
        CatalogError: the file cannot be read as it is.
        RefusedError: the entry does not go with what stands there.
    """
    reviewers, faults = read_reviewers(locales)
    if reviewers is None:
        raise CatalogError(*faults)
    path = reviewers_path(locales)
    before = path.read_bytes().decode() if path.exists() else None
    after = append_entry(before, entry)
    if reason := _why_not_appended(before, after):
        message = f"{path}: nothing was written, for with this entry {reason}; change it, or what stands in its way, and try again"
        raise RefusedError(message)
    return before, after


def append_reviewer(held: HeldFolder, entry: str) -> Reviewer:
    """Write the entry at the end of reviewers.toml. Gives what is read there then.

    Raises:
        CatalogError: the file cannot be read as it is.
        RefusedError: the entry does not go with what stands there, or it cannot be written.
    """
    path = reviewers_path(held.path)
    before, after = check_new_reviewer(held.path, entry)

    def judge(data: bytes) -> tuple[Finding, ...]:
        reason = _why_not_appended(before, data.decode())
        return (Finding(str(path), 0, 0, "error", Code.REVIEWERS_FILE, reason),) if reason else ()

    write_file(held, path, before, after, judge)
    return (read_reviewers(held.path)[0] or ())[-1]


def _why_not_appended(before: str | None, after: str) -> str | None:
    return why_not_appended(before and before.removeprefix(_MARK), after.removeprefix(_MARK))


def read_ledgers(locales: Path, tags: Iterable[LocaleTag], domains: Iterable[str]) -> tuple[Ledger, ...]:
    """Every ledger that there is. One that is of no locale or topic of ours has that as its fault."""
    known = {ledger_path(locales, tag, domain): (tag, domain) for domain in tuple(domains) for tag in tuple(tags)}
    ledgers = []
    for path in sorted(locales.glob("*/signoffs/*.jsonl")):
        if path in known:
            ledger = read_ledger(locales, *known[path])
            ledgers += [ledger] if ledger else []
        else:
            message = "is of no topic or locale that there is, so no signature in it counts; rename or remove it"
            finding = Finding(str(path), 0, 0, "error", Code.LEDGER, message)
            ledgers.append(
                Ledger(file=str(path), locale=tag_of(path.parent.parent.name), domain=path.stem, faults=(finding,))
            )
    return tuple(ledgers)


def find_domains(locales: Path) -> tuple[str, ...]:
    """The domains that there are ledgers of."""
    return tuple(sorted({path.stem for path in locales.glob("*/signoffs/*.jsonl")}))


def read_ledger(locales: Path, tag: LocaleTag, domain: str) -> Ledger | None:
    """One ledger and the words that it names; None where there is none."""
    path = ledger_path(locales, tag, domain)
    ledger = Ledger(file=str(path), locale=tag, domain=domain)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        message = f"cannot be read: {fault.strerror}; until then no signature in it counts"
        return replace(ledger, faults=(Finding(str(path), 0, 0, "error", Code.LEDGER, message, tag),))
    entries, faults = parse_ledger(data, str(path), tag)
    digests = dict.fromkeys(digest for entry in entries for digest in list_words(entry.record))
    wordings = tuple((digest, _read_wording(locales, tag, digest)) for digest in digests)
    return replace(ledger, entries=entries, wordings=wordings, faults=faults)


def check_ledger(locales: Path, tag: LocaleTag, domain: str) -> None:
    """Whether a record can be added to the ledger.

    Raises:
        CatalogError: it cannot be trusted as it is.
    """
    ledger = read_ledger(locales, tag, domain)
    if ledger is not None and ledger.faults:
        raise CatalogError(*ledger.faults)


def append_record(held: HeldFolder, tag: LocaleTag, domain: str, record: Record, wordings: Iterable[bytes]) -> Record:
    """Write the record at the end of its ledger, and the words that it names beside it. Gives what was written.

    Raises:
        CatalogError: the ledger cannot be trusted as it is, or takes back whatever is signed now.
        RefusedError: a file cannot be written; the ledger is then as it was.
    """
    path = ledger_path(held.path, tag, domain)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = None
    except OSError as fault:
        message = f"{path}: cannot be read ({fault.strerror}), so nothing was written to it"
        raise RefusedError(message) from None
    entries, faults = parse_ledger(data or b"", str(path), tag)
    if faults:
        raise CatalogError(*faults)
    record = follow_records(record, (entry.record.at for entry in entries if entry.record.section == record.section))
    _check_standing(path, record, entries)
    for wording in wordings:
        _write_wording(held, tag, digest_bytes(wording), wording.decode())
    before = data.decode() if data is not None else None
    write_file(
        held, path, before, append_line(before or "", record), lambda data: parse_ledger(data, str(path), tag)[1]
    )
    return record


def _check_standing(path: Path, record: Record, entries: tuple[Entry, ...]) -> None:
    """Whether the signature would stand: a revocation that is dated ahead ends it as it is written."""
    if isinstance(record, Revocation):
        return
    for entry in entries:
        if isinstance(entry.record, Revocation) and is_ended(record, entry.record):
            message = (
                f"{record.section}: this line takes back whatever is signed until {entry.record.at:%Y-%m-%d}; nothing was signed. "
                "If its date is a slip, take the line out"
            )
            raise CatalogError(Finding(str(path), entry.line, 1, "error", Code.LEDGER, message))


def _write_wording(held: HeldFolder, tag: LocaleTag, digest: str, text: str) -> None:
    path = wording_path(held.path, tag, digest)

    def judge(data: bytes) -> tuple[Finding, ...]:
        parsed = parse_wording(data, digest)
        return (Finding(str(path), 0, 0, "error", Code.LEDGER, parsed, tag),) if isinstance(parsed, str) else ()

    try:
        present = path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        present = None
    except OSError as fault:
        message = f"{path}: cannot be read ({fault.strerror}), so nothing was signed"
        raise RefusedError(message) from None
    if present != text:
        # What lies there under this name is not what the name says: it is written anew.
        write_file(held, path, present, text, judge)


def _read_wording(locales: Path, tag: LocaleTag, digest: str) -> ExactWords | str:
    path = wording_path(locales, tag, digest)
    try:
        return parse_wording(path.read_bytes(), digest)
    except FileNotFoundError:
        return f"the words that were signed are gone: there is no {path}"
    except OSError as fault:
        return f"the words that were signed cannot be read: {path}: {fault.strerror}"
