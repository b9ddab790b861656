"""Two doors, one table: whatever is asked, the edge and the handlers send the same bytes."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from api.web.app import create_app
from api.web.edge import Board
from tests.asgi import Door

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
def handlers(wide_door: Door) -> Door:
    """The application without the edge."""
    return Door(wide_door.board, edge=False)


def test_every_path_is_answered_alike(wide_door: Door, handlers: Door) -> None:
    """Each path in the table, with each of these headers, queries and methods."""
    paths = wide_door.board.table.paths

    assert len(paths) > 2000
    for path in paths:
        for request in REQUESTS:
            assert wide_door.ask(path, **request) == handlers.ask(path, **request)
        for method in ("HEAD", "OPTIONS", "POST", "TRACE"):
            assert wide_door.ask(path, method=method) == handlers.ask(path, method=method)
        for query in ("?lang=fr", "?lang=", "?lang=xx&fallback=none", "?fallback=none", "?other=1"):
            assert wide_door.ask(path + query) == handlers.ask(path + query)


@pytest.mark.parametrize("path", ["/v1/topics/nothing", "/v1/nothing", "/v1", "/nothing", "/v1/topics/vertebroplasty/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_miss_is_answered_alike(wide_door: Door, handlers: Door, path: str, method: str) -> None:
    """What is nowhere is nowhere through both doors."""
    assert wide_door.ask(path, method=method) == handlers.ask(path, method=method)


def test_the_table_is_unchanged_by_use(wide_door: Door) -> None:
    """Messages are shared by all requests, so nothing may have changed them: the answer is the first one's."""
    path = "/v1/topics/vertebroplasty/es.json"
    before = wide_door.ask(path, accept_encoding="br")
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        wide_door.ask(path, method=method)

    assert before == wide_door.ask(path, accept_encoding="br")


def test_the_plugin_puts_the_edge_in_front(wide_door: Door) -> None:
    """Started by any server, the application has the edge before its router."""
    board = Board(wide_door.board.table)
    with TestClient(create_app(board)) as client:
        reply = client.get("/v1/topics/vertebroplasty", headers={"Accept-Language": "es"})

    assert (reply.status_code, reply.headers["content-language"]) == (200, "es")
