"""Code `invisible`: characters that nobody sees, or that no font shows."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

# Controls but line ends and tabs (those are white space), zero-width characters, fillers, separators, variation selectors,
# private use, specials, tags. Directional controls are another rule's.
_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d"
    "\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def find_invisible(pair: Pair) -> Iterator[Fault]:
    """A fault for each that the language's spelling does not need."""
    for match in _INVISIBLE.finditer(pair.msgstr):
        character = match[0]
        if character in pair.language.invisible and _joins(pair.msgstr, match.start()):
            continue
        name = unicodedata.name(character, "no character").lower()
        yield Fault(match.start(), f"U+{ord(character):04X} ({name}) cannot be seen or shown; delete it.")


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
        Case(locale="es", msgid="Rest.", msgstr="Des\u00adcanse.", offsets=(3,)),
        Case(locale="zh-Hans", msgid="Rest.", msgstr="\ufeff休息。", offsets=(0,)),
        Case(locale="pl", msgid="Rest.", msgstr="Odpo\ufffdczynek.", offsets=(4,)),
        Case(locale="es", msgid="Rest.", msgstr="Descanse\u200d.", offsets=(8,)),
        Case(locale="vi", msgid="Rest.", msgstr="Nghỉ\u200bngơi.", offsets=(4,)),
    ),
    accept=False,
)
