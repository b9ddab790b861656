"""The rule `spaces`: how grave."""

from __future__ import annotations

import pytest

from api.checks.languages import find_language
from api.checks.rule import Pair
from api.checks.spaces import find_spaces
from api.model.identifiers import LocaleTag


@pytest.mark.parametrize(
    ("locale", "msgstr", "severities"),
    [
        ("pl", "Odpoczywaj .", [None]),
        ("hi", "आराम करें ।", ["warning"]),
        ("ur", "آرام کریں ۔", ["warning"]),
        ("es", "¿Descanso ?", ["warning"]),
        ("fr", "Du repos ?", []),
    ],
)
def test_a_space_that_some_printers_set_is_no_error(locale: str, msgstr: str, severities: list[str | None]) -> None:
    """A patient reads it as well."""
    language = find_language(LocaleTag(locale))
    pair = Pair(msgctxt="a/b", kind="paragraph", msgid="Rest.", msgstr=msgstr, language=language)
    assert [fault.severity for fault in find_spaces(pair)] == severities
