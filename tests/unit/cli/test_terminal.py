"""Colour where a person reads, none where a program does."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from api.cli.terminal import Paint, tabulate
from tests.builders import ROOT


class Terminal(io.StringIO):
    """A stream that says that it is one."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.mark.parametrize(
    ("make", "no_color", "shown"),
    [(Terminal, "", "\x1b[31mx\x1b[0m"), (Terminal, "1", "x"), (io.StringIO, "", "x")],
)
def test_colour_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], io.StringIO], no_color: str, shown: str
) -> None:
    """Not for pipes, and not where NO_COLOR is set."""
    monkeypatch.setenv("NO_COLOR", no_color)
    assert Paint.of(make())("x", "red") == shown
    assert Paint.of(make())("x", "") == "x"


def test_no_other_module_colours_anything() -> None:
    """One that did would colour pipes too."""
    assert [path.name for path in (ROOT / "api").rglob("*.py") if r"\x1b[" in path.read_text()] == ["terminal.py"]


@pytest.mark.parametrize("first", ["a", Paint(colour=True)("a", "red")])
def test_columns_stand_below_one_another(first: str) -> None:
    """Words from the left, numbers from the right, no space at the end; what is painted is as wide as it looks."""
    assert tabulate([(first, "1", ""), ("bbb", "22", "")], numbers=(1,)) == [f"{first}     1", "bbb  22"]
