"""The page to read, in a real browser: by keyboard, without script, narrow, dark, printed, and in every script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.builders import SIXTEEN, copy_project, edit
from tests.e2e.browser import judge_accessibility, overflows
from tests.e2e.framing import visit
from tests.e2e.test_serve import serving

TOPIC = "/read/vertebroplasty"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of everything that is shipped, but that the Urdu risks stand in."""
    folders = copy_project(tmp_path_factory.mktemp("project"), *SIXTEEN)
    edit(folders.locales / "ur" / "LC_MESSAGES" / "vertebroplasty.po", "انفیکشن یا خون بہنا", "")
    with serving(folders, "--drafts") as running:
        yield f"http://127.0.0.1:{running.port}"


@pytest.fixture(scope="module")
def withheld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on which nothing is signed, and so nothing is shown."""
    folders = copy_project(tmp_path_factory.mktemp("withheld"), "es", "ar")
    with serving(folders) as running:
        yield f"http://127.0.0.1:{running.port}"


@pytest.mark.parametrize("tag", ["en", "es", "ar", "ur"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, api: str, tag: str, scheme: Any) -> None:
    """WCAG 2.2 AA and best practices, of a topic, of a section, and of one that stands in."""
    with visit(browser, color_scheme=scheme) as page:
        for path in (f"{TOPIC}/{tag}", f"{TOPIC}/benefits/{tag}", f"{TOPIC}/risks/{tag}"):
            page.goto(api + path)
            assert judge_accessibility(page) == []


@pytest.mark.parametrize("tag", ["en", "es", "ar"])
def test_axe_finds_nothing_where_nothing_is_shown(browser: Browser, withheld: str, tag: str) -> None:
    """Nor of the page that says so, in a frame or not, nor of a senseless query's."""
    context = browser.new_context()
    page = context.new_page()
    for path in (f"{TOPIC}/{tag}", f"/embed/vertebroplasty/risks/{tag}", f"{TOPIC}?lang="):
        reply = page.goto(withheld + path)
        assert reply is not None
        assert reply.status in {400, 404}
        assert judge_accessibility(page) == []
        assert not overflows(page)
    context.close()


@pytest.mark.parametrize("tag", ["en", *SIXTEEN])
def test_nothing_is_cut_off_on_a_narrow_screen(browser: Browser, api: str, tag: str) -> None:
    """320 px wide, as at 400 % of a wide one, also with the spacing that a reader may need (WCAG 1.4.12)."""
    spacing = "* { line-height: 2 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"  # fmt: skip
    with visit(browser, 320, bypass_csp=True) as page:
        page.goto(f"{api}{TOPIC}/{tag}")
        assert not overflows(page)
        page.add_style_tag(content=spacing)
        assert not overflows(page)


def test_everything_is_reached_by_keyboard(browser: Browser, api: str) -> None:
    """First the way past the languages, which is seen when it is there; then each language; then the page."""
    with visit(browser) as page:
        page.goto(f"{api}{TOPIC}/es")
        skip = page.get_by_role("link", name="Cómo ayuda la vertebroplastia").first
        expect(skip).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="العربية")).to_be_focused()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="¿Qué es la vertebroplastia?")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{api}{TOPIC}/es#what-it-is")


def test_it_works_without_script(browser: Browser, api: str) -> None:
    """The language, the section that belongs beside this one, the whole topic, the list of what is on the page."""
    with visit(browser, java_script_enabled=False, locale="es-MX") as page:
        page.goto(f"{api}{TOPIC}/benefits")
        expect(page.locator("html")).to_have_attribute("lang", "es")
        page.get_by_role("link", name="Riesgos y consideraciones").click()
        expect(page).to_have_url(f"{api}{TOPIC}/risks/es")
        page.get_by_role("navigation", name="Idioma").get_by_role("link", name="العربية").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        page.get_by_role("link", name="قراءة الصفحة كاملة").click()
        expect(page).to_have_url(f"{api}{TOPIC}/ar")
        page.get_by_role("navigation", name="في هذه الصفحة").get_by_role("link").last.click()
        expect(page.locator("#next-steps h2")).to_be_in_viewport()


WALK = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), runs = [];
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim()) continue;
    const parent = node.parentElement;
    runs.push([node.data, parent.closest("[lang]").lang, getComputedStyle(parent).direction]);
  }
  return runs;
}"""


def runs_of(page: Page) -> list[tuple[str, str, str]]:
    """Each stretch of text, its language, and the direction in which it is set."""
    return [(text, lang, direction) for text, lang, direction in page.evaluate(WALK)]


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("ur", "rtl"), ("ht", "ltr")])
def test_each_run_has_its_language_and_direction(browser: Browser, api: str, tag: str, direction: str) -> None:
    """In the page's own, but for other languages' names, what is English, and Latin names in right-to-left text."""
    with visit(browser) as page:
        for path in (TOPIC, f"{TOPIC}/benefits", f"{TOPIC}/risks"):
            page.goto(f"{api}{path}/{tag}")
            runs = runs_of(page)
            own = [run for run in runs if run[1] == tag and run[2] == direction]
            assert len(own) > (5 if path == TOPIC else 1)
            for text, lang, way in runs:
                if direction == "rtl" and any("a" <= letter.lower() <= "z" for letter in text):
                    assert way == "ltr", text
                if any("\u0600" <= letter <= "\u06ff" for letter in text):
                    assert (lang in {"ar", "ur"}, way) == (True, "rtl"), text


@pytest.mark.parametrize("tag", ["ar", "ur", "ht"])
def test_notes_are_read_before_what_they_are_about(browser: Browser, api: str, tag: str) -> None:
    """In the browser's accessibility tree: languages, the main part, its heading, the notes, then the text; then what is below."""
    with visit(browser) as page:
        page.goto(f"{api}{TOPIC}/risks/{tag}")
        tree = page.locator("body").aria_snapshot()
        order = [tree.index(f"- {role}") for role in ("navigation", "main", "heading", "note", "contentinfo")]
        assert order == sorted(order)
        main = tree[tree.index("- main") : tree.index("- contentinfo")]
        assert main.rindex("- note") < main.index("- list")
        first = page.get_by_role("note").first
        assert first.get_attribute("lang") == tag
        if tag == "ur":
            assert page.locator("section").get_attribute("lang") == "en"
            assert "infection or bleeding" in main


@pytest.mark.parametrize(("tag", "least"), [("ur", 2.2), ("ar", 1.8), ("hi", 1.7), ("zh-Hans", 1.7), ("en", 1.5)])
def test_lines_have_the_room_that_their_script_needs(browser: Browser, api: str, tag: str, least: float) -> None:
    """Urdu is written in Nastaliq, whose words slope; letters of joined scripts are not spaced, and none is slanted."""
    measure = """([tag]) => {
      const style = getComputedStyle(document.querySelector(`section[lang="${tag}"] > p:not([role])`));
      return [parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.letterSpacing, style.fontFamily];
    }"""
    with visit(browser) as page:
        page.goto(f"{api}{TOPIC}/{tag}")
        lead, spacing, family = page.evaluate(measure, [tag])

        assert lead >= least
        assert spacing == "normal"
        assert ("Nastaliq" in family) == (tag == "ur")
        if tag == "ur":
            assert "Nastaliq" not in page.evaluate("getComputedStyle(document.querySelector('section bdi')).fontFamily")


def test_on_paper_there_is_the_text_with_its_notices(browser: Browser, api: str) -> None:
    """What cannot be clicked there is gone; what must be told is there, and framed without colour."""
    with visit(browser, color_scheme="dark") as page:
        page.goto(f"{api}{TOPIC}/es")
        page.emulate_media(media="print")
        for name in ("languages", "contents", "skip"):
            expect(page.locator(f".{name}")).to_be_hidden()
        expect(page.get_by_role("note").first).to_be_visible()
        style = "getComputedStyle(document.querySelector('.vertebra-notice'))"
        assert page.evaluate(f"[{style}.borderInlineStartStyle, {style}.color]") == ["solid", "rgb(0, 0, 0)"]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        expect(page.get_by_role("contentinfo")).to_be_visible()


def test_nothing_moves(browser: Browser, api: str) -> None:
    """So that a reader who wants no motion has none to switch off."""
    with visit(browser) as page:
        for path in (f"{TOPIC}/es", "/embed/vertebroplasty/risks/es"):
            page.goto(api + path)
            page.keyboard.press("Tab")
            moving = "[...document.querySelectorAll('*')].filter(each => { const s = getComputedStyle(each); return s.animationName !== 'none' || s.transitionDuration !== '0s' || s.scrollBehavior !== 'auto' }).length"
            assert page.evaluate(moving) == 0
