"""Asks an ASGI application directly: no server, no client library, so that a test sees the very bytes and headers."""

from __future__ import annotations

import json
from collections.abc import Coroutine, Iterable
from typing import Any
from urllib.parse import quote, unquote

import pytest
from msgspec import Struct

from api.release.model import Release
from api.web.app import create_app
from api.web.served import Current, Served
from api.web.served_addresses import list_addresses


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


def run_at_once(answering: Coroutine[Any, Any, None]) -> None:
    """Run to its end what waits for nothing: no event loop is needed, and none is in the way that runs already."""
    with pytest.raises(StopIteration):
        answering.send(None)


class Door:
    """One way into an application."""

    def __init__(self, current: Current, *, remembers: bool = True, budget: int = 64_000_000) -> None:
        """With what the application remembers in so many bytes, or anew each time."""
        self.current = current
        self.app = create_app(current, budget if remembers else 0)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every path that is answered with something else than that it is nowhere."""
        return list_addresses(self.current.served)

    def ask(self, target: str, *, method: str = "GET", **headers: str) -> Reply:
        """Ask for a target (path and query). A header's underscores are hyphens."""
        return self.ask_lines(target, [(name.replace("_", "-"), value) for name, value in headers.items()], method)

    def ask_lines(self, target: str, lines: Iterable[tuple[str, str]], method: str = "GET") -> Reply:
        """Ask with these header lines, of which two may have one name."""
        path, _, query = target.partition("?")
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in lines]
        return self.ask_raw(path, query.encode(), method, raw)

    def ask_path(self, raw_path: str) -> Reply:
        """Ask for a path exactly as it is written, its escapes too."""
        return self.ask_raw(unquote(raw_path), b"", "GET", [], raw_path.encode())

    def ask_raw(
        self, path: str, query: bytes, method: str, headers: list[tuple[bytes, bytes]], raw_path: bytes = b""
    ) -> Reply:
        """Ask with exactly these bytes."""
        sent: list[Any] = []
        scope: Any = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": raw_path or quote(path, safe="/:", errors="surrogatepass").encode(),
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

        run_at_once(self.app(scope, receive, send))
        start = sent[0]
        body = b"".join(message["body"] for message in sent[1:])
        return Reply(
            status=start["status"], raw_headers=tuple((bytes(n), bytes(v)) for n, v in start["headers"]), body=body
        )


def open_door(release: Release, *, remembers: bool = True) -> Door:
    """A door to an application that serves the release."""
    return Door(Current(Served(release)), remembers=remembers)
