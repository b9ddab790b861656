"""How a file gets onto the disk: whole or not at all, by one writer at a time, and read again first.

Rules
1. Only under the folder's lock: see `lock`. What is written beside the project, as a hand-off's archive, needs none.
2. A file that is not what was read a moment ago is somebody's work, and is not written over: editors take no lock.
3. What was written is read again as it will be read, before it takes the old file's place: what the reader refuses replaces nothing.
4. A file keeps its owner and its mode, or is left alone: whoever could read it can read it again. A new one is the folder's owner's,
   if root makes it.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from api.errors import RefusedError
from api.files.lock import HeldFolder
from api.model.findings import Finding


def write_file(
    held: HeldFolder, path: Path, before: str | None, after: str, judge: Callable[[bytes], tuple[Finding, ...]]
) -> None:
    """Replace the file's text, or make the file where `before` is None. `judge` says what its reader finds wrong with it.

    The new text is written beside the old one and then takes its place, so that no reader ever sees a part of it.

    Raises:
        RefusedError: the file is not what it was, or would not be read, or cannot be written. It is then as it was.
    """
    if not path.is_relative_to(held.path):
        message = f"{path} is not in {held.path}, whose lock is held"
        raise ValueError(message)
    target = path.resolve()
    try:
        _make_folder(target.parent)
        present = target.read_bytes().decode("utf-8", "replace") if target.exists() else None
        if present != before:
            message = f"{path}: was changed by somebody else meanwhile, so it was left alone; run the command again"
            raise RefusedError(message)
        _replace(target, after.encode(), judge)
    except OSError as fault:
        raise _complain(path, fault) from None


def write_bytes(path: Path, data: bytes) -> None:
    """Make or replace a file beside the project, in the same way: a command's output, which nobody edits.

    Raises:
        RefusedError: it cannot be written. It is then as it was.
    """
    try:
        _replace(path.resolve(), data, lambda _: ())
    except OSError as fault:
        raise _complain(path, fault) from None


def _complain(path: Path, fault: OSError) -> RefusedError:
    return RefusedError(f"{path}: cannot be written ({fault.strerror}); nothing in it was changed")


def _replace(target: Path, data: bytes, judge: Callable[[bytes], tuple[Finding, ...]]) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            _keep_access(target, opened.fileno())
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        _read_again(target, judge(written.read_bytes()))
        written.replace(target)
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise


def _read_again(target: Path, faults: tuple[Finding, ...]) -> None:
    if faults:
        message = f"{target}: was left alone, for what would stand in it could not be read again: {faults[0]}"
        raise RefusedError(message)


def _keep_access(target: Path, descriptor: int) -> None:
    """Give the new file the old one's owner and mode; one that there was not, the usual mode."""
    if not target.exists():
        _give_to_owner(target.parent, descriptor)
        # The process's umask can only be read by setting it.
        mask = os.umask(0o077)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    old, new = target.stat(), os.fstat(descriptor)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except OSError as fault:
            message = (
                f"{target}: belongs to {_name_owner(target)}, and a file that we write in its place would not ({fault.strerror}); "
                "nothing in it was changed; run the command as that user, or as root"
            )
            raise RefusedError(message) from None
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _make_folder(folder: Path) -> None:
    """Make the folder, and those above it, where there are none."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _give_to_owner(folder.parent, folder)


def _give_to_owner(parent: Path, made: Path | int) -> None:
    """Give what root made to the owner of the folder, who could not read or write it else."""
    if os.geteuid() == 0:
        status = parent.stat()
        os.chown(made, status.st_uid, status.st_gid)


def _name_owner(path: Path) -> str:
    with suppress(KeyError):
        return f"{path.owner()}:{path.group()}"
    status = path.stat()
    return f"user {status.st_uid}, group {status.st_gid}"
