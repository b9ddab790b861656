"""The ledgers of signatures, and the words that were signed.

    locales/<tag>/signoffs/<topic>.jsonl           who vouched: a ledger
    locales/<tag>/signoffs/wordings/<hex>.json     for which words

Rules
1. A file that cannot be trusted makes signatures not count; it never makes one count.
2. A word that was signed is on the disk before the record that names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Final

import msgspec

from api.errors import CatalogError, RefusedError
from api.files.disk import write_file
from api.files.folders import ledger_path, tag_of, wording_path
from api.files.lock import HeldFolder
from api.ledgers.store import JsonLines
from api.model.characters import LONGEST, LONGEST_NOTE, why_not_lines
from api.model.exact_words import ExactWords, InterfaceWords, SectionWords
from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import LocaleTag
from api.model.ledger import Ledger, Record, Revocation, is_ended, list_words
from api.model.records import RecordLine
from api.model.wording import digest_bytes, encode_canonically

MAX_MESSAGE: Final = 2_000
"""Characters of a warning despite which somebody signed; it may quote a whole text."""

_SHAPES: Final[tuple[type[ExactWords], ...]] = (InterfaceWords, SectionWords)
_DECODER: Final[msgspec.json.Decoder[Record]] = msgspec.json.Decoder(Record)


def read_ledgers(locales: Path, tags: Iterable[LocaleTag], domains: Iterable[str]) -> tuple[Ledger, ...]:
    """Read every ledger. One that belongs to no locale or topic of ours has that as its fault."""
    known = {ledger_path(locales, tag, domain): (tag, domain) for domain, tag in product(domains, tags)}
    ledgers = []
    for path in sorted(locales.glob("*/signoffs/*.jsonl")):
        if path in known:
            ledger = read_ledger(locales, *known[path])
            ledgers += [ledger] if ledger else []
        else:
            tag, reason = tag_of(path.parent.parent.name), "is of no topic or locale that there is"
            complaint = Complaint(f"{reason}, so no signature in it counts; rename or remove it")
            finding = complaint.make_finding(str(path), Code.LEDGER)
            ledgers.append(Ledger(file=str(path), locale=tag, domain=path.stem, faults=(finding,)))
    return tuple(ledgers)


def find_domains(locales: Path) -> tuple[str, ...]:
    """The domains that there are ledgers of."""
    return tuple(sorted({path.stem for path in locales.glob("*/signoffs/*.jsonl")}))


def read_ledger(locales: Path, tag: LocaleTag, domain: str) -> Ledger | None:
    """Read one ledger and the words that it names; None where there is none."""
    store = open_ledger(locales, tag, domain)
    stored = store.read()
    if stored.text is None and not stored.faults:
        return None
    ordered = tuple(sorted(stored.lines, key=lambda entry: (entry.record.at, entry.record.id)))
    digests = dict.fromkeys(digest for entry in ordered for digest in list_words(entry.record))
    return Ledger(
        file=str(store.path),
        locale=tag,
        domain=domain,
        entries=ordered,
        wordings=tuple((digest, _read_wording(locales, tag, digest)) for digest in digests),
        faults=stored.faults,
    )


def append_record(held: HeldFolder, tag: LocaleTag, domain: str, record: Record, wordings: Iterable[bytes]) -> Record:
    """Write the record at the end of its ledger, and the words that it names beside it. Gives what was written.

    Raises:
        CatalogError: the ledger cannot be trusted as it is, or takes back whatever is signed now.
        RefusedError: a file cannot be written; the ledger is then as it was.
    """
    ledger = open_ledger(held.path, tag, domain)
    stored = ledger.check()
    record = stored.follow(record)
    _check_standing(ledger.path, record, stored.lines)
    for wording in wordings:
        _write_wording(held, tag, digest_bytes(wording), wording.decode())
    return ledger.append(held, record)


def open_ledger(locales: Path, tag: LocaleTag, domain: str) -> JsonLines[Record]:
    """The store of the domain's signatures in the locale."""
    path = ledger_path(locales, tag, domain)
    hint = "bring it back as it was written; until then no signature in this file counts"
    return JsonLines(path, _DECODER, _why_not_shown, code=Code.LEDGER, hint=hint, error=CatalogError, locale=tag)


def _why_not_shown(record: Record) -> Complaint | None:
    """Why what the record says may not be shown. Instead of a byline that may not be, the reviewer's entry is shown: see `judge`."""
    fields = msgspec.to_builtins(record)
    bounds = {"despite": MAX_MESSAGE, "note": LONGEST_NOTE}
    fields.pop("byline", None)
    reasons = (why_not_lines({name: each}, bounds.get(name, LONGEST)) for name, each in fields.items())
    reason = next(filter(None, reasons), None)
    return reason and Complaint(f"what this line says may not be shown: {reason}")


def _check_standing(path: Path, record: Record, entries: tuple[RecordLine[Record], ...]) -> None:
    """Check that the signature would stand: a revocation that is dated ahead would end it at once."""
    if isinstance(record, Revocation):
        return
    for entry in entries:
        if isinstance(entry.record, Revocation) and is_ended(record, entry.record):
            what = f"{record.section}: this line takes back whatever is signed until {entry.record.at:%Y-%m-%d}"
            message = f"{what}; nothing was signed. If its date is a slip, take the line out"
            raise CatalogError(Complaint(message, line=entry.line).make_finding(str(path), Code.LEDGER))


def _write_wording(held: HeldFolder, tag: LocaleTag, digest: str, text: str) -> None:
    path = wording_path(held.path, tag, digest)

    def judge(data: bytes) -> tuple[Finding, ...]:
        words = parse_wording(data, digest)
        return (words.make_finding(str(path), Code.LEDGER, tag),) if isinstance(words, Complaint) else ()

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


def _read_wording(locales: Path, tag: LocaleTag, digest: str) -> ExactWords | Complaint:
    path = wording_path(locales, tag, digest)
    try:
        return parse_wording(path.read_bytes(), digest)
    except FileNotFoundError:
        return Complaint(f"the words that were signed are gone: there is no {path}")
    except OSError as fault:
        return Complaint(f"the words that were signed cannot be read: {path}: {fault.strerror}")


def parse_wording(data: bytes, digest: str) -> ExactWords | Complaint:
    """The words of the digest, or why the bytes are not them."""
    if digest_bytes(data) != digest:
        return Complaint("its words were edited: they do not have the digest that the file is named for")
    fault = ""
    for shape in _SHAPES:
        try:
            words = msgspec.json.decode(data, type=shape)
        except (msgspec.DecodeError, RecursionError) as found:
            fault = str(found)
            continue
        return words if encode_canonically(words) == data else Complaint("its words are not laid out as ours are")
    return Complaint(f"its words are no wording of ours: {fault}")
