"""<vertebra-education> in a real browser, on a partner's page that says en-US to everybody and lies on another site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from api.model.vetting import Policy
from api.project.reading import read_project
from api.release.build import build_release, load_release
from api.release.model import Release
from tests.asgi import open_door
from tests.builders import SHIPPED, SIXTEEN, copy_project, edit
from tests.e2e.browser import wait_for_paint
from tests.e2e.guide import recipe
from tests.e2e.hosting import Site, choose, reading, serving_api, told
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
LOCALES = "/v1/locales.json"
BENEFITS = '<vertebra-education topic="vertebroplasty" sections="benefits"></vertebra-education>'
TWO = '<vertebra-education topic="vertebroplasty" sections="benefits next-steps"></vertebra-education>'
ALL = '<vertebra-education topic="vertebroplasty"></vertebra-education>'
WATCH_SHIFTS = """window.shifts = [];
  new PerformanceObserver((list) => { for (const each of list.getEntries()) shifts.push(each.value); })
    .observe({ type: "layout-shift", buffered: true });"""
PINNED = '<vertebra-education topic="vertebroplasty" sections="recovery" lang="es"></vertebra-education>'


@pytest.mark.parametrize(
    ("languages", "locale", "direction"),
    [
        ("es-MX", "es", "ltr"),
        ("zh-TW", "zh-Hant", "ltr"),
        ("ar", "ar", "rtl"),
        ("ur", "ur", "rtl"),
        ("fr-HT,ht", "fr", "ltr"),
        ("uk,ru", "ru", "ltr"),
        ("sw", "en", "ltr"),
    ],
)
def test_a_reader_gets_the_browsers_language(
    browser: Browser, api: Site, languages: str, locale: str, direction: str
) -> None:
    """Not the page's; with its direction, no error, nothing kept, and no word to us of where the reader came from."""
    with reading(browser, api, BENEFITS, languages) as visit:
        section = visit.page.locator("vertebra-education section")
        expect(section).to_have_attribute("lang", locale)
        expect(section).to_have_attribute("dir", direction)
        assert section.evaluate("node => getComputedStyle(node).direction") == direction
        assert visit.complaints == []
        assert set(visit.stored().values()) == {"", 0}
    assert sorted(api.targets()) == ["/assets/v1/vertebra.js", LOCALES, TOPIC]
    assert {"cookie", "referer"}.isdisjoint(name for each in api.asked[1:] for name in each.headers)


def test_the_attribute_decides(browser: Browser, api: Site) -> None:
    """Before the browser; the nearest language is found as everywhere. A page can change it."""
    with reading(browser, api, BENEFITS.replace("topic=", 'lang="es-419" topic='), "fr") as visit:
        expect(visit.page.locator("section")).to_have_attribute("lang", "es")
        visit.page.evaluate("document.querySelector('vertebra-education').lang = 'ko'")
        expect(visit.page.locator("section")).to_have_attribute("lang", "ko")


def test_the_pages_language_counts_where_the_partner_says_so(browser: Browser, api: Site) -> None:
    """`lang="page"` takes that of the nearest element that has one; the reader's choice goes before it."""
    body = BENEFITS.replace("topic=", 'lang="page" topic=')
    with reading(browser, api, f'{body}<div lang="ur">{body}</div>', "fr") as visit:
        sections = visit.page.locator("section")
        expect(sections.nth(0)).to_have_attribute("lang", "en")
        expect(sections.nth(1)).to_have_attribute("lang", "ur")
        choose(visit.page, "Polski")
        expect(sections.nth(0)).to_have_attribute("lang", "pl")
        expect(sections.nth(1)).to_have_attribute("lang", "pl")
        assert visit.complaints == []


@pytest.mark.parametrize(("languages", "tag"), [("uk", "ar"), ("uk,*", "en"), ("uk,pl", "pl"), ("en-GB", "en")])
def test_the_pages_language_is_the_last_resort(browser: Browser, api: Site, languages: str, tag: str) -> None:
    """Where we have none of the browser's, rather that than English: who reads the page reads it."""
    other, name = ("it", "Italiano") if tag == "pl" else ("pl", "Polski")
    with reading(browser, api, f'<div lang="ar_EG">{BENEFITS}</div>', languages) as visit:
        expect(visit.page.locator("section")).to_have_attribute("lang", tag)
        choose(visit.page, name)
        expect(visit.page.locator("section")).to_have_attribute("lang", other)
        assert [each for each in api.targets()[1:] if each != LOCALES] == [TOPIC, f"{TOPIC}?lang={other}"]
        assert visit.complaints == []


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("es_MX", "es"),
        ("pt_BR", "pt-BR"),
        ("es_ES.UTF-8", "es"),
        ("zh_TW_#Hant", "zh-Hant"),
        ("b+zh+Hant", "zh-Hant"),
    ],
)
def test_an_elements_language_is_read_as_the_api_reads_it(browser: Browser, api: Site, written: str, tag: str) -> None:
    """As WordPress, POSIX, Java and Android write it."""
    with reading(browser, api, BENEFITS.replace("topic=", f'lang="{written}" topic='), "fr") as visit:
        expect(visit.page.locator("section")).to_have_attribute("lang", tag)
        choose(visit.page, "Polski")
        expect(visit.page.locator("section")).to_have_attribute("lang", "pl")
        assert visit.complaints == []


@pytest.mark.parametrize(("written", "advice"), [("Spanish", "Write lang=es,"), ("?&lang=es", "Correct the query,")])
def test_an_elements_language_that_is_none_is_the_partners_to_hear_of(
    browser: Browser, api: Site, written: str, advice: str
) -> None:
    """What the API refuses is no other language's: the console says what to write."""
    with reading(browser, api, BENEFITS.replace("topic=", f'lang="{written}" topic='), "fr") as visit:
        expect(visit.page.get_by_role("link")).to_have_count(1)
        (fault,) = told(visit.page, "vertebra-error")
        assert (fault["status"], fault["next"].startswith(advice)) == (400, True)
        (said,) = (each for each in visit.complaints if each.startswith("vertebra-education"))
        assert said.endswith(f"{fault['detail']} {fault['next']}")


@pytest.mark.parametrize(
    ("written", "tag"),
    [("es_MX", "es"), ("zh_Hant_TW", "zh-Hant"), ("Español", "fr"), ("Spanish", "fr"), ("", "fr")],
)
def test_a_page_that_misspells_its_language_does_no_harm(browser: Browser, api: Site, written: str, tag: str) -> None:
    """Underscores, as PHP's locales have them, are read as hyphens; what is no language tag at all says nothing."""
    body = f'<div lang="{written}">{BENEFITS.replace("topic=", "lang=page topic=")}</div>'
    with reading(browser, api, body, "fr") as visit:
        expect(visit.page.locator("section")).to_have_attribute("lang", tag)
        assert visit.complaints == []


def test_a_choice_is_every_elements_but_the_pinned_ones(browser: Browser, api: Site) -> None:
    """One menu switches all elements that have no language of their own; one that has is switched by its own menu alone."""
    with reading(browser, api, BENEFITS + TWO + PINNED, "fr") as visit:
        elements = visit.page.locator("vertebra-education")
        first, second, pinned = (elements.nth(each).locator("section").last for each in range(3))
        choose(visit.page, "العربية", 1)
        for section in (first, second):
            expect(section).to_have_attribute("lang", "ar")
        expect(pinned).to_have_attribute("lang", "es")

        choose(visit.page, "Tiếng Việt", 2)
        for section in (first, second, pinned):
            expect(section).to_have_attribute("lang", "vi")
        expect(elements.nth(2)).to_have_attribute("lang", "vi")
        assert set(visit.stored().values()) == {"", 0}

        visit.page.reload()
        expect(first).to_have_attribute("lang", "fr")


def test_the_menu_has_what_the_sections_are_served_in(browser: Browser, tmp_path: Path) -> None:
    """Each language by its own name, in its own language and direction; none that has only stand-ins for these sections."""
    folders = copy_project(tmp_path, "es", "ar", "fr")
    french = folders.locales / "fr" / "LC_MESSAGES" / "vertebroplasty.po"
    edit(french, 'msgctxt "benefits/title"', 'msgctxt "benefits/old"')
    look = "nodes => nodes.map(({ value, text, lang, dir }) => [value, text, lang, dir])"
    with (
        serving_api(load_release(folders, Policy.DRAFTS)) as api,
        reading(browser, api, BENEFITS + TWO, "ar") as visit,
    ):
        menus = visit.page.get_by_role("combobox", name="اللغة")
        listed = menus.first.locator("option").evaluate_all(look)
        assert listed == [
            ["ar", "العربية", "ar", "rtl"],
            ["en", "English", "en", "ltr"],
            ["es", "Español", "es", "ltr"],
        ]
        expect(menus.first).to_have_value("ar")
        expect(menus.last.locator("option")).to_have_count(4)


def test_the_words_need_no_menu(browser: Browser, api: Site) -> None:
    """Where the languages' names do not come, there is none, and all the rest is there; with the names it is there again."""
    with reading(
        browser, api, BENEFITS, "es", before=lambda page: page.route(f"**{LOCALES}", lambda route: route.abort())
    ) as visit:
        expect(visit.page.locator("section")).to_have_attribute("lang", "es")
        expect(visit.page.get_by_role("combobox")).to_have_count(0)
        visit.page.unroute(f"**{LOCALES}")
        visit.page.evaluate("document.querySelector('vertebra-education').lang = 'ar'")
        expect(visit.page.get_by_role("combobox", name="اللغة")).to_have_value("ar")


def test_a_switch_keeps_the_focus_and_is_told_once(browser: Browser, api: Site) -> None:
    """All by keyboard. A reader on the way through the menu causes one request and one announcement: of where they stop."""
    watch = """() => {
      window.announced = [];
      for (const { shadowRoot } of document.querySelectorAll("vertebra-education")) {
        const status = shadowRoot.querySelector("[role=status]");
        new MutationObserver(() => announced.push([status.textContent, status.firstElementChild.lang]))
          .observe(status, { childList: true, characterData: true, subtree: true });
      }
    }"""
    with reading(browser, api, BENEFITS + TWO, "es") as visit:
        page = visit.page
        page.evaluate(watch)
        api.asked.clear()
        page.keyboard.press("Tab")
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        expect(page.locator("section").first).to_have_attribute("lang", "gu")
        expect(page.locator("section").last).to_have_attribute("lang", "gu")
        assert page.evaluate("announced") == [["ભાષા ગુજરાતી", "gu"]]
        assert api.targets() == [f"{TOPIC}?lang=gu"]
        assert page.evaluate("document.activeElement === document.querySelector('vertebra-education')")
        assert page.evaluate("document.activeElement.shadowRoot.activeElement.localName") == "select"
        assert told(page, "vertebra-language") == [
            {"topic": "vertebroplasty", "sections": ["benefits"], "locale": "gu"}
        ]
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.shadowRoot.activeElement.href")
        assert focused == f"{api.address}/read/vertebroplasty/risks/gu"

        # What the page changes is not the reader's choice, and is not announced.
        page.evaluate("document.querySelector('vertebra-education').lang = 'ko'")
        expect(page.locator("section").first).to_have_attribute("lang", "ko")
        assert len(page.evaluate("announced")) == len(told(page, "vertebra-language")) == 1
        assert visit.complaints == []


def test_the_last_choice_counts(browser: Browser, api: Site) -> None:
    """Though the answer to an earlier one comes later."""
    with reading(browser, api, BENEFITS, "es") as visit:
        page = visit.page
        late: list[Route] = []

        def hold(route: Route) -> None:
            late.append(route)

        page.route("**/v1/topics/vertebroplasty?lang=pl", hold)
        with page.expect_request("**/v1/topics/vertebroplasty?lang=pl"):
            choose(page, "Polski")
        choose(page, "Tiếng Việt")
        expect(page.locator("section")).to_have_attribute("lang", "vi")
        (route,) = late
        with page.expect_event("requestfinished", lambda request: request.url.endswith("?lang=pl")):
            route.continue_()
        wait_for_paint(page)
        expect(page.locator("section")).to_have_attribute("lang", "vi")
        assert [each["locale"] for each in told(page, "vertebra-load")] == ["es", "vi"]


def test_several_elements_ask_once(browser: Browser, api: Site) -> None:
    """For each language; also one that comes later."""
    with reading(browser, api, BENEFITS + TWO + ALL + PINNED, "es") as visit:
        asked = ["/assets/v1/vertebra.js", LOCALES, TOPIC, f"{TOPIC}?lang=es"]
        # Of equal requests the browser itself would send one; the element does not even make them.
        assert sorted(url for url in visit.requested if api.address in url) == [api.address + each for each in asked]
        visit.page.evaluate(
            "document.querySelector('main').append(document.querySelector('vertebra-education').cloneNode())"
        )
        expect(visit.page.locator("section")).to_have_count(1 + 2 + 8 + 1 + 1)
        assert sorted(api.targets()) == asked


def test_what_was_fetched_is_not_kept_for_long(browser: Browser, api: Site) -> None:
    """A portal may stay open for days: after a minute an element that comes asks again, so that a recall reaches it."""
    with reading(browser, api, BENEFITS, "es", before=lambda page: page.clock.install()) as visit:
        visit.requested.clear()
        clone = "document.querySelector('main').append(document.querySelector('vertebra-education').cloneNode())"
        visit.page.clock.fast_forward(59_000)
        visit.page.evaluate(clone)
        expect(visit.page.locator("section")).to_have_count(2)
        assert visit.requested == []
        visit.page.clock.fast_forward(2_000)
        visit.page.evaluate(clone)
        expect(visit.page.locator("section")).to_have_count(3)
        assert sorted(visit.requested) == [f"{api.address}{each}" for each in (LOCALES, TOPIC)]


OUTLINE = """(root) => {
  const tell = (node) => node.nodeType === Node.TEXT_NODE ? node.data : [
    node.localName, node.localName === "h2" ? "" : node.lang, node.localName === "h2" ? "" : node.dir,
    node.getAttribute("role"), ...tellAll(node)];
  const tellAll = (node) => [...node.childNodes].flatMap((child) =>
    child.localName === "div" ? tellAll(child) : [tell(child)]);
  return tell(root);
}"""
"""A section as nested lists: the component puts its notices into a box, and says its heading's language."""


@pytest.mark.parametrize("tag", ["en", *SIXTEEN])
def test_it_shows_what_the_apis_own_html_shows(browser: Browser, api: Site, release: Release, tag: str) -> None:
    """Every section in every language: the same elements, notices, languages, directions and isolated names in the same order."""
    topic = open_door(release).ask(f"{TOPIC}/{tag}.json").json
    parse = f"(html) => ({OUTLINE})(new DOMParser().parseFromString(html, 'text/html').querySelector('section'))"
    with reading(browser, api, ALL.replace("topic=", f'lang="{tag}" topic=')) as visit:
        sections = visit.page.locator("vertebra-education section")
        expect(sections).to_have_count(8)
        for position, section in enumerate(topic["sections"]):
            shown = sections.nth(position).evaluate(OUTLINE)
            assert shown == visit.page.evaluate(parse, section["html"])
        foot = visit.page.locator(".foot p").all_text_contents()
        assert foot == [topic[name]["text"] for name in ("review_line", "disclaimer", "attribution")]


def test_what_belongs_beside_is_linked_where_it_is_not_shown(browser: Browser, api: Site) -> None:
    """One line in the reader's language to the reading page; none where the required section stands in the same element."""
    both = BENEFITS.replace("benefits", "risks benefits risks")
    with reading(browser, api, BENEFITS + both + ALL, "ar") as visit:
        elements = visit.page.locator("vertebra-education")
        line = elements.nth(0).locator("section > p").last
        expect(line).to_have_text("يُرجى أيضًا قراءة: المخاطر وما ينبغي مراعاته")
        expect(line).to_have_attribute("lang", "ar")
        assert links(visit.page, 0) == [
            f"{api.address}/read/vertebroplasty/risks/ar",
            f"{api.address}/read/vertebroplasty/ar",
        ]
        assert elements.nth(1).locator("h2").all_text_contents() == [
            "المخاطر وما ينبغي مراعاته",
            "الفوائد الرئيسية لرأب الفقرات",
        ]
        assert links(visit.page, 1) == [f"{api.address}/read/vertebroplasty/ar"]
        assert links(visit.page, 2) == []


def links(page: Page, nth: int) -> list[str]:
    """Where the element's links lead."""
    found = page.locator("vertebra-education").nth(nth).locator("a")
    assert set(found.evaluate_all("nodes => nodes.map((node) => node.referrerPolicy)")) <= {"no-referrer"}
    return found.evaluate_all("nodes => nodes.map((node) => node.href)")  # type: ignore[no-any-return]


def test_a_stand_in_says_so_in_the_readers_language(browser: Browser, tmp_path: Path) -> None:
    """English words, marked as English, under a Spanish notice."""
    folders = copy_project(tmp_path)
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", 'msgstr "infección o sangrado"', 'msgstr ""')
    with (
        serving_api(load_release(folders, Policy.DRAFTS)) as api,
        reading(browser, api, TWO.replace("benefits", "risks"), "es") as visit,
    ):
        section = visit.page.locator("section").first
        expect(section).to_have_attribute("lang", "en")
        notice = section.get_by_role("note").first
        expect(notice).to_have_attribute("lang", "es")
        expect(notice).to_contain_text("se muestra en inglés")
        before = "node => node.parentElement.nextElementSibling.localName + node.parentElement.previousElementSibling.localName"
        assert notice.evaluate(before) == "ph2"
        expect(visit.page.locator("section").last).to_have_attribute("lang", "es")
        expect(visit.page.get_by_role("combobox", name="Idioma")).to_have_value("es")


@pytest.mark.parametrize(
    ("languages", "tag"), [("ar,en-US", "ar"), ("zh-TW,en", "zh-Hant"), ("uk", "en"), ("en,ar", "en")]
)
def test_a_reader_whose_language_nobody_signed_is_told(browser: Browser, languages: str, tag: str) -> None:
    """While the English alone is signed: it is never shown unsaid to who reads another language that we list."""
    release = build_release(sign_off(read_project(SHIPPED), "en"), Policy.SIGNED)
    with serving_api(release) as api, reading(browser, api, BENEFITS, languages) as visit:
        section = visit.page.locator("section")
        expect(section).to_have_attribute("lang", "en")
        notices = section.get_by_role("note").evaluate_all("nodes => nodes.map((node) => node.lang)")
        assert notices == ([] if tag == "en" else [tag, "en"])
        expect(visit.page.get_by_role("combobox", include_hidden=True)).to_have_value(tag)
        assert visit.complaints == []


def test_headers_that_a_page_adds_are_let_pass(browser: Browser, api: Site) -> None:
    """Tracing tools wrap `fetch` and add theirs to whatever the page asks for; Chromium asks us first."""
    names = ("baggage", "sentry-trace", "traceparent", "X-Requested-With", "Authorization", "x-made-up")
    adding = "".join(f"h.set('{name}', '1');" for name in names)
    wrap = f"""<script>const f = fetch; fetch = (u, o = {{}}) => {{
      const h = new Headers(o.headers); {adding} return f(u, {{ ...o, headers: h }}); }};</script>"""
    with reading(browser, api, BENEFITS, "es-MX", head=wrap) as visit:
        expect(visit.page.locator("section")).to_have_attribute("lang", "es")
        assert visit.complaints == []
    assert {name.lower() for name in names} <= api.asked[-1].headers.keys()


def test_each_section_says_who_reviewed_it(browser: Browser) -> None:
    """Under itself where they differ, below all of them where they do not; nothing of a section that is not shown."""
    project = sign_off(read_project(SHIPPED), "en", sections=["benefits", "risks"])
    signed, draft = "Last reviewed by a qualified person on March 1, 2026.", "No clinician has reviewed this text yet."
    with (
        serving_api(build_release(project, Policy.DRAFTS)) as api,
        reading(browser, api, TWO + BENEFITS.replace("benefits", "benefits risks")) as visit,
    ):
        mixed, vouched = (visit.page.locator("vertebra-education").nth(each) for each in range(2))
        assert mixed.locator("section > p:last-child").all_text_contents() == [signed, draft]
        expect(mixed.locator(".foot")).not_to_contain_text(re.compile("reviewed"))
        expect(vouched.locator(".foot p").first).to_have_text(signed)
        expect(vouched.get_by_role("note")).to_have_count(0)


def test_the_partner_chooses_the_heading_level_and_the_look(browser: Browser, api: Site) -> None:
    """By an attribute, custom properties and parts; anything else than a level is a level 2."""
    head = """<style>
      vertebra-education { --vertebra-color: rgb(1, 2, 3); --vertebra-link: rgb(4, 5, 6); --vertebra-font: monospace }
      vertebra-education::part(heading) { text-transform: uppercase }
    </style>"""
    body = "".join(BENEFITS.replace("topic=", f'heading-level="{level}" topic=') for level in ("4", "7", "2><b"))
    look = "(node, name) => getComputedStyle(node)[name]"
    with reading(browser, api, body, head=head) as visit:
        headings = visit.page.get_by_role("heading", name="Key benefits")
        assert headings.evaluate_all("nodes => nodes.map((node) => node.localName)") == ["h4", "h2", "h2"]
        assert headings.first.evaluate(look, "textTransform") == "uppercase"
        assert visit.page.locator("li").first.evaluate(look, "color") == "rgb(1, 2, 3)"
        assert visit.page.locator("li").first.evaluate(look, "fontFamily") == "monospace"
        assert visit.page.locator("section a").first.evaluate(look, "color") == "rgb(4, 5, 6)"


HOSTILE = """<style>
  * { visibility: hidden; opacity: 1; color: transparent !important; font-size: 0 !important }
  html { font-size: 1px }
  vertebra-education { visibility: visible; color: transparent; font-size: 0; line-height: 0; letter-spacing: -1em; text-indent: -99em;
    -webkit-text-fill-color: transparent; -webkit-text-security: disc; text-shadow: none; word-spacing: -9em; color-scheme: only light;
    --vertebra-color: transparent; --vertebra-font: none; --vertebra-background: none }
  vertebra-education::part(notice), vertebra-education::part(note), vertebra-education::part(told) { display: none }
  vertebra-education::part(text), vertebra-education::part(item), vertebra-education::part(heading) { font-size: 16px; color: #000 }
  .told, .vertebra-notice, [role=note] { display: none !important }
</style>"""


def test_no_style_of_the_page_takes_a_notice_away(browser: Browser, api: Site) -> None:
    """Not by selectors, not by parts, and not by anything that is inherited: it stays as it is on a page without styles."""
    look = """node => { const { color, backgroundColor, display, visibility, fontSize, lineHeight, letterSpacing, textIndent,
      webkitTextFillColor, webkitTextSecurity, wordSpacing, opacity } = getComputedStyle(node); return JSON.stringify([color, backgroundColor,
      display, visibility, parseFloat(fontSize) >= 14, lineHeight !== "0px", letterSpacing, textIndent, webkitTextFillColor,
      webkitTextSecurity, wordSpacing, opacity, node.getBoundingClientRect().height > 20]) }"""
    seen = []
    for head in ("", HOSTILE):
        with reading(browser, api, BENEFITS, "es", head=head) as visit:
            notices = visit.page.get_by_role("note", include_hidden=True)
            expect(notices).to_have_count(4)
            seen.append({each.evaluate(look) for each in notices.all()})
            assert notices.first.evaluate("node => !node.closest('[part]') && !node.querySelector('[part]')")
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


def test_nothing_jumps(browser: Browser, api: Site) -> None:
    """Room is kept until the words come; while a language is fetched the old one stays, and so does the menu."""
    head = "<style>vertebra-education { --vertebra-min-height: 300px }</style>"
    with reading(browser, api, BENEFITS, "es", head=head) as visit:
        page = visit.page
        height = "document.querySelector('vertebra-education').getBoundingClientRect().height"
        waiting: list[Route] = []

        def hold(route: Route) -> None:
            waiting.append(route)

        page.route("**/v1/topics/**", hold)
        with page.expect_request("**/v1/topics/**"):
            page.evaluate("const late = document.createElement('vertebra-education'); late.setAttribute('topic', 'vertebroplasty');"
                          "late.lang = 'ko'; late.id = 'late'; document.body.append(late)")  # fmt: skip
        wait_for_paint(page)
        assert page.evaluate("document.getElementById('late').getBoundingClientRect().height") == 300 + 60

        before = page.evaluate(height)
        with page.expect_request("**/v1/topics/**"):
            choose(page, "Polski")
        wait_for_paint(page)
        assert len(waiting) == 2
        assert page.evaluate(height) == before
        expect(page.locator("section")).to_have_attribute("lang", "es")
        for route in waiting:
            route.continue_()
        expect(page.locator("section").first).to_have_attribute("lang", "pl")
        expect(page.locator("#late section")).to_have_count(8)


@pytest.mark.parametrize("children", ["", "<p>Ask us about the benefits.</p>"])
def test_nothing_jumps_on_a_slow_line(browser: Browser, api: Site, children: str) -> None:
    """With the style that the guide gives, for what is shown: neither when the script comes late, nor when the words do."""
    body = f"{BENEFITS.replace('><', f'>{children}<')}<p>Below</p>"
    with reading(browser, api, body, "es") as visit:
        needed = visit.page.locator("vertebra-education").evaluate("node => node.getBoundingClientRect().height")
    style = recipe("Look", "css").replace("63.75em", f"{needed}px").replace("60em", f"{needed - 60}px")

    def pass_on(route: Route) -> None:
        wait_for_paint(route.request.frame)
        route.continue_()

    def be_slow(page: Page) -> None:
        for each in ("**/vertebra.js", "**/v1/topics/**"):
            page.route(each, pass_on)
        page.add_init_script(WATCH_SHIFTS)

    with reading(browser, api, body, "es", head=f"<style>{style}</style>", before=be_slow) as visit:
        expect(visit.page.locator("section")).to_have_attribute("lang", "es")
        wait_for_paint(visit.page)
        assert visit.page.evaluate("shifts") == []


def test_a_second_copy_of_the_script_does_no_harm(browser: Browser, api: Site) -> None:
    """The first one on a page is the one that works."""
    head = f'<script type="module" src="{api.address}/assets/v1/vertebra.js?again"></script>'
    with reading(browser, api, BENEFITS, head=head) as visit:
        expect(visit.page.locator("section")).to_have_count(1)
        assert visit.complaints == []
