"""Code `homoglyph`: a word mixes letters of scripts that look alike: a Cyrillic letter in a Latin word."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

_ALIKE: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Scripts whose letters are taken for one another. Between others, a word without a space is no mistake."""

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SUSPECT: Final = re.compile("[\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\uab70-\uabbf]")


def find_homoglyphs(pair: Pair) -> Iterator[Fault]:
    """A fault for each word, at its first letter of the script that fewer of its letters have."""
    if not _SUSPECT.search(pair.msgstr):
        return
    for word in _WORD.finditer(pair.msgstr):
        scripts = [_find_script(letter) for letter in word[0]]
        present = {script for script in scripts if script}
        if len(present) > 1:
            strange = min(sorted(present), key=scripts.count)
            place = scripts.index(strange)
            letter = word[0][place]
            name = unicodedata.name(letter).lower()
            message = f"{word[0]!r} mixes scripts: {letter} is U+{ord(letter):04X} ({name}); type the word anew."
            yield Fault(word.start() + place, message)


def _find_script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _ALIKE if name.startswith(script)), "")


RULE: Final = Rule(
    code=Code.HOMOGLYPH,
    severity="error",
    title="a word mixes letters of two scripts that look alike",
    why="The word looks right and is not: search does not find it, a screen reader spells it out. It comes from a keyboard that "
    "was switched in the middle of a word.",
    reference="Unicode UTS 39, section 4, Confusable Detection",
    find=find_homoglyphs,
    cases=(
        Case(locale="ru", msgid="MRI scan", msgstr="МРТ-снимок MRI"),
        Case(locale="es", msgid="pain", msgstr="dolor"),
        Case(locale="zh-Hans", msgid="X-ray", msgstr="X光检查"),
        Case(locale="es", msgid="pain", msgstr="dol\u043er", offsets=(3,)),
        Case(locale="ru", msgid="bone", msgstr="к\u006fсть", offsets=(1,)),
        Case(locale="vi", msgid="rest", msgstr="ngh\u0435 ngơi", offsets=(3,)),
    ),
)
