"""The states for people: a letter, a colour and a meaning each, the same on pages, in pictures and in a terminal."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from api.model.vetting import State


class Colour(Struct, frozen=True):
    """A colour that means something. Ink on its ground, or white on the ink, has a contrast of 5 and more."""

    name: str
    """In the style of pages, where the ground's has `-soft` behind it."""

    ink: str
    ground: str
    dark_ink: str
    """Where the reader's other pages are dark."""

    dark_ground: str
    terminal: str
    """The nearest that a terminal has."""


GOOD: Final = Colour("good", "#1a6e33", "#e3f4e7", "#7fd494", "#17311e", "green")
DRAFT: Final = Colour("draft", "#0b5a8a", "#e2f0f9", "#86c5ee", "#14293a", "cyan")
STALE: Final = Colour("stale", "#7d5200", "#fdf1d8", "#efc06a", "#362a10", "yellow")
NONE: Final = Colour("none", "#565e67", "#eceff1", "#a7b0b8", "#262b30", "dim")
BAD: Final = Colour("bad", "#a8201a", "#fde8e6", "#ff9d94", "#3d1917", "red")
COLOURS: Final = (GOOD, DRAFT, STALE, NONE, BAD)


class StateLegend(Struct, frozen=True):
    """How a state is shown."""

    letter: str
    """Where there is no room for a word."""

    colour: Colour
    meaning: str
    """What decides it, of a translation: the end of a sentence that begins with the state."""


LEGEND: Final[dict[State, StateLegend]] = {
    State.SIGNED_OFF: StateLegend("S", GOOD, "it and its English are signed"),
    State.DRAFT: StateLegend("d", DRAFT, "nobody entitled signed it, or its English"),
    State.OUTDATED: StateLegend("o", STALE, "the English changed, or a text is marked fuzzy"),
    State.INCOMPLETE: StateLegend("i", STALE, "a text is absent or empty"),
    State.MISSING: StateLegend("m", NONE, "the language has no text of it"),
    State.FAILED_CHECK: StateLegend("F", BAD, "a check found an error, or the file is broken"),
    State.WITHDRAWN: StateLegend("W", BAD, "the publisher withdrew the section"),
}
"""Every state, the best first."""
