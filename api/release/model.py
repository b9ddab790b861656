"""A release: who is shown what. It holds no answer; those are rendered from it when they are first asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from api.model.content import Topic
from api.model.findings import Finding
from api.model.identifiers import Digest, LocaleTag
from api.model.vetting import REVIEW_MONTHS, Policy, State
from api.model.wording import digest_json
from api.release.shown import InterfaceTexts, Shown, ShownTopic, Withheld, decide, make_interface_texts
from api.vetting.edition import VettedProject
from api.vetting.project import Project


class Release(Struct, frozen=True, dict=True):
    """What each reader is shown of a project under a policy."""

    vetted: VettedProject
    policy: Policy
    public_url: str = ""
    """The address that partners use, without a slash at its end: absolute URLs are made of it alone. Empty where the operator named none."""

    review_months: int = REVIEW_MONTHS
    """After how many months a signed text is due to be read again."""

    @cached_property
    def id(self) -> Digest:
        """Its name: a digest over all that its answers are made from, so that equal files make equal ids wherever they lie."""
        topics = [[topic.id, topic.provenance, topic.procedure] for topic in self.topics]
        locales = [[tag, texts.signed, texts.texts] for tag, texts in self._texts.items()]
        shown = [
            digest_json([each.topic.id, locale, *(_describe_section(section, self) for section in each.sections)])
            for locale in self.locales
            for each in self.list_shown(locale)
        ]
        return digest_json([str(self.policy), self.public_url, self.review_months, topics, locales, shown])

    @property
    def project(self) -> Project:
        """What it was made of."""
        return self.vetted.project

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that it shows."""
        return self.vetted.project.topics

    @property
    def locales(self) -> tuple[LocaleTag, ...]:
        """The locales that have readers, the source first."""
        return self.vetted.locales

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong in locales/, by file, line and column."""
        return self.vetted.findings

    def find(self, topic: str, locale: LocaleTag) -> ShownTopic | None:
        """What the readers of the locale are shown of the topic; None where there is no such topic or locale."""
        edition = self.vetted.find_edition(topic, locale)
        found = self.vetted.project.find_topic(topic)
        if edition is None or found is None:
            return None
        return ShownTopic(
            topic=found,
            locale=locale,
            sections=tuple(decide(each, self.policy) for each in edition.sections),
            texts=self._texts[locale],
        )

    @cached_property
    def _texts(self) -> dict[LocaleTag, InterfaceTexts]:
        return {locale: make_interface_texts(self.vetted.find_interface(locale)) for locale in self.locales}

    def list_shown(self, locale: LocaleTag) -> Iterator[ShownTopic]:
        """What the readers of the locale are shown of every topic, in the project's order."""
        for topic in self.topics:
            shown = self.find(topic.id, locale)
            if shown is not None:
                yield shown


def _describe_section(decided: Shown | Withheld, release: Release) -> list[Any]:
    """All that the answers about a section are made from, and nothing that they do not tell, such as where a file lies."""
    own, section = decided.own, decided.own.section
    told: list[Any] = [section.id, section.aspect, section.requires, own.state, decided.reason, own.withdrawal]
    if isinstance(decided, Shown):
        shown = decided.vetted
        told += [shown.digest, shown.source_digest, shown.state, shown.wording.credit.method]
        told += [[signoff.public, signoff.method] for signoff in shown.vouching]
    elif own.state is State.WITHDRAWN:
        told += [own.digest, *release.project.judgement.list_digests(section.reference, own.locale)]
    return told


class StateTally(Struct, frozen=True):
    """The sections of every topic in one locale."""

    total: int
    served: int
    """Those that readers are shown in the locale's own words."""

    states: tuple[tuple[State, int], ...]
    """How many are in each state."""


def tally_sections(release: Release, locale: LocaleTag) -> StateTally:
    """The release's sections in the locale."""
    decided = [each for shown in release.list_shown(locale) for each in shown.sections]
    counts = Counter(each.own.state for each in decided)
    return StateTally(
        total=len(decided),
        served=sum(isinstance(each, Shown) and not each.reason for each in decided),
        states=tuple((state, counts[state]) for state in reversed(State)),
    )
