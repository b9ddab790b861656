"""The rule `numbers`: how grave, which no case says."""

from __future__ import annotations

import pytest

from api.checks.languages import find_language
from api.checks.numbers import find_numbers
from api.checks.rule import Pair
from api.model.identifiers import LocaleTag


def severities(locale: str, msgid: str, msgstr: str) -> list[str | None]:
    """Of the faults, in order; None is the rule's own, an error."""
    language = find_language(LocaleTag(locale))
    pair = Pair(msgctxt="risks/leak", kind="paragraph", msgid=msgid, msgstr=msgstr, language=language)
    return [fault.severity for fault in find_numbers(pair)]


@pytest.mark.parametrize(
    ("locale", "msgid", "msgstr"),
    [
        ("es", "Rest for 3 days.", "Descanse 5 días."),
        ("fr", "Rest for 3 days. Two steps follow.", "Repos de 5 jours. Deux étapes suivent."),
        ("fil", "Take 2 tablets.", "Uminom ng 1 tableta."),
        ("pl", "the L4 vertebra", "kręg L5"),
        ("it", "for 24 hours", "per alcune ore"),
    ],
)
def test_digits_against_other_digits_or_a_lost_large_number_is_an_error(locale: str, msgid: str, msgstr: str) -> None:
    """No grammar and no spelling makes 3 of 5, or drops 24."""
    assert severities(locale, msgid, msgstr) == [None]


@pytest.mark.parametrize(
    ("locale", "msgid", "msgstr"),
    [
        ("it", "three steps", "3 passaggi"),
        ("ru", "Rest for 2 days.", "Отдыхайте два дня."),
        ("zh-Hans", "10,000 people", "1万人"),
        ("pt-BR", "people with COVID-19", "pessoas com o coronavírus"),
    ],
)
def test_a_number_that_may_stand_as_a_word_is_a_warning(locale: str, msgid: str, msgstr: str) -> None:
    """A person must look whether the word says the same."""
    assert severities(locale, msgid, msgstr) == ["warning"]


def test_a_telephone_number_is_not_judged_twice() -> None:
    """The rule for contacts says what is wrong with it."""
    assert severities("es", "Call 911.", "Llame al 112.") == []
