"""Arguments that several commands take, each described once; and what commands that work on the files do with them first."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias, get_args

from api.catalogs.reader import list_locale_folders
from api.cli.terminal import complain
from api.errors import UsageError
from api.files.lock import HeldFolder, hold_folder
from api.model.catalog import Translation
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.model.suggestions import suggest_locales
from api.model.vetting import Role
from api.project.reading import Folders, read_project
from api.project.settings import find_setting
from api.vetting.project import Project

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
"""Where a command adds its parser. argparse has no public name for it."""


def add_setting(parser: argparse.ArgumentParser, name: str) -> None:
    """Add an option for a setting of `api.project.settings`."""
    setting = find_setting(name)
    default = f" (default: {setting.default})" if setting.default else ""
    parser.add_argument(
        f"--{name}", dest=name, metavar=setting.metavar, help=f"{setting.help}; or {setting.variable}{default}"
    )


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add options for the two folders."""
    add_setting(parser, "content")
    add_setting(parser, "locales")


def add_locales(parser: argparse.ArgumentParser, note: str = "") -> None:
    """Add an argument for locales, none of which has to be named."""
    parser.add_argument("tags", nargs="*", metavar="TAG", help=f"locales{note} (default: all)")


def add_format(parser: argparse._ActionsContainer, *choices: str) -> None:
    """Add an option for the form of what is printed, which is by default the first."""
    parser.add_argument("--format", choices=choices, default=choices[0], help="(default: %(default)s)")


def add_signing(parser: argparse.ArgumentParser, who: str, *, required: bool) -> None:
    """Add what names a signature: sections, locale, role and reviewer, who is described by `who`."""
    sections = "+" if required else "*"
    parser.add_argument("sections", nargs=sections, metavar="TOPIC/SECTION", help="or interface; with --all, a TOPIC")
    parser.add_argument("--locale", required=required, metavar="TAG", help=f"whose words; {SOURCE} is the English")
    parser.add_argument("--role", required=required, choices=get_args(Role), help="what the reviewer reads it as")
    parser.add_argument("--reviewer", required=required, metavar="ID", help=f"{who}, as reviewers.toml names them")
    parser.add_argument("--all", action="store_true", help="every section of the topic, and in a translation interface")


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
