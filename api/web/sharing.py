"""One worker of many reads the files, and the others take what it made of them.

They share a file that has no name. Whoever holds its lock reads; when that worker dies, the lock is another's. What was made is
behind its own digest, so that a half-written one is not taken.
"""

from __future__ import annotations

import os
import pickle
from hashlib import sha256
from typing import IO, Final

from msgspec import Struct

from api.model.findings import Finding
from api.release.model import Release

_DIGEST: Final = 32
"""Bytes of SHA-256."""


class MadeRelease(Struct, frozen=True):
    """What a worker made of the files."""

    seen: int
    """Their fingerprint."""

    release: Release
    broken: tuple[Finding, ...]
    """Why content/ could not be read, where this is the last good release."""


class SharedFile:
    """The file, as one worker has it open."""

    def __init__(self, file: IO[bytes]) -> None:
        """An empty file, open to read and write."""
        self._file = file.fileno()
        self._taken = os.fstat(self._file).st_mtime_ns

    def is_reader(self) -> bool:
        """Whether this worker is the one that reads for all."""
        try:
            os.lockf(self._file, os.F_TLOCK, 1)
        except OSError:
            return False
        return True

    def give(self, made: MadeRelease) -> None:
        """Leave it for the other workers."""
        data = pickle.dumps(made)
        os.pwrite(self._file, sha256(data).digest() + data, 0)
        os.ftruncate(self._file, _DIGEST + len(data))

    def take(self) -> MadeRelease | None:
        """What was left since it was last asked, if that is all there already."""
        status = os.fstat(self._file)
        if status.st_mtime_ns == self._taken:
            return None
        found = os.pread(self._file, status.st_size, 0)
        digest, data = found[:_DIGEST], found[_DIGEST:]
        if sha256(data).digest() != digest:
            return None
        self._taken = status.st_mtime_ns
        # Nobody but our own workers has the file.
        made: MadeRelease = pickle.loads(data)  # noqa: S301
        return made
