"""Code `normalization`: letters as letters, not as shapes of them that only old encodings and decoration need.

How a letter is composed is no matter of a check: all text is read in Unicode's form C.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

# Latin ligatures, Arabic presentation forms, letters and digits of another width, radicals that PDF files give for Chinese
# characters, and the letters of formulas, with which people make bold where a program has none.
_SHAPES: Final = re.compile(
    "[\ufb00-\ufb06\ufb50-\ufdcf\ufe70-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\u2e9f\u2ef3\u2f00-\u2fd5"
    "\U0001d400-\U0001d7ff]"
)


def find_shape(pair: Pair) -> Faults:
    """A fault at the first letter that is a shape only."""
    if shape := None if pair.msgstr.isascii() else _SHAPES.search(pair.msgstr):
        usual = unicodedata.normalize("NFKC", shape[0])
        yield Fault(shape.start(), f"{shape[0]} is a shape of {usual}, not the letter itself; type {usual}.")


RULE: Final = Rule(
    code=Code.NORMALIZATION,
    severity="warning",
    title="a letter is a shape of one, from old encodings or for decoration",
    why="Two characters that look alike are two for search and for screen readers, which may spell them out or leave them out. They "
    "come with text from PDF files, old keyboards, and programs that have no bold. Accents that an editor saves apart from their "
    "letters are no fault: every file is read as if they were one.",
    reference="Unicode UAX 15, Normalization Forms; W3C, Character Model: String Matching",
    find=find_shape,
    cases=(
        Case("es", "lesion", "lesión"),
        Case("vi", "rest", "nghỉ ngơi"),
        Case("ko", "bone", "뼈"),
        Case("ur", "rest", "آرام"),
        Case("it", "to fix", "\ufb01ssare", (0,)),
        Case("ar", "no", "\ufefb", (0,)),
        Case("zh-Hans", "3 days", "３天", (0,)),
        Case("es", "not", "\U0001d5fb\U0001d5fc", (0,)),
    ),
    allowable=False,
)
