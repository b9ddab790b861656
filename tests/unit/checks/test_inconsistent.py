"""The rule `inconsistent`, which has no cases: it looks at a catalog."""

from __future__ import annotations

import pytest

from api.checks.inconsistent import find_inconsistent
from api.checks.languages import find_language
from api.checks.rule import Pair
from api.model.identifiers import LocaleTag


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        ([("Recovery", "Recuperación"), ("recovery.", "recuperación.")], []),
        ([("**Rest**", "**Reposo**"), ("Rest", "Reposo")], []),
        ([("Rest", "Reposo"), ("Rest", "Descanso"), ("Rest", "Reposo")], [1]),
        ([("Recovery", "恢复"), ("Healing", "恢复。")], [1]),
    ],
)
def test_wordings_are_compared_by_their_words(texts: list[tuple[str, str]], places: list[int]) -> None:
    """A heading and a sentence differ in capitals and marks only."""
    language = find_language(LocaleTag("es"))
    pairs = tuple(
        Pair(msgctxt=f"a/{index}", kind="paragraph", msgid=msgid, msgstr=msgstr, language=language)
        for index, (msgid, msgstr) in enumerate(texts)
    )
    assert [index for index, _ in find_inconsistent(pairs)] == places
