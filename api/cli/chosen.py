"""What commands that work on the files share: the lock, the project, the chosen locales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.catalogs.reader import list_locale_folders
from api.cli.terminal import complain
from api.errors import UsageError
from api.files.lock import hold_folder
from api.model.suggestions import suggest_locales
from api.project.reading import read_project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from api.files.lock import HeldFolder
    from api.model.catalog import Translation
    from api.model.identifiers import LocaleTag
    from api.project.reading import Folders
    from api.vetting.project import Project


def take_lock(folder: Path) -> AbstractContextManager[HeldFolder]:
    """Lock the folder for writing. A command reads what it rewrites only under the lock; one that has to wait says so.

    Raises:
        RefusedError: nothing can be locked there.
    """
    return hold_folder(folder, complain)


def read_chosen(folders: Folders, asked: Iterable[str]) -> tuple[Project, tuple[Translation, ...]]:
    """Read the project, and choose its translations by their tags; all of them where none is named.

    Raises:
        SourceError: content/ cannot be read.
        UsageError: a tag names no locale.
    """
    project = read_project(folders)
    tags = choose_locales(folders.locales, asked)
    return project, tuple(each for each in project.translations if each.locale in tags)


def choose_locales(locales: Path, asked: Iterable[str]) -> tuple[LocaleTag, ...]:
    """Return the locales of these tags, or all of them where none is named.

    Raises:
        UsageError: one of them is not there, or the folder is not.
    """
    if not locales.is_dir():
        message = f"there is no folder {locales}; name the translations' folder with --locales"
        raise UsageError(message)
    there, _ = list_locale_folders(locales)
    tags = tuple(dict.fromkeys(asked))
    for tag in tags:
        if tag not in there:
            near = suggest_locales(tag, there)
            hint = f"is it {' or '.join(near)}?" if near else f"there is {', '.join(there) or 'none'};"
            message = f"{locales} has no locale {tag}; {hint} `vertebra locale add` makes a new one"
            raise UsageError(message)
    return tuple(tag for tag in there if not tags or tag in tags)
