"""The rule `markup`: its words."""

from __future__ import annotations

import pytest

from api.checks.languages import find_language
from api.checks.markup import find_markup
from api.checks.rule import Pair
from api.model.identifiers import LocaleTag


@pytest.mark.parametrize(
    ("msgstr", "words"),
    [
        ("Descanse ahora.", "the English has 1 bold, the translation nothing marked up; mark up the words"),
        ("**Descanse** *ahora*.", "the English has 1 bold, the translation 1 bold and 1 emphasised"),
        ("**Descanse ahora.", "the translation holds a `*` that marks nothing"),
        ("**Descanse** `ahora`.", "the translation holds code in `backticks`"),
        ("**Descanse** [ahora](x).", "the translation holds a link"),
    ],
)
def test_what_is_wrong_is_said(msgstr: str, words: str) -> None:
    """What the English has, and what the translation."""
    language = find_language(LocaleTag("es"))
    pair = Pair(msgctxt="a/b", kind="paragraph", msgid="**Rest** now.", msgstr=msgstr, language=language)
    assert [words in fault.message for fault in find_markup(pair)] == [True]
