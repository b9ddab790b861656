"""What a visit leaves behind in a reader's browser; and that the tests would see it if something went wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.e2e.guide import FRAME, STAND_IN
from tests.e2e.hosting import SETTLED, Site, serving_partner, write_page
from tests.judge.firefox import Visit, open_firefox, visiting
from tests.judge.test_component import TWO

FAULTS: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Faulty</title></head><body>
  <p style="color: red">The page's policy forbids this style.</p><pre>This line is far too long for a window that is 320 pixels wide.</pre>
  <img src="http://elsewhere.example/pixel.gif" alt=""><img src="/here.gif">
  <script>
    document.cookie = "reader=1; max-age=999";
    localStorage.setItem("reader", "1");
    sessionStorage.setItem("reader", "1");
    const open = new Promise((done) => { indexedDB.open("reader").onsuccess = done });
    Promise.all([caches.open("reader"), open, navigator.serviceWorker.register("/worker.js")]).then(() => document.title = "Kept");
    console.warn("a warning");
    fail();
  </script></body></html>"""


def list_kept(profile: Path) -> list[str]:
    """What sites left in the profile of a browser that has ended: their storage, cookies, service workers."""
    kept = [path.name for path in profile.glob("storage/default/*")]
    with closing(sqlite3.connect(profile / "cookies.sqlite")) as cookies:
        kept += [f"cookie {name}" for (name,) in cookies.execute("select name from moz_cookies")]
    workers = profile / "serviceworker.txt"
    return kept + ([workers.name] if workers.exists() else [])


def test_a_whole_visit_leaves_nothing_on_the_disk(api: Site, tmp_path: Path) -> None:
    """The component and a switch of language, the frame, the page to read: after them the profile has nothing of any site."""
    body = TWO + FRAME.replace(STAND_IN, api.address)
    page = write_page(body, f"{api.address}/assets/v1/vertebra.js")
    with (
        serving_partner({"/": page}) as partner,
        open_firefox("es-MX", tmp_path) as remote,
        visiting(remote, asking=False) as visit,
    ):
        visit.go(partner)
        visit.wait_for(f"() => {SETTLED}")
        visit.press("Tab", "ArrowDown")
        visit.wait_for("() => told.some(([name]) => name === 'vertebra-language')")
        visit.go(f"{api.address}/read/vertebroplasty")
    assert list_kept(tmp_path) == []


def test_what_goes_wrong_is_seen(tmp_path: Path) -> None:
    """A page that does all that ours must not do is found out in each."""
    policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; img-src *"
    with (
        serving_partner({"/": FAULTS}, policy, {"/worker.js": b"0;"}) as partner,
        open_firefox("ar", tmp_path) as remote,
    ):
        visit = Visit(remote)
        visit.go(partner)
        visit.wait_for("() => document.title === 'Kept'")
        assert visit.hosts == {"localhost", "elsewhere.example"}
        for text in ("Content-Security-Policy", "a warning", "fail is not defined"):
            assert any(text in fault for fault in visit.complaints), text
        assert 0 not in visit.count_kept()
        visit.resize(320)
        assert visit.overflows()
        assert any("image-alt" in fault for fault in visit.judge_accessibility())
    kept = list_kept(tmp_path)
    assert {"cookie reader", "serviceworker.txt"} < set(kept)
    assert any(name.startswith("http+++localhost") for name in kept)
