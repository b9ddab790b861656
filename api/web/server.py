"""Runs the application on granian until it is told to stop."""

from __future__ import annotations

import multiprocessing
import socket
import tempfile

from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

from api.errors import UsageError
from api.project.settings import Settings
from api.release.model import Release
from api.web.asgi import App
from api.web.cache import MEGABYTE
from api.web.faults import tell_operator
from api.web.reload import Reloader
from api.web.served import Current, Served
from api.web.sharing import SharedFile


def run_server(release: Release, read: int, settings: Settings, address: str) -> None:
    """Serve the release at the address, and what becomes of its files, until SIGTERM or SIGINT.

    `read` is the fingerprint of the files before they were read for the release. Workers are forked from this process, and so share
    what it read and imported.
    """
    # No other command waits for the framework.
    from api.web.app import create_app  # noqa: PLC0415

    current = Current(Served(release))
    # The method of the cache itself: calling the application takes a detour, on every request.
    front: App = create_app(current, settings.cache_megabytes * MEGABYTE).asgi_handler.__call__  # type: ignore[operator]
    multiprocessing.set_start_method("fork", force=True)
    with tempfile.TemporaryFile() as file:
        reloader = Reloader(current, read, settings, SharedFile(file), tell_operator)

        def start_worker() -> App:
            # Runs in each worker, after the fork: threads do not survive one.
            reloader.catch_up()
            reloader.start()
            return front

        server = Server(
            "vertebra",
            address=address,
            port=settings.port,
            workers=settings.workers,
            # Without start-up hooks, which the application has none of.
            interface=Interfaces.ASGINL,
            # Nothing of ours gains by HTTP/2, and its limits are the proxy's.
            http=HTTPModes.http1,
            loop=Loops.uvloop,
            websockets=False,
            log_level=LogLevels.warning,
            # A worker that dies is replaced, and no request may keep a stopping server up for long.
            respawn_failed_workers=True,
            workers_kill_timeout=5,
        )
        server.serve(target_loader=start_worker, wrap_loader=False)


def find_address(host: str, port: int) -> str:
    """The host as a number, tried: a server shares a port with whoever listens there, and half the answers would be theirs.

    Raises:
        UsageError: the address cannot be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return str(address[0])
    except (OSError, UnicodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "this is no host's name"
        message = (
            f"cannot listen on {host} port {port}: {reason}; "
            "choose another with --host or --port, or stop what listens there"
        )
        raise UsageError(message) from None
