"""<vertebra-education> where something is forbidden, withheld, out of reach or hostile: a patient never meets an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, Route, expect

from api.embed.bundles import COMPONENT, compute_integrity, name_bundle, read_bundles
from api.model.vetting import Policy, Withdrawal
from api.project.reading import read_project
from api.release.build import build_release, load_release
from tests.asgi import open_door
from tests.builders import SHIPPED, copy_project, edit, free_port
from tests.e2e.accessibility import hear
from tests.e2e.hosting import (
    LISTEN,
    SETTLED,
    Site,
    choose,
    reading,
    serving_api,
    serving_partner,
    told,
    visiting,
    write_page,
)
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
RISKS = '<vertebra-education topic="vertebroplasty" sections="risks"></vertebra-education>'
CHILDREN = RISKS.replace("><", "><p>Ask us about the risks.</p><")
BOTH = '<vertebra-education topic="vertebroplasty" sections="benefits risks"></vertebra-education>'


def texts_of(page: Page) -> list[str]:
    """What a reader meets on the partner's page below its heading."""
    return [run.text for run in hear(page)][1:]


@pytest.mark.parametrize("base", ["", "/"])
def test_it_works_under_a_strict_policy_from_a_vendored_copy(browser: Browser, api: Site, base: str) -> None:
    """No inline style, no markup sink: with Trusted Types required it looks, switches and links as elsewhere."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
        f"connect-src {api.address}; require-trusted-types-for 'script'"
    )
    body = BOTH.replace("topic=", f'base="{api.address}{base}" topic=')
    page = write_page(body, "/js/vertebra.js", listen='<script src="/listen.js"></script>')
    listen = LISTEN.removeprefix("<script>").removesuffix("</script>").encode()
    files = {"/js/vertebra.js": COMPONENT, "/listen.js": listen}
    with serving_partner({"/": page}, policy, files) as partner, visiting(browser, "es-MX") as visit:
        visit.page.goto(partner)
        section = visit.page.locator("section").last
        expect(section).to_have_attribute("lang", "es")
        box = visit.page.locator(".told").first
        assert box.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 243, 214)"
        choose(visit.page, "العربية")
        expect(section).to_have_attribute("lang", "ar")
        more = visit.page.locator(".foot a").get_attribute("href")
        assert more == f"{api.address}/read/vertebroplasty/ar"
        assert len(told(visit.page, "vertebra-load")) == 2
        assert visit.complaints == []


BUNDLES = [
    ("vertebra.js", compute_integrity(COMPONENT)),
    *((name_bundle(bundle.hash), compute_integrity(bundle.read_body())) for bundle in read_bundles()),
]


@pytest.mark.parametrize(("name", "integrity"), BUNDLES)
def test_every_published_bundle_works_with_todays_api(browser: Browser, api: Site, name: str, integrity: str) -> None:
    """Pinned by its integrity value, as today's may be: v1 stays v1."""
    script = f'{api.address}/assets/v1/{name}" integrity="{integrity}" crossorigin="anonymous'
    with serving_partner({"/": write_page(BOTH, script)}) as partner, visiting(browser, "ur") as visit:
        visit.page.goto(partner)
        expect(visit.page.locator("section").last).to_have_attribute("lang", "ur")
        expect(visit.page.get_by_role("note")).to_have_count(8)
        assert visit.complaints == []


def test_what_is_withheld_leaves_the_partners_own_words(browser: Browser) -> None:
    """Else a link whose words are its address. The partner is told why, and what to do next; the patient nothing."""
    project = read_project(SHIPPED)
    with (
        serving_api(build_release(project, Policy.SIGNED)) as api,
        reading(browser, api, CHILDREN + RISKS, "es") as visit,
    ):
        assert texts_of(visit.page) == ["Ask us about the risks.", f"{api.address}/read/vertebroplasty/risks"]
        link = visit.page.get_by_role("link")
        assert link.get_attribute("href") == f"{api.address}/read/vertebroplasty/risks"
        assert link.evaluate("node => [node.dir, node.referrerPolicy]") == ["ltr", "no-referrer"]
        expect(visit.page.get_by_role("combobox")).to_have_count(0)
        first, _ = told(visit.page, "vertebra-error")
        assert (first["topic"], first["sections"], first["status"]) == ("vertebroplasty", ["risks"], 404)
        assert first["reason"] == "awaiting-sign-off"
        assert first["detail"].startswith("Nobody who is qualified vouches for the English text")
        assert first["next"].startswith("Show your own text or a link instead")
        said = [each for each in visit.complaints if each.startswith("vertebra-education")]
        assert said[0] == f"vertebra-education: vertebroplasty risks is not shown. {first['detail']} {first['next']}"
        assert told(visit.page, "vertebra-load") == []


def test_one_section_may_be_withheld_beside_another(browser: Browser) -> None:
    """The other is shown with its notice; the partner is told which is not, and why."""
    project = sign_off(read_project(SHIPPED), "en", "es", sections=["benefits"])
    with serving_api(build_release(project, Policy.SIGNED)) as api, reading(browser, api, BOTH, "es") as visit:
        expect(visit.page.get_by_role("heading", level=2)).to_have_text("Beneficios principales de la vertebroplastia")
        notices = visit.page.get_by_role("note")
        expect(notices.first).to_have_attribute("lang", "es")
        expect(notices.last).to_have_text(
            "Another section that belongs with this one cannot be shown right now. "
            "Ask your care team about it before you decide anything."
        )
        (fault,) = told(visit.page, "vertebra-error")
        assert (fault["sections"], fault["reason"]) == (["risks"], "awaiting-sign-off")
        assert f"{api.address}{TOPIC}/sections/risks?" not in fault["next"]
        assert f"{api.address}{TOPIC}/sections/risks" in fault["next"]
        assert told(visit.page, "vertebra-load") == [
            {"topic": "vertebroplasty", "sections": ["benefits"], "locale": "es"}
        ]


def test_a_section_that_does_not_exist_is_the_partners_to_hear_of(browser: Browser, api: Site) -> None:
    """Not the patient's."""
    with reading(browser, api, BOTH.replace("risks", "risk"), "es") as visit:
        expect(visit.page.locator("section")).to_have_count(1)
        (fault,) = told(visit.page, "vertebra-error")
        assert (fault["sections"], fault["reason"]) == (["risk"], "not-found")


def test_what_is_withdrawn_goes(browser: Browser, api: Site) -> None:
    """Also when a reader only switches the language: the API's refusal counts, and the old words are not kept."""
    gone = replace(read_project(SHIPPED), withdrawals=(Withdrawal(topic="vertebroplasty", section=None),))  # type: ignore[arg-type]
    problem = open_door(build_release(gone, Policy.DRAFTS)).ask(f"{TOPIC}/en.json")
    assert problem.status == 410
    with reading(browser, api, CHILDREN, "es") as visit:
        visit.page.route(
            "**/v1/topics/**",
            lambda route: route.fulfill(
                status=410,
                body=problem.body,
                headers={"content-type": "application/problem+json", "access-control-allow-origin": "*"},
            ),
        )
        choose(visit.page, "Polski")
        expect(visit.page.get_by_text("Ask us about the risks.")).to_be_visible()
        expect(visit.page.locator("section")).to_have_count(0)
        expect(visit.page.get_by_role("combobox", include_hidden=True)).to_be_hidden()
        (fault,) = told(visit.page, "vertebra-error")
        assert (fault["status"], fault["next"]) == (410, "Remove every copy that you keep.")


def test_a_reader_who_meets_a_refusal_keeps_the_focus(browser: Browser, api: Site) -> None:
    """By keyboard: the words go, the menu stays as long as the reader is in it, and the next language is shown and told."""
    with reading(browser, api, RISKS, "es") as visit:
        page = visit.page
        page.route("**/v1/topics/**", lambda route: answer(route, 404, json.dumps({"reason": "awaiting-sign-off"})))
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.wait_for_function("told.some(([name]) => name === 'vertebra-error')")
        expect(page.locator("section")).to_have_count(0)
        assert page.evaluate("document.activeElement.shadowRoot.activeElement.localName") == "select"
        expect(page.get_by_role("combobox")).to_be_visible()
        page.unroute("**/v1/topics/**")
        page.evaluate("document.querySelector('vertebra-education').lang = 'pl'")
        expect(page.locator("section")).to_have_attribute("lang", "pl")
        expect(page.get_by_role("status")).to_be_empty()
        page.keyboard.press("ArrowUp")
        expect(page.locator("section")).not_to_have_attribute("lang", "pl")
        expect(page.get_by_role("status")).not_to_be_empty()


@pytest.mark.parametrize(("status", "stays"), [(404, False), (410, False), (400, False), (403, True), (502, True)])
def test_only_what_the_api_refuses_goes(browser: Browser, api: Site, status: int, *, stays: bool) -> None:
    """A proxy that has no answer of the API's takes no words away. Neither need send JSON."""
    with reading(browser, api, RISKS, "es") as visit:
        visit.page.route("**/v1/topics/**", lambda route: answer(route, status, "<title>Sorry</title>"))
        choose(visit.page, "Polski")
        visit.page.wait_for_function("told.some(([name]) => name === 'vertebra-error')")
        expect(visit.page.locator("section")).to_have_count(1 if stays else 0)
        (fault,) = told(visit.page, "vertebra-error")
        assert (fault["status"], fault["detail"]) == (status, f"{api.address}/: status {status}.")


@pytest.mark.parametrize("status", [410, 502])
def test_what_is_refused_is_not_shown_from_an_older_copy(browser: Browser, api: Site, status: int) -> None:
    """Not from what the partner's server put between the tags. Without an answer the copy stays: it has its notices."""
    copy = open_door(load_release(SHIPPED, Policy.DRAFTS)).ask(f"{TOPIC}/sections/risks/es.html").body.decode()
    with reading(
        browser,
        api,
        RISKS.replace("><", f">{copy}<p>Ours.</p><"),
        before=lambda page: page.route("**/v1/topics/**", lambda route: answer(route, status, "{}")),
    ) as visit:
        link = f"{api.address}/read/vertebroplasty/risks"
        expect(visit.page.get_by_role("heading", name="Riesgos y consideraciones")).to_have_count(
            1 if status == 502 else 0
        )
        expect(visit.page.get_by_text("Ours.")).to_be_visible(visible=status == 502)
        expect(visit.page.get_by_role("link", name=link)).to_have_count(1 if status == 410 else 0)


def test_where_stand_ins_are_refused_nothing_is_english(browser: Browser, tmp_path: Path) -> None:
    """`fallback="none"`: what is not in the reader's language is left out, and the link leads to a page that has it."""
    folders = copy_project(tmp_path)
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", 'msgstr "infección o sangrado"', 'msgstr ""')
    body = (BOTH + RISKS).replace("topic=", 'fallback="none" topic=')
    with serving_api(load_release(folders, Policy.DRAFTS)) as api, reading(browser, api, body, "es") as visit:
        assert f"{TOPIC}?fallback=none" in api.targets()
        assert visit.page.locator("section").evaluate_all("nodes => nodes.map((node) => node.lang)") == ["es"]
        assert [each["reason"] for each in told(visit.page, "vertebra-error")] == ["incomplete", "incomplete"]
        link = visit.page.get_by_role("link", name="/read/vertebroplasty/risks")
        expect(link).to_have_attribute("href", f"{api.address}/read/vertebroplasty/risks")


@pytest.mark.parametrize("children", [True, False])
def test_an_api_out_of_reach_is_no_error_to_a_patient(browser: Browser, api: Site, *, children: bool) -> None:
    """Children stay, else the link, in the language that was asked for; the partner is told what to look at."""
    nobody = f"http://127.0.0.1:{free_port()}"
    body = (CHILDREN if children else RISKS).replace("topic=", f'base="{nobody}" lang="es" topic=')
    with reading(browser, api, body) as visit:
        link = f"{nobody}/read/vertebroplasty/risks?lang=es"
        assert texts_of(visit.page) == ["Ask us about the risks." if children else link]
        (fault,) = told(visit.page, "vertebra-error")
        assert (fault["status"], fault["reason"]) == (0, None)
        assert "connect-src" in fault["next"]
        assert "`base`" in fault["next"]


def test_a_switch_that_fails_keeps_what_is_there(browser: Browser, api: Site) -> None:
    """The words stay, and the menu says in which language, for who cannot see it too; asked again, it works."""
    with reading(browser, api, BOTH, "es") as visit:
        visit.page.route("**/v1/topics/**", lambda route: route.abort())
        choose(visit.page, "Polski")
        visit.page.wait_for_function("told.some(([name]) => name === 'vertebra-error')")
        expect(visit.page.get_by_role("combobox")).to_have_value("es")
        expect(visit.page.locator("section").first).to_have_attribute("lang", "es")
        expect(visit.page.get_by_role("status")).to_have_text("Idioma Español")
        assert told(visit.page, "vertebra-language") == []
        visit.page.unroute("**/v1/topics/**")
        choose(visit.page, "Polski")
        expect(visit.page.locator("section").first).to_have_attribute("lang", "pl")
        expect(visit.page.get_by_role("status")).to_have_text("Język Polski")


def test_an_element_that_shows_something_else_keeps_no_old_words(browser: Browser, api: Site) -> None:
    """When its topic or sections change and the API is out of reach: old words would stand under a new heading of the page's."""
    with reading(browser, api, CHILDREN, "es") as visit:
        visit.page.route("**/v1/topics/**", lambda route: route.abort())
        visit.page.evaluate(
            "{ const each = document.querySelector('vertebra-education'); each.setAttribute('topic', 'kyphoplasty') }"
        )
        expect(visit.page.get_by_text("Ask us about the risks.")).to_be_visible()
        expect(visit.page.locator("section")).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "body"), [(200, "<p>Not JSON</p>"), (200, "{}"), (200, "null"), (502, "Bad gateway"), (500, "{}")]
)
def test_an_answer_that_is_not_the_apis_is_none(browser: Browser, api: Site, status: int, body: str) -> None:
    """A proxy's page, or another service's JSON."""
    nobody = "http://127.0.0.1:9"
    with reading(browser, api, CHILDREN.replace("topic=", f'base="{nobody}" topic=')) as visit:
        visit.page.route(f"{nobody}/**", lambda route: answer(route, status, body))
        visit.page.evaluate("document.querySelector('vertebra-education').lang = 'es'")
        visit.page.wait_for_function("told.length === 2")
        assert texts_of(visit.page) == ["Ask us about the risks."]
        assert told(visit.page, "vertebra-error")[1]["detail"].startswith(f"{nobody}: ")


def answer(route: Route, status: int, body: str) -> None:
    """Answer in the API's place, whatever the origin."""
    route.fulfill(
        status=status, body=body, headers={"content-type": "application/json", "access-control-allow-origin": "*"}
    )


@pytest.mark.parametrize("attributes", ["", 'topic=""', 'topic="../locales"', 'topic="vertebroplasty" base="https://"'])
def test_an_element_that_is_wrongly_written_shows_its_children(browser: Browser, api: Site, attributes: str) -> None:
    """And says so to the partner; a topic cannot climb out of its folder."""
    with reading(browser, api, f"<vertebra-education {attributes}><p>Ask us.</p></vertebra-education>") as visit:
        assert texts_of(visit.page) == ["Ask us."]
        assert len(told(visit.page, "vertebra-error")) == 1
    assert "/v1/locales" not in api.targets()


def test_where_no_address_is_right_there_is_no_link(browser: Browser, api: Site) -> None:
    """And no error but what the partner is told."""
    with reading(browser, api, RISKS.replace("topic=", 'base="https://" topic=')) as visit:
        assert texts_of(visit.page) == []
        assert len(told(visit.page, "vertebra-error")) == 1
        (said,) = visit.complaints
        assert said.startswith("vertebra-education: vertebroplasty risks is not shown. https://: ")


def test_what_the_api_sends_is_data(browser: Browser, api: Site) -> None:
    """Markup stays text, wherever it stands, and no address but a web one becomes a link."""
    with reading(browser, api, BOTH, "es") as visit:
        evil = '<img src="https://evil.example/x" onerror="window.pwned = 1"><script>window.pwned = 1</script>'

        def poison(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: evil if key in {"text", "name"} else poison(each) for key, each in value.items()}
            return [poison(each) for each in value] if isinstance(value, list) else value

        def serve(route: Route) -> None:
            topic = poison(route.fetch().json())
            topic["attribution"] |= {"text": f"By {evil}.", "url": "javascript:window.pwned = 1"}
            topic["provenance"]["publisher"] = evil
            route.fulfill(json=topic, headers={"access-control-allow-origin": "*"})

        visit.page.route("**/v1/topics/**", serve)
        visit.page.evaluate("document.querySelector('vertebra-education').lang = 'ar'")
        expect(visit.page.locator("section").first).to_have_attribute("lang", "ar")
        inside = "document.querySelector('vertebra-education').shadowRoot"
        assert visit.page.evaluate(f"{inside}.querySelectorAll('img, script, iframe, [onerror]').length") == 0
        assert visit.page.evaluate("window.pwned") is None
        expect(visit.page.locator("section p").first).to_contain_text("<script>")
        hrefs = visit.page.evaluate(f"[...{inside}.querySelectorAll('a')].map((each) => each.href)")
        assert all(href.startswith(f"{api.address}/read/") for href in hrefs)


def test_the_publishers_page_is_linked_in_the_attribution(browser: Browser, tmp_path: Path) -> None:
    """By the publisher's name, in right-to-left text too."""
    folders = copy_project(tmp_path, "ar")
    path = folders.content / "vertebroplasty" / "topic.toml"
    path.write_text(path.read_text().replace("[provenance]", '[provenance]\nurl = "https://igea.example/a?b&c"'))
    with serving_api(load_release(folders, Policy.DRAFTS)) as api, reading(browser, api, RISKS, "ar") as visit:
        link = visit.page.get_by_role("link", name="IGEA Brain, Spine & Orthopedics")
        expect(link).to_have_attribute("href", "https://igea.example/a?b&c")
        attribution = visit.page.locator(".foot p").nth(2)
        topic = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{TOPIC}/ar.json").json
        expect(attribution).to_have_text(topic["attribution"]["text"])


def test_an_attribution_may_name_the_publisher_twice(browser: Browser, api: Site) -> None:
    """Nothing of it is lost."""
    with reading(browser, api, RISKS, "es") as visit:

        def serve(route: Route) -> None:
            topic = route.fetch().json()
            topic["attribution"]["text"] = "By Us. © Us. All of it."
            topic["provenance"]["publisher"] = "Us"
            route.fulfill(json=topic, headers={"access-control-allow-origin": "*"})

        visit.page.route("**/v1/topics/**", serve)
        choose(visit.page, "Polski")
        expect(visit.page.locator("section")).to_have_attribute("lang", "pl")
        expect(visit.page.locator(".foot p").nth(2)).to_have_text("By Us. © Us. All of it.")


def test_without_script_the_children_are_there(browser: Browser, api: Site) -> None:
    """What a reader without script sees, and one whose browser is too old."""
    html = write_page(CHILDREN, f"{api.address}/assets/v1/vertebra.js")
    with serving_partner({"/": html}) as partner, visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(partner)
        expect(visit.page.get_by_text("Ask us about the risks.")).to_be_visible()


def test_an_element_can_come_go_and_come_back(browser: Browser, api: Site) -> None:
    """A portal moves its parts about; what is gone does not answer."""
    with reading(browser, api, BOTH, "es") as visit:
        visit.page.evaluate(
            """() => { const each = document.querySelector("vertebra-education"); each.remove();
                document.querySelector("main").append(each); each.remove(); each.setAttribute("sections", "recovery");
                document.querySelector("main").append(each); }"""
        )
        expect(visit.page.get_by_role("heading", level=2)).to_have_text("Recuperación")
        visit.page.wait_for_function(SETTLED)
        assert [each["sections"] for each in told(visit.page, "vertebra-load")] == [["benefits", "risks"], ["recovery"]]
        assert visit.complaints == []
