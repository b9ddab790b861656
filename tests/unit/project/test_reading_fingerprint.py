"""The fingerprint of a project's files: it changes when they do, and only then."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from api.project.reading import Folders, fingerprint
from tests.builders import edit


def test_it_stays_while_nothing_changes(folders: Folders) -> None:
    """Looked at twice, the same."""
    assert fingerprint(folders) == fingerprint(folders)


@pytest.mark.parametrize(
    "change",
    [
        lambda folders: edit(folders.locales / "es" / "translation.toml", "machine", "human"),
        lambda folders: (folders.locales / "es" / "LC_MESSAGES" / "interface.po").unlink(),
        lambda folders: (folders.content / "new.md").touch(),
        lambda folders: (folders.locales / "es").rename(folders.locales / "fr"),
        lambda folders: shutil.rmtree(folders.locales),
        lambda folders: (folders.locales / "es" / "dangling").symlink_to("nowhere"),
        lambda folders: (folders.locales / "de").mkdir(),
        lambda folders: (folders.content / "topic").mkdir(),
    ],
    ids=["written", "removed", "added", "moved", "all gone", "unreadable", "an empty folder", "an empty topic"],
)
def test_it_changes_with_the_files(folders: Folders, change: Callable[[Folders], object]) -> None:
    """Whatever is done to them; and what cannot be read is no fault."""
    before = fingerprint(folders)
    change(folders)

    assert before != fingerprint(folders)


def test_links_in_a_circle_end(folders: Folders) -> None:
    """Two links to the folder that they stand in are looked into a few times, not for ever."""
    for name in ("one", "two"):
        (folders.locales / name).symlink_to(".")
    (folders.locales / "self").symlink_to("self")

    assert fingerprint(folders) == fingerprint(folders)


def test_an_editors_lock_hides_nothing(folders: Folders) -> None:
    """A link that leads nowhere, as an editor leaves beside an open file, does not keep later changes from being seen."""
    catalogs = folders.locales / "es" / "LC_MESSAGES"
    (catalogs / ".#vertebroplasty.po").symlink_to("someone@somewhere")
    before = fingerprint(folders)
    edit(catalogs / "vertebroplasty.po", "infección o sangrado", "infección o hemorragia")

    assert before != fingerprint(folders)
