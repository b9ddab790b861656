"""The preview in a real browser, as a translator keeps it open while editing a PO file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from api.project.reading import Folders
from tests.builders import copy_project, edit
from tests.e2e.browser import judge_accessibility, open_page, overflows, previewing

RISKS = "vertebroplasty/risks"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A copy of the project in languages of three scripts and both directions."""
    return copy_project(tmp_path_factory.mktemp("project"), "es", "ur", "zh-Hant")


@pytest.fixture(scope="module")
def address(project: Folders) -> Iterator[str]:
    """Where the preview of it answers."""
    with previewing(project) as found:
        yield found


@pytest.fixture
def catalog(project: Folders) -> Iterator[Path]:
    """The Spanish catalog, put back after the test."""
    path = project.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def test_the_board_leads_to_every_sheet(browser: Browser, address: str) -> None:
    """A picture of tiles; each says in words what its colour says, and can be reached by keyboard."""
    with open_page(browser) as page:
        page.goto(address)
        expect(page.get_by_role("table").get_by_role("row")).to_have_count(1 + 3)
        tile = page.get_by_role("link", name="Spanish, risks: draft, 100 % of its words done")
        tile.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}/es/{RISKS}")
        expect(page.get_by_role("heading", level=1)).to_have_text("risks, Spanish")
        page.get_by_role("link", name="Next: next-steps").click()
        expect(page).to_have_url(f"{address}/es/vertebroplasty/next-steps")


def test_a_save_is_shown_where_the_reader_is(browser: Browser, address: str, catalog: Path) -> None:
    """The new words appear, marked and announced; scroll position, opened notes and focus stay."""
    with open_page(browser) as page:
        page.goto(f"{address}/es/{RISKS}")
        row = page.locator('[id="risks/infection"]')
        nerve = page.locator('[id="risks/nerve"]')
        nerve.locator("summary").click()
        nerve.scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, 500)")
        place = page.evaluate("[scrollY, document.getElementById('risks/nerve').getBoundingClientRect().top]")
        assert place[0] > 100
        edit(catalog, "infección o sangrado", "infección, o también un sangrado")
        expect(row.locator("[lang=es]")).to_have_text("infección, o también un sangrado")
        expect(row).to_have_class("row changed")
        expect(page.get_by_role("status")).to_have_text("Updated: risks/infection")
        assert place == page.evaluate("[scrollY, document.getElementById('risks/nerve').getBoundingClientRect().top]")
        expect(nerve.locator("details")).to_have_attribute("open", "")
        assert page.evaluate("document.activeElement.closest('[id]')?.id") == "risks/nerve"


def test_what_stands_still_is_the_text_in_sight(browser: Browser, address: str, catalog: Path) -> None:
    """Also where the page above it grows: a finding further up moves nothing that is being read."""
    with open_page(browser, height=400) as page:
        page.goto(f"{address}/es/{RISKS}")
        page.evaluate("document.getElementById('risks/allergy').scrollIntoView()")
        top = "document.getElementById('risks/allergy').getBoundingClientRect().top"
        before = page.evaluate(top)
        edit(catalog, "fuga de cemento hacia zonas cercanas (ocurre rara vez)", "fuga de <b>cemento</b>")
        expect(page.locator('[id="risks/leak"] .findings .error').first).to_be_attached()
        assert abs(page.evaluate(top) - before) < 2


def test_a_file_that_breaks_shows_where_and_why(browser: Browser, address: str, catalog: Path) -> None:
    """With the line itself; the last good text stays until it is mended."""
    with open_page(browser) as page:
        page.goto(f"{address}/es/{RISKS}")
        edit(catalog, "infección o sangrado", "infección o hemorragia")
        own = page.locator('[id="risks/infection"] [lang=es]')
        expect(own).to_have_text("infección o hemorragia")
        edit(catalog, 'msgstr "infección o hemorragia"', 'msgstr "infección o hemorragia')
        alarm = page.get_by_role("alert")
        expect(alarm).to_contain_text("the quote that opens here is not closed")
        expect(alarm.locator("pre")).to_have_text('msgstr "infección o hemorragia')
        expect(own).to_have_text("infección o hemorragia")
        expect(page.get_by_role("status")).to_contain_text("The last good text stays")
        edit(catalog, 'msgstr "infección o hemorragia', 'msgstr "infección o sangrado"')
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(own).to_have_text("infección o sangrado")


def test_an_outdated_block_shows_what_changed_in_the_english(browser: Browser, address: str, project: Folders) -> None:
    """Word by word, and the old words as a hint."""
    section = project.content / "vertebroplasty" / "risks.md"
    before = section.read_text()
    try:
        with open_page(browser) as page:
            page.goto(f"{address}/ur/{RISKS}")
            edit(section, "nearby areas (rare)", "nearby tissue (rare)")
            diff = page.locator('[id="risks/leak"] .diff')
            expect(diff.locator("del")).to_have_text("areas")
            expect(diff.locator("ins")).to_have_text("tissue")
            expect(page.get_by_text("patients get the English instead")).to_be_visible()
    finally:
        section.write_text(before)


def test_right_to_left_is_right_to_left(browser: Browser, address: str) -> None:
    """The Urdu column reads from the right, beside an English one that reads from the left; a Latin name stays whole."""
    with open_page(browser) as page:
        page.goto(f"{address}/ur/vertebroplasty/next-steps")
        own = page.locator('[id="next-steps/goal"] [lang=ur]')
        style = own.evaluate("node => [getComputedStyle(node).direction, getComputedStyle(node).textAlign]")
        assert style == ["rtl", "start"]
        expect(own.locator("bdi")).to_have_text("IGEA Brain, Spine & Orthopedics")
        english = page.locator('[id="next-steps/goal"] [lang=en]')
        assert english.evaluate("node => getComputedStyle(node).direction") == "ltr"
        assert english.bounding_box()["x"] < own.bounding_box()["x"]  # type: ignore[index]


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize(
    "path", ["", "/ur", f"/es/{RISKS}", f"/ur/{RISKS}", "/zh-Hant/vertebroplasty/procedure", "/ur/interface"]
)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser: Browser, address: str, path: str, width: int) -> None:
    """WCAG 2.2 AA and best practices, on a desktop and 360 px wide."""
    with open_page(browser, width) as page:
        page.goto(f"{address}{path}")
        assert judge_accessibility(page) == []
        assert not overflows(page)


def test_a_dark_screen_has_contrast_too(browser: Browser, address: str) -> None:
    """Axe measures the colours that a reader with a dark screen sees."""
    with open_page(browser, color_scheme="dark") as page:
        for path in ("", f"/ur/{RISKS}"):
            page.goto(f"{address}{path}")
            assert judge_accessibility(page) == []


def test_when_the_preview_ends_the_page_says_so(browser: Browser, tmp_path: Path) -> None:
    """And what to do, instead of showing old words as if they were new."""
    context = browser.new_context()
    page = context.new_page()
    with previewing(copy_project(tmp_path)) as found:
        page.goto(f"{found}/es/{RISKS}")
        expect(page.get_by_role("status")).to_be_attached()
    expect(page.get_by_role("status")).to_have_text(
        "The preview does not answer. Start it again with: vertebra preview"
    )
    context.close()
