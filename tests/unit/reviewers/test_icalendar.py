"""The calendar of reviews as iCalendar: its lines, its texts, its events."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from api.model.identifiers import LocaleTag
from api.reviewers.due import DueReview, Schedule, SignedBy, Urgency
from api.reviewers.icalendar import escape_value, fold_line, render_calendar

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
