"""What several rules look for in a text: cues, HTML tags, digits, and contacts (what is dialled, followed or written to)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import Final

_APOSTROPHES: Final = "'’"

# A tag that nobody closed counts where its name is an element's: "p <b" in prose is none of them.
_TAG: Final = re.compile(
    r"<!--|<[!?/]?[A-Za-z][^<>]*>"
    r"|</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|script|span|strong|style|sub|sup|table|td|tr|u|ul)(?=[\s/]|$)[^<>]*"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));"
)

# Addresses are of ASCII: so they end where a Chinese or Korean word follows without a space.
_CONTACT: Final = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*[A-Za-z0-9/_~=#%&+-]"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,9}"
    r"|(?<![A-Za-z0-9._@/-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|gov|edu)(?![A-Za-z0-9-])(?:/[A-Za-z0-9._~/?#=%&+-]*[A-Za-z0-9/])?"
    r"|(?<![0-9.,])(?:911|9-1-1|112|999|988)(?![0-9]|[.,-][0-9])(?! ?(?:mg|kg|g|mL|ml|mm|cm|m|km|%))"
    r"|(?<![A-Za-z0-9.,+])(?P<phone>\+?[0-9]{7,15}|(?:\+ ?)?\(?[0-9]{1,4}\)?(?:[ \u00a0\u202f./-]{1,2}\(?[0-9]{2,7}\)?){1,6})(?![A-Za-z0-9])"
)

_CONTACT_SIGN: Final = re.compile(r"\d|@|://|\.[a-z]")
"""Without one of these there is no contact."""

_OTHER_DIGIT: Final = re.compile(r"[^\D0-9]")
_LEAST, _LEAST_BARE, _MOST = 7, 10, 15
"""Digits of a telephone number: at least, at least without a space, and at most."""

# What has as many digits and is none: thousands in groups, a day, years from and to.
_NO_PHONE: Final = re.compile(
    r"[0-9]{1,3}(?:([ \u00a0\u202f.])[0-9]{3})(?:\1[0-9]{3})*"
    r"|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?[0-9]{4}"
    r"|0\.[0-9]+"
)


def blank_marks(text: str) -> str:
    """The text in lower case, of the same length, with a space for each mark but an apostrophe."""
    return "".join(map(_blank_mark, text.lower()))


@lru_cache(maxsize=4096)
def _blank_mark(character: str) -> str:
    """A space for punctuation and symbols. Vowel signs are no letters to Unicode, and parts of words all the same."""
    return " " if unicodedata.category(character)[0] in "PS" and character not in _APOSTROPHES else character


def blank_match(match: re.Match[str]) -> str:
    """As many spaces as there were characters: for `re.sub`, so that offsets stay."""
    return " " * len(match[0])


def has_cue(text: str, cues: str) -> bool:
    """Whether one of the cues is in the text: see `api.checks.languages`."""
    searched = f" {' '.join(blank_marks(text).split())} "
    return re.search(cues, searched) is not None


def find_tags(text: str) -> Iterator[re.Match[str]]:
    """Everything that a browser would read as markup."""
    if "<" in text or "&" in text:
        yield from (tag for tag in _TAG.finditer(text) if tag["name"] is None or f"{tag['name']};" in html5)


@lru_cache(maxsize=1024)
def list_contacts(text: str) -> tuple[tuple[int, str], ...]:
    """The telephone numbers and addresses in the text, each with its offset, their digits as ASCII."""
    if not _CONTACT_SIGN.search(text):
        return ()
    matches = _CONTACT.finditer(to_ascii_digits(text))
    return tuple((match.start(), match[0]) for match in matches if match["phone"] is None or _is_phone(match[0]))


def to_ascii_digits(text: str) -> str:
    """The text with ASCII digits in place of those of other scripts; offsets stay."""
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def _is_phone(text: str) -> bool:
    """Whether so many digits in such groups are a telephone number."""
    groups = re.findall("[0-9]+", text)
    digits = sum(map(len, groups))
    if not _LEAST <= digits <= _MOST or _NO_PHONE.fullmatch(text):
        return False
    if text[0] in "+(":
        return True
    if len(groups) == 1:
        return digits >= _LEAST_BARE
    # In two groups years and doses are written too.
    return len(groups) > 2 or text[0] == "0" or [len(group) for group in groups] == [3, 4]  # noqa: PLR2004  555-0100
