"""Which records of the ledgers count: pure, and judged anew each time from what the files say.

A signature counts unless

1. its ledger was edited or damaged: then none in that ledger does, for what is missing may have been a revocation;
2. its words are gone, do not have the digest that it names, or are another section's or locale's;
3. it is dated in the future;
4. its reviewer is unknown, or was not entitled on that day, in that role and locale;
5. its reviewer is the person who translated the text;
6. it says that somebody attests where the answer came from, and that is nobody else;
7. it was revoked.

Ending a reviewer's time ends no signature that was given within it. A revocation counts whoever wrote it, for it can only
take away; that its writer could not write it is a finding all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.model.findings import Code, Finding
from api.model.identifiers import Digest, LocaleTag
from api.model.ledger import Entry, Ledger, Revocation, SameMeaning, Signed, SignedWording, SignOffRecord, Tie
from api.model.locales import SOURCE
from api.model.vetting import SignOff

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from api.model.ledger import Reviewer
    from api.model.vetting import Role

SKEW: Final = timedelta(minutes=5)
"""How far two honest clocks may be apart."""


class Judged(Struct, frozen=True):
    """A record, and what is to be said of it."""

    ledger: Ledger
    entry: Entry
    fault: Finding | None
    revoked: bool = False
    known: bool = True
    """Whether it is known who may sign."""

    @property
    def counts(self) -> bool:
        """Whether it vouches for its words."""
        return self.known and self.fault is None and not self.revoked and not self.ledger.faults


class Judgement(Struct, frozen=True):
    """What the ledgers come to."""

    records: tuple[Judged, ...] = ()
    signoffs: tuple[SignOff, ...] = ()
    """Those that count, in the order of their times."""

    ties: tuple[Tie, ...] = ()
    findings: tuple[Finding, ...] = ()

    def list_wordings(self, locale: LocaleTag) -> Iterator[SignedWording]:
        """The words that somebody vouches for in the locale, today's or not."""
        for judged in self.records:
            record = judged.entry.record
            if judged.counts and judged.ledger.locale == locale and isinstance(record, SignOffRecord):
                wording = judged.ledger.find_wording(record.digest)
                if wording is not None:
                    yield wording


def judge_ledgers(ledgers: Iterable[Ledger], reviewers: tuple[Reviewer, ...] | None, now: datetime) -> Judgement:
    """Which records count, and what is wrong with the others. Where it cannot be known who may sign (None), none counts."""
    people = None if reviewers is None else {reviewer.id: reviewer for reviewer in reviewers}
    records: list[Judged] = []
    findings: list[Finding] = []
    for ledger in ledgers:
        findings += ledger.faults
        records += _judge_ledger(ledger, people, now)
    findings += [judged.fault for judged in records if judged.fault]
    counting = sorted(
        (judged for judged in records if judged.counts and not isinstance(judged.entry.record, Revocation)),
        key=lambda judged: (judged.entry.record.at, judged.entry.record.id),
    )
    return Judgement(
        records=tuple(records),
        signoffs=tuple(_make_signoff(judged, people or {}) for judged in counting),
        ties=tuple(tie for judged in counting if (tie := _make_tie(judged)) is not None),
        findings=tuple(findings),
    )


def _judge_ledger(ledger: Ledger, people: Mapping[str, Reviewer] | None, now: datetime) -> Iterator[Judged]:
    known = {entry.record.id for entry in ledger.entries}
    revoked = {entry.record.revokes for entry in ledger.entries if isinstance(entry.record, Revocation)}
    for entry in ledger.entries:
        record = entry.record
        code, complaint = Code.LEDGER, _find_disagreement(ledger, record, known)
        if complaint is None and people is not None:
            code, complaint = Code.SIGNATURE, _find_trespass(ledger.locale, record, people, now)
        fault = None
        if complaint is not None:
            message = f"{record.section}: {complaint}; this record does not count"
            fault = Finding(ledger.file, entry.line, 1, "error", code, message, ledger.locale)
        yield Judged(ledger=ledger, entry=entry, fault=fault, revoked=record.id in revoked, known=people is not None)


def _find_disagreement(ledger: Ledger, record: Signed | Revocation, known: set[str]) -> str | None:
    """How the record disagrees with itself, its place or its words."""
    if record.section.partition("/")[0] != ledger.domain:
        return f"its section is not this ledger's, which is {ledger.domain}'s"
    if isinstance(record, Revocation):
        return None if record.revokes in known else f"it revokes {record.revokes}, which is not in this ledger"
    digests = [record.digest]
    if isinstance(record, SameMeaning):
        digests.insert(0, record.before)
        if ledger.locale != SOURCE or record.before == record.digest:
            return f"a change of the {SOURCE} wording can keep its meaning, and nothing else can"
    return next((why for digest in digests if (why := _find_other_words(ledger, record, digest))), None)


def _find_other_words(ledger: Ledger, record: Signed, digest: str) -> str | None:
    """Why the words of the digest are not those that the record is about."""
    words = dict(ledger.wordings).get(digest, "the words that were signed are not there")
    if isinstance(words, str):
        return words
    if words.reference != record.section or words.locale != ledger.locale:
        return f"it says {record.section} in {ledger.locale}, but its words are {words.reference} in {words.locale}"
    return None


def _find_trespass(
    locale: LocaleTag, record: Signed | Revocation, people: Mapping[str, Reviewer], now: datetime
) -> str | None:
    """Why the person could not give the signature, or not then."""
    if record.at > now + SKEW:
        return f"it is dated {record.at:%Y-%m-%d}, which is still to come"
    day = record.at.date()
    if isinstance(record, Revocation):
        return None if record.reviewer in people else _say_unknown(record.reviewer)
    complaint = find_bar(people, record.reviewer, record.role, locale, day)
    if complaint is None and isinstance(record, SignOffRecord) and record.method == "human":
        complaint = find_self_review(record.reviewer, record.translator)
    if complaint is None and record.witness is not None:
        complaint = find_witness_bar(people, record.witness, record.reviewer, day)
    if complaint is None and record.evidence is not None and record.witness is None:
        complaint = "nobody attests where its evidence came from"
    return complaint


def find_bar(people: Mapping[str, Reviewer], reviewer: str, role: Role, locale: LocaleTag, day: date) -> str | None:
    """Why the person may not sign in this role and locale on this day; None where nothing bars it."""
    person = people.get(reviewer)
    if person is None:
        return _say_unknown(reviewer)
    if role not in person.roles:
        return f"{reviewer} is no {role} reviewer, but {' and '.join(person.roles)}"
    if locale not in person.locales:
        return f"{reviewer} does not review {locale}, but {', '.join(person.locales)}"
    if day < person.start:
        return f"{reviewer} reviews from {person.start} on, and this is {day}"
    if not person.serves(day):
        return f"{reviewer} reviewed until {person.end}, and this is {day}"
    return None


def find_self_review(reviewer: str, translator: str | None) -> str | None:
    """Why the person may not vouch for a text that a person translated."""
    return f"{reviewer} translated it, and nobody vouches for their own translation" if reviewer == translator else None


def find_witness_bar(people: Mapping[str, Reviewer], witness: str, reviewer: str, day: date) -> str | None:
    """Why the person may not attest where the reviewer's answer came from."""
    if witness == reviewer:
        return f"{witness} cannot be their own witness"
    person = people.get(witness)
    if person is None:
        return f"the witness {witness} is not in reviewers.toml"
    return None if person.serves(day) else f"the witness {witness} is not entitled on {day}"


def _say_unknown(reviewer: str) -> str:
    return f"there is no reviewer {reviewer} in reviewers.toml"


def _make_signoff(judged: Judged, people: Mapping[str, Reviewer]) -> SignOff:
    record = judged.entry.record
    if isinstance(record, Revocation):
        message = "a revocation vouches for nothing"
        raise TypeError(message)
    person = people[record.reviewer]
    named = person.public == "name"
    return SignOff(
        digest=Digest(record.digest),
        role=record.role,
        locale=judged.ledger.locale,
        day=record.at.date(),
        name=person.name if named else None,
        credentials=person.credentials if named else None,
        organisation=person.organisation if named else None,
        reviewer=record.reviewer,
        record=record.id,
        whole=isinstance(record, SignOffRecord),
    )


def _make_tie(judged: Judged) -> Tie | None:
    record = judged.entry.record
    if not isinstance(record, SameMeaning):
        return None
    words = judged.ledger.find_wording(record.before)
    if words is None:
        return None
    return Tie(section=record.section, before=Digest(record.before), after=Digest(record.digest), blocks=words.blocks)
