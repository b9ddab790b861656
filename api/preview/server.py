"""Runs the preview on granian until it is told to stop."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

from api.preview.screen import HOST

if TYPE_CHECKING:
    from api.preview.screen import Screen
    from api.web.asgi import App


def run_preview(screen: Screen, port: int) -> None:
    """Serve a translator's pages on this machine until SIGTERM or SIGINT."""
    multiprocessing.set_start_method("fork", force=True)
    server = Server(
        "vertebra-preview",
        address=HOST,
        port=port,
        workers=1,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=1,
    )
    server.serve(target_loader=lambda: make_preview(screen, port), wrap_loader=False)


def make_preview(screen: Screen, port: int) -> App:
    """The preview's application. No other command waits for its framework."""
    from api.preview.application import create_preview  # noqa: PLC0415  see above

    return create_preview(screen, port)
