"""HTML, Markdown, plain text and JSON-LD: each says what the JSON says, and marks what must be marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from api.model.identifiers import SectionId, TopicId
from api.model.vetting import Policy, Withdrawal
from api.project.reading import Folders, read_project
from api.release.build import build_release, load_release
from tests.asgi import Door, open_door
from tests.builders import SHIPPED, SIXTEEN, edit
from tests.html import parse, text_of
from tests.staff import resign, sign_off

TOPIC = "/v1/topics/vertebroplasty"
RISKS = f"{TOPIC}/sections/risks"
BENEFITS = f"{TOPIC}/sections/benefits"
PATHS = (TOPIC, RISKS, BENEFITS)
MARKS = re.compile("[\u2066\u2069]")


@pytest.fixture
def standing_in(folders: Folders) -> Door:
    """The risks have no Spanish words of their own; everything else has."""
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "")
    return open_door(load_release(folders, Policy.DRAFTS))


def sections_of(body: Any) -> list[Any]:
    """The sections of a topic, or the one section."""
    return list(body.get("sections", [body]))


def lines_of(blocks: list[Any]) -> Iterator[str]:
    """The text of each paragraph and item, in order."""
    for block in blocks:
        for item in block.get("items", [block]):
            yield item["text"]
            yield from lines_of(item.get("blocks", []))


def must_say(body: Any) -> list[str]:
    """All that a patient must be able to read of the body."""
    said = [body["review_line"]["text"], body["disclaimer"]["text"], body["attribution"]["text"]]
    for section in sections_of(body):
        said += [
            section["title"]["text"],
            *lines_of(section["blocks"]),
            *(notice["text"] for notice in section["notices"]),
        ]
    return said


def read_markdown(text: str) -> str:
    """The Markdown's text, as a reader that knows CommonMark and HTML shows it."""
    return text_of(MarkdownIt("commonmark", {"html": True}).render(text))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("tag", ["en", *SIXTEEN])
def test_every_format_says_all_that_the_json_says(door: Door, path: str, tag: str) -> None:
    """Titles, text, notices, review line, disclaimer and attribution: in each format of each shipped locale."""
    body = door.ask(f"{path}/{tag}.json").json
    shown = {
        "html": text_of(door.ask(f"{path}/{tag}.html").body.decode()),
        "md": read_markdown(door.ask(f"{path}/{tag}.md").body.decode()),
        "txt": door.ask(f"{path}/{tag}.txt").body.decode(),
    }

    for extension, text in shown.items():
        plain = MARKS.sub("", text)
        assert [said for said in must_say(body) if said not in plain] == [], extension


@pytest.mark.parametrize("tag", ["en", "es", "ar", "ur", "zh-Hant"])
def test_markdown_and_text_begin_with_the_notices(door: Door, tag: str) -> None:
    """Nothing of a section stands before what must be told of it."""
    for path in PATHS:
        body = door.ask(f"{path}/{tag}.json").json
        for text in (
            read_markdown(door.ask(f"{path}/{tag}.md").body.decode()),
            door.ask(f"{path}/{tag}.txt").body.decode(),
        ):
            notices = [text.index(notice["text"]) for notice in body["notices"]]
            assert notices == sorted(notices)
            title = sections_of(body)[0]["title"]["text"]
            told = re.sub(r"\s+|\[[^\]]*\]", "", text[: MARKS.sub("", text).index(title)])
            assert told == re.sub(r"\s+", "", "".join(notice["text"] for notice in body["notices"]))


def test_markdown_is_as_it_looks(door: Door) -> None:
    """Quotes, headings of two levels, nested lists, bold; each stretch in a `<div>` with its language and direction."""
    text = door.ask(f"{TOPIC}/sections/procedure/ar.md").body.decode()

    assert text.startswith('<div lang="ar" dir="rtl">\n\n> ')
    assert re.search(r'\n\n</div>\n\n<div lang="en" dir="ltr">\n\n> Draft: ', text)
    assert text.count("<div ") == text.count("</div>") == 3
    assert re.findall("^#+ ", text, re.MULTILINE) == ["# "]
    assert re.findall(r"^( *)(?:- \*\*|[0-9]\. )", text, re.MULTILINE) == ["", "", "  ", "  ", "  "]
    whole = door.ask(f"{TOPIC}/en.md").body.decode()
    assert re.findall("^#+ ", whole, re.MULTILINE) == ["# ", *["## "] * 7]


@pytest.mark.parametrize("tag", ["en", *SIXTEEN])
def test_markdown_has_the_structure_of_the_html(door: Door, tag: str) -> None:
    """Read by CommonMark, its headings, lists and emphasis are those of the JSON's HTML."""
    body = door.ask(f"{TOPIC}/{tag}.json").json
    html = MarkdownIt("commonmark", {"html": True}).render(door.ask(f"{TOPIC}/{tag}.md").body.decode())
    kept = re.compile(r"</?(?:ul|ol|li|strong|em)>")
    expected = [kept.findall(section["html"]) for section in body["sections"]]

    assert [mark for marks in expected for mark in marks] == kept.findall(html)


def test_text_names_each_change_of_language(door: Door, standing_in: Door) -> None:
    """By its own name in brackets; what comes before the first is in the reader's own."""
    changes = re.compile(r"^\[(.*)\]$", re.MULTILINE)

    assert changes.findall(door.ask(f"{RISKS}/en.txt").body.decode()) == []
    assert changes.findall(door.ask(f"{RISKS}/ur.txt").body.decode()) == ["English", "اردو"]
    assert changes.findall(standing_in.ask(f"{RISKS}/es.txt").body.decode()) == ["English", "Español"]


def test_latin_names_stay_whole_in_right_to_left_text(door: Door) -> None:
    """In plain text and Markdown by Unicode's isolates, closed as often as opened; nothing else is isolated."""
    for tag in ("ar", "ur"):
        for extension in ("txt", "md"):
            text = door.ask(f"{TOPIC}/{tag}.{extension}").body.decode()
            assert "\u2066IGEA Brain, Spine & Orthopedics\u2069" in text
            assert text.count("\u2066") == text.count("\u2069")
    assert not MARKS.search(door.ask(f"{TOPIC}/es.txt").body.decode())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("tag", ["en", *SIXTEEN])
def test_the_fragment_cannot_collide(door: Door, path: str, tag: str) -> None:
    """One `<article>` with its language and direction; no id, no style, no script, no class but ours."""
    html = door.ask(f"{path}/{tag}.html").body.decode()
    (article,) = parse(html)

    assert (article.name, article.attributes["class"], article.attributes["lang"]) == ("article", "vertebra", tag)
    assert article.attributes["dir"] == door.ask(f"{path}/{tag}.json").json["direction"]
    for element in article.walk():
        assert set(element.attributes) <= {"class", "lang", "dir", "role", "href"}
        assert element.name not in {"style", "script", "link", "img", "iframe", "h1"}
        assert re.fullmatch("(vertebra(-[a-z]+)*)?", element.attributes.get("class", ""))
        assert ("notice" in element.attributes.get("class", "")) == (element.attributes.get("role") == "note")
    for section in sections_of(door.ask(f"{path}/{tag}.json").json):
        assert section["html"] in html


def test_a_stand_in_is_marked_in_each_format(standing_in: Door) -> None:
    """Its notice stands before it in the reader's language; its words have their own language and direction."""
    told = standing_in.ask(f"{RISKS}/es.json").json["notices"][0]["text"]
    assert told.startswith("Esta sección no se puede mostrar en español")
    for path in (TOPIC, RISKS):
        html = standing_in.ask(f"{path}/es.html").body.decode()
        section = html[html.index('<section class="vertebra-section" lang="en" dir="ltr">') :]
        assert section.index(f'role="note" lang="es" dir="ltr">{told}<') < section.index(
            "<li>infection or bleeding</li>"
        )

        markdown = standing_in.ask(f"{path}/es.md").body.decode()
        before, _, after = markdown.partition(f"> {told}\n")
        assert before.rindex('<div lang="es" dir="ltr">') > before.rfind("</div>")
        assert 0 < after.index('<div lang="en" dir="ltr">') < after.index("- infection or bleeding")
        assert "</div>" not in after[after.index('<div lang="en" dir="ltr">') : after.index("- infection")]

        text = standing_in.ask(f"{path}/es.txt").body.decode()
        assert text.index(told) < text.index("\n[English]\n", text.index(told)) < text.index("- infection or bleeding")

        page = standing_in.ask(f"{path}/es.jsonld").json
        part = next(
            each for each in page["hasPart"] if each["hasHealthAspect"].endswith("RisksOrComplicationsHealthAspect")
        )
        assert part["inLanguage"] == "en"
        assert part["hasPart"][0] == {"@type": "WebPageElement", "text": told, "inLanguage": "es"}
        assert list(part).index("hasPart") < list(part).index("text")


def test_what_all_sections_have_is_said_once(door: Door) -> None:
    """Of a topic in Markdown and text, each notice that every section has stands once, at the top."""
    notices = [notice["text"] for notice in door.ask(f"{TOPIC}/es.json").json["notices"]]
    for extension in ("md", "txt"):
        text = door.ask(f"{TOPIC}/es.{extension}").body.decode()
        assert [text.count(notice) for notice in notices] == [1, 1, 1, 1]


@pytest.mark.parametrize("first", [True, False])
def test_what_not_all_sections_have_stands_with_each(folders: Folders, *, first: bool) -> None:
    """Also where the first section is the one that stands in: no notice is read as another section's."""
    lost = "a un traumatismo o al cáncer" if first else "infección o sangrado"
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", lost, "")
    door = open_door(load_release(folders, Policy.DRAFTS))
    sections = door.ask(f"{TOPIC}/es.json").json["sections"]
    assert [bool(section["fallback"]) for section in sections].index(True) == (0 if first else 6)
    common = [notice for notice in sections[0]["notices"] if all(notice in each["notices"] for each in sections)]
    for extension in ("md", "txt"):
        text = door.ask(f"{TOPIC}/es.{extension}").body.decode()
        headings: list[int] = []
        for section in sections:
            headings.append(text.index(f"{section['title']['text']}\n", headings[-1] if headings else 0))
        stretches = [text[start:end] for start, end in pairwise([*headings, len(text)])]
        stretches[0] = text[: headings[1]]
        for section, stretch in zip(sections, stretches, strict=True):
            told = [notice["text"] for notice in section["notices"] if notice not in common]
            assert len(told) > 0
            assert [stretch.count(each) for each in told] == [1] * len(told)
            above = len(common) if section is sections[0] else 0
            assert extension == "txt" or stretch.count("\n> ") == above + len(told)
        assert all(text.index(notice["text"]) < headings[0] for notice in [*common, *sections[0]["notices"]])


def test_without_stand_ins_there_are_none(standing_in: Door) -> None:
    """A topic leaves the section out, and still names it beside what requires it; the section alone is a problem."""
    for extension in ("html", "md", "txt", "jsonld"):
        reply = standing_in.ask(f"{TOPIC}/es.exact.{extension}")
        assert reply.status == 200
        assert reply.headers["content-language"] == "es"
        assert "infection or bleeding" not in reply.body.decode()
        if extension != "jsonld":
            assert "Por favor, lea también: " in reply.body.decode()
        refused = standing_in.ask(f"{RISKS}/es.exact.{extension}")
        assert (refused.status, refused.json["type"]) == (404, "/problems/translation-unavailable")
        assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("extension", ["html", "md", "txt"])
def test_what_belongs_beside_a_section_is_named_where_it_is_not(door: Door, extension: str) -> None:
    """The benefits alone name the risks; the whole topic has them itself."""
    line = "Por favor, lea también: "

    assert line in door.ask(f"{BENEFITS}/es.{extension}").body.decode()
    assert line not in door.ask(f"{TOPIC}/es.{extension}").body.decode()
    assert line not in door.ask(f"{RISKS}/es.{extension}").body.decode()


def test_a_fragment_links_only_where_the_operator_said_by_which_address(door: Door) -> None:
    """A path would be one of the partner's own host; with a public URL the name is a link to the page to read."""
    public = open_door(load_release(SHIPPED, Policy.DRAFTS, "https://edu.example.org"))
    page = "https://edu.example.org/read/vertebroplasty/risks/es"
    name = '<bdi lang="es" dir="ltr">Riesgos y consideraciones</bdi>'

    assert f"también: {name}</p>" in door.ask(f"{BENEFITS}/es.html").body.decode()
    assert f'también: <a href="{page}">{name}</a></p>' in public.ask(f"{BENEFITS}/es.html").body.decode()
    assert f"también: [Riesgos y consideraciones]({page})\n" in public.ask(f"{BENEFITS}/es.md").body.decode()
    assert f"también: Riesgos y consideraciones ({page})\n" in public.ask(f"{BENEFITS}/es.txt").body.decode()
    for extension in ("html", "md", "txt", "jsonld"):
        for path in PATHS:
            plain = door.ask(f"{path}/es.{extension}").body.decode()
            assert "/read/" not in plain
            assert "://" not in plain.replace("https://schema.org", "")
    assert public.ask("/read/vertebroplasty/risks/es").status == 200


def test_a_missing_section_is_named_in_its_own_language(standing_in: Door) -> None:
    """Where what is named is not in the reader's language, its name is marked."""
    assert (
        'también: <span lang="en" dir="ltr">Risks and considerations</span>\n'
        in standing_in.ask(f"{BENEFITS}/es.md").body.decode()
    )
    assert (
        'también: <bdi lang="en" dir="ltr">Risks and considerations</bdi>'
        in standing_in.ask(f"{BENEFITS}/es.html").body.decode()
    )


@pytest.mark.parametrize("extension", ["html", "md", "txt"])
def test_the_publishers_page_is_linked(folders: Folders, extension: str) -> None:
    """Where the publisher named one."""
    path = folders.content / "vertebroplasty" / "topic.toml"
    edit(path, "[provenance]", '[provenance]\nurl = "https://igea.example/a?b&c"')
    text = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{RISKS}/en.{extension}").body.decode()

    assert {
        "html": '<a href="https://igea.example/a?b&amp;c"><bdi lang="en" dir="ltr">IGEA Brain, Spine &amp; Orthopedics</bdi></a>',
        "md": "from [IGEA Brain, Spine & Orthopedics](https://igea.example/a?b&c).",
        "txt": "from IGEA Brain, Spine & Orthopedics. https://igea.example/a?b&c\n",
    }[extension] in text


def test_jsonld_is_one_page_about_one_procedure(door: Door) -> None:
    """A draft, with its language, its original, its facts and its parts, and nothing that nobody knows."""
    page = door.ask(f"{TOPIC}/es.jsonld").json
    body = door.ask(f"{TOPIC}/es.json").json

    assert list(page) == ["@context", "@type", "name", "inLanguage", "creativeWorkStatus", "translationOfWork", "version",
                          "about", "audience", "creditText", "hasPart"]  # fmt: skip
    assert (page["@context"], page["@type"], page["inLanguage"]) == ("https://schema.org", "MedicalWebPage", "es")
    assert (page["name"], page["version"]) == (body["title"]["text"], body["digest"])
    assert page["creativeWorkStatus"] == "Draft"
    assert page["translationOfWork"] == {
        "@type": "MedicalWebPage", "name": door.ask(f"{TOPIC}/en.json").json["title"]["text"], "inLanguage": "en"
    }  # fmt: skip
    assert page["about"] == {"@type": "TherapeuticProcedure", "name": "Vertebroplasty",
                             "procedureType": "https://schema.org/PercutaneousProcedure", "bodyLocation": "Spine"}  # fmt: skip
    for part, section in zip(page["hasPart"], body["sections"], strict=True):
        assert (part["@type"], part["name"], part["inLanguage"]) == (
            "HealthTopicContent",
            section["title"]["text"],
            "es",
        )
        assert part["hasHealthAspect"] == f"https://schema.org/{section['aspect']}"
        assert part["text"] == "\n".join(lines_of(section["blocks"]))
        assert [each["text"] for each in part["hasPart"]] == [notice["text"] for notice in section["notices"]]
    assert "@graph" not in json.dumps(page)


def test_jsonld_may_stand_in_a_script_of_any_page(folders: Folders) -> None:
    """No text in it closes a tag or opens one, and each is read back as it is."""
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "sangrado (5 < 7 > 6)")
    reply = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{RISKS}/es.jsonld")

    assert not set("<>&") & set(reply.body.decode())
    assert "sangrado (5 < 7 > 6)" in reply.json["hasPart"][0]["text"]
    assert "IGEA Brain, Spine & Orthopedics" in reply.json["creditText"]


def test_the_credit_is_one_string(standing_in: Door) -> None:
    """In the reader's language, also beside a stand-in: who reads schema.org's properties expects text there."""
    for path, language in ((RISKS, "en"), (TOPIC, ["es", "en"])):
        page = standing_in.ask(f"{path}/es.jsonld").json
        assert page["inLanguage"] == language
        assert page["creditText"] == standing_in.ask(f"{path}/es.json").json["attribution"]["text"]


def test_the_english_is_nobodys_translation(door: Door, standing_in: Door) -> None:
    """Nor is a stand-in; a topic of both says both languages."""
    assert "translationOfWork" not in door.ask(f"{TOPIC}/en.jsonld").json
    alone = standing_in.ask(f"{RISKS}/es.jsonld").json
    assert ("translationOfWork" in alone, alone["inLanguage"]) == (False, "en")
    assert standing_in.ask(f"{TOPIC}/es.jsonld").json["inLanguage"] == ["es", "en"]


def test_jsonld_has_addresses_only_of_the_public_url() -> None:
    """Its own and the original's, those of the pages to read."""
    page = open_door(load_release(SHIPPED, Policy.DRAFTS, "https://edu.example.org")).ask(f"{RISKS}/es.jsonld").json

    assert page["url"] == "https://edu.example.org/read/vertebroplasty/risks/es"
    assert page["translationOfWork"]["url"] == "https://edu.example.org/read/vertebroplasty/risks/en"


def test_a_signature_is_told_as_far_as_the_reviewer_lets_it(folders: Folders) -> None:
    """With a name, the person; without, nobody; the date in any case, and no draft. Partly signed is not reviewed."""
    project = sign_off(read_project(folders), "en", sections=["risks", "benefits"])
    signed = {each.digest: each for each in project.judgement.signoffs}
    named, hidden = list(signed.values())
    named = replace(named, credentials="MD", organisation="Made Up Clinic")
    hidden = replace(hidden, name=None)
    door = open_door(build_release(resign(project, named, hidden), Policy.DRAFTS))
    pages = {
        section: door.ask(f"{TOPIC}/sections/{section}/en.jsonld").json for section in ("risks", "benefits", "recovery")
    }
    digests = {section: page["version"] for section, page in pages.items()}
    first, second = (
        next(name for name, digest in digests.items() if digest == each.digest) for each in (named, hidden)
    )

    assert pages[first]["lastReviewed"] == pages[second]["lastReviewed"] == "2026-03-01"
    assert pages[first]["reviewedBy"] == [
        {"@type": "Person", "name": "Made Up", "honorificSuffix": "MD",
         "affiliation": {"@type": "Organization", "name": "Made Up Clinic"}}
    ]  # fmt: skip
    assert "reviewedBy" not in pages[second]
    assert "creativeWorkStatus" not in pages[first]
    assert not {"lastReviewed", "reviewedBy"} & set(pages["recovery"])
    whole = door.ask(f"{TOPIC}/en.jsonld").json
    assert not {"lastReviewed", "reviewedBy"} & set(whole)
    assert whole["creativeWorkStatus"] == "Draft"
    assert [part.get("creativeWorkStatus") for part in whole["hasPart"]].count("Draft") == 6


def test_an_organisation_alone_may_review(folders: Folders) -> None:
    """Where the reviewer lets only that be public; each is named once, and the oldest date counts."""
    project = sign_off(read_project(folders), "en")
    signoffs = tuple(
        replace(each, name=None, organisation="Made Up Clinic", day=each.day.replace(day=1 + number))
        for number, each in enumerate(project.judgement.signoffs)
    )
    page = open_door(build_release(resign(project, *signoffs), Policy.SIGNED)).ask(f"{TOPIC}/en.jsonld").json

    assert page["reviewedBy"] == [{"@type": "Organization", "name": "Made Up Clinic"}]
    assert page["lastReviewed"] == "2026-03-01"


def test_a_topic_need_not_say_what_procedure_it_is_about(folders: Folders) -> None:
    """Its id names it then, and nothing else is claimed."""
    path = folders.content / "vertebroplasty" / "topic.toml"
    text = path.read_text()
    path.write_text(text[: text.index("# For machines")] + text[text.index("[[section]]") :])
    page = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{TOPIC}/en.jsonld").json

    assert page["about"] == {"@type": "TherapeuticProcedure", "name": "vertebroplasty"}


def test_signed_words_have_no_notice_in_any_format(signed_door: Door) -> None:
    """And say who reviewed them; around them stands no word that nobody vouched for."""
    for extension in ("html", "md", "txt"):
        text = signed_door.ask(f"{RISKS}/es.{extension}").body.decode()
        assert not re.search("Borrador|Draft|computadora|computer|vertebra-notice", text)
        assert "Last reviewed by a qualified person on March 1, 2026." in text
        assert "Esta es información general" not in text


def test_a_missing_requirement_is_told_in_each_format() -> None:
    """Where the risks are withdrawn, the benefits say that something belongs with them."""
    lost = (Withdrawal(topic=TopicId("vertebroplasty"), section=SectionId("risks")),)
    door = open_door(build_release(replace(read_project(SHIPPED), withdrawals=lost), Policy.DRAFTS))
    for extension in ("html", "md", "txt", "jsonld"):
        for path in (TOPIC, BENEFITS):
            text = door.ask(f"{path}/es.{extension}").body.decode()
            assert text.count("Otra sección que va junto con esta no se puede mostrar") == 1
        reply = door.ask(f"{RISKS}/es.{extension}")
        assert (reply.status, reply.json["type"]) == (410, "/problems/withdrawn")


def test_a_version_as_html_is_the_section_with_its_notices(door: Door) -> None:
    """The words that were once served, as the fragment has them."""
    permalink = door.ask(f"{RISKS}/ar.json").json["links"]["permalink"]

    assert door.ask(f"{permalink}.html").body == door.ask(f"{RISKS}/ar.html").body


def test_a_format_hangs_on_nothing_but_the_text(door: Door, folders: Folders) -> None:
    """With one language served instead of sixteen, a section's Spanish is the same bytes in each format."""
    alone = open_door(load_release(folders, Policy.DRAFTS))
    for extension in ("html", "md", "txt", "jsonld"):
        for exact in ("", ".exact"):
            path = f"{RISKS}/es{exact}.{extension}"
            same = [each.ask(path) for each in (door, alone)]
            assert same[0].body == same[1].body
            assert same[0].headers["etag"] == same[1].headers["etag"]
