"""What a signature holds for: the words that are shown, what they were read against, what is told beside them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from unicodedata import is_normalized, normalize

import pytest

from api.model.vetting import Policy
from api.project.reading import Folders, read_project
from api.release.build import load_release
from tests.asgi import open_door
from tests.builders import edit
from tests.shell import Shell
from tests.staff import hire

TOPIC = "vertebroplasty"
ENGLISH = ("--locale", "en", "--role", "clinical", "--reviewer", "ana", "--yes")
SPANISH = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project that is signed as a whole in English and Spanish, with names that have accents."""
    hire(folders)
    opened = Shell(folders, capsys)
    assert opened.run("sign-off", TOPIC, "--all", *ENGLISH, "--note", "Señora Núñez") == 0
    assert opened.run("sign-off", TOPIC, "--all", *SPANISH) == 0
    return opened


def get_topic(shell: Shell, tag: str) -> Any:
    """The whole topic as a partner gets it under `signed`."""
    return open_door(load_release(shell.folders, Policy.SIGNED)).ask(f"/v1/topics/{TOPIC}/{tag}.json").json


def name_lapsed(shell: Shell, tag: str) -> list[str]:
    """The sections that are not shown in the locale's own words."""
    topic = get_topic(shell, tag)
    return [each["id"] for each in (*topic["sections"], *topic["withheld"]) if each.get("fallback", True)]


def rewrite(path: Path, form: Any) -> None:
    """Save the file with its letters composed in another form."""
    before = path.read_text(encoding="utf-8")
    path.write_text(normalize(form, before), encoding="utf-8")


def test_how_an_editor_composes_letters_changes_nothing(shell: Shell) -> None:
    """Every file of words saved as NFD: nothing lapses, nothing is outdated, and the bytes that are served are the same."""
    edit(shell.catalog(), "infección o sangrado", "infección o sangrado")
    before = [
        open_door(load_release(shell.folders, Policy.SIGNED)).ask(f"/v1/topics/{TOPIC}/{tag}.json").body
        for tag in ("en", "es")
    ]
    changed = []
    for path in (*shell.folders.content.rglob("*"), *shell.folders.locales.rglob("*")):
        if path.suffix in {".md", ".toml", ".po"}:
            rewrite(path, "NFD")
            changed += [path.suffix] if not is_normalized("NFC", path.read_text(encoding="utf-8")) else []
    assert {".toml", ".po"} <= set(changed)

    after = [
        open_door(load_release(shell.folders, Policy.SIGNED)).ask(f"/v1/topics/{TOPIC}/{tag}.json").body
        for tag in ("en", "es")
    ]
    assert after == before
    assert shell.run("check", "es") == 0
    assert shell.run("sync", "es", "--check") == 0


def test_english_saved_apart_makes_nothing_outdated(shell: Shell) -> None:
    """Where the English has an accent, its catalogs know it in either form."""
    edit(shell.section("risks"), "infection or bleeding", "café or bleeding")
    shell.run("sync", "es")
    edit(shell.section("risks"), "café", normalize("NFD", "café"))
    # A program that wraps lines may part a letter from its accent.
    edit(shell.catalog(), 'msgid "café or bleeding"', 'msgid "cafe"\n"\u0301 or bleeding"')
    assert shell.run("sync", "es", "--check") == 0


@pytest.mark.parametrize("name", ["\u212bngel", "A\u030angel", "\u00c5ngel"])
def test_letters_that_are_others_are_served_as_these(shell: Shell, name: str) -> None:
    """What Unicode holds for another letter is that letter to whoever reads, compares and signs; no comment keeps it."""
    edit(shell.catalog(), "infección o sangrado", f"infección o sangrado ({name})")
    assert name_lapsed(shell, "es") == ["risks"]
    assert shell.run("sign-off", "vertebroplasty/risks", *SPANISH) == 0
    assert name_lapsed(shell, "es") == []
    door = open_door(load_release(shell.folders, Policy.SIGNED))
    for extension in ("json", "html", "md", "txt"):
        assert "(\u00c5ngel)" in door.ask(f"/v1/topics/{TOPIC}/sections/risks/es.{extension}").body.decode()


def test_a_ledger_s_words_are_read_composed_and_left_as_they_are(shell: Shell) -> None:
    """A record names its own bytes; what it says is text like any other."""
    assert shell.run("sign-off", "vertebroplasty/risks", *ENGLISH, "--note", normalize("NFD", "Señora Núñez")) == 0
    line = shell.ledger("en").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(line)["note"] == normalize("NFD", "Señora Núñez")
    records = [judged.entry.record for judged in read_project(shell.folders).judgement.records]
    assert [record.note for record in records if record.id == json.loads(line)["id"]] == ["Señora Núñez"]
    assert shell.run("verify") == 0


def test_marks_of_one_meaning_are_one_text(shell: Shell) -> None:
    """`__x__` in place of `**x**`, in English or in Spanish: no signature lapses, and sync marks nothing fuzzy."""
    path = shell.section("benefits")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("**", "__"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    assert (name_lapsed(shell, "en"), name_lapsed(shell, "es")) == ([], [])
    assert shell.run("sync", "es") == 0
    assert "fuzzy" not in shell.catalog().read_text(encoding="utf-8")
    catalog = shell.catalog().read_text(encoding="utf-8")
    shell.catalog().write_text(
        re.sub(r'(?m)^(msgstr ".*)', lambda line: line[0].replace("**", "__"), catalog), encoding="utf-8"
    )
    assert shell.catalog().read_text(encoding="utf-8") != catalog
    assert name_lapsed(shell, "es") == []


@pytest.mark.parametrize(
    ("before", "after", "lapsed"),
    [
        ('publisher = "', 'publisher = "Dr. ', None),
        ("BenefitsHealthAspect", "MayTreatHealthAspect", "benefits"),
        ('requires = ["risks"]', "requires = []", "benefits"),
    ],
)
def test_what_is_told_beside_the_english_is_signed_with_it(
    shell: Shell, before: str, after: str, lapsed: str | None
) -> None:
    """Whose text it is, what it is about, what belongs beside it; whoever signs reads it, and reads that it changed."""
    every = [each["id"] for each in get_topic(shell, "en")["sections"]]
    edit(shell.folders.content / TOPIC / "topic.toml", before, after)
    door = open_door(load_release(shell.folders, Policy.SIGNED))
    for name in every:
        status = door.ask(f"/v1/topics/{TOPIC}/sections/{name}/en.json").status
        assert status == (404 if lapsed in {None, name} else 200)
    assert shell.run("verify") == 0
    assert f"{8 if lapsed is None else 1} lapsed" in shell.out
    assert shell.run("sign-off", "vertebroplasty/benefits", *ENGLISH) == 0
    assert "what is told beside it changed since it was signed" in shell.out
    assert f"told beside it: {'MayTreat' if 'MayTreat' in after else 'Benefits'}HealthAspect; by " in shell.out
    assert "benefits" not in name_lapsed(shell, "en")


def test_no_meaning_is_the_same_where_something_else_is_told(shell: Shell) -> None:
    """A typo that is mended together with the publisher is read as a whole."""
    edit(shell.folders.content / TOPIC / "topic.toml", 'publisher = "', 'publisher = "Dr. ')
    edit(shell.section("risks"), "to the materials", "to the material")
    assert shell.run("sign-off", "vertebroplasty/risks", *ENGLISH, "--same-meaning") == 1
    assert "what is told beside the words changed too" in shell.err


def test_a_translation_is_signed_against_its_english(shell: Shell) -> None:
    """The same Spanish under another English: no earlier signature holds, nor does an answer that was written before."""
    edit(shell.section("risks"), "infection or bleeding", "infection, or heavy bleeding")
    assert shell.run("sign-off", "vertebroplasty/risks", *ENGLISH) == 0
    assert shell.run("sync", "es") == 0
    assert shell.run("confirm", "es", "vertebroplasty/risks#infection") == 0
    assert name_lapsed(shell, "es") == ["risks"]
    assert shell.run("verify") == 0
    assert shell.out.strip().endswith("2 lapsed")
    assert shell.run("sign-off", "vertebroplasty/risks", *SPANISH) == 0
    assert "en changed:  infection{+,+} or {+heavy +}bleeding" in shell.out
    assert name_lapsed(shell, "es") == []


def test_an_answer_is_about_the_english_too(shell: Shell, tmp_path: Path) -> None:
    """A code that was sent before the English changed says nothing of the words beside the new one."""
    page = tmp_path / "review.html"
    options = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--out", str(page))
    assert shell.run("ask-reviewer", "vertebroplasty/risks", *options) == 0
    code = re.findall(r"v1:es:vertebroplasty/risks:linguistic:ben:approve:[0-9a-f]+", page.read_text())[0]
    edit(shell.section("risks"), "infection or bleeding", "infection, or heavy bleeding")
    shell.run("sync", "es")
    shell.run("confirm", "es", "vertebroplasty/risks#infection")
    assert shell.run("sign-off", "--from", code, "--witness", "ana", "--yes") == 1
    assert "the answer is about other words" in shell.err
