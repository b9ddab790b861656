"""Code `invisible`: characters that nobody sees, or that no font shows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

_CATEGORIES: Final = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
"""Controls, format characters, unassigned, private use, surrogates, line and paragraph separators."""

# Fillers, variation selectors and stand-ins, which Unicode counts among letters, marks and symbols.
_OTHERS: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd\U000e0100-\U000e01ef]"
)

# Line ends and tabs are white space, directional controls another rule's; the signs around Arabic numbers are seen.
_LEFT_ALONE: Final = re.compile("[\t-\r\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u0600-\u0605\u06dd]")

_KINDS: Final = {"Cc": "a control character", "Co": "for private use", "Cn": "no character"}


def find_invisible(pair: Pair) -> Iterator[Fault]:
    """A fault for each that the language's spelling does not need."""
    text = pair.msgstr
    if text.isascii() and text.isprintable():
        return
    strange = {character for character in set(text) if _is_invisible(character)}
    if not strange:
        return
    for offset, character in enumerate(text):
        if character not in strange or (character in pair.language.invisible and _joins(text, offset)):
            continue
        name = unicodedata.name(character, _KINDS.get(unicodedata.category(character), "no character")).lower()
        advice = "type the letter that was lost" if character == "\ufffd" else "delete it"
        yield Fault(offset, f"U+{ord(character):04X} ({name}) cannot be seen or shown; {advice}.")


@lru_cache(maxsize=8192)
def _is_invisible(character: str) -> bool:
    if _LEFT_ALONE.match(character):
        return False
    return unicodedata.category(character) in _CATEGORIES or _OTHERS.match(character) is not None


def _joins(text: str, offset: int) -> bool:
    """Whether the joiner stands behind a letter or a vowel sign: elsewhere it does nothing."""
    return offset > 0 and unicodedata.category(text[offset - 1])[0] in "LM"


RULE: Final = Rule(
    code=Code.INVISIBLE,
    severity="error",
    title="a text holds a character that cannot be seen or shown",
    why="It comes along when text is copied from web pages and word processors. It breaks search, screen readers and line "
    "breaks, and can hide what a reviewer would object to. Joiners may stand where a script needs them, as in Hindi and Urdu.",
    reference="Unicode UTS 39, section 3.1, and UAX 31, section 2.3, Layout and format control characters",
    find=find_invisible,
    cases=(
        Case(locale="hi", msgid="strength", msgstr="शक्\u200dति"),
        Case(locale="ur", msgid="bones", msgstr="ہڈی\u200cاں"),
        Case(locale="fr", msgid="Rest!", msgstr="Repos\u202f!"),
        Case(locale="zh-Hant", msgid="Rest.", msgstr="\u4f11\u606f\u3002"),
        Case(locale="es", msgid="Rest.", msgstr="Des\u00adcanse.", offsets=(3,)),
        Case(locale="gu", msgid="Rest.", msgstr="આરામ\u0378 કરો\ue000.", offsets=(4, 9)),
        Case(locale="it", msgid="Rest.", msgstr="Ri\u2028poso\u0007.", offsets=(2, 7)),
        Case(locale="zh-Hans", msgid="Rest.", msgstr="\ufeff休息。", offsets=(0,)),
        Case(locale="pl", msgid="Rest.", msgstr="Odpo\ufffdczynek.", offsets=(4,)),
        Case(locale="es", msgid="Rest.", msgstr="Descanse\u200d.", offsets=(8,)),
        Case(locale="vi", msgid="Rest.", msgstr="Nghỉ\u200bngơi.", offsets=(4,)),
    ),
    accept=False,
)
