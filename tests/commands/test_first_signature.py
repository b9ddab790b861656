"""Whoever signs for the first time is told at each step what comes next, and what patients get by it."""

from __future__ import annotations

import re
from collections.abc import Callable
from shlex import split
from typing import Any

import pytest

from api.reviewers.signing import write_record
from tests.builders import edit
from tests.shell import Shell
from tests.staff import REVIEWERS, hire

RISKS = "vertebroplasty/risks"
ENGLISH = ("--locale", "en", "--role", "clinical", "--reviewer", "ana")
SPANISH = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben")


def find_commands(text: str) -> list[str]:
    """The commands that the text advises."""
    return re.findall(r"^ +(vertebra .*)$", text, re.MULTILINE)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str | Callable[[], Any]) -> None:
    """Whoever is asked gives these answers, one after the other; one that is done first says yes then."""
    left = list(answers)

    def answer(_: str = "") -> str:
        said = left.pop(0)
        if isinstance(said, str):
            return said
        said()
        return "yes"

    monkeypatch.setattr("builtins.input", answer)


@pytest.mark.parametrize(("reviewers", "who"), [(None, "ana"), ('[[reviewer]]\nid="dan"', "cleo")])
def test_where_nobody_is_entitled_the_entry_and_the_command_are_shown(
    shell: Shell, reviewers: str | None, who: str
) -> None:
    """With what was asked for filled in; the command, with the rest answered, makes the signature possible."""
    path = shell.folders.locales / "reviewers.toml"
    path.unlink()
    if reviewers:
        path.write_text(
            f'{reviewers}\nname="D"\ncredentials="MD"\nroles=["linguistic"]\nlocales=["en"]\nfrom=2020-01-01\n'
        )
    words = ("sign-off", RISKS, *ENGLISH[:-1], who, "--yes")
    assert shell.run(*words) == 1
    for line in ("[[reviewer]]", f'id = "{who}"', 'roles = ["clinical"]', 'locales = ["en"]', "name = ", "from = "):
        assert line in shell.err
    (command,) = find_commands(shell.err)
    assert command == f"vertebra reviewer add {who} --role clinical --locale en"
    assert shell.run(*split(command)[1:], "--name", "A", "--credentials", "MD", "--yes") == 0
    assert shell.run(*words) == 0, shell.err


@pytest.mark.parametrize("who", ["left", "Ana Example", "-x"])
def test_what_is_advised_can_be_run(shell: Shell, who: str) -> None:
    """Nobody is entitled, and what was given as the id is another's, or none: the command asks for one."""
    hire(shell.folders, REVIEWERS.partition('[[reviewer]]\nid = "left"')[2].join(('[[reviewer]]\nid = "left"', "")))
    assert shell.run("sign-off", RISKS, *ENGLISH[:-2], f"--reviewer={who}", "--yes") == 1
    (command,) = find_commands(shell.err)
    assert command == "vertebra reviewer add --role clinical --locale en"
    assert 'id = "…"' in shell.err


def test_where_others_are_entitled_they_are_named(shell: Shell) -> None:
    """And whoever is not there yet is told how to get there."""
    assert shell.run("sign-off", RISKS, *ENGLISH[:-1], "cleo", "--yes") == 1
    assert "there is no reviewer cleo" in shell.err
    assert "today, clinical in en: ana" in shell.err
    assert find_commands(shell.err) == ["vertebra reviewer add cleo --role clinical --locale en"]


def test_a_translation_that_is_signed_before_its_english_says_that_patients_get_nothing(shell: Shell) -> None:
    """And which command, by whom, comes first; once that is done, it is not said any more."""
    assert shell.run("sign-off", RISKS, *SPANISH, "--yes") == 0
    assert "Patients get nothing by it until a clinician has signed the English" in shell.out
    command = find_commands(shell.out)[0]
    assert command == f"vertebra sign-off {RISKS} --locale en --role clinical --reviewer ana"
    assert shell.run(*split(command)[1:], "--yes") == 0
    assert shell.run("sign-off", RISKS, *SPANISH, "--yes") == 0
    assert "nothing by" not in shell.out
    assert "Whoever reads Spanish is shown it" in shell.out


def test_after_a_signature_stands_what_still_awaits(shell: Shell) -> None:
    """Our own words around it, the other sections: each with its command. When all of them are done, nothing is left."""
    assert shell.run("sign-off", RISKS, *ENGLISH, "--yes") == 0
    assert find_commands(shell.out) == [f"vertebra sign-off vertebroplasty --all {' '.join(ENGLISH)}"]
    assert "overview, what-it-is" in shell.out
    assert shell.run(*split(find_commands(shell.out)[0])[1:], "--yes") == 0
    assert find_commands(shell.out) == []

    assert shell.run("sign-off", RISKS, *SPANISH, "--yes") == 0
    assert "patients see each notice twice" in shell.out
    commands = find_commands(shell.out)
    assert commands == [
        f"vertebra sign-off interface {' '.join(SPANISH)}",
        f"vertebra sign-off vertebroplasty --all {' '.join(SPANISH)}",
    ]
    for command in commands:
        assert shell.run(*split(command)[1:], "--yes") == 0
    assert find_commands(shell.out) == []


def test_a_whole_topic_passes_over_what_was_signed_today(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same person, in the same words: nobody reads a text twice because the rest was advised after it."""
    shell.run("sign-off", RISKS, *ENGLISH, "--yes")
    answering(monkeypatch, *["yes"] * 7)
    assert shell.run("sign-off", "vertebroplasty", "--all", *ENGLISH) == 0
    assert f"{RISKS} in en: ana has signed exactly these words today" in shell.out
    assert len(shell.ledger("en").read_text().splitlines()) == 8
    assert shell.run("sign-off", "vertebroplasty", "--all", *ENGLISH, "--yes") == 0
    assert "Whoever reads English is shown it" in shell.out
    assert shell.run("sign-off", RISKS, *ENGLISH, "--yes") == 0
    assert len(shell.ledger("en").read_text().splitlines()) == 9


def test_a_signature_in_another_role_says_which_is_still_needed(shell: Shell) -> None:
    """A clinician's under a translation counts once somebody who reads both languages has signed it too."""
    shell.run("sign-off", RISKS, *ENGLISH, "--yes")
    assert shell.run("sign-off", RISKS, "--locale", "es", "--role", "clinical", "--reviewer", "ana", "--yes") == 0
    assert "Until somebody who reads both languages has signed these words, patients get nothing by them" in shell.out
    assert find_commands(shell.out)[0] == f"vertebra sign-off {RISKS} {' '.join(SPANISH)}".replace("ben", "ana")


def test_what_awaits_more_than_a_signature_says_so(shell: Shell) -> None:
    """What nobody can sign as it stands has no command, but its state."""
    shell.run("sign-off", RISKS, *ENGLISH, "--yes")
    edit(shell.catalog(), "infección o sangrado", "")
    path = shell.catalog(domain="interface")
    path.write_text(path.read_text().replace("msgstr", "msgstt", 1))
    assert shell.run("sign-off", "vertebroplasty", "--all", *SPANISH, "--yes") == 1
    assert "Not signed yet in Spanish: risks (incomplete)" in shell.out
    assert "interface in es is failed-check, so there is nothing that can be signed" in shell.out
    assert [command for command in find_commands(shell.out) if SPANISH[1] in command.split()] == []


def test_words_that_change_while_somebody_reads_are_shown_anew(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is signed of what they were; a yes to what they are now signs that."""
    change = lambda: edit(shell.catalog(), "infección o sangrado", "infección o hemorragia")  # noqa: E731
    answering(monkeypatch, change, "no")
    assert shell.run("sign-off", RISKS, *SPANISH) == 1
    assert "the files changed while you read, so nothing was signed" in shell.err
    assert shell.out.count("infección o hemorragia") == 1
    assert not shell.ledger().exists()

    edit(shell.catalog(), "infección o hemorragia", "infección o sangrado")
    answering(monkeypatch, change, "yes")
    assert shell.run("sign-off", RISKS, *SPANISH) == 0
    assert shell.out.count("vouch for them") == 0
    (line,) = shell.ledger().read_text().splitlines()
    assert "glossary" in line
    assert "changed since" not in shell.out + shell.err


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda shell: edit(shell.catalog(), "infección o sangrado", "infección o hemorragia"),
            "signed, but the file has changed since",
        ),
        (lambda shell: shell.section("recovery").write_text("Nothing."), "signed, but content/ cannot be read now"),
    ],
)
def test_words_that_change_right_after_the_signature_are_told(
    shell: Shell, change: Callable[[Shell], object], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signature is under what was shown, and it is not said that patients see it."""

    def write_and_change(*words: Any) -> Any:
        record = write_record(*words)
        change(shell)
        return record

    monkeypatch.setattr("api.cli.signoff.write_record", write_and_change)
    assert shell.run("sign-off", RISKS, *SPANISH, "--yes") == 0
    assert why in shell.err
    assert "is shown it" not in shell.out


def test_an_answer_by_mail_says_what_awaits_too(shell: Shell) -> None:
    """However a signature came."""
    out = shell.folders.content.parent / "review.html"
    shell.run("ask-reviewer", RISKS, *SPANISH, "--out", str(out))
    (code,) = set(re.findall(rf"v1:es:{RISKS}:linguistic:ben:approve:[0-9a-f]+", out.read_text()))
    assert shell.run("sign-off", "--from", code, "--witness", "ana") == 0, shell.err
    assert "Patients get nothing by it until a clinician has signed the English" in shell.out
