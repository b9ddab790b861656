"""An application that is made late answers every request, also those that come before it is there."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import Any

import pytest

from api.web.late import LateApp
from tests.asgi import RUNNER


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """An application that sends back its scope."""
    del receive
    await send(scope)


def ask(app: LateApp, what: str) -> list[Any]:
    """What the application sends."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    RUNNER.run(app(what, None, send))
    return sent


def test_a_request_before_its_time_has_it_made_at_once() -> None:
    """However long the head start, a request that needs the application does not wait for its end."""
    app = LateApp(lambda: echo, head_start=3600)
    app.start()

    assert ask(app, "early") == ["early"]
    assert ask(app, "late") == ["late"]


def test_it_is_made_without_a_request_too() -> None:
    """After the head start, so that the first request for it finds it there; and once."""
    made: list[int] = []
    done = threading.Event()

    def make() -> Any:
        made.append(1)
        done.set()
        return echo

    app = LateApp(make, head_start=0)
    app.start()

    assert done.wait(5)
    assert ask(app, "x") == ["x"]
    assert made == [1]


def test_a_request_that_is_given_up_spoils_nothing() -> None:
    """Cancelling one that waits leaves the application to the others."""
    release = threading.Event()

    def make() -> Any:
        release.wait(5)
        return echo

    app = LateApp(make, head_start=0)
    app.start()

    async def give_up() -> None:
        waiting = asyncio.ensure_future(app("x", None, echo))
        await asyncio.sleep(0)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting

    RUNNER.run(give_up())
    release.set()

    assert ask(app, "later") == ["later"]


def test_what_goes_wrong_is_told_to_whoever_waits(capsys: pytest.CaptureFixture[str]) -> None:
    """A fault in making it is raised in each request for it, and told to the operator once."""

    def fail() -> Any:
        raise ZeroDivisionError

    app = LateApp(fail, head_start=0)
    app.start()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            ask(app, "x")

    assert capsys.readouterr().err.count("Traceback") == 1
