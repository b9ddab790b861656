"""An application that is still being made when the first request may come."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.web.asgi import App, Receive, Scope, Send


class LateApp:
    """Makes the application in a thread of its own; requests for it wait until it is there."""

    def __init__(self, make: Callable[[], App]) -> None:
        """`make` is called once, by `start`."""
        self._make = make
        self._made: Future[App] = Future()

    def start(self) -> None:
        """Begin to make it."""
        threading.Thread(target=self._run, name="vertebra-router", daemon=True).start()

    def _run(self) -> None:
        try:
            self._made.set_result(self._make())
        except BaseException as fault:
            # Whoever waits is told; the thread's own death tells the operator.
            self._made.set_exception(fault)
            raise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the application answer, once it is there."""
        app = self._made.result() if self._made.done() else await asyncio.wrap_future(self._made)
        await app(scope, receive, send)
