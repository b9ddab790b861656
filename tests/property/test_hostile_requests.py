"""No request, however hostile, makes a 5xx, and none changes what the next one gets."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.model.matching import match_locale
from api.web.negotiation import choose_coding, choose_locale, choose_media_type, parse_query
from tests.asgi import Door

pytestmark = pytest.mark.property

FRAGMENTS = st.sampled_from(
    ["es", "en", "zh-TW", "*", "q=0", "q=1.000", ";", ",", " ", "=", "-", "q=", "x-", "i-", "und", "%", "\x00", "\xff",
     "a" * 300, "application/json", "text/html", "text/*", "application/ld+json", "/", "br", "gzip", "identity", '"', "W/", "lang=", "&", "fallback=none",
     "..", "//", "sha256:", ".json", ".exact.json", ".html", ".md", "0" * 64, "\r\n", "\u202e", "é", "٣"],
)  # fmt: skip
TEXTS = st.one_of(st.lists(FRAGMENTS, max_size=12).map("".join), st.text(max_size=60))
SENDABLE = TEXTS.map(lambda text: text.encode("utf-8", "replace").decode("latin-1"))
NAMES = st.sampled_from(
    ["accept", "accept-language", "accept-encoding", "if-none-match", "if-modified-since", "range", "host", "cookie",
     "content-length", "x-forwarded-for", "origin"],
)  # fmt: skip
PATHS = st.one_of(
    st.sampled_from(
        [
            "/v1/topics/vertebroplasty",
            "/v1/topics",
            "/v1/topics/vertebroplasty/sections/risks",
            "/v1/locales",
            "/read/vertebroplasty",
            "/read/vertebroplasty/risks",
            "/embed/vertebroplasty",
            "/embed/vertebroplasty/es",
        ]
    ),
    TEXTS.map(lambda text: f"/v1/{text}"),
    TEXTS.map(lambda text: f"/v1/topics/{text}"),
    TEXTS.map(lambda text: f"/read/vertebroplasty/{text}"),
    TEXTS.map(lambda text: f"/{text}"),
)


@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=PATHS,
    query=SENDABLE,
    method=st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "FOO"]),
    headers=st.lists(st.tuples(NAMES, SENDABLE), max_size=4),
)
def test_no_request_makes_a_5xx(
    wide_door: Door, path: str, query: str, method: str, headers: list[tuple[str, str]]
) -> None:
    """Ten thousand hostile requests: each gets a status that is the client's or ours to give, never our fault."""
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    reply = wide_door.ask_raw(path, query.encode("latin-1"), method, pairs)

    assert reply.status in {200, 204, 304, 400, 404, 405, 406}
    assert (b"access-control-allow-origin", b"*") in reply.raw_headers


@settings(max_examples=1_000, deadline=None)
@given(header=TEXTS)
def test_choosers_always_choose(header: str) -> None:
    """Any header gets one of what there is; only a media type may be refused."""
    candidates = ("ar", "es", "zh-Hans", "zh-Hant")

    assert choose_locale(header, candidates[1:], candidates) in {*candidates, "en"}  # type: ignore[arg-type]
    assert choose_coding(header.encode("utf-8", "replace")) in {"br", "gzip", "identity"}
    offered = ("application/json", "text/html", "text/markdown")
    assert choose_media_type(header, offered) in {*offered, None}
    assert match_locale(header, candidates) in {*candidates, None}
    parse_query(header.encode("utf-8", "replace"))
