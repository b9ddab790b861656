"""The page to frame, and the page to read, in Firefox ESR: the first on a partner's page that says en-US and lies on another site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.e2e.guide import FRAME, STAND_IN
from tests.e2e.hosting import ICON, Site, serving_partner
from tests.judge.firefox import Reader, Visit, visiting

HOST_PAGE: Final = (
    f'<!doctype html><html lang="en-US"><head><meta charset="utf-8">{ICON}<title>A practice</title>'
    '<meta name="viewport" content="width=device-width"></head><body><main><h1>A practice</h1>{}</main></body></html>'
)

SHOWN: Final = """() => [document.documentElement, ...document.querySelectorAll("section")].map(
  (each) => [each.lang, each.dir, getComputedStyle(each).direction].join())"""

FITTED: Final = """(above) => {
  const { clientWidth, scrollHeight } = document.documentElement;
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  return clientWidth === innerWidth && scrollHeight === height && innerHeight === height && height > above && height;
}"""
"""How high the text is, when it is higher than that, and the frame is as high and has no scroll bar. Else false."""

FOCUSED: Final = "() => document.activeElement.getAttribute('href') ?? document.activeElement.localName"


@contextmanager
def framing(reader: Reader, api: Site) -> Iterator[tuple[Visit, str]]:
    """A visit to a partner's page with the frame on it, and the frame."""
    api.asked.clear()
    page = HOST_PAGE.format(FRAME.replace(STAND_IN, api.address))
    with serving_partner({"/": page}) as partner, visiting(reader.remote) as visit:
        visit.go(partner)
        (frame,) = visit.find_frames()
        yield visit, frame


def measure(visit: Visit, frame: str, above: int = 0) -> int:
    """The frame's height, once that is the height of the text in it, and more than `above`."""
    return int(visit.wait_for(FITTED, above, frame=frame))


def name_other(reader: Reader) -> tuple[int, str]:
    """Which language in the list is another than the reader's, and its tag."""
    return (1, "ar") if reader.locale == "en" else (2, "en")


def test_the_frame_is_in_the_browsers_language_and_as_high_as_its_text(reader: Reader, api: Site) -> None:
    """Not in the page's; sandboxed, wide and narrow; it tells us of no page around it and keeps nothing."""
    with framing(reader, api) as (visit, frame):
        assert set(visit.evaluate(SHOWN, frame=frame)) == {f"{reader.locale},{reader.direction},{reader.direction}"}
        wide = measure(visit, frame)
        visit.resize(320)
        measure(visit, frame, above=wide)
        assert not visit.overflows()
        assert not visit.overflows(frame)
        assert visit.evaluate("() => document.title", frame=frame)
    (asked,) = api.asked
    assert asked.target == "/embed/vertebroplasty/risks"
    assert not {"cookie", "referer"} & asked.headers.keys()


def test_a_reader_changes_the_frames_language_by_keyboard(reader: Reader, api: Site) -> None:
    """The list unfolds, the frame grows with it; the new page stays in the frame, which fits again."""
    position, locale = name_other(reader)
    with framing(reader, api) as (visit, frame):
        folded = measure(visit, frame)
        visit.press("Tab")
        assert visit.evaluate(FOCUSED) == "iframe"
        assert visit.evaluate(FOCUSED, frame=frame) == "summary"
        visit.press("Enter", frame=frame)
        visit.wait_for("() => document.querySelector('details').open", frame=frame)
        measure(visit, frame, above=folded)
        visit.press(*("Tab",) * position, frame=frame)
        assert visit.evaluate(FOCUSED, frame=frame) == f"/embed/vertebroplasty/risks/{locale}"
        visit.press("Enter", frame=frame)
        visit.wait_for(
            f"() => document.readyState === 'complete' && document.documentElement?.lang === {locale!r}", frame=frame
        )
        measure(visit, frame)


def test_axe_finds_nothing_in_the_frame_or_around_it(reader: Reader, api: Site) -> None:
    """WCAG 2.2 AA and best practices."""
    with framing(reader, api) as (visit, frame):
        assert visit.judge_accessibility() == []
        assert visit.judge_accessibility(frame) == []


def test_the_page_to_read_is_in_the_browsers_language(reader: Reader, api: Site) -> None:
    """All of it; by keyboard, the first stop leads past the languages, and each language is a stop."""
    position, locale = name_other(reader)
    with visiting(reader.remote) as visit:
        visit.go(f"{api.address}/read/vertebroplasty")
        shown = visit.evaluate(SHOWN)
        assert (len(shown), set(shown)) == (9, {f"{reader.locale},{reader.direction},{reader.direction}"})
        visit.press("Tab")
        assert visit.evaluate(FOCUSED) == "#Text"
        visit.press("Enter")
        assert visit.evaluate(FOCUSED) == "main"
        visit.go(f"{api.address}/read/vertebroplasty")
        visit.press(*("Tab",) * (1 + position), "Enter")
        visit.wait_for("(locale) => document.documentElement?.lang === locale", locale)
        assert visit.evaluate("() => location.pathname") == f"/read/vertebroplasty/{locale}"


def test_nothing_of_the_page_to_read_is_cut_off_and_axe_finds_nothing(reader: Reader, api: Site) -> None:
    """320 px wide, and 1280 px wide at 400 %; WCAG 2.2 AA and best practices."""
    with visiting(reader.remote) as visit:
        visit.go(f"{api.address}/read/vertebroplasty")
        for width, scale in ((320, 1), (320, 4)):
            visit.resize(width, scale)
            assert not visit.overflows()
            assert visit.judge_accessibility() == []
