"""Code `numbers`: the numbers of a translation are the English's.

A patient acts on "3 days". Digits count in whatever script they are written; separators of thousands and decimals are
folded, since they differ by language. Where one side writes a number as a word, a person must look.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

# Digits of any script, and what may stand between the digits of one number: a space of some kind counts before three.
_NUMBER: Final = re.compile(r"\d(?:[.,·'’٫٬]?\d|[ \u00a0\u202f\u2009](?=\d{3}(?!\d))\d)*")
_GROUPED: Final = re.compile(r"(?<=\d)[.,'’٬ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_DIGIT: Final = re.compile(r"\d")
_SMALL: Final = frozenset(map(str, range(13)))
_DECIMAL: Final = re.compile(r"[,·٫]")


def find_numbers(pair: Pair) -> Iterator[Fault]:
    """A fault for each number that was invented or changed, and one for those that were lost."""
    if not _DIGIT.search(pair.msgstr) and not _DIGIT.search(pair.msgid):
        return
    found = [(match.start(), _fold(match[0])) for match in _NUMBER.finditer(pair.msgstr)]
    wanted = [_fold(number) for number in _NUMBER.findall(pair.msgid)]
    lost = Counter(wanted) - Counter(number for _, number in found)
    extra = Counter(number for _, number in found) - Counter(wanted)
    if not lost and not extra:
        return
    told = ", ".join(lost.elements())
    if not lost:
        # The English may write it as a word: a person sees whether it is the same.
        for offset, number in _take(found, extra):
            message = f"the number {number} is not in the English as digits; compare the two."
            yield Fault(offset, message, severity="warning")
    elif not extra:
        message = (
            f"the number {told} of the English is not in the translation as digits; restore it, or write it as digits."
        )
        # Small numbers are often written as words, and a word is none of our digits; of a large one nobody does.
        small = all(number in _SMALL for number in lost)
        yield Fault(0, message, severity="warning" if small else None)
    else:
        for offset, number in _take(found, extra):
            yield Fault(offset, f"the number {number} is not in the English, which has {told}; correct it.")


def _take(found: list[tuple[int, str]], extra: Counter[str]) -> Iterator[tuple[int, str]]:
    """The last of the found numbers that are too many, in order."""
    left = Counter(extra)
    taken = []
    for offset, number in reversed(found):
        if left[number] > 0:
            left[number] -= 1
            taken.append((offset, number))
    yield from reversed(taken)


def _fold(number: str) -> str:
    """The number in digits of ours, with a point for decimals and nothing between thousands."""
    digits = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in number)
    return _DECIMAL.sub(".", _GROUPED.sub("", digits))


RULE: Final = Rule(
    code=Code.NUMBERS,
    severity="error",
    title="a translation has other numbers than the English",
    why="A wrong number is the gravest mistake that a translation can make: hours, days and doses are acted on. Digits count in "
    "whatever script, thousands and decimals however they are separated. Where one side writes a number as a word, "
    "this is a warning: compare the two, and accept it if they say the same.",
    reference="MQM, Accuracy, Mistranslation of numbers; Unicode numeric type Digit (UAX 44)",
    find=find_numbers,
    cases=(
        Case(locale="es", msgid="within 2.5 hours", msgstr="en 2,5 horas"),
        Case(locale="ar", msgid="Rest for 10 days.", msgstr="استرح لمدة ١٠ أيام."),
        Case(locale="hi", msgid="in 24 hours", msgstr="२४ घंटों में"),
        Case(locale="pl", msgid="1,000 patients", msgstr="1\u00a0000 pacjentów"),
        Case(locale="fr", msgid="10,000 people in 3 years", msgstr="10\u202f000 personnes en 3 ans"),
        Case(locale="es", msgid="Rest for 3 days.", msgstr="Descanse 5 días.", offsets=(9,)),
        Case(locale="gu", msgid="for 12 hours", msgstr="૨૧ કલાક માટે", offsets=(0,)),
        Case(locale="it", msgid="three steps", msgstr="3 passaggi", offsets=(0,)),
        Case(locale="ru", msgid="Rest for 2 days.", msgstr="Отдыхайте два дня.", offsets=(0,)),
    ),
)
