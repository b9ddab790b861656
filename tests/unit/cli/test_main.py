"""The command's exit codes and words, without a server."""

from __future__ import annotations

import errno
import io
import os
from typing import Any

import pytest

from api.cli import serve as module
from api.cli.main import main
from api.errors import CatalogError, MarkupError, RefusedError, SourceError, UsageError, VertebraError
from api.model.findings import Code, Finding
from api.project.reading import Folders
from api.project.settings import SETTINGS
from tests.builders import edit, free_port

FINDING = Finding("es.po", 3, 1, "error", Code.PO_ENCODING, "no text")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been served: no server is started."""
    calls: list[Any] = []
    monkeypatch.setattr(module, "run_server", lambda *arguments: calls.append(arguments))
    return calls


def test_serve_reads_says_and_serves(served: list[Any], folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    """The release is built, told about on stderr, and handed to the server; stdout stays empty."""
    code = main(
        [
            "serve",
            "--drafts",
            "--port",
            str(free_port()),
            "--content",
            str(folders.content),
            "--locales",
            str(folders.locales),
        ]
    )
    said = capsys.readouterr()

    assert (code, said.out) == (0, "")
    ((release, _read, settings, address),) = served
    assert address == "127.0.0.1"
    assert f"release  {release.id}" in said.err
    assert settings.folders == folders
    assert "es      Spanish   8/8     8 draft" in said.err
    assert "\x1b" not in said.err


@pytest.mark.parametrize(("no_color", "name"), [("", "\x1b[1mVertebra\x1b[0m at "), ("1", "Vertebra at ")])
def test_a_server_in_a_terminal_obeys_no_color(
    served: list[Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    no_color: str,
    name: str,
) -> None:
    """Its words at the start have colours, but not where NO_COLOR is set."""
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    assert (main(["serve", "--port", str(free_port())]), len(served)) == (0, 1)
    assert capsys.readouterr().err.startswith(name)


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (SourceError(FINDING), 2, f"{FINDING}\nvertebra: content/ cannot be served; correct the above and try again\n"),
        (CatalogError(FINDING), 2, f"{FINDING}\nvertebra: the file above was left alone; mend it and try again\n"),
        (MarkupError("no"), 2, "vertebra: no\n"),
        (UsageError("no"), 2, "vertebra: no\n"),
        (RefusedError("no"), 1, "vertebra: no\n"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_ends_a_command_with_its_own_code_and_hint(
    fault: VertebraError, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is said stands on stderr; no error that we raise on purpose is a traceback."""

    def fail(*_arguments: object) -> None:
        raise fault

    monkeypatch.setattr(module, "load_release", fail)

    assert main(["serve", "--port", str(free_port())]) == code
    assert capsys.readouterr() == ("", said)


def test_unreadable_content_is_a_2(served: list[Any], folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    """Every finding, and what to do; nothing is served."""
    edit(folders.content / "vertebroplasty" / "risks.md", " {#leak}", "")

    assert main(["serve", "--port", str(free_port()), "--content", str(folders.content)]) == 2
    assert "vertebra: content/ cannot be served; correct the above and try again" in capsys.readouterr().err
    assert served == []


def test_a_senseless_setting_is_a_2(served: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    """It is named; nothing is read."""
    assert main(["serve", "--port", "x"]) == 2
    assert capsys.readouterr().err.startswith("vertebra: --port (or VERTEBRA_PORT) is 'x'; it takes")
    assert served == []


def test_ctrl_c_is_no_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the server listens: the shell's own code for it, and not a word."""

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "load_release", interrupt)

    assert main(["serve", "--port", str(free_port())]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_an_output_that_takes_nothing_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk behind `>`: no trace, and the code of what cannot go on."""
    monkeypatch.setattr("sys.stdout", FullDisk())

    assert main(["explain", "numbers"]) == 2
    assert capsys.readouterr().err.startswith("vertebra: the output cannot be written: No space left on device; ")


class FullDisk(io.StringIO):
    """A stream that takes no more."""

    def write(self, text: str) -> int:
        """Fail as a file does on a full disk."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), text)


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ("status", "--content FOLDER"),
        ("due", "--review-months N"),
        ("ask-reviewer", "who is asked"),
        ("sign-off", "who signs"),
    ],
)
def test_help_says_what_stands_for_a_value(words: str, usage: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder, a number; and of the one who is asked nobody says that they sign."""
    with pytest.raises(SystemExit):
        main([words, "--help"])

    assert usage in capsys.readouterr().out


def test_help_names_every_variable(capsys: pytest.CaptureFixture[str]) -> None:
    """`vertebra serve --help` has each option with its variable."""
    with pytest.raises(SystemExit) as left:
        main(["serve", "--help"])

    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(f"--{setting.name}" in said and setting.variable in said for setting in SETTINGS)
