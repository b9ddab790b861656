"""The lock on a folder: one writer at a time, nobody refused, and a killed one holds nothing."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.errors import RefusedError, UsageError
from api.files import lock
from api.files.lock import hold_folder
from tests.builders import held


@contextmanager
def holding(folder: Path) -> Iterator[int]:
    """Another process that holds the lock until it is killed; its number."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with held(folder):
            os.write(writing, b".")
            signal.pause()
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    try:
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def kill(process: int) -> None:
    """As a machine does that runs out of memory."""
    os.kill(process, signal.SIGKILL)


def take_over(folder: Path, child: int) -> list[str]:
    """Take the lock that the other process holds, which is killed when we are told; what we were told."""
    said = []

    def say(text: str) -> None:
        said.append(text)
        kill(child)

    with hold_folder(folder, say):
        return said


def test_whoever_waits_is_told_and_a_killed_holder_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By which process, where the kernel tells; then the lock is theirs."""
    monkeypatch.setattr(lock, "PATIENCE", 0)
    with holding(tmp_path) as child:
        holder = f"process {child}" if sys.platform == "linux" else "another command"
        assert take_over(tmp_path, child) == [f"{tmp_path}: waiting for {holder}, which is writing there"]


def test_two_names_of_a_folder_have_one_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link to it, a path with dots in it: the lock is the folder's own."""
    monkeypatch.setattr(lock, "PATIENCE", 0)
    (tmp_path / "locales").mkdir()
    (tmp_path / "link").symlink_to("locales")
    for name in (tmp_path / "link", tmp_path / "locales" / ".." / "locales"):
        with holding(tmp_path / "locales") as child:
            assert len(take_over(name, child)) == 1


def test_who_waits_long_finds_the_folder_that_is_there_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that was moved away meanwhile, as a deployment does, is not the one that would be written to."""
    monkeypatch.setattr(lock, "PATIENCE", 0)
    folder = tmp_path / "locales"
    folder.mkdir()
    with holding(folder) as child:

        def say(_: str) -> None:
            folder.rename(tmp_path / "old")
            folder.mkdir()
            kill(child)

        # Nobody else gets the new one then: were the old one locked, this would go through.
        with hold_folder(folder, say), pytest.raises(AssertionError, match="waiting for"), held(folder):
            pass


def test_a_folder_that_cannot_be_locked_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None there, or one on a file system without locks: said, with what to do."""
    with pytest.raises(UsageError, match="there is no folder"), held(tmp_path / "nothing"):
        pass

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with (
        pytest.raises(RefusedError, match=r"cannot be locked \(Operation not supported\).*a disk of this machine"),
        held(tmp_path),
    ):
        pass


def test_the_next_writer_clears_up(tmp_path: Path) -> None:
    """What killed writers left is gone, wherever in the folder it lay; whatever else lies there stays."""
    ours = [tmp_path / ".spine.pot.ab12_xyz", tmp_path / "es" / "signoffs" / ".spine.jsonl.00000000"]
    others = [tmp_path / "es" / ".spine.po.swp", tmp_path / "es" / "spine.po", tmp_path / ".notes.ab12_xyz"]
    for path in (*ours, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    with held(tmp_path):
        assert [path.exists() for path in (*ours, *others)] == [False, False, True, True, True]
