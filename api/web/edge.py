"""The first door: a small ASGI callable in front of the router, which answers from the table.

It reads the path, the method and four headers, and sends two finished messages. What is not in the table and not under
`/v1/` falls through to the router. The second door, `handlers`, calls `find_answer` too: that is why both send the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.web.negotiation import choose_coding

if TYPE_CHECKING:
    from api.web.asgi import App, Body, Receive, Scope, Send, Start
    from api.web.table import Answer, Table, Target

_WANTED = frozenset({b"accept", b"accept-language", b"accept-encoding", b"if-none-match"})


class Board:
    """Where the served table hangs. Reloading is swapping this one reference."""

    __slots__ = ("table",)

    def __init__(self, table: Table) -> None:
        """The first table."""
        self.table = table


class Edge:
    """ASGI in front of ASGI."""

    __slots__ = ("_app", "_board")

    def __init__(self, app: App, board: Board) -> None:
        """Answer from the board's table, else have `app` answer."""
        self._app = app
        self._board = board

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] == "http":
            table = self._board.table
            path = scope["path"]
            target = table.get(path)
            if target is not None or path.startswith("/v1/"):
                first, second = find_answer(table, target, scope)
                await send(first)
                await send(second)
                return
        await self._app(scope, receive, send)


def find_answer(table: Table, target: Target | None, scope: Scope) -> tuple[Start, Body]:
    """The two messages that answer a request for the target (None: there is none)."""
    if target is None:
        answer = table.miss
        return answer.start, answer.head if scope["method"] == "HEAD" else answer.body
    method = scope["method"]
    if method not in {"GET", "HEAD"}:
        answer = table.preflight if method == "OPTIONS" else table.not_allowed
        return answer.start, answer.body
    accept = accept_language = accept_encoding = ""
    condition = b""
    for name, value in scope["headers"]:
        if name in _WANTED:
            # A header that is repeated counts as one list (RFC 9110 section 5.3).
            if name == b"accept-encoding":
                accept_encoding = _join(accept_encoding, value)
            elif name == b"accept-language":
                accept_language = _join(accept_language, value)
            elif name == b"accept":
                accept = _join(accept, value)
            else:
                condition = condition + b"," + value if condition else value
    variant = target.choose(scope["query_string"], accept, accept_language)
    answer = variant.answers[choose_coding(accept_encoding)]
    if condition and answer.not_modified is not None and is_fresh(condition, answer):
        return answer.not_modified, answer.head
    return answer.start, answer.head if method == "HEAD" else answer.body


def is_fresh(condition: bytes, answer: Answer) -> bool:
    """Whether If-None-Match names the answer's ETag, by weak comparison (RFC 9110 section 13.1.2)."""
    if condition == answer.etag:
        return True
    tags = [tag.strip(b" \t").removeprefix(b"W/") for tag in condition.split(b",")]
    return tags == [b"*"] or answer.etag in tags


def _join(before: str, value: bytes) -> str:
    text = value.decode("latin-1")
    return f"{before},{text}" if before else text
