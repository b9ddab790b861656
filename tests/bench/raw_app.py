"""The ceiling: an ASGI callable that looks its path up in a dictionary and sends the two messages that it finds.

It reads no method, no header and no query. Its answers are ours, taken from the running server and baked in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from tests.bench.granian_server import serve
from tests.bench.servers import Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

Messages = tuple[dict[str, Any], dict[str, Any]]


def make_app(answers: Path) -> Callable[[Any, Any, Any], Awaitable[None]]:
    """The callable; `answers` is a JSON file of replies by path."""
    table = {
        path: bake(reply) for path, reply in msgspec.json.decode(answers.read_bytes(), type=dict[str, Reply]).items()
    }

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del receive
        first, second = table[scope["path"]]
        await send(first)
        await send(second)

    return app


def bake(reply: Reply) -> Messages:
    """A reply as the messages that send it."""
    headers = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers)
    return (
        {"type": "http.response.start", "status": reply.status, "headers": headers},
        {"type": "http.response.body", "body": reply.body},
    )


if __name__ == "__main__":
    serve(make_app, __doc__)
