"""States, policies, sign-offs: the words in which we say whether anybody vouched."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final, Literal

from msgspec import Struct

from api.model.catalog import Method
from api.model.identifiers import Digest, LocaleTag, SectionId, TopicId
from api.model.locales import SOURCE


class State(StrEnum):
    """A section's state in one locale: derived, never stored."""

    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    FAILED_CHECK = "failed-check"
    DRAFT = "draft"
    SIGNED_OFF = "signed-off"


class Policy(Struct, frozen=True):
    """What the operator chose to show unsigned; by default nothing."""

    SIGNED: ClassVar[Policy]
    """Only wordings that qualified people signed."""

    DRAFTS: ClassVar[Policy]
    """Every draft, with its notices."""

    drafts: bool = False
    """Whether every draft is shown."""

    drafts_in: tuple[LocaleTag, ...] = ()
    """The locales of which drafts are shown where their English is signed. Sorted, so that equal policies have one name."""

    def shows_drafts(self, locale: LocaleTag) -> bool:
        """Whether drafts in the locale are shown where their source is."""
        return self.drafts or locale in self.drafts_in

    def __str__(self) -> str:
        """Its name: `signed`, `drafts`, or such as `drafts-in gu,ht`."""
        if self.drafts:
            return "drafts"
        return f"drafts-in {','.join(self.drafts_in)}" if self.drafts_in else "signed"


Policy.SIGNED = Policy()
Policy.DRAFTS = Policy(drafts=True)

POLICIES: Final = (Policy.SIGNED, Policy.DRAFTS)
"""The two that tools tell of: any other shows something in between."""


Reason = Literal["withdrawn", "missing", "incomplete", "outdated", "failed-check", "awaiting-sign-off"]
"""Why a section is not served in its own words: its state's name, and `awaiting-sign-off` for a draft."""

Role = Literal["clinical", "linguistic"]

ROLE_NAMES: Final[dict[Role, str]] = {"clinical": "clinical", "linguistic": "reads both languages"}
"""What people read of a role; files and commands have the role itself."""

REVIEW_MONTHS: Final = 24
"""After how many months a signed text is due to be read again, unless the operator says otherwise."""


def needed_role(locale: LocaleTag) -> Role:
    """The role without whose signature no words of the locale are vetted."""
    return "clinical" if locale == SOURCE else "linguistic"


class SignOff(Struct, frozen=True):
    """A named reviewer vouches for one exact wording. The last three are None where only the role may be public."""

    digest: Digest
    role: Role
    locale: LocaleTag
    day: date
    name: str | None = None
    credentials: str | None = None
    organisation: str | None = None
    reviewer: str = ""
    """Their id. Never shown to partners."""

    record: str = ""
    """The id of its record in the ledger. Never shown to partners either."""

    method: Method | None = None
    """How the words had come to be, as its record says; None where it says nothing of that."""

    bound: Digest = Digest("")
    """What it holds for beside its own words: the English that a translation was read against; of the English, what is told beside."""

    whole: bool = True
    """Whether they read all of it; False where they vouch that an edit kept the meaning."""

    @property
    def public(self) -> tuple[Role, LocaleTag, date, str | None, str | None, str | None]:
        """What readers are told of it."""
        return self.role, self.locale, self.day, self.name, self.credentials, self.organisation


class Withdrawal(Struct, frozen=True):
    """A section, or a whole topic, that must no longer be served anywhere."""

    topic: TopicId
    section: SectionId | None = None
    reason: str = ""
    """For partners, in English."""

    replacement: str | None = None
    """What to show instead: `topic`, `topic/section`, or an absolute https URL."""

    day: date | None = None


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
