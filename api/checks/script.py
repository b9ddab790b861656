"""Code `script`: a translation is written in its language's script."""

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

_LEAST: Final = 0.6
"""The share of a text's letters that must be of the script. Names and abbreviations of the English do not count."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


def find_script(pair: Pair) -> Iterator[Fault]:
    """One fault, at the first letter of another script, where too few letters are of the right one."""
    scripts = pair.language.scripts
    if not scripts or (scripts[0] == "LATIN" and pair.msgstr.isascii()):
        return
    if all(is_of_script(letter, scripts) for letter in set(pair.msgstr) if letter.isalpha()):
        return
    english = set(_WORD.findall(pair.msgid.lower())) if scripts[0] != "LATIN" else set()
    letters = [
        (match.start() + place, letter)
        for match in _WORD.finditer(_blank(pair.msgstr))
        if match[0].lower() not in english or not _is_name(match[0])
        for place, letter in enumerate(match[0])
    ]
    foreign = [offset for offset, letter in letters if not is_of_script(letter, scripts)]
    if foreign and len(foreign) > (1 - _LEAST) * len(letters):
        name = scripts[0].replace("CJK UNIFIED", "Chinese").title()
        yield Fault(foreign[0], f"only a part of this text is in {name} letters; translate it.")


def _blank(text: str) -> str:
    """The text with placeholders taken out, in as many characters."""
    return _PLACEHOLDER.sub(lambda match: " " * len(match[0]), text)


def _is_name(word: str) -> bool:
    """Whether the English would have it with a capital, as names and abbreviations are."""
    return word[0].isupper()


@lru_cache(maxsize=4096)
def is_of_script(letter: str, scripts: tuple[str, ...]) -> bool:
    """Whether the letter is of one of the scripts; a letter that belongs to all of them is."""
    name = unicodedata.name(letter, "")
    return name.startswith(scripts) or name.startswith(("MODIFIER LETTER", "COMBINING"))


RULE: Final = Rule(
    code=Code.SCRIPT,
    severity="error",
    title="a text is not in its language's script",
    why="A text in another script was put into the wrong file, or not translated. Latin names, abbreviations and words in "
    "brackets may stand in any text, as long as most of it is the language's own.",
    reference="Unicode UAX 24, Script Property; CLDR, likely subtags",
    find=find_script,
    cases=(
        Case(locale="ru", msgid="IGEA Brain, Spine & Orthopedics", msgstr="IGEA Brain, Spine & Orthopedics"),
        Case(locale="ar", msgid="MRI scan", msgstr="تصوير MRI"),
        Case(locale="zh-Hans", msgid="bone cement", msgstr="骨水泥"),
        Case(locale="ko", msgid="Based on {publisher}.", msgstr="{publisher} 기준."),
        Case(locale="hi", msgid="Rest for a few days.", msgstr="Aaram karein kuch din.", offsets=(0,)),
        Case(locale="gu", msgid="Rest for a few days.", msgstr="थोड़े दिन आराम करो।", offsets=(0,)),
        Case(locale="es", msgid="Rest.", msgstr="Отдохните.", offsets=(0,)),
    ),
)
