"""Code `homoglyph`: a word mixes letters of scripts that look alike: a Cyrillic letter in a Latin word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

_ALIKE: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Scripts whose letters are taken for one another. Between others, a word without a space is no mistake."""

_TWINS: Final = {
    "LATIN": frozenset("aceikopxyABCEHIKMOPTXY"),
    "CYRILLIC": frozenset("асеорхуіјѕһԁԛԝкАВЕЅІЈКМНОРСТУХ"),
    "GREEK": frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ"),
}
"""Letters of each that have a twin in another."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile("[A-Za-z]")
_SUSPECT: Final = re.compile("[\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\uab70-\uabbf]")

# A Russian word of one letter, typed on the wrong keyboard. "a)" and "vitamin C" are none.
_LONE: Final = re.compile(r"(?<!\S)[akocy](?= [а-яё])|^[AKOCY](?= [а-яё])")


def find_homoglyphs(pair: Pair) -> Faults:
    """A fault for each word, at its first letter of the script that has no business there."""
    text = pair.msgstr
    if not (_SUSPECT.search(text) and _LATIN.search(text)):
        return
    own = pair.language.scripts[0] if pair.language.scripts else ""
    for word in _WORD.finditer(text):
        yield from _judge(word, own)
    if own == "CYRILLIC":
        for letter in _LONE.finditer(text):
            yield Fault(letter.start(), _tell(letter[0], letter[0]))


def _judge(word: re.Match[str], own: str) -> Faults:
    scripts = [_find_script(letter) for letter in word[0]]
    present = sorted({script for script in scripts if script})
    if own == "LATIN" and present == ["CYRILLIC"] and _has_twins_only(word[0], scripts, "CYRILLIC"):
        yield Fault(word.start(), _tell(word[0], word[0][0]))
    if len(present) <= 1:
        return
    twins = [script for script in present if _has_twins_only(word[0], scripts, script)]
    # "TGFβ" and "μg" are words, and everybody sees what is in them.
    if not twins and "GREEK" in present:
        return
    strange = min(twins or present, key=lambda script: (scripts.count(script), script == own))
    place = scripts.index(strange)
    yield Fault(word.start() + place, _tell(word[0], word[0][place]), severity=None if twins else "warning")


def _has_twins_only(word: str, scripts: list[str], script: str) -> bool:
    """Whether each of the word's letters of the script looks like one of another."""
    twins = _TWINS.get(script)
    return twins is None or all(letter in twins for letter, of in zip(word, scripts, strict=True) if of == script)


def _tell(word: str, letter: str) -> str:
    name = unicodedata.name(letter).lower()
    if word == letter:
        return f"{letter} is U+{ord(letter):04X} ({name}), a letter of another script; type it anew."
    return f"{word!r} mixes scripts: {letter} is U+{ord(letter):04X} ({name}); type the word anew."


@lru_cache(maxsize=4096)
def _find_script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _ALIKE if name.startswith(script)), "")


RULE: Final = Rule(
    code=Code.HOMOGLYPH,
    severity="error",
    title="a word mixes letters of two scripts that look alike",
    why="The word looks right and is not: search does not find it, a screen reader spells it out. It comes from a keyboard that "
    "was switched in the middle of a word. Where the letters do not look alike it is a warning: an abbreviation with an ending "
    "may be written so.",
    reference="Unicode UTS 39, section 4, Confusable Detection",
    allowable=False,
    find=find_homoglyphs,
    cases=(
        Case("ru", "MRI scan", "МРТ-снимок MRI"),
        Case("es", "pain", "dolor"),
        Case("zh-Hans", "X-ray", "X光检查"),
        Case("fr", "5 µg of TGFβ", "5 \u03bcg de TGFβ"),
        Case("ru", "vitamin C, group a)", "витамин C, группа a)"),
        Case("es", "pain", "dol\u043er", (3,)),
        Case("ru", "bone", "к\u006fсть", (1,)),
        Case("vi", "rest", "ngh\u0435 ngơi", (3,)),
        Case("ru", "at IGEA, with care", "в IGE\u0410 c осторожностью", (5, 7)),
        Case("pt-BR", "the pain", "\u0430 dor", (0,)),
        Case("ru", "during COVID", "при COVIDе и DЖ", (9, 13)),
    ),
)
