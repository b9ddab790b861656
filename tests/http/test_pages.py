"""The pages to read and to frame, as HTML: what they hold, how they are labelled, what they let in, what they refuse."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from msgspec.structs import replace

from api.model.identifiers import SectionId, TopicId
from api.model.vetting import Policy, Withdrawal
from api.project.reading import Folders, read_project
from api.release.build import build_release, load_release
from tests.asgi import Door, Reply, open_door
from tests.builders import SHIPPED, SIXTEEN, add_locale, edit
from tests.html import Element, parse
from tests.staff import sign_off

KINDS = ("read", "embed")
TAGS = ("en", *SIXTEEN)
SECTIONS = ("what-it-is", "who-can-benefit", "benefits", "procedure", "recovery", "risks", "next-steps")


def tree_of(reply: Reply) -> Element:
    """The page's `<html>`; the page is well formed."""
    text = reply.body.decode()
    assert text.startswith("<!doctype html><html ")
    (html,) = parse(text)
    return html


def only(found: list[Element]) -> Element:
    """The one."""
    (element,) = found
    return element


@pytest.fixture
def standing_in(folders: Folders) -> Door:
    """The risks have no Spanish words of their own; everything else has."""
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "")
    return open_door(load_release(folders, Policy.DRAFTS))


@pytest.fixture(scope="module")
def withheld() -> Door:
    """The default policy, with nobody's signature."""
    return open_door(load_release(SHIPPED, Policy.SIGNED))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("section", ["", "/benefits"])
@pytest.mark.parametrize("tag", TAGS)
def test_a_page_is_whole_and_labelled(door: Door, kind: str, section: str, tag: str) -> None:
    """Language, direction, title, one first heading, unique ids, no style attribute, all that the JSON says, under 40 KB."""
    reply = door.ask(f"/{kind}/vertebroplasty{section}/{tag}")
    html = tree_of(reply)
    body = door.ask(f"/v1/topics/vertebroplasty{'/sections' + section if section else ''}/{tag}.json").json
    title = body["title"]["text"]

    assert len(reply.body) < 40_000
    assert (html.attributes["lang"], html.attributes["dir"]) == (tag, body["direction"])
    assert only(html.find("title")).children == [title]
    assert only(html.find("h1")).text == title
    assert {"name": "viewport", "content": "width=device-width,initial-scale=1"} in [
        each.attributes for each in html.find("meta")
    ]
    ids = [each.attributes["id"] for each in html.walk() if "id" in each.attributes]
    assert len(set(ids)) == len(ids)
    assert not any("style" in each.attributes for each in html.walk())
    assert len(html.find("main")) == len(html.find("footer")) == 1
    sections = body.get("sections", [body])
    for each in sections:
        assert each["title"]["text"] in html.text
        assert each["html"].partition("</h2>")[2] in reply.body.decode()
    shown = [(each.attributes["lang"], each.text) for each in html.find("p", role="note")]
    assert shown == [(notice["locale"], notice["text"]) for each in sections for notice in each["notices"]]
    below = only(html.find("footer")).text
    assert below == "".join(body[name]["text"] for name in ("review_line", "disclaimer", "attribution"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_section_has_its_notices_right_after_its_heading(door: Door, standing_in: Door, kind: str) -> None:
    """All of them, and nobody else's: a link may lead a reader to any section, and any section may stand in."""
    for each, tag in ((door, "ar"), (standing_in, "es")):
        html = tree_of(each.ask(f"/{kind}/vertebroplasty/{tag}"))
        sections = each.ask(f"/v1/topics/vertebroplasty/{tag}.json").json["sections"]

        for section, told in zip(html.find("section"), sections, strict=True):
            heading, *rest = [child for child in section.children if not isinstance(child, str)]
            notices = rest[: len(told["notices"])]
            assert heading.name in {"h1", "h2"}
            assert [(notice.attributes["role"], notice.text) for notice in notices] == [
                ("note", notice["text"]) for notice in told["notices"]
            ]
            assert section.find("p", role="note") == notices


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_allows_its_own_style_and_script_and_nothing_else(door: Door, withheld: Door, kind: str) -> None:
    """By their hash; the page to read has no script and no frame around it, the other one either of both."""
    for each, path in ((door, f"/{kind}/vertebroplasty/es"), (withheld, f"/{kind}/vertebroplasty/risks/es")):
        reply = each.ask(path)
        html = tree_of(reply)
        directives = dict(part.split(" ", 1) for part in reply.headers["content-security-policy"].split("; "))
        hashes = {
            name: [f"'sha256-{base64.b64encode(hashlib.sha256(str(code).encode()).digest()).decode()}'"
                   for element in html.find(name) for code in element.children]
            for name in ("style", "script")
        }  # fmt: skip

        assert [directives["style-src"]] == hashes["style"]
        assert [directives["script-src"]] == hashes["script"] if kind == "embed" else hashes["script"] == []
        rest = {name: value for name, value in directives.items() if name not in {"style-src", "script-src"}}
        assert rest == {
            "default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'",
            "frame-ancestors": "*" if kind == "embed" else "'none'",
        }  # fmt: skip
        assert reply.headers["referrer-policy"] == "no-referrer"
        for element in html.walk():
            for name in ("src", "href"):
                assert re.match(r"(/(read|embed)/|#|data:,$)", element.attributes.get(name, "#"))
        assert "set-cookie" not in reply.headers


def test_the_reading_page_lists_every_language_on_top(door: Door) -> None:
    """By its own name in its own language and direction, before everything but the way past them; the current one is marked."""
    html = tree_of(door.ask("/read/vertebroplasty/risks/ur"))
    first, nav, *_ = [each for each in only(html.find("body")).children if not isinstance(each, str)]
    links = nav.find("a")
    names = {each["locale"]: each for each in door.ask("/v1/locales").json["locales"]}

    assert (first.name, first.attributes["class"], first.attributes["href"]) == ("a", "skip", "#Text")
    assert only(html.find("main")).attributes["id"] == "Text"
    assert first.text == only(html.find("h1")).text
    assert nav.name == "nav"
    assert [each.attributes["lang"] for each in links] == sorted(TAGS)
    for link in links:
        tag = link.attributes["lang"]
        assert (link.text, link.attributes["dir"]) == (names[tag]["name"], names[tag]["direction"])
        assert link.attributes["hreflang"] == tag
        assert link.attributes["href"] == f"/read/vertebroplasty/risks/{tag}"
        assert link.attributes.get("aria-current") == ("page" if tag == "ur" else None)
        assert door.ask(link.attributes["href"]).status == 200
    label = only(nav.find("p"))
    assert (nav.attributes["aria-labelledby"], label.text) == (label.attributes["id"], "زبان")


@pytest.mark.parametrize("kind", KINDS)
def test_only_languages_with_own_words_are_listed(standing_in: Door, kind: str) -> None:
    """Of a section that stands in, English alone; on its own page there the list leads to it, and marks nothing as read."""
    languages = {}
    for path in ("risks/es", "risks/en", "recovery/es", "es"):
        nav = tree_of(standing_in.ask(f"/{kind}/vertebroplasty/{path}")).find("nav", class_="languages")
        languages[path] = [
            (link.attributes["lang"], "aria-current" in link.attributes) for each in nav for link in each.find("a")
        ]

    assert languages == {
        "risks/es": [("en", False)],
        "risks/en": [],
        "recovery/es": [("en", False), ("es", True)],
        "es": [("en", False), ("es", True)],
    }


def test_the_reading_page_of_a_topic_lists_its_sections(door: Door) -> None:
    """Under the words for it, each link to a section of the page; the first section heads the page."""
    html = tree_of(door.ask("/read/vertebroplasty/es"))
    nav = only(html.find("nav", class_="contents"))
    targets = [each.attributes["href"].removeprefix("#") for each in nav.find("a")]
    sections = {each.attributes.get("id"): each for each in html.find("section")}

    assert only(nav.find("p")).text == "En esta página"
    assert tuple(targets) == SECTIONS
    assert list(sections) == ["overview", *SECTIONS]
    for link in nav.find("a"):
        assert only(sections[link.attributes["href"][1:]].find("h2")).text == link.text
    assert tree_of(door.ask("/read/vertebroplasty/risks/es")).find("nav", class_="contents") == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_belongs_beside_a_section_is_linked(door: Door, kind: str) -> None:
    """The benefits lead to the risks, in the reader's language; a section leads to its whole topic."""
    main = only(tree_of(door.ask(f"/{kind}/vertebroplasty/benefits/es")).find("main"))
    line = only(main.find("p", class_="vertebra-also-read"))
    more = only(main.find("p", class_="more"))

    assert line.text == "Por favor, lea también: Riesgos y consideraciones"
    assert only(line.find("a")).attributes["href"] == "/read/vertebroplasty/risks/es"
    assert (more.text, only(more.find("a")).attributes["href"]) == (
        "Leer la página completa",
        "/read/vertebroplasty/es",
    )
    whole = only(tree_of(door.ask(f"/{kind}/vertebroplasty/es")).find("main"))
    assert whole.find("p", class_="vertebra-also-read") == []
    assert len(whole.find("p", class_="more")) == (1 if kind == "embed" else 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stand_in_is_marked_on_a_page(standing_in: Door, kind: str) -> None:
    """Its section is English and says so first in Spanish; the page around it stays Spanish, and so does the rest of the topic."""
    alone = tree_of(standing_in.ask(f"/{kind}/vertebroplasty/risks/es"))
    whole = tree_of(standing_in.ask(f"/{kind}/vertebroplasty/es"))

    assert alone.attributes["lang"] == "es"
    assert only(alone.find("title")).attributes == {"lang": "en", "dir": "ltr"}
    assert only(whole.find("title")).attributes == {}
    for html in (alone, whole):
        section = only(html.find("section", lang="en", dir="ltr"))
        notice = section.find("p", role="note")[0]
        assert notice.attributes["lang"] == "es"
        assert notice.text.startswith("Esta sección no se puede mostrar en español")
        assert "infection or bleeding" in section.text
    assert len(whole.find("section", lang="es")) == 7
    assert [each.text for each in whole.find("p", role="note")].count("Este texto fue traducido por una computadora. "
        "Ninguna persona calificada ha revisado la traducción.") == 7  # fmt: skip


def test_search_engines_are_led_to_the_right_page(door: Door, standing_in: Door) -> None:
    """The page to read is canonical, lists itself and all others, and has a default; a stand-in is the English page's double."""
    public = open_door(load_release(SHIPPED, Policy.DRAFTS, "https://edu.example.org"))
    for each, address in ((door, ""), (public, "https://edu.example.org")):
        links = tree_of(each.ask("/read/vertebroplasty/risks/es")).find("link")
        canonical = [link.attributes["href"] for link in links if link.attributes["rel"] == "canonical"]
        others = {
            link.attributes["hreflang"]: link.attributes["href"] for link in links if "hreflang" in link.attributes
        }

        assert canonical == [f"{address}/read/vertebroplasty/risks/es"]
        assert others == {tag: f"{address}/read/vertebroplasty/risks/{tag}" for tag in TAGS} | {
            "x-default": f"{address}/read/vertebroplasty/risks"
        }
    links = tree_of(standing_in.ask("/read/vertebroplasty/risks/es")).find("link", rel="canonical")
    assert only(links).attributes["href"] == "/read/vertebroplasty/risks/en"


def test_a_frames_page_is_not_for_search_engines(door: Door) -> None:
    """It says so in its head and in a header; its links open outside of the frame, but for those to other languages."""
    reply = door.ask("/embed/vertebroplasty/risks/es")
    html = tree_of(reply)

    assert reply.headers["x-robots-tag"] == "noindex"
    assert only(html.find("meta", name="robots")).attributes["content"] == "noindex"
    assert html.find("link", rel="canonical") == []
    assert only(html.find("base")).attributes == {"target": "_blank"}
    nav = only(html.find("nav"))
    assert {link.attributes["target"] for link in nav.find("a")} == {"_self"}
    assert {link.attributes["href"].split("/")[1] for link in nav.find("a")} == {"embed"}
    assert all("target" not in link.attributes for link in only(html.find("main")).find("a"))
    reading = door.ask("/read/vertebroplasty/risks/es")
    assert "x-robots-tag" not in reading.headers
    assert b"robots" not in reading.body


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_locale_a_page_negotiates(door: Door, kind: str) -> None:
    """By the browser's languages, by `?lang=`, else English; it has no form without stand-ins, and ignores the wish for one."""
    for target, wish, tag in (
        ("", "es-MX", "es"),
        ("", "zh-TW, en;q=0.5", "zh-Hant"),
        ("", "fr-HT, ht", "fr"),
        ("", "", "en"),
        ("?lang=ur", "es", "ur"),
        ("?lang=es_US", "fr", "es"),
        ("?lang=zh_TW", "fr", "zh-Hant"),
        ("?lang=xx", "es", "en"),
        ("?lang=xx&fallback=none", "es", "en"),
        ("?fallback=none", "gu", "gu"),
    ):
        for path in (f"/{kind}/vertebroplasty", f"/{kind}/vertebroplasty/risks"):
            reply = door.ask(path + target, accept_language=wish)
            assert (reply.status, reply.headers["content-location"]) == (200, f"{path}/{tag}")
            assert tree_of(reply).attributes["lang"] == tag


@pytest.mark.parametrize("kind", KINDS)
def test_a_senseless_query_is_a_page_too(door: Door, kind: str) -> None:
    """With the status of the problem, and the address that makes sense."""
    reply = door.ask(f"/{kind}/vertebroplasty/risks?lang=")
    html = tree_of(reply)

    assert (reply.status, reply.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert only(html.find("h1")).text == "This address is not quite right"
    assert only(html.find("a")).attributes["href"] == f"/{kind}/vertebroplasty/risks"
    assert reply.headers["cache-control"] == "private, max-age=30"
    assert reply.headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("query", "wish", "answer"),
    [
        ("lang=Spanish", "fr", ("es", ["es"])),
        ("lang=Chinese", "fr", ("zh-Hans", ["zh-Hans", "zh-Hant"])),
        ("lang=Chinese", "fr, zh-TW;q=0.5", ("zh-Hant", ["zh-Hans", "zh-Hant"])),
        ("lang=Danish", "fr", ("fr", [""])),
        ("lang=&fallback=none", "ar, en", ("ar", [""])),
        ("lang=Klingon", "es-MX", ("es", [""])),
        ("lang=es&lang=es", "", ("en", [""])),
    ],
)
def test_a_senseless_query_is_answered_in_the_readers_language(
    door: Door, kind: str, query: str, wish: str, answer: tuple[str, list[str]]
) -> None:
    """In that which is probably meant, with the page in it, where several may be in the browser's of them; else in the browser's."""
    path = f"/{kind}/vertebroplasty/risks"
    locale, links = answer
    reply = door.ask(f"{path}?{query}", accept_language=wish)
    html = tree_of(reply)

    assert (reply.status, reply.headers["content-language"], html.attributes["lang"]) == (400, locale, locale)
    assert [each.attributes["href"] for each in html.find("a")] == [f"{path}/{tag}".rstrip("/") for tag in links]
    for address in (each.attributes["href"] for each in html.find("a")):
        assert door.ask(address).status == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "path",
    ["", "/", "/nothing", "/vertebroplasty/", "/vertebroplasty/risk", "/vertebroplasty/ES", "/vertebroplasty/es-MX",
     "/vertebroplasty/es.html", "/vertebroplasty/es/risks", "/vertebroplasty/risks/", "/vertebroplasty/risks/xx",
     "/vertebroplasty/risks/es/x", "/a/b/c/d", "//vertebroplasty", "/\u00e9"],
)  # fmt: skip
def test_a_mistyped_address_is_a_page_too(door: Door, kind: str, path: str) -> None:
    """With the status of the problem, and links to the pages that there are, which need no language to be told."""
    for method in ("GET", "HEAD"):
        reply = door.ask(f"/{kind}{path}", method=method)

        assert (reply.status, reply.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert reply.headers["cache-control"] == "max-age=30"
        assert reply.headers["x-robots-tag"] == "noindex"
    html = tree_of(door.ask(f"/{kind}{path}"))
    assert only(html.find("h1")).text == "There is no page at this address"
    assert [(each.text, each.attributes["href"]) for each in html.find("a")] == [
        ("Vertebroplasty", "/read/vertebroplasty")
    ]
    assert door.ask(f"/{kind}er").json["type"] == "/problems/not-found"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["vertebroplasty", "vertebroplasty/risks"])
def test_a_withheld_text_is_said_to_be(withheld: Door, kind: str, path: str) -> None:
    """With the status of the problem: why, in the reader's language; that and what, in English."""
    for address, wish in ((f"/{kind}/{path}/es", ""), (f"/{kind}/{path}", "es-MX")):
        reply = withheld.ask(address, accept_language=wish)
        html = tree_of(reply)

        assert (reply.status, reply.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert (html.attributes["lang"], only(html.find("h1")).text) == (
            "es", "Ningún profesional de la salud ha revisado este texto todavía."
        )  # fmt: skip
        english = only(html.find("div"))
        assert (english.attributes["lang"], english.text.partition(".")[0]) == ("en", "This text is not published")
        assert "etag" not in reply.headers
        assert reply.headers["x-robots-tag"] == "noindex"
        assert reply.headers["cache-control"].endswith("max-age=30")
    english = tree_of(withheld.ask(f"/{kind}/{path}/en"))
    assert (english.attributes["lang"], only(english.find("h1")).text) == ("en", "This text is not published")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("replacement", "address"),
    [
        (None, ""),
        ("vertebroplasty/overview", "/read/vertebroplasty/overview/ar"),
        ("kyphoplasty", "/read/kyphoplasty/ar"),
        ("https://igea.example/news?a&b", "https://igea.example/news?a&b"),
    ],
)
def test_a_withdrawn_section_is_said_to_be(kind: str, replacement: str | None, address: str) -> None:
    """410: that, in the reader's language; why, in English; what to read instead; and what is left of the topic."""
    lost = Withdrawal(
        topic=TopicId("vertebroplasty"),
        section=SectionId("risks"),
        reason="Being <rewritten>.",
        replacement=replacement,
    )
    door = open_door(build_release(replace(read_project(SHIPPED), withdrawals=(lost,)), Policy.DRAFTS))
    reply = door.ask(f"/{kind}/vertebroplasty/risks/ar")
    html = tree_of(reply)
    english = only(html.find("div"))

    assert (reply.status, html.attributes["lang"], html.attributes["dir"]) == (410, "ar", "rtl")
    assert only(html.find("h1")).text == "لا يمكن عرض هذا النص الآن. يُرجى سؤال فريقك الطبي عنه."
    assert (english.attributes["lang"], english.attributes["dir"]) == ("en", "ltr")
    assert english.find("p")[0].text == (
        "This text was withdrawn. The publisher withdrew this text. The reason: Being <rewritten>."
    )
    topic_page = "/read/vertebroplasty/ar"
    # Nobody vouches for the Arabic words, so the English ones stand beside them.
    assert [(each.text, each.attributes["href"]) for each in english.find("a")] == [
        *[(address, address)] * bool(address),
        ("Read the full page", topic_page),
    ]
    more = html.find("p", class_="more")
    assert [(each.attributes["lang"], each.attributes["dir"], each.text) for each in more] == [
        ("en", "ltr", "Read the full page"),
        ("ar", "rtl", "قراءة الصفحة كاملة"),
    ]
    assert [only(each.find("a")).attributes["href"] for each in more] == [topic_page, topic_page]
    topic = door.ask(f"/{kind}/vertebroplasty/ar")
    assert (topic.status, "risks" in topic.body.decode()) == (200, False)
    source = tree_of(door.ask(f"/{kind}/vertebroplasty/risks/en"))
    assert (source.attributes["lang"], only(source.find("h1")).text) == ("en", "This text was withdrawn")


def test_a_signed_interface_leads_on_alone() -> None:
    """Where somebody vouches for the language's own words, a refusal's link is said once."""
    lost = Withdrawal(topic=TopicId("vertebroplasty"), section=SectionId("risks"), reason="Being rewritten.")
    project = sign_off(read_project(SHIPPED), "es", sections=[], interface=True)
    door = open_door(build_release(replace(project, withdrawals=(lost,)), Policy.DRAFTS))
    more = only(tree_of(door.ask("/read/vertebroplasty/risks/es")).find("p", class_="more"))

    assert (more.attributes["lang"], more.text) == ("es", "Leer la página completa")


def test_a_withdrawn_topic_leads_nowhere() -> None:
    """410, and no link to what is not there."""
    lost = (Withdrawal(topic=TopicId("vertebroplasty")),)
    door = open_door(build_release(replace(read_project(SHIPPED), withdrawals=lost), Policy.DRAFTS))
    for path in ("/read/vertebroplasty/es", "/read/vertebroplasty/risks/es"):
        reply = door.ask(path)
        assert reply.status == 410
        assert tree_of(reply).find("a") == []


def test_beside_signed_words_a_page_has_no_unvetted_word() -> None:
    """Labels, review line and disclaimer are English, and say so; the text is Spanish and has no notice."""
    project = sign_off(read_project(SHIPPED), "en", "es")
    html = tree_of(open_door(build_release(project, Policy.SIGNED)).ask("/read/vertebroplasty/benefits/es"))

    assert html.find("p", role="note") == []
    assert only(html.find("section")).attributes["lang"] == "es"
    assert {each.attributes["lang"] for each in html.find("p") if "lang" in each.attributes} == {"en"}
    assert only(html.find("p", class_="vertebra-also-read")).text == "Please also read: Riesgos y consideraciones"
    assert "Last reviewed by a qualified person on March 1, 2026." in html.text


def test_one_language_needs_no_list(folders: Folders) -> None:
    """Where there is nothing to change to, nothing is offered."""
    for path in sorted((folders.locales / "es" / "LC_MESSAGES").iterdir()):
        path.unlink()
    door = open_door(load_release(folders, Policy.DRAFTS))

    assert tree_of(door.ask("/read/vertebroplasty/en")).find("nav", class_="languages") == []
    assert tree_of(door.ask("/embed/vertebroplasty/risks/en")).find("nav") == []


def test_a_new_language_is_listed(folders: Folders) -> None:
    """A locale that somebody adds appears by its own name."""
    add_locale(folders, "hmn")
    nav = tree_of(open_door(load_release(folders, Policy.DRAFTS)).ask("/read/vertebroplasty/en")).find("nav")[0]

    assert [link.text for link in nav.find("a")] == ["English", "Español", "Hmoob"]


def test_the_home_page_says_on_what_terms(door: Door, folders: Folders) -> None:
    """That none are known, and what to do; or where they stand."""
    ask = "On what terms vertebroplasty may be used is not known: ask the publisher, IGEA Brain, Spine & Orthopedics, before you publish."
    assert ask in [each.text for each in tree_of(door.ask("/")).find("p")]

    terms = "https://publisher.example/terms?a&b"
    edit(folders.content / "vertebroplasty" / "topic.toml", "[provenance]", f'[provenance]\nterms = "{terms}"')
    home = tree_of(open_door(load_release(folders, Policy.DRAFTS)).ask("/"))
    assert not any("is not known" in each.text for each in home.find("p"))
    assert [each.text for each in home.find("a") if each.attributes["href"] == terms] == ["the publisher’s terms"]


def test_the_home_page_leads_to_what_can_be_read(door: Door) -> None:
    """To the page of each topic and section, and to the resources behind them."""
    links = [each.attributes["href"] for each in tree_of(door.ask("/")).find("a")]

    assert {"/read/vertebroplasty", "/read/vertebroplasty/risks", "/v1/topics/vertebroplasty", "/docs"} <= set(links)
    assert {link for link in links if door.ask(link, accept="text/html, */*;q=0.1").status != 200} == set()
