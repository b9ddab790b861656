"""A real browser, Debian's Chromium, and what a person does with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from api.project.reading import Folders
from tests.builders import free_port

VERTEBRA = Path(sys.executable).parent / "vertebra"

QUIET: Final = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium would otherwise ask its maker's hosts for things that no test wants."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The browser, until the block ends."""
    path = shutil.which("chromium")
    assert path, "there is no chromium; `make chromium` installs it"
    # Chromium has no sandbox for root, as whom CI runs; the pages are our own.
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: Browser, width: int = 1200, height: int = 800, ignored: tuple[str, ...] = (), **options: Any
) -> Iterator[Page]:
    """A page that fails the test if it logs an error (but one with an `ignored` text) or asks another host for anything."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    errors: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2].partition(":")[0]))
    try:
        yield page
    finally:
        cookies = context.cookies()
        context.close()
    assert [error for error in errors if not any(text in error for text in ignored)] == []
    # A file has no host, and an icon in the page none either.
    assert hosts <= {"127.0.0.1", "", "data"}, hosts
    assert cookies == []


def judge_accessibility(page: Page) -> list[str]:
    """What axe has against the page: WCAG 2.2 AA and its best practices."""
    found = Axe().run(page)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def wait_for_paint(page: Page | Frame) -> None:
    """Wait until all that is known by now has been laid out and painted, and what watches that was told."""
    page.evaluate("""() => new Promise((done) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))""")


def overflows(page: Page) -> bool:
    """Whether the page as a whole must be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@contextmanager
def previewing(folders: Folders) -> Iterator[str]:
    """`vertebra preview` of the folders, until the block ends: its address."""
    port = free_port()
    command = [str(VERTEBRA), "preview", "--port", str(port), "--content", str(folders.content), "--locales", str(folders.locales)]  # fmt: skip
    log = folders.content.parent / "preview.txt"
    with log.open("w") as stderr:
        process = subprocess.Popen(command, stderr=stderr, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while not is_up(address):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(15)
    assert "Traceback" not in log.read_text()


def is_up(address: str) -> bool:
    """Whether it answers."""
    try:
        with urllib.request.urlopen(f"{address}/preview.js", timeout=2) as reply:
            return bool(reply.status == 200)
    except (OSError, urllib.error.URLError):
        return False
