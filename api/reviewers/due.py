"""`vertebra due`: when which text has to be read again, and by whom it was read last.

Rules
1. Only what is signed today has a date: what lapsed waits for a signature, not for a renewal.
2. A text was last reviewed on the oldest of the days of those who signed it in its locale. The English, on which a translation rests,
   has a day of its own.
3. The day on which it is asked decides what is overdue, and nothing else.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.model.vetting import ROLE_NAMES, Role, State, add_months
from api.reviewers.signing import name_reviewer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.model.vetting import SignOff
    from api.vetting.edition import VettedProject
    from api.vetting.project import Project

SOON: Final = 90
"""Days before which a review is worth arranging."""


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
                    signed_by=tuple(_name_signer(project, signoff) for signoff in each.signoffs),
                )
                newest = max(moments.get(signoff.record, _begin(signoff.day)) for signoff in each.signoffs)
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


def _name_signer(project: Project, signoff: SignOff) -> SignedBy:
    return SignedBy(
        role=signoff.role,
        who=name_reviewer(project.reviewers, signoff.reviewer),
        day=signoff.day,
        same_meaning=not signoff.whole,
    )


def name_role(signed: SignedBy) -> str:
    """Return the role in words."""
    return f"{ROLE_NAMES[signed.role]}{', same meaning' if signed.same_meaning else ''}"


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
