"""`vertebra serve` as an operator meets it: a real process, a real port, real signals."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.project.reading import Folders
from tests.builders import add_locale, edit, free_port

VERTEBRA = Path(sys.executable).parent / "vertebra"
RISKS = "/v1/topics/vertebroplasty/sections/risks"


class Running:
    """A server process and what it said."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        """Keep what is needed to talk to it."""
        self.process, self.port, self.log = process, port, log

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        """Status and JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def coding(self, path: str) -> str | None:
        """The content coding that a browser gets."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"})
            return connection.getresponse().getheader("content-encoding")
        finally:
            connection.close()

    def wait(self, happened: Any, seconds: float = 10) -> None:
        """Wait until it happened."""
        deadline = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)


@contextmanager
def serving(folders: Folders, *options: str, environment: dict[str, str] | None = None) -> Iterator[Running]:
    """A server of the folders, until the block ends."""
    port = free_port()
    log = folders.content.parent / "stderr.txt"
    command = [str(VERTEBRA), "serve", "--port", str(port), "--content", str(folders.content), "--locales", str(folders.locales), *options]  # fmt: skip
    with log.open("w") as stderr:
        process = subprocess.Popen(command, stderr=stderr, text=True, env={**os.environ, **(environment or {})})
    running = Running(process, port, log)
    try:
        running.wait(lambda: process.poll() is not None or is_up(running), 30)
        yield running
    finally:
        process.terminate()
        process.wait(10)


def is_up(running: Running) -> bool:
    """Whether /health answers."""
    try:
        return running.get("/health")[0] == 200
    except OSError:
        return False


def test_a_partner_is_served_and_the_server_stops_cleanly(folders: Folders) -> None:
    """Started, asked, told to stop: exit code 0, and the port is free."""
    with serving(folders, "--drafts") as running:
        status, topic = running.get("/v1/topics/vertebroplasty", Accept_Language="es-MX")

        assert (status, topic["locale"], topic["complete"], len(topic["sections"])) == (200, "es", True, 8)
        log = running.log.read_text()
        assert f"http://127.0.0.1:{running.port}" in log
        assert topic["links"]["self"].startswith("/")
        assert running.get("/health")[1]["release"] in log
        # The first table has the identity coding alone; the complete one follows.
        running.wait(lambda: running.coding("/v1/topics/vertebroplasty/es.json") == "br")
        assert running.coding("/docs/assets/swagger-ui.css") == "br"
        assert "drafts are served, each with its notice" in log
        assert "es      Spanish   8/8     8 draft" in log

        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(10) == 0
    assert "Traceback" not in running.log.read_text()


def test_the_default_withholds_and_says_two_ways_on(folders: Folders) -> None:
    """Under `signed` with no signature everything is withheld; the server says so and runs."""
    with serving(folders) as running:
        status, problem = running.get("/v1/topics/vertebroplasty")

        assert (status, problem["type"]) == (404, "/problems/not-published")
        log = running.log.read_text()
        assert "Every section is withheld" in log
        assert "vertebra serve --drafts" in log
        assert "see locales/REVIEWING.md" in log


def test_a_broken_catalog_is_said_before_the_first_answer(folders: Folders) -> None:
    """On start: file, line, column and what to do, before /health answers; the server serves on."""
    catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    edit(catalog, 'msgstr "infección o sangrado"', 'msgstr "infección o sangrado')
    line = catalog.read_text().split("\n").index('msgstr "infección o sangrado') + 1
    with serving(folders, "--drafts") as running:
        said = running.log.read_text()

        assert f"{catalog}:{line}:8: error po-syntax the quote that opens here is not closed" in said
        assert said.index(str(catalog)) < said.index("Vertebra at")
        assert running.get(f"{RISKS}/es.json")[1]["fallback"] == {"from": "es", "reason": "failed-check"}


def test_a_change_is_served_within_a_second_or_so(folders: Folders) -> None:
    """A translator's save, a broken file and its mending each reach the reader; every worker follows."""
    catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    with serving(folders, "--drafts", "--workers", "2") as running:

        def served() -> set[str]:
            # Each request is a new connection, so both workers are asked.
            return {running.get(f"{RISKS}/es.json")[1]["digest"] for _ in range(20)}

        before = served()
        edit(catalog, "infección o sangrado", "infección o hemorragia")
        running.wait(lambda: len(served() | before) == 2 and not served() & before)

        edit(catalog, 'msgstr "infección o hemorragia"', 'msgstr "infección o hemorragia')
        running.wait(lambda: running.get(f"{RISKS}/es.json")[1]["fallback"] is not None)
        running.wait(lambda: f"{catalog}:" in running.log.read_text())
        edit(catalog, 'msgstr "infección o hemorragia', 'msgstr "infección o hemorragia"')
        running.wait(lambda: running.get(f"{RISKS}/es.json")[1]["fallback"] is None)

        # Two workers, one voice.
        assert running.log.read_text().count("error po-syntax") == 1


def test_a_worker_that_dies_is_replaced_and_serves_what_the_files_hold(folders: Folders) -> None:
    """Not what they held when the server began."""
    catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    with serving(folders, "--drafts", "--host", "localhost") as running:
        before = running.get(f"{RISKS}/es.json")[1]["digest"]
        edit(catalog, "infección o sangrado", "infección o hemorragia")
        running.wait(lambda: running.get(f"{RISKS}/es.json")[1]["digest"] != before)
        after = running.get(f"{RISKS}/es.json")[1]["digest"]
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
        worker = children.read_text().split()[0]
        os.kill(int(worker), signal.SIGKILL)
        seen = set()

        def replaced() -> bool:
            try:
                seen.add(running.get(f"{RISKS}/es.json")[1]["digest"])
            except OSError:
                return False
            return True

        running.wait(lambda: worker not in children.read_text().split())
        running.wait(replaced)
        assert seen == {after}


def test_settings_come_from_the_environment_too(folders: Folders) -> None:
    """VERTEBRA_DRAFTS and VERTEBRA_PUBLIC_URL do what the options do."""
    environment = {"VERTEBRA_DRAFTS": "1", "VERTEBRA_PUBLIC_URL": "https://edu.example.org"}
    add_locale(folders, "fr")
    with serving(folders, environment=environment) as running:
        assert running.get("/openapi.json")[1]["servers"][0]["url"] == "https://edu.example.org"
        assert running.get("/v1/topics/vertebroplasty/fr.json")[0] == 200
        assert "Vertebra at https://edu.example.org" in running.log.read_text()


def test_a_taken_port_is_refused(folders: Folders) -> None:
    """Exit code 2, the port, and what to do: never half the answers of another server."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), "--content", str(folders.content), "--locales", str(folders.locales))

    assert done.returncode == 2
    assert f"vertebra: cannot listen on 127.0.0.1 port {port}: Address already in use; choose another" in done.stderr


def test_unreadable_content_is_refused_with_every_reason(folders: Folders) -> None:
    """Exit code 2 and all findings at once."""
    edit(folders.content / "vertebroplasty" / "risks.md", " {#leak}", "")
    edit(folders.content / "vertebroplasty" / "recovery.md", " {#home}", " {#title}")
    done = run("serve", "--content", str(folders.content), "--locales", str(folders.locales))

    assert done.returncode == 2
    assert "recovery.md:3:1: error block-id the id title is taken in this section" in done.stderr
    assert "risks.md:8:1: error block-id this text has no id; end it in {#cement-leaking-into}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["serve", "--port", "x"], ["serve", "--nothing"]])
def test_wrong_usage_is_a_2(arguments: list[str]) -> None:
    """With a word about what is right, and no traceback."""
    done = run(*arguments)

    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_is_said() -> None:
    """`vertebra --version`."""
    assert run("--version").stdout == "vertebra 0.1.0\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, to its end."""
    return subprocess.run([str(VERTEBRA), *arguments], capture_output=True, text=True, timeout=30, check=False)
