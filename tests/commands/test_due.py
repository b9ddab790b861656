"""`vertebra due`: the calendar of reviews, as it is printed and as calendars import it."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from api.cli.due import render_schedule
from api.cli.terminal import Paint
from api.model.identifiers import LocaleTag
from api.project.reading import read_project
from api.reviewers.due import schedule_reviews
from api.vetting.edition import vet_project
from tests.builders import copy_project, edit
from tests.shell import ES, Shell
from tests.staff import REVIEWERS, hire, sign

RISKS, OVERVIEW = "vertebroplasty/risks", "vertebroplasty/overview"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project of which the risks and the overview are signed in English and Spanish, and our Spanish words."""
    folders = copy_project(tmp_path)
    hire(folders, REVIEWERS.replace("from = 2026", "from = 2020"))
    sign(folders, "en", RISKS, at=datetime(2026, 4, 30, 9, 30, tzinfo=UTC))
    sign(folders, "en", OVERVIEW, at=datetime(2026, 5, 31, 9, 30, tzinfo=UTC))
    sign(folders, "es", RISKS, who="ben", at=datetime(2024, 3, 31, 9, 30, tzinfo=UTC))
    sign(folders, "es", RISKS, role="clinical", at=datetime(2024, 4, 1, 9, 30, 59, tzinfo=UTC))
    sign(folders, "es", OVERVIEW, at=datetime(2025, 1, 1, 9, 30, tzinfo=UTC))
    sign(folders, "es", "interface", at=datetime(2026, 4, 30, 9, 30, tzinfo=UTC))
    return Shell(folders, capsys)


def test_a_line_a_review(shell: Shell) -> None:
    """By day, what is overdue and what is near marked; then how much nobody vouches for."""
    vetted = vet_project(read_project(shell.folders))
    schedule = schedule_reviews(vetted, (LocaleTag("en"), ES), 24, date(2026, 10, 4))
    assert render_schedule(schedule, Paint(colour=False)) == [
        "due                  section                  locale  last reviewed  signed by",
        "2026-03-31  overdue  vertebroplasty/risks     es      2024-03-31     reads both languages: ben; clinical: Ana Made-Up, MD, certified medical interpreter",
        "2027-01-01  soon     vertebroplasty/overview  es      2025-01-01     reads both languages: Ana Made-Up, MD, certified medical interpreter",
        "2028-04-30           vertebroplasty/risks     en      2026-04-30     clinical: Ana Made-Up, MD, certified medical interpreter",
        "2028-04-30           interface                es      2026-04-30     reads both languages: Ana Made-Up, MD, certified medical interpreter",
        "2028-05-31           vertebroplasty/overview  en      2026-05-31     clinical: Ana Made-Up, MD, certified medical interpreter",
        "",
        "5 signed: 1 overdue, 1 due within 90 days",
        "not signed: en 6 of 8, es 6 of 9",
    ]
    painted = render_schedule(schedule, Paint(colour=True))
    assert [line[:5] for line in painted[:4]] == ["\x1b[1md", "\x1b[31m", "\x1b[33m", "2028-"]


def test_the_command_prints_it(shell: Shell) -> None:
    """Of all locales, the English first; of one, of two in any order."""
    assert shell.run("due") == 0
    assert re.search(r"^2026-03-31 .*vertebroplasty/risks +es ", shell.out, re.MULTILINE)
    assert shell.out.endswith("not signed: en 6 of 8, es 6 of 9\n")
    assert shell.run("due", "en") == 0
    assert " es " not in shell.out
    assert shell.out.endswith("not signed: en 6 of 8\n")
    assert shell.run("due", "es", "en") == 0
    assert shell.out.endswith("not signed: en 6 of 8, es 6 of 9\n")
    assert shell.run("due", "xx") == 2
    assert "has no locale xx" in shell.err


def test_the_months_are_a_setting(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, else the variable, else 24; an odd one is named."""

    def ask(*words: str) -> str:
        assert shell.run("due", "en", "--format", "json", *words) == 0
        due: str = json.loads(shell.out)["reviews"][0]["next_review"]
        return due

    assert ask() == "2028-04-30"
    monkeypatch.setenv("VERTEBRA_REVIEW_MONTHS", "10")
    assert ask() == "2027-02-28"
    assert ask("--review-months", "1") == "2026-05-30"
    assert shell.run("due", "--review-months", "0") == 2
    assert "--review-months (or VERTEBRA_REVIEW_MONTHS) is '0'" in shell.err


def test_it_is_json_too(shell: Shell) -> None:
    """Every field, with the day on which it was asked."""
    assert shell.run("due", "es", "--format", "json") == 0
    told = json.loads(shell.out)
    assert told["today"] == datetime.now(UTC).date().isoformat()
    assert told["reviews"][0] == {
        "section": RISKS,
        "locale": "es",
        "last_reviewed": "2024-03-31",
        "next_review": "2026-03-31",
        "urgency": "overdue",
        "signed_by": [
            {"role": "linguistic", "reviewer": "ben", "date": "2024-03-31", "same_meaning": False},
            {
                "role": "clinical",
                "reviewer": "Ana Made-Up, MD, certified medical interpreter",
                "date": "2024-04-01",
                "same_meaning": False,
            },
        ],
    }
    assert told["unsigned"] == [{"locale": "es", "sections": 6, "total": 9}]


def test_an_event_a_section_and_locale(shell: Shell) -> None:
    """Five, each with an id of its own, stamped by its newest record."""
    assert shell.run("due", "--ics") == 0
    assert max(len(line.encode()) for line in shell.out.split("\r\n")) == 75
    lines = shell.out.replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith(("UID", "DTSTAMP", "DTSTART", "CATEGORIES"))] == [
        "UID:vertebroplasty.risks.es@vertebra",
        "DTSTAMP:20240401T093059Z",
        "DTSTART;VALUE=DATE:20260331",
        "CATEGORIES:reads both languages,clinical",
        "UID:vertebroplasty.overview.es@vertebra",
        "DTSTAMP:20250101T093000Z",
        "DTSTART;VALUE=DATE:20270101",
        "CATEGORIES:reads both languages",
        "UID:vertebroplasty.risks.en@vertebra",
        "DTSTAMP:20260430T093000Z",
        "DTSTART;VALUE=DATE:20280430",
        "CATEGORIES:clinical",
        "UID:interface.es@vertebra",
        "DTSTAMP:20260430T093000Z",
        "DTSTART;VALUE=DATE:20280430",
        "CATEGORIES:reads both languages",
        "UID:vertebroplasty.overview.en@vertebra",
        "DTSTAMP:20260531T093000Z",
        "DTSTART;VALUE=DATE:20280531",
        "CATEGORIES:clinical",
    ]
    first = shell.out
    assert shell.run("due", "--ics") == 0
    assert first == shell.out


def test_a_renewal_moves_its_event(shell: Shell) -> None:
    """The id stays, the day and the stamp follow."""
    sign(shell.folders, "es", OVERVIEW, who="ben", at=datetime(2026, 5, 1, tzinfo=UTC))
    assert shell.run("due", "es", "--ics") == 0
    event = next(each for each in shell.out.split("BEGIN:VEVENT") if "overview" in each)
    assert "UID:vertebroplasty.overview.es@vertebra\r\nDTSTAMP:20260501T000000Z\r\n" in event
    assert "DTSTART;VALUE=DATE:20280501\r\nDTEND;VALUE=DATE:20280502\r\n" in event
    assert "ben" in event


def test_a_text_that_changed_is_not_due_but_unsigned(shell: Shell) -> None:
    """It waits for a signature."""
    edit(shell.section("risks"), "nearby areas (rare)", "nearby area (rare)")
    assert shell.run("due") == 0
    assert RISKS not in shell.out
    assert shell.out.endswith("not signed: en 7 of 8, es 7 of 9\n")


def test_an_edit_that_kept_its_meaning_is_named_beside_the_signature(shell: Shell) -> None:
    """The older of the two decides the day."""
    edit(shell.section("risks"), "nearby areas (rare)", "nearby areas (Rare)")
    words = ("sign-off", RISKS, "--locale", "en", "--role", "clinical", "--reviewer", "ana", "--same-meaning", "--yes")
    assert shell.run(*words) == 0, shell.err
    assert shell.run("due", "en") == 0
    assert (
        "2026-04-30     clinical: Ana Made-Up, MD, certified medical interpreter; clinical, same meaning: Ana Made-Up, MD, certified medical interpreter\n"
        in shell.out
    )


def test_where_nothing_is_signed_nothing_is_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so; the calendar is empty."""
    shell = Shell(copy_project(tmp_path), capsys)
    assert shell.run("due", "es") == 0
    assert shell.out == "nothing is signed, so nothing has to be read again\nnot signed: es 9 of 9\n"
    assert shell.run("due", "--ics") == 0
    assert "VEVENT" not in shell.out


def test_where_all_is_signed_nothing_is_left(shell: Shell) -> None:
    """The line that counts says none."""
    sign(shell.folders, "en", "vertebroplasty", at=datetime.now(UTC) - timedelta(days=1))
    assert shell.run("due", "en") == 0
    assert shell.out.endswith("not signed: none\n")


def test_no_address_is_ever_printed(shell: Shell) -> None:
    """Nor the name of somebody of whom only the role is public."""
    for words in ((), ("--ics",), ("--format", "json")):
        assert shell.run("due", *words) == 0
        assert "made-up.example" not in shell.out
        assert "Ben Made-Up" not in shell.out
