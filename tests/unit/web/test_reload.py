"""Reload: a change is served, a broken file acts as at the start, and nothing ends the watching."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import IO, Any, Self

import pytest

from api.ledgers.withdrawals import WithdrawalRecord
from api.model.records import SKEW, render_record, seal_record
from api.model.vetting import Policy
from api.project.reading import Folders, fingerprint
from api.project.settings import Settings
from api.release.build import load_release
from api.web import reload as module
from api.web.reload import Reloader
from api.web.served import Current, Served
from api.web.sharing import SharedFile
from tests.asgi import Door
from tests.builders import edit
from tests.staff import hire, sign

RISKS = "/v1/topics/vertebroplasty/sections/risks"


class Watched:
    """A served copy of the project, looked at by hand."""

    def __init__(self, folders: Folders, file: IO[bytes]) -> None:
        """Serve it as it is, with the file that workers share."""
        release = load_release(folders, Policy.DRAFTS)
        self.current = Current(Served(release))
        self.said: list[str] = []
        settings = Settings(
            host="127.0.0.1",
            port=8000,
            workers=1,
            policy=Policy.DRAFTS,
            folders=folders,
            review_months=24,
            cache_megabytes=64,
            public_url="",
        )
        self.reloader = Reloader(self.current, fingerprint(folders), settings, SharedFile(file), self.said.append)
        self.door = Door(self.current)
        self.catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
        self.section = folders.content / "vertebroplasty" / "risks.md"

    def look(self) -> None:
        """Look twice: the second look sees that the files have come to rest."""
        self.reloader.look()
        self.reloader.look()


@pytest.fixture
def file() -> Iterator[IO[bytes]]:
    """The file that workers share."""
    with tempfile.TemporaryFile() as file:
        yield file


@pytest.fixture
def watched(folders: Folders, file: IO[bytes]) -> Watched:
    """The shipped project, copied and watched."""
    return Watched(folders, file)


def test_unchanged_files_keep_the_release(watched: Watched) -> None:
    """Nothing changed, nothing swapped, nothing said."""
    served = watched.current.served
    watched.look()

    assert watched.current.served is served
    assert watched.said == []


def test_a_translators_change_is_served(watched: Watched) -> None:
    """The new words, and a word to the operator."""
    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    watched.look()

    assert b"hemorragia" in watched.door.ask(f"{RISKS}/es.json").body
    assert watched.said[-1].startswith("reloaded: release sha256:")


def test_a_file_that_is_being_written_is_left_to_rest(watched: Watched) -> None:
    """One look after a change does nothing yet: the save may not be done."""
    served = watched.current.served
    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    watched.reloader.look()

    assert watched.current.served is served


def test_a_broken_catalog_acts_as_at_the_start(watched: Watched) -> None:
    """Its locale becomes stand-ins, the file and line are said; mended, it is served again."""
    whole = watched.catalog.read_bytes()
    watched.catalog.write_bytes(whole[:-30])
    watched.look()

    assert watched.door.ask(f"{RISKS}/es.json").json["fallback"]["reason"] == "failed-check"
    assert f"{watched.catalog}:" in "\n".join(watched.said)

    watched.catalog.write_bytes(whole)
    watched.look()
    assert watched.door.ask(f"{RISKS}/es.json").json["fallback"] is None


def test_unreadable_content_keeps_the_last_good_release(watched: Watched) -> None:
    """What was served is served on, health says so, the operator is told where; mended, all is well again."""
    before = watched.door.ask(f"{RISKS}/es.json")
    edit(watched.section, "{#leak}", "")
    watched.look()

    assert before == watched.door.ask(f"{RISKS}/es.json")
    health = watched.door.ask("/health").json
    # The text without an id, and the note for translators that now belongs to no block.
    assert (health["status"], health["errors"]) == ("degraded", 2)
    assert "risks.md:8:1: error block-id" in watched.said[0]
    assert "the last good release is still served" in watched.said[-1]

    edit(watched.section, "nearby areas (rare)", "nearby areas (rare) {#leak}")
    watched.look()
    assert watched.door.ask("/health").json["status"] == "ok"


def test_an_edit_before_the_watching_is_seen(folders: Folders, file: IO[bytes]) -> None:
    """What changed between the reading and the first look is a change too."""
    read = fingerprint(folders)
    watched = Watched(folders, file)
    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    settings = watched.reloader._settings
    watched.reloader = Reloader(watched.current, read, settings, SharedFile(file), watched.said.append)
    watched.look()

    assert b"hemorragia" in watched.door.ask(f"{RISKS}/es.json").body


def test_a_worker_that_replaces_another_catches_up(watched: Watched) -> None:
    """It begins with the release of the server's start, and serves nothing of it where the files have changed since."""
    served = watched.current.served
    watched.reloader.catch_up()
    assert watched.current.served is served

    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    watched.reloader.catch_up()
    assert b"hemorragia" in watched.door.ask(f"{RISKS}/es.json").body


def test_a_worker_that_catches_up_with_unreadable_content_is_degraded(watched: Watched) -> None:
    """It serves what it was forked with, and says so."""
    edit(watched.section, "{#leak}", "")
    watched.reloader.catch_up()

    assert watched.door.ask("/health").json["status"] == "degraded"


def test_a_reload_that_nobody_foresaw_to_fail_is_said_and_tried_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours: the last good release goes on less what is withdrawn, health is not ok, and the files are read again."""

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    with monkeypatch.context() as patched:
        patched.setattr(module, "load_release", fail)
        patched.setattr(module, "RETRY", timedelta(0))
        watched.look()
        assert b"sangrado" in watched.door.ask(f"{RISKS}/es.json").body
        assert watched.said[0].startswith("Traceback")
        assert watched.door.ask("/health").json["status"] == "degraded"
        record = WithdrawalRecord(
            id="",
            section="vertebroplasty/recovery",
            at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            reason="Wrong.",
            replacement=None,
        )
        withdrawals = watched.reloader._settings.folders.content / "vertebroplasty" / "withdrawals.jsonl"
        withdrawals.write_text(f"{render_record(seal_record(record))}\n")
        watched.look()
        assert watched.door.ask("/v1/topics/vertebroplasty/sections/recovery/es.json").status == 410
    watched.look()

    assert b"hemorragia" in watched.door.ask(f"{RISKS}/es.json").body
    assert watched.door.ask("/health").json["status"] == "ok"


def test_a_closed_file_takes_out_its_locale_and_comes_back(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog that may not be read is as good as broken; opened up again, it is noticed and served."""
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path == watched.catalog:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        watched.catalog.chmod(0)
        watched.look()
        assert watched.door.ask(f"{RISKS}/es.json").json["fallback"]["reason"] == "failed-check"
        assert f"{watched.catalog}:0:0: error po-encoding cannot be read: Permission denied" in watched.said[0]
    watched.catalog.chmod(0o644)
    watched.look()

    assert watched.door.ask(f"{RISKS}/es.json").json["fallback"] is None


def test_a_fault_does_not_end_the_watching(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong in a look is said, and the next look happens."""
    monkeypatch.setattr(module, "INTERVAL", 0.001)
    looks = []

    def look() -> None:
        looks.append(1)
        if len(looks) > 2:
            watched.reloader._stop.set()
        raise ZeroDivisionError

    monkeypatch.setattr(watched.reloader, "look", look)
    watched.reloader.run()

    assert len(looks) == 3
    assert "ZeroDivisionError" in watched.said[0]


def test_one_worker_reads_and_the_others_take_what_it_made(
    folders: Folders, file: IO[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also that content/ is broken; nobody else reads the files or speaks of them, and when the reader dies another reads on."""
    reader = Watched(folders, file)
    other = Watched(folders, file)
    assert reader.reloader._shared.is_reader()
    # A lock is a process's: here they are one.
    monkeypatch.setattr(other.reloader._shared, "is_reader", lambda: False)
    edit(reader.catalog, "infección o sangrado", "infección o hemorragia")
    other.look()
    assert b"sangrado" in other.door.ask(f"{RISKS}/es.json").body
    reader.look()
    other.look()
    assert b"hemorragia" in other.door.ask(f"{RISKS}/es.json").body
    assert (len(reader.said), other.said) == (2, [])

    edit(reader.section, "{#leak}", "")
    reader.look()
    other.look()
    assert other.door.ask("/health").json["status"] == "degraded"

    monkeypatch.undo()
    edit(reader.section, "nearby areas (rare)", "nearby areas (rare) {#leak}")
    other.look()
    assert other.door.ask("/health").json["status"] == "ok"


def test_what_is_half_written_is_not_taken(watched: Watched, file: IO[bytes]) -> None:
    """Nor what another process has locked read by two."""
    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    other = SharedFile(file)
    watched.look()
    os.ftruncate(file.fileno(), 1000)
    assert other.take() is None
    child = os.fork()
    if child == 0:
        os._exit(SharedFile(file).is_reader())
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class Tomorrow(datetime):
    """What the clock says a day later."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """The moment of then."""
        return super().now(tz) + timedelta(days=1)


def test_a_signature_dated_ahead_counts_once_its_time_has_come(
    folders: Folders, file: IO[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though no file is touched then; until that moment nothing is reloaded."""
    hire(folders)
    sign(folders, "en", "vertebroplasty/risks", at=datetime.now(UTC).replace(microsecond=0) + SKEW + timedelta(hours=1))
    watched = Watched(folders, file)
    served = watched.current.served
    watched.look()
    before = watched.door.ask(f"{RISKS}/en.json").json["review"]["state"]
    assert (before, watched.current.served is served) == ("draft", True)

    for reader in ("api.project.reading", "api.web.reload"):
        monkeypatch.setattr(f"{reader}.datetime", Tomorrow)
    watched.look()
    assert watched.door.ask(f"{RISKS}/en.json").json["review"]["state"] == "signed-off"
    served = watched.current.served
    watched.look()
    assert watched.current.served is served
