"""The rule `normalization`: how grave, and in which words."""

from __future__ import annotations

import pytest

from api.checks.languages import find_language
from api.checks.normalization import find_denormal
from api.checks.rule import Pair
from api.model.identifiers import LocaleTag


@pytest.mark.parametrize(
    ("msgstr", "severity", "words"),
    [
        ("lesio\u0301n", None, "ó near"),
        ("\u095d", None, "U+095D (devanagari letter rha), an old form"),
        ("تعر\u0651\u064eض", "info", "in another order"),
        ("\ufe8e", "warning", "from old encodings"),
    ],
)
def test_only_what_changes_letters_is_an_error(msgstr: str, severity: str | None, words: str) -> None:
    """Arabic keyboards give a shadda before its vowel: nobody can type it otherwise."""
    language = find_language(LocaleTag("ar"))
    pair = Pair(msgctxt="a/b", kind="paragraph", msgid="x", msgstr=msgstr, language=language)
    assert [(fault.severity, words in fault.message) for fault in find_denormal(pair)] == [(severity, True)]
