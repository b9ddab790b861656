"""How files reach the disk: whole, read again first, with the owner and the mode that they had."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from api.errors import RefusedError
from api.files.disk import write_file
from api.files.folders import is_unfinished
from api.model.findings import Code, Finding
from tests.builders import held

NOBODY = 65534
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file to somebody else")


def write(path: Path, before: str | None, after: str, *faults: Finding) -> None:
    """Write to a file of the folder, where the reader has these faults to find."""
    with held(path.parent) as folder:
        write_file(folder, path, before, after, lambda _: faults)


def test_a_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    """What was readable by others stays so, and a link leads where it led."""
    path, link = tmp_path / "es.po", tmp_path / "link.po"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write(link, "old", "new")
    assert (path.read_text(), link.is_symlink(), stat.S_IMODE(path.stat().st_mode)) == ("new", True, 0o640)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["es.po", "link.po"]


@ROOT_ONLY
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    """A ledger that the server's account alone may read can still be read by it when root has signed."""
    path = tmp_path / "spine.jsonl"
    path.write_text("old")
    path.chmod(0o600)
    os.chown(path, NOBODY, NOBODY)
    write(path, "old", "new")
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (NOBODY, NOBODY, 0o600)


@ROOT_ONLY
def test_what_root_makes_is_the_folders_owners(tmp_path: Path) -> None:
    """The first signature of a locale makes folders and files: the server's account can read them, and write there."""
    os.chown(tmp_path, NOBODY, NOBODY)
    with held(tmp_path) as folder:
        write_file(folder, tmp_path / "es" / "signoffs" / "spine.jsonl", None, "new", lambda _: ())
    made = [tmp_path / "es", tmp_path / "es" / "signoffs", tmp_path / "es" / "signoffs" / "spine.jsonl"]
    assert {(each.stat().st_uid, each.stat().st_gid) for each in made} == {(NOBODY, NOBODY)}


@ROOT_ONLY
def test_a_file_that_would_change_hands_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not give it back to its owner does not replace it, and is told whose it is."""
    path = tmp_path / "spine.jsonl"
    path.write_text("old")
    os.chown(path, NOBODY, NOBODY)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    with pytest.raises(RefusedError, match=r"belongs to .*Operation not permitted.*run the command as that user"):
        write(path, "old", "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("before", [None, "older"])
def test_another_file_than_was_read_is_left_alone(tmp_path: Path, before: str | None) -> None:
    """It is somebody's work: editors take no lock."""
    path = tmp_path / "es.po"
    path.write_text("theirs")
    with pytest.raises(RefusedError, match="changed by somebody else"):
        write(path, before, "new")
    assert path.read_text() == "theirs"


def test_what_its_reader_refuses_replaces_nothing(tmp_path: Path) -> None:
    """The new text is read as it will be read before it takes the old one's place, and nothing of it stays."""
    path = tmp_path / "es.po"
    path.write_text("old")
    fault = Finding("es.po", 3, 1, "error", Code.PO_ENCODING, "the control character U+000B has no place in text")
    with pytest.raises(
        RefusedError, match=r"could not be read again: es\.po:3:1: error po-encoding the control character"
    ):
        write(path, "old", "new", fault)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    """Not the temporary file's, which nobody else may read."""
    write(tmp_path / "es.po", None, "new")
    (tmp_path / "plain").write_text("x")
    assert len({stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}) == 1


def test_nothing_is_written_outside_the_locked_folder(tmp_path: Path) -> None:
    """A lock on one folder is no leave to write to another."""
    (tmp_path / "locales").mkdir()
    with held(tmp_path / "locales") as folder, pytest.raises(ValueError, match="whose lock is held"):
        write_file(folder, tmp_path / "content" / "withdrawals.jsonl", None, "new", lambda _: ())


@pytest.mark.parametrize("name", ["vertebroplasty.po", "vertebroplasty.pot", "vertebroplasty.jsonl", "withdrawals.jsonl",
                                  f"{'0' * 64}.json", "translation.toml"])  # fmt: skip
def test_what_a_kill_leaves_is_known_for_what_it_is(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a writer makes beside a file of ours is told from every other file by its name."""
    seen: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(tmp_path.iterdir()))
    write(tmp_path / name, None, "new")
    assert [is_unfinished(each.name) for each in seen] == [True]
    assert not any(map(is_unfinished, (name, f".{name}.swp", f".{name}.swo", f".#{name}", f"{name}~", f".{name}")))
