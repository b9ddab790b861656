"""The preview's server: what it answers, to whom, and how it tells of changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from api.preview import application
from api.preview import server as module
from api.preview.application import create_preview
from api.preview.server import run_preview
from api.preview.watcher import Watcher
from api.project.reading import Folders
from api.sheets.layout import SCRIPT
from tests.builders import edit
from tests.staff import hire

HERE = {"Origin": "http://127.0.0.1:8001"}
FORM = "/sign/es/vertebroplasty/risks"


@pytest.fixture
def client(folders: Folders) -> Iterator[TestClient[Any]]:
    """A browser on this machine."""
    hire(folders)
    with TestClient(create_preview(Watcher(folders), "127.0.0.1", 8001), base_url="http://127.0.0.1:8001") as opened:
        yield opened


def fill(client: TestClient[Any], **fields: str) -> dict[str, str]:
    """The form of the page, filled in but for these fields."""
    seen = re.findall(r'name="seen" value="([^"]*)"', client.get(FORM).text)[0]
    return {"seen": seen, "reviewer": "ben", "role": "linguistic", "yes": "yes", "note": "", **fields}


@pytest.mark.parametrize("path", ["/", "/es", "/es/vertebroplasty/risks"])
def test_a_page_is_shown_under_its_own_policy(client: TestClient[Any], path: str) -> None:
    """Its style by hash, its script from here alone, and nothing is kept."""
    reply = client.get(path)

    assert reply.status_code == 200
    assert reply.text.startswith("<!doctype html>")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'self'" in policy
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers


def test_the_script_is_a_script(client: TestClient[Any]) -> None:
    """Served as one, or a browser would not run it."""
    reply = client.get("/preview.js")

    assert (reply.text, reply.headers["content-type"]) == (SCRIPT, "text/javascript; charset=utf-8")


def test_what_is_not_there_is_said(client: TestClient[Any]) -> None:
    """With where to go, and under the same policy."""
    reply = client.get("/nothing")

    assert (reply.status_code, reply.text) == (404, "There is no such page; the board is at /")
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert client.post("/").status_code == 405


def test_a_fault_is_told_to_the_terminal_alone(
    client: TestClient[Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says where to look."""
    monkeypatch.setattr(application, "render_preview", lambda *_: 1 // 0)
    reply = client.get("/")

    assert reply.status_code == 500
    assert "ZeroDivisionError" not in reply.text
    assert "ZeroDivisionError: " in capsys.readouterr().err


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9999", "127.0.0.1.evil.example:8001", ""])
def test_another_host_is_answered_nothing(client: TestClient[Any], host: str) -> None:
    """A site whose name was pointed at this machine cannot read the pages."""
    reply = client.get("/", headers={"Host": host})

    assert reply.status_code == 400
    assert "<title>" not in reply.text


def test_the_version_is_the_files(client: TestClient[Any], folders: Folders) -> None:
    """As plain text: a page compares it with its own, and another after an edit."""
    reply = client.get("/version")

    assert f'data-version="{reply.text}"' in client.get("/").text
    assert reply.headers["cache-control"] == "no-store"
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "infección")
    assert client.get("/version").text != reply.text


def test_it_listens_on_this_machine_alone(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """One worker, at the loopback address, no log of requests."""
    seen: dict[str, Any] = {}

    class Server:
        def __init__(self, *_: Any, **options: Any) -> None:
            seen.update(options)

        def serve(self, target_loader: Callable[[], Any], *, wrap_loader: bool) -> None:
            seen.update(app=target_loader(), wrapped=wrap_loader)

    monkeypatch.setattr(module, "Server", Server)
    monkeypatch.setattr("multiprocessing.set_start_method", lambda *_, **__: None)
    run_preview(Watcher(folders), 8123)

    assert (seen["address"], seen["port"], seen["workers"], seen["wrapped"]) == ("127.0.0.1", 8123, 1, False)
    assert seen.get("log_access", False) is False
    with TestClient(seen["app"], base_url="http://127.0.0.1:8123") as client:
        assert client.get("/").status_code == 200


def test_a_form_that_is_taken_leads_back_to_its_page(client: TestClient[Any]) -> None:
    """See other: loading the page again sends nothing twice."""
    reply = client.post(FORM, data=fill(client), headers=HERE, follow_redirects=False)

    assert (reply.status_code, reply.headers["location"]) == (303, FORM)


def test_a_form_that_is_refused_says_why(client: TestClient[Any]) -> None:
    """The page again, as a conflict."""
    reply = client.post(FORM, data=fill(client, yes="", note="é"), headers=HERE)

    assert reply.status_code == 409
    assert "say that you have read the words" in reply.text
    assert 'value="é"' in reply.text


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1:9999"])
def test_a_form_from_elsewhere_is_refused(client: TestClient[Any], folders: Folders, origin: str | None) -> None:
    """No other site's page can sign in a reviewer's name."""
    headers = {"Origin": origin} if origin else {}
    reply = client.post(FORM, data=fill(client), headers=headers, follow_redirects=False)

    assert reply.status_code == 403
    assert not (folders.locales / "es" / "signoffs").exists()


def test_a_huge_form_is_refused(client: TestClient[Any]) -> None:
    """A form is small."""
    reply = client.post(FORM, data={"note": "x" * 200_000}, headers=HERE)

    assert reply.status_code == 413


def test_forms_come_from_here_in_every_browser(client: TestClient[Any]) -> None:
    """Under no-referrer a browser would send a form's origin as null."""
    reply = client.get(FORM)

    assert reply.headers["referrer-policy"] == "same-origin"
    assert "form-action 'self'" in reply.headers["content-security-policy"]
