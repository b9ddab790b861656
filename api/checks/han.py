"""Code `han`: no simplified forms in a traditional text, no traditional forms in a simplified one.

What is simplified only is in the national set of the mainland (GB 2312) and not in Taiwan's (Big5), and the other way
round. Both sets know some forms that hardly occur but as the other's simplification: those are listed here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

_SIMPLIFIED: Final = dict(
    zip(
        "术体个么与万无几从厂广价优离据机确构种网复适气听虫痒胆担吓灯",
        "術體個麼與萬無幾從廠廣價優離據機確構種網復適氣聽蟲癢膽擔嚇燈",
        strict=True,
    )
)
"""Forms that both sets know and that a text on health has as simplifications only, with what they stand for."""

_TRADITIONAL: Final = dict(zip("於後裡裏麼徵", "于后里里么征", strict=True))
"""Forms that both sets know and that a simplified text does not have."""

_NEUTRAL: Final = frozenset("瞭着祂妳牠")
"""Forms that are at home in both."""

# Characters of their own in some words, simplifications in others.
_SIMPLIFIED_HERE: Final = re.compile(
    "(?<![皇王太母天])(?P<後>后)(?![妃冠座])|(?<=[這那哪家心手夜屋體院])(?P<裡>里)(?!程)|里(?=[面頭])|(?P<乾>干)(?=[淨燥癬洗咳眼])"
)
_MANY: Final = 5
"""Characters from which the text is of the other script as a whole."""


def find_han(pair: Pair) -> Faults:
    """A fault for each character of the other form; one only where the text is full of them."""
    if pair.language.tag not in {"zh-Hans", "zh-Hant"}:
        return
    traditional = pair.language.tag == "zh-Hant"
    text = pair.msgstr
    found = {
        offset: (_SIMPLIFIED if traditional else _TRADITIONAL).get(character, "")
        for offset, character in enumerate(text)
        if character > "\u3400" and _is_other(character, traditional=traditional)
    }
    if traditional:
        found |= {match.start(): match.lastgroup or "裡" for match in _SIMPLIFIED_HERE.finditer(text)}
    here, other = ("traditional", "simplified") if traditional else ("simplified", "traditional")
    if len(found) > _MANY:
        shown = "".join(text[offset] for offset in sorted(found)[:_MANY])
        message = f"{len(found)} characters, {shown} and others, are {other} forms; put the text into the other file, or write it anew."
        yield Fault(min(found), message)
        return
    for offset, instead in sorted(found.items()):
        yield Fault(offset, f"{text[offset]} is a {other} form; write {instead or f'the {here} form'}.")


@lru_cache(maxsize=8192)
def _is_other(character: str, *, traditional: bool) -> bool:
    if not "\u3400" <= character <= "\u9fff" or character in _NEUTRAL:
        return False
    in_simplified, in_traditional = _is_in(character, "gb2312"), _is_in(character, "big5")
    if traditional:
        return (in_simplified and not in_traditional) or character in _SIMPLIFIED
    return (in_traditional and not in_simplified) or character in _TRADITIONAL


def _is_in(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


RULE: Final = Rule(
    code=Code.HAN,
    severity="error",
    title="a simplified form in traditional Chinese, or a traditional form in simplified Chinese",
    why="Readers of one script stumble over the other, and a text that mixes them was converted by a machine and not read. "
    "Where a rare character is right in both, allow the finding.",
    reference="Unicode UAX 38, kSimplifiedVariant and kTraditionalVariant; the sets GB 2312 and Big5",
    find=find_han,
    cases=(
        Case("zh-Hant", "bone cement surgery", "骨水泥手術"),
        Case("zh-Hans", "bone cement surgery", "骨水泥手术"),
        Case("ko", "surgery", "手術"),
        Case("zh-Hans", "pain after surgery", "术后疼痛"),
        Case("zh-Hant", "the queen walks three kilometers", "皇后走三公里，若干天"),
        Case("zh-Hant", "surgery on the spine", "脊柱手术", (3,)),
        Case("zh-Hant", "doctors", "医生们", (0, 2)),
        Case("zh-Hans", "pain relief", "緩解疼痛", (0,)),
        Case("zh-Hans", "after", "之後", (1,)),
        Case("zh-Hant", "here, after surgery", "這里，手術后", (1, 5)),
        Case("zh-Hans", "a fracture from osteoporosis", "骨質疏鬆症造成的壓迫性骨折會影響關節", (1,)),
    ),
)
