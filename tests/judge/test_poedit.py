"""What is left of a catalog that a person opened, changed and saved in Poedit."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import polib
import pytest

from api.files.folders import catalog_path
from api.model.findings import Severity
from api.model.identifiers import LocaleTag
from api.project.reading import Folders, read_project
from api.translators.inspect import inspect_project
from api.translators.sync import apply_plan, plan_sync
from tests.builders import copy_project, held
from tests.judge.poedit import add_to_first_text, opening_screen


def find_severities(folders: Folders) -> set[Severity]:
    """How bad the worst is that `vertebra check` finds."""
    project = read_project(folders)
    return {each.severity for each in inspect_project(project, folders.locales, project.translations).findings}


def read_words(path: Path) -> dict[str, tuple[str, bool]]:
    """Each message's words, and whether they are fuzzy, as another library reads them."""
    return {entry.msgctxt: (entry.msgstr, entry.fuzzy) for entry in polib.pofile(str(path))}


@pytest.mark.parametrize(("tag", "words"), [("es", " hoy"), ("ar", " اليوم"), ("zh-Hans", "今天"), ("zh-Hant", "今天")])
def test_a_save_by_poedit_changes_one_text_and_takes_no_language_out(tmp_path: Path, tag: str, words: str) -> None:
    """The file is read, its checks find no more than before, and after sync the text and Poedit's own line are all that differ."""
    folders = copy_project(tmp_path, tag)
    path = catalog_path(folders.locales, LocaleTag(tag), "vertebroplasty")
    text, was, severities = path.read_text(encoding="utf-8"), read_words(path), find_severities(folders)
    (tmp_path / "home").mkdir()
    with opening_screen(tmp_path / "home") as environment:
        add_to_first_text(path, words, environment)

    now = read_words(path)
    first = next(iter(was))
    assert was | {first: (was[first][0] + words, False)} == now
    assert "X-Generator: Poedit" in path.read_text(encoding="utf-8")
    assert find_severities(folders) <= severities | {"info"}

    with held(folders.locales) as folder:
        tuple(apply_plan(folder, plan_sync(folders.locales, read_project(folders).topics)))
    synced = path.read_text(encoding="utf-8")
    changed = [line for line in ndiff(text.splitlines(), synced.splitlines()) if line.startswith(("- ", "+ "))]
    generator, before, after = changed
    assert generator.startswith('+ "X-Generator: Poedit ')
    assert (before, after) == (f'- msgstr "{was[first][0]}"', f'+ msgstr "{now[first][0]}"')
    assert find_severities(folders) == severities
