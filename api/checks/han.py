"""Code `han`: no simplified forms in a traditional text, no traditional forms in a simplified one.

What is simplified only is in the national set of the mainland (GB 2312) and not in Taiwan's (Big5), and the other way
round. Both sets know some forms that hardly occur but as the other's simplification: those are listed here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

_SIMPLIFIED: Final = dict(zip("术体个么与万无几从厂广价优", "術體個麼與萬無幾從廠廣價優", strict=True))
"""Forms that both sets know and that a text on health has as simplifications only, with what they stand for."""

_TRADITIONAL: Final = frozenset("於後裡裏麼")
"""Forms that both sets know and that a simplified text does not have."""

_NEUTRAL: Final = frozenset("瞭着祂妳牠")
"""Forms that are at home in both."""


def find_han(pair: Pair) -> Iterator[Fault]:
    """A fault for each character of the other form."""
    if pair.language.tag not in {"zh-Hans", "zh-Hant"}:
        return
    traditional = pair.language.tag == "zh-Hant"
    for offset, character in enumerate(pair.msgstr):
        if character > "\u3400" and _is_other(character, traditional=traditional):
            form = "simplified" if traditional else "traditional"
            instead = f"; write {_SIMPLIFIED[character]}" if traditional and character in _SIMPLIFIED else ""
            yield Fault(offset, f"{character} is a {form} form{instead}.")


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
    "Where a rare character is right in both, accept the finding.",
    reference="Unicode UAX 38, kSimplifiedVariant and kTraditionalVariant; the sets GB 2312 and Big5",
    find=find_han,
    cases=(
        Case(locale="zh-Hant", msgid="bone cement surgery", msgstr="骨水泥手術"),
        Case(locale="zh-Hans", msgid="bone cement surgery", msgstr="骨水泥手术"),
        Case(locale="ko", msgid="surgery", msgstr="手術"),
        Case(locale="zh-Hans", msgid="pain after surgery", msgstr="术后疼痛"),
        Case(locale="zh-Hant", msgid="surgery on the spine", msgstr="脊柱手术", offsets=(3,)),
        Case(locale="zh-Hant", msgid="doctors", msgstr="医生们", offsets=(0, 2)),
        Case(locale="zh-Hans", msgid="pain relief", msgstr="緩解疼痛", offsets=(0,)),
        Case(locale="zh-Hans", msgid="after", msgstr="之後", offsets=(1,)),
    ),
)
