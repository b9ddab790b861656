"""From folders to a release, and what changed in them since: the only module here that touches files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from api.catalogs.reader import read_locales
from api.release.build import build_release
from api.release.model import Project, Release
from api.source.reader import read_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.vetting import Policy


class Folders(Struct, frozen=True):
    """Where a project's files lie."""

    content: Path
    locales: Path


def read_project(folders: Folders) -> Project:
    """Everything that the folders hold.

    Raises:
        SourceError: content/ cannot be served.
    """
    topics = read_content(folders.content)
    translations, findings = read_locales(folders.locales, topics)
    return Project(topics=topics, translations=translations, findings=findings)


def load_release(folders: Folders, policy: Policy) -> Release:
    """Read the folders and build what they give.

    Raises:
        SourceError: content/ cannot be served.
    """
    return build_release(read_project(folders), policy)


def fingerprint(folders: Folders) -> int:
    """A number that changes when any file under the folders is written, added, moved or removed.

    A server computes it a few times a second while it serves, so it is made of what the directories tell.
    """
    return hash((*_list_files(folders.content), *_list_files(folders.locales)))


def _list_files(folder: Path | str) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda each: each.name)
    except OSError:
        # Gone, or closed to us.
        return
    for entry in found:
        if entry.is_dir():
            yield from _list_files(entry.path)
        else:
            yield entry.path, *_stat(entry)


def _stat(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    try:
        status = entry.stat()
    except OSError:
        # A link that leads nowhere, as some editors leave beside a file that is open; or gone since it was listed.
        return 0, 0, 0
    return status.st_mtime_ns, status.st_size, status.st_ino
