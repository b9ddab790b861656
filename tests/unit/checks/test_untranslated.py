"""The rule `untranslated`: how grave, and what it quotes."""

from __future__ import annotations

import pytest

from api.checks.languages import find_language
from api.checks.rule import Pair
from api.checks.untranslated import find_untranslated
from api.model.identifiers import LocaleTag


@pytest.mark.parametrize(
    ("locale", "msgid", "severities"),
    [
        ("fr", "No clinician has reviewed this text yet.", [None]),
        ("fr", "Contents", ["warning"]),
        ("hi", "On this page", ["warning"]),
        ("fr", "{publisher}", []),
        ("ar", "https://example.org/a", []),
    ],
)
def test_a_short_text_may_be_the_same_in_both(locale: str, msgid: str, severities: list[str | None]) -> None:
    """A sentence of ours may not, on a page or in a notice."""
    language = find_language(LocaleTag(locale))
    pair = Pair(msgctxt="a/b", kind="string", msgid=msgid, msgstr=msgid, language=language)
    assert [fault.severity for fault in find_untranslated(pair)] == severities


def test_the_english_is_quoted_as_it_stands() -> None:
    """So that the translator finds it."""
    pair = Pair(
        msgctxt="a/b",
        kind="paragraph",
        msgid="Bone cement, Medical-grade, sets fast.",
        msgstr="骨水泥 Medical-grade, sets fast.",
        language=find_language(LocaleTag("zh-Hans")),
    )
    assert [fault.message for fault in find_untranslated(pair)] == [
        "“Medical-grade, sets fast” is English; translate it."
    ]
