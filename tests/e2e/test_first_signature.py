"""From a fresh copy to signed words, as the guide for reviewers says it: on a terminal, with commands alone."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from api.project.reading import Folders
from tests.builders import ROOT, edit
from tests.e2e.test_serve import serving
from tests.typist import Session, type_answers

TOPIC: Final = "/v1/topics/vertebroplasty"
YES: Final = ("vouch for them? Type yes to sign:", "yes")
PEOPLE: Final = (
    (
        ("Id by which", "ana"),
        ("Name", "Ana Made-Up"),
        ("Credentials", "MD"),
        ("Organisation", "Made-Up Hospital"),
        ("Roles", "doctor"),
        ("Roles", "clinical"),
        ("Languages", "en"),
        ("From which", ""),
        ("Until which", ""),
        ("What sites", "name"),
        ("E-mail", ""),
        ("Type yes to write it:", "yes"),
    ),
    (
        ("Id by which", "ben"),
        ("Name", "Ben Made-Up"),
        ("Credentials", "certified medical interpreter"),
        ("Organisation", ""),
        ("Roles", "linguistic"),
        ("Languages", "es, fr"),
        ("From which", "2020-01-01"),
        ("Until which", ""),
        ("What sites", ""),
        ("E-mail", "ben@made-up.example"),
        ("Type yes to write it:", "yes"),
    ),
)
"""What the two who come first answer when they are asked who they are; one mistypes."""


@pytest.fixture
def project(folders: Folders) -> Folders:
    """A copy with the environment that `make install` makes."""
    (folders.content.parent / ".venv").symlink_to(Path(sys.prefix))
    return folders


def read_steps() -> tuple[list[str], list[str]]:
    """The commands of the guide: a clinician's, and those of whoever reads both languages."""
    guide = (ROOT / "locales" / "REVIEWING.md").read_text(encoding="utf-8")
    part = guide.partition("## The first signature\n")[2].partition("\n## ")[0]
    first, second = (
        [line.strip() for line in block.splitlines()] for block in re.findall(r"(?:^    .*\n)+", part, re.MULTILINE)
    )
    return first, second


def run(project: Folders, command: str, *answers: tuple[str, str | Callable[[], str]]) -> Session:
    """Type a command in a terminal that knows ours, and answer what it asks."""
    session = type_answers(f". .venv/bin/activate && {command}", project.content.parent, answers)
    assert session.code == 0, session.screen
    return session


def find_advice(session: Session) -> list[str]:
    """The commands that it says come next."""
    return re.findall(r"^ +(vertebra sign-off .*)$", session.screen, re.MULTILINE)


def test_two_people_sign_by_the_guide_and_patients_are_shown_it(project: Folders) -> None:
    """A clinician's first signature is four commands, the translation's two more; what each then advises leads to the whole topic."""
    first, second = read_steps()
    assert (len(first), len(second)) == (4, 2)
    assert first[:2] == ["make install", ". .venv/bin/activate"]
    for (enter, sign), answers in zip((first[2:], second), PEOPLE, strict=True):
        assert "may vouch" in run(project, enter, *answers).screen
        advised = find_advice(run(project, sign, YES))
    with serving(project) as running:
        section = running.get(f"{TOPIC}/sections/risks/es.json")[1]
        assert (section["locale"], section["review"]["state"]) == ("es", "signed-off")
        assert section["notices"] == []

        run(project, "vertebra sign-off vertebroplasty --all --locale en --role clinical --reviewer ana", *[YES] * 7)
        while advised:
            advised = find_advice(run(project, advised[0], *[YES] * (7 if "--all" in advised[0] else 1)))
        running.wait(lambda: running.get(f"{TOPIC}/es.json")[1].get("complete"))
        topic = running.get(f"{TOPIC}/es.json")[1]
        assert (topic["locale"], topic["notices"], topic["disclaimer"]["locale"]) == ("es", [], "es")
    assert "17 counts" in run(project, "vertebra verify").screen


def test_whoever_is_shown_other_words_while_they_read_is_asked_anew(project: Folders) -> None:
    """On a terminal: the file is saved between the words and the yes; the first yes signs nothing, the second what then stands there."""
    run(project, "vertebra reviewer add ben --name Ben --credentials RN --role linguistic --locale es --yes")

    def save_and_agree() -> str:
        edit(
            project.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "infección y sangrado"
        )
        return "yes"

    sign = "vertebra sign-off vertebroplasty/risks --locale es --role linguistic --reviewer ben"
    session = run(project, sign, (YES[0], save_and_agree), YES)
    assert session.screen.count("infección o sangrado") == 1
    assert session.screen.count("infección y sangrado") == 1
    assert "the files changed while you read, so nothing was signed" in session.screen
    ledger = project.locales / "es" / "signoffs" / "vertebroplasty.jsonl"
    assert len(ledger.read_text().splitlines()) == 1
