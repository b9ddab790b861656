"""Check `markup`: a translation marks up as many stretches as the English, and holds no other markup."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from api.checks import check_wording
from api.checks.markup import check_markup
from api.model.catalog import Credit
from api.model.content import Section, Text
from api.model.findings import Code, Finding
from api.model.identifiers import BlockId, LocaleTag, SectionId, TopicId
from api.model.wording import Gap, Line, Wording
from api.source.segments import make_segments

ES = LocaleTag("es")
UNEVEN = "the English has {}, the translation {}; mark up the words that mean the same"

STAR = (
    "the translation holds a `*` that marks nothing; bold is `**words**` with no space or punctuation just inside "
    r"the stars, and a plain star is `\*`"
)


def wording(*pairs: tuple[str, str], gap: Gap | None = None) -> Wording:
    """A Spanish section of (msgid, msgstr): its heading, then paragraphs b1, b2, …; line n stands in line 10 n."""
    texts = [Text(id=BlockId(f"b{number}"), source=msgid, line=0) for number, (msgid, _) in enumerate(pairs)]
    segments = make_segments(SectionId("risks"), texts[0], tuple(texts[1:]))
    section = Section(
        id=SectionId("risks"),
        topic=TopicId("spine"),
        aspect="RisksOrComplicationsHealthAspect",
        requires=(),
        heading=texts[0],
        blocks=tuple(texts[1:]),
        segments=segments,
        file="content/spine/risks.md",
    )
    lines = tuple(
        Line(segment=segment, text=msgstr, gap=gap, line=10 * number)
        for number, (segment, (_, msgstr)) in enumerate(zip(segments, pairs, strict=True), 1)
    )
    return Wording(section=section, locale=ES, lines=lines, gap=gap, credit=Credit(), file="es.po")


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Rest.", "Descanse."),
        ("**Rest** now.", "Ahora **descanse**."),
        ("**Rest** *now*.", "*Ahora* **descanse**."),
        ("**a** and **b**", "**b** y **a**"),
        ("***Rest*** now.", "Ahora ***descanse***."),
        ("**Rest** now.", "Ahora __descanse__."),
        ("**注意** x", "**注意**。x"),
    ],
)
def test_as_many_marks_as_in_the_english_are_no_fault(msgid: str, msgstr: str) -> None:
    """Marked words may move and change places; only their number and kind count."""
    assert check_markup(wording((msgid, msgstr))) == ()


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("**Do not *bend*.** Rest.", "***No* se incline.** Descanse."),
        ("**Never *lift* alone.**", "**Nunca solo *levante*.**"),
    ],
)
def test_an_emphasis_inside_bold_is_one_stretch_of_each(msgid: str, msgstr: str) -> None:
    """Where the inner words stand inside the outer ones does not change how many stretches there are."""
    assert check_markup(wording((msgid, msgstr))) == ()


@pytest.mark.parametrize(
    ("msgid", "msgstr", "complaint"),
    [
        ("**Rest** now.", "Descanse.", UNEVEN.format("1 bold", "nothing marked up")),
        ("Rest.", "**Descanse**.", UNEVEN.format("nothing marked up", "1 bold")),
        ("**Rest** now.", "*Descanse*.", UNEVEN.format("1 bold", "1 emphasised")),
        ("**a** **b**", "**a** b", UNEVEN.format("2 bold", "1 bold")),
        ("**a** *b*", "**a** b", UNEVEN.format("1 bold and 1 emphasised", "1 bold")),
        ("***a***", "**a**", UNEVEN.format("1 bold and 1 emphasised", "1 bold")),
        ("Rest.", "Vea [esto](x).", "the translation holds a link; write its text alone"),
        ("Rest.", "<b>Descanse</b>.", "the translation holds raw HTML; use **bold** or *emphasis*"),
        ("Rest.", "Descanse&nbsp;ya.", "the translation holds the HTML entity &nbsp;; write the character itself"),
        ("Rest.", "Descanse\nya.", "the translation holds a line break; write the text on one line"),
        (
            "**Rest.** Now.",
            "**休息。**现在",
            STAR,
        ),
    ],
)
def test_other_markup_than_the_englishs_is_an_error(msgid: str, msgstr: str, complaint: str) -> None:
    """The finding stands on the msgstr's line in the catalog and says what differs."""
    message = f"risks/b0: {complaint}"
    expected = (Finding("es.po", 10, 1, "error", Code.MARKUP, message, ES),)
    assert expected == check_markup(wording((msgid, msgstr)))


@pytest.mark.parametrize("gap", ["missing", "incomplete", "outdated"])
def test_a_gap_is_no_finding(gap: Gap) -> None:
    """Words that are not shown are not checked."""
    assert check_markup(wording(("**a**", "b"), gap=gap)) == ()


def test_each_faulty_line_is_found_in_file_order() -> None:
    """All faults of a section come in one run, by line, and sound lines have none."""
    faulty = wording(("**a**", "a"), ("b", "b"), ("c", "*c*"))
    backwards = replace(faulty, lines=faulty.lines[::-1])
    assert [finding.line for finding in check_wording(backwards)] == [10, 30]
