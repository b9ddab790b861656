"""Runs our commands as a person does, in process, on a project of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.main import main
from api.files.folders import catalog_path, ledger_path
from api.model.identifiers import LocaleTag
from api.project.reading import Folders


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Have whoever is asked give these answers, one after the other, and then none. What they are asked is in the list."""
    left, asked = list(answers), []

    def answer(question: str = "") -> str:
        asked.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    return asked


def sit_down(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Have a person at the keyboard type these, and nothing more. What they are asked is in the list."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    return answering(monkeypatch, *answers)


ES = LocaleTag("es")


class Shell:
    """A project and the commands run on it."""

    def __init__(self, folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
        """The project is the test's own copy."""
        self.folders = folders
        self.capsys = capsys
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        """The exit code; what was printed is in `out` and `err`."""
        self.capsys.readouterr()
        code = main([*words, "--content", str(self.folders.content), "--locales", str(self.folders.locales)])
        self.out, self.err = self.capsys.readouterr()
        return code

    def catalog(self, tag: LocaleTag = ES, domain: str = "vertebroplasty") -> Path:
        """A catalog's path."""
        return catalog_path(self.folders.locales, tag, domain)

    def ledger(self, tag: str = ES, domain: str = "vertebroplasty") -> Path:
        """A ledger's path."""
        return ledger_path(self.folders.locales, LocaleTag(tag), domain)

    def section(self, name: str) -> Path:
        """A section's path."""
        return self.folders.content / "vertebroplasty" / f"{name}.md"

    def list_files(self) -> dict[Path, bytes]:
        """Every file of locales/."""
        return {path: path.read_bytes() for path in self.folders.locales.rglob("*") if path.is_file()}
