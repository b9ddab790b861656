"""Latin names and codes in right-to-left text, kept whole.

Unicode's UAX #9 section 2.4 asks for it: else the marks in and behind them (`&`, a comma, the hyphens of a telephone number)
would jump to their other side, and the groups of a number change places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from api.model.content import Run
from api.model.locales import Direction

_LETTER: Final = "A-Za-z\u00c0-\u024f"
_LATIN: Final = re.compile(
    # Words from the first Latin letter on, with what stands between them in a name or a code.
    rf"[0-9]*[{_LETTER}][{_LETTER}0-9]*(?:(?:[-.’'/+]|,? | & )[{_LETTER}0-9]+)*"
    # Digits that are a number to call only together.
    r"|\+?\(?[0-9][0-9 ().-]{5,}[0-9]"
)

_OPEN: Final = "\u2066"
"""LEFT-TO-RIGHT ISOLATE."""

_CLOSE: Final = "\u2069"
"""POP DIRECTIONAL ISOLATE."""


def split_latin(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a Latin name or a code."""
    end = 0
    for found in _LATIN.finditer(text):
        yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    yield text[end:], False


def mark_latin(runs: tuple[Run, ...], direction: Direction) -> tuple[Run, ...]:
    """The runs with each Latin name and code in one of its own, that says its direction."""
    if direction == "ltr":
        return runs
    return tuple(
        Run(piece, strong=run.strong, em=run.em, dir="ltr" if latin else None)
        for run in runs
        for piece, latin in split_latin(run.text)
        if piece
    )


def isolate_plain(text: str, direction: Direction) -> str:
    """Plain text whose Latin names and codes stand between two of Unicode's invisible marks; HTML has `<bdi>`."""
    if direction == "ltr":
        return text
    return "".join(f"{_OPEN}{piece}{_CLOSE}" if latin else piece for piece, latin in split_latin(text))
