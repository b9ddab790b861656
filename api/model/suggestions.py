"""Which languages were probably meant: by a tag that is nearly one, or by a language's name.

Rules
1. A tag of another language suggests nothing: `kar` is not a slip of `ar`. Nor does the name of one: who writes Danish means Danish,
   though it is spelt nearly as Spanish.
2. A word fits a language if one of its names has it, or begins with it, or, with the same first letter, is nearly it and nearer than
   any other language's name. Half of the words must fit.
3. A word that many names share (`Chinese`, `Tiếng`) counts only where nothing else is said: Gan Chinese is not Mandarin.
4. None of the text's own characters is in the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

from api.model.identifiers import LocaleTag
from api.model.locales import TABLE, find_locale, list_english_names
from api.model.matching import CONTENT_DISTANCE, MAX_TAG, is_registered, match_locale, spell_tag

_MAX_SUGGESTED: Final = 3
_MAX_WORDS: Final = 4
"""Words of a language's name that are looked at."""

_MIN_WORD: Final = 3
"""Letters of a word that says something, where letters are not syllables."""

_CLOSE: Final = 0.8
"""How alike two words are that are one, but for a slip."""

_CLOSE_TAG: Final = 0.75

_LEADING: Final = re.compile(r"[A-Za-z]{2,3}(?![^\W_])")
"""A language, whatever stands behind it."""

_SHARED: Final = frozenset({"chinese", "creole", "language", "tieng"})
"""Words that many languages' names have, folded."""

_OTHER_NAMES: Final = {
    "castellano": "es",
    "castilian": "es",
    "farsi": "fa",
    "mandarin": "zh",
    "mandarin chinese": "zh",
    "pilipino": "fil",
}
"""What people call languages beside CLDR's English names, folded."""


def suggest_locales(text: str, supported: Iterable[str]) -> tuple[LocaleTag, ...]:
    """The supported locales that were probably meant: by a tag, or by the language's name or a part of it; at most `_MAX_SUGGESTED`."""
    tags = tuple(map(LocaleTag, supported))
    if len(text) > MAX_TAG:
        return ()
    if (near := match_locale(text, tags, CONTENT_DISTANCE)) is not None:
        return (near,)
    if is_registered(text):
        return ()
    if (named := _find_named(text)) is not None:
        return _list_of_language(named, tags)
    if fitting := _list_fitting(text, tags):
        return fitting
    leading = _LEADING.match(text)
    near = match_locale(leading[0], tags, CONTENT_DISTANCE) if leading else None
    close = [near] if near else get_close_matches(text.lower(), tags, n=1, cutoff=_CLOSE_TAG)
    return tuple(map(LocaleTag, close))


def find_meant(text: str) -> tuple[LocaleTag, ...]:
    """The tags of languages that we know that the text may mean: in CLDR's spelling, else near or by name, else without its end."""
    spelled = spell_tag(text)
    if spelled is not None and find_locale(spelled) is not None:
        return (spelled,)
    if suggested := suggest_locales(text, (locale.tag for locale in TABLE)):
        return suggested
    spelled = spelled or _find_named(text)
    while spelled and find_locale(spelled) is None:
        spelled = LocaleTag(spelled.rpartition("-")[0])
    return (spelled,) if spelled else ()


def find_usual(tag: str) -> LocaleTag | None:
    """The locale as which a language without more is written here: `zh` is zh-Hans, `pt` pt-BR; None where it may stand as it is.

    One language must not have two folders: they would be equally near to whatever is asked for.
    """
    listed = tuple(locale.tag for locale in TABLE)
    return None if "-" in tag or tag in listed else match_locale(tag, listed, CONTENT_DISTANCE)


def _find_named(text: str) -> LocaleTag | None:
    """The language of exactly this name, whether we serve it or not."""
    name = " ".join(_fold(text).split())
    return spell_tag(_OTHER_NAMES.get(name) or _list_names_of_all().get(name, ""))


def _list_of_language(named: LocaleTag, tags: tuple[LocaleTag, ...]) -> tuple[LocaleTag, ...]:
    """The locales of a language in whatever script or region; those near it, where more than a language was named."""
    same = tuple(tag for tag in tags if tag.partition("-")[0] == named)
    near = match_locale(named, tags, CONTENT_DISTANCE)
    return same[:_MAX_SUGGESTED] or ((near,) if near else ())


def _list_fitting(text: str, tags: tuple[LocaleTag, ...]) -> tuple[LocaleTag, ...]:
    """The locales whose names have most of the text's words."""
    words = [word for word in _fold(text).split() if len(word) >= _MIN_WORD or not word.isascii()][:_MAX_WORDS]
    words = [word for word in words if word not in _SHARED] or words
    known = {tag: locale for tag in tags if (locale := find_locale(tag))}
    names = {tag: _fold(f"{locale.name} {locale.english_name}").split() for tag, locale in known.items()}
    fits = dict.fromkeys(tags, 0.0)
    for word in words:
        for tag, fit in _rate_word(word, names).items():
            fits[tag] += fit
    most = max(fits.values(), default=0.0)
    # Half of the words at least, so that a sentence with a language in it is none.
    if not words or most * 2 < len(words):
        return ()
    return tuple(tag for tag in tags if fits[tag] == most)[:_MAX_SUGGESTED]


def _rate_word(word: str, names: Mapping[LocaleTag, list[str]]) -> dict[LocaleTag, float]:
    """1 for each locale that has the word in its names, or a part of it; where none has, less for those whose word is nearly it."""
    fits = str.startswith if word.isascii() else str.__contains__
    if found := {tag: 1.0 for tag, own in names.items() if any(fits(name, word) for name in own)}:
        return found
    alike = {name for own in names.values() for name in own} | _list_names_of_all().keys()
    nearest = get_close_matches(word, [name for name in alike if name[:1] == word[:1]], n=1, cutoff=_CLOSE)
    return {tag: 0.9 for tag, own in names.items() if nearest and nearest[0] in own}


@cache
def _list_names_of_all() -> dict[str, LocaleTag]:
    """The tag of each language that CLDR names in English, by the folded name."""
    return {" ".join(_fold(name).split()): tag for name, tag in list_english_names()}


def _fold(text: str) -> str:
    """The text without case, brackets and accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(" " if each in "()-_," else each for each in letters if not unicodedata.combining(each))
