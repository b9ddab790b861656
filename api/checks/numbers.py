"""Code `numbers`: the numbers of a translation are the English's.

A patient acts on "3 days". Digits count in whatever script they are written; separators of thousands and decimals are
folded, since they differ by language. Where one side writes a number as a word, a person must look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import list_contacts, to_ascii_digits
from api.model.findings import Code, Fault

# Thousands in groups of three, or in the Indian way; or else digits with points and commas as they come.
_NUMBER: Final = re.compile(
    r"(?<![0-9])(?:"
    r"(?P<grouped>[1-9][0-9]{0,2}(?P<mark>[.,'’٬ \u00a0\u202f\u2009])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?![0-9])"
    r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?![0-9]))(?P<rest>[.,·٫][0-9]+)?"
    r"|(?P<plain>[0-9]+(?:[.,·٫،][0-9]+)*))"
)
_DIGIT: Final = re.compile(r"\d")
_DECIMAL: Final = re.compile("[,·٫،]")
_SMALL: Final = frozenset(map(str, range(13)))

# "10,000" is "1万" in Chinese; "2 million" has as many digits in Spanish.
_SCALE: Final = re.compile(
    r"[ \u00a0\u202f]?(?:[万萬亿億千만천억]|k\b|thousand|m[ií]l\b|milh|millón|milli?on|mill?ia|mille|milj|mln|tys|тыс|млн|миллион"
    r"|nghìn|ngàn|triệu|libo|milyon|ألف|آلاف|مليون|ہزار|لاکھ|हज़ार|हजार|लाख|હજાર|લાખ)"
)

# Letters behind which a digit is a part of a name, "L4", "COVID-19". In other scripts it follows a word like any other.
_NAMING: Final = re.compile(r"[A-Za-zÀ-ɏ가-힣]-?$")


class _Number(Struct, frozen=True):
    offset: int
    text: str
    value: str
    """In digits of ours, with a point for decimals and nothing between thousands."""

    named: bool
    """Whether it is a part of a name."""

    scaled: bool
    """Whether a word behind it multiplies it."""


def find_numbers(pair: Pair) -> Faults:
    """A fault for each number that was invented or changed, or one for those that were lost."""
    if not _DIGIT.search(pair.msgstr) and not _DIGIT.search(pair.msgid):
        return
    wanted, found = _list_numbers(pair.msgid), _list_numbers(pair.msgstr)
    lost, extra = _take(wanted, found), _take(found, wanted)
    if not lost and not extra:
        return
    scaled = _is_scaled(lost, extra)
    told = ", ".join(number.text for number in lost)
    for number in extra:
        if lost and not scaled:
            yield Fault(number.offset, f"the number {number.text} is not in the English, which has {told}; correct it.")
        else:
            # The English may write it as a word: a person sees whether it is the same.
            message = f"the number {number.text} is not in the English as digits; compare the two."
            yield Fault(number.offset, message, severity="warning")
    if lost and not extra:
        message = (
            f"the number {told} of the English is not in the translation as digits; restore it, or write it as digits."
        )
        # Small numbers are often written as words, and a word is none of our digits; of a large one nobody does.
        small = all(number.value in _SMALL or number.named for number in lost)
        yield Fault(0, message, severity="warning" if small else None)


@lru_cache(maxsize=1024)
def _list_numbers(text: str) -> tuple[_Number, ...]:
    """But for those that belong to an address or a telephone number: these are another rule's."""
    digits = to_ascii_digits(text)
    for offset, contact in list_contacts(text):
        digits = digits[:offset] + " " * len(contact) + digits[offset + len(contact) :]
    return tuple(
        _Number(
            offset=match.start(),
            text=text[match.start() : match.end()],
            value=_fold(match),
            named=_NAMING.search(digits, max(0, match.start() - 2), match.start()) is not None,
            scaled=_SCALE.match(digits, match.end()) is not None,
        )
        for match in _NUMBER.finditer(digits)
    )


def _fold(match: re.Match[str]) -> str:
    if match["plain"] is not None:
        value = _DECIMAL.sub(".", match["plain"])
    else:
        value = re.sub("[^0-9]", "", match["grouped"]) + _DECIMAL.sub(".", match["rest"] or "")
    whole, point, rest = value.partition(".")
    return (whole.lstrip("0") or "0") + point + rest


def _take(numbers: tuple[_Number, ...], others: tuple[_Number, ...]) -> list[_Number]:
    """Those that the others have not, or not as often: the last of them, in order."""
    left = Counter(number.value for number in numbers) - Counter(number.value for number in others)
    taken = []
    for number in reversed(numbers):
        if left[number.value] > 0:
            left[number.value] -= 1
            taken.append(number)
    return taken[::-1]


def _is_scaled(lost: list[_Number], extra: list[_Number]) -> bool:
    """Whether they are the same but for their zeros, and a word says what became of those."""

    def strip(numbers: Iterable[_Number]) -> list[str]:
        return sorted(number.value.replace(".", "").strip("0") for number in numbers)

    return any(number.scaled for number in (*lost, *extra)) and strip(lost) == strip(extra)


RULE: Final = Rule(
    code=Code.NUMBERS,
    severity="error",
    title="a translation has other numbers than the English",
    why="A wrong number is the gravest mistake that a translation can make: hours, days and doses are acted on. Digits count in "
    "whatever script, thousands and decimals however they are separated. Where one side writes a number as a word, "
    "this is a warning: compare the two, and allow it if they say the same.",
    reference="MQM, Accuracy, Mistranslation of numbers; Unicode numeric type Digit (UAX 44)",
    find=find_numbers,
    cases=(
        Case("es", "within 2.5 hours", "en 2,5 horas"),
        Case("ar", "Rest for 10 days.", "استرح لمدة ١٠ أيام."),
        Case("hi", "in 24 hours", "२४ घंटों में"),
        Case("pl", "1,000 patients", "1\u00a0000 pacjentów"),
        Case("fr", "10,000 people in 3 years", "10\u202f000 personnes en 3 ans"),
        Case("gu", "100,000 people", "1,00,000 લોકો"),
        Case("fil", "0.125 mg", "0.125 mg"),
        Case("ko", "Call 0808 196 3646.", "0808-196-3646번으로 전화하세요."),
        Case("es", "Rest for 3 days.", "Descanse 5 días.", (9,)),
        Case("gu", "for 12 hours", "૨૧ કલાક માટે", (0,)),
        Case("it", "three steps", "3 passaggi", (0,)),
        Case("ru", "Rest for 2 days.", "Отдыхайте два дня.", (0,)),
        Case("fr", "Rest for 3 days. Two steps follow.", "Repos de 5 jours. Deux étapes suivent.", (9,)),
        Case("vi", "within a few days", "trong 3 ngày", (6,)),
        Case("pl", "three steps", "4 kroki", (0,)),
        Case("zh-Hans", "10,000 people", "1万人", (0,)),
    ),
)
