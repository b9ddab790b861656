"""The reviews as iCalendar (RFC 5545): a whole-day event for each section and locale.

Rules
1. Equal files give equal bytes: nothing in it depends on the day on which it is made. DTSTAMP is when the newest signature was given.
2. An event's UID is its section's and locale's for good, so that a renewal moves it. No id has a full stop: none is another's.
3. Where nothing is signed, the calendar is empty, which programs read though the RFC's grammar has no such thing.
"""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Final

from api.model.locales import find_locale
from api.model.vetting import ROLE_NAMES
from api.reviewers.due import name_role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from api.reviewers.due import DueReview, Schedule

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_WIDTH: Final = 75
"""Octets in a line, without its end (section 3.1)."""


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
    name = _name_text(review)
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


def _name_text(review: DueReview) -> str:
    locale = find_locale(review.locale)
    return f"{review.reference} in {f'{locale.english_name} ({review.locale})' if locale else review.locale}"


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
