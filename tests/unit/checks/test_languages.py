"""The table of languages, and the cues of each."""

from __future__ import annotations

import unicodedata

import pytest

from api.checks.hedge import _ENGLISH
from api.checks.languages import HEDGES, LANGUAGES, NEGATIONS, Language, find_language
from api.model.identifiers import LocaleTag
from tests.builders import SIXTEEN


def test_the_sixteen_have_rows() -> None:
    """Sorted, each once."""
    assert list(SIXTEEN) == [language.tag for language in LANGUAGES]


def test_a_language_without_a_row_is_not_judged_by_its_words() -> None:
    """Only by what is true of all."""
    assert find_language(LocaleTag("so")) == Language(tag=LocaleTag("so"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_row_is_whole(language: Language) -> None:
    """Scripts are Unicode's, quotes are pairs, the length is a range, and every group of hedges has cues."""
    names = {
        unicodedata.name(chr(code), "")
        for code in (*range(0x41, 0x0E00), *range(0x4E00, 0x4E10), *range(0xAC00, 0xAC10))
    }
    assert all(any(name.startswith(script) for name in names) for script in language.scripts)
    assert all(len(quotes) == 2 for quotes in language.quotes)
    assert language.length is not None
    assert 0 < language.length[0] < language.length[1]
    assert [group for group, _ in language.hedges] == list(_ENGLISH)


@pytest.mark.parametrize("tag", SIXTEEN)
def test_cues_are_lower_case_and_none_is_empty(tag: str) -> None:
    """An empty cue would be found everywhere, a capital nowhere."""
    for cues in (NEGATIONS[tag], *HEDGES[tag].values()):
        parts = cues.split("|")
        assert all(part.strip() for part in parts)
        assert cues == cues.lower()
