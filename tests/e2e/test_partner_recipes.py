"""The recipes in api/embed/README.md, taken from there and followed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from api.embed.bundles import COMPONENT
from tests.builders import SIXTEEN, free_port
from tests.e2e.guide import GUIDE, STAND_IN, recipe
from tests.e2e.hosting import ICON, Site, serving_partner, visiting


def put_in_page(html: str, api: Site) -> str:
    """A page of a partner's with the recipe in it, and the API's real address."""
    page = html if "<head>" in html else f'<!doctype html><html lang="en-US"><head><title>Ours</title></head><body><main><h1>Ours</h1>{html}</main></body></html>'  # fmt: skip
    return page.replace(STAND_IN, api.address).replace("<head>", f"<head>{ICON}")


def test_the_plain_page_works_as_it_stands(browser: Browser, api: Site) -> None:
    """A whole page, copied: the sections in the reader's language, and not even a referrer for the script."""
    api.asked.clear()
    with (
        serving_partner({"/": put_in_page(recipe("Plain HTML", "html"), api)}) as partner,
        visiting(browser, "ko") as visit,
    ):
        visit.page.goto(partner)
        expect(visit.page.locator("vertebra-education section")).to_have_count(2)
        expect(visit.page.locator("section").first).to_have_attribute("lang", "ko")
        expect(visit.page.get_by_role("note").first).to_be_visible()
        expect(visit.page.get_by_role("link", name="555-555-0100")).to_be_hidden()
        assert visit.complaints == []
    assert {each.headers.get("referer") for each in api.asked} == {None}


def test_the_wordpress_block_works_as_it_stands(browser: Browser, api: Site) -> None:
    """On a page that says en-US to everybody, in the middle of the body."""
    with (
        serving_partner({"/": put_in_page(recipe("WordPress", "html"), api)}) as partner,
        visiting(browser, "ht") as visit,
    ):
        visit.page.goto(partner)
        expect(visit.page.locator("section").first).to_have_attribute("lang", "ht")
        assert visit.complaints == []


def test_the_strict_policy_is_enough(browser: Browser, api: Site) -> None:
    """The one that the guide names, with the script vendored as it says."""
    part = GUIDE.partition("\n## A portal with a strict policy\n")[2]
    policy = " ".join(re.findall(r"    Content-Security-Policy: (.*?)\n\n", part, re.DOTALL)[0].split())
    page = put_in_page(recipe("A portal with a strict policy", "html"), api).replace(ICON, "")
    files = {"/js/vertebra.js": COMPONENT, "/favicon.ico": b""}
    with (
        serving_partner({"/": page}, policy.replace(STAND_IN, api.address), files) as partner,
        visiting(browser, "ar") as visit,
    ):
        visit.page.goto(partner)
        expect(visit.page.locator("section").first).to_have_attribute("lang", "ar")
        box = visit.page.locator(".told").first
        assert box.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 243, 214)"
        # The browser asks for an icon, which this policy forbids; the element asks for nothing that it forbids.
        assert [each for each in visit.complaints if "favicon" not in each] == []


def test_what_a_server_puts_in_is_there_without_script(browser: Browser, api: Site) -> None:
    """The program of the guide, run: the section, its notices and the lines below it; in the element it is replaced."""
    space: dict[str, Any] = {}
    exec(compile(recipe("On your server", "python").replace(STAND_IN, api.address), "recipe", "exec"), space)  # noqa: S102  the guide is ours
    html = space["render_section"]("vertebroplasty", "benefits", "ar,en;q=0.5")
    page = put_in_page(f"{recipe('WordPress', 'html').replace('></vertebra', f'>{html}</vertebra')}", api)
    for script in (False, True):
        with serving_partner({"/": page}) as partner, visiting(browser, "es", java_script_enabled=script) as visit:
            visit.page.goto(partner)
            sections = visit.page.locator("section").filter(visible=True)
            expect(sections).to_have_count(2 if script else 1)
            expect(sections.first).to_have_attribute("lang", "es" if script else "ar")
            expect(
                visit.page.get_by_text("لم يراجع أي مختص في الرعاية الصحية هذا النص بعد.", exact=True)
            ).to_be_visible(visible=not script)
            assert visit.complaints == []
    with pytest.raises(OSError, match="404"):
        space["render_section"]("vertebroplasty", "nothing", "ar")
    space["API"] = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(OSError, match="refused"):
        space["render_section"]("vertebroplasty", "risks", "ar")


def test_the_api_may_lie_behind_a_path_of_the_partners(browser: Browser, api: Site) -> None:
    """`base="/education/"`: what the element asks for stays below it, links too."""
    body = '<vertebra-education base="/education/" topic="vertebroplasty" sections="risks"></vertebra-education>'
    page = put_in_page(recipe("WordPress", "html").partition("\n")[0] + body, api)
    with serving_partner({"/": page}) as partner, visiting(browser, "es") as visit:
        asked: list[str] = []

        def pass_on(route: Any) -> None:
            asked.append(route.request.url.removeprefix(partner))
            headers = {"accept-language": route.request.headers["accept-language"]}
            route.fulfill(
                response=route.fetch(
                    url=route.request.url.replace(f"{partner}/education", api.address), headers=headers
                )
            )

        visit.page.route("**/education/**", pass_on)
        visit.page.goto(partner)
        expect(visit.page.locator("section")).to_have_attribute("lang", "es")
        assert sorted(asked) == ["/education/v1/locales.json", "/education/v1/topics/vertebroplasty"]
        more = visit.page.locator(".foot a").get_attribute("href")
        assert more == f"{partner}/education/read/vertebroplasty/es"


def test_the_guide_s_javascript_computes_every_digest(browser: Browser, api: Site) -> None:
    """In a browser, of what it fetched itself: every section in every language shipped."""
    program = f"""async ([api, tags]) => {{
        {recipe("Which words these are", "js")}
        const found = [];
        for (const tag of tags) {{
          const topic = await (await fetch(`${{api}}/v1/topics/vertebroplasty/${{tag}}.json`)).json();
          for (const section of topic.sections) found.push([section.digest, await computeDigest(section)]);
        }}
        return found;
    }}"""
    with serving_partner({"/": put_in_page("", api)}) as partner, visiting(browser, "en") as visit:
        visit.page.goto(partner)
        found = visit.page.evaluate(program, [api.address, ["en", *SIXTEEN]])
    assert len(found) == 8 * 17
    assert [pair for pair in found if pair[0] != pair[1]] == []
