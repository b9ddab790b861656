"""The header's own faults: all of one header are said at once."""

from __future__ import annotations

import pytest

from api.catalogs.header import check_header
from api.catalogs.lexer import read_document
from api.model.findings import Code
from api.model.identifiers import LocaleTag
from tests.builders import header


def judge(text: str, locale: str = "es") -> list[str]:
    """What is wrong with a header, and that each is said of the locale's own file."""
    findings = check_header(read_document(text, "x.po")[0], "x.po", LocaleTag(locale))
    assert {("x.po", Code.PO_HEADER, "error", locale)} >= {(f.file, f.code, f.severity, f.locale) for f in findings}
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("locale", "language"), [("es", "es"), ("pt-BR", "pt_BR"), ("pt-BR", "pt-BR"), ("zh-Hans", "zh_Hans")]
)
def test_the_language_may_be_written_with_either_hyphen(locale: str, language: str) -> None:
    """Gettext writes `pt_BR`; Weblate may write `pt-BR`; both are the folder's."""
    assert judge(header(language), locale) == []


def test_all_faults_of_a_header_are_said() -> None:
    """A fuzzy header of another charset, language and date is five findings, not the first."""
    text = '#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: n\\n"\n"PO-Revision-Date: now\\n"\n'
    starts = [
        "the header is marked fuzzy",
        "the header's Content-Type",
        "the header's Language",
        "the header's Plural-Forms",
        "the header's PO-Revision-Date",
    ]
    found = judge(text)
    assert len(starts) == len(found)
    assert [message.startswith(start) for start, message in zip(starts, found, strict=True)] == [True] * 5
