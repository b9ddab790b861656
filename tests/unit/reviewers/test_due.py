"""The calendar of reviews: which dates there are, how near they are, and its lines, texts and events as iCalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from api.model.identifiers import LocaleTag, SectionId, TopicId
from api.model.vetting import Withdrawal
from api.project.reading import Folders, read_project
from api.reviewers.due import (
    SOON,
    DueReview,
    Schedule,
    SignedBy,
    Unsigned,
    Urgency,
    escape_value,
    find_urgency,
    fold_line,
    render_calendar,
    schedule_reviews,
)
from api.vetting.edition import vet_project
from api.vetting.project import Project
from tests.builders import edit
from tests.staff import add_signoffs, bind, resign, sign_off, vouch

EN, ES = LocaleTag("en"), LocaleTag("es")
TODAY = date(2026, 6, 1)
REVIEW = DueReview(
    reference="spine/risks",
    locale=LocaleTag("es"),
    last=date(2026, 2, 28),
    due=date(2028, 2, 29),
    urgency=Urgency.LATER,
    signed_by=(
        SignedBy(role="clinical", who="Ana Ñandú, MD", day=date(2026, 2, 28), same_meaning=False),
        SignedBy(role="linguistic", who="ben", day=date(2026, 5, 4), same_meaning=False),
    ),
)
STAMP = datetime(2026, 5, 4, 10, 11, 12, tzinfo=UTC)


def sign_risks(project: Project, *signatures: tuple[str, date]) -> Project:
    """The Spanish risks signed in these roles on these days."""
    risks = next(each for each in vet_project(project).list_vetted(ES) if each.section.id == "risks")
    signoffs = tuple(vouch(risks.digest, ES, role, day, bind(risks)) for role, day in signatures)  # type: ignore[arg-type]
    return add_signoffs(sign_off(project, "en", sections=["risks"]), *signoffs)


def test_only_what_is_signed_has_a_date(folders: Folders) -> None:
    """The source has no words of ours to sign; what is not signed is counted."""
    project = sign_off(read_project(folders), "en", "es", sections=["risks", "benefits"], interface=False)
    schedule = schedule_reviews(vet_project(project), (EN, ES), 24, TODAY)
    assert [(each.locale, each.reference) for each in schedule.reviews] == [
        ("en", "vertebroplasty/benefits"),
        ("en", "vertebroplasty/risks"),
        ("es", "vertebroplasty/benefits"),
        ("es", "vertebroplasty/risks"),
    ]
    assert schedule.unsigned == (Unsigned(EN, 6, 8), Unsigned(ES, 7, 9))


def test_the_interface_is_signed_like_a_section(folders: Folders) -> None:
    """And is due like one."""
    project = sign_off(read_project(folders), "es", sections=[], interface=True)
    (review,) = schedule_reviews(vet_project(project), (ES,), 24, TODAY).reviews
    assert (review.reference, review.last, review.due) == ("interface", date(2026, 3, 1), date(2028, 3, 1))


def test_the_oldest_signature_decides(folders: Folders) -> None:
    """Of the locale's own; the month's last day where it has no other, and the newest one's time as the stamp."""
    project = sign_risks(read_project(folders), ("clinical", date(2026, 1, 31)), ("linguistic", date(2026, 5, 4)))
    schedule = schedule_reviews(vet_project(project), (ES,), 1, TODAY)
    (review,) = schedule.reviews
    assert (review.last, review.due) == (date(2026, 1, 31), date(2026, 2, 28))
    assert [(each.role, each.day) for each in review.signed_by] == [
        ("clinical", date(2026, 1, 31)),
        ("linguistic", date(2026, 5, 4)),
    ]
    assert schedule.stamps == (datetime(2026, 5, 4, tzinfo=UTC),)


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(-400, "overdue"), (-1, "overdue"), (0, "soon"), (SOON, "soon"), (SOON + 1, "later"), (700, "later")],
)
def test_the_day_decides_how_near_it_is(days: int, urgency: str) -> None:
    """On the day itself it is not late yet."""
    assert Urgency(urgency) is find_urgency(TODAY + timedelta(days=days), TODAY)


def test_reviews_are_sorted_by_their_day(folders: Folders) -> None:
    """Whatever the locale."""
    project = sign_risks(read_project(folders), ("linguistic", date(2025, 1, 1)))
    reviews = schedule_reviews(vet_project(project), (EN, ES), 24, TODAY).reviews
    assert [each.due for each in reviews] == sorted(each.due for each in reviews)
    assert reviews[0].locale == ES


def test_what_lapsed_or_was_withdrawn_has_no_date(folders: Folders) -> None:
    """The first waits for a signature, the second for nothing."""
    signed = sign_off(read_project(folders), "en", "es", sections=["risks", "recovery"])
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "infección o hemorragia")
    lapsed = resign(read_project(folders), *signed.judgement.signoffs)
    schedule = schedule_reviews(vet_project(lapsed), (ES,), 24, TODAY)
    assert ([each.reference for each in schedule.reviews], schedule.unsigned) == (
        ["vertebroplasty/recovery"],
        (Unsigned(ES, 8, 9),),
    )
    withdrawn = replace(lapsed, withdrawals=(Withdrawal(TopicId("vertebroplasty"), SectionId("recovery")),))
    schedule = schedule_reviews(vet_project(withdrawn), (ES,), 24, TODAY)
    assert (schedule.reviews, schedule.unsigned) == ((), (Unsigned(ES, 8, 8),))


# iCalendar


def render(*reviews: DueReview, stamp: datetime = STAMP) -> bytes:
    """The calendar of these reviews, each signed at the moment."""
    return render_calendar(Schedule(reviews=reviews, stamps=(stamp,) * len(reviews), unsigned=()))


def unfold(data: bytes) -> list[str]:
    """The lines as they were before they were folded."""
    text = data.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"])))
def test_a_folded_line_is_short_and_whole(line: str) -> None:
    """At most 75 octets a piece, no character split, and every character there."""
    folded = fold_line(line)
    pieces = folded.split(b"\r\n")
    assert pieces.pop() == b""
    assert max(map(len, pieces)) <= 75
    assert all(piece.decode() is not None for piece in pieces)
    assert [line] == unfold(folded)


@pytest.mark.parametrize(
    ("line", "widths"),
    [("a" * 75, [75]), ("a" * 76, [75, 2]), ("é" * 38, [74, 3]), ("a" * 74 + "🦴", [74, 5]), ("", [0])],
)
def test_a_line_is_folded_as_late_as_can_be(line: str, widths: list[int]) -> None:
    """In octets, with the space that begins the next."""
    assert widths == [len(piece) for piece in fold_line(line).split(b"\r\n")[:-1]]


def test_a_text_is_escaped() -> None:
    """Backslash first, then what separates values, then line ends; other control characters are not legal there."""
    assert escape_value("a\\n; b, c\nd: e\r\x1b") == "a\\\\n\\; b\\, c\\nd: e  "


def test_an_event_is_a_whole_day() -> None:
    """It ends on the next day, takes no time, and says who signed and how each is renewed."""
    assert unfold(render(REVIEW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Vertebra//Reviews//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:spine.risks.es@vertebra",
        "DTSTAMP:20260504T101112Z",
        "DTSTART;VALUE=DATE:20280229",
        "DTEND;VALUE=DATE:20280301",
        "SUMMARY:Review due: spine/risks in Spanish (es)",
        (
            "DESCRIPTION:Last reviewed on 2026-02-28.\\nclinical: Ana Ñandú\\, MD\\, 2026-02-28\\nreads both languages: ben\\, 2026-05-04\\n\\n"
            "To renew it\\, read it again and sign:\\n"
            "vertebra sign-off spine/risks --locale es --role clinical --reviewer ID\\n"
            "vertebra sign-off spine/risks --locale es --role linguistic --reviewer ID"
        ),
        "CATEGORIES:clinical,reads both languages",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_stamp_is_in_universal_time() -> None:
    """Whatever the record's own offset."""
    east = timezone(timedelta(hours=2))
    stamped = render(REVIEW, stamp=STAMP.astimezone(east))
    assert b"DTSTAMP:20260504T101112Z\r\n" in stamped


def test_no_two_events_share_an_id() -> None:
    """Hyphens of topics and sections lead to none that is another's; a language that nobody knows is its tag."""
    named = [("a-b/c", "es"), ("a/b-c", "es"), ("a/b", "c-es"), ("interface", "es"), ("interface", "fr")]
    reviews = [replace(REVIEW, reference=reference, locale=LocaleTag(tag)) for reference, tag in named]
    lines = unfold(render(*reviews))
    assert len({line for line in lines if line.startswith("UID:")}) == len(named)
    assert "SUMMARY:Review due: a/b in c-es" in lines
