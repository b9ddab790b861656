"""The JSON that partners get: which fields, in which order, saying what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from api.model.vetting import Policy
from api.project.reading import Folders, read_project
from api.release.build import build_release, load_release
from tests.asgi import Door, open_door
from tests.builders import SHIPPED, SIXTEEN, add_locale, copy_project, edit
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
RISKS = f"{TOPIC}/sections/risks"
BODY = ["id", "topic", "aspect", "locale", "direction", "requires", "fallback", "review", "notices", "title", "blocks",
        "html", "digest", "source_digest"]  # fmt: skip
AROUND = ["attribution", "disclaimer", "review_line", "labels", "provenance", "links"]
SECTIONS = ["overview", "what-it-is", "who-can-benefit", "benefits", "procedure", "recovery", "risks", "next-steps"]


def test_a_section_has_every_field(door: Door) -> None:
    """Present in the contract's order, null or empty where it has nothing."""
    section = door.ask(f"{RISKS}/es.json").json

    assert [*BODY, *AROUND] == list(section)
    assert list(section["review"]) == ["state", "method", "signoffs", "last_reviewed", "next_review"]
    assert tuple(section["review"].values()) == ("draft", "machine", [], None, None)
    assert section["fallback"] is None
    assert list(section["attribution"]) == ["text", "html", "url", "locale", "direction"]
    assert list(section["provenance"]) == ["publisher", "published", "contact", "terms"]
    assert list(section["title"]) == ["text", "locale", "direction", "state"]
    assert section["links"] == {
        "self": f"{RISKS}/es.json",
        "permalink": f"/v1/versions/{section['digest']}",
        "alternates": {"href": f"{RISKS}/{{locale}}.json", "locales": sorted({"en", *SIXTEEN} - {"es"})},
    }


def test_a_topic_has_every_field(door: Door) -> None:
    """Eight sections in the author's order, each as it stands alone but for what is said around it."""
    topic = door.ask(f"{TOPIC}/es.json").json

    assert list(topic) == [
        "id",
        "locale",
        "direction",
        "title",
        "complete",
        "sections",
        "withheld",
        "notices",
        "digest",
        *AROUND,
    ]
    assert [section["id"] for section in topic["sections"]] == SECTIONS
    assert (topic["complete"], topic["withheld"]) == (True, [])
    assert list(topic["title"]) == ["text", "locale", "direction", "state"]
    assert topic["links"]["permalink"] is None
    for section in topic["sections"]:
        alone = door.ask(f"{TOPIC}/sections/{section['id']}/es.json").json
        assert {key: alone[key] for key in BODY} == section


def test_the_first_request_of_a_partner(door: Door) -> None:
    """A Mexican browser gets the eight sections in Spanish, each with its draft notice in JSON and in HTML."""
    reply = door.ask(TOPIC, accept_language="es-MX")

    assert (reply.headers["content-language"], reply.json["complete"]) == ("es", True)
    assert len(reply.json["sections"]) == 8
    for section in reply.json["sections"]:
        kinds = [(notice["kind"], notice["locale"]) for notice in section["notices"]]
        assert kinds == [("draft", "es"), ("machine", "es"), ("draft", "en"), ("machine", "en")]
        for notice in section["notices"]:
            assert f'role="note" lang="{notice["locale"]}" dir="ltr">{notice["text"]}</p>' in section["html"]


def test_a_topic_says_each_notice_once(door: Door) -> None:
    """One of each kind and language that its sections carry."""
    topic = door.ask(f"{TOPIC}/es.json").json

    assert topic["notices"] == topic["sections"][0]["notices"]


def render_run(run: Any) -> str:
    """A run as the HTML has it."""
    html = escape(run["text"], quote=False)
    html = f'<bdi dir="{run["dir"]}">{html}</bdi>' if "dir" in run else html
    html = f"<em>{html}</em>" if "em" in run else html
    return f"<strong>{html}</strong>" if "strong" in run else html


def test_runs_text_and_html_say_the_same(wide_door: Door) -> None:
    """In every block of every section, in every locale: joined runs are the text, and the HTML's text is the text."""
    for locale in wide_door.ask("/v1/locales").json["locales"]:
        for section in wide_door.ask(f"{TOPIC}/{locale['locale']}.json").json["sections"]:
            texts = [section["title"]["text"]]
            assert section["title"] == {**section["title"], **{key: section[key] for key in ("locale", "direction")}}
            assert section["title"]["state"] == section["review"]["state"]
            for block in walk(section["blocks"]):
                runs = block.get("runs", [{"text": block["text"]}])
                assert block["text"] == "".join(run["text"] for run in runs)
                assert "runs" not in block or any(len(run) > 1 for run in runs)
                said = {(key, value) for run in runs for key, value in run.items() if key != "text"}
                assert said <= {("strong", True), ("em", True), ("dir", "ltr")}
                assert ("dir", "ltr") not in said or section["direction"] == "rtl"
                assert all(render_run(run) in section["html"] for run in runs)
                texts.append(block["text"])
            tags = set(re.findall(r"</?([a-z0-9]+)", section["html"]))
            assert tags <= {"section", "h2", "p", "ul", "ol", "li", "strong", "em", "bdi"}
            notices = [notice["text"] for notice in section["notices"]]
            assert text_of(section["html"]) == "".join([texts[0], *notices, *texts[1:]])


def test_html_is_one_labelled_section(wide_door: Door) -> None:
    """A fragment has its own language and direction, no id and no style, and its notices right after its heading."""
    html = wide_door.ask(f"{RISKS}/ar.json").json["html"]

    assert html.startswith('<section class="vertebra-section" lang="ar" dir="rtl"><h2>')
    assert html.endswith("</section>")
    assert '</h2><p class="vertebra-notice" role="note" lang="ar" dir="rtl">' in html
    assert " id=" not in html
    assert "style" not in html
    assert set(re.findall(r'class="([^"]*)"', html)) == {"vertebra-section", "vertebra-notice"}


def test_nested_lists_keep_their_kind(door: Door) -> None:
    """The procedure's second item holds an ordered list of three."""
    (block,) = door.ask(f"{TOPIC}/sections/procedure/en.json").json["blocks"]

    assert (block["type"], block["ordered"], len(block["items"])) == ("list", False, 2)
    (steps,) = block["items"][1]["blocks"]
    assert (steps["ordered"], [item["id"] for item in steps["items"]]) == (True, ["needle", "inject", "harden"])
    assert block["items"][1]["runs"][0] == {"text": "Procedure steps", "strong": True}


def test_an_answer_says_in_which_locales_it_is_to_be_had(folders: Folders) -> None:
    """Once and short: the others with own words of it, as one address with a place for the locale; `.exact` leads to `.exact`."""
    catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    edit(catalog, 'msgstr "infección o sangrado"', 'msgstr ""')
    add_locale(folders, "ar")
    add_locale(folders, "fr", lambda _: "")
    door = open_door(load_release(folders, Policy.DRAFTS))

    def alternates(path: str) -> Any:
        return door.ask(path).json["links"]["alternates"]

    assert alternates(f"{TOPIC}/fr.json") == {"href": f"{TOPIC}/{{locale}}.json", "locales": ["ar", "en", "es"]}
    assert alternates(f"{TOPIC}/ar.exact.json") == {"href": f"{TOPIC}/{{locale}}.exact.json", "locales": ["en", "es"]}
    assert alternates(f"{RISKS}/fr.json") == {"href": f"{RISKS}/{{locale}}.json", "locales": ["ar", "en"]}


def text_bytes(*sections: Any) -> int:
    """How long the words are that the answer is asked for: titles and blocks, as UTF-8."""
    return sum(
        len(text.encode())
        for section in sections
        for text in (section["title"]["text"], *(block["text"] for block in walk(section["blocks"])))
    )


def test_an_answer_is_not_much_longer_than_its_words() -> None:
    """Risks in Spanish in a wide release: seven times its text signed, nine as a draft; the topic five, and seven and a half."""
    project = read_project(SHIPPED)
    signed = sign_off(project, "en", *SIXTEEN)
    for tag in SIXTEEN:
        signed = sign_off(signed, tag, sections=[], interface=True)
    for each, policy, alone, whole in ((project, Policy.DRAFTS, 9, 7.5), (signed, Policy.SIGNED, 7, 5)):
        door = open_door(build_release(each, policy))
        section, topic = door.ask(f"{RISKS}/es.json"), door.ask(f"{TOPIC}/es.json")
        assert len(section.json["links"]["alternates"]["locales"]) == 16
        assert len(section.body) <= alone * text_bytes(section.json)
        assert len(topic.body) <= whole * text_bytes(*topic.json["sections"])


def test_benefits_point_to_the_risks(door: Door) -> None:
    """What must be read beside a section is linked with its title in the reader's language."""
    assert door.ask(f"{TOPIC}/sections/benefits/es.json").json["requires"] == [
        {
            "id": "risks",
            "title": {
                "text": "Riesgos y consideraciones",
                "locale": "es",
                "direction": "ltr",
                "state": "draft",
            },
            "href": f"{RISKS}/es.json",
        }
    ]


def test_a_latin_name_stands_apart_in_right_to_left_text(wide_door: Door) -> None:
    """In HTML and in runs; text stays plain."""
    section = wide_door.ask(f"{TOPIC}/sections/next-steps/ar.json").json
    blocks = {block["id"]: block for block in section["blocks"]}

    assert '<bdi dir="ltr">IGEA Brain, Spine &amp; Orthopedics</bdi>' in section["html"]
    assert {"text": "IGEA Brain, Spine & Orthopedics", "dir": "ltr"} in blocks["goal"]["runs"]
    assert " IGEA Brain, Spine & Orthopedics " in blocks["goal"]["text"]


def test_a_digest_names_the_words_alone(wide_door: Door, door: Door) -> None:
    """The same words have one digest, whatever else is served; a topic's hangs on its sections'."""
    section, english = (door.ask(f"{RISKS}/{tag}.json").json for tag in ("es", "en"))
    assert section["source_digest"] == english["digest"] == english["source_digest"] != section["digest"]
    same = [each.ask(f"{RISKS}/es.json").json["digest"] for each in (wide_door, door)]
    others = {wide_door.ask(f"{RISKS}/{tag}.json").json["digest"] for tag in ("en", "es", "fr", "ar")}

    assert same[0] == same[1]
    assert len(others) == 4
    assert re.fullmatch("sha256:[0-9a-f]{64}", same[0])


def test_a_version_is_the_words_once_served(door: Door) -> None:
    """A section's permalink gives the section alone, in its own locale, with its own notices."""
    section = door.ask(f"{RISKS}/es.json").json
    version = door.ask(section["links"]["permalink"]).json

    assert {key: section[key] for key in BODY} == {key: version[key] for key in BODY}
    assert version["links"]["alternates"] is None
    assert version["links"]["permalink"] == section["links"]["permalink"]


def test_every_href_answers(wide_door: Door) -> None:
    """Every path in every body leads somewhere."""
    seen: set[str] = set()
    for path in wide_door.addresses:
        reply = wide_door.ask(path)
        if path.startswith("/v1/") and path.endswith(".json") and reply.status == 200:
            seen |= set(paths_in(reply.json))

    assert len(seen) > 300
    assert {path for path in seen if wide_door.ask(path).status != 200} == set()


def test_locales_are_sorted_and_counted(wide_door: Door) -> None:
    """Each locale by tag, named in its own language, with the states of its sections."""
    locales = wide_door.ask("/v1/locales").json["locales"]

    assert sorted(each["locale"] for each in locales) == [each["locale"] for each in locales]
    arabic = locales[0]
    assert tuple(arabic[key] for key in ("locale", "name", "english_name", "direction")) == (
        "ar",
        "العربية",
        "Arabic",
        "rtl",
    )
    assert list(arabic) == ["locale", "name", "english_name", "direction", "sections"]
    assert arabic["sections"] == {"total": 8, "served": 8, "draft": 8, "signed_off": 0, "outdated": 0, "incomplete": 0,
                                  "missing": 0, "failed_check": 0, "withdrawn": 0}  # fmt: skip


def test_the_manifest_lists_each_section_in_each_locale(wide_door: Door) -> None:
    """Seventeen locales times eight sections, each with its state and the digest of what is served."""
    manifest = wide_door.ask("/v1/manifest").json

    assert list(manifest) == ["release", "policy", "entries"]
    assert (manifest["policy"], len(manifest["entries"])) == ("drafts", 17 * 8)
    assert list(manifest["entries"][0]) == [
        "topic",
        "section",
        "locale",
        "state",
        "fallback",
        "digest",
        "last_reviewed",
        "next_review",
        "href",
    ]
    for entry in manifest["entries"]:
        assert wide_door.ask(entry["href"]).json["digest"] == entry["digest"]


def test_without_an_archive_the_lists_are_empty(door: Door) -> None:
    """Changes and releases are empty; the feed is a JSON Feed 1.1."""
    assert door.ask("/v1/releases").json == {"releases": []}
    assert door.ask("/v1/changes").json == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Vertebra: changes",
        "items": [],
    }


def test_health_names_the_release(door: Door) -> None:
    """Whether it serves, which release, under which policy, and how many errors its files have."""
    health = door.ask("/health").json

    assert health == {
        "status": "ok",
        "release": door.ask("/v1/manifest").json["release"],
        "policy": "drafts",
        "errors": 0,
    }


def test_signed_words_carry_the_signature_and_no_notice(signed_door: Door) -> None:
    """Beside signed words stand the reviewer, the date, and no unvetted string: the Spanish interface is unsigned."""
    section = signed_door.ask(f"{RISKS}/es.json").json

    assert section["notices"] == []
    assert section["review"]["state"] == "signed-off"
    assert section["review"]["last_reviewed"] == "2026-03-01"
    assert section["review"]["signoffs"] == [
        {"role": "linguistic", "locale": "es", "date": "2026-03-01", "name": "Made Up", "credentials": None,
         "organisation": None},
        {"role": "clinical", "locale": "en", "date": "2026-03-01", "name": "Made Up", "credentials": None,
         "organisation": None},
    ]  # fmt: skip
    strings = [section["disclaimer"], section["review_line"], section["attribution"], *section["labels"].values()]
    assert {string["locale"] for string in strings} == {"en"}
    assert section["review_line"]["text"] == "Last reviewed by a qualified person on March 1, 2026."


def test_a_signed_interface_speaks_alone() -> None:
    """Once its interface is signed, a locale's notices need no English beside them, and its dates are its own."""
    project = sign_off(read_project(SHIPPED), "en", "es", sections=["risks"])
    project = sign_off(project, "es", sections=[], interface=True)
    door = open_door(build_release(project, Policy.DRAFTS))

    assert {notice["locale"] for notice in door.ask(f"{TOPIC}/sections/recovery/es.json").json["notices"]} == {"es"}
    risks = door.ask(f"{RISKS}/es.json").json
    assert risks["notices"] == []
    assert risks["review_line"] == {
        "text": "Última revisión por una persona calificada: 1 de marzo de 2026.", "locale": "es", "direction": "ltr"
    }  # fmt: skip
    assert (
        door.ask(f"{TOPIC}/es.json")
        .json["review_line"]["text"]
        .startswith("Un profesional de la salud ha revisado solo")
    )


def test_two_builds_in_two_folders_are_one_release(tmp_path: Path) -> None:
    """The release's id is made of content: where the files lie does not matter."""
    folders = copy_project(tmp_path, *SIXTEEN)
    here, there = load_release(folders, Policy.DRAFTS), load_release(SHIPPED, Policy.DRAFTS)

    assert here.id == there.id
    one, other = open_door(here), open_door(there)
    assert one.addresses == other.addresses
    for path in one.addresses:
        if path.endswith(".json") and "exact" not in path:
            assert one.ask(path) == other.ask(path)
    assert load_release(folders, Policy.SIGNED).id != here.id

    # With all signed, both policies give the same bodies; the policy is part of the release all the same.
    signed = sign_off(read_project(SHIPPED), "en", "es")
    assert build_release(signed, Policy.SIGNED).id != build_release(signed, Policy.DRAFTS).id


def test_bodies_are_compact_utf8(door: Door) -> None:
    """No white space between tokens, no escaped letters: lightweight, and equal in bytes to its own re-encoding."""
    body = door.ask(f"{TOPIC}/es.json").body

    assert json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":")).encode() == body


@pytest.mark.parametrize("name", ["contact", "terms", "url"])
def test_provenance_is_what_the_publisher_named(folders: Folders, name: str) -> None:
    """A contact, terms and a page, where named, reach the partner; the page is linked in the attribution's HTML."""
    path = folders.content / "vertebroplasty" / "topic.toml"
    path.write_text(path.read_text().replace("[provenance]", f'[provenance]\n{name} = "https://igea.example/a?b&c"'))
    section = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{RISKS}/es.json").json

    if name != "url":
        assert section["provenance"][name] == "https://igea.example/a?b&c"
    else:
        assert section["attribution"]["url"] == "https://igea.example/a?b&c"
        assert (
            '<a href="https://igea.example/a?b&amp;c"><bdi lang="en" dir="ltr">IGEA' in section["attribution"]["html"]
        )


def walk(blocks: list[Any]) -> Iterator[Any]:
    """Every paragraph and item, depth first."""
    for block in blocks:
        if block["type"] == "paragraph":
            yield block
        else:
            for item in block["items"]:
                yield item
                yield from walk(item["blocks"])


def paths_in(value: Any) -> Iterator[str]:
    """Every path reference in a body."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in {"href", "self", "permalink"} and each:
                yield from (each.replace("{locale}", tag) for tag in value.get("locales", [""]))
            yield from paths_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from paths_in(each)


def text_of(html: str) -> str:
    """The HTML's text."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.found)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
