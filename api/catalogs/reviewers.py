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

Whose roles or locales change has a second entry under the same id, with days of its own: what was signed under the first stays
signed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from msgspec import Struct, field

from api.model.characters import why_not_lines
from api.model.identifiers import ID_PATTERN, LocaleTag
from api.model.ledger import Reviewer
from api.model.locales import find_locale
from api.model.vetting import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ID: Final = re.compile(ID_PATTERN)
_EMAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_UNTIL_THEN: Final = "; until that is corrected, no signature counts"


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


class _ReviewersFile(Struct, forbid_unknown_fields=True):
    reviewer: tuple[_ReviewerEntry, ...] = ()


def parse_reviewers(text: str) -> tuple[Reviewer, ...] | str:
    """The reviewers, or what is wrong with the text."""
    try:
        entries = msgspec.toml.decode(text, type=_ReviewersFile).reviewer
    except (msgspec.DecodeError, RecursionError) as fault:
        return f"{fault}{_UNTIL_THEN}"
    if reason := why_not_lines(msgspec.toml.decode(text)):
        return f"{reason} Until that is corrected, no signature counts"
    owners: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        for complaint in _judge(entry, owners):
            return f"reviewer {number} ({entry.id!r}) {complaint}{_UNTIL_THEN}"
        if entry.email is not None:
            owners[entry.email.casefold()] = entry.id
    return tuple(_make_reviewer(entry) for entry in entries)


def _judge(entry: _ReviewerEntry, owners: Mapping[str, str]) -> Iterator[str]:
    if not _ID.fullmatch(entry.id):
        yield "needs an id of lower-case words joined by hyphens"
    if not entry.name.strip() or not entry.credentials.strip():
        yield "needs a name and credentials: who vouches is a named, qualified person"
    if not entry.roles or not entry.locales:
        yield "needs at least one role and one locale"
    for tag in entry.locales:
        if find_locale(LocaleTag(tag)) is None:
            yield f"has the locale {tag!r}, which is no language tag that we know"
    if entry.end is not None and entry.end < entry.start:
        yield "has an `until` before its `from`"
    if entry.email is not None and not _EMAIL.fullmatch(entry.email):
        yield "has an e-mail address that is none"
    elif entry.email is not None and owners.get(entry.email.casefold(), entry.id) != entry.id:
        yield "has another person's e-mail address"


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
