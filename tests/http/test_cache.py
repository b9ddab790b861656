"""What is remembered is what would be answered: the cache in front of the handlers, held against the handlers alone."""

from __future__ import annotations

from typing import Any

import pytest
from litestar.testing import TestClient

from api.release.model import Release
from api.web.app import create_app
from api.web.served import Current, Served
from tests.asgi import Door

RISKS = "/v1/topics/vertebroplasty/sections/risks"

REQUESTS: tuple[dict[str, str], ...] = (
    {},
    {"accept_language": "es-MX,es;q=0.9", "accept_encoding": "gzip, deflate, br"},
    {"accept_language": "zh-TW", "accept_encoding": "gzip"},
    {"accept": "text/html"},
    {"accept": "text/html,*/*;q=0.1", "accept_language": "*, en;q=0"},
    {"accept": "application/ld+json, text/markdown;q=0.9, text/plain;q=0.1", "accept_encoding": "br"},
    {"accept": "image/png"},
    {"if_none_match": "*"},
    {"if_none_match": '"other"'},
)


@pytest.fixture(scope="module")
def forgetful(door: Door) -> Door:
    """The application with nothing remembered."""
    return Door(door.current, remembers=False)


def list_kinds(door: Door) -> list[str]:
    """An address of each kind: in Spanish, where there are others."""
    return [
        path for path in door.addresses if path.count("/") < 3 or "/es" in path or path.endswith(("/risks", "plasty"))
    ]


def test_what_is_remembered_is_what_the_handler_says(door: Door, forgetful: Door) -> None:
    """For every kind of address, each of these requests, methods and queries: asked twice, the same as anew."""
    paths = [*list_kinds(door), "/nothing", "/v1/topics/nothing", "/read/nothing", f"{RISKS}/"]
    assert len(paths) > 60
    for path in paths:
        asked: list[tuple[str, str, dict[str, str]]] = [(path, "GET", request) for request in REQUESTS]
        asked += [(path, method, {}) for method in ("HEAD", "OPTIONS", "POST", "TRACE")]
        asked += [(path + query, "GET", {}) for query in ("?lang=fr", "?lang=", "?lang=xx&fallback=none", "?other=1")]
        for target, method, headers in asked:
            first, second = (door.ask(target, method=method, **headers) for _ in range(2))
            assert first == second == forgetful.ask(target, method=method, **headers), (target, method, headers)


def test_every_kept_message_has_the_length_that_it_says(door: Door) -> None:
    """A client would wait for what is missing."""
    for path in list_kinds(door):
        for coding in ("br", "gzip", "identity"):
            reply = door.ask(path, accept_encoding=coding)
            assert reply.headers["content-length"] == str(len(reply.body)), path
    memory = door.app.asgi_handler._memory  # type: ignore[attr-defined]
    for kept in memory._answers.values():
        assert dict(kept.start["headers"])[b"content-length"] == b"%d" % len(kept.body["body"])


def test_a_handler_sees_the_question_and_nothing_else(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Path, known query, Accept and Accept-Language: so no other header and no other name can come into an answer."""
    fresh = Door(door.current, remembers=False)
    front = fresh.app.asgi_handler
    inner = front._app  # type: ignore[attr-defined]
    seen: list[Any] = []

    async def watch(scope: Any, receive: Any, send: Any) -> None:
        seen.append(dict(scope))
        await inner(scope, receive, send)

    monkeypatch.setattr(front, "_app", watch)
    noise = {"cookie": "a=b", "host": "evil.example", "x_forwarded_for": "1.2.3.4", "origin": "https://a.example"}
    fresh.ask(f"{RISKS}?utm_source=x&lang=es&session=1", accept="text/html", accept_language="fr", **noise)

    (scope,) = seen
    assert scope["headers"] == [(b"accept", b"text/html"), (b"accept-language", b"fr")]
    assert (scope["query_string"], scope["client"], scope["server"]) == (b"lang=es", None, None)


def test_queries_that_mean_nothing_share_an_answer(door: Door) -> None:
    """However many names a campaign makes up, one question is remembered."""
    fresh = Door(door.current)
    for number in range(50):
        fresh.ask(f"{RISKS}?utm_campaign={number}&lang=es&x={number}", accept_encoding="br")

    memory = fresh.app.asgi_handler._memory  # type: ignore[attr-defined]
    assert (len(memory._names), len(memory._answers)) == (1, 1)


def test_another_release_forgets_all(release: Release) -> None:
    """What was answered of the one before is not answered any more."""
    current = Current(Served(release))
    door = Door(current)
    before = door.ask(f"{RISKS}/es.json")
    memory = door.app.asgi_handler._memory  # type: ignore[attr-defined]
    current.served = Served(release)

    assert door.ask(f"{RISKS}/es.json") == before
    assert door.app.asgi_handler._memory is not memory  # type: ignore[attr-defined]


def test_no_more_is_kept_than_the_budget(release: Release) -> None:
    """The least recently used goes first; what was asked for again stays."""
    current = Current(Served(release))
    door = Door(current, budget=60_000)
    memory = door.app.asgi_handler._memory  # type: ignore[attr-defined]
    door.ask(f"{RISKS}/es.json")
    ((name, first),) = memory._answers.items()
    for locale in current.served.locales:
        door.ask(f"{RISKS}/{locale}.json")
        door.ask(f"{RISKS}/es.json")

    assert memory._size <= 60_000
    assert memory._size == sum(kept.size for kept in memory._answers.values())
    assert memory._answers[name] is first
    assert len(memory._answers) < len(current.served.locales)


@pytest.mark.parametrize(
    "target",
    [
        "/v1/topics/vertebroplasty/%65s.json",
        "/v1/topics/vertebroplasty%2Fes.json",
        "//v1/topics",
        "/v1/topics/",
        "/v1/topics/vertebroplasty/",
        "/v1/versions/sha256%3a" + "0" * 64 + "/",
        "/%",
        "/read/vertebroplasty/",
        "/read/%76ertebroplasty",
    ],
)
def test_what_is_not_in_canonical_form_is_nowhere(door: Door, target: str) -> None:
    """Before anything is looked up, whatever a server makes of the escapes."""
    reply = door.ask_path(target)

    assert reply.status == 404
    assert ("text/html" in reply.headers["content-type"]) == target.startswith("/read/")


def test_a_digests_colon_may_be_escaped(door: Door) -> None:
    """As many a client does."""
    permalink = door.ask(f"{RISKS}/es.json").json["links"]["permalink"]

    assert door.ask_path(permalink.replace(":", "%3A")).body == door.ask(permalink).body


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "FOO"])
@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v1/topics/nothing", f"{RISKS}/xx.json", "/v1/versions/sha256:0", "/no"]
)
def test_what_is_nowhere_is_nowhere_for_every_method(door: Door, method: str, path: str) -> None:
    """A 404 alike, so that nobody is told to use GET where that finds nothing."""
    reply = door.ask(path, method=method)

    assert reply.status == 404
    assert reply.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "resource"),
    [
        (f"{RISKS}.json", RISKS),
        (f"{RISKS}.html", RISKS),
        ("/v1/topics/vertebroplasty.json", "/v1/topics/vertebroplasty"),
        ("/v1/topics.json", "/v1/topics"),
    ],
)
def test_a_format_without_a_locale_names_the_addresses_that_exist(door: Door, path: str, resource: str) -> None:
    """Each of which answers."""
    problem = door.ask(path).json

    assert problem["type"] == "/problems/not-found"
    assert f"GET {resource} for " in problem["next"]
    assert f"{resource}/en.json" in problem["next"]
    assert (door.ask(resource).status, door.ask(f"{resource}/en.json").status) == (200, 200)


def test_a_feed_reader_is_given_its_type(door: Door) -> None:
    """JSON Feed has a type of its own; who asks for JSON, or for anything, gets JSON's."""
    wanted = {
        "application/feed+json": "application/feed+json",
        "text/html, application/feed+json;q=0.5": "application/feed+json",
        "application/json": "application/json",
        "*/*": "application/json",
    }
    replies = {accept: door.ask("/v1/changes", accept=accept) for accept in wanted}

    assert {accept: reply.headers["content-type"] for accept, reply in replies.items()} == wanted
    assert {reply.body for reply in replies.values()} == {door.ask("/v1/changes.json").body}


def test_any_server_finds_the_cache_in_front(door: Door) -> None:
    """Started with its life-span events, the application answers as when it is asked directly."""
    with TestClient(create_app(door.current)) as client:
        reply = client.get(
            "/v1/topics/vertebroplasty", headers={"Accept-Language": "es", "Accept-Encoding": "identity"}
        )

    assert (reply.status_code, reply.headers["content-language"]) == (200, "es")
    assert reply.content == door.ask("/v1/topics/vertebroplasty", accept_language="es").body
