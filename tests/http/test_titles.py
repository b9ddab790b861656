"""A title outside its section is vouched for, or says that it is a draft: and beside signed words it is always the former."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.model.identifiers import LocaleTag
from api.model.vetting import Policy
from api.project.reading import read_project
from api.release.build import build_release
from tests.asgi import Door, open_door
from tests.builders import SHIPPED, copy_project, edit
from tests.http.test_pages import only, tree_of
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
BENEFITS, RISKS = (f"{TOPIC}/sections/{name}" for name in ("benefits", "risks"))
LIE = "Sin riesgos: garantizado"
ENGLISH = {"text": "Risks and considerations", "locale": "en", "direction": "ltr"}
SPANISH = {"text": LIE, "locale": "es", "direction": "ltr"}


def lie(folder: Path, *signed: tuple[str, str], policy: Policy = Policy.DRAFTS) -> Door:
    """Of a project whose Spanish risks have another title, with these sections signed in these locales."""
    folders = copy_project(folder)
    edit(
        folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po",
        'msgstr "Riesgos y consideraciones"',
        f'msgstr "{LIE}"',
    )
    project = read_project(folders)
    for tag, section in signed:
        project = sign_off(project, tag, sections=[section])
    return open_door(build_release(project, policy, "https://edu.example.org"))


BOTH = (("en", "benefits"), ("es", "benefits"))


@pytest.mark.parametrize(
    ("signed", "tag", "title"),
    [
        (BOTH, "es", None),
        (BOTH, "en", None),
        ((*BOTH, ("en", "risks")), "es", {**ENGLISH, "state": "signed-off"}),
        ((*BOTH, ("en", "risks")), "en", {**ENGLISH, "state": "signed-off"}),
        ((*BOTH, ("en", "risks"), ("es", "risks")), "es", {**SPANISH, "state": "signed-off"}),
        # A linguist's signature alone vouches for nothing.
        ((*BOTH, ("es", "risks")), "es", None),
        ((), "es", {**SPANISH, "state": "draft"}),
        ((("en", "benefits"),), "es", {**SPANISH, "state": "draft"}),
        ((("en", "risks"),), "es", {**SPANISH, "state": "draft"}),
        ((), "en", {**ENGLISH, "state": "draft"}),
    ],
)
def test_what_is_required_is_named_in_vouched_words_beside_signed_ones(
    tmp_path: Path, signed: tuple[tuple[str, str], ...], tag: str, title: dict[str, str] | None
) -> None:
    """The other's own title if it is signed off, else its English's, else none; beside a draft, as it is, with its state."""
    door = lie(tmp_path, *signed)
    section = door.ask(f"{BENEFITS}/{tag}.json").json
    texts = [door.ask(f"{BENEFITS}/{tag}.{extension}").body.decode() for extension in ("html", "md", "txt", "jsonld")]
    pages = [door.ask(f"/{kind}/vertebroplasty/benefits/{tag}").body.decode() for kind in ("read", "embed")]

    assert section["requires"] == [{"id": "risks", "title": title, "href": f"{RISKS}/{tag}.json"}]
    told = title["text"] if title else "Please also read:"
    assert [told in text for text in [*texts[:3], *pages]] == [True] * 5 if title else [True, False, False, True, True]
    for name in {LIE, ENGLISH["text"]} - {told}:
        assert [text for text in [str(section), *texts, *pages] if name in text] == []


def test_drafts_of_a_locale_lend_no_title_to_its_signed_words(tmp_path: Path) -> None:
    """Under `drafts-in`: the English's signed title, though the Spanish draft is shown one click away."""
    door = lie(tmp_path, *BOTH, ("en", "risks"), policy=Policy(drafts_in=(LocaleTag("es"),)))

    assert door.ask(f"{RISKS}/es.json").json["title"]["text"] == LIE
    assert door.ask(f"{BENEFITS}/es.json").json["requires"][0]["title"] == {**ENGLISH, "state": "signed-off"}


def test_a_link_without_a_vouched_title_has_the_labels_words(tmp_path: Path) -> None:
    """Beside signed words, where nobody vouches for the other's title in any language: the label leads there alone."""
    html = tree_of(lie(tmp_path, *BOTH).ask("/read/vertebroplasty/benefits/es"))
    line = only(html.find("p", class_="vertebra-also-read"))

    assert (line.text, only(line.find("a")).attributes["href"]) == (
        "Please also read:",
        "/read/vertebroplasty/risks/es",
    )


@pytest.mark.parametrize(
    ("signed", "title", "listed"),
    [
        ((), ("es", "draft"), {"es"}),
        ((("en", "benefits"), ("es", "benefits")), None, {"es"}),
        ((("en", "overview"), ("en", "benefits"), ("es", "benefits")), ("en", "signed-off"), {"es"}),
        ((("en", "overview"), ("es", "overview")), ("es", "signed-off"), set()),
    ],
)
def test_a_topic_of_signed_and_unsigned_sections_is_named_in_vouched_words(
    tmp_path: Path, signed: tuple[tuple[str, str], ...], title: tuple[str, str] | None, listed: set[str]
) -> None:
    """In JSON, JSON-LD and pages: the title, and what leads to each section."""
    door = lie(tmp_path, *signed)
    topic, data = door.ask(f"{TOPIC}/es.json").json, door.ask(f"{TOPIC}/es.jsonld").json
    page = tree_of(door.ask("/read/vertebroplasty/es"))
    mixed = bool(signed)
    overview = {each: door.ask(f"{TOPIC}/sections/overview/{each}.json").json["title"]["text"] for each in ("en", "es")}
    contents = page.find("nav", class_="contents")
    links = [(each.attributes["href"], each.text) for nav in contents for each in nav.find("a")]

    assert topic["title"] == (
        {"text": overview[title[0]], "locale": title[0], "direction": "ltr", "state": title[1]} if title else None
    )
    assert data.get("name") == (overview[title[0]] if title else None)
    assert only(page.find("title")).children == [overview[title[0]] if title else "Vertebroplasty"]
    assert ("#risks" in dict(links)) is not mixed
    assert {"es" for href, _ in links if href == "#benefits"} == listed
    assert (LIE in dict(links).values()) is not mixed


def test_every_listed_title_says_its_state() -> None:
    """In the list of topics each is the title of what the reader is shown there, own words or a stand-in."""
    project = sign_off(
        sign_off(read_project(SHIPPED), "en", sections=["risks", "benefits"]), "es", sections=["benefits"]
    )
    door = open_door(build_release(project, Policy(drafts_in=(LocaleTag("es"),))))
    (topic,) = door.ask("/v1/topics/es.json").json["topics"]
    (french,) = door.ask("/v1/topics/fr.json").json["topics"]

    assert {each["id"]: (each["title"]["locale"], each["title"]["state"]) for each in topic["sections"]} == {
        "benefits": ("es", "signed-off"),
        "risks": ("es", "draft"),
    }
    assert {each["title"]["locale"] for each in french["sections"]} == {"en"}
    assert topic["title"] is None


def test_the_original_is_named_in_vouched_words_beside_signed_ones(tmp_path: Path) -> None:
    """`translationOfWork` in JSON-LD names an English draft only where the page is a draft too, and says so."""
    draft = lie(tmp_path / "a").ask(f"{BENEFITS}/es.jsonld").json
    signed = lie(tmp_path / "b", *BOTH).ask(f"{BENEFITS}/es.jsonld").json
    mixed = lie(tmp_path / "c", *BOTH).ask(f"{TOPIC}/es.jsonld").json

    assert [each["translationOfWork"].get("name") for each in (draft, signed, mixed)] == [
        "Key benefits of vertebroplasty",
        "Key benefits of vertebroplasty",
        None,
    ]
    assert [each.get("creativeWorkStatus") for each in (draft, signed)] == ["Draft", None]
