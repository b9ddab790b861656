"""`make soak`: races and kills, round after round. Each prints what it came to."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from api.project.reading import Folders
from tests.races import ACTS, PAIRS, choose_pair, kill_midway, lay_out, lay_out_again, race

ROUNDS: Final = 200

LONGEST: Final = 0.06
"""Seconds after which the last is killed: a command takes about half of that."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A project in which each act can be done."""
    return lay_out(tmp_path_factory.mktemp("base"))


@pytest.mark.parametrize("kind", ACTS)
def test_two_of_a_kind(base: Folders, tmp_path: Path, kind: str) -> None:
    """Both write to one file."""
    wrong = [each for _ in range(ROUNDS) for each in race(lay_out_again(base, tmp_path / "work"), ACTS[kind])]
    print(f"{kind}: {ROUNDS} rounds of two, {len(wrong)} faults")
    assert wrong == []


def test_two_of_whatever_kinds(base: Folders, tmp_path: Path) -> None:
    """In turn, every pair that there is."""
    pairs = [PAIRS[number % len(PAIRS)] for number in range(ROUNDS)]
    wrong = [each for pair in pairs for each in race(lay_out_again(base, tmp_path / "work"), choose_pair(*pair))]
    print(f"mixed: {ROUNDS} rounds of two, {len(wrong)} faults")
    assert wrong == []


def test_kills_at_any_moment(base: Folders, tmp_path: Path) -> None:
    """Before it begins, while it reads, while it writes, after it is done."""
    acts = [act for pair in ACTS.values() for act in pair]
    done, wrong = 0, list[str]()
    for number in range(ROUNDS):
        act, delay = acts[number % len(acts)], LONGEST * number / ROUNDS
        was_done, more = kill_midway(lay_out_again(base, tmp_path / "work"), act, delay)
        done += was_done
        wrong += more
    print(f"kills: {ROUNDS}, of which {done} came too late, {len(wrong)} faults")
    assert wrong == []
