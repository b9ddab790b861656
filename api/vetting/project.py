"""A project: everything that was read from the folders, with its signatures judged."""

from __future__ import annotations

from msgspec import Struct

from api.model.catalog import Translation
from api.model.content import Topic
from api.model.findings import Finding
from api.model.ledger import People, Reviewer, Tie, group_reviewers
from api.model.vetting import SignOff, Withdrawal
from api.vetting.judge import Judgement


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


class Vouching(Struct, frozen=True):
    """Who may vouch and who did, as locales/ says. It needs no word of content/."""

    reviewers: tuple[Reviewer, ...]
    judgement: Judgement
    findings: tuple[Finding, ...]
    """Of the list of reviewers, and of the ledgers."""

    @property
    def people(self) -> People:
        """The reviewers, by id."""
        return group_reviewers(self.reviewers)
