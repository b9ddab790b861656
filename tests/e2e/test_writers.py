"""Two commands that write at once, in processes of their own: both are done, nothing is lost. `make soak` has 200 rounds of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.project.reading import Folders
from tests.races import ACTS, PAIRS, choose_pair, kill_midway, lay_out, lay_out_again, race


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A project in which each act can be done."""
    return lay_out(tmp_path_factory.mktemp("base"))


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_who_write_at_once_both_succeed(base: Folders, tmp_path: Path, pair: tuple[str, str]) -> None:
    """Whoever comes second waits: nobody is refused, and no line or text of either is lost."""
    assert race(lay_out_again(base, tmp_path / "work"), choose_pair(*pair)) == []


@pytest.mark.parametrize("kind", ACTS)
def test_a_killed_writer_leaves_all_whole_and_holds_nothing(base: Folders, tmp_path: Path, kind: str) -> None:
    """At whatever moment: the files can be read, what it began is done wholly or not at all, and the next one is not kept waiting."""
    for delay in (0.0, 0.01, 0.02, 0.03):
        _, wrong = kill_midway(lay_out_again(base, tmp_path / "work"), ACTS[kind][0], delay)
        assert wrong == []
