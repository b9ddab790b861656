"""The header's own faults: all of one header are said at once; and what of it nothing here reads, which is no fault."""

from __future__ import annotations

import pytest

from api.catalogs.header import check_header
from api.catalogs.lexer import read_document
from api.model.findings import Code, Severity
from api.model.identifiers import LocaleTag
from tests.builders import header
from tests.unit.catalogs.builders import ES, HEAD, in_head, parse_catalog, with_field


def judge(text: str, locale: str = "es") -> list[tuple[Severity, str]]:
    """What is said of a header, and that each is said of the locale's own file."""
    findings = check_header(read_document(text, "x.po")[0], "x.po", LocaleTag(locale))
    assert {("x.po", Code.PO_HEADER, locale)} >= {(f.file, f.code, f.locale) for f in findings}
    return [(finding.severity, finding.message) for finding in findings]


SAME = [
    ("es", "es_ES"), ("es", "es-MX"), ("es", "es_419"), ("es", "ES"), ("es", "spa"), ("es", "es_ES.UTF-8"), ("es", "es@euro"),
    ("zh-Hans", "zh"), ("zh-Hans", "zh_CN"), ("zh-Hans", "zh-SG"), ("zh-Hans", "zh-hans"), ("zh-Hans", "zh_Hans_CN"),
    ("zh-Hans", "zh-CHS"), ("zh-Hans", "cmn-Hans"), ("zh-Hant", "zh"), ("zh-Hant", "zh_TW"), ("zh-Hant", "zh_HK"),
    ("zh-Hant", "zh-Hant-TW"), ("zh-Hant", "zh-CHT"), ("pt-BR", "pt"), ("pt-BR", "pt_PT"), ("ur", "ur_PK"), ("ht", "ht_HT"),
    ("ht", "ht_US"), ("fil", "tl"), ("fil", "tl_PH"), ("fil", "fil_PH"), ("he", "iw_IL"), ("id", "in"), ("nb", "no"),
    ("sr-Latn", "sr@latin"), ("sr-Latn", "sr_RS@latin"), ("sr-Latn", "sh"), ("sr-Latn", "sr"), ("ro", "mo"), ("fa-AF", "prs"),
    ("sr-Latn", "sr@Latn"), ("sr-Latn", "sr@ijekavianlatin"), ("sr", "sr@ijekavian"), ("sr", "sr_BA@ije"), ("sr", "sr@cyrillic"),
    ("zh-Hant", "zh@Hant"), ("zh-Hant", "zh@traditional"), ("zh-Hans", "zh_CN@simplified"), ("ca", "ca@valencia"), ("be", "be-tarask"),
    ("ur", "ur_PK@arabic"), ("tt-Latn", "tt_RU@iqtelif"), ("ar", "arb"), ("fa", "pes"), ("ms", "zsm"), ("es", "es@calendar=gregorian"),
    ("pt-BR", "pt-ao1990"), ("es", "es-MEX"),
]  # fmt: skip
"""(the folder's tag, a tool's name for the same language)."""


@pytest.mark.parametrize(("folder", "said"), SAME)
def test_another_name_of_the_folders_language_is_said_and_no_more(folder: str, said: str) -> None:
    """The folder says the language. A tool that has its own name for it takes nothing out."""
    ((severity, message),) = judge(header(said), folder)
    assert (severity, repr(said) in message, f"`vertebra sync {folder}`" in message) == ("info", True, True)


@pytest.mark.parametrize(
    "text",
    [
        in_head("Language: es", "Language:"),
        in_head('"Language: es\\n"\n', ""),
        in_head("Language: es", "Language: und"),
    ],
    ids=["empty", "absent", "a template's"],
)
def test_a_header_without_a_language_is_said_and_no_more(text: str) -> None:
    """The folder says the language, and nothing says another."""
    assert judge(text) == [
        ("info", "the header names no Language; the folder says es, and `vertebra sync es` writes it")
    ]


OTHER = [
    ("es", "fr"), ("es", "ca"), ("es", "en"), ("es", "pt_BR"), ("es", "Spanish"), ("es", "e"), ("es", "*"), ("es", "es fr"),
    ("es", "x-es"), ("zh-Hans", "zh_TW"), ("zh-Hans", "zh_Hant"), ("zh-Hans", "zh_HK"), ("zh-Hans", "zh-CHT"),
    ("zh-Hans", "zh-yue"), ("zh-Hant", "zh_CN"), ("zh-Hant", "zh-CHS"), ("zh-Hant", "yue"), ("ru", "uk"), ("nb", "da"), ("bs", "hr"),
    ("sr", "sr@latin"), ("uz", "uz@cyrillic"), ("pa", "pa_PK"), ("ht", "fr_HT"), ("fil", "ceb"), ("ar", "fa"),
    # Another script, by whatever name; a transcription; another orthography or language that has one tag with it.
    ("sr", "sr@Latn"), ("sr", "sr@ijekavianlatin"), ("sr-Latn", "sr@cyrillic"), ("tt", "tt_RU@iqtelif"), ("ur", "ur@roman"),
    ("zh-Hans", "zh_CN@traditional"), ("zh-Hans", "zh@Hant"), ("zh-Hant", "zh@simplified"), ("zh-Hans", "zh_pinyin"),
    ("zh-Hant", "zh_pinyin"), ("zh-Hans", "zh-wadegile"), ("zh-Hant", "zh-wadegile"), ("ar", "ar-x-arabizi"), ("hi", "hi-t-en"),
    ("ru", "ru-petr1708"), ("de", "de@hebrew"), ("fr", "fr-Latn-x-a"), ("es", "es@quot"), ("es", "es@odd"), ("nb", "nn"), ("ms", "id"), ("pt-BR", "pt_PT_oddity"), ("es", "es-Abcd"),
    ("es", "es-t-en"), ("en", "en@shaw"),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "said"), OTHER)
def test_the_name_of_another_language_or_script_is_an_error(folder: str, said: str) -> None:
    """A file that says so of itself was probably saved into the wrong folder."""
    ((severity, message),) = judge(header(said), folder)
    assert (severity, repr(said) in message, f"the folder is for {folder};" in message) == ("error", True, True)


@pytest.mark.parametrize(
    ("folder", "lines", "severity"),
    [
        ("es", ["X-Poedit-Language: French"], "error"),
        ("es", ["X-Poedit-Language: Catalan", "X-Poedit-Country: SPAIN"], "error"),
        ("es", ["Language: ", "X-Poedit-Language: French"], "error"),
        ("zh-Hans", ["X-Poedit-Language: Chinese", "X-Poedit-Country: TAIWAN"], "error"),
        ("zh-Hans", ["X-Poedit-Language: Chinese", "X-Poedit-Country: CHINA"], "info"),
        ("zh-Hans", ["X-Poedit-Language: Chinese"], "info"),
        ("es", ["X-Poedit-Language: spanish", "X-Poedit-Country: MEXICO"], "info"),
        ("es", ["X-Poedit-Language: A tongue that CLDR does not name"], "info"),
        ("es", ["Language: es_MX", "X-Poedit-Language: French"], "info"),
    ],
)
def test_poedits_line_of_old_speaks_where_no_language_is_said(
    folder: str, lines: list[str], severity: Severity
) -> None:
    """Poedit up to 1.5 wrote English names. Where the Language line speaks, it alone decides."""
    text = in_head(r'"Language: es\n"', "\n".join(rf'"{line}\n"' for line in lines))
    assert [said for said, _ in judge(text, folder)] == [severity]


@pytest.mark.parametrize(
    ("locale", "language"), [("es", "es"), ("pt-BR", "pt_BR"), ("pt-BR", "pt-BR"), ("zh-Hans", "zh_Hans")]
)
def test_the_language_may_be_written_with_either_hyphen(locale: str, language: str) -> None:
    """Gettext writes `pt_BR`; Weblate may write `pt-BR`; both are the folder's."""
    assert judge(header(language), locale) == []


@pytest.mark.parametrize(
    "date",
    [
        "", " ", "YEAR-MO-DA HO:MI+ZONE", "YEAR-MO-DA", "2026-01-31", "2026-01-31 09:30", "2026-01-31 09:30+0000",
        "2026-01-31 09:30:12+0000", "2026-05-04T10:11:12+00:00", "2026-05-04 10:11Z", "2026-01-31 09:30 CET", "31.1.2026",
        "2026-02-30 10:00+0000", "1970-01-01 00:00-9900", "yesterday", "%s", '2026-01-31 09:30+0000: \\"x\\"', "昨日",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["POT-Creation-Date", "PO-Revision-Date", "po-revision-date", "X-Poedit-Date"])
def test_a_date_is_read_by_nothing(name: str, date: str) -> None:
    """Whatever a tool writes for a date, nothing is said of it, and the words are read by both readers."""
    text = with_field(f"{name}: {date}")
    assert judge(text) == []
    assert [each.msgstr for each in parse_catalog(text.encode(), "es.po", ES).messages] == ["cemento"]


@pytest.mark.parametrize(
    "line",
    [
        "Plural-Forms:",
        "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;",
        "Plural-Forms: nplurals=two; plural=n;",
        "Plural-Forms: nplurals=99999999; plural=n;",
        "Plural-Forms: nplurals=2; plural=__import__('os').system('id');",
        f"Plural-Forms: nplurals=2; plural={'(' * 400}n;",
    ],
)
def test_plural_forms_that_are_none_are_said_and_no_more(line: str) -> None:
    """No message has plural forms, so nothing reads the line; sync writes the language's own."""
    message = "the header's Plural-Forms is malformed; nothing reads it, and `vertebra sync es` writes it anew"
    text = with_field(line)
    assert judge(text) == [("info", message)]
    assert [each.msgstr for each in parse_catalog(text.encode(), "es.po", ES).messages] == ["cemento"]


def test_a_line_that_nothing_reads_may_stand_twice() -> None:
    """Tools that join files leave such lines."""
    assert judge(with_field('X-Generator: a\\n"\n"X-Generator: b')) == [
        ("info", "the header says X-Generator twice; nothing reads it")
    ]


def test_all_faults_of_a_header_are_said() -> None:
    """A fuzzy header of another charset and language is three errors, not the first; and what is no error is said too."""
    text = '#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: n\\n"\n"PO-Revision-Date: now\\n"\n'
    starts = [
        ("error", "the header is marked fuzzy"),
        ("error", "the header's Content-Type"),
        ("error", "the header's Language"),
        ("info", "the header's Plural-Forms"),
    ]
    found = judge(text)
    assert [
        (severity, message[: len(start)]) for (severity, message), (_, start) in zip(found, starts, strict=True)
    ] == starts


def test_a_header_that_says_what_its_folder_says_has_no_fault() -> None:
    """Nothing is said of what is as it should be."""
    assert judge(HEAD) == []
