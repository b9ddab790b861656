"""One writer at a time: the lock on a folder, from before its files are read until the last of them is replaced.

Rules
1. The lock is the kernel's (flock), on the folder itself: it leaves no file behind, and ends with the process that holds it,
   however that ends.
2. Nobody is refused. Whoever waits is told after a second, and who holds it, where the kernel says.
3. A command holds one lock, never two, so that no two wait for each other; and none while it waits for a person.
4. Who only reads takes none: files are replaced whole.
5. What a killed writer left unfinished, the next one takes away.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from api.errors import RefusedError, UsageError
from api.files.folders import is_unfinished

PATIENCE: Final = 1.0
"""Seconds of waiting before it is said."""

_GLANCE: Final = 0.02
"""Seconds between two tries meanwhile."""


class HeldFolder(Struct, frozen=True):
    """A folder whose lock is ours: the right to write below it. Only `hold_folder` makes one."""

    path: Path


@contextmanager
def hold_folder(folder: Path, say: Callable[[str], None]) -> Iterator[HeldFolder]:
    """The folder, with its lock held. `say` is told if that takes long.

    Raises:
        UsageError: there is no such folder.
        RefusedError: it may not be read, or lies where nothing can be locked.
    """
    while True:
        descriptor = _open(folder)
        try:
            _wait(descriptor, folder, say)
            # One that was moved away while we waited is not the folder that would be written to.
            if _is_same(descriptor, folder):
                _clear_up(folder)
                yield HeldFolder(folder)
                return
        finally:
            os.close(descriptor)


def _open(folder: Path) -> int:
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        message = f"there is no folder {folder}; name it with --content or --locales"
        raise UsageError(message) from None
    except OSError as fault:
        message = f"{folder}: cannot be locked ({fault.strerror}), so nothing in it was changed"
        raise RefusedError(message) from None


def _wait(descriptor: int, folder: Path, say: Callable[[str], None]) -> None:
    limit = time.monotonic() + PATIENCE
    while not _take(descriptor, folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
        if time.monotonic() >= limit:
            say(f"{folder}: waiting for {name_holder(descriptor)}, which is writing there")
            _take(descriptor, folder, fcntl.LOCK_EX)
            return
        time.sleep(_GLANCE)


def _take(descriptor: int, folder: Path, operation: int) -> bool:
    try:
        fcntl.flock(descriptor, operation)
    except BlockingIOError:
        return False
    except OSError as fault:
        message = (
            f"{folder}: cannot be locked ({fault.strerror}), and of two commands that write at once one would lose what the "
            "other wrote; put the folder on a disk of this machine"
        )
        raise RefusedError(message) from None
    return True


def _is_same(descriptor: int, folder: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), folder.stat())
    return False


def name_holder(descriptor: int) -> str:
    """Who holds the lock, as far as the kernel tells: Linux does, of processes that we can see."""
    status = os.fstat(descriptor)
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    with suppress(OSError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            # `7: FLOCK  ADVISORY  WRITE 4242 fd:01:1835 0 EOF`; of one who waits, the second word is an arrow.
            words = line.split()
            if words[1] == "FLOCK" and words[5] == place:
                return f"process {words[4]}{_name_command(words[4])}"
    return "another command"


def _name_command(process: str) -> str:
    """What the process runs, if it is a command of ours."""
    with suppress(OSError, ValueError):
        words = Path("/proc", process, "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        verb = words[[Path(word).name for word in words].index("vertebra") + 1]
        return f" (vertebra {verb})" if verb.replace("-", "").isalpha() else ""
    return ""


def _clear_up(folder: Path) -> None:
    """Remove what killed writers left: nobody else writes here now."""
    for place, _, names in os.walk(folder):
        for name in filter(is_unfinished, names):
            with suppress(OSError):
                Path(place, name).unlink()
