"""Choosing among representations: pure functions from header values to choices.

Rules
1. Language: `?lang=` beats Accept-Language beats the source locale. In a header, q decides, then the header's order, then
   CLDR distance; `q=0` refuses; `*` means the source unless that is refused. Language never ends in 406.
2. Near is CLDR distance < 10 and no further: es-MX is given es, pt-PT pt-BR, zh-TW zh-Hant; but uk is not given Russian,
   ca not Spanish, yue not Mandarin.
3. A malformed header counts as absent: it says nothing that could be trusted. So does one over `MAX_HEADER` bytes.
4. Nothing here raises, whatever it is given.

Sources: RFC 9110 sections 5.6.1 and 12.5, RFC 4647 sections 2.1, 3.3.1 and 3.4, RFC 5646 section 2.1, CLDR language matching.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import parse_qsl

from msgspec import Struct

from api.model.locales import SOURCE
from api.web.matching import CONTENT_DISTANCE, match_locale, normalise_tag

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag

Coding = Literal["br", "gzip", "identity"]

CODINGS: Final[tuple[Coding, ...]] = ("br", "gzip", "identity")
"""In our order of preference, where a request has none."""

MAX_HEADER: Final = 4096
"""Bytes of a header or query that are read; a browser's are under 300."""

_WEIGHT: Final = r"(?:[ \t]*;[ \t]*[qQ]=(?P<q>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
_LANGUAGE: Final = re.compile(rf"(?P<value>\*|[A-Za-z]{{1,8}}(?:-[A-Za-z0-9]{{1,8}})*){_WEIGHT}")
_CODING: Final = re.compile(rf"(?P<value>\*|[!#$%&'+.^_`|~0-9A-Za-z-]+){_WEIGHT}")
_MEDIA_RANGE: Final = re.compile(r"[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*")
_Q: Final = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")

# RFC 5646 section 2.1: langtag, private use, or one of the irregular tags of old.
_TAG: Final = re.compile(
    r"(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})"
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"
    r"|[xX](?:-[A-Za-z0-9]{1,8})+"
    r"|(?i:en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)))",
)


class Query(Struct, frozen=True):
    """What a query asks for. Unknown names are ignored."""

    lang: str | None = None
    exact: bool = False
    """`?fallback=none`: refuse stand-ins."""


def parse_query(query: bytes) -> Query | None:
    """The query's wishes, or None where `lang` or `fallback` is malformed, empty or repeated."""
    if not query:
        return Query()
    if len(query) > MAX_HEADER:
        return None
    # What does not decode is replaced, and so is malformed in a name or value of ours, and ignored in others.
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace")
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in {"lang", "fallback"}:
            if name in values:
                return None
            values[name] = value
    lang, fallback = values.get("lang"), values.get("fallback")
    if (lang is not None and not is_well_formed(lang)) or fallback not in {None, "none"}:
        return None
    return Query(lang=lang, exact=fallback == "none")


def is_well_formed(tag: str) -> bool:
    """Whether the tag has RFC 5646's syntax."""
    return len(tag) <= MAX_HEADER and _TAG.fullmatch(tag) is not None


def choose_locale(header: str, candidates: tuple[LocaleTag, ...]) -> LocaleTag:
    """What Accept-Language asks for among the candidates; the source locale where it asks for none of them."""
    ranges = parse_weights(header, _LANGUAGE)
    if not ranges:
        return SOURCE
    refused = {candidate for candidate in (*candidates, SOURCE) if _is_refused(candidate, ranges)}
    open_to = tuple(sorted(set(candidates) - refused))
    for wish, weight in sorted(ranges, key=lambda each: -each[1]):
        if not weight:
            break
        if wish == "*":
            return SOURCE if SOURCE not in refused or not open_to else open_to[0]
        if (match := match_locale(wish, open_to, CONTENT_DISTANCE)) is not None:
            return match
    return SOURCE


def _is_refused(candidate: LocaleTag, ranges: tuple[tuple[str, float], ...]) -> bool:
    """Whether the most specific range that names the candidate has q=0 (RFC 4647, basic filtering).

    `*;q=0` refuses only what no other range asks for, and nothing else is chosen anyway.
    """
    tag = candidate.lower()
    covering = [
        (len(wish), weight)
        for wish, weight in ((normalise_tag(wish), weight) for wish, weight in ranges)
        if wish == tag or tag.startswith(f"{wish}-")
    ]
    longest = max((length for length, _ in covering), default=0)
    return any(not weight for length, weight in covering if length == longest)


def parse_weights(header: str, member: re.Pattern[str]) -> tuple[tuple[str, float], ...] | None:
    """A list header's members with their q, in the header's order; None where the header is malformed.

    Empty members are passed over (RFC 9110 section 5.6.1.2).
    """
    if len(header) > MAX_HEADER:
        return None
    found = []
    for part in header.split(","):
        text = part.strip(" \t")
        if not text:
            continue
        match = member.fullmatch(text)
        if match is None:
            return None
        found.append((match["value"], 1.0 if match["q"] is None else float(match["q"])))
    return tuple(found)


def choose_media_type(header: str, offered: tuple[str, ...]) -> str | None:
    """The offered media type that Accept prefers, ties in the offered order; None where it refuses all.

    The most specific range that covers a type gives its q (RFC 9110 section 12.5.1). Parameters but q are not looked at.
    """
    ranges = _parse_accept(header)
    if not ranges:
        return offered[0]
    best: tuple[float, str] | None = None
    for media_type in offered:
        wanted = (media_type, media_type.split("/")[0] + "/*", "*/*")
        weight = next((ranges[each] for each in wanted if each in ranges), 0.0)
        if weight and (best is None or weight > best[0]):
            best = (weight, media_type)
    return best[1] if best else None


def _parse_accept(header: str) -> dict[str, float] | None:
    if len(header) > MAX_HEADER:
        return None
    ranges: dict[str, float] = {}
    # A quoted parameter may hold a comma; no media type of ours has parameters, so quotes are blanked first.
    for part in re.sub(r'"(?:[^"\\]|\\.)*"', "x", header).split(","):
        if not part.strip(" \t"):
            continue
        name, *parameters = part.split(";")
        match = _MEDIA_RANGE.fullmatch(name)
        if match is None:
            return None
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.strip(" \t").partition("=")
            if key.lower() == "q":
                if not _Q.fullmatch(value):
                    return None
                weight = float(value)
        # Of two spellings of one range, with and without parameters, the more willing counts.
        ranges[match.group(1).lower()] = max(weight, ranges.get(match.group(1).lower(), 0.0))
    return ranges


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
    ranges = parse_weights(header, _CODING)
    if not ranges:
        return "identity"
    weights = {name.lower(): weight for name, weight in ranges}
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
