"""The watcher: what the preview shows when files change and break."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.errors import SourceError
from api.model.catalog import BrokenCatalog, Catalog
from api.model.identifiers import LocaleTag
from api.preview.pages import render_preview
from api.preview.watcher import Watcher
from api.project.reading import Folders
from tests.builders import add_locale, edit

ES = LocaleTag("es")
NOW = datetime(2026, 6, 1, tzinfo=UTC)
RISKS = "/es/vertebroplasty/risks"


@pytest.fixture
def catalog(folders: Folders) -> Path:
    """The Spanish catalog of the test's own project."""
    return folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"


def show(watcher: Watcher, path: str) -> str:
    """A page that must be there."""
    html = render_preview(watcher.read(), path, NOW)
    assert html is not None
    return html


def test_nothing_is_read_twice(folders: Folders) -> None:
    """While no file changes, the view is the same one."""
    watcher = Watcher(folders)

    assert watcher.read() is watcher.read()
    assert watcher.measure() == watcher.read().version


def test_a_saved_file_is_seen(folders: Folders, catalog: Path) -> None:
    """At the next look."""
    watcher = Watcher(folders)
    edit(catalog, "infección o sangrado", "infección o hemorragia")

    assert "infección o hemorragia" in show(watcher, RISKS)


def test_of_a_file_that_breaks_the_last_good_text_stays(folders: Folders, catalog: Path) -> None:
    """With where and why, and the line itself; what was saved before it broke is what stays."""
    watcher = Watcher(folders)
    edit(catalog, "infección o sangrado", "infección o hemorragia")
    watcher.read()
    edit(catalog, 'msgstr "infección o hemorragia"', 'msgstr "infección o hemorragia')
    line = catalog.read_text().split("\n").index('msgstr "infección o hemorragia') + 1

    translation, good = watcher.read().find(ES) or pytest.fail("Spanish is gone")
    assert isinstance(translation.find_catalog("vertebroplasty"), BrokenCatalog)
    assert isinstance(good.find_catalog("vertebroplasty"), Catalog)
    page = show(watcher, RISKS)
    assert f"vertebroplasty.po:{line}:8" in page
    assert "the quote that opens here is not closed" in page
    assert 'msgstr <mark>"</mark>infección o hemorragia' in page
    assert "<li>infección o hemorragia</li>" in page
    assert "what the file held before it broke" in page
    assert f"vertebroplasty.po:{line}:8" in show(watcher, "/")
    assert 'role="alert"' in show(watcher, "/es")
    assert 'role="alert"' not in show(watcher, "/es/interface")

    edit(catalog, 'msgstr "infección o hemorragia', 'msgstr "infección y hemorragia"')
    page = show(watcher, RISKS)
    assert 'role="alert"' not in page
    assert "<li>infección y hemorragia</li>" in page


def test_of_a_file_that_was_broken_from_the_start_what_could_be_read_is_shown(folders: Folders, catalog: Path) -> None:
    """And nothing claims to be more."""
    edit(catalog, 'msgstr "infección o sangrado"', 'msgstr "infección o sangrado')
    page = show(Watcher(folders), RISKS)

    assert "reacción alérgica a los materiales" in page
    assert "what could be read of the file" in page
    assert 'role="alert"' in page


def test_content_that_breaks_keeps_all_as_it_was(folders: Folders) -> None:
    """With why on every page, until it is mended; at the start there is nothing to keep."""
    watcher = Watcher(folders)
    edit(folders.content / "vertebroplasty" / "risks.md", " {#leak}", "")
    for path in ("/", "/es", RISKS):
        assert "content/ cannot be read" in show(watcher, path)
    assert "risks.md:8:1" in show(watcher, RISKS)
    assert "fuga de cemento" in show(watcher, RISKS)
    with pytest.raises(SourceError):
        Watcher(folders)


def test_a_new_locale_appears_and_another_goes(folders: Folders) -> None:
    """Pages of what is not there are none."""
    watcher = Watcher(folders)
    assert render_preview(watcher.read(), "/fr", NOW) is None
    add_locale(folders, "fr")
    assert "French" in show(watcher, "/fr")
    for path in ("/xx", "/es/nothing", "/es/vertebroplasty", "/es/vertebroplasty/nothing", "//", "nothing"):
        assert render_preview(watcher.read(), path, NOW) is None, path


def test_a_file_that_vanishes_under_its_finding_has_no_excerpt(folders: Folders, catalog: Path) -> None:
    """The finding is shown all the same."""
    catalog.unlink()
    catalog.mkdir()
    page = show(Watcher(folders), RISKS)

    assert "cannot be read" in page
    assert "<pre" not in page


def test_no_project_at_all_has_a_board_that_says_so(folders: Folders) -> None:
    """What to do first."""
    for path in sorted((folders.locales / "es").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folders.locales / "es").rmdir()

    assert "vertebra locale add TAG" in show(Watcher(folders), "/")


def test_whatever_a_file_says_is_shown_as_text(folders: Folders, catalog: Path) -> None:
    """Words, comments, findings and names of a hostile file run nothing."""
    evil = "<img src=x onerror=alert(1)>"
    edit(catalog, 'msgctxt "risks/infection"', f'# {evil}\nmsgctxt "risks/infection"')
    edit(catalog, 'msgstr "infección o sangrado"', f'msgstr "{evil}"')
    (folders.locales / "es" / "translation.toml").write_text(f'method = "{evil}"\n')
    watcher = Watcher(folders)

    for path in ("/", "/es", RISKS):
        assert "<img" not in show(watcher, path)
    assert "&lt;img" in show(watcher, RISKS)
