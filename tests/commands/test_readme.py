"""What the README has translators and reviewers type leads to what it promises."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from api.cli.main import main
from api.project.reading import Folders
from tests.builders import ROOT
from tests.shell import sit_down


def list_door(title: str) -> list[list[str]]:
    """The words of each command in the README's part with this title."""
    part = (ROOT / "README.md").read_text(encoding="utf-8").partition(f"\n## {title}: ")[2].partition("\n## ")[0]
    return [shlex.split(line, comments=True) for line in re.findall(r"^    (\S.*)$", part, re.MULTILINE)]


def test_a_translator_sees_how_far_a_language_is(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`vertebra preview` aside, each command runs in a clone as it stands, and has nothing against the Spanish."""
    monkeypatch.chdir(folders.content.parent)
    preview, *commands = list_door("Translator")
    codes = [main(words[1:]) for words in commands]

    assert preview == ["vertebra", "preview"]
    assert (codes, [words[1:] for words in commands]) == ([0, 0], [["check", "es"], ["status", "es"]])
    assert "draft" in capsys.readouterr().out


def test_a_reviewer_signs_a_copy_and_sees_that_it_counts(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands, with whatever is asked answered; the clone's own folder has no reviewer after it."""
    monkeypatch.chdir(folders.content.parent)
    copy, export, add, sign, verify = list_door("Reviewer")
    assert (copy, export) == (["cp", "-r", "locales", "/tmp/trial"], ["export", "VERTEBRA_LOCALES=/tmp/trial"])  # noqa: S108
    shutil.copytree("locales", tmp_path / "trial")
    monkeypatch.setenv("VERTEBRA_LOCALES", str(tmp_path / "trial"))
    sit_down(monkeypatch, "Ana Made-Up", "MD", "", "", "", "", "", "yes")
    assert main(add[1:]) == 0
    sit_down(monkeypatch, "yes")
    assert main(sign[1:]) == 0
    capsys.readouterr()
    assert main(verify[1:]) == 0

    assert "1 counts" in capsys.readouterr().out
    assert not (folders.locales / "reviewers.toml").exists()


def test_every_file_that_the_readme_names_is_there() -> None:
    """Those that a command or a person opens; links are looked at with those of all documents."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/.(])(?:api|content|locales|requirements|tests)/[\w./-]*\w", text))

    assert {"requirements/runtime.txt", "locales/es/LC_MESSAGES/vertebroplasty.po"} <= named
    assert sorted(name for name in named if not any((ROOT / f"{name}{end}").exists() for end in ("", ".py"))) == []
