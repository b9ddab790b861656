"""<vertebra-education> for every reader: by screen reader, by keyboard, on small and dark screens, enlarged, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from api.model.vetting import Policy
from api.release.build import load_release
from api.release.model import Release
from tests.asgi import open_door
from tests.builders import copy_project, edit
from tests.e2e.accessibility import Run, hear
from tests.e2e.browser import judge_accessibility, overflows
from tests.e2e.hosting import Site, choose, reading, serving_api

TOPIC = "/v1/topics/vertebroplasty"
TWO = '<vertebra-education topic="vertebroplasty" sections="benefits next-steps"></vertebra-education>'
ALL = '<vertebra-education topic="vertebroplasty"></vertebra-education>'
SCHEME = '<meta name="color-scheme" content="light dark">'


def read_topic(release: Release, tag: str) -> Any:
    """The topic's JSON in the locale."""
    return open_door(release).ask(f"{TOPIC}/{tag}.json").json


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("languages", ["en-US", "es-MX", "ar"])
def test_axe_finds_nothing(browser: Browser, api: Site, languages: str, scheme: str) -> None:
    """WCAG 2.2 AA and best practices, contrast included, whatever the reader's colours."""
    with reading(browser, api, TWO, languages, head=SCHEME, color_scheme=scheme) as visit:
        assert judge_accessibility(visit.page) == []
        assert visit.complaints == []


def test_axe_finds_nothing_where_nothing_can_be_shown(browser: Browser, api: Site) -> None:
    """A link that is its address, and children."""
    body = TWO.replace("vertebroplasty", "nothing-at-all-whatsoever") + TWO.replace(
        "vertebroplasty", "nothing-at-all-whatsoever"
    ).replace("><", "><p>Ask us.</p><")
    with reading(browser, api, body, width=320) as visit:
        expect(visit.page.get_by_role("link")).to_have_text(f"{api.address}/read/nothing-at-all-whatsoever")
        assert judge_accessibility(visit.page) == []
        assert not overflows(visit.page)


def words_in_order(topic: Any, ids: tuple[str, ...]) -> Iterator[Any]:
    """All that an element with these sections says, in order, each with its language and direction."""
    yield topic["labels"]["language"]
    for section in (each for each in topic["sections"] if each["id"] in ids):
        own = {"locale": section["locale"], "direction": section["direction"]}
        yield section["title"]
        yield from section["notices"]
        for block in walk(section["blocks"]):
            yield {**own, "text": block["text"]}
        for other in section["requires"]:
            yield topic["labels"]["also_read"]
            yield other["title"]
    yield from (topic[name] for name in ("review_line", "disclaimer", "attribution"))
    yield topic["labels"]["read_more"]


def walk(blocks: list[Any]) -> Iterator[Any]:
    """Every paragraph and item, depth first."""
    for block in blocks:
        if block["type"] == "paragraph":
            yield block
        else:
            for item in block["items"]:
                yield item
                yield from walk(item["blocks"])


def is_latin(text: str) -> bool:
    """Whether it has letters or digits, and no letter but Latin ones."""
    letters = [letter for letter in text if letter.isalnum()]
    return bool(letters) and all(letter < "\u0250" for letter in letters)


@pytest.mark.parametrize("tag", ["ur", "ar", "ht"])
def test_a_screen_reader_gets_each_runs_language_and_direction(
    browser: Browser, api: Site, release: Release, tag: str
) -> None:
    """In the accessibility tree: all words in order; each in its language, and Latin names in right-to-left text apart."""
    topic = read_topic(release, tag)
    with reading(browser, api, TWO.replace("topic=", f'lang="{tag}" topic=')) as visit:
        runs = iter([run for run in hear(visit.page) if run.text != "A practice"])
        for words in words_in_order(topic, ("benefits", "next-steps")):
            said = ""
            while len(said) < len(words["text"]):
                run = next(runs)
                said += run.text
                # The attribution names the publisher in English.
                is_name = words["text"] == topic["attribution"]["text"] and run.text == topic["provenance"]["publisher"]
                assert run.lang == ("en" if is_name else words["locale"]), run
                assert run.direction == ("ltr" if is_latin(run.text) else words["direction"]), run
            assert said == words["text"]
        assert list(runs) == []


def test_a_screen_reader_meets_the_notice_before_the_stand_in(browser: Browser, tmp_path: Path) -> None:
    """The heading, then in the reader's language that what follows is English, then the English."""
    folders = copy_project(tmp_path, "es", "ur")
    edit(
        folders.locales / "ur" / "LC_MESSAGES" / "vertebroplasty.po",
        'msgctxt "recovery/home"',
        'msgctxt "recovery/old"',
    )
    body = TWO.replace("benefits next-steps", "recovery")
    with serving_api(load_release(folders, Policy.DRAFTS)) as api, reading(browser, api, body, "ur") as visit:
        runs = [run for run in hear(visit.page) if "note" in run.roles or run.lang == "en"]
        heading, first, *rest = [run for run in runs if run.text != "A practice"]
        assert heading.roles[-1] == "heading"
        assert (first.lang, first.direction, first.roles[-1]) == ("ur", "rtl", "note")
        notices = [run for run in rest if "note" in run.roles]
        assert rest[: len(notices)] == notices
        assert rest[len(notices)].text.startswith("After vertebroplasty, patients typically go home")


def test_the_menu_names_itself_and_its_languages(browser: Browser, api: Site) -> None:
    """In the tree: a labelled combobox, and a polite status that is there, and empty, before anything is said in it."""
    with reading(browser, api, TWO, "ar") as visit:
        tool = visit.page.context.new_cdp_session(visit.page)

        def find(role: str) -> list[Any]:
            nodes = tool.send("Accessibility.getFullAXTree")["nodes"]
            return [node for node in nodes if node["role"]["value"] == role]

        (menu,) = find("combobox")
        assert (menu["name"]["value"], menu["value"]["value"]) == ("اللغة", "العربية")
        assert {node["name"]["value"] for node in find("option")} >= {"العربية", "Kreyòl Ayisyen", "繁體中文"}
        (status,) = find("status")
        assert {each["name"]: each["value"]["value"] for each in status["properties"]}["live"] == "polite"
        expect(visit.page.get_by_role("status")).to_be_empty()
        choose(visit.page, "Kreyòl Ayisyen")
        expect(visit.page.locator("section").first).to_have_attribute("lang", "ht")
        (spoken,) = [[run for run in hear(visit.page) if "status" in run.roles]]
        assert "".join(run.text for run in spoken) == "Lang Kreyòl Ayisyen"
        assert {(run.lang, run.direction) for run in spoken} == {("ht", "ltr")}


@pytest.mark.parametrize("tag", ["en", "es", "ar", "ur", "zh-Hant", "gu", "ru"])
def test_nothing_is_cut_off(browser: Browser, api: Site, tag: str) -> None:
    """320 px wide, which is also 1280 px at 400 %; and there with text of twice the size and wide spacing."""
    # The page's own heading may be wider than that in one font or another: what is asked is whether ours is.
    spacing = (
        "<style>html { font-size: 200% } main { letter-spacing: .12em; word-spacing: .16em } "
        "h1 { overflow-wrap: anywhere }</style>"
    )
    body = ALL.replace("topic=", f'lang="{tag}" topic=')
    with reading(browser, api, body, width=320) as visit:
        assert not overflows(visit.page)
        box = visit.page.get_by_role("combobox").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["height"] >= 24
    with reading(browser, api, body, head=spacing, width=320) as visit:
        assert not overflows(visit.page)
        letters = visit.page.locator("li").first.evaluate("node => getComputedStyle(node).letterSpacing")
        assert (letters == "normal") == (tag in {"ar", "ur"})


def test_the_whole_element_can_be_enlarged_four_times(browser: Browser, api: Site) -> None:
    """Everything of it grows with the browser's zoom, and its notices are still within it."""
    with reading(browser, api, TWO, "es", width=1280) as visit:
        visit.page.evaluate("document.documentElement.style.zoom = 4")
        assert not overflows(visit.page)
        expect(visit.page.get_by_role("note")).to_have_count(8)
        assert judge_accessibility(visit.page) == []


def test_paper_has_the_words_the_notices_and_the_addresses(browser: Browser, api: Site) -> None:
    """And no menu; a notice is black on white with its border, for backgrounds are not printed."""
    look = "node => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor, getComputedStyle(node).borderInlineStartWidth]"
    with reading(browser, api, TWO, "ar", head=SCHEME, color_scheme="dark") as visit:
        page = visit.page
        page.emulate_media(media="print")
        expect(page.get_by_role("combobox")).to_be_hidden()
        box = page.locator(".told").first
        color, background, border = box.evaluate(look)
        assert (color, background) == ("rgb(0, 0, 0)", "rgba(0, 0, 0, 0)")
        assert float(border.removesuffix("px")) > 2
        link = page.locator("section a")
        printed = link.evaluate("node => getComputedStyle(node, '::after').content")
        assert printed == f'" {api.address}/read/vertebroplasty/risks/ar"'
        assert page.pdf().startswith(b"%PDF")


def test_nothing_moves(browser: Browser, api: Site) -> None:
    """Whether or not a reader asked for reduced motion: there is no animation and no transition."""
    with reading(browser, api, TWO, "es", reduced_motion="reduce") as visit:
        choose(visit.page, "Polski")
        expect(visit.page.locator("section").first).to_have_attribute("lang", "pl")
        moving = "document.getAnimations().length + document.querySelector('vertebra-education').shadowRoot.getAnimations().length"
        assert visit.page.evaluate(moving) == 0


def test_the_colours_follow_the_page(browser: Browser, api: Site) -> None:
    """Dark where the page is; a page that says nothing of dark screens keeps its own colours, and so does the element."""
    look = "node => getComputedStyle(node).backgroundColor"
    light, dark = "rgb(255, 243, 214)", "rgb(51, 39, 10)"
    own = "<style>:root { color-scheme: dark }</style>"
    for head, scheme, expected in ((SCHEME, "dark", dark), ("", "dark", light), (own, "light", dark)):
        with reading(browser, api, TWO, head=head, color_scheme=scheme) as visit:
            assert visit.page.locator(".told").first.evaluate(look) == expected


def roles_of(runs: list[Run]) -> set[str]:
    """Every role that some text stands in."""
    return {role for run in runs for role in run.roles}


def test_the_structure_is_there_without_eyes(browser: Browser, api: Site) -> None:
    """Headings of the level that the page asks for, lists, notes, and links by their words."""
    with reading(browser, api, ALL.replace("topic=", 'heading-level="3" topic=')) as visit:
        assert {"heading", "list", "listitem", "note", "paragraph", "strong"} <= roles_of(hear(visit.page))
        assert visit.page.get_by_role("heading", level=3).count() == 8
