"""Language tags as people and programs write them: reading, matching, suggesting. The one module that knows langcodes.

Rules
1. A tag is bounded (`MAX_TAG` characters, `MAX_SUBTAGS` subtags) and has RFC 5646's syntax before any library sees it.
2. It is read as it was meant: with underscores, as Java (`zh_TW_#Hant`), POSIX (`sr_RS.UTF-8@latin`), Android (`b+zh+Hant`,
   `zh-rTW`) and .NET (`zh-CHT`) write it, and by names of old (`iw`, `no`, `sh`).
3. A first part of more than three letters is a language's name, not its tag: no such tag was ever registered.
4. Near is CLDR distance, and `CONTENT_DISTANCE` no further: es-MX is given es, zh-TW zh-Hant; but uk is not given Russian, ca
   not Spanish, yue not Mandarin. A part that nobody registered (`zh-abc`) is not guessed at.
5. Whatever langcodes raises on one tag, the others are matched all the same.

Sources: RFC 5646 section 2.1, CLDR language matching, java.util.Locale.toString, POSIX locale names.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from langcodes import Language, language_distance, standardize_tag
from langcodes.language_distance import tuple_distance_cached

from api.model.identifiers import LocaleTag
from api.model.locales import TABLE, find_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

_Place = tuple[str, str, str]

DEFAULT_DISTANCE: Final = 25
"""What langcodes calls an understandable match; the CLDR vectors are written for it."""

CONTENT_DISTANCE: Final = 9
"""As far as clinical text may go from what was asked for."""

MAX_TAG: Final = 100
MAX_SUBTAGS: Final = 8

_FAR: Final = 1000
"""Further than any limit."""

_MAX_REMEMBERED: Final = 4096

_MAX_SUGGESTED: Final = 3
_MAX_WORDS: Final = 4
"""Words of a language's name that are looked at."""

_MIN_WORD: Final = 3
"""Letters of a word that says something, where letters are not syllables."""

_CLOSE: Final = 0.75
"""How alike two words are that are one, but for a slip."""

# RFC 5646 section 2.1: langtag, private use, or one of the irregular tags of old.
_TAG: Final = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}"
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"
    r"|[xX](?:-[A-Za-z0-9]{1,8})+"
    r"|(?i:en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)))",
)
_SPELLING: Final = re.compile(
    r"(?P<android>b\+)?(?P<tag>[A-Za-z0-9+_-]+?)"
    r"(?:_{1,2}#(?=.)(?P<script>[A-Z][a-z]{3})?_?(?P<extension>[a-z0-9-]{4,})?)?"
    r"(?:\.(?P<charset>[A-Za-z0-9_-]+))?"
    r"(?:@(?P<modifier>[A-Za-z0-9=;_-]+))?"
)
_ANDROID_REGION: Final = re.compile(r"(?<=-)r(?=[A-Z]{2}$)")
_VARIANT: Final = re.compile(r"[a-z0-9]{5,8}")

_MODIFIERS: Final = {
    "latin": "Latn",
    "cyrillic": "Cyrl",
    "arabic": "Arab",
    "devanagari": "Deva",
    "hans": "Hans",
    "hant": "Hant",
    "latn": "Latn",
    "cyrl": "Cyrl",
}
"""Scripts as POSIX names them."""

_MEANT: Final = {"zh-cht": "zh-Hant", "zh-chs": "zh-Hans", "sp": "es"}
"""What has a tag's syntax, and was never one."""

_LEADING: Final = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
"""A language, whatever stands behind it."""

_NORWEGIAN: Final = re.compile(r"^no(?=-|$)")
_UNREGISTERED: Final = re.compile(r"[a-z]{2,3}-[a-z]{3}(?:-|$)")


def read_tag(text: str) -> str | None:
    """The tag that the text means, with hyphens, in the case in which it was written; None where it means none."""
    if len(text) > MAX_TAG or (spelled := _SPELLING.fullmatch(text.strip(" \t"))) is None:
        return None
    tag, modifier = spelled["tag"].replace("_", "-"), (spelled["modifier"] or "").lower()
    tag = tag.replace("+", "-") if spelled["android"] else _ANDROID_REGION.sub("", tag)
    for old, meant in _MEANT.items():
        if tag.lower() == old or tag.lower().startswith(f"{old}-"):
            tag = meant + tag[len(old) :]
    language, *rest = tag.split("-")
    if script := spelled["script"] or _MODIFIERS.get(modifier):
        rest.insert(0, script)
    elif _VARIANT.fullmatch(modifier):
        rest.append(modifier)
    elif modifier not in {"", "euro"} and "=" not in modifier:
        return None
    if spelled["extension"]:
        rest.append(spelled["extension"])
    tag = "-".join((language, *rest))
    return tag if tag.count("-") < MAX_SUBTAGS and _TAG.fullmatch(tag) else None


@lru_cache(maxsize=1024)
def spell_tag(text: str) -> LocaleTag | None:
    """The tag that the text means, as CLDR spells it: `tl` is `fil`, `no_NO` is `nb-NO`; None where it means none."""
    tag = read_tag(text)
    if tag is None:
        return None
    _bound_caches()
    try:
        spelled = standardize_tag(tag)
        # What `cmn` stands for is Chinese; of other macrolanguages' members that would be too much said.
        spelled = standardize_tag(spelled, macro=True) if spelled.startswith("cmn") else spelled
    except Exception:  # noqa: BLE001  it promises LanguageTagError; ValueError, LookupError and AttributeError were seen
        return None
    spelled = _NORWEGIAN.sub("nb", spelled)
    return None if _UNREGISTERED.match(spelled) else LocaleTag(spelled)


def match_locale(desired: str, supported: Iterable[str], max_distance: int = DEFAULT_DISTANCE) -> LocaleTag | None:
    """The supported locale that is nearest to the desired one, or None where none is within the CLDR distance."""
    wanted = spell_tag(desired)
    place = None if wanted is None else _place_tag(wanted)
    if place is None:
        return None
    nearest, least = None, max_distance + 1
    for tag in supported:
        distance = 0 if tag == wanted else _measure_distance(place, _place_tag(tag))
        if distance < least:
            nearest, least = LocaleTag(tag), distance
    return nearest


@lru_cache(maxsize=1024)
def _place_tag(tag: str) -> _Place | None:
    """Where CLDR measures distances from: language, script and territory, those that are unsaid as is likely."""
    spelled = spell_tag(tag)
    if spelled is None:
        return None
    try:
        language = Language.get(spelled)
        if language.language is language.script is language.territory is None:
            # CLDR's own exception: nothing said is not English.
            return ("und", "Zzzz", "ZZ")
        likely = language.prefer_macrolanguage().maximize()
    except Exception:  # noqa: BLE001  as above
        return None
    return (str(likely.language), str(likely.script), str(likely.territory))


def _measure_distance(wanted: _Place, supported: _Place | None) -> int:
    return _FAR if supported is None else tuple_distance_cached(wanted, supported)


def suggest_locales(text: str, supported: Iterable[str]) -> tuple[LocaleTag, ...]:
    """The supported locales that were probably meant: by a tag, or by the language's name or a part of it; at most `_MAX_SUGGESTED`.

    None of the text's own characters is in the answer.
    """
    tags = tuple(map(LocaleTag, supported))
    if len(text) > MAX_TAG:
        return ()
    if (near := match_locale(text, tags, CONTENT_DISTANCE)) is not None:
        return (near,)
    words = [word for word in _fold(text).split() if len(word) >= _MIN_WORD or not word.isascii()][:_MAX_WORDS]
    names = {tag: [word for name in _list_names(tag) for word in _fold(name).split()] for tag in tags}
    fits = {tag: sum(_rate_word(word, names[tag]) for word in words) for tag in tags}
    most = max(fits.values(), default=0)
    # Half of the words at least, so that a sentence with a language in it is none.
    if not words or most * 2 < len(words):
        leading = _LEADING.match(text)
        near = match_locale(leading[0], tags, CONTENT_DISTANCE) if leading else None
        close = [near] if near else get_close_matches(text.lower(), tags, n=1, cutoff=_CLOSE)
        return tuple(map(LocaleTag, close))
    return tuple(tag for tag in tags if fits[tag] == most)[:_MAX_SUGGESTED]


def find_meant(text: str) -> tuple[LocaleTag, ...]:
    """The tags of languages that we know that the text may mean: in CLDR's spelling, else near or by name, else without its end."""
    spelled = spell_tag(text)
    if spelled is not None and find_locale(spelled) is not None:
        return (spelled,)
    if suggested := suggest_locales(text, (locale.tag for locale in TABLE)):
        return suggested
    while spelled and find_locale(spelled) is None:
        spelled = LocaleTag(spelled.rpartition("-")[0])
    return (spelled,) if spelled else ()


def _rate_word(word: str, names: list[str]) -> float:
    """1 where it is one of the words, or a part of one; less where it is nearly one."""
    if any(word in name for name in names):
        return 1.0
    return 0.9 if get_close_matches(word, names, n=1, cutoff=_CLOSE) else 0.0


def _list_names(tag: LocaleTag) -> tuple[str, ...]:
    locale = find_locale(tag)
    return (locale.name, locale.english_name) if locale else ()


def _fold(text: str) -> str:
    """The text without case, brackets and accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(" " if each in "()-_," else each for each in letters if not unicodedata.combining(each))


def _bound_caches() -> None:
    """Forget in time: langcodes remembers every tag that it ever saw, and what it sees here is the sender's to choose."""
    caches: tuple[dict[Any, Any], ...] = (
        Language._PARSE_CACHE,  # noqa: SLF001  there is no public way; a test notices if these names go
        Language._INSTANCES,  # noqa: SLF001
        language_distance._DISTANCE_CACHE,  # noqa: SLF001
    )
    if max(map(len, caches)) > _MAX_REMEMBERED:
        for cache in caches:
            cache.clear()
