"""THE rule: the state of a section in a locale. It is derived from the words each time, and kept nowhere.

The first row that fits decides:

    withdrawn     the section was withdrawn
    missing       the locale has no message of the section
    incomplete    some message is absent or empty
    outdated      some message is of another source text, or fuzzy
    failed-check  a check of severity error
    signed-off    a valid sign-off; of a translation, its source is signed-off too
    draft         whatever else

Our own words to patients are a section like the others; the English ones need no sign-off. What readers are shown of a section in
each state, `api.release.shown` says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from api.model.vetting import State
from api.model.wording import Gap


class Facts(Struct, frozen=True):
    """All that a state is derived from."""

    withdrawn: bool = False
    gap: Gap | None = None
    """Why some line cannot be shown."""

    failed: bool = False
    """Whether a check found an error, or the catalog cannot be trusted."""

    signed: bool = False
    """Whether a sign-off of exactly these words counts, or none is needed."""

    source_signed: bool = True
    """Whether the source that it translates is signed off; True of the source itself."""


RULE: Final[tuple[tuple[State, Callable[[Facts], bool]], ...]] = (
    (State.WITHDRAWN, lambda facts: facts.withdrawn),
    (State.MISSING, lambda facts: facts.gap == "missing"),
    (State.INCOMPLETE, lambda facts: facts.gap == "incomplete"),
    (State.OUTDATED, lambda facts: facts.gap == "outdated"),
    (State.FAILED_CHECK, lambda facts: facts.failed),
    (State.SIGNED_OFF, lambda facts: facts.signed and facts.source_signed),
    (State.DRAFT, lambda _: True),
)
"""The rows in order: a state, and whether it fits."""


def derive_state(facts: Facts) -> State:
    """The state of the first row that fits."""
    return next(state for state, fits in RULE if fits(facts))
