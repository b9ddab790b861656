"""Two origins, as a partner has them: our server at 127.0.0.1, and a site of somebody else's at localhost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.e2e.hosting import PARTNER_HOST, Answer, Asked, Site, running


class Practice:
    """A partner's site: its address, and its pages by path, which a test sets."""

    def __init__(self, address: str) -> None:
        """Without pages."""
        self.address = address
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        """What is said of every page."""

    def show(self, body: str, lang: str = "en-US") -> str:
        """Make it a page whose own language is `lang`; gives its address."""
        path = f"/{len(self.pages)}"
        self.pages[path] = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>A practice</title>'
            '<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width,initial-scale=1"></head>'
            f"<body><h1>A practice</h1>{body}</body></html>"
        )
        return self.address + path


@contextmanager
def hosting() -> Iterator[Practice]:
    """The site, until the block ends."""

    def answer(asked: Asked) -> Answer:
        page = site.pages.get(asked.target.partition("?")[0])
        body = (page or "").encode()
        headers = [("content-type", "text/html; charset=utf-8"), ("content-length", str(len(body)))]
        return 200 if page else 404, headers + list(site.headers.items()), body

    with running(Site(PARTNER_HOST, answer)) as host:
        site = Practice(host.address)
        yield site


@contextmanager
def visit(browser: Browser, width: int = 1000, height: int = 800, **options: Any) -> Iterator[Page]:
    """A page of somebody whose visit must leave nothing behind, log no error, and call these two hosts alone."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    errors: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    context.on("request", lambda request: hosts.add(request.url.split("/")[2].partition(":")[0]))
    try:
        yield page
        state = context.storage_state()
    finally:
        context.close()
    assert errors == []
    assert hosts <= {"localhost", "127.0.0.1", "", "data"}, hosts
    assert state == {"cookies": [], "origins": []}
