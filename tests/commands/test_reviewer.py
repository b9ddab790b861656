"""`vertebra reviewer`: who may vouch is asked, shown and written down, and no file is edited by hand for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from shlex import split

import pytest

from api.ledgers.reviewers import read_reviewers
from api.model.ledger import Reviewer
from api.project.reading import Folders
from tests.builders import held
from tests.shell import Shell, answering
from tests.staff import REVIEWERS, hire

ADD = ("reviewer", "add")
CLEO = ("cleo", "--name", "Cleo “C” Made-Up", "--credentials", r"MD \ FACS", "--role", "clinical", "--locale", "en")
WHOLE = Reviewer(
    id="cleo",
    name="Cleo “C” Made-Up",
    credentials=r"MD \ FACS",
    organisation="Made-Up “Hospital”",
    roles=("clinical", "linguistic"),
    locales=("en", "pt-BR"),  # type: ignore[arg-type]
    start=date(2026, 1, 1),
    end=date(2030, 12, 31),
    public="name",
    email="cleo@made-up.example",
)
ANSWERS = (
    WHOLE.id, WHOLE.name, WHOLE.credentials, "Made-Up “Hospital”", "clinical, linguistic", "en pt-BR", "2026-01-01",
    "2030-12-31", "name", "cleo@made-up.example",
)  # fmt: skip


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project of the test's own, without a reviewer."""
    return Shell(folders, capsys)


def people(shell: Shell) -> tuple[Reviewer, ...]:
    """Those whom the file names, if it is good."""
    reviewers, findings = read_reviewers(shell.folders.locales)
    assert findings == ()
    return reviewers or ()


def file(shell: Shell) -> Path:
    """Where they stand."""
    return shell.folders.locales / "reviewers.toml"


def test_a_script_adds_a_reviewer(shell: Shell) -> None:
    """With what has to be said; the rest is as it usually is: from today on, no last day, public by role, no address."""
    assert shell.run(*ADD, *CLEO, "--yes") == 0, shell.err
    today = datetime.now(UTC).date()

    assert [(each.id, each.name, each.start, each.end, each.public, each.email) for each in people(shell)] == [
        ("cleo", "Cleo “C” Made-Up", today, None, "role", None)
    ]
    assert file(shell).read_text().partition("[[reviewer]]")[0].count("\n# ") == 1
    assert "vertebra sign-off TOPIC/SECTION --locale en --role clinical --reviewer cleo" in shell.out
    assert shell.run("sign-off", "vertebroplasty/risks", *CLEO[-4:], "--reviewer", "cleo", "--yes") == 0


def test_whoever_is_asked_for_everything_is_shown_the_entry(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """One question for each field; what will be written is shown before the yes, and is what is then read."""
    asked = answering(monkeypatch, *ANSWERS, "yes")
    assert shell.run(*ADD) == 0, shell.err

    assert (len(asked), people(shell)) == (11, (WHOLE,))
    assert file(shell).read_text().partition("\n\n")[2] in shell.out


def test_what_is_given_is_not_asked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """And Enter takes what is usual."""
    asked = answering(monkeypatch, "", "", "", "", "", "yes")
    assert shell.run(*ADD, *CLEO) == 0, shell.err
    assert [question.partition(" ")[0] for question in asked[:2]] == ["Organisation", "From"]
    assert people(shell)[0].start == datetime.now(UTC).date()


@pytest.mark.parametrize(
    ("place", "wrong", "why"),
    [
        (0, "Cleo Made-Up", "needs an id of lower-case words joined by hyphens"),
        (0, "", "needs an id"),
        (1, " ", "needs a name and credentials"),
        (1, "Cleo\u202e", "U+202E"),
        (4, "doctor", "doctor"),
        (4, "", "needs at least one role"),
        (5, "xx-nothing", "no language tag that we know"),
        (6, "tomorrow", "date"),
        (7, "2025-12-31", "has an `until` before its `from`"),
        (8, "nobody", "nobody"),
        (9, "at home", "has an e-mail address that is none"),
    ],
)
def test_an_answer_that_the_file_could_not_hold_is_asked_again(
    shell: Shell, place: int, wrong: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the rules of the file itself, which are said; what was answered before is kept."""
    asked = answering(monkeypatch, *ANSWERS[:place], wrong, *ANSWERS[place:], "yes")
    assert shell.run(*ADD) == 0, shell.err
    assert why in shell.err
    assert asked[place] == asked[place + 1]
    assert people(shell) == (WHOLE,)


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ((*CLEO[:-2], "--yes"), 2, "--locale"),
        (("--yes",), 2, "ID, --name, --credentials, --role, --locale"),
        ((*CLEO, "--from", "tomorrow", "--yes"), 2, "date"),
        ((*CLEO, "--email", "nowhere", "--yes"), 2, "has an e-mail address that is none"),
        ((*CLEO, "--organisation", "A\u200bB", "--yes"), 2, "U+200B"),
        ((*CLEO, "--email", "ANA@made-up.example", "--yes"), 1, "has another person's e-mail address"),
        (("ana", *CLEO[1:], "--yes"), 1, "'ana' has another entry for the same days"),
        (("left", *CLEO[1:], "--from", "2025-12-31", "--yes"), 1, "'left' has another entry for the same days"),
    ],
)
def test_what_cannot_stand_in_the_file_is_refused(shell: Shell, words: Sequence[str], code: int, why: str) -> None:
    """The file is as it was."""
    hire(shell.folders)
    before = shell.list_files()
    assert shell.run(*ADD, *words) == code
    assert why in shell.err
    assert shell.list_files() == before


@pytest.mark.parametrize("answers", [("no",), (), ("y",)])
def test_nothing_is_written_without_a_yes(
    shell: Shell, answers: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is anything lost: the command is shown that has every answer."""
    answering(monkeypatch, *ANSWERS, *answers)
    assert shell.run(*ADD) == 1
    assert not file(shell).exists()
    (command,) = (line for line in shell.out.splitlines() if line.strip().startswith("vertebra reviewer add"))
    answering(monkeypatch)
    assert shell.run(*split(command)[1:], "--yes") == 0, shell.err
    assert people(shell) == (WHOLE,)


def test_whoever_stops_answering_writes_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of the input is no answer; what was said until then is in the command that is shown."""
    answering(monkeypatch, *ANSWERS[:3])
    assert shell.run(*ADD) == 1
    assert "nothing was written" in shell.err
    assert "vertebra reviewer add cleo --name 'Cleo “C” Made-Up' --credentials 'MD \\ FACS'" in shell.out
    assert not file(shell).exists()


@pytest.mark.parametrize("end", ["\n", "", "\n\n\n", "\r\n"])
def test_what_stood_in_the_file_stays(shell: Shell, end: str) -> None:
    """Byte for byte, however it ends, with its comments; the new entry stands below."""
    hire(shell.folders)
    before = file(shell).read_bytes().rstrip() + b"  # stays" + end.encode()
    file(shell).write_bytes(b"\xef\xbb\xbf" + before)
    assert shell.run(*ADD, *CLEO, "--yes") == 0, shell.err
    assert file(shell).read_bytes().startswith(b"\xef\xbb\xbf" + before)
    assert [each.id for each in people(shell)] == ["ana", "ben", "left", "cleo"]


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_text("[["), lambda path: path.write_bytes(b"\xff"), lambda path: path.mkdir()]
)
def test_a_file_that_cannot_be_read_is_left_alone(shell: Shell, damage: Callable[[Path], object]) -> None:
    """Who may vouch is not guessed at."""
    damage(file(shell))
    assert shell.run(*ADD, *CLEO, "--yes") == 2
    assert "reviewers-file" in shell.err


def test_a_faulty_entry_hinders_no_other(shell: Shell) -> None:
    """It stays as it was, and costs itself alone; whoever is listed, is listed, and the fault is said."""
    hire(shell.folders, REVIEWERS.replace('"RN"', '""'))
    before = file(shell).read_text()
    assert shell.run(*ADD, *CLEO, "--yes") == 0, shell.err
    assert file(shell).read_text().startswith(before)
    assert shell.run("reviewer", "list") == 0
    assert [line.split("  ")[0] for line in shell.out.splitlines()[1:]] == ["ana", "left", "cleo"]
    assert "needs a name and credentials" in shell.err


def test_whose_entry_ended_can_have_another(shell: Shell) -> None:
    """With days of its own."""
    hire(shell.folders)
    assert shell.run(*ADD, "left", *CLEO[1:], "--yes") == 0, shell.err
    assert [each.id for each in people(shell)] == ["ana", "ben", "left", "left"]


def test_nobody_waits_for_somebody_who_is_asked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the questions are answered the folder is free, and what others added meanwhile stays."""
    answers = [*ANSWERS, "yes"]

    def answer(_: str) -> str:
        with held(shell.folders.locales):
            pass
        if len(answers) == 1:
            hire(shell.folders)
        return answers.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    assert shell.run(*ADD) == 0, shell.err
    assert [each.id for each in people(shell)] == ["ana", "ben", "left", "cleo"]


def test_whose_languages_and_roles_do_not_fit_is_told(shell: Shell) -> None:
    """A clinician who does not read English can sign nothing that patients are shown."""
    assert shell.run(*ADD, *CLEO[:-1], "es", "--yes") == 0
    assert "nothing that patients are shown" in shell.out


def test_reviewers_are_listed_as_they_let_be_public(shell: Shell) -> None:
    """With what they may sign, and when; no address of theirs."""
    assert shell.run("reviewer", "list") == 0
    assert "vertebra reviewer add" in shell.out
    hire(shell.folders)
    assert shell.run("reviewer", "list") == 0
    ana, ben, left = shell.out.splitlines()[1:]
    assert ana.split("  ")[0] == "ana"
    assert "Ana Made-Up, MD, certified medical interpreter" in ana
    assert "clinical, linguistic" in ana
    assert "Ben Made-Up" not in ben
    assert "2025-12-31" in left
    assert "@" not in shell.out
    file(shell).write_text("[[")
    assert shell.run("reviewer", "list") == 2
