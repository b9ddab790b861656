"""The states for people: none is left out, none is taken for another, all can be read."""

from __future__ import annotations

import pytest

from api.model.legend import COLOURS, LEGEND
from api.model.vetting import State


def test_each_state_has_a_letter_and_a_meaning_of_its_own() -> None:
    """Both tell it from all others, also without its colour."""
    assert LEGEND.keys() == set(State)
    assert len({each.letter for each in LEGEND.values()}) == len(State)
    assert len({each.meaning for each in LEGEND.values()}) == len(State)


@pytest.mark.parametrize("colour", COLOURS, ids=lambda colour: colour.name)
def test_a_colour_can_be_read(colour: object) -> None:
    """Ink on its ground, by day and where pages are dark, and white on the ink: a contrast of 5 and more."""
    pairs = (("ink", "ground"), ("dark_ink", "dark_ground"))
    grounds = [(getattr(colour, ink), getattr(colour, ground)) for ink, ground in pairs]

    assert min(measure_contrast(*pair) for pair in (*grounds, (grounds[0][0], "#ffffff"))) >= 5


def measure_contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    darker, lighter = sorted(map(measure_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def measure_luminance(colour: str) -> float:
    """From 0, black, to 1, white."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
