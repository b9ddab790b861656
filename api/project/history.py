"""The project as it was: at the last commit of the git repository in which its folders lie, or in a folder of that time.

Rules
1. git is asked and told nothing: no index, no working tree, no configuration of the user's is touched.
2. Its answer is unpacked file by file into a folder that lasts as long as the reading. A link is refused: where it leads, nobody
   can say of the past.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from api.errors import RefusedError, SourceError, UsageError
from api.project.reading import Folders, read_project
from api.vetting.project import Project

_AGAINST: Final = "name a folder that holds content/ and locales/ as they were with --against DIR"

_LEADING: Final = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What a hook is told of its own repository, which need not be that of our folders."""


def read_past(name: str, now: datetime) -> Project:
    """What the folder's content/ and locales/ hold.

    Raises:
        UsageError: it does not hold them.
        SourceError: its content/ cannot be served.
    """
    folders = Folders(content=Path(name) / "content", locales=Path(name) / "locales")
    for folder in (folders.content, folders.locales):
        if not folder.is_dir():
            message = f"--against {name}: there is no folder {folder}; {_AGAINST}"
            raise UsageError(message)
    return read_project(folders, now)


def read_last_commit(folders: Folders, now: datetime) -> Project:
    """What the folders held at the last commit.

    Raises:
        RefusedError: there is no git, no repository or no commit, or it holds nothing that can be read.
    """
    with TemporaryDirectory(prefix="vertebra-") as name:
        past = Folders(content=Path(name) / "content", locales=Path(name) / "locales")
        for folder, target in ((folders.content, past.content), (folders.locales, past.locales)):
            _unpack(_archive(folder), folder, target)
        try:
            return read_project(past, now)
        except SourceError as fault:
            first = fault.findings[0]
            place = f"{Path(first.file).relative_to(name)}{f':{first.line}' if first.line else ''}"
            message = f"content/ of the last commit cannot be read: {place}: {first.message}; {_AGAINST}"
            raise RefusedError(message) from None


def _archive(folder: Path) -> bytes:
    """The folder at the last commit, as a tar file."""
    git = shutil.which("git")
    if git is None:
        message = f"there is no git here to ask for the last commit; {_AGAINST}"
        raise RefusedError(message)
    environment = {name: value for name, value in os.environ.items() if name not in _LEADING} | {"LC_ALL": "C"}
    for words, fault in (
        (("rev-parse", "--git-dir"), f"{folder} lies in no git repository"),
        (("rev-parse", "--quiet", "--verify", "HEAD^{commit}"), f"{folder} lies in a git repository without a commit"),
        (("archive", "--format=tar", "HEAD"), f"the last commit has no {folder}"),
    ):
        done = subprocess.run(  # noqa: S603  git itself, with words of ours and a folder that -C takes as nothing else
            [git, "-C", str(folder), *words], capture_output=True, env=environment, check=False
        )
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            message = f"{fault}{f' (git says: {said[0]})' if said else ''}; {_AGAINST}"
            raise RefusedError(message)
    return done.stdout


def _unpack(packed: bytes, folder: Path, target: Path) -> None:
    # Not `extractall`: it can be told to be careful from Python 3.11.4 on, and Debian 12 has 3.11.2.
    target.mkdir()
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        for member in archive:
            path = target / member.name
            # git keeps no other names; whoever made the commit may have had another git.
            if member.issym() or not path.resolve().is_relative_to(target.resolve()):
                message = (
                    f"the last commit has a link at {folder / member.name}, which cannot be followed there; {_AGAINST}"
                )
                raise RefusedError(message)
            opened = archive.extractfile(member)
            if opened is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(opened.read())
