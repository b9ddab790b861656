"""`vertebra due`: the calendar of reviews, as a table, JSON, or iCalendar."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from api.cli.arguments import Commands, add_folders, add_format, add_locales, add_setting, choose_locales
from api.cli.terminal import Paint, print_json, tabulate
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.project.reading import read_project
from api.project.settings import resolve_folders, resolve_review_months
from api.reviewers.due import SOON, Schedule, Urgency, name_role, render_calendar, schedule_reviews
from api.vetting.edition import vet_project

_STYLES: Final = {Urgency.OVERDUE: "red", Urgency.SOON: "yellow", Urgency.LATER: ""}


def add_due(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "due",
        help="the calendar of reviews: when each signed text is to be read again",
        description="The calendar of reviews: for each signed section when it was last reviewed, by whom, and when it is due to "
        "be read again, overdue ones first.",
    )
    add_locales(parser, f"; {SOURCE} is the English")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--ics", action="store_true", help="as iCalendar, to import or to subscribe to")
    add_format(form, "text", "json")
    add_setting(parser, "review-months")
    add_folders(parser)
    parser.set_defaults(run=due)


def due(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print the calendar."""
    folders, now = resolve_folders(options, environment), datetime.now(UTC)
    months = resolve_review_months(options, environment)
    project = read_project(folders, now)
    tags = _choose(folders.locales, options["tags"])
    schedule = schedule_reviews(vet_project(project, tags), tags, months, now.date())
    if options["ics"]:
        # The bytes as they are: a text stream would write line ends of its own.
        sys.stdout.flush()
        sys.stdout.buffer.write(render_calendar(schedule))
    elif options["format"] == "json":
        print_json({"today": now.date(), "reviews": schedule.reviews, "unsigned": schedule.unsigned})
    else:
        print("\n".join(render_schedule(schedule, Paint.of(sys.stdout))))
    return 0


def _choose(locales: Path, asked: list[str]) -> tuple[LocaleTag, ...]:
    """Return the chosen locales, the source first."""
    others = [tag for tag in asked if tag != SOURCE]
    source = (SOURCE,) if SOURCE in asked or not asked else ()
    return (*source, *(choose_locales(locales, others) if others or not asked else ()))


def render_schedule(schedule: Schedule, paint: Paint) -> list[str]:
    """Return a line for each review, then the numbers of unsigned sections."""
    lines = []
    if schedule.reviews:
        rows: list[tuple[str, ...]] = [("due", "", "section", "locale", "last reviewed", "signed by")]
        for each in schedule.reviews:
            signers = "; ".join(f"{name_role(signed)}: {signed.who}" for signed in each.signed_by)
            mark = "" if each.urgency is Urgency.LATER else str(each.urgency)
            rows.append((str(each.due), mark, each.reference, each.locale, str(each.last), signers))
        head, *told = tabulate(rows)
        lines.append(paint(head, "bold"))
        lines += [paint(line, _STYLES[review.urgency]) for line, review in zip(told, schedule.reviews, strict=True)]
        judged = [review.urgency for review in schedule.reviews]
        overdue, soon = judged.count(Urgency.OVERDUE), judged.count(Urgency.SOON)
        lines += ["", f"{len(judged)} signed: {overdue} overdue, {soon} due within {SOON} days"]
    else:
        lines.append("nothing is signed, so nothing has to be read again")
    unsigned = [f"{each.locale} {each.sections} of {each.total}" for each in schedule.unsigned if each.sections]
    return [*lines, f"not signed: {', '.join(unsigned) or 'none'}"]
