"""The headers of every resource, as the contract has them: one table."""

from __future__ import annotations

import gzip

import brotli
import pytest

from tests.asgi import Door

PUBLIC = "public, max-age=30, stale-while-revalidate=30, stale-if-error=300"
PRIVATE = "private, max-age=30"
EVERGREEN = "public, max-age=300, stale-while-revalidate=300, stale-if-error=86400"
ALL = "Accept, Accept-Language, Accept-Encoding"
SHARED = "Accept, Accept-Encoding"
TOPIC = "/v1/topics/vertebroplasty"
RISKS = f"{TOPIC}/sections/risks"

# address, Cache-Control, Vary, Content-Language, Content-Location
TABLE: list[tuple[str, str, str, str | None, str | None]] = [
    ("/v1/topics?lang=es", PRIVATE, ALL, "es", "/v1/topics/es.json"),
    ("/v1/topics/es.json", PUBLIC, "Accept-Encoding", "es", None),
    ("/v1/topics/es.exact.json", PUBLIC, "Accept-Encoding", "es", None),
    (f"{TOPIC}?lang=es", PRIVATE, ALL, "es", f"{TOPIC}/es.json"),
    (f"{TOPIC}?lang=es&fallback=none", PRIVATE, ALL, "es", f"{TOPIC}/es.exact.json"),
    (TOPIC, PRIVATE, ALL, "en", f"{TOPIC}/en.json"),
    (f"{TOPIC}/es.json", PUBLIC, "Accept-Encoding", "es", None),
    (f"{TOPIC}/es.exact.json", PUBLIC, "Accept-Encoding", "es", None),
    (f"{RISKS}?lang=es", PRIVATE, ALL, "es", f"{RISKS}/es.json"),
    (f"{RISKS}/es.json", PUBLIC, "Accept-Encoding", "es", None),
    (f"{RISKS}/es.exact.json", PUBLIC, "Accept-Encoding", "es", None),
    *((f"{path}/es{exact}.{extension}", PUBLIC, "Accept-Encoding", "es", None)
      for path in (TOPIC, RISKS) for exact in ("", ".exact") for extension in ("html", "md", "txt", "jsonld")),
    ("/read/vertebroplasty?lang=es", PRIVATE, ALL, "es", "/read/vertebroplasty/es"),
    ("/read/vertebroplasty/es", PUBLIC, "Accept-Encoding", "es", None),
    ("/read/vertebroplasty/risks", PRIVATE, ALL, "en", "/read/vertebroplasty/risks/en"),
    ("/read/vertebroplasty/risks/es", PUBLIC, "Accept-Encoding", "es", None),
    ("/embed/vertebroplasty?lang=es-MX", PRIVATE, ALL, "es", "/embed/vertebroplasty/es"),
    ("/embed/vertebroplasty/es", PUBLIC, "Accept-Encoding", "es", None),
    ("/embed/vertebroplasty/risks?lang=es", PRIVATE, ALL, "es", "/embed/vertebroplasty/risks/es"),
    ("/embed/vertebroplasty/risks/es", PUBLIC, "Accept-Encoding", "es", None),
    ("/v1/locales", PUBLIC, SHARED, None, "/v1/locales.json"),
    ("/v1/locales.json", PUBLIC, "Accept-Encoding", None, None),
    ("/v1/manifest", PUBLIC, SHARED, None, "/v1/manifest.json"),
    ("/v1/manifest.json", PUBLIC, "Accept-Encoding", None, None),
    ("/v1/changes", PUBLIC, SHARED, None, "/v1/changes.json"),
    ("/v1/changes.json", PUBLIC, "Accept-Encoding", None, None),
    ("/v1/releases", PUBLIC, SHARED, None, "/v1/releases.json"),
    ("/v1/releases.json", PUBLIC, "Accept-Encoding", None, None),
    ("/openapi.json", PUBLIC, "Accept-Encoding", "en", None),
    ("/health", "no-store", "Accept-Encoding", None, None),
    ("/", PUBLIC, "Accept-Encoding", "en", None),
    ("/docs", PUBLIC, "Accept-Encoding", "en", None),
    ("/problems/not-found", PUBLIC, "Accept-Encoding", "en", None),
    ("/assets/v1/vertebra.js", EVERGREEN, "Accept-Encoding", None, None),
]  # fmt: skip

TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "jsonld": "application/ld+json",
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_headers_are_the_contracts(door: Door, row: tuple[str, str, str, str | None, str | None]) -> None:
    """Each resource and representation says what may be kept, what it varies on, its language and its own address."""
    headers = door.ask(row[0]).headers

    assert row[1:] == tuple(
        headers.get(name) for name in ("cache-control", "vary", "content-language", "content-location")
    )
    assert headers["access-control-allow-origin"] == "*"
    assert {"ETag", "Link", "Content-Language", "Content-Location", "Content-Length"} <= set(
        headers["access-control-expose-headers"].split(", ")
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers
    assert "last-modified" not in headers


@pytest.mark.parametrize("target", [row[0] for row in TABLE])
@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_each_coding_is_the_same_body_with_its_own_validators(door: Door, target: str, coding: str) -> None:
    """A coding decodes to the identity's bytes, and its ETag and length are of the coded bytes."""
    plain = door.ask(target)
    coded = door.ask(target, accept_encoding=coding)
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
    used = coded.headers.get("content-encoding", "identity")

    assert plain.body == decode[used](coded.body)
    assert coded.headers["content-length"] == str(len(coded.body))
    # A cache that packs or unpacks would leave it over other bytes.
    assert "repr-digest" not in coded.headers
    assert coded.headers["etag"].startswith('"')
    assert (used == "identity") == (coded.headers["etag"] == plain.headers["etag"])
    if len(plain.body) > 2000:
        assert used == coding


@pytest.mark.parametrize("target", [row[0] for row in TABLE])
def test_a_fitting_validator_gives_304(door: Door, target: str) -> None:
    """If-None-Match with the ETag, in a list, weak, or `*`, gives a bodiless 304 with the headers a cache renews."""
    fresh = door.ask(target, accept_encoding="br")
    tag = fresh.headers["etag"]
    for condition in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        reply = door.ask(target, accept_encoding="br", if_none_match=condition)

        assert (reply.status, reply.body) == (304, b"")
        for name in ("etag", "cache-control", "vary", "content-location", "access-control-allow-origin"):
            assert fresh.headers.get(name) == reply.headers.get(name)
        assert "content-length" not in reply.headers

    assert door.ask(target, accept_encoding="br", if_none_match='"other"').status == 200
    assert door.ask(target, accept_encoding="br", if_none_match='W/"other", "third"').status == 200


@pytest.mark.parametrize("target", [row[0] for row in TABLE])
def test_head_is_get_without_the_body(door: Door, target: str) -> None:
    """HEAD sends GET's status and headers, and nothing else."""
    got, head = door.ask(target), door.ask(target, method="HEAD")

    assert (got.status, got.raw_headers) == (head.status, head.raw_headers)
    assert head.body == b""


@pytest.mark.parametrize("target", [row[0] for row in TABLE])
def test_options_answers_a_preflight(door: Door, target: str) -> None:
    """A browser's preflight is told the methods and the headers that it may send."""
    reply = door.ask(target, method="OPTIONS", origin="https://partner.example")

    assert reply.status == 204
    assert reply.body == b""
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS"
    assert reply.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    allowed = {name.strip() for name in reply.headers["access-control-allow-headers"].split(",")}
    assert allowed >= {"*", "Authorization", "Accept", "Accept-Language", "If-None-Match"}
    assert "origin" not in reply.headers.get("vary", "").lower()


@pytest.mark.parametrize(
    "path",
    ["/v1/nothing", "/nothing", "/read/nothing/xx", "/v1/topics/", "//", "/docs", "/docs/assets/start.js", "*"],
)
def test_options_are_answered_anywhere(door: Door, path: str) -> None:
    """A preflight says nothing of whether there is such an address: the request after it does."""
    expected = door.ask(f"{RISKS}/es.json", method="OPTIONS")

    assert door.ask(path, method="OPTIONS") == expected


@pytest.mark.parametrize("extension", ["json", "html"])
def test_versions_are_kept_no_longer_than_the_rest(door: Door, extension: str) -> None:
    """A version's words never change, but they can be withdrawn: a cache that keeps them for a day recalls nothing."""
    permalink = door.ask(f"{RISKS}/es.json").json["links"]["permalink"]
    negotiated = door.ask(permalink, accept=TYPES[extension].partition(";")[0])
    plain = door.ask(f"{permalink}.{extension}")

    assert (negotiated.status, plain.status) == (200, 200)
    assert negotiated.body == plain.body
    for reply in (negotiated, plain):
        assert reply.headers["cache-control"] == PUBLIC
        assert reply.headers["content-language"] == "es"
        assert reply.headers["content-type"] == TYPES[extension]
    assert negotiated.headers["vary"] == "Accept, Accept-Encoding"
    assert negotiated.headers["content-location"] == f"{permalink}.{extension}"


@pytest.mark.parametrize("extension", TYPES)
@pytest.mark.parametrize("path", [TOPIC, RISKS])
def test_each_format_has_its_media_type(door: Door, path: str, extension: str) -> None:
    """At its extension, with and without stand-ins; what is HTML may load nothing, wherever somebody opens it."""
    for exact in ("", ".exact"):
        headers = door.ask(f"{path}/es{exact}.{extension}").headers

        assert headers["content-type"] == TYPES[extension]
        policy = headers.get("content-security-policy")
        nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        assert policy == (nothing if extension == "html" else None)
        assert headers.get("referrer-policy") == ("no-referrer" if extension == "html" else None)
        assert headers.get("cross-origin-embedder-policy") == ("require-corp" if extension == "html" else None)


def test_link_names_the_same_format_in_other_locales(wide_door: Door) -> None:
    """Link has every other locale in which the section is in its own words, with hreflang, and the JSON names the same ones."""
    links = wide_door.ask(f"{RISKS}/es.html").headers["link"].split(", ")
    alternates = wide_door.ask(f"{RISKS}/es.json").json["links"]["alternates"]

    assert len(links) == 16
    assert f'<{RISKS}/pt-BR.html>; rel="alternate"; hreflang="pt-BR"; type="text/html"' in links
    assert {link[1 : link.index(">")] for link in links} == {f"{RISKS}/{tag}.html" for tag in alternates["locales"]}
    for tag in alternates["locales"]:
        assert wide_door.ask(alternates["href"].replace("{locale}", tag)).json["locale"] == tag


def test_link_stays_among_pages_and_fragments(wide_door: Door) -> None:
    """What is HTML links its own kind, without stand-ins those without; of the other formats, JSON says it once, inside."""
    for exact in ("", ".exact"):
        links = wide_door.ask(f"{RISKS}/es{exact}.html").headers["link"].split(", ")
        assert len(links) == 16
        assert f'<{RISKS}/ur{exact}.html>; rel="alternate"; hreflang="ur"; type="text/html"' in links
        for extension in ("json", "md", "txt", "jsonld"):
            assert "link" not in wide_door.ask(f"{RISKS}/es{exact}.{extension}").headers


@pytest.mark.parametrize("target", [f"{TOPIC}/es.json", f"{RISKS}/es.json", TOPIC, RISKS, "/v1/locales", "/v1/topics"])
def test_the_headers_of_json_are_short(wide_door: Door, target: str) -> None:
    """At most 700 bytes, with all that a browser has sent asked for."""
    reply = wide_door.ask(target, accept_language="es", accept_encoding="br")

    assert sum(len(name) + len(value) + 4 for name, value in reply.raw_headers) <= 700


@pytest.mark.parametrize(
    ("target", "tags"),
    [
        (f"{TOPIC}/es.json", "vertebroplasty"),
        (f"{TOPIC}?lang=es", "vertebroplasty"),
        (f"{RISKS}/es.html", "vertebroplasty, vertebroplasty/risks"),
        (f"{RISKS}?lang=xx&fallback=none", "vertebroplasty, vertebroplasty/risks"),
        ("/read/vertebroplasty/risks/gu", "vertebroplasty, vertebroplasty/risks"),
        ("/embed/vertebroplasty?lang=es", "vertebroplasty"),
        ("/v1/locales", None),
        ("/v1/topics/nothing", None),
    ],
)
def test_cache_tag_names_what_a_recall_purges(door: Door, target: str, tags: str | None) -> None:
    """The topic, and the section where it is one alone, whatever query stood behind the address."""
    assert door.ask(target).headers.get("cache-tag") == tags


@pytest.mark.parametrize("path", [TOPIC, RISKS, "/read/vertebroplasty", "/embed/vertebroplasty/risks"])
@pytest.mark.parametrize(
    "accept", ["*/*", "text/html", "text/markdown, text/html;q=0.9", "application/ld+json, */*;q=0.1"]
)
def test_negotiated_bytes_are_the_representations(wide_door: Door, path: str, accept: str) -> None:
    """What is negotiated has the bytes, ETag and language of its Content-Location."""
    for wish in ("es-MX", "zh-TW,en;q=0.5", "ur", "xx", "", "*"):
        reply = wide_door.ask(path, accept=accept, accept_language=wish, accept_encoding="gzip")
        same = wide_door.ask(reply.headers["content-location"], accept_encoding="gzip")

        assert reply.body == same.body
        for name in ("etag", "content-language", "link", "content-type", "cache-tag"):
            assert reply.headers.get(name) == same.headers.get(name)


def test_equal_requests_get_equal_bytes(door: Door) -> None:
    """Asked twice, the server says the same, header for header."""
    first, second = (door.ask(TOPIC, accept_language="es", accept_encoding="br") for _ in range(2))

    assert first == second


def test_the_host_header_changes_nothing(door: Door) -> None:
    """No address in any answer is made of what the client calls the server."""
    plain = door.ask(TOPIC)

    assert plain == door.ask(TOPIC, host="evil.example", x_forwarded_host="evil.example")
    assert b"evil" not in plain.body


def test_pages_call_no_other_host(door: Door) -> None:
    """Every page has a policy that lets nothing in from outside, and names no outside address."""
    for path in ("/", "/docs", "/problems/withdrawn"):
        reply = door.ask(path)

        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        assert reply.headers["content-security-policy"].startswith("default-src 'none'")
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["cross-origin-embedder-policy"] == "require-corp"
        assert b"://" not in reply.body
        assert b'<html lang="en" dir="ltr">' in reply.body
