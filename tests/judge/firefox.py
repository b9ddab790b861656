"""Debian's Firefox ESR as it is, and a reader's visit in it.

It is driven over WebDriver BiDi, which it speaks itself, so that nothing else has to be there. Playwright drives a Firefox of its own
making, and others by an experiment that asks the ESR for more than it can; Selenium needs geckodriver, which Debian 12 lacks;
with Puppeteer the tests would be in another language than the servers that they ask.

Rules
1. A profile is new. It says nothing but the reader's languages, and that whatever is not this machine is out of reach.
2. A visit fails its test if the browser complained of anything, asked another host for anything, or kept anything.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from msgspec import Struct

from tests.e2e.hosting import API_HOST, PARTNER_HOST
from tests.judge.bidi import Remote, dialling

_NOWHERE: Final = 9
"""A port of this machine that nobody listens on: where requests to other hosts end."""

_KEYS: Final = {"Tab": "\ue004", "Enter": "\ue007", "ArrowUp": "\ue013", "ArrowDown": "\ue015"}

_COUNT_KEPT: Final = """async () => {
  const count = async (list) => {
    try { return (await list()).length } catch (fault) { return fault.name === "SecurityError" ? 0 : String(fault) }
  };
  return Promise.all([() => document.cookie, () => localStorage, () => sessionStorage, () => indexedDB.databases(),
    () => caches.keys()].map(count));
}"""
"""How much a page has kept, of each kind. Where it may keep nothing, it may not even ask."""

_JUDGE: Final = """async () => (await axe.run({ iframes: false, resultTypes: ["violations"] })).violations.flatMap(({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`))"""


class Reader(Struct, frozen=True):
    """Somebody with a browser of their own, and the language that they should get."""

    remote: Remote
    locale: str
    direction: str


@contextmanager
def open_firefox(languages: str, profile: Path) -> Iterator[Remote]:
    """The browser of a reader who set these languages, most wanted first, until the block ends. The profile is an empty folder."""
    program = shutil.which("firefox-esr")
    assert program, "there is no firefox-esr; `make firefox` installs it"
    preferences = {
        "intl.accept_languages": languages,
        "network.proxy.type": 1,
        **{f"network.proxy.{name}": API_HOST for name in ("http", "ssl")},
        **{f"network.proxy.{name}_port": _NOWHERE for name in ("http", "ssl")},
        "network.proxy.no_proxies_on": f"{API_HOST}, {PARTNER_HOST}",
    }
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
    (profile / "user.js").write_text("".join(lines))
    command = [program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
    # At home in its profile: it leaves nothing in the home of whoever runs the tests, and looks for nothing there.
    environment = {**os.environ, "HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"}
    with (profile / "said.txt").open("w") as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment)
    try:
        with dialling(_find_address(profile, process)) as remote:
            yield remote
        process.wait(30)
    finally:
        process.kill()
        process.wait()


def _find_address(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """Where it listens; a file of its profile says so."""
    path = profile / "WebDriverBiDiServer.json"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        text = path.read_text() if path.exists() else ""
        if text.endswith("}"):
            told = json.loads(text)
            return f"ws://{told['ws_host']}:{told['ws_port']}"
        time.sleep(0.05)
    raise AssertionError((profile / "said.txt").read_text())


class Visit:
    """What a reader does in a tab, and all that the browser did on the way. A frame of the page is named by its id, the page by none."""

    def __init__(self, remote: Remote) -> None:
        """Listen from the first request on."""
        self._remote = remote
        self._tab = remote.command("browsingContext.create", type="tab")["context"]
        remote.events.clear()

    def close(self) -> None:
        """End it."""
        self._remote.command("browsingContext.close", context=self._tab)

    def go(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""
        self._remote.command("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, function: str, *values: Any, frame: str = "") -> Any:
        """What the function returns when it is called with the values, which are JSON as it is."""
        call = f"async () => JSON.stringify(await ({function})(...{json.dumps(values)}))"
        target = {"context": frame or self._tab}
        done = self._remote.command("script.callFunction", functionDeclaration=call, target=target, awaitPromise=True)
        assert done["type"] == "success", done["exceptionDetails"]["text"]
        return json.loads(done["result"].get("value", "null"))

    def wait_for(self, function: str, *values: Any, frame: str = "") -> Any:
        """What the function returns, once that is true."""
        deadline = time.monotonic() + 30
        while not (found := self.evaluate(function, *values, frame=frame)):
            assert time.monotonic() < deadline, f"still not so: {function}"
            time.sleep(0.05)
        return found

    def press(self, *keys: str, frame: str = "") -> None:
        """Press keys, one after the other."""
        strokes = [{"type": stroke, "value": _KEYS[key]} for key in keys for stroke in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": strokes}]
        self._remote.command("input.performActions", context=frame or self._tab, actions=actions)

    def resize(self, width: int, scale: float = 1) -> None:
        """Make the window so many CSS pixels wide, each of them `scale` pixels of the screen."""
        viewport = {"width": width, "height": 800}
        self._remote.command(
            "browsingContext.setViewport", context=self._tab, viewport=viewport, devicePixelRatio=scale
        )

    def find_frames(self) -> list[str]:
        """The page's frames."""
        (page,) = self._remote.command("browsingContext.getTree", root=self._tab)["contexts"]
        return [frame["context"] for frame in page["children"]]

    def judge_accessibility(self, frame: str = "") -> list[str]:
        """What axe has against it: WCAG 2.2 AA and best practices."""
        target = {"context": frame or self._tab}
        self._remote.command("script.evaluate", expression=AXE_SCRIPT, target=target, awaitPromise=False)
        found: list[str] = self.evaluate(_JUDGE, frame=frame)
        return found

    def overflows(self, frame: str = "") -> bool:
        """Whether it must be scrolled sideways."""
        look = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(self.evaluate(look, frame=frame))

    def count_kept(self) -> list[Any]:
        """How much the page and its frames have kept, of each kind, as far as they see it themselves."""
        return [count for frame in ("", *self.find_frames()) for count in self.evaluate(_COUNT_KEPT, frame=frame)]

    @property
    def complaints(self) -> list[str]:
        """Every warning and error on the console so far, the browser's own too."""
        self.evaluate("() => null")
        return [
            event.told["text"]
            for event in self._remote.events
            if event.name == "log.entryAdded" and event.told["level"] in {"warn", "error"}
        ]

    @property
    def hosts(self) -> set[str]:
        """Those that were asked for anything so far."""
        addresses = [
            event.told["request"]["url"] for event in self._remote.events if event.name == "network.beforeRequestSent"
        ]
        return {host for address in addresses if (host := urlsplit(address).hostname)}


@contextmanager
def visiting(remote: Remote, *, asking: bool = True) -> Iterator[Visit]:
    """A visit in a tab of its own. Unless it is not to be asked, the page is asked in the end what it kept."""
    visit = Visit(remote)
    visit.resize(1200)
    yield visit
    assert visit.complaints == [], visit.complaints
    assert visit.hosts <= {API_HOST, PARTNER_HOST}, visit.hosts
    if asking:
        assert set(visit.count_kept()) == {0}, visit.count_kept()
        cookies = remote.command("storage.getCookies")["cookies"]
        assert cookies == [], cookies
    visit.close()
