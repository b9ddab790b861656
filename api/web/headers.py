"""Every header that an answer has, but those of its bytes (ETag, length, coding: see `cache`).

Which may be kept by whom, and what it hangs on, is `TABLE`: one row for each kind of answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from api.model.identifiers import LocaleTag

AnswerKind = Literal[
    "representation",
    "negotiated",
    "shared",
    "refusal",
    "negotiated refusal",
    "shared refusal",
    "script",
    "bundle",
    "manual",
    "live",
    "miss",
    "fault",
]

PUBLIC: Final = "public, max-age=30, stale-while-revalidate=30, stale-if-error=300"
"""What any cache may keep. Through a shared cache and a browser, twice 30 + 30 seconds, a recall reaches every reader in two minutes."""

_PRIVATE: Final = "private, max-age=30"
"""Many shared caches do not look at Vary: what hangs on the reader's language is none of theirs."""

_BRIEF: Final = "max-age=30"
_LOCALISED: Final = "Accept, Accept-Language, Accept-Encoding"
_SHARED: Final = "Accept, Accept-Encoding"
_CODED: Final = "Accept-Encoding"

# kind -> Cache-Control, Vary
TABLE: Final[dict[AnswerKind, tuple[str, str]]] = {
    # At an address of its own, a page or document included.
    "representation": (PUBLIC, _CODED),
    # Chosen by language and format, or by format alone.
    "negotiated": (_PRIVATE, _LOCALISED),
    "shared": (PUBLIC, _SHARED),
    "refusal": (_BRIEF, _CODED),
    "negotiated refusal": (_PRIVATE, _LOCALISED),
    "shared refusal": (_BRIEF, _SHARED),
    # A fix of the component reaches every page within ten minutes. Words are not in it: a recall does not wait for it.
    "script": ("public, max-age=300, stale-while-revalidate=300, stale-if-error=86400", _CODED),
    # A year: these bytes are the only ones that this name will ever have (RFC 8246).
    "bundle": ("public, max-age=31536000, immutable", _CODED),
    "manual": ("public, max-age=86400", _CODED),
    "live": ("no-store", _CODED),
    "miss": (_BRIEF, ""),
    "fault": ("no-store", ""),
}

LASTING: Final = frozenset(TABLE[kind][0].encode() for kind in ("script", "bundle"))
"""The Cache-Control of what stays the same from release to release: worth being pressed hard, once."""

ALLOWED: Final = "GET, HEAD, OPTIONS"
_EXPOSED: Final = "Content-Language, Content-Location, Content-Length, ETag, Last-Modified, Link"
_REQUESTED: Final = "*, Authorization, Accept, Accept-Language, If-None-Match, If-Modified-Since"
"""The request headers that another site's page may send: all, since tracing tools add theirs to whatever a page asks for.

`*` covers all but Authorization, which we never read; browsers that do not know `*` read the names.
"""

_COMMON: Final = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": _EXPOSED,
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}

PREFLIGHT: Final = _COMMON | {
    "allow": ALLOWED,
    "access-control-allow-methods": ALLOWED,
    "access-control-allow-headers": _REQUESTED,
    "access-control-max-age": "86400",
}
"""What a browser is told that asks before it asks."""

RENEWED: Final = frozenset({*_COMMON, "cache-control", "vary", "content-location"})
"""Those that a 304 repeats, beside the ETag."""


def make_headers(
    kind: AnswerKind,
    *,
    languages: Iterable[LocaleTag] = (),
    location: str = "",
    tags: Iterable[str] = (),
    link: str = "",
) -> dict[str, str]:
    """The headers of an answer of this kind. `location` is the chosen representation's address, `tags` what a recall purges it by."""
    cache_control, vary = TABLE[kind]
    optional = {
        "vary": vary,
        "content-language": ", ".join(languages),
        "content-location": location,
        "cache-tag": ", ".join(tags),
        "link": link,
    }
    return _COMMON | {"cache-control": cache_control} | {name: value for name, value in optional.items() if value}


def secure_page(policy: str, *, indexed: bool = True) -> dict[str, str]:
    """What an HTML body may load, that its links tell nobody where they stood, that an isolated page may frame it; `indexed`: a search
    engine may list it.
    """
    headers = {
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "cross-origin-embedder-policy": "require-corp",
    }
    return headers if indexed else headers | {"x-robots-tag": "noindex"}


def link_alternates(alternates: Iterable[tuple[LocaleTag, str]], media_type: str) -> str:
    """The same format in other locales (RFC 8288 section 3)."""
    return ", ".join(
        f'<{path}>; rel="alternate"; hreflang="{locale}"; type="{media_type}"' for locale, path in alternates
    )
