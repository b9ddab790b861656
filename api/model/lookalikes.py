"""Names as they look: what two names have alike though they are written with other letters.

Rules
1. Letters of Cyrillic, Greek, Armenian and other Latin alphabets that look like a plain Latin one are that one; so are full-width forms.
2. Capitals and accents are passed over, and so is what nobody sees. A sign that stands for a vowel is a letter, and stays.
3. I, l and 1 are one, and so are O and 0.

The pairs are those of Unicode's UTS 39, section 4, that a name or an address can hold.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_PAIRS: Final = (
    # Cyrillic
    ("АВЕКМНОРСТУХІЈЅԌԚԜӀ", "abekmhopctyxijsgqwl"),
    ("авекмнорстухіјѕһԁɡԛԝӏ", "abekmhopctyxijshdgqwl"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ", "abezhikmnoptyxcj"),
    ("αβεηικμνορτυχϲ", "abenikuvoptuxc"),
    # Armenian
    ("օսոհցյԼՕՍ", "ounhgjlou"),
    # Latin
    ("ıɑøłđħðŀØŁĐĦ", "iaoldhdlolh" + "h"),
    ("l1|0", "iiio"),
)
_PLAIN: Final = {
    ord(letter): plain for letters, plains in _PAIRS for letter, plain in zip(letters, plains, strict=True)
}

_MARKS: Final = frozenset((0, 9))
"""Combining classes of signs that are read: of vowels, and of a vowel that is none."""


def fold_alike(text: str) -> str:
    """The text in plain small letters, as far as it looks so: two that are alike here are taken for one another."""
    # Once before capitals go, since a capital may look like another letter than its small one, and once after.
    parts = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold().translate(_PLAIN)
    return "".join(each for each in parts if not _is_passed_over(each))


def is_same_address(one: str | None, other: str | None) -> bool:
    """Whether two e-mail addresses are one, or look it."""
    return one is not None and other is not None and fold_alike(one) == fold_alike(other)


def _is_passed_over(character: str) -> bool:
    accent = unicodedata.combining(character) not in _MARKS
    return accent or unicodedata.category(character) == "Cf" or character == "\u034f"
