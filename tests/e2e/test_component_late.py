"""<vertebra-education> where an answer beside the topic's is of another release, comes late or does not come: the words stand, truly labelled."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from api.model.vetting import Policy
from api.project.reading import read_project
from api.release.build import build_release
from api.release.model import Release
from tests.asgi import open_door
from tests.builders import SHIPPED
from tests.e2e.browser import wait_for_paint
from tests.e2e.hosting import SETTLED, Site, reading, serving_api, serving_partner, told, visiting, write_page
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
TOPICS = f"**{TOPIC}"
SECTIONS = f"**{TOPIC}/sections/**"
RISKS = f"**{TOPIC}/sections/risks/**"
LOCALES = "**/v1/locales.json"
BOTH = '<vertebra-education topic="vertebroplasty" sections="benefits risks"></vertebra-education>'
SIGNED = "Last reviewed by a qualified person on March 1, 2026."
DRAFT = "No clinician has reviewed this text yet."
HEADERS = {"content-type": "application/json", "access-control-allow-origin": "*"}


def release_of(*signed: str) -> Release:
    """The drafts, with these sections signed in English."""
    return build_release(sign_off(read_project(SHIPPED), "en", sections=[*signed]), Policy.DRAFTS)


def lines_of(page: Page) -> list[str]:
    """What the element says of reviews, in order."""
    said = page.locator("section > p, .foot > p").all_text_contents()
    return [each for each in said if each in {SIGNED, DRAFT}]


def answer(route: Route, status: int, body: str) -> None:
    """Answer in the API's place."""
    route.fulfill(status=status, body=body, headers=HEADERS)


def interfere(how: str) -> Any:
    """A handler of a route that goes wrong in this way."""
    return {
        "hang": lambda _: None,
        "abort": lambda route: route.abort(),
        "500": lambda route: answer(route, 500, "{}"),
        "403": lambda route: answer(route, 403, "{}"),
        "{}": lambda route: answer(route, 200, "{}"),
        "null": lambda route: answer(route, 200, "null"),
        "page": lambda route: answer(route, 200, "<html>Sign in"),
        "other": lambda route: answer(route, 200, '{"locales": [{}]}'),
    }[how]


FAULTS = ["hang", "abort", "500", "403", "{}", "null", "page", "other"]


def serve_once(body: bytes, times: int) -> Any:
    """A handler that answers so many times with an older release's body, then passes on."""
    left = [times]

    def handle(route: Route) -> None:
        left[0] -= 1
        if left[0] >= 0:
            answer(route, 200, body.decode())
        else:
            route.continue_()

    return handle


def test_a_review_line_speaks_of_the_words_that_are_shown(browser: Browser) -> None:
    """Signed between the topic's answer and the section's: all is asked again, and words and line are of one release."""
    old = open_door(release_of("benefits")).ask(f"{TOPIC}/en.json").body
    with (
        serving_api(release_of("benefits", "risks")) as api,
        reading(browser, api, BOTH, before=lambda page: page.route(TOPICS, serve_once(old, 1))) as visit,
    ):
        expect(visit.page.get_by_role("note")).to_have_count(0)
        assert lines_of(visit.page) == [SIGNED]
        assert visit.complaints == []


def test_where_answers_go_on_to_differ_no_review_is_claimed(browser: Browser) -> None:
    """A cache that keeps the older topic: its draft stands without a line, and it is asked for twice, not for ever."""
    old = open_door(release_of("benefits")).ask(f"{TOPIC}/en.json").body
    with (
        serving_api(release_of("benefits", "risks")) as api,
        reading(browser, api, BOTH, before=lambda page: page.route(TOPICS, serve_once(old, 99))) as visit,
    ):
        expect(visit.page.locator("section").last.get_by_role("note")).to_have_count(1)
        assert lines_of(visit.page) == [SIGNED]
        expect(visit.page.locator("section").first).to_contain_text(SIGNED)
        assert len([url for url in visit.requested if url.endswith(TOPIC)]) == 2


@pytest.mark.parametrize("status", [404, 410])
def test_a_section_that_is_refused_goes(browser: Browser, status: int) -> None:
    """Though the topic's answer, which is older, still has it: an element that shows it shows it no more."""
    with (
        serving_api(release_of("benefits")) as api,
        reading(
            browser, api, BOTH, before=lambda page: page.route(RISKS, lambda route: answer(route, status, "{}"))
        ) as visit,
    ):
        expect(visit.page.locator("section")).to_have_count(0)
        (fault,) = told(visit.page, "vertebra-error")
        assert fault["status"] == status


def test_a_section_that_is_refused_leaves_the_others(browser: Browser) -> None:
    """Where the topic, asked again, no longer has it."""
    release = release_of("benefits")
    topic = open_door(release).ask(f"{TOPIC}/en.json").json
    risks = next(each for each in topic["sections"] if each["id"] == "risks")
    topic["sections"].remove(risks)
    topic["withheld"] = [{"id": "risks", "reason": "withdrawn"}]
    asked: list[Route] = []

    def serve(route: Route) -> None:
        asked.append(route)
        if len(asked) == 1:
            route.continue_()
        else:
            answer(route, 200, json.dumps(topic))

    def refuse(page: Page) -> None:
        page.route(RISKS, lambda route: answer(route, 410, "{}"))
        page.route(TOPICS, serve)

    with serving_api(release) as api, reading(browser, api, BOTH, before=refuse) as visit:
        expect(visit.page.locator("section")).to_have_count(1)
        assert lines_of(visit.page) == [SIGNED]
        (fault,) = told(visit.page, "vertebra-error")
        assert (fault["sections"], fault["reason"]) == (["risks"], "withdrawn")


@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize("pattern", [LOCALES, RISKS])
def test_what_fails_beside_the_words_costs_itself_alone(browser: Browser, pattern: str, how: str) -> None:
    """The words stand at once, with every notice; only the menu, or the one section's line, is not there."""
    with serving_api(release_of("benefits")) as api:
        html = write_page(BOTH, f"{api.address}/assets/v1/vertebra.js")
        with serving_partner({"/": html}) as partner, visiting(browser, "en-US") as visit:
            visit.page.route(pattern, interfere(how))
            visit.page.goto(partner)
            expect(visit.page.locator("section")).to_have_count(2)
            expect(visit.page.locator("section").last.get_by_role("note")).to_have_count(1)
            expect(visit.page.locator("section").first).to_contain_text(SIGNED)
            expect(visit.page.get_by_role("combobox")).to_have_count(0 if pattern == LOCALES else 1)
            if how != "hang":
                visit.page.wait_for_function(SETTLED)
            if pattern == LOCALES:
                expect(visit.page.locator("section").last).to_contain_text(DRAFT)
            assert lines_of(visit.page) == ([SIGNED, DRAFT] if pattern == LOCALES else [SIGNED])
            assert told(visit.page, "vertebra-error") == []


def test_no_word_moves_for_the_menu_or_a_line_that_comes_late(browser: Browser) -> None:
    """Room is kept for them, so that no notice slips away from under a reader's eyes."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    def hold(page: Page) -> None:
        for each in (LOCALES, SECTIONS):
            page.route(each, keep)

    with serving_api(release_of("benefits")) as api:
        html = write_page(BOTH, f"{api.address}/assets/v1/vertebra.js")
        with serving_partner({"/": html}) as partner, visiting(browser, "en-US") as visit:
            hold(visit.page)
            visit.page.goto(partner)
            expect(visit.page.locator("section")).to_have_count(2)
            tops = "nodes => nodes.map((node) => Math.round(node.getBoundingClientRect().top))"
            before = visit.page.locator("section, .told").evaluate_all(tops)
            wait_for_paint(visit.page)
            assert len(held) == 3
            for route in held:
                route.continue_()
            visit.page.wait_for_function(SETTLED)
            assert lines_of(visit.page) == [SIGNED, DRAFT]
            expect(visit.page.get_by_role("combobox")).to_have_count(1)
            assert visit.page.locator("section, .told").evaluate_all(tops) == before


def test_what_the_topic_can_say_is_not_asked_again(browser: Browser, api: Site) -> None:
    """Where its sections are alike in review and languages, an element asks for it and the languages' names, and no more."""
    with reading(browser, api, BOTH, "es"):
        assert not [each for each in api.targets() if "/sections/" in each]
