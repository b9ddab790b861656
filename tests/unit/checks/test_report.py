"""What the rules' findings look like, and how a person allows one."""

from __future__ import annotations

import pytest

from api.checks.report import Checked, Report, check_lines, digest_message, find_errors
from api.model.catalog import Message, Span
from api.model.content import Segment
from api.model.findings import Code, Finding
from api.model.identifiers import BlockId, LocaleTag
from api.model.wording import Gap, Line

ES = LocaleTag("es")
CHECKED = Checked(file="es.po", locale=ES)


def line(msgid: str, msgstr: str, *comments: str, block: str = "leak", gap: Gap | None = None) -> Line:
    """A line whose words stand in line 9 of their file, from column 9 on."""
    segment = Segment(
        id=BlockId(block), kind="paragraph", depth=0, list_kind=None, msgctxt=f"risks/{block}", msgid=msgid
    )
    message = Message(
        segment.msgctxt, msgid, msgstr, fuzzy=False, line=9, spans=(Span(9, 9, msgstr),), comments=comments
    )
    return Line(segment=segment, text="" if gap else msgstr, gap=gap, message=message)


def codes(report: Report) -> list[str]:
    """The findings' codes."""
    return [finding.code for finding in report.findings]


WRONG = line("Rest for 3 days.", "Descanse 5 días.")
HEX8 = digest_message(WRONG)


def test_a_finding_stands_on_its_character() -> None:
    """File, line and column of the number, and its block; what to do; and, apart from that, how to allow it."""
    message = "the number 5 is not in the English, which has 3; correct it."
    hint = f"if it is right as it is: # allow numbers {HEX8} REASON"
    finding = Finding("es.po", 9, 18, "error", Code.NUMBERS, message, ES, "risks/leak", hint)
    assert check_lines([WRONG], CHECKED).findings == (finding,)
    assert finding.text == f"risks/leak: {message} I{hint[1:]}"


def test_the_digest_of_a_message_is_what_it_was() -> None:
    """A test vector: comments that people wrote must hold on."""
    assert digest_message(line("Rest for 3 days.", "Descanse 3 días.")) == "ab72cabf"


@pytest.mark.parametrize("gap", ["missing", "incomplete", "outdated"])
def test_a_gap_is_no_finding(gap: Gap) -> None:
    """Words that are not shown are not checked."""
    gone = line("Rest for 3 days.", "Descanse 5 días.", gap=gap)
    assert (Report(), ()) == (check_lines([gone], CHECKED), find_errors([gone], CHECKED))


def test_a_person_allows_a_finding() -> None:
    """It is no finding any more, and the reason is kept beside it."""
    allowing = line("Rest for 3 days.", "Descanse 5 días.", "Mine.", f"allow numbers {HEX8} The clinic said so.")
    report = check_lines([allowing], CHECKED)
    assert (report.findings, [each.reason for each in report.allowed]) == ((), ["The clinic said so."])
    assert find_errors([allowing], CHECKED) == ()


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("allow numbers 00000000 Old.", f"write {HEX8} in place of 00000000"),
        (f"allow numbers {HEX8}", "it gives no reason"),
        ("allow numbers because", f"the form is # allow numbers {HEX8} REASON"),
        (f"allow markup {HEX8} I like stars.", "cannot be allowed"),
        (f"allow nonsense {HEX8} Why not.", "cannot be allowed"),
        ("allow", "cannot be allowed"),
        (f"allow hedge {HEX8} It says so.", "nothing to allow any more"),
    ],
)
def test_a_comment_that_allows_nothing_is_said(comment: str, complaint: str) -> None:
    """The finding stays, and a warning says why the comment allows nothing."""
    report = check_lines([line("Rest for 3 days.", "Descanse 5 días.", comment)], CHECKED)
    assert sorted(codes(report)) == ["allow", "numbers"]
    assert [complaint in finding.message for finding in report.findings if finding.code is Code.ALLOW] == [True]
    assert [
        finding.code for finding in find_errors([line("Rest for 3 days.", "Descanse 5 días.", comment)], CHECKED)
    ] == ["numbers"]


def test_what_was_allowed_lapses_when_the_message_changes() -> None:
    """One other character of translation or English, and somebody looks again."""
    comment = f"allow numbers {HEX8} The clinic said so."
    changed = [
        line("Rest for 3 days.", "Descanse 5 dias.", comment),
        line("Rest for 3 days!", "Descanse 5 días.", comment),
    ]
    assert all("numbers" in codes(check_lines([each], CHECKED)) for each in changed)


def test_what_breaks_a_page_cannot_be_allowed() -> None:
    """A star, a tag or an invisible character is shown to patients whatever anybody says."""
    for msgstr, code in (("**Descanse", "markup"), ("<b>Descanse", "html"), ("Des\u200bcanse", "invisible")):
        digits = digest_message(line("Rest", msgstr))
        assert code in codes(check_lines([line("Rest", msgstr, f"allow {code} {digits} Fine.")], CHECKED))


def test_warnings_keep_nothing_from_being_served() -> None:
    """A release asks for errors only; the same error is in both."""
    lost = line("It can ease pain for 3 days.", "Alivia el dolor 5 días.")
    assert (
        [each.code for each in find_errors([lost], CHECKED)],
        sorted(codes(check_lines([lost], CHECKED))),
    ) == (["numbers"], ["hedge", "numbers"])
    soft = line("three days", "3 días")
    assert ([*find_errors([soft], CHECKED)], codes(check_lines([soft], CHECKED))) == ([], ["numbers"])


def test_wordings_are_compared_among_themselves() -> None:
    """One English in two wordings, and two in one, are said at the later."""
    lines = [
        line("Rest", "Descanse", block="a"),
        line("Rest", "Repose", block="b"),
        line("Relax", "Descanse", block="c"),
        line("Rest", "Descanse", block="d"),
    ]
    report = check_lines(lines, CHECKED)
    assert sorted((each.block, each.code) for each in report.findings) == [
        ("risks/b", "inconsistent"),
        ("risks/c", "inconsistent"),
    ]
