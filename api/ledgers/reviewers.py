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
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from msgspec import Struct, field

from api.files.keys import list_table_lines, why_not_keys
from api.model.addresses import is_mailbox
from api.model.characters import read_toml, why_not_lines
from api.model.identifiers import ID_PATTERN, LocaleTag
from api.model.ledger import Reviewer
from api.model.locales import find_locale
from api.model.lookalikes import is_same_address
from api.model.vetting import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ID: Final = re.compile(ID_PATTERN)
_UNTIL_THEN: Final = "; until that is corrected, no signature counts"
_UNTIL_THEN_THIS: Final = "; until that is corrected, no signature that it is for counts"

_HEAD: Final = """\
# Who may vouch for what, and when. `vertebra reviewer add` adds an entry below; locales/REVIEWING.md says what each line means.
# An entry is ended by `until`, never taken away: what was signed is judged by it.
"""

Complaint = tuple[int, str]
"""The line of what is wrong (0 where it is not known), and why."""


class _ReviewerEntry(Struct, forbid_unknown_fields=True):
    id: str
    name: str
    credentials: str
    roles: tuple[Role, ...]
    locales: tuple[str, ...]
    start: date = field(name="from")
    organisation: str | None = None
    end: date | None = field(name="until", default=None)
    public: Literal["name", "role"] = "role"
    email: str | None = None


_KEYS: Final = _ReviewerEntry.__struct_encode_fields__


class _Numbered(Struct, frozen=True):
    """An entry that is well formed, and the line on which it begins."""

    line: int
    reviewer: Reviewer


def parse_reviewers(text: str) -> tuple[tuple[Reviewer, ...], tuple[Complaint, ...]] | str:
    """The reviewers whose entries are sound, and what is wrong with the others; or what is wrong with the text."""
    try:
        data = read_toml(text, dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as fault:
        return f"{fault}{_UNTIL_THEN}"
    entries = data.get("reviewer", [])
    if not isinstance(entries, list):
        return f"`reviewer` is no list of entries, each below [[reviewer]]{_UNTIL_THEN}"
    complaints: list[Complaint] = []
    if strange := why_not_keys(data, ("reviewer",)):
        complaints.append((0, f"{strange} What stands there does nothing"))
    lines = list_table_lines(text, "reviewer")
    if len(lines) != len(entries):
        lines = [0] * len(entries)
    sound: list[_Numbered] = []
    for number, (line, entry) in enumerate(zip(lines, entries, strict=True), 1):
        read = _read_entry(entry, sound)
        if isinstance(read, Reviewer):
            sound.append(_Numbered(line, read))
        else:
            name = entry.get("id") if isinstance(entry, dict) else None
            complaints.append((_find_line(text, line, read), f"reviewer {number} ({name!r}) {read}{_UNTIL_THEN_THIS}"))
    doubled = [each for each in sound if any(_is_doubled(each.reviewer, other.reviewer) for other in sound)]
    complaints += [
        (each.line, f"{each.reviewer.id!r} has another entry for the same days, so neither counts{_UNTIL_THEN_THIS}")
        for each in doubled
    ]
    return tuple(each.reviewer for each in sound if each not in doubled), tuple(complaints)


def why_not_entry(entry: str) -> str | None:
    """What is wrong with an entry by itself, or None."""
    try:
        (table,) = msgspec.toml.decode(entry)["reviewer"]
    except msgspec.DecodeError as fault:
        return str(fault)
    read = _read_entry(table, [])
    return None if isinstance(read, Reviewer) else read


def why_not_appended(before: str | None, after: str) -> str | None:
    """What is wrong with the file's text and was not before an entry came to stand at its end, or None."""
    was, now = parse_reviewers(before or ""), parse_reviewers(after)
    if isinstance(now, str):
        return now.removesuffix(_UNTIL_THEN)
    known = () if isinstance(was, str) else was[1]
    return next((why.removesuffix(_UNTIL_THEN_THIS) for line, why in now[1] if (line, why) not in known), None)


def render_reviewer(fields: Mapping[str, str | tuple[str, ...] | date]) -> str:
    """An entry of these keys and values, as it stands in the file."""
    return "\n".join(("[[reviewer]]", *(f"{key} = {_render_value(value)}" for key, value in fields.items()), ""))


def _render_value(value: str | tuple[str, ...] | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # One line of text is written alike in TOML and in JSON.
    return json.dumps(value, ensure_ascii=False)


def append_entry(text: str | None, entry: str) -> str:
    """The file's text with the entry at its end; a new file's, where there is none."""
    if text is None:
        return f"{_HEAD}\n{entry}"
    end = "" if text.endswith("\n") else "\n"
    return f"{text}{end}\n{entry}"


def _read_entry(entry: object, sound: list[_Numbered]) -> Reviewer | str:
    """The reviewer, or what is wrong with the entry."""
    if isinstance(entry, dict) and (strange := why_not_keys(entry, _KEYS)):
        return f"has an {strange}"
    if reason := why_not_lines({"reviewer": entry}):
        return f"has a text that is not one line: {reason.removesuffix('.')}"
    try:
        read = msgspec.convert(entry, _ReviewerEntry, builtin_types=(date, datetime))
    except msgspec.ValidationError as fault:
        return f"is not as it should be: {fault}"
    owners = tuple(each.reviewer for each in sound if each.reviewer.id != read.id)
    return next(_judge(read, owners), None) or _make_reviewer(read)


def _find_line(text: str, line: int, complaint: str) -> int:
    """The line of the key that the complaint is about, if it names one; else the entry's."""
    named = re.search(r"unknown field `([^`]+)`", complaint)
    if not line or named is None:
        return line
    pattern = re.compile(rf"\s*\"?{re.escape(named[1])}\"?\s*=")
    rows = enumerate(text.split("\n")[line:], line + 1)
    return next((number for number, row in rows if pattern.match(row)), line)


def _is_doubled(one: Reviewer, other: Reviewer) -> bool:
    """Whether they are two entries of one person with a day in common."""
    if one is other or one.id != other.id:
        return False
    return one.serves(max(one.start, other.start)) and other.serves(max(one.start, other.start))


def _judge(entry: _ReviewerEntry, owners: tuple[Reviewer, ...]) -> Iterator[str]:
    if not _ID.fullmatch(entry.id):
        yield "needs an id of lower-case words joined by hyphens"
    if not entry.name or not entry.credentials:
        yield "needs a name and credentials: who vouches is a named, qualified person"
    if not entry.roles or not entry.locales:
        yield "needs at least one role and one locale"
    for tag in entry.locales:
        if find_locale(LocaleTag(tag)) is None:
            yield f"has the locale {tag!r}, which is no language tag that we know"
    if entry.end is not None and entry.end < entry.start:
        yield "has an `until` before its `from`"
    for owner in owners:
        if is_same_address(owner.email, entry.email):
            yield f"has another person's e-mail address, or one that looks like it: {owner.id}'s"
    if entry.email is not None and not is_mailbox(entry.email):
        yield "has an e-mail address that is none"


def _make_reviewer(entry: _ReviewerEntry) -> Reviewer:
    return Reviewer(
        id=entry.id,
        name=entry.name,
        credentials=entry.credentials,
        organisation=entry.organisation,
        roles=entry.roles,
        locales=tuple(map(LocaleTag, entry.locales)),
        start=entry.start,
        end=entry.end,
        public=entry.public,
        email=entry.email,
    )
