"""Code `script`: a translation is written in its language's script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import blank_match
from api.model.findings import Code, Fault

_LEAST: Final = 0.6
"""The share of a text's letters that must be of the script. What stands in the English too does not count."""

_FEW: Final = 4
"""Letters of another script that a text in the right one may have at any rate: a label with an abbreviation."""

_LATIN_WORD: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+")
_ABBREVIATION: Final = re.compile(r"[A-Z]{1,6}s?|[A-Za-z]{1,2}")
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
_MARKS: Final = ("MODIFIER LETTER", "COMBINING")


def find_script(pair: Pair) -> Faults:
    """One fault, at the first letter of another script, where too few letters are of the right one."""
    scripts = pair.language.scripts
    if not scripts or (scripts[0] == "LATIN" and pair.msgstr.isascii()):
        return
    if all(is_of_script(letter, scripts) for letter in set(pair.msgstr) if letter.isalpha()):
        return
    text = _PLACEHOLDER.sub(blank_match, pair.msgstr)
    if scripts[0] != "LATIN":
        english = _list_words(pair.msgid)
        text = _LATIN_WORD.sub(lambda word: blank_match(word) if _may_stand(word[0], english) else word[0], text)
    right = sum(is_of_script(each, scripts) for each in text if unicodedata.category(each)[0] in "LM")
    foreign = [offset for offset, each in enumerate(text) if each.isalpha() and not is_of_script(each, scripts)]
    if len(foreign) > (1 - _LEAST) * (len(foreign) + right) and (len(foreign) > _FEW or not right):
        name = scripts[0].replace("CJK UNIFIED", "Chinese").title()
        yield Fault(foreign[0], f"only a part of this text is in {name} letters; translate it.")


def _may_stand(word: str, english: frozenset[str]) -> bool:
    """Whether the Latin word says nothing of the script: a name, a term in brackets, or an English text, another rule's."""
    return word.lower() in english or _ABBREVIATION.fullmatch(word) is not None


@lru_cache(maxsize=8192)
def _list_words(msgid: str) -> frozenset[str]:
    return frozenset(_LATIN_WORD.findall(msgid.lower()))


@lru_cache(maxsize=4096)
def is_of_script(letter: str, scripts: tuple[str, ...]) -> bool:
    """Whether the letter, or the sign on one, is of one of the scripts; one that belongs to all of them is."""
    return unicodedata.name(letter, "").startswith((*scripts, *_MARKS))


RULE: Final = Rule(
    code=Code.SCRIPT,
    severity="error",
    title="a text is not in its language's script",
    why="A text in another script was put into the wrong file, or not translated. Latin names, abbreviations, and words that "
    "stand in the English too may stand in any text; English that was left is found by the rule untranslated.",
    reference="Unicode UAX 24, Script Property; CLDR, likely subtags",
    find=find_script,
    cases=(
        Case("ru", "IGEA Brain, Spine & Orthopedics", "IGEA Brain, Spine & Orthopedics"),
        Case("ar", "MRI scan", "تصوير MRI"),
        Case("zh-Hans", "bone cement", "骨水泥"),
        Case("ko", "Based on {publisher}.", "{publisher} 기준."),
        Case("zh-Hant", "magnetic resonance imaging", "磁振造影（MRI）"),
        Case("hi", "cancer that spread (metastases)", "फैला कैंसर (metastases)"),
        Case("hi", "Rest for a few days.", "Aaram karein kuch din.", (0,)),
        Case("gu", "Rest for a few days.", "थोड़े दिन आराम करो।", (0,)),
        Case("es", "Rest.", "Отдохните.", (0,)),
        Case("zh-Hant", "Rest for a few days.", "数日やすんでください。", (2,)),
    ),
)
