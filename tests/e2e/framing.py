"""Two origins, as a partner has them: our server at 127.0.0.1, and a site of somebody else's at localhost."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


class Site:
    """A partner's site: its address, and its pages by path, to be set by a test."""

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
def hosting() -> Iterator[Site]:
    """The site, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path.partition("?")[0])
            body = (page or "").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in site.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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
