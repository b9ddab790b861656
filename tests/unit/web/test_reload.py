"""Reload: a change is served, a broken file acts as at the start, and nothing ends the watching."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

from api.model.vetting import Policy
from api.release.load import load_release
from api.web import reload as module
from api.web.assemble import assemble_table
from api.web.edge import Board
from api.web.reload import Reloader, make_speaker
from api.web.settings import Settings
from tests.asgi import Door
from tests.builders import edit

if TYPE_CHECKING:
    from api.release.load import Folders

RISKS = "/v1/topics/vertebroplasty/sections/risks"


class Watched:
    """A served copy of the project, looked at by hand."""

    def __init__(self, folders: Folders) -> None:
        """Serve it as it is."""
        release = load_release(folders, Policy.DRAFTS)
        self.board = Board(assemble_table(release))
        self.said: list[str] = []
        settings = Settings(
            host="127.0.0.1", port=8000, workers=1, policy=Policy.DRAFTS, folders=folders, public_url=""
        )
        self.reloader = Reloader(self.board, release, settings, self.said.append)
        self.door = Door(self.board)
        self.catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
        self.section = folders.content / "vertebroplasty" / "risks.md"

    def look(self) -> None:
        """Look twice: the second look sees that the files have come to rest."""
        self.reloader.look()
        self.reloader.look()


@pytest.fixture
def watched(folders: Folders) -> Watched:
    """The shipped project, copied and watched."""
    return Watched(folders)


def test_unchanged_files_keep_the_table(watched: Watched) -> None:
    """Nothing changed, nothing swapped, nothing said."""
    table = watched.board.table
    watched.look()

    assert watched.board.table is table
    assert watched.said == []


def test_a_translators_change_is_served(watched: Watched) -> None:
    """The new words, and a word to the operator."""
    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    watched.look()

    assert b"hemorragia" in watched.door.ask(f"{RISKS}/es.json").body
    assert watched.said[-1].startswith("reloaded: release sha256:")


def test_the_first_table_is_completed(watched: Watched) -> None:
    """A server starts uncompressed, to be there sooner; a moment later every coding is there, of the same bodies."""
    watched.board.table = assemble_table(watched.reloader._release, compress=False)
    first = watched.door.ask(f"{RISKS}/es.json", accept_encoding="br")
    watched.reloader.complete()
    whole = watched.door.ask(f"{RISKS}/es.json", accept_encoding="br")

    assert (first.headers.get("content-encoding"), whole.headers["content-encoding"]) == (None, "br")
    assert first == watched.door.ask(f"{RISKS}/es.json")


def test_a_file_that_is_being_written_is_left_to_rest(watched: Watched) -> None:
    """One look after a change does nothing yet: the save may not be done."""
    table = watched.board.table
    edit(watched.catalog, "infección o sangrado", "infección o hemorragia")
    watched.reloader.look()

    assert watched.board.table is table


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
    assert watched.door.ask("/health").json["status"] == "degraded"
    assert "risks.md:" in watched.said[0]
    assert "last good release" in watched.said[-1]

    edit(watched.section, "nearby areas (rare)", "nearby areas (rare) {#leak}")
    watched.look()
    assert watched.door.ask("/health").json["status"] == "ok"


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


def test_one_process_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    """Of several workers, the one that holds the lock tells the operator; another that asks for it is silent."""
    with tempfile.TemporaryFile() as lock:
        say = make_speaker(lock.fileno())
        say("one")
        say("")
        child = os.fork()
        if child == 0:
            say("two")
            os._exit(0)
        os.waitpid(child, 0)

    assert capsys.readouterr().err == "one\n"
