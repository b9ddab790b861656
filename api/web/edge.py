"""The first door: a small ASGI callable in front of the router, which answers from the table.

It reads the path, the method, the query and four headers, and sends two finished messages. What is not in the table and not under
`/v1/` falls through to the router, but for OPTIONS. The second door, `handlers`, calls `find_answer` too: that is why both send the
same. Whatever fails here or below is a problem in the one shape, and a line in the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.web.faults import report_fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.web.asgi import App, Body, Receive, Scope, Send, Start
    from api.web.table import Answer, Table, Target


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
        """Answer, or pass the request on. Whatever fails on the way is answered too."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        table = self._board.table
        path = scope["path"]
        begun = False
        try:
            target = table.get(path)
            if target is not None and scope["method"] == "GET":
                # What nearly every request is, without a call more than it takes: `find_answer` would say the same.
                lines = scope["headers"]
                headers = dict(lines)
                if b"if-none-match" not in headers and len(headers) == len(lines):
                    answer = target.find(scope["query_string"], headers)
                    begun = True
                    await send(answer.start)
                    await send(answer.body)
                    return
            if target is not None or path.startswith("/v1/") or scope["method"] == "OPTIONS":
                first, second = find_answer(table, target, scope)
                begun = True
                await send(first)
                await send(second)
                return
        except Exception as fault:  # noqa: BLE001  whatever it is, the client gets an answer and the operator a line
            await self._answer_fault(fault, scope, send, begun=begun)
            return
        await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watch(message: Start | Body) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as fault:  # noqa: BLE001  as above
            await self._answer_fault(fault, scope, send, begun=begun)

    async def _answer_fault(self, fault: Exception, scope: Scope, send: Send, *, begun: bool) -> None:
        """The problem, unless an answer has begun: two heads are worse than half a body."""
        report_fault(fault)
        if not begun:
            error = self._board.table.error
            await send(error.start)
            await send(error.head if scope["method"] == "HEAD" else error.body)


def find_answer(table: Table, target: Target | None, scope: Scope) -> tuple[Start, Body]:
    """The two messages that answer a request for the target (None: there is none)."""
    method = scope["method"]
    if method == "OPTIONS":
        # A browser asks this before it asks for an address; whether there is such a one is the next answer's business.
        return table.preflight.start, table.preflight.body
    if target is None:
        answer = table.find_miss(scope["path"])
        return answer.start, answer.head if method == "HEAD" else answer.body
    if method != "GET" and method != "HEAD":  # noqa: PLR1714  a tuple or set costs more, on every request
        return table.not_allowed.start, table.not_allowed.body
    lines = scope["headers"]
    headers = dict(lines)
    if len(headers) != len(lines):
        headers = join_repeated(lines)
    answer = target.find(scope["query_string"], headers)
    condition = headers.get(b"if-none-match")
    if condition is not None and answer.not_modified is not None and is_fresh(condition, answer):
        return answer.not_modified, answer.head
    return answer.start, answer.body if method == "GET" else answer.head


def join_repeated(lines: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers by name; one that is repeated counts as one list (RFC 9110 section 5.3)."""
    headers: dict[bytes, bytes] = {}
    for name, value in lines:
        headers[name] = headers[name] + b"," + value if name in headers else value
    return headers


def is_fresh(condition: bytes, answer: Answer) -> bool:
    """Whether If-None-Match names the answer's ETag, by weak comparison (RFC 9110 section 13.1.2)."""
    if condition == answer.etag:
        return True
    tags = [tag.strip(b" \t").removeprefix(b"W/") for tag in condition.split(b",")]
    return tags == [b"*"] or answer.etag in tags
