"""Ledgers: who vouched for which words, when, and what they took back. One a topic and locale, append only.

Rules
1. A record is never changed or removed; what no longer holds is revoked by another record.
2. It says what was so when it was made: who had translated, how, what the reviewer was shown and warned of, and what readers were told
   of the reviewer.
3. The words themselves lie beside it, as the canonical JSON that was hashed, and the English that a translation was read
   against likewise: see `api.model.exact_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct

from api.model.catalog import Method
from api.model.exact_words import ExactWords
from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import Digest, LocaleTag
from api.model.records import RecordLine, SealedRecord
from api.model.vetting import Role

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

DigestText = Annotated[str, Meta(pattern="^sha256:[0-9a-f]{64}$")]


class Byline(Struct, frozen=True, forbid_unknown_fields=True):
    """What readers are told of a reviewer who may be named."""

    name: str
    credentials: str
    organisation: str | None


class Reviewer(Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from", "end": "until"}):
    """What a person may vouch for in a stretch of time: an entry of `locales/reviewers.toml`."""

    id: str
    name: str
    credentials: str
    roles: tuple[Role, ...]
    locales: tuple[LocaleTag, ...]
    start: date
    organisation: str | None = None
    end: date | None = None
    """The last day, inclusive; None while it is not known."""

    public: Literal["name", "role"] = "role"
    """What any output may show."""

    email: str | None = None
    """Where answers come from. Never shown."""

    @property
    def byline(self) -> Byline | None:
        """What readers are told of the person; None where it is the role alone."""
        if self.public == "role":
            return None
        return Byline(name=self.name, credentials=self.credentials, organisation=self.organisation)

    def serves(self, day: date) -> bool:
        """Whether the day is one on which the entry holds."""
        return self.start <= day and (self.end is None or day <= self.end)


People = Mapping[str, tuple[Reviewer, ...]]
"""By id. A person has an entry for each stretch of time in which they have the same roles and locales."""


def group_by(values: Iterable[_Value], key: Callable[[_Value], _Key]) -> dict[_Key, tuple[_Value, ...]]:
    """The values by their keys, each group in the order that they came in: a look-up among many costs no walk over all of them."""
    groups: dict[_Key, list[_Value]] = {}
    for value in values:
        groups.setdefault(key(value), []).append(value)
    return {name: tuple(group) for name, group in groups.items()}


def group_reviewers(reviewers: tuple[Reviewer, ...]) -> People:
    """The entries of each person."""
    return group_by(reviewers, lambda reviewer: reviewer.id)


def find_entry(people: People, reviewer: str, role: Role, locale: LocaleTag, day: date) -> Reviewer | None:
    """The entry by which the person may sign in this role and locale on this day; None where none does."""
    entries = people.get(reviewer, ())
    return next((each for each in entries if role in each.roles and locale in each.locales and each.serves(day)), None)


Showing = Literal["terminal", "form", "mail", "unattended"]
"""How the words were shown to whoever signed: at the keyboard, on the preview's form, by mail, or to a script."""


class ShownWarning(Struct, frozen=True, forbid_unknown_fields=True):
    """A warning that the reviewer was shown and signed despite."""

    block: str
    """The message's msgctxt."""

    code: Code
    message: str


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """What the answer came in, where it did not come from the reviewer's own keyboard."""

    kind: Literal["e-mail", "code"]
    digest: DigestText
    """Of the file's bytes, or of the code's text."""


class SignOffRecord(SealedRecord, frozen=True, tag_field="kind", tag="sign-off"):
    """A sign-off: a reviewer vouches for one exact wording."""

    role: Role
    reviewer: str
    byline: Byline | None
    """What readers were told of the reviewer that day; None where it was the role alone."""

    shown: Showing
    method: Method
    translators: tuple[str, ...]
    digest: DigestText
    """Of the wording."""

    source: DigestText | None
    """Of the English that a translation was read against; None for the English itself."""

    told: DigestText | None
    """Of what is told beside the English: see `Surroundings`. None for a translation."""

    despite: tuple[ShownWarning, ...]
    evidence: Evidence | None
    witness: str | None
    """Who attests where the answer came from."""

    note: str | None


class SameMeaning(
    SealedRecord,
    frozen=True,
    tag_field="kind",
    tag="same-meaning",
    rename={"before": "from", "digest": "to"},
):
    """A clinician vouches that a new wording of the source means what the one before it meant, and signs the new one."""

    role: Literal["clinical"]
    reviewer: str
    byline: Byline | None
    shown: Showing
    before: DigestText
    """Of the wording that was signed as a whole."""

    digest: DigestText
    """Of the new one."""

    typed: tuple[str, ...]
    """The words that have other letters now, as the clinician typed each who was shown it alone: see `api.vetting.meaning`."""

    note: str | None


class Revocation(SealedRecord, frozen=True, tag_field="kind", tag="revocation"):
    """A revocation: it ends every signature of the section in the role that is dated no later, wherever it stands: branches merge."""

    role: Role
    reviewer: str
    note: str | None


Signed = SignOffRecord | SameMeaning
"""What vouches for words."""

Record = SignOffRecord | SameMeaning | Revocation


def list_words(record: Record) -> Iterator[str]:
    """The digests of the words that the record names."""
    if isinstance(record, SameMeaning):
        yield record.before
    if isinstance(record, SameMeaning | SignOffRecord):
        yield record.digest
    if isinstance(record, SignOffRecord) and record.source is not None:
        yield record.source


def is_ended(record: Signed, revocation: Revocation) -> bool:
    """Whether the revocation ends the signature."""
    same = (record.section, record.role) == (revocation.section, revocation.role)
    return same and record.at <= revocation.at


class Ledger(Struct, frozen=True, dict=True):
    """A ledger that was read: its records, and the words that they name."""

    file: str
    locale: LocaleTag
    domain: str
    """A topic's id, or `interface`."""

    entries: tuple[RecordLine[Record], ...] = ()
    """In the order of their times."""

    wordings: tuple[tuple[str, ExactWords | Complaint], ...] = ()
    """By digest: the words that its records name, or why they cannot be had."""

    faults: tuple[Finding, ...] = ()
    """Why it cannot be trusted: with any, nothing in it counts."""

    @cached_property
    def by_digest(self) -> dict[str, ExactWords | Complaint]:
        """The wordings, to look up."""
        return dict(self.wordings)

    def find_words(self, digest: str | None) -> ExactWords | None:
        """The words of that digest; None where they cannot be had."""
        found = self.by_digest.get(digest or "")
        return None if isinstance(found, Complaint) else found


class Tie(Struct, frozen=True):
    """Two wordings of the source that mean the same; the one before was signed as a whole."""

    section: str
    """`topic/section`."""

    before: Digest
    after: Digest
    words: ExactWords
    """Those before."""

    new_words: ExactWords
