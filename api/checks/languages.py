"""What the rules know of each language.

Rules
1. A row says what is the language's own; what a row leaves out, its rules do not judge.
2. A language without a row is judged by what is true of all: numbers, markup, spaces, invisible characters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from api.checks.cues import HEDGES, NEGATIONS
from api.model.identifiers import LocaleTag


class Language(Struct, frozen=True):
    """One row."""

    tag: LocaleTag
    scripts: tuple[str, ...] = ()
    """Beginnings of the Unicode names of its letters; the first is of the one that a text is mostly in."""

    stops: str = "."
    """What ends a statement; each character alone."""

    questions: str = "?"
    """What ends a question."""

    colons: str = ":"
    """What ends a line that a list follows."""

    quotes: tuple[str, ...] = ("“”", "‘’", "«»")
    """Pairs of quotation marks, each as two characters."""

    spaced: bool = True
    """Whether words stand apart."""

    length: tuple[float, float] | None = None
    """The least and the most that a text of some length is beside the English, in characters."""

    negations: str = ""
    """Cues of "not", "no", "never", "without", as a regular expression."""

    hedges: tuple[tuple[str, str], ...] = ()
    """By group of English hedges: the cues that say as much, as a regular expression."""


def _row(tag: str, length: tuple[float, float], script: str = "LATIN", **marks: object) -> Language:
    cues = {"negations": NEGATIONS[tag], "hedges": tuple(HEDGES[tag].items())}
    return replace(Language(LocaleTag(tag), (script,), length=length), **cues, **marks)


def _chinese(tag: str) -> Language:
    """Chinese in one of its scripts, which have their marks in common."""
    quotes = ("“”", "‘’", "「」", "『』")
    marks = {"stops": "。", "questions": "？", "colons": "：", "quotes": quotes, "spaced": False}
    return _row(tag, (0.15, 0.65), "CJK UNIFIED", **marks)


LANGUAGES: Final[tuple[Language, ...]] = (
    _row("ar", (0.5, 1.4), "ARABIC", questions="؟", quotes=("“”", "«»", "”“")),
    _row("es", (0.8, 1.8)),
    _row("fil", (0.8, 2.0)),
    _row("fr", (0.8, 1.9)),
    _row("gu", (0.6, 1.5), "GUJARATI", stops=".।"),
    _row("hi", (0.6, 1.6), "DEVANAGARI", stops="।."),
    _row("ht", (0.7, 1.7)),
    _row("it", (0.8, 1.8)),
    _row("ko", (0.3, 1.0), "HANGUL"),
    _row("pl", (0.7, 1.7), quotes=("„”", "«»", "‚’", "“”")),
    _row("pt-BR", (0.8, 1.7)),
    _row("ru", (0.7, 1.8), "CYRILLIC", quotes=("«»", "„“", "“”")),
    _row("ur", (0.6, 1.7), "ARABIC", stops="۔", questions="؟", quotes=("“”", "«»", "”“")),
    _row("vi", (0.7, 1.7)),
    _chinese("zh-Hans"),
    _chinese("zh-Hant"),
)
"""Sorted by tag."""

_BY_TAG: Final = {language.tag: language for language in LANGUAGES}


@lru_cache(maxsize=256)
def find_language(tag: LocaleTag) -> Language:
    """The language's row; for any other, one that judges nothing but what is true of all."""
    return _BY_TAG.get(tag) or Language(tag=tag)
