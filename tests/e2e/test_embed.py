"""The frame of the partners' guide on a partner's page, in a real browser: another origin, other languages, WordPress's own messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.builders import copy_project, edit
from tests.e2e.browser import judge_accessibility, overflows, wait_for_paint
from tests.e2e.framing import Practice, hosting, visit
from tests.e2e.guide import FRAME, STAND_IN
from tests.e2e.test_serve import serving

RISKS = "/embed/vertebroplasty/risks"
RECOVERY = "/embed/vertebroplasty/recovery"
"""Short enough for WordPress, which lets no frame be higher than 1000."""


class Two(NamedTuple):
    """Both origins."""

    api: str
    site: Practice


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Our server, on which the Urdu benefits stand in, and a partner's site."""
    folders = copy_project(tmp_path_factory.mktemp("project"), "es", "zh-Hant", "ar", "ur", "fr", "ht", "gu")
    edit(folders.locales / "ur" / "LC_MESSAGES" / "vertebroplasty.po", "اہم فائدے", "")
    with serving(folders, "--drafts") as running, hosting() as site:
        yield Two(f"http://127.0.0.1:{running.port}", site)


def snippet(api: str) -> str:
    """The guide's two lines, for this server."""
    assert FRAME.count("\n") == 2
    return FRAME.replace(STAND_IN, api)


def framed(page: Page) -> Frame:
    """The page in the page's only frame."""
    (frame,) = page.frames[1:]
    frame.wait_for_load_state()
    return frame


def expect_fitting(page: Page) -> None:
    """The frame is as high as its text, so that nothing in it scrolls."""
    page.wait_for_function("""() => {
      const frame = document.querySelector("iframe");
      return frame.height !== "700" && frame.clientHeight === Number(frame.height);
    }""")
    wait_for_paint(framed(page))
    measured = framed(page).evaluate("""() => [
      Math.ceil(document.documentElement.getBoundingClientRect().height),
      document.documentElement.scrollHeight, innerHeight,
    ]""")
    assert measured[0] == measured[1] == measured[2]
    assert not overflows(page)


@pytest.mark.parametrize(
    ("wish", "lang", "direction"),
    [
        ("es-MX", "es", "ltr"),
        ("zh-TW", "zh-Hant", "ltr"),
        ("ar", "ar", "rtl"),
        ("ur", "ur", "rtl"),
        ("fr-HT,ht", "fr", "ltr"),
        ("de-DE", "en", "ltr"),
    ],
)
def test_the_readers_browser_chooses_the_language(
    browser: Browser, two: Two, wish: str, lang: str, direction: str
) -> None:
    """On a page that says `en-US` to everybody: language, direction and height are right, and nothing is left behind."""
    with visit(browser, locale=wish.partition(",")[0], extra_http_headers={"Accept-Language": wish}) as page:
        page.goto(two.site.show(snippet(two.api)))
        expect_fitting(page)
        frame = framed(page)

        assert frame.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [lang, direction]
        assert frame.evaluate("getComputedStyle(document.body).direction") == direction
        assert frame.title() == frame.locator("h1").inner_text()
        assert page.evaluate("document.documentElement.lang") == "en-US"


def test_the_frame_follows_its_text(browser: Browser, two: Two) -> None:
    """Narrower, it grows; and when the languages are unfolded, by keyboard, and when another is chosen."""
    with visit(browser, locale="en-US") as page:
        page.goto(two.site.show(snippet(two.api)))
        expect_fitting(page)
        wide = int(page.locator("iframe").get_attribute("height") or 0)
        page.set_viewport_size({"width": 320, "height": 800})
        page.wait_for_function("height => Number(document.querySelector('iframe').height) > height", arg=wide)
        expect_fitting(page)

        frame = framed(page)
        narrow = int(page.locator("iframe").get_attribute("height") or 0)
        frame.locator("summary").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("height => Number(document.querySelector('iframe').height) > height", arg=narrow)
        for _ in range(2):
            page.keyboard.press("Tab")
        assert frame.evaluate("document.activeElement.lang") == "en"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.frame_locator("iframe").locator("html")).to_have_attribute("lang", "es")
        expect_fitting(page)


def test_several_frames_have_each_its_own_height(browser: Browser, two: Two) -> None:
    """One second line serves them all."""
    first, second = snippet(two.api).strip().split("\n")
    other = first.replace("/risks", "/procedure/es")
    with visit(browser, locale="en-US") as page:
        page.goto(two.site.show(first + other + second))
        page.wait_for_function("[...document.querySelectorAll('iframe')].every(frame => frame.height !== '700')")
        heights = [frame.get_attribute("height") for frame in page.locator("iframe").all()]
        inner = [
            frame.evaluate("String(Math.ceil(document.documentElement.getBoundingClientRect().height))")
            for frame in page.frames[1:]
        ]

        assert heights == inner
        assert len(set(heights)) == 2


@pytest.mark.parametrize("sandbox", ['sandbox="allow-scripts"', ""])
def test_it_works_however_it_is_sandboxed(browser: Browser, two: Two, sandbox: str) -> None:
    """With the barest sandbox, in which its origin is nobody's, and with none."""
    changed = re.sub(r'sandbox="[^"]*"', sandbox, snippet(two.api))
    with visit(browser, locale="es-MX") as page:
        page.goto(two.site.show(changed))
        expect_fitting(page)

        assert (framed(page).evaluate("origin") == "null") is bool(sandbox)


def test_without_script_the_frame_scrolls(browser: Browser, two: Two) -> None:
    """On a page whose policy forbids the second line, or that has it not, the text is all there."""
    with visit(browser, locale="ar", java_script_enabled=False) as page:
        page.goto(two.site.show(snippet(two.api).replace('height="700"', 'height="200"')))
        inside = page.frame_locator("iframe")
        expect(inside.locator("html")).to_have_attribute("lang", "ar")
        inside.locator("footer").scroll_into_view_if_needed()
        expect(inside.locator("footer p").last).to_be_in_viewport()
        assert page.locator("iframe").get_attribute("height") == "200"


def test_a_link_out_of_the_frame_opens_a_window(browser: Browser, two: Two) -> None:
    """The whole page to read, which is free of the frame's sandbox."""
    with visit(browser, locale="es-MX") as page:
        page.goto(two.site.show(snippet(two.api)))
        with page.context.expect_page() as opened:
            framed(page).get_by_role("link", name="Leer la página completa").click()
        expect(opened.value).to_have_url(f"{two.api}/read/vertebroplasty/es")
        assert opened.value.evaluate("[origin, opener]") == [two.api, None]
        assert page.url.startswith(two.site.address)


RECEIVER = """<script>
  // What a page with WordPress's embeds does, written anew: heed only messages with the frame's secret, from the frame.
  const heard = [], frame = () => document.querySelector("iframe");
  addEventListener("message", ({ source, data }) => {
    if (source !== frame().contentWindow) return;
    heard.push(data);
    if (data.secret !== frame().dataset.secret || /[^a-zA-Z0-9]/.test(data.secret)) return;
    if (data.message === "height") frame().height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
    if (data.message === "link" && new URL(data.value).host === new URL(frame().src).host) location.hash = "followed";
  });
</script>"""


def wordpress(api: str, path: str, secret: str = "") -> str:
    """A frame as WordPress puts it; the secret may come later."""
    fragment = f"#?secret={secret}" if secret else ""
    return (
        f'{RECEIVER}<iframe sandbox="allow-scripts" data-secret="{secret or "Later0Come"}" width="600" height="338" '
        f'title="A practice" src="{api}{path}{fragment}"></iframe>'
    )


def heard(page: Page, message: str) -> list[Any]:
    """The messages of this kind that the host got."""
    return [each for each in page.evaluate("heard") if each["message"] == message]


def test_it_speaks_wordpress(browser: Browser, two: Two) -> None:
    """Its height with the secret, at once and when asked; a link to its own host as a message, for the host to follow."""
    with visit(browser, locale="en-US") as page:
        page.goto(two.site.show(wordpress(two.api, f"{RECOVERY}/es", "Abc123Def4")))
        page.wait_for_function("frame().height !== '338'")
        assert {each["secret"] for each in page.evaluate("heard")} == {"Abc123Def4"}
        height = framed(page).evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
        assert heard(page, "height")[-1]["value"] == height == int(page.locator("iframe").get_attribute("height") or 0)

        before = len(heard(page, "height"))
        page.evaluate("frame().contentWindow.postMessage({message: 'ready', secret: 'Wrong00000'}, '*')")
        page.evaluate("frame().contentWindow.postMessage('ready', '*')")
        page.evaluate("frame().contentWindow.postMessage({message: 'ready', secret: 'Abc123Def4'}, '*')")
        page.wait_for_function("count => heard.filter(each => each.message === 'height').length > count", arg=before)
        wait_for_paint(framed(page))
        wait_for_paint(page)
        assert len(heard(page, "height")) == before + 1

        framed(page).get_by_role("link", name="Leer la página completa").click()
        page.wait_for_function("location.hash === '#followed'")
        assert [each["value"] for each in heard(page, "link")] == [f"{two.api}/read/vertebroplasty/es"]
        assert framed(page).url == f"{two.api}{RECOVERY}/es#?secret=Abc123Def4"


def test_another_language_keeps_wordpresss_secret(browser: Browser, two: Two) -> None:
    """Else the host would heed nothing that the next page says."""
    with visit(browser, locale="en-US") as page:
        page.goto(two.site.show(wordpress(two.api, RECOVERY, "Abc123Def4")))
        framed(page).locator("summary").click()
        framed(page).get_by_role("link", name="العربية").click()
        expect(page.frame_locator("iframe").locator("html")).to_have_attribute("lang", "ar")
        height = framed(page).evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
        page.wait_for_function("height => frame().height === String(height)", arg=height)
        assert {each["secret"] for each in page.evaluate("heard")} == {"Abc123Def4"}


def test_wordpresss_secret_may_come_late(browser: Browser, two: Two) -> None:
    """Added to the frame's address after it was loaded, it is said from then on."""
    with visit(browser, locale="en-US") as page:
        page.goto(two.site.show(wordpress(two.api, f"{RECOVERY}/es")))
        page.wait_for_function("heard.length > 0")
        assert page.locator("iframe").get_attribute("height") == "338"
        page.evaluate("frame().src += '#?secret=Later0Come'")
        page.wait_for_function("frame().height !== '338'")


def test_a_page_that_isolates_itself_may_frame_it(browser: Browser, two: Two) -> None:
    """Under `Cross-Origin-Embedder-Policy: require-corp` a browser opens no frame that does not say the same."""
    headers = {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"}
    two.site.headers.update(headers)
    try:
        with visit(browser, locale="es") as page:
            page.goto(two.site.show(snippet(two.api)))
            assert page.evaluate("crossOriginIsolated")
            expect(page.frame_locator("iframe").locator("html")).to_have_attribute("lang", "es")
            expect_fitting(page)
    finally:
        two.site.headers.clear()


def test_a_frame_is_light_on_a_light_page(browser: Browser, two: Two) -> None:
    """However the reader's other pages are: it cannot see the page around it, and most of those are light."""
    with visit(browser, color_scheme="dark") as page:
        page.goto(two.site.show(snippet(two.api)))
        seen = framed(page).evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.documentElement).colorScheme]"
        )
        assert seen == ["rgb(255, 255, 255)", "light"]


@pytest.mark.parametrize("tag", ["en", "es", "ar", "ur"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_frames_page(browser: Browser, two: Two, tag: str, scheme: Any) -> None:
    """WCAG 2.2 AA and best practices, of a section, of the whole topic, and of one that stands in; languages unfolded too."""
    with visit(browser, 600, color_scheme=scheme) as page:
        for path in (f"{RISKS}/{tag}", f"/embed/vertebroplasty/{tag}", f"/embed/vertebroplasty/benefits/{tag}"):
            page.goto(two.api + path)
            assert judge_accessibility(page) == []
            page.locator("summary").click()
            assert judge_accessibility(page) == []


@pytest.mark.parametrize("tag", ["en", "es", "ar", "ur", "zh-Hant", "gu", "ht", "fr"])
def test_nothing_is_cut_off_in_a_narrow_frame(browser: Browser, two: Two, tag: str) -> None:
    """320 px wide, as at 400 % of a wide screen, nothing needs to be scrolled sideways."""
    with visit(browser, 320) as page:
        for path in (f"{RISKS}/{tag}", f"/embed/vertebroplasty/{tag}"):
            page.goto(two.api + path)
            page.locator("summary").click()
            assert not overflows(page)


def test_a_stand_in_is_told_before_it_is_read(browser: Browser, two: Two) -> None:
    """What a screen reader goes through: the notes, the first in the reader's language, then the English text."""
    with visit(browser, locale="ur") as page:
        page.goto(two.site.show(snippet(two.api).replace("/risks", "/benefits?lang=ur")))
        frame = framed(page)
        assert frame.evaluate("document.documentElement.lang") == "ur"
        section = frame.locator("section")
        assert (section.get_attribute("lang"), section.get_attribute("dir")) == ("en", "ltr")
        roles = frame.evaluate(
            "[...document.querySelectorAll('section > *')].map(each => each.getAttribute('role') ?? each.localName)"
        )
        assert roles[:2] == ["h1", "note"]
        assert roles[-1] == "ul"
        first = frame.get_by_role("note").first
        assert (first.get_attribute("lang"), first.evaluate("node => getComputedStyle(node).direction")) == (
            "ur",
            "rtl",
        )
