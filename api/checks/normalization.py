"""Code `normalization`: one way to write a letter: Unicode's form C, and no compatibility letters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

# Arabic presentation forms and full-width Latin letters and digits: shapes of letters, kept for old encodings.
_SHAPES: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def find_denormal(pair: Pair) -> Iterator[Fault]:
    """One fault where the text is not in form C, and one at the first letter that is a shape only."""
    text = pair.msgstr
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        whole = unicodedata.normalize("NFC", text)
        offset = next((index for index, (one, two) in enumerate(zip(text, whole, strict=False)) if one != two), 0)
        message = (
            f"a letter near {text[max(0, offset - 5) : offset + 6]!r} is typed in parts (not Unicode form C); type it anew, "
            "or have your editor save in NFC."
        )
        yield Fault(offset, message)
    if shape := _SHAPES.search(text.replace("\ufeff", "\u0000")):
        usual = unicodedata.normalize("NFKC", shape[0])
        yield Fault(
            shape.start(), f"{shape[0]} is a shape of {usual} from old encodings; type {usual}.", severity="warning"
        )


RULE: Final = Rule(
    code=Code.NORMALIZATION,
    severity="error",
    title="letters are written in parts, or in shapes of old encodings",
    why="Two spellings that look alike are two for search, for screen readers, and for the digest that a reviewer signs. Editors on "
    "some systems save accents apart from their letters.",
    reference="Unicode UAX 15, Normalization Forms; W3C, Character Model: String Matching",
    find=find_denormal,
    cases=(
        Case(locale="es", msgid="lesion", msgstr="lesión"),
        Case(locale="vi", msgid="rest", msgstr="nghỉ ngơi"),
        Case(locale="ko", msgid="bone", msgstr="뼈"),
        Case(locale="es", msgid="lesion", msgstr="lesio\u0301n", offsets=(4,)),
        Case(locale="ar", msgid="no", msgstr="\ufefb", offsets=(0,)),
        Case(locale="zh-Hans", msgid="3 days", msgstr="３天", offsets=(0,)),
    ),
)
