"""How many sections are in which state in a locale, and how many of them are shown in its own words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from api.model.vetting import State
from api.release.shown import Shown

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag
    from api.release.model import Release


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
