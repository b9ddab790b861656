"""A partner's page on one origin, our API on another, and a browser that looks at both and tells what it saw.

The API is what the application answers, over a real socket: `127.0.0.1`. The partner is `localhost`: another site.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import unquote

from msgspec import Struct
from playwright.sync_api import Browser, Page

from api.release.model import Release
from tests.asgi import open_door

Answer = tuple[int, list[tuple[str, str]], bytes]

API_HOST: Final = "127.0.0.1"
PARTNER_HOST: Final = "localhost"

LISTEN: Final = """<script>
  window.told = [];
  for (const name of ["vertebra-load", "vertebra-language", "vertebra-error"])
    addEventListener(name, (event) => told.push([name, event.detail]));
</script>"""
"""Remembers the component's events."""

SETTLED: Final = """[...document.querySelectorAll("vertebra-education")].every(
  ({ shadowRoot }) => shadowRoot && !shadowRoot.querySelector(".wait, .more, [aria-busy=true]"))"""
"""Whether each element shows what it will show."""

ICON: Final = '<link rel="icon" href="data:,">'
"""Without one, the browser asks for /favicon.ico."""


class Asked(Struct, frozen=True):
    """A request that arrived."""

    target: str
    headers: dict[str, str]
    method: str = "GET"


class Site:
    """A server on a port of its own."""

    def __init__(self, host: str, answer: Callable[[Asked], Answer]) -> None:
        """Answer each request by `answer`."""
        self.asked: list[Asked] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers_by_name = {name.lower(): value for name, value in self.headers.items()}
                request = Asked(self.path, headers_by_name, self.command)
                asked.append(request)
                status, headers, body = answer(request)
                self.send_response_only(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_OPTIONS = do_GET  # noqa: N815  the name that http.server looks for

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        # Both names are this machine; a browser tells sites apart by name.
        self.server = ThreadingHTTPServer((API_HOST, 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://{host}:{self.server.server_address[1]}"

    def targets(self) -> list[str]:
        """What was asked for, in order."""
        return [each.target for each in self.asked]


@contextmanager
def running(site: Site) -> Iterator[Site]:
    """The site, until the block ends."""
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()


@contextmanager
def serving_api(release: Release) -> Iterator[Site]:
    """The release, as the application answers for it."""
    door = open_door(release)
    taking_turns = threading.Lock()

    def answer(asked: Asked) -> Answer:
        path, _, query = asked.target.partition("?")
        headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in asked.headers.items()]
        with taking_turns:
            reply = door.ask_raw(unquote(path), query.encode(), asked.method, headers)
        return reply.status, [(n.decode(), v.decode()) for n, v in reply.raw_headers], reply.body

    with running(Site(API_HOST, answer)) as site:
        yield site


@contextmanager
def serving_partner(
    pages: Mapping[str, str], policy: str = "", files: Mapping[str, bytes] | None = None
) -> Iterator[str]:
    """A partner's site: its pages (HTML by path) under a Content-Security-Policy, and its scripts. Its address."""

    def answer(asked: Asked) -> Answer:
        path = asked.target.partition("?")[0]
        if files and path in files:
            body, kind = files[path], "text/javascript"
        else:
            body, kind = pages.get(path, "").encode(), "text/html; charset=utf-8"
        headers = [("content-type", kind), ("content-length", str(len(body)))]
        if policy:
            headers.append(("content-security-policy", policy))
        return 200, headers, body

    with running(Site(PARTNER_HOST, answer)) as site:
        yield site.address


class Visit:
    """A reader's look at a partner's page, and all that the browser did on the way."""

    def __init__(self, page: Page) -> None:
        """Listen from the first request on."""
        self.page = page
        self.complaints: list[str] = []
        self.requested: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requested.append(request.url))

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def stored(self) -> Any:
        """Everything that a page can keep in a browser, at each of the two origins as the page sees them."""
        return self.page.evaluate(
            """async () => ({
                cookie: document.cookie, local: localStorage.length, session: sessionStorage.length,
                databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
                workers: (await navigator.serviceWorker.getRegistrations()).length,
            })"""
        )


@contextmanager
def visiting(browser: Browser, languages: str = "en-US", *, width: int = 1200, **options: Any) -> Iterator[Visit]:
    """A visit by a reader whose browser is set to these languages, most wanted first. It asks nobody but the two sites."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    page = context.new_page()
    visit = Visit(page)
    tool = context.new_cdp_session(page)
    agent = page.evaluate("navigator.userAgent")
    tool.send("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": languages})
    try:
        yield visit
        cookies = context.cookies()
    finally:
        context.close()
    hosts = {url.split("/")[2].partition(":")[0] for url in visit.requested if not url.startswith("data:")}
    assert hosts <= {API_HOST, PARTNER_HOST}
    assert cookies == []


def write_page(body: str, script: str, *, head: str = "", listen: str = LISTEN) -> str:
    """A partner's page with the component from this address. Many a site says en-US to everybody."""
    return (
        f'<!doctype html><html lang="en-US"><head><meta charset="utf-8">{ICON}<title>A practice</title>'
        f'<meta name="viewport" content="width=device-width">{listen}{head}<script type="module" src="{script}"></script>'
        f"</head><body><main><h1>A practice</h1>{body}</main></body></html>"
    )


@contextmanager
def reading(
    browser: Browser, api: Site, body: str, languages: str = "en-US", *, head: str = "", **options: Any
) -> Iterator[Visit]:
    """A visit to a partner's page with this in it, once the component shows what it will show.

    `before` among the options is done with the page before it opens anything.
    """
    api.asked.clear()
    before = options.pop("before", None)
    html = write_page(body, f"{api.address}/assets/v1/vertebra.js", head=head)
    with serving_partner({"/": html}) as partner, visiting(browser, languages, **options) as visit:
        if before:
            before(visit.page)
        visit.page.goto(partner)
        visit.page.wait_for_function(SETTLED)
        yield visit


def told(page: Page, name: str) -> list[Any]:
    """The details of the component's events of this name, in order."""
    return [detail for each, detail in page.evaluate("told") if each == name]


def choose(page: Page, name: str, nth: int = 0) -> None:
    """Choose a language in an element's menu, by its own name."""
    page.get_by_role("combobox").nth(nth).select_option(label=name)
