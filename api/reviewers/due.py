"""`vertebra due`: when which text has to be read again, and by whom it was read last.

Rules
1. Only what is signed today has a date: what lapsed waits for a signature, not for a renewal.
2. A text was last reviewed on the oldest of the days of those who signed it in its locale. The English, on which a translation rests,
   has a day of its own.
3. The day on which it is asked decides what is overdue, and nothing else.

Rules of the same as iCalendar (RFC 5545), a whole-day event for each section and locale
1. Equal files give equal bytes: nothing in it depends on the day on which it is made. DTSTAMP is when the newest signature was given.
2. An event's UID is its section's and locale's for good, so that a renewal moves it. No id has a full stop: none is another's.
3. Where nothing is signed, the calendar is empty, which programs read though the RFC's grammar has no such thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from typing import Final

from msgspec import Struct, field

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE, find_locale
from api.model.vetting import ROLE_NAMES, Role, State, add_months
from api.reviewers.signing import name_reviewer
from api.vetting.edition import VettedProject

SOON: Final = 90
"""Days before which a review is worth arranging."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_WIDTH: Final = 75
"""Octets in a line, without its end (section 3.1)."""


class Urgency(StrEnum):
    """How near a review is."""

    OVERDUE = "overdue"
    SOON = "soon"
    """Within `SOON` days."""

    LATER = "later"


class SignedBy(Struct, frozen=True):
    """Who vouches."""

    role: Role
    who: str = field(name="reviewer")
    """As outputs may name them."""

    day: date = field(name="date")
    same_meaning: bool
    """Whether they vouch that an edit kept the meaning."""


class DueReview(Struct, frozen=True):
    """The next review of one section in one locale."""

    reference: str = field(name="section")
    """`topic/section`, or `interface`."""

    locale: LocaleTag
    last: date = field(name="last_reviewed")
    due: date = field(name="next_review")
    urgency: Urgency
    signed_by: tuple[SignedBy, ...]


class Unsigned(Struct, frozen=True):
    """How much of a locale nobody vouches for. What was withdrawn needs nobody."""

    locale: LocaleTag
    sections: int
    total: int


class Schedule(Struct, frozen=True):
    """The calendar of reviews, as of a day."""

    reviews: tuple[DueReview, ...]
    """By day; of one day, by locale and section."""

    stamps: tuple[datetime, ...]
    """When the newest signature of each review was given."""

    unsigned: tuple[Unsigned, ...]
    """Of each locale that is asked about."""


def schedule_reviews(vetted: VettedProject, tags: Iterable[LocaleTag], months: int, today: date) -> Schedule:
    """Make the calendar of these locales, the source's among them if it is named: a review so many months after the last."""
    project = vetted.project
    moments = {judged.entry.record.id: judged.entry.record.at for judged in project.judgement.records}
    stamped: list[tuple[DueReview, datetime]] = []
    unsigned = []
    for tag in tags:
        needed = [each for each in vetted.list_vetted(tag) if each.state is not State.WITHDRAWN]
        for each in needed:
            if each.state is State.SIGNED_OFF:
                last = min(signoff.day for signoff in each.signoffs)
                due = add_months(last, months)
                review = DueReview(
                    reference=each.reference,
                    locale=tag,
                    last=last,
                    due=due,
                    urgency=find_urgency(due, today),
                    signed_by=tuple(
                        SignedBy(
                            role=signoff.role,
                            who=name_reviewer(project.reviewers, signoff.reviewer),
                            day=signoff.day,
                            same_meaning=not signoff.whole,
                        )
                        for signoff in each.signoffs
                    ),
                )
                newest = max(
                    moments.get(signoff.record, datetime.combine(signoff.day, time(), UTC)) for signoff in each.signoffs
                )
                stamped.append((review, newest))
        lacking = sum(each.state is not State.SIGNED_OFF for each in needed)
        unsigned.append(Unsigned(locale=tag, sections=lacking, total=len(needed)))
    stamped.sort(key=lambda pair: (pair[0].due, pair[0].locale != SOURCE, pair[0].locale))
    return Schedule(
        reviews=tuple(review for review, _ in stamped),
        stamps=tuple(stamp for _, stamp in stamped),
        unsigned=tuple(unsigned),
    )


def find_urgency(due: date, today: date) -> Urgency:
    """How near a review is."""
    days = (due - today).days
    if days < 0:
        return Urgency.OVERDUE
    return Urgency.SOON if days <= SOON else Urgency.LATER


def name_role(signed: SignedBy) -> str:
    """Return the role in words."""
    return f"{ROLE_NAMES[signed.role]}{', same meaning' if signed.same_meaning else ''}"


def render_calendar(schedule: Schedule) -> bytes:
    """The calendar: UTF-8, every line ended by CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Vertebra//Reviews//EN",
        "CALSCALE:GREGORIAN",
        *chain(*map(_list_event, schedule.reviews, schedule.stamps)),
        "END:VCALENDAR",
    ]
    return b"".join(fold_line(line) for line in lines)


def _list_event(review: DueReview, stamp: datetime) -> Iterator[str]:
    locale = find_locale(review.locale)
    name = f"{review.reference} in {f'{locale.english_name} ({review.locale})' if locale else review.locale}"
    yield "BEGIN:VEVENT"
    yield f"UID:{'.'.join((*review.reference.split('/'), review.locale))}@vertebra"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{review.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{review.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape_value(f'Review due: {name}')}"
    yield f"DESCRIPTION:{escape_value(_describe(review))}"
    yield f"CATEGORIES:{','.join(dict.fromkeys(escape_value(ROLE_NAMES[signed.role]) for signed in review.signed_by))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _describe(review: DueReview) -> str:
    """Return who signed, and the command that renews each signature."""
    lines = [f"Last reviewed on {review.last}."]
    lines += [f"{name_role(signed)}: {signed.who}, {signed.day}" for signed in review.signed_by]
    lines += ["", "To renew it, read it again and sign:"]
    for role in dict.fromkeys(signed.role for signed in review.signed_by):
        lines.append(f"vertebra sign-off {review.reference} --locale {review.locale} --role {role} --reviewer ID")
    return "\n".join(lines)


def escape_value(text: str) -> str:
    r"""A text as a property's value: backslash, semicolon, comma and line end escaped (section 3.3.11).

    Other control characters, which the grammar has no place for, become spaces.
    """
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return _CONTROL.sub(" ", text.replace("\n", "\\n"))


def fold_line(line: str) -> bytes:
    """The line in pieces of at most 75 octets, no character split; every piece but the first begins with a space (section 3.1)."""
    pieces, piece = [], b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > _WIDTH:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"".join(each + b"\r\n" for each in (*pieces, piece))
