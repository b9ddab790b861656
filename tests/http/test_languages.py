"""The shipped languages: all sixteen are whole, in their own script, and are what they say they are."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import py3langid
import pycld2
import pytest

from api.checks.languages import find_language
from api.files.folders import folder_of
from api.model.identifiers import LocaleTag
from api.model.interface import INTERFACE
from api.model.locales import direction_of
from api.model.vetting import State
from api.project.reading import read_project
from api.sheets.board import draw_board
from api.sheets.sheet import draw_sheets
from api.source.inline import parse_inline, plain
from api.translators.inspect import inspect_project
from api.vetting.edition import vet_project
from tests.asgi import Door
from tests.builders import SHIPPED, SIXTEEN

PROJECT = read_project(SHIPPED)
VETTED = vet_project(PROJECT)
SECTIONS = [section.id for section in PROJECT.topics[0].sections]
TOPIC = "/v1/topics/vertebroplasty"

# What the two identifiers call our languages, where that is not our tag.
# In traditional characters, a short text in the standard language is Cantonese to one of the two.
LANGID = {"zh-Hans": {"zh"}, "zh-Hant": {"zh", "yue"}, "pt-BR": {"pt"}, "fil": {"tl"}}
CLD2 = {"pt-BR": "pt", "fil": "tl", "zh-Hans": "zh", "zh-Hant": "zh-Hant"}


def text_of(tag: str, section: str) -> str:
    """The section's words, without names that stay as they are."""
    (sheet,) = (each for each in draw_sheets(VETTED, LocaleTag(tag)) if each.section == section)
    words = " ".join(plain(parse_inline(row.text)) for row in sheet.rows)
    return re.sub(r"IGEA( Brain, Spine & Orthopedics)?|\{\w+\}", "", words)


def test_all_sixteen_are_there() -> None:
    """And no other."""
    assert sorted(SIXTEEN) == [translation.locale for translation in PROJECT.translations]


@pytest.mark.parametrize("row", draw_board(VETTED, VETTED.locales[1:]), ids=lambda row: row.locale)
def test_every_section_is_complete_and_current(row: Any) -> None:
    """Clinical text and our own words: drafts, of which not one word waits."""
    assert {cell.state for cell in row.cells} == {State.DRAFT}
    assert (row.new, row.changed, row.words) == (0, 0, 928)


def test_check_finds_nothing() -> None:
    """No error, and no warning that nobody looked at."""
    report = inspect_project(PROJECT, SHIPPED.locales, PROJECT.translations)

    assert list(map(str, report.findings)) == []


@pytest.mark.parametrize("tag", SIXTEEN)
def test_each_is_in_its_own_script_and_direction(tag: str) -> None:
    """Nearly every letter of every section, names apart; the page is told the direction."""
    script = find_language(LocaleTag(tag)).scripts[0]
    for section in [*SECTIONS, "interface"]:
        letters = [unicodedata.name(each, "") for each in text_of(tag, section) if each.isalpha()]
        assert sum(name.startswith(script) for name in letters) > 0.97 * len(letters), section
    assert direction_of(LocaleTag(tag)) == ("rtl" if tag in {"ar", "ur"} else "ltr")


@pytest.mark.parametrize("section", [*SECTIONS, "interface"])
@pytest.mark.parametrize("tag", SIXTEEN)
def test_two_identifiers_agree_on_the_language(tag: str, section: str) -> None:
    """Each by a model of its own, section by section."""
    text = text_of(tag, section)
    _, _, ((_, found, _, _), *_) = pycld2.detect(text, bestEffort=True)

    assert py3langid.classify(text)[0] in LANGID.get(tag, {tag})
    assert found == CLD2.get(tag, tag)


@pytest.mark.parametrize("section", [*SECTIONS, "interface"])
def test_simplified_and_traditional_are_told_apart_by_their_characters(section: str) -> None:
    """Each text has characters that only its own standard has, and none that only the other has.

    GB 2312 is the mainland's set of simplified characters, Big5 Taiwan's of traditional ones.
    """

    def fits(character: str, charset: str) -> bool:
        try:
            character.encode(charset)
        except UnicodeEncodeError:
            return False
        return True

    for tag, own, other in (("zh-Hans", "gb2312", "big5"), ("zh-Hant", "big5", "gb2312")):
        text = {character for character in text_of(tag, section) if "\u4e00" <= character <= "\u9fff"}
        assert {character for character in text if not fits(character, own)} == set()
        assert len({character for character in text if not fits(character, other)}) > 5


@pytest.mark.parametrize("tag", SIXTEEN)
def test_the_machines_notice_is_plain(door: Door, tag: str) -> None:
    """A reader of each language is told in it, and in English while nobody signed our words, above every section."""
    for section in door.ask(f"{TOPIC}/{tag}.json").json["sections"]:
        told = {(notice["kind"], notice["locale"]) for notice in section["notices"]}
        assert told == {("draft", tag), ("machine", tag), ("draft", "en"), ("machine", "en")}
        assert (section["locale"], section["review"]["method"], section["review"]["signoffs"]) == (tag, "machine", [])


@pytest.mark.parametrize("tag", SIXTEEN)
def test_each_locale_says_how_it_was_made(tag: str) -> None:
    """Machine by its translation.toml; a glossary that its texts follow; and what a native medical translator should look at."""
    folder = SHIPPED.locales / folder_of(LocaleTag(tag))
    translation = next(each for each in PROJECT.translations if each.locale == tag)
    english = {word for term in translation.glossary.terms for word in term.en}
    notes = (folder / "README.md").read_text()

    assert (translation.credit.method, translation.section_credits) == ("machine", ())
    assert {"vertebroplasty", "bone cement", "osteoporosis", "sedation"} <= english
    assert any(word.startswith("compression fracture") for word in english)
    assert not (folder / "signoffs").exists()
    assert "## What the second reading changed" in notes
    assert "Not read a second time" not in notes
    assert "native medical translator" in notes


@pytest.mark.parametrize("tag", SIXTEEN)
def test_our_own_words_differ_from_the_english(tag: str) -> None:
    """Each of them is translated, but for a name that both languages may share."""
    (sheet,) = (each for each in draw_sheets(VETTED, LocaleTag(tag)) if each.section == "interface")

    assert [row.segment.msgid for row in sheet.rows] == [text for text, _ in INTERFACE.values()]
    sentences = {text for key, (text, _) in INTERFACE.items() if not key.startswith("topic/")}
    assert {row.text for row in sheet.rows} & sentences == set()
