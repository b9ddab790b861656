"""A project: what was read from the folders, before anything is said of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from api.model.catalog import Translation
from api.model.content import Topic
from api.model.findings import Finding
from api.model.ledger import People, Reviewer, group_by, group_reviewers
from api.model.vetting import Withdrawal
from api.vetting.judgement import Judgement

if TYPE_CHECKING:
    from api.model.content import Section
    from api.model.identifiers import LocaleTag


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
