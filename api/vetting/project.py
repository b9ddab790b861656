"""A project: what was read from the folders, before anything is said of it, and what its ledgers come to.

Of each record that is what is to be said of it; of all, the sign-offs and ties that count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from msgspec import Struct

from api.model.catalog import Translation
from api.model.content import Section, Topic
from api.model.exact_words import ExactWords
from api.model.findings import Complaint, Finding
from api.model.identifiers import Digest, LocaleTag
from api.model.ledger import (
    Byline,
    Ledger,
    People,
    Record,
    Reviewer,
    SignOffRecord,
    Tie,
    group_by,
    group_reviewers,
    list_words,
)
from api.model.records import SKEW, RecordLine
from api.model.vetting import SignOff, Withdrawal, needed_role


class Judged(Struct, frozen=True):
    """A record, and what is to be said of it."""

    ledger: Ledger
    entry: RecordLine[Record]
    fault: Finding | None
    revoked: bool = False
    byline: Byline | None = None
    """What readers are told of its reviewer."""

    doubt: Finding | None = None
    """What is to be said of it, though it counts."""

    known: bool = True
    """Whether it is known who may sign, and who translated."""

    own: Complaint | None = None
    """Why it would vouch for its reviewer's own words, if it is still about those of today: as `translation.toml` says now."""

    @property
    def turn(self) -> datetime:
        """When it is no longer dated ahead."""
        return self.entry.record.at - SKEW

    @property
    def counts(self) -> bool:
        """Whether it vouches for its words."""
        return self.known and self.fault is None and not self.revoked and not self.ledger.faults


class Judgement(Struct, frozen=True, dict=True):
    """What the ledgers come to."""

    records: tuple[Judged, ...] = ()
    signoffs: tuple[SignOff, ...] = ()
    """Those that count, in the order of their times."""

    ties: tuple[Tie, ...] = ()
    findings: tuple[Finding, ...] = ()
    next_turn: datetime | None = None
    """When, though no ledger changes, it is another: a record that is dated ahead then begins to count."""

    def list_translations(self, locale: LocaleTag) -> Iterator[tuple[ExactWords, ExactWords]]:
        """(English, translation) of the words that somebody vouches for in the locale, today's or not."""
        for judged in self.records:
            record = judged.entry.record
            if not isinstance(record, SignOffRecord) or judged.ledger.locale != locale:
                continue
            if judged.counts and record.role == needed_role(locale):
                english, words = map(judged.ledger.find_words, (record.source, record.digest))
                if english is not None and words is not None:
                    yield english, words

    def list_digests(self, reference: str, locale: LocaleTag) -> Iterator[str]:
        """Of all words of the section that were ever signed in the locale, whether or not they count."""
        for judged in self.find_records(reference, locale):
            yield from list_words(judged.entry.record)

    def find_records(self, reference: str, locale: LocaleTag) -> tuple[Judged, ...]:
        """The records of the section in the locale, in the order of their ledger."""
        return self._records.get((reference, locale), ())

    def find_signoffs(self, digest: Digest) -> tuple[SignOff, ...]:
        """The sign-offs of the words of that digest that count, in the order of their times."""
        return self._signoffs.get(digest, ())

    def find_ties(self, reference: str) -> tuple[Tie, ...]:
        """The ties of the section, newest first."""
        return self._ties.get(reference, ())

    @cached_property
    def _records(self) -> dict[tuple[str, LocaleTag], tuple[Judged, ...]]:
        return group_by(self.records, lambda judged: (judged.entry.record.section, judged.ledger.locale))

    @cached_property
    def _signoffs(self) -> dict[Digest, tuple[SignOff, ...]]:
        return group_by(self.signoffs, lambda signoff: signoff.digest)

    @cached_property
    def _ties(self) -> dict[str, tuple[Tie, ...]]:
        return group_by(reversed(self.ties), lambda tie: tie.section)


class Vouching(Struct, frozen=True, dict=True, kw_only=True):
    """Who may vouch and who did, as locales/ says. It needs no word of content/."""

    reviewers: tuple[Reviewer, ...] = ()
    judgement: Judgement = Judgement()
    """What the ledgers come to."""

    findings: tuple[Finding, ...] = ()
    """What is wrong with what was read: with the list of reviewers and the ledgers; of a project, with all of its folders."""

    @cached_property
    def people(self) -> People:
        """The reviewers, by id."""
        return group_reviewers(self.reviewers)


class Project(Vouching, frozen=True, dict=True, kw_only=True):
    """What reading the files gave."""

    topics: tuple[Topic, ...]
    translations: tuple[Translation, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    def find_topic(self, name: str) -> Topic | None:
        """The topic of that id; None where there is none."""
        return self._by_id.get(name)

    @cached_property
    def _by_locale(self) -> dict[LocaleTag, Translation]:
        return {translation.locale: translation for translation in self.translations}

    @cached_property
    def _withdrawn(self) -> dict[str, tuple[Withdrawal, ...]]:
        return group_by(self.withdrawals, lambda each: each.topic)

    def find_translation(self, locale: LocaleTag) -> Translation:
        """What locales/ holds for the locale.

        Raises:
            KeyError: it holds nothing.
        """
        return self._by_locale[locale]

    def find_withdrawal(self, section: Section) -> Withdrawal | None:
        """Why the section, or its whole topic, may no longer be shown; None where it may."""
        found = self._withdrawn.get(section.topic, ())
        return next((each for each in found if each.section in {None, section.id}), None)
