"""The rule `homoglyph`: how grave."""

from __future__ import annotations

import pytest

from api.checks.homoglyph import find_homoglyphs
from api.checks.languages import find_language
from api.checks.rule import Pair
from api.model.identifiers import LocaleTag


@pytest.mark.parametrize(
    ("msgstr", "severity"), [("IGE\u0410 здесь", None), ("при COVIDе", None), ("при DЖ", "warning")]
)
def test_letters_that_do_not_look_alike_are_a_warning(msgstr: str, severity: str | None) -> None:
    """Everybody sees them."""
    language = find_language(LocaleTag("ru"))
    pair = Pair(msgctxt="a/b", kind="paragraph", msgid="x", msgstr=msgstr, language=language)
    assert [fault.severity for fault in find_homoglyphs(pair)] == [severity]
