"""A release: every representation, and which resource offers which."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from api.model.catalog import Translation
from api.model.content import Topic
from api.model.findings import Finding
from api.model.identifiers import Digest, LocaleTag
from api.model.ledger import People, Reviewer, Tie, group_reviewers
from api.model.vetting import Policy, SignOff, Withdrawal
from api.representations.shapes import Locales
from api.vetting.judge import Judgement

Scope = Literal["localised", "shared", "version"]
"""`localised`: one representation a locale. `shared`: one for all readers. `version`: exact words, which never change."""


class Project(Struct, frozen=True):
    """What reading the files gave."""

    topics: tuple[Topic, ...]
    translations: tuple[Translation, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    judgement: Judgement = Judgement()
    """What the ledgers come to."""

    signoffs: tuple[SignOff, ...] = ()
    """Those that count."""

    ties: tuple[Tie, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What is wrong with the folders themselves."""

    @property
    def people(self) -> People:
        """The reviewers, by id."""
        return group_reviewers(self.reviewers)


class Representation(Struct, frozen=True):
    """A resource's bytes at one URL. A refusal (a problem) has a URL and bytes too."""

    path: str
    body: bytes
    media_type: str
    status: int
    scope: Scope
    languages: tuple[LocaleTag, ...] = ()
    """For Content-Language; empty where it is not localised."""

    alternates: tuple[tuple[LocaleTag, str], ...] = ()
    """(locale, path) of the same in other locales' own words."""


class Resource(Struct, frozen=True):
    """A URL that negotiates, and what it chooses from."""

    path: str
    scope: Scope
    choices: tuple[tuple[LocaleTag, str], ...]
    """(locale, path of its representation), for every listed locale; one with the source's tag if not localised."""

    exact_choices: tuple[tuple[LocaleTag, str], ...] = ()
    """The same without stand-ins; empty where there are none."""

    candidates: tuple[LocaleTag, ...] = ()
    """The locales in which it is served in its own words: what Accept-Language chooses from."""

    unmatched: Representation | None = None
    """What `?lang=` gets with `?fallback=none` where it matches no locale."""


class Release(Struct, frozen=True):
    """An immutable build of everything that is served."""

    id: Digest
    """SHA-256 over every path and body, so that equal files make equal ids wherever they lie."""

    policy: Policy
    locales: Locales
    project: Project
    """What it was built of."""

    representations: tuple[Representation, ...]
    resources: tuple[Resource, ...]
    findings: tuple[Finding, ...]
    """All that is wrong in locales/, by file, line and column."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that it serves."""
        return self.project.topics
