"""An application that is made only when the first answers are out, or when the first request needs it."""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.web.asgi import App, Receive, Scope, Send

HEAD_START: Final = 1.0
"""Seconds that the server has to itself before the application is made beside it."""


class LateApp:
    """Makes the application in a thread of its own; requests for it wait until it is there."""

    def __init__(self, make: Callable[[], App], head_start: float = HEAD_START) -> None:
        """`make` is called once, after `start`."""
        self._make = make
        self._head_start = head_start
        self._wanted = threading.Event()
        self._made: Future[App] = Future()

    def start(self) -> None:
        """Begin to make it, after the head start or as soon as a request comes for it."""
        threading.Thread(target=self._run, name="vertebra-router", daemon=True).start()

    def _run(self) -> None:
        self._wanted.wait(self._head_start)
        try:
            self._made.set_result(self._make())
        except Exception as fault:  # noqa: BLE001  whoever waits is told, whatever it is, and so is the operator
            traceback.print_exception(fault, file=sys.stderr)
            self._made.set_exception(fault)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the application answer, once it is there."""
        self._wanted.set()
        app = self._made.result() if self._made.done() else await asyncio.shield(asyncio.wrap_future(self._made))
        await app(scope, receive, send)
