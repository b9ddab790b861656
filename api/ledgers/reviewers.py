"""What `reviewers.toml` says: who may vouch for what, and when.

[[reviewer]]
id = "ana"                       # how ledgers and commands name the person
name = "Ana Example"
credentials = "MD, certified medical interpreter"
organisation = "Example Hospital"        # optional
roles = ["clinical", "linguistic"]
locales = ["en", "es"]
from = 2026-01-01                # the first day
until = 2027-12-31               # the last one; optional
public = "name"                  # or "role": then no output names the person. The default
email = "ana@hospital.example"   # where answers come from; optional, and never shown

Rules
1. Whose name, roles or locales change has a second entry under the same id, with days of its own: what was signed under the first stays
   signed. Two entries of one id for the same day cost each other's signatures: else their order would decide whose name is shown.
2. A faulty entry costs the signatures that it is for, and no others.
3. Of two people's addresses that are one, or look it, the first in the file keeps it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec

from api.errors import CatalogError, RefusedError
from api.files.disk import write_file
from api.files.folders import reviewers_path
from api.files.lock import HeldFolder
from api.model.addresses import is_mailbox, is_same_address
from api.model.characters import list_table_lines, read_toml, why_not_keys, why_not_lines
from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import ID_PATTERN
from api.model.ledger import Reviewer
from api.model.locales import find_locale

_ID: Final = re.compile(ID_PATTERN)
_UNTIL_THEN: Final = "until that is corrected, no signature counts"
_UNTIL_THEN_THIS: Final = "until that is corrected, no signature that it is for counts"

_MARK: Final = "\ufeff"
"""What some editors begin a file with."""

_HEAD: Final = """\
# Who may vouch for what, and when. `vertebra reviewer add` adds an entry below; locales/REVIEWING.md says what each line means.
# An entry is ended by `until`, never taken away: what was signed is judged by it.
"""

_KEYS: Final = Reviewer.__struct_encode_fields__


def read_reviewers(locales: Path) -> tuple[tuple[Reviewer, ...] | None, tuple[Finding, ...]]:
    """Read reviewers.toml: its sound entries (None where the file cannot be read), and what is wrong with it. No file: no reviewers."""
    path = reviewers_path(locales)
    try:
        parsed = parse_reviewers(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return (), ()
    except UnicodeDecodeError:
        parsed = Complaint("is not UTF-8 text; save it as UTF-8", _UNTIL_THEN)
    except OSError as fault:
        parsed = Complaint(f"cannot be read: {fault.strerror}", _UNTIL_THEN)
    if isinstance(parsed, Complaint):
        return None, (parsed.make_finding(str(path), Code.REVIEWERS_FILE),)
    reviewers, complaints = parsed
    return reviewers, tuple(complaint.make_finding(str(path), Code.REVIEWERS_FILE) for complaint in complaints)


def check_new_reviewer(locales: Path, entry: str) -> tuple[str | None, str]:
    """Check that the entry would count. Gives the text of reviewers.toml as it is (None: no file), and with the entry.

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
    if reason := why_not_appended(before, after):
        message = f"{path}: nothing was written, for with this entry {reason.message}; change it, or what stands in its way, and try again"
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
        reason = why_not_appended(before, data.decode())
        return (reason.make_finding(str(path), Code.REVIEWERS_FILE),) if reason else ()

    write_file(held, path, before, after, judge)
    return (read_reviewers(held.path)[0] or ())[-1]


def parse_reviewers(text: str) -> tuple[tuple[Reviewer, ...], tuple[Complaint, ...]] | Complaint:
    """The reviewers whose entries are sound, and what is wrong with the others; or what is wrong with the text."""
    try:
        data = read_toml(text, dict[str, object])
    except (msgspec.DecodeError, RecursionError) as fault:
        return Complaint(str(fault), _UNTIL_THEN)
    entries = data.get("reviewer", [])
    if not isinstance(entries, list):
        return Complaint("`reviewer` is no list of entries, each below [[reviewer]]", _UNTIL_THEN)
    complaints: list[Complaint] = []
    if strange := why_not_keys(data, ("reviewer",)):
        complaints.append(Complaint(f"{strange} What stands there does nothing"))
    lines = list_table_lines(text, "reviewer")
    if len(lines) != len(entries):
        lines = [0] * len(entries)
    sound: list[tuple[int, Reviewer]] = []
    for number, (line, entry) in enumerate(zip(lines, entries, strict=True), 1):
        read = _read_entry(entry, [reviewer for _, reviewer in sound])
        if isinstance(read, Reviewer):
            sound.append((line, read))
        else:
            name = entry.get("id") if isinstance(entry, dict) else None
            message = f"reviewer {number} ({name!r}) {read}"
            complaints.append(Complaint(message, _UNTIL_THEN_THIS, _find_line(text, line, entry)))
    doubled = [(line, each) for line, each in sound if any(_is_doubled(each, other) for _, other in sound)]
    for line, each in doubled:
        message = f"{each.id!r} has another entry for the same days, so neither counts"
        complaints.append(Complaint(message, _UNTIL_THEN_THIS, line))
    return tuple(entry[1] for entry in sound if entry not in doubled), tuple(complaints)


def why_not_entry(entry: str) -> Complaint | None:
    """What is wrong with an entry by itself, or None."""
    try:
        (table,) = msgspec.toml.decode(entry)["reviewer"]
    except msgspec.DecodeError as fault:
        return Complaint(str(fault))
    read = _read_entry(table, [])
    return None if isinstance(read, Reviewer) else read


def why_not_appended(before: str | None, after: str) -> Complaint | None:
    """What the entry at the end of the file makes wrong that was right before, or None."""
    was, now = parse_reviewers((before or "").removeprefix(_MARK)), parse_reviewers(after.removeprefix(_MARK))
    if isinstance(now, Complaint):
        return now
    known = () if isinstance(was, Complaint) else was[1]
    return next((each for each in now[1] if each not in known), None)


def render_reviewer(fields: Mapping[str, str | tuple[str, ...] | date]) -> str:
    """An entry of these keys and values, as it stands in the file."""
    # One line of text is written alike in TOML and in JSON.
    values = (
        each.isoformat() if isinstance(each, date) else json.dumps(each, ensure_ascii=False) for each in fields.values()
    )
    return "\n".join(("[[reviewer]]", *(f"{key} = {value}" for key, value in zip(fields, values, strict=True)), ""))


def append_entry(text: str | None, entry: str) -> str:
    """The file's text with the entry at its end; a new file's, where there is none."""
    if text is None:
        return f"{_HEAD}\n{entry}"
    end = "" if text.endswith("\n") else "\n"
    return f"{text}{end}\n{entry}"


def _read_entry(entry: object, sound: list[Reviewer]) -> Reviewer | Complaint:
    """The reviewer, or what is wrong with the entry."""
    if isinstance(entry, dict) and (strange := why_not_keys(entry, _KEYS)):
        return Complaint(f"has an {strange}")
    if reason := why_not_lines({"reviewer": entry}):
        return Complaint(f"has a text that is not one line: {reason}")
    try:
        reviewer = msgspec.convert(entry, Reviewer, builtin_types=(date, datetime))
    except msgspec.ValidationError as fault:
        return Complaint(f"is not as it should be: {fault}")
    return next(_judge(reviewer, sound), None) or reviewer


def _find_line(text: str, line: int, entry: object) -> int:
    """The line of the first key of the entry that is none of ours, if there is one; else the entry's."""
    strange = next((key for key in entry if key not in _KEYS), None) if isinstance(entry, dict) else None
    if not line or strange is None:
        return line
    pattern = re.compile(rf"\s*\"?{re.escape(strange)}\"?\s*=")
    rows = enumerate(text.split("\n")[line:], line + 1)
    return next((number for number, row in rows if pattern.match(row)), line)


def _is_doubled(one: Reviewer, other: Reviewer) -> bool:
    """Whether they are two entries of one person with a day in common."""
    if one is other or one.id != other.id:
        return False
    return one.serves(max(one.start, other.start)) and other.serves(max(one.start, other.start))


def _judge(entry: Reviewer, sound: list[Reviewer]) -> Iterator[Complaint]:
    if not _ID.fullmatch(entry.id):
        yield Complaint("needs an id of lower-case words joined by hyphens")
    if not entry.name or not entry.credentials:
        yield Complaint("needs a name and credentials: who vouches is a named, qualified person")
    if not entry.roles or not entry.locales:
        yield Complaint("needs at least one role and one locale")
    for tag in entry.locales:
        if find_locale(tag) is None:
            yield Complaint(f"has the locale {tag!r}, which is no language tag that we know")
    if entry.end is not None and entry.end < entry.start:
        yield Complaint("has an `until` before its `from`")
    for owner in sound:
        if owner.id != entry.id and is_same_address(owner.email, entry.email):
            yield Complaint(f"has another person's e-mail address, or one that looks like it: {owner.id}'s")
    if entry.email is not None and not is_mailbox(entry.email):
        yield Complaint("has an e-mail address that is none")
