"""Runs a control on granian with the settings that `api.web.server` gives ours, so that only the application differs.

By itself it is the ceiling: an ASGI callable that looks its path up in a dictionary and sends the two messages that it
finds. It reads no method, no header and no query. Its answers are ours, taken from the running server and baked in.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from granian.constants import Interfaces, Loops
from granian.server import Server


def serve(make_app: Callable[[Path], Any]) -> None:
    """Serve what is made of the path, on the port, both from the command line, until SIGTERM."""
    port, path = int(sys.argv[1]), Path(sys.argv[2])
    app = make_app(path)
    multiprocessing.set_start_method("fork", force=True)
    Server(
        "bench", port=port, interface=Interfaces.ASGINL, loop=Loops.uvloop, websockets=False, log_enabled=False
    ).serve(target_loader=lambda: app, wrap_loader=False)


def make_raw(answers: Path) -> Callable[[Any, Any, Any], Awaitable[None]]:
    """The callable; `answers` is a file with [status, headers, body as latin-1] by path, as JSON."""
    table = {}
    for path, (status, pairs, body) in json.loads(answers.read_text()).items():
        headers = tuple((name.encode(), value.encode("latin-1")) for name, value in pairs)
        start = {"type": "http.response.start", "status": status, "headers": headers}
        table[path] = start, {"type": "http.response.body", "body": body.encode("latin-1")}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del receive
        first, second = table[scope["path"]]
        await send(first)
        await send(second)

    return app


if __name__ == "__main__":
    serve(make_raw)
