"""States, policies, sign-offs: the words in which we say whether anybody vouched."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from api.model.identifiers import Digest, LocaleTag, SectionId, TopicId


class State(StrEnum):
    """A section's state in one locale: derived, never stored."""

    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    FAILED_CHECK = "failed-check"
    DRAFT = "draft"
    SIGNED_OFF = "signed-off"


class Policy(StrEnum):
    """What the operator chose to serve."""

    SIGNED = "signed"
    """Only wordings that a qualified person signed."""

    DRAFTS = "drafts"
    """Complete and current wordings too, with a notice."""


Reason = Literal["withdrawn", "missing", "incomplete", "outdated", "failed-check", "awaiting-sign-off"]
"""Why a section is not served in its own words: its state's name, and `awaiting-sign-off` for a draft."""

Role = Literal["clinical", "linguistic"]


class SignOff(Struct, frozen=True):
    """A named reviewer vouches for one exact wording. The last three are None where only the role may be public."""

    digest: Digest
    role: Role
    locale: LocaleTag
    day: date
    name: str | None = None
    credentials: str | None = None
    organisation: str | None = None


class Withdrawal(Struct, frozen=True):
    """A section, or a whole topic, that must no longer be served anywhere."""

    topic: TopicId
    section: SectionId | None = None
