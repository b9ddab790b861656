"""What an edit comes to: two projects compared, without a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from api.errors import UsageError
from api.model.content import Block, Item, List, Provenance, Section, Text, Topic
from api.model.identifiers import BlockId, LocaleTag, SectionId, TopicId
from api.model.vetting import State
from api.project.reading import Folders, read_project
from api.reviewers.impact import BlockChange, compare_projects
from api.source.segments import make_segments
from api.vetting.project import Project
from tests.staff import sign_off

EN, ES = LocaleTag("en"), LocaleTag("es")
RISKS = "spine/risks"


def paragraph(name: str, words: str) -> Text:
    """A block."""
    return Text(id=BlockId(name), source=words, line=1)


def write(*blocks: Block) -> Project:
    """A project of one section, in English alone."""
    section, heading = SectionId("risks"), paragraph("title", "Risks")
    made = Section(
        id=section,
        topic=TopicId("spine"),
        aspect="RisksOrComplicationsHealthAspect",
        requires=(),
        heading=heading,
        blocks=blocks,
        segments=make_segments(section, heading, blocks),
        file="content/spine/risks.md",
    )
    provenance = Provenance(publisher="Somebody", published=date(2026, 1, 1))
    return Project(topics=(Topic(id=TopicId("spine"), sections=(made,), provenance=provenance),))


def write_texts(texts: Mapping[str, str]) -> Project:
    """The same of paragraphs."""
    return write(*(paragraph(name, words) for name, words in texts.items()))


def compare(before: Project, after: Project) -> dict[str, BlockChange]:
    """The blocks that changed, by id."""
    sections = compare_projects(before, after).sections
    return {each.block.removeprefix("risks/"): each for section in sections for each in section.blocks}


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({"a": "1"}, {"a": "1"}, {}),
        ({"a": "1"}, {"a": "2"}, {"a": "changed"}),
        ({"a": "1"}, {"b": "1"}, {"b": "came", "a": "went"}),
        ({"a": "1", "b": "2", "c": "3"}, {"c": "3", "a": "1", "b": "2"}, {"c": "moved"}),
        ({"a": "1", "b": "2", "c": "3"}, {"a": "1", "c": "3"}, {"b": "went"}),
        ({"a": "1", "b": "2"}, {"a": "1", "x": "0", "b": "2"}, {"x": "came"}),
    ],
)
def test_blocks_are_compared_by_their_ids(before: dict[str, str], after: dict[str, str], kinds: dict[str, str]) -> None:
    """What stayed in its order is no change, whatever came or went between."""
    assert kinds == {name: each.change for name, each in compare(write_texts(before), write_texts(after)).items()}


TEXTS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("xy")), unique_by=lambda each: each[0]).map(dict)


@given(TEXTS, TEXTS)
def test_the_changes_are_the_difference(before: dict[str, str], after: dict[str, str]) -> None:
    """Each block that came, went or changed is named with its words, no other is; without those that moved, the order is the same."""
    changes = compare(write_texts(before), write_texts(after))
    both = [name for name in before if name in after]
    moved = {name for name, each in changes.items() if each.moved}
    assert {name for name in {**before, **after} if before.get(name) != after.get(name)} | moved == set(changes)
    assert all((each.before, each.after) == (before.get(name), after.get(name)) for name, each in changes.items())
    assert moved <= set(both)
    assert [name for name in both if name not in moved] == [
        name for name in after if name in before and name not in moved
    ]


def test_another_kind_of_block_is_a_move() -> None:
    """A paragraph that became an item; an item of a list that is numbered now."""
    item = Item(text=paragraph("a", "1"))
    as_text, bullet = write(paragraph("a", "1")), write(List(kind="bullet", items=(item,)))
    ordered = write(List(kind="ordered", items=(item,)))
    for before, after in ((as_text, bullet), (bullet, ordered)):
        assert [(name, each.change) for name, each in compare(before, after).items()] == [("a", "moved")]


def test_the_same_project_has_no_impact(folders: Folders) -> None:
    """No section, no word, no reader."""
    project = read_project(folders)
    found = compare_projects(project, project)
    assert (found.sections, found.words, found.fallen, found.lapsing) == ((), 0, 0, 0)
    assert found.readers == {"signed": (), "drafts": ()}


def test_a_reference_that_names_nothing_is_refused() -> None:
    """With what there is, now or then."""
    with pytest.raises(UsageError, match=r"there is no section spine/benefits, now or then; there is spine/risks$"):
        compare_projects(write(), write(), "spine/benefits")
    assert compare_projects(write(), Project(topics=()), RISKS).sections[0].locales[0].after is None


def test_an_unsigned_english_edit_changes_nothing_where_only_signed_text_is_served() -> None:
    """It was withheld and is withheld; drafts are read anew."""
    found = compare_projects(write_texts({"a": "1"}), write_texts({"a": "2"}))
    assert found.readers == {"signed": (), "drafts": (EN,)}
    (english,) = found.sections[0].locales
    assert (english.before, english.after, english.falls_out, english.words) == (State.DRAFT, State.DRAFT, False, 0)


def test_a_translation_that_is_outdated_falls_out_once(folders: Folders) -> None:
    """Under both policies its words give way; the sections that are not touched are not named."""
    before = sign_off(read_project(folders), "en", "es")
    (topic,) = before.topics
    sections = []
    for section in topic.sections:
        segments = section.segments
        if section.id == "recovery":
            segments = (*segments[:-1], replace(segments[-1], msgid="Some people rest."))
        sections.append(replace(section, segments=segments))
    after = replace(before, topics=(replace(topic, sections=tuple(sections)),))
    found = compare_projects(before, after)
    assert [each.reference for each in found.sections] == ["vertebroplasty/recovery"]
    spanish = next(each for each in found.sections[0].locales if each.locale == ES)
    assert (spanish.before, spanish.after, spanish.words, found.fallen) == (State.SIGNED_OFF, State.OUTDATED, 3, 1)
    outcomes = {
        policy: (each.before.shown, each.after.shown, each.after.reason) for policy, each in spanish.partners.items()
    }
    assert outcomes == {
        "signed": ("own", "withheld", "awaiting-sign-off"),
        "drafts": ("own", "stand-in", "outdated"),
    }


def test_another_publisher_changes_what_stands_around_every_section() -> None:
    """The attribution is read beside the text, and nothing else changes."""
    before = write_texts({"a": "1"})
    (topic,) = before.topics
    other = replace(topic, provenance=Provenance(publisher="Somebody else", published=date(2026, 1, 1)))
    found = compare_projects(before, replace(before, topics=(other,)))
    (section,) = found.sections
    assert (section.own, section.blocks) == (False, ())
    assert {policy: each.around for policy, each in section.locales[0].partners.items()} == {
        "signed": (),
        "drafts": ("attribution",),
    }
