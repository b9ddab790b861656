"""The calendar of reviews: which dates there are, and how near they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from api.model.identifiers import LocaleTag, SectionId, TopicId
from api.model.vetting import Withdrawal
from api.project.reading import read_project
from api.reviewers.due import SOON, Unsigned, Urgency, find_urgency, schedule_reviews
from api.vetting.edition import vet_project
from tests.builders import edit
from tests.staff import add_signoffs, bind, resign, sign_off, vouch

if TYPE_CHECKING:
    from api.project.reading import Folders
    from api.vetting.project import Project

EN, ES = LocaleTag("en"), LocaleTag("es")
TODAY = date(2026, 6, 1)


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
