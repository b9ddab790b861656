"""Asks an ASGI application directly: no server, no client library, so that a test sees the very bytes and headers."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from msgspec import Struct

from api.web.app import create_app
from api.web.assemble import assemble_table
from api.web.edge import Board, Edge

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from api.release.model import Release

Result = TypeVar("Result")


class Runner:
    """An event loop in a thread of its own: a browser that is open has one in the tests' thread, which suffers no second."""

    def __init__(self) -> None:
        """Begin; the thread ends with the tests."""
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        """What the coroutine gives."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()


RUNNER = Runner()
"""For all tests."""


class Reply(Struct, frozen=True):
    """What came back."""

    status: int
    raw_headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        """By lower-case name; no header of ours stands twice."""
        names = [name for name, _ in self.raw_headers]
        assert len(set(names)) == len(names)
        return {name.decode(): value.decode() for name, value in self.raw_headers}

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Door:
    """One way into an application."""

    def __init__(self, board: Board, *, edge: bool = True) -> None:
        """Through the edge, or past it through the router and the handlers."""
        self.board = board
        self.app = create_app(board, edge=False)
        if edge:
            self.app.asgi_handler = Edge(self.app.asgi_handler, board)

    def ask(self, target: str, *, method: str = "GET", **headers: str) -> Reply:
        """Ask for a target (path and query). A header's underscores are hyphens."""
        return self.ask_lines(target, [(name.replace("_", "-"), value) for name, value in headers.items()], method)

    def ask_lines(self, target: str, lines: Iterable[tuple[str, str]], method: str = "GET") -> Reply:
        """Ask with these header lines, of which two may have one name."""
        path, _, query = target.partition("?")
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in lines]
        return self.ask_raw(path, query.encode(), method, raw)

    def ask_raw(self, path: str, query: bytes, method: str, headers: list[tuple[bytes, bytes]]) -> Reply:
        """Ask with exactly these bytes."""
        sent: list[Any] = []
        scope: Any = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": quote(path, errors="surrogatepass").encode(),
            "root_path": "",
            "query_string": query,
            "headers": headers,
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
            "state": {},
        }

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        RUNNER.run(self.app(scope, receive, send))
        start = sent[0]
        body = b"".join(message["body"] for message in sent[1:])
        return Reply(
            status=start["status"], raw_headers=tuple((bytes(n), bytes(v)) for n, v in start["headers"]), body=body
        )


def open_door(release: Release, *, edge: bool = True) -> Door:
    """A door to an application that serves the release."""
    return Door(Board(assemble_table(release)), edge=edge)
