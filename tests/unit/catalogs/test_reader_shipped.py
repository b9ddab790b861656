"""The catalogs and templates that we ship: read without a finding, and alike by another library."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from api.catalogs.examine import decode_catalog
from api.model.catalog import Catalog
from api.model.content import Segment
from api.project.reading import read_project
from api.source.segments import INTERFACE_SECTION
from tests.builders import SHIPPED
from tests.unit.catalogs.builders import read_entries

CATALOGS = sorted(SHIPPED.locales.glob("*/LC_MESSAGES/*.po"))
TEMPLATES = sorted(SHIPPED.locales.glob("*.pot"))
PROJECT = read_project(SHIPPED)


def shipped_segments(domain: str) -> tuple[Segment, ...]:
    """What the template of a domain must ask for."""
    topics = {topic.id: topic for topic in PROJECT.topics}
    for identifier, topic in topics.items():
        if identifier == domain:
            return tuple(segment for section in topic.sections for segment in section.segments)
    return INTERFACE_SECTION.segments


def test_every_topic_and_the_interface_have_a_template() -> None:
    """There is a template for each domain, and no other."""
    assert sorted([*(topic.id for topic in PROJECT.topics), "interface"]) == [path.stem for path in TEMPLATES]


def test_the_shipped_project_has_no_finding() -> None:
    """Every catalog that we ship is whole, and every folder named and credited well."""
    assert PROJECT.findings == ()
    assert [()] * len(PROJECT.translations) == [translation.findings for translation in PROJECT.translations]
    found = [catalog for translation in PROJECT.translations for _, catalog in translation.catalogs]
    assert [str(path) for path in CATALOGS] == sorted(each.file for each in found if isinstance(each, Catalog))


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_polib_reads_the_same_messages(path: Path) -> None:
    """Another PO reader finds the same messages, words and flags, in the same order."""
    catalogs = [catalog for translation in PROJECT.translations for _, catalog in translation.catalogs]
    (ours,) = (each for each in catalogs if isinstance(each, Catalog) and each.file == str(path))
    theirs = [(entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(path))]
    assert theirs == [(each.msgctxt, each.msgid, each.msgstr, each.fuzzy) for each in ours.messages]


@pytest.mark.parametrize("path", [*TEMPLATES, *CATALOGS], ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_templates_and_catalogs_ask_exactly_for_the_sources_segments(path: Path) -> None:
    """Each lists today's segments in reading order, word for word, with where they stand."""
    expected = [(each.msgctxt, each.msgid, (each.reference,)) for each in shipped_segments(path.stem)]
    _, *entries = read_entries(decode_catalog(path.read_bytes(), str(path)), str(path))
    assert expected == [(each.msgctxt, each.msgid, tuple(name for _, name in each.references)) for each in entries]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_holds_no_translation(path: Path) -> None:
    """A template's strings are empty, so nothing is copied into a new locale by mistake."""
    _, *entries = read_entries(decode_catalog(path.read_bytes(), str(path)), str(path))
    assert {""} == {each.msgstr for each in entries}
