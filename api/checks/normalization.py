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

# Arabic presentation forms, Latin ligatures, full-width Latin letters and digits, and radicals that PDF files give for
# Chinese characters: shapes of letters, kept for old encodings.
_SHAPES: Final = re.compile(
    "[\ufb00-\ufb06\ufb50-\ufdcf\ufe70-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2f00-\u2fd5]"
)


def find_denormal(pair: Pair) -> Iterator[Fault]:
    """One fault where the text is not in form C, and one at the first letter that is a shape only."""
    text = pair.msgstr
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        yield _tell(text, unicodedata.normalize("NFC", text))
    if shape := _SHAPES.search(text):
        usual = unicodedata.normalize("NFKC", shape[0])
        yield Fault(
            shape.start(), f"{shape[0]} is a shape of {usual} from old encodings; type {usual}.", severity="warning"
        )


def _tell(text: str, whole: str) -> Fault:
    """What differs first between the text and its form C."""
    offset = next((index for index, (one, two) in enumerate(zip(text, whole, strict=False)) if one != two), 0)
    near = repr(text[max(0, offset - 5) : offset + 6])
    if sorted(text) == sorted(whole):
        # Keyboards give Arabic's shadda before its vowel, Unicode has it behind: it looks and sorts the same.
        message = f"the marks on a letter near {near} are in another order than Unicode's form C; an editor that saves in NFC mends it."
        return Fault(offset, message, severity="info")
    old, new = text[offset], whole[offset]
    name = unicodedata.name(old, "no name").lower()
    if offset + 1 < len(text) and unicodedata.category(text[offset + 1]) == "Mn":
        said = f"{new} near {near} is typed in parts"
    else:
        said = f"{old} near {near} is U+{ord(old):04X} ({name}), an old form"
    return Fault(offset, f"{said} (not Unicode form C); type it anew, or have your editor save in NFC.")


RULE: Final = Rule(
    code=Code.NORMALIZATION,
    severity="error",
    title="letters are written in parts, or in shapes of old encodings",
    why="Two spellings that look alike are two for search, for screen readers, and for the digest that a reviewer signs. Editors on "
    "some systems save accents apart from their letters.",
    reference="Unicode UAX 15, Normalization Forms; W3C, Character Model: String Matching",
    accept=False,
    find=find_denormal,
    cases=(
        Case(locale="es", msgid="lesion", msgstr="lesión"),
        Case(locale="vi", msgid="rest", msgstr="nghỉ ngơi"),
        Case(locale="ko", msgid="bone", msgstr="뼈"),
        Case(locale="ur", msgid="rest", msgstr="آرام"),
        Case(locale="es", msgid="lesion", msgstr="lesio\u0301n", offsets=(4,)),
        Case(locale="hi", msgid="to grow", msgstr="बढ\u093cना \u095d", offsets=(6,)),
        Case(locale="ar", msgid="exposed", msgstr="تعر\u0651\u064eض", offsets=(3,)),
        Case(locale="it", msgid="to fix", msgstr="\ufb01ssare", offsets=(0,)),
        Case(locale="ar", msgid="no", msgstr="\ufefb", offsets=(0,)),
        Case(locale="zh-Hans", msgid="3 days", msgstr="３天", offsets=(0,)),
    ),
)
