"""Runs the preview on granian until it is told to stop."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Final

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

if TYPE_CHECKING:
    from litestar import Litestar

    from api.preview.watcher import Watcher

HOST: Final = "127.0.0.1"
"""The preview is for this machine alone."""


def run_preview(watcher: Watcher, port: int) -> None:
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
    server.serve(target_loader=lambda: make_preview(watcher, port), wrap_loader=False)


def make_preview(watcher: Watcher, port: int) -> Litestar:
    """Make the preview's application; it is imported here, so that no other command waits for its framework."""
    from api.preview.application import create_preview  # noqa: PLC0415  see above

    return create_preview(watcher, HOST, port)
