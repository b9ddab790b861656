"""Choosing among representations, for JSON, pages and frames alike: pure functions from what was asked to what is chosen.

`negotiate` is the whole of it for a resource that is localised; where there is one for all readers, Accept alone decides.

Rules
1. Language: `?lang=` beats Accept-Language beats the source locale. In a header, q decides, then the header's order, then
   CLDR distance; `q=0` refuses; `*` means the source, and where that is refused the translation that is most complete, ties by tag. Language never
   ends in 406.
2. A wish is for a locale in which the resource is served in its own words. But nobody who is known to read another language
   gets the source unsaid: where the source would be answered, and an earlier wish matched a listed locale that has no words of
   its own here, the answer is that locale's: a stand-in, which says so.
3. A malformed member is passed over and the others count: it says nothing that could be trusted. What is often written and
   can mean one thing only is read as meant: `q=.9`, `q=1.0000`, `q=0,8`, spaces around `=`, and tags as `api.model.matching` reads them.
4. A language that is plainly named is never lost to what stands around it. Accept-Language has no quoted strings, so each comma
   parts two members, and quotes and brackets around them, or around a q, are taken off. A q beyond 0 and 1 is the nearer of
   them, a bare number is a q that was forgotten, and a parameter that is no number counts as if it were not there.
5. Of a header the first `MAX_HEADER` bytes and `MAX_MEMBERS` members are read. Where Accept has more, what those read do not
   mention counts as accepted, after all that they do.
6. Nothing here raises, whatever it is given, and all of it takes time linear in what it is given.

Sources: RFC 9110 sections 5.6.1 and 12.5, RFC 4647 sections 2.1, 3.3.1 and 3.4, RFC 5646 section 2.1, CLDR language matching.
"""

from __future__ import annotations

import re
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.model.matching import CONTENT_DISTANCE, match_locale, spell_tag
from api.model.suggestions import suggest_locales

Coding = Literal["br", "gzip", "identity"]

CODINGS: Final[tuple[Coding, ...]] = ("br", "gzip", "identity")
"""In our order of preference, where a request has none."""

MAX_HEADER: Final = 4096
"""Bytes of a header or query that are read; a browser's are under 300."""

_KNOWN: Final = frozenset({"lang", "fallback"})
"""The names that a query may have a meaning in."""

MAX_MEMBERS: Final = 32
"""Members of a header that are read; a browser's are under 20."""

_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE: Final = re.compile(rf"\*/\*|(?!\*/){_NAME}/{_NAME}")
_CODING: Final = re.compile(_NAME)
_Q: Final = re.compile(r"0?\.[0-9]+|0\.?|1(?:\.0*)?")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*(?P<end>"|\\?\Z)', re.DOTALL)
_DECIMAL_COMMA: Final = re.compile(
    r"""(;[ \t]*(?:q[ \t]*=[ \t"']*)?[01]),([0-9]+)(?=[ \t"'\]]*(?:[,;]|\Z))""", re.IGNORECASE
)

_AROUND: Final = " \"'[]"
"""What programs put around a language that is none of it: a JSON list's marks, too."""

_PARAMETER: Final = re.compile(r";| (?=q ?=)", re.IGNORECASE)
"""What begins a parameter; before a q, a space too."""

_WEIGHT: Final = re.compile(r"""(?:q ?=[ "']*)?(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))""", re.IGNORECASE)

_UNREAD: Final = 0.0001
"""How willing whoever sent a longer header than we read is to take what the part that is read does not mention."""


class Query(Struct, frozen=True):
    """What a query asks for. Unknown names are ignored."""

    lang: LocaleTag | None = None
    exact: bool = False
    """`?fallback=none`: refuse stand-ins."""


class SenselessQuery(Struct, frozen=True):
    """A query whose `lang` or `fallback` is malformed, empty or repeated."""

    lang: str = ""
    """What stands in place of a tag; empty where that is not the matter."""

    too_long: bool = False


def keep_known(query: bytes) -> bytes:
    """The query without what has no meaning in it: equal ones are the same question. One that is too long stays too long."""
    if len(query) > MAX_HEADER:
        return query[: MAX_HEADER + 1]
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace")
    return urlencode([(name, value) for name, value in pairs if name in _KNOWN]).encode()


def parse_query(query: bytes) -> Query | SenselessQuery:
    """The query's wishes, or that it makes no sense."""
    if not query:
        return Query()
    if len(query) > MAX_HEADER:
        return SenselessQuery(too_long=True)
    # What does not decode is replaced, and so is malformed in a name or value of ours, and ignored in others.
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace")
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in _KNOWN:
            if name in values:
                return SenselessQuery()
            values[name] = value
    if values.get("fallback", "none") != "none":
        return SenselessQuery()
    lang = spell_tag(values.get("lang", ""))
    if lang is None and "lang" in values:
        return SenselessQuery(lang=values["lang"])
    return Query(lang=lang, exact="fallback" in values)


class Alternatives(Struct, frozen=True):
    """What a localised resource can be answered in."""

    listed: tuple[LocaleTag, ...]
    """All locales: where one has no words of its own, a stand-in answers."""

    own: tuple[LocaleTag, ...]
    """Those in which it is served in its own words: the most complete first, ties by tag."""

    media_types: tuple[str, ...]
    """In the order in which a tie is decided."""

    has_exact: bool = True
    """Whether stand-ins can be refused; a page has no form without them."""


class Negotiated(Struct, frozen=True):
    """What the request is to be answered with."""

    locale: LocaleTag
    media_type: str
    exact: bool


Refused = Literal["format", "language"]
"""Why there is nothing to choose: Accept takes none of the formats, or stand-ins are refused and no locale is near."""


def negotiate(
    offer: Alternatives, query: bytes, accept: str, accept_language: str
) -> Negotiated | SenselessQuery | Refused:
    """The locale, format and form that the request asks for."""
    wish = parse_query(query)
    if isinstance(wish, SenselessQuery):
        return wish
    media_type = choose_media_type(accept, offer.media_types)
    if media_type is None:
        return "format"
    exact = wish.exact and offer.has_exact
    if wish.lang is None:
        return Negotiated(choose_locale(accept_language, offer.own, offer.listed), media_type, exact)
    match = match_locale(wish.lang, offer.listed, CONTENT_DISTANCE)
    if match is None and exact:
        return "language"
    return Negotiated(match or SOURCE, media_type, exact)


def choose_meant(
    query: SenselessQuery, accept_language: str, offer: Alternatives
) -> tuple[LocaleTag, tuple[LocaleTag, ...]]:
    """In which locale a senseless query is answered by a page, and which locales were probably meant by it."""
    suggested = suggest_locales(query.lang, offer.listed)
    locale = choose_locale(accept_language, suggested or offer.own, suggested or offer.listed)
    return suggested[0] if suggested and locale not in suggested else locale, suggested


class Wish(Struct, frozen=True):
    """One member of a list header."""

    value: str
    weight: float = 1.0


def list_wishes(header: str) -> tuple[Wish, ...]:
    """A list header's members with their q, in the header's order, without those whose q is malformed."""
    return tuple(wish for member in _split_members(header)[0] if (wish := _read_wish(member)) is not None)


def list_languages(header: str) -> tuple[Wish, ...]:
    """Accept-Language's tags, as CLDR spells them, and `*`, with their q, in the header's order."""
    return tuple(wish for member in _split_members(header)[0] if (wish := _read_language(member)) is not None)


def _split_members(header: str) -> tuple[list[str], bool]:
    """The members as far as they are read, and whether there are more. Empty ones are passed over (RFC 9110 section 5.6.1.2)."""
    is_cut = len(header) > MAX_HEADER
    if is_cut:
        # The last one may be cut in two.
        header = header[:MAX_HEADER].rpartition(",")[0]
    parts = _DECIMAL_COMMA.sub(r"\1.\2", header).split(",")
    members = [text for part in parts if (text := part.strip(" \t"))]
    return members[:MAX_MEMBERS], is_cut or len(members) > MAX_MEMBERS


def _read_wish(member: str) -> Wish | None:
    value, *parameters = member.split(";")
    weight = 1.0
    for parameter in parameters:
        name, _, text = parameter.partition("=")
        if name.strip(" \t").lower() != "q":
            continue
        if not _Q.fullmatch(text := text.strip(" \t")):
            return None
        weight = float(text)
    return Wish(value=value.strip(" \t"), weight=weight)


def _read_language(member: str) -> Wish | None:
    value, *parameters = (part.strip(_AROUND) for part in _PARAMETER.split(" ".join(member.split())))
    tag = value if value == "*" else spell_tag(value)
    if tag is None:
        return None
    weights = [float(found[1]) for parameter in parameters if (found := _WEIGHT.fullmatch(parameter))]
    return Wish(value=tag, weight=min(max(weights[0], 0.0), 1.0) if weights else 1.0)


def choose_locale(header: str, own: tuple[LocaleTag, ...], listed: tuple[LocaleTag, ...]) -> LocaleTag:
    """What Accept-Language asks for.

    `own` are the locales in which the resource is served in its own words, the most complete first; `listed` all that it is served in.
    """
    wishes = list_languages(header)
    refused = _list_refused(wishes, {*own, *listed, SOURCE})
    open_to, waiting = (tuple(sorted({*each} - refused)) for each in (own, {*listed} - {*own}))
    stand_in: LocaleTag | None = None
    for wish in sorted(wishes, key=lambda each: -each.weight):
        if not wish.weight:
            break
        if wish.value == "*":
            match: LocaleTag | None = _choose_any(own, refused)
        else:
            match = match_locale(wish.value, open_to, CONTENT_DISTANCE)
        if match == SOURCE:
            break
        if match is not None:
            return match
        if stand_in is None and wish.value != "*":
            stand_in = match_locale(wish.value, waiting, CONTENT_DISTANCE)
    return stand_in or SOURCE


def _choose_any(own: tuple[LocaleTag, ...], refused: set[LocaleTag]) -> LocaleTag:
    """What `*` means: the source, else the most complete of what is not refused."""
    return SOURCE if SOURCE not in refused else next((locale for locale in own if locale not in refused), SOURCE)


def _list_refused(wishes: tuple[Wish, ...], locales: set[LocaleTag]) -> set[LocaleTag]:
    """The locales of which the most specific range that names them has q=0 (RFC 4647, basic filtering).

    `*;q=0` refuses only what no other range asks for, and nothing else is chosen anyway.
    """
    if all(wish.weight for wish in wishes):
        return set()
    named = [(wish.value.lower(), wish.weight) for wish in wishes if wish.value != "*"]
    refused = set()
    for locale in locales:
        covering = [each for each in named if f"{locale.lower()}-".startswith(f"{each[0]}-")]
        longest = max((len(tag) for tag, _ in covering), default=0)
        if any(not weight for tag, weight in covering if len(tag) == longest):
            refused.add(locale)
    return refused


def choose_media_type(header: str, offered: tuple[str, ...]) -> str | None:
    """The offered media type that Accept prefers, ties in the offered order; None where it refuses all.

    The most specific range that covers a type gives its q (RFC 9110 section 12.5.1). Parameters but q are not looked at.
    """
    # A quoted parameter may hold a comma.
    members, is_cut = _split_members(_QUOTED.sub(_blank_quoted, header))
    ranges: dict[str, float] = {}
    for wish in filter(None, map(_read_wish, members)):
        if _RANGE.fullmatch(wish.value):
            # Of two spellings of one range, with and without parameters, the more willing counts.
            ranges[wish.value.lower()] = max(wish.weight, ranges.get(wish.value.lower(), 0.0))
    if not ranges:
        return offered[0]
    if is_cut:
        ranges.setdefault("*/*", _UNREAD)
    best: tuple[float, str] | None = None
    for media_type in offered:
        wanted = (media_type, media_type.split("/")[0] + "/*", "*/*")
        weight = next((ranges[each] for each in wanted if each in ranges), 0.0)
        if weight and (best is None or weight > best[0]):
            best = (weight, media_type)
    return best[1] if best else None


def _blank_quoted(found: re.Match[str]) -> str:
    """An empty string in place of what is quoted; what is never closed stays as it is."""
    return '""' if found["end"] == '"' else found[0]


_codings: Final[dict[bytes, Coding]] = {}
"""What was chosen before: at most `_MAX_CODINGS` headers, none longer than `_MAX_CODING_BYTES`."""

_MAX_CODINGS: Final = 512
_MAX_CODING_BYTES: Final = 256
"""A browser's header has under 30; a longer one than this counts as absent."""


def choose_coding(header: bytes) -> Coding:
    """The content coding that Accept-Encoding prefers among ours; identity where it names none (RFC 9110 12.5.3)."""
    found = _codings.get(header)
    if found is None and len(header) <= _MAX_CODING_BYTES:
        if len(_codings) >= _MAX_CODINGS:
            _codings.clear()
        found = _codings[header] = _decide_coding(header.decode("latin-1"))
    return found or "identity"


def _decide_coding(header: str) -> Coding:
    weights = {wish.value.lower(): wish.weight for wish in list_wishes(header) if _CODING.fullmatch(wish.value)}
    if not weights:
        return "identity"
    gzip = weights.get("gzip", weights.get("x-gzip"))
    rest = weights.get("*", 0.0)
    willing: dict[Coding, float] = {
        "br": weights.get("br", rest),
        "gzip": rest if gzip is None else gzip,
        # Unnamed, identity is acceptable but not preferred to what is named.
        "identity": weights.get("identity", weights.get("*", 0.001)),
    }
    best = max(CODINGS, key=lambda coding: willing[coding])
    # Refusing everything, identity included, is answered in identity: the server may, and a patient is waiting.
    return best if willing[best] else "identity"
