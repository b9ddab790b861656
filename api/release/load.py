"""From folders to a release, and what changed in them since: the only module here that touches files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from api.catalogs.reader import read_locales
from api.release.build import build_release
from api.release.model import Project, Release
from api.source.reader import read_content

if TYPE_CHECKING:
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
    """A number that changes when any file under the folders is written, added, moved or removed."""
    seen = []
    for folder in (folders.content, folders.locales):
        for path in sorted(folder.rglob("*")):
            try:
                status = path.stat()
            except OSError:
                # Gone between the listing and the look: the next fingerprint differs.
                continue
            if not path.is_dir():
                seen.append((str(path), status.st_mtime_ns, status.st_size, status.st_ino))
    return hash(tuple(seen))
