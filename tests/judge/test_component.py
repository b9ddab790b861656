"""<vertebra-education> in Firefox ESR, on a partner's page that says en-US to everybody and lies on another site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from api.embed.bundles import COMPONENT
from tests.e2e.hosting import LISTEN, SETTLED, Site, serving_partner, write_page
from tests.judge.firefox import Reader, Visit, visiting
from tests.judge.markup import write_least_page
from tests.judge.nu import judge_pages

TOPIC: Final = "/v1/topics/vertebroplasty"
LOCALES: Final = "/v1/locales.json"
TWO: Final = '<vertebra-education topic="vertebroplasty" sections="benefits next-steps"></vertebra-education>'

SHOWN: Final = """() => [document.documentElement.lang, ...[...document.querySelector("vertebra-education").shadowRoot
  .querySelectorAll("section")].flatMap((each) => [each.lang, each.dir, getComputedStyle(each).direction])]"""

SWITCHED: Final = """(locale) => {
  const element = document.querySelector("vertebra-education");
  return element.shadowRoot.querySelector("section").lang === locale
    && [document.activeElement === element, element.shadowRoot.activeElement.localName, announced];
}"""

WATCH: Final = """() => {
  window.announced = [];
  const status = document.querySelector("vertebra-education").shadowRoot.querySelector("[role=status]");
  new MutationObserver(() => announced.push(status.textContent)).observe(status, { childList: true, subtree: true });
}"""

MADE: Final = """() => {
  const copy = document.createElement("div");
  copy.append(...[...document.querySelector("vertebra-education").shadowRoot.children].map((each) => each.cloneNode(true)));
  for (const each of copy.querySelectorAll("[part]")) each.removeAttribute("part");
  return copy.innerHTML;
}"""

OFFERED: Final = """() => [...document.querySelector("vertebra-education").shadowRoot.querySelectorAll("option")].map(
  ({ value, text }) => [value, text])"""


@contextmanager
def reading(reader: Reader, api: Site, body: str = TWO) -> Iterator[Visit]:
    """A visit to a partner's page with this in it, once the component shows what it will show."""
    api.asked.clear()
    page = write_page(body, f"{api.address}/assets/v1/vertebra.js")
    with serving_partner({"/": page}) as partner, visiting(reader.remote) as visit:
        visit.go(partner)
        visit.wait_for(f"() => {SETTLED}")
        yield visit


def test_a_reader_gets_the_browsers_language(reader: Reader, api: Site) -> None:
    """Not the page's; with its direction, no error, nothing kept, and no word to us of where the reader came from."""
    with reading(reader, api) as visit:
        assert visit.evaluate(SHOWN) == ["en-US", *(reader.locale, reader.direction, reader.direction) * 2]
    assert api.targets()[0] == "/assets/v1/vertebra.js"
    assert sorted(api.targets()[1:]) == [LOCALES, TOPIC]
    assert not any({"cookie", "referer"} & each.headers.keys() for each in api.asked[1:])


def test_a_switch_by_keyboard_keeps_the_focus_and_is_told_once(reader: Reader, api: Site) -> None:
    """A reader on the way through the menu causes one request and one announcement: of where they stop."""
    with reading(reader, api) as visit:
        offered = visit.evaluate(OFFERED)
        tags = [tag for tag, _ in offered]
        assert len(tags) == 17
        step = 1 if tags.index(reader.locale) < 10 else -1
        locale, name = offered[tags.index(reader.locale) + 3 * step]
        visit.evaluate(WATCH)
        visit.press("Tab", *("ArrowDown" if step > 0 else "ArrowUp",) * 3)
        focused, inside, announced = visit.wait_for(SWITCHED, locale)
        assert (focused, inside) == (True, "select")
        assert [line.endswith(f" {name}") for line in announced] == [True]
        visit.press("Tab")
        link = visit.evaluate("() => document.activeElement.shadowRoot.activeElement.href")
        assert link == f"{api.address}/read/vertebroplasty/risks/{locale}"
    assert [each for each in api.targets()[1:] if each not in {LOCALES, TOPIC}] == [f"{TOPIC}?lang={locale}"]


def test_it_works_under_a_strict_policy_from_a_vendored_copy(reader: Reader, api: Site) -> None:
    """No inline style, no markup sink: where Trusted Types are required it looks, switches and links as elsewhere."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
        f"connect-src {api.address}; require-trusted-types-for 'script'"
    )
    body = TWO.replace("topic=", f'base="{api.address}" topic=')
    page = write_page(body, "/js/vertebra.js", listen='<script src="/listen.js"></script>')
    listen = LISTEN.removeprefix("<script>").removesuffix("</script>").encode()
    files = {"/js/vertebra.js": COMPONENT, "/listen.js": listen}
    with serving_partner({"/": page}, policy, files) as partner, visiting(reader.remote) as visit:
        visit.go(partner)
        visit.wait_for(f"() => {SETTLED}")
        assert visit.evaluate(SHOWN)[1] == reader.locale
        look = "() => getComputedStyle(document.querySelector('vertebra-education').shadowRoot.querySelector('.told')).backgroundColor"
        assert visit.evaluate(look) == "rgb(255, 243, 214)"
        visit.press("Tab", "ArrowDown" if reader.locale != "zh-Hant" else "ArrowUp")
        visit.wait_for("() => told.some(([name]) => name === 'vertebra-language')")
        assert visit.evaluate(SHOWN)[1] != reader.locale


def test_nu_has_nothing_against_what_it_makes(reader: Reader, api: Site, tmp_path: Path) -> None:
    """Its elements, put into a page as if a server had sent them; all but their `part`, which the checker does not know."""
    with reading(reader, api) as visit:
        inside = visit.evaluate(MADE)
    page = write_least_page(f"<main><h1>A practice</h1>{inside}</main>", reader.locale, reader.direction)
    assert judge_pages({"component": page}, tmp_path) == []


def test_nothing_is_cut_off_and_axe_finds_nothing(reader: Reader, api: Site) -> None:
    """320 px wide, and 1280 px wide at 400 %; WCAG 2.2 AA and best practices."""
    with reading(reader, api) as visit:
        for width, scale in ((320, 1), (320, 4)):
            visit.resize(width, scale)
            assert not visit.overflows()
            assert visit.judge_accessibility() == []
