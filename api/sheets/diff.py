"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, Literal

from msgspec import Struct

Kind = Literal["same", "gone", "new"]

_TOKEN: Final = re.compile(r"\s+|\w+(?:['’-]\w+)*|.", re.DOTALL)


class Piece(Struct, frozen=True):
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


def diff_words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one. The pieces that stayed and went are `before`, those that stayed and came are `after`.

    A space between two words that changed is no common ground: it goes with the one and comes with the other.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    gone = came = ""
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[low:high]), "".join(new[start:end])
        ends = high == len(old) and end == len(new)
        if tag == "equal" and (was.strip() or ends or not (gone or came)):
            pieces += _change(gone, came)
            pieces.append(Piece("same", was))
            gone = came = ""
        else:
            gone, came = gone + was, came + now
    return (*pieces, *_change(gone, came))


def _change(gone: str, came: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", gone), Piece("new", came)) if piece.text]
