"""Text without its punctuation, for rules that look for words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = "'’"


def blank_marks(text: str) -> str:
    """The text in lower case, of the same length, with a space for each mark but an apostrophe."""
    return "".join(map(_blank_mark, text.lower()))


@lru_cache(maxsize=4096)
def _blank_mark(character: str) -> str:
    """A space for punctuation and symbols. Vowel signs are no letters to Unicode, and parts of words all the same."""
    return " " if unicodedata.category(character)[0] in "PS" and character not in _APOSTROPHES else character
