"""WebDriver BiDi (W3C), as far as the tests speak it: commands, their results and events, over one WebSocket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from msgspec import Struct
from websockets.sync.client import ClientConnection, connect

PATIENCE: Final = 60.0
"""Seconds after which a browser that says nothing is given up."""


class BidiError(Exception):
    """The browser refused a command."""


class Event(Struct, frozen=True):
    """What the browser told unasked."""

    name: str
    told: Any


class Remote:
    """The browser's end of the line."""

    def __init__(self, socket: ClientConnection) -> None:
        """Speak through the open socket."""
        self._socket = socket
        self._count = 0
        self.events: list[Event] = []
        """Those that came before the last result, in order."""

    def command(self, method: str, **parameters: Any) -> Any:
        """Send a command, and wait for its result.

        Raises:
            BidiError: the browser refused it.
            TimeoutError: the browser says nothing.
        """
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=PATIENCE))
            if message["type"] == "event":
                self.events.append(Event(message["method"], message["params"]))
            elif message["id"] == self._count:
                if message["type"] == "error":
                    fault = f"{method}: {message['error']}: {message['message']}"
                    raise BidiError(fault)
                return message["result"]


@contextmanager
def dialling(address: str) -> Iterator[Remote]:
    """A session with the browser at the address (`ws://…`), until the block ends; then the browser ends too."""
    with connect(f"{address}/session", max_size=None, proxy=None) as socket:
        remote = Remote(socket)
        remote.command("session.new", capabilities={})
        remote.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        # Each visit is a reader's first.
        remote.command("network.setCacheBehavior", cacheBehavior="bypass")
        try:
            yield remote
        finally:
            remote.command("browser.close")
