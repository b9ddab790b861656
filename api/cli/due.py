"""`vertebra due`: the calendar of reviews, as a table, JSON, or iCalendar."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from api.cli.project import add_folders, choose_locales
from api.cli.terminal import Paint, tabulate
from api.model.locales import SOURCE
from api.project.reading import read_project
from api.project.settings import resolve_folders, resolve_review_months
from api.reviewers.icalendar import write_calendar
from api.reviewers.reviews import SOON, Urgency, name_role, schedule_reviews
from api.vetting.edition import vet_project

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from api.model.identifiers import LocaleTag
    from api.reviewers.reviews import Review, Schedule

_STYLES: Final = {Urgency.OVERDUE: "red", Urgency.SOON: "yellow", Urgency.LATER: ""}


def add_due(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Tell the parser of the command."""
    parser = commands.add_parser(
        "due",
        help="the calendar of reviews: when each signed text is to be read again",
        description="The calendar of reviews: for each signed section when it was last reviewed, by whom, and when it is due to "
        "be read again, overdue ones first.",
    )
    parser.add_argument("tags", nargs="*", metavar="TAG", help=f"locales; {SOURCE} is the English (default: all)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--ics", action="store_true", help="as iCalendar, to import or to subscribe to")
    form.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    parser.add_argument(
        "--review-months",
        dest="review-months",
        metavar="N",
        help="months after which a signed text is due; or VERTEBRA_REVIEW_MONTHS (default: 24)",
    )
    add_folders(parser)
    parser.set_defaults(run=due)


def due(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print the calendar.

    Raises:
        SourceError: content/ cannot be read.
        SettingsError: the months are no such number.
        UsageError: a tag names no locale.
    """
    folders, now = resolve_folders(options, environment), datetime.now(UTC)
    months = resolve_review_months(options, environment)
    project = read_project(folders, now)
    tags = _choose(folders.locales, options["tags"])
    schedule = schedule_reviews(vet_project(project, tags), tags, months)
    if options["ics"]:
        # The bytes as they are: a text stream would write line ends of its own.
        sys.stdout.flush()
        sys.stdout.buffer.write(write_calendar(schedule.reviews))
    elif options["format"] == "json":
        print(encode_schedule(schedule, now.date()))
    else:
        print("\n".join(tell_schedule(schedule, now.date(), Paint.of(sys.stdout))))
    return 0


def _choose(locales: Path, asked: list[str]) -> tuple[LocaleTag, ...]:
    """The locales that are meant, the source first."""
    others = [tag for tag in asked if tag != SOURCE]
    source = (SOURCE,) if SOURCE in asked or not asked else ()
    return (*source, *(choose_locales(locales, others) if others or not asked else ()))


def tell_schedule(schedule: Schedule, today: date, paint: Paint) -> list[str]:
    """A line a review; then how much nobody vouches for."""
    lines = []
    if schedule.reviews:
        rows: list[tuple[str, ...]] = [("due", "", "section", "locale", "last reviewed", "signed by")]
        rows += [_tell_review(review, today) for review in schedule.reviews]
        head, *told = tabulate(rows)
        lines.append(paint(head, "bold"))
        lines += [
            paint(line, _STYLES[review.judge(today)]) for line, review in zip(told, schedule.reviews, strict=True)
        ]
        lines += ["", _count(schedule, today)]
    else:
        lines.append("nothing is signed, so nothing has to be read again")
    unsigned = [f"{each.locale} {each.sections} of {each.total}" for each in schedule.unsigned if each.sections]
    return [*lines, f"not signed: {', '.join(unsigned) or 'none'}"]


def _tell_review(review: Review, today: date) -> tuple[str, ...]:
    urgency = review.judge(today)
    signers = "; ".join(f"{name_role(signed)}: {signed.who}" for signed in review.signed_by)
    mark = "" if urgency is Urgency.LATER else str(urgency)
    return str(review.due), mark, review.reference, review.locale, str(review.last), signers


def _count(schedule: Schedule, today: date) -> str:
    judged = [review.judge(today) for review in schedule.reviews]
    overdue, soon = judged.count(Urgency.OVERDUE), judged.count(Urgency.SOON)
    return f"{len(judged)} signed: {overdue} overdue, {soon} due within {SOON} days"


def encode_schedule(schedule: Schedule, today: date) -> str:
    """The calendar as JSON."""
    told = {
        "today": today.isoformat(),
        "reviews": [
            {
                "section": review.reference,
                "locale": review.locale,
                "last_reviewed": review.last.isoformat(),
                "next_review": review.due.isoformat(),
                "urgency": review.judge(today),
                "signed_by": [
                    {
                        "role": signed.role,
                        "reviewer": signed.who,
                        "date": signed.day.isoformat(),
                        "same_meaning": signed.same_meaning,
                    }
                    for signed in review.signed_by
                ],
            }
            for review in schedule.reviews
        ],
        "unsigned": [
            {"locale": each.locale, "sections": each.sections, "total": each.total} for each in schedule.unsigned
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()
