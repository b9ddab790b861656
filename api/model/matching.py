"""Language tags as people and programs write them: reading and matching. The one module that knows langcodes.

Rules
1. A tag is bounded (`MAX_TAG` characters, `MAX_SUBTAGS` subtags) and has RFC 5646's syntax before any library sees it.
2. It is read as it was meant: with underscores, as Java (`zh_TW_#Hant`), POSIX (`sr_RS.UTF-8@latin`), Android (`b+zh+Hant`,
   `zh-rTW`) and .NET (`zh-CHT`) write it, with the script last (`zh_TW_Hant`), with regions of three letters (`spa-MEX`), and
   by names of old (`iw`, `no`, `sh`, `no_NO_NY`).
3. Where it cannot be read as a whole, it is read without its end: `pt_PT_ao90` is pt-PT, `es-Abcd` es. But what makes it another
   language is never dropped: `zh-yue` is yue.
4. A first part of more than three letters is a language's name, not its tag: no such tag was ever registered.
5. Near is CLDR distance, and `CONTENT_DISTANCE` no further: es-MX is given es, zh-TW zh-Hant; but uk is not given Russian, ca
   not Spanish, yue not Mandarin. The very tag that is asked for wins, and of equally near ones that which shares most with it.
6. Whatever langcodes raises on one tag, the others are matched all the same.
7. One language is one, whatever its region: `es_MX`, `es_ES.UTF-8` and `spa` are Spanish, `pt_PT` is Portuguese, `tl` is Filipino. In another
   script it is another: `zh_TW` is not the Chinese of `zh_Hans`, `sr@latin` not the Serbian of `sr`, and no transcription is anybody's. A
   bare language says nothing of the script: Poedit writes `zh` for `zh_Hans`.

Sources: RFC 5646 sections 2.1, 2.2.2 and 4.5, CLDR language matching, java.util.Locale.toString, POSIX locale names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import Any, Final

from langcodes import Language, language_distance, standardize_tag
from langcodes.data_dicts import ALL_SCRIPTS, TERRITORY_REPLACEMENTS
from langcodes.language_distance import tuple_distance_cached

from api.model.identifiers import LocaleTag

_Place = tuple[str, str, str]

DEFAULT_DISTANCE: Final = 25
"""What langcodes calls an understandable match; the CLDR vectors are written for it."""

CONTENT_DISTANCE: Final = 9
"""As far as clinical text may go from what was asked for."""

MAX_TAG: Final = 100
MAX_SUBTAGS: Final = 8

_MIN_SUBTAG: Final = 2
"""Characters of a subtag that is no extension's letter."""

_FAR: Final = 1000
"""Further than any limit."""

_MAX_REMEMBERED: Final = 4096

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

_SCRIPT_NAMES: Final = {
    "Arab": ("arab", "arabic"),
    "Cyrl": ("cyrillic", "cyrl"),
    "Deva": ("deva", "devanagari"),
    "Hans": ("hans", "simplified"),
    "Hant": ("hant", "traditional"),
    "Hebr": ("hebrew",),
    "Latn": ("ijekavianlatin", "iqtelif", "latin", "latn", "roman"),
}
_MODIFIERS: Final = {name: script for script, names in _SCRIPT_NAMES.items() for name in names}
"""Scripts as POSIX names them."""

_SAYING_NOTHING: Final = frozenset({
    "1901", "1996", "abegede", "ao1990", "colb1945", "ekavian", "ekavsk", "euro", "ije", "ijekavian", "ijekavsk", "oxendict", "tarask", "valencia",
})  # fmt: skip
"""Variants and modifiers that make no other language: a reform of the spelling, a way to speak, a currency. Others may be a transcription."""

_REGION: Final = re.compile(r"[A-Za-z]{2,3}|[0-9]{3}")
_PLACED: Final = re.compile(r"-(?:[A-Z][a-z]{3}|[A-Z]{2}|[0-9]{3})\b")
"""A script or a region behind a language."""

_MEANT: Final = {
    "zh-cht": "zh-Hant",
    "zh-chs": "zh-Hans",
    "sp": "es",
    # Java's Nynorsk.
    "no-no-ny": "nn-NO",
    # White Hmong, which those who list languages for patients call Hmong.
    "mww": "hmn",
}
"""What programs write, and what no rule of CLDR's gives."""

_NORWEGIAN: Final = re.compile(r"^no(?=-|$)")
_LETTERS: Final = re.compile(r"[A-Za-z]{3}")
_THREE_LETTERS: Final = re.compile(r"(?P<language>[a-z]{2,3})-(?P<part>[a-z]{3})(?P<rest>-.+)?", re.IGNORECASE)
_TWO_LETTERS: Final = re.compile(r"[A-Z]{2}")

_EXTENDING: Final = frozenset({"ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh"})
"""Languages behind which IANA lets another stand, as in `zh-yue`; behind all others, three letters are a region or a slip."""

_EXTENDED: Final = frozenset({"zh-mnp", "ms-pse", "ms-xmm"})
"""Of those, the ones whose three letters are a region's too; sign languages apart."""


def _read_tag(text: str) -> str | None:
    """The tag that the text means, with hyphens, as it was written; without its end where the whole has no tag's syntax; or None."""
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
    if spelled["extension"]:
        rest.append(spelled["extension"])
    return _take_readable(language, rest)


def _take_readable(language: str, rest: list[str]) -> str | None:
    """The language with what stands behind it, as far as that has a tag's syntax in some order."""
    tag = "-".join((language, *rest))
    if tag.count("-") >= MAX_SUBTAGS:
        return None
    if not _TAG.fullmatch(tag):
        tag = "-".join((language, *_arrange(language, rest)))
    while not _TAG.fullmatch(tag):
        tag, _, end = tag.rpartition("-")
        # An end that is no subtag, or a lone letter's, is a slip of another kind.
        if len(end) < _MIN_SUBTAG:
            return None
    return tag


def _arrange(language: str, parts: list[str]) -> list[str]:
    """The parts behind a language in RFC 5646's order: what may be a language of its own, the script, all others."""
    head = list(takewhile(lambda part: len(part) > 1, parts))
    extended = [part for part in head if language.lower() in _EXTENDING and _LETTERS.fullmatch(part)]
    scripts = [part for part in head if _is_script(part)]
    return [*extended, *scripts[:1], *(part for part in parts if part not in {*extended, *scripts})]


def _is_script(part: str) -> bool:
    return part.title() in ALL_SCRIPTS


@lru_cache(maxsize=1024)
def spell_tag(text: str) -> LocaleTag | None:
    """The tag that the text means, as CLDR spells it: `tl` is `fil`, `no_NO` is `nb-NO`; None where it means none."""
    tag = _read_tag(text)
    while tag:
        if (spelled := _standardize(tag)) is not None:
            return spelled
        tag = tag.rpartition("-")[0]
    return None


def _standardize(tag: str) -> LocaleTag | None:
    """The tag in CLDR's spelling; None where langcodes cannot read it, or its script is none."""
    _bound_caches()
    try:
        spelled = standardize_tag(tag)
        if (found := _THREE_LETTERS.fullmatch(spelled)) is not None:
            return _standardize(_resolve_three_letters(**found.groupdict(default="")))
        # What `cmn` stands for is Chinese; of other macrolanguages' members that would be too much said.
        spelled = standardize_tag(spelled, macro=True) if spelled.startswith("cmn") else spelled
        script = Language.get(spelled).script
    except Exception:  # noqa: BLE001  it promises LanguageTagError; ValueError, LookupError and AttributeError were seen
        return None
    return LocaleTag(_NORWEGIAN.sub("nb", spelled)) if script is None or _is_script(script) else None


def _resolve_three_letters(language: str, part: str, rest: str) -> str:
    """The tag without three letters behind its language: they are a region, or a language of their own, or nothing."""
    region = TERRITORY_REPLACEMENTS.get(part.lower(), "")
    if _TWO_LETTERS.fullmatch(region) and language != "sgn" and f"{language}-{part}".lower() not in _EXTENDED:
        script = rest[:5] if _is_script(rest[1:5]) and rest[5:6] in {"", "-"} else ""
        return _read_tag(f"{language}{script}-{region}{rest[len(script) :]}") or language
    return f"{part if language in _EXTENDING and is_registered(part) else language}{rest}"


def is_registered(text: str) -> bool:
    """Whether the text is the tag of a language that IANA has, whatever stands behind that."""
    spelled = spell_tag(text)
    return spelled is not None and Language.make(language=spelled.partition("-")[0]).is_valid()


def match_locale(desired: str, supported: Iterable[str], max_distance: int = DEFAULT_DISTANCE) -> LocaleTag | None:
    """The supported locale that is nearest to the desired one, or None where none is within the CLDR distance."""
    wanted = spell_tag(desired)
    if wanted is None or (place := _place_tag(wanted)) is None:
        return None
    nearest, least = None, (max_distance, 1)
    for tag in supported:
        if tag == wanted:
            return LocaleTag(tag)
        theirs = _place_tag(tag)
        rank = tuple_distance_cached(place, theirs) if theirs else _FAR, -_count_shared(tag, wanted)
        if rank < least:
            nearest, least = LocaleTag(tag), rank
    return nearest


def _count_shared(one: str, other: str) -> int:
    """How many subtags both begin with."""
    pairs = zip(one.split("-"), other.split("-"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def is_same_language(said: str, tag: LocaleTag) -> bool:
    """Whether `said` names the tag's language, in its script or in none. What holds a part that we do not know does not."""
    name, _, modifier = said.lower().partition("@")
    parts = re.split("[-_]", name.partition(".")[0])[1:]
    is_known = all(_REGION.fullmatch(part) or _is_script(part) or part in _SAYING_NOTHING for part in parts)
    theirs, ours = spell_tag(said), spell_tag(tag)
    is_plain = modifier in {"", *_MODIFIERS, *_SAYING_NOTHING} or "=" in modifier
    said_place, place = theirs and _place_tag(theirs), ours and _place_tag(ours)
    if not (is_known and is_plain and theirs and said_place and place) or said_place[0] != place[0]:
        return False
    return said_place[1] == place[1] or not _PLACED.search(theirs)


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
