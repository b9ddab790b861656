"""How the server is set up; that it runs is tests/e2e's."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from api.errors import UsageError
from api.model.vetting import Policy
from api.project.reading import fingerprint
from api.project.settings import Settings
from api.release.build import load_release
from api.web import server as module
from api.web.app import create_app
from api.web.cache import Cache
from api.web.reload import Reloader
from api.web.server import find_address, run_server
from tests.asgi import Door
from tests.builders import SHIPPED, free_port


def settings(host: str = "127.0.0.1", port: int = 0) -> Settings:
    """Settings for the shipped project; port 0 is any free one."""
    return Settings(
        host=host,
        port=port,
        workers=2,
        policy=Policy.DRAFTS,
        folders=SHIPPED,
        review_months=24,
        cache_megabytes=64,
        public_url="",
    )


class FakeServer:
    """Takes the place of granian: keeps what it was told, and loads its target as a worker does."""

    def __init__(self, _target: str, **options: Any) -> None:
        """Keep the options."""
        self.options = options
        made.append(self)

    def serve(self, *, target_loader: Any, wrap_loader: bool) -> None:
        """Load the target."""
        self.target = target_loader()
        self.wrapped = wrap_loader


made: list[FakeServer] = []


def test_a_worker_serves_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each worker has the cache in front, and begins to watch the files."""
    started = []
    monkeypatch.setattr(module, "Server", FakeServer)
    monkeypatch.setattr(Reloader, "start", lambda _self: started.append("reloader"))
    run_server(load_release(SHIPPED, Policy.DRAFTS), fingerprint(SHIPPED), settings(), "127.0.0.1")
    server = made[-1]

    assert isinstance(server.target.__self__, Cache)
    assert started == ["reloader"]
    assert server.wrapped is False
    options = {name: server.options[name] for name in ("address", "workers", "websockets")}
    assert options == {"address": "127.0.0.1", "workers": 2, "websockets": False}
    assert server.options.get("log_access", False) is False


def test_the_application_needs_no_start_up(door: Door) -> None:
    """The server calls no hooks of one: nothing may wait for them."""
    app = create_app(door.current)

    assert (app.on_startup, app._lifespan_managers, app.on_shutdown) == ([], [], [])


def test_only_http_1_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of HTTP/2 are a proxy's."""
    monkeypatch.setattr(module, "Server", FakeServer)
    monkeypatch.setattr(Reloader, "start", lambda _self: None)
    run_server(load_release(SHIPPED, Policy.DRAFTS), fingerprint(SHIPPED), settings(), "127.0.0.1")

    assert made[-1].options["http"] == "1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_free_address_is_fine(host: str) -> None:
    """Nothing is left listening on it; a name becomes the number that the server takes."""
    port = free_port()
    address = find_address(host, port)

    assert address in {"127.0.0.1", "::1"}
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as server:
        server.bind((address, port))


def test_a_taken_address_is_refused() -> None:
    """With what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match="Address already in use; choose another with --host or --port"):
            find_address("127.0.0.1", port)


def test_a_host_that_is_not_here_is_refused() -> None:
    """A name that means nothing, or an address of another machine."""
    for host in ("nothing.invalid", "192.0.2.1", "a..b", "x" * 70):
        with pytest.raises(UsageError, match=f"cannot listen on {host}"):
            find_address(host, free_port())
