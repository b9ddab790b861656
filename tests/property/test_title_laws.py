"""Laws of what stands beside signed words: whatever is signed, and whichever drafts are shown, nothing that nobody vouches for.

Each text of each section and language holds a mark of its own, so that an answer can be searched for it.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.model.content import Segment
from api.model.identifiers import LocaleTag
from api.model.vetting import Policy
from api.project.reading import read_project
from api.release.build import build_release
from api.release.model import Release
from api.vetting.project import Project
from tests.asgi import Door, open_door
from tests.builders import add_locale, copy_project, garble
from tests.staff import sign_off

pytestmark = pytest.mark.property

SECTIONS = ("overview", "benefits", "risks")
TAGS = ("en", "it", "pl")
NOTICE = re.compile(r'<p class="vertebra-notice".*?</p>')
SECTION = re.compile(r"<section .*?</section>")
OURS = "interface"


def mark(tag: str, section: str) -> str:
    """What only this section's texts hold in this language."""
    return f"zz{tag}{section}zz"


@cache
def marked() -> tuple[tempfile.TemporaryDirectory[str], Project]:
    """A project of three sections in three languages, each text with its mark."""
    folder = tempfile.TemporaryDirectory()
    folders = copy_project(Path(folder.name))
    topic = folders.content / "vertebroplasty"
    head, *entries = (topic / "topic.toml").read_text().split("[[section]]")
    kept = [each for each in entries if re.search(r'id = "(.*?)"', each)[1] in SECTIONS]  # type: ignore[index]
    (topic / "topic.toml").write_text("[[section]]".join([head, *kept]))
    (topic / "notes.toml").unlink()
    for section in SECTIONS:
        path = topic / f"{section}.md"
        path.write_text(path.read_text().replace(" {#", f" {mark('en', section)} {{#"))
    for path in sorted((folders.locales / "es" / "LC_MESSAGES").iterdir()):
        path.unlink()

    def translate(tag: str, segment: Segment) -> str:
        section = OURS if segment.kind == "string" else segment.msgctxt.partition("/")[0]
        return f"{garble(tag, segment.msgid)} {mark(tag, section)}"

    for tag in TAGS[1:]:
        add_locale(folders, tag, lambda segment, tag=tag: translate(tag, segment))  # type: ignore[misc]
    project = read_project(folders)
    assert [each.locale for each in project.translations] == ["es", *TAGS[1:]]
    return folder, project


def release_of(signed: frozenset[tuple[str, str]], policy: Policy) -> Release:
    """The project with these signed, released."""
    project = marked()[1]
    for tag in TAGS:
        sections = [section for each, section in signed if each == tag]
        project = sign_off(project, tag, sections=sections, interface=(tag, OURS) in signed)
    return build_release(project, policy, "https://edu.example.org")


def list_unvouched(signed: frozenset[tuple[str, str]], *, ours: bool = True) -> list[str]:
    """The marks of what nobody vouches for: a translation's also where its English is unsigned."""
    marks = [
        mark(tag, section)
        for tag in TAGS
        for section in SECTIONS
        if (tag, section) not in signed or ("en", section) not in signed
    ]
    return marks + [mark(tag, OURS) for tag in TAGS[1:] if ours and (tag, OURS) not in signed]


def strip(section: dict[str, Any]) -> dict[str, Any]:
    """A section without its notices, which stand in unsigned words too, with English ones beside them."""
    return {**section, "notices": [], "html": NOTICE.sub("", section["html"])}


def list_beside(path: str, body: str, door: Door) -> Iterator[str]:
    """What of an answer stands beside signed words."""
    if path.endswith(".json"):
        found = json.loads(body)
        sections = found.get("sections", [found])
        signed = [each for each in sections if each["review"]["state"] == "signed-off"]
        yield from (json.dumps(strip(each)) for each in signed)
        if signed:
            yield json.dumps(
                {**found, "sections": [], "notices": [], "html": ""} if "sections" in found else strip(found)
            )
        return
    resource = re.sub(r"\.(html|md|txt|jsonld)$", ".json", path)
    if path.startswith(("/read/", "/embed/")):
        _, _, topic, *section, tag = path.split("/")
        resource = "/".join(["/v1/topics", topic, *(f"sections/{each}" for each in section), f"{tag}.json"])
    found = door.ask(resource).json
    sections = found.get("sections", [found])
    if not any(each["review"]["state"] == "signed-off" for each in sections):
        return
    if "sections" not in found:
        for notice in found["notices"]:
            body = body.replace(notice["text"], "")
        yield NOTICE.sub("", body)
    elif "<section" in body:
        yield SECTION.sub("", body)


SIGNED = st.frozensets(
    st.tuples(st.sampled_from(TAGS), st.sampled_from([*SECTIONS, OURS])).filter(lambda each: each != ("en", OURS))
)
POLICIES = st.sampled_from(
    [
        Policy.SIGNED,
        Policy(drafts_in=(LocaleTag("it"),)),
        Policy(drafts_in=(LocaleTag("it"), LocaleTag("pl"))),
        Policy.DRAFTS,
    ]
)


@settings(max_examples=30, deadline=None)
@given(SIGNED, POLICIES)
def test_beside_signed_words_stands_nothing_unvouched(signed: frozenset[tuple[str, str]], policy: Policy) -> None:
    """In no format and on no page: no title, no label, no line of a section or of ours that nobody signed."""
    release = release_of(signed, policy)
    door = open_door(release)
    marks = list_unvouched(signed)
    for path in door.addresses:
        reply = door.ask(path)
        if reply.status == 200 and re.search(r"/vertebroplasty/|/versions/", path):
            address = reply.headers.get("content-location", path)
            for beside in list_beside(address, reply.body.decode(), door):
                assert [address for each in marks if each in beside] == []


@settings(max_examples=15, deadline=None)
@given(SIGNED)
def test_under_signed_no_answer_holds_a_word_of_an_unsigned_section(signed: frozenset[tuple[str, str]]) -> None:
    """Whatever is asked for, in whatever language and format."""
    release = release_of(signed, Policy.SIGNED)
    marks = list_unvouched(signed, ours=False)
    door = open_door(release)
    for path in door.addresses:
        assert [mark for mark in marks if mark in door.ask(path).body.decode()] == []


@settings(max_examples=15, deadline=None)
@given(SIGNED)
def test_drafts_of_a_language_bring_no_word_of_an_unsigned_english(signed: frozenset[tuple[str, str]]) -> None:
    """And none of another language's drafts; what they bring stands in sections that say that they are drafts."""
    release = release_of(signed, Policy(drafts_in=(LocaleTag("it"),)))
    unsigned = [section for section in SECTIONS if ("en", section) not in signed]
    marks = [mark(tag, section) for tag in TAGS for section in unsigned]
    marks += [mark("pl", section) for section in SECTIONS if ("pl", section) not in signed]
    door = open_door(release)
    for path in door.addresses:
        assert [mark for mark in marks if mark in door.ask(path).body.decode()] == []


def test_the_marks_are_found() -> None:
    """Else the laws above would say nothing: a draft's answer holds its own, and a stand-in's the English one."""
    door = open_door(release_of(frozenset(), Policy.DRAFTS))
    topic = "/v1/topics/vertebroplasty"

    for tag in TAGS:
        text = door.ask(f"{topic}/sections/risks/{tag}.json").body.decode()
        assert text.count(mark(tag, "risks")) > 3
        assert mark(tag, "risks") in door.ask(f"/read/vertebroplasty/risks/{tag}").body.decode()
    assert mark("it", OURS) in door.ask(f"{topic}/sections/risks/it.json").body.decode()
