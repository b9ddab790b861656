"""Runs a control on granian with the settings that `api.web.server` gives ours, so that only the application differs."""

from __future__ import annotations

import argparse
import multiprocessing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable


def serve(make_app: Callable[[Path], Any], about: str) -> None:
    """Serve what is made of the path on the command line, on `--port`, until SIGTERM."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("path", type=Path)
    arguments = parser.parse_args()
    app = make_app(arguments.path)
    multiprocessing.set_start_method("fork", force=True)
    Server(
        "bench",
        address="127.0.0.1",
        port=arguments.port,
        workers=1,
        interface=Interfaces.ASGINL,
        loop=Loops.uvloop,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve(target_loader=lambda: app, wrap_loader=False)
