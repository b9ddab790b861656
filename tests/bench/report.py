"""Says how the bench goes and what came of it: progress on stderr, one table on stdout, the same as JSON."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

import msgspec
from msgspec import Struct

from tests.bench.machine import LIMIT, OUTPUT

_TERMINAL: Final = sys.stderr.isatty()
_HEAD: Final = ("", "median", "lowest", "highest", "unit", "quiet", "goal", "")


class Figure(Struct, frozen=True):
    """Something measured, as often as there are samples."""

    what: str
    unit: str
    samples: Sequence[tuple[float, bool]]
    """Each with whether the machine was quiet."""

    least: float | None = None
    most: float | None = None
    """The goal: at least, or at most."""


def show(text: str) -> None:
    """Tell a person who waits: on a terminal in one line that changes, elsewhere a line each."""
    print(f"\r\x1b[K{text}" if _TERMINAL else text, end="" if _TERMINAL else "\n", file=sys.stderr, flush=True)


def clear() -> None:
    """Leave nothing half said."""
    if _TERMINAL:
        show("")


def tell(what: str, figures: Sequence[Figure]) -> None:
    """Print the table, and write `.bench/<what>.json`."""
    clear()
    processor = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    setting = f"{processor[1] if processor else platform.machine()}, {os.cpu_count()} cores; Python {platform.python_version()}"
    rows = [_HEAD, *map(_make_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print(setting)
    for row in rows:
        cells = (f"{cell:{side}{width}}" for cell, side, width in zip(row, "<>>><>>>", widths, strict=True))
        print("  ".join(cells).rstrip())
    if disturbed := sum(not quiet for each in figures for _, quiet in each.samples):
        print(f"{disturbed} samples were disturbed: others used more than {LIMIT:.0%} of a core. Is the machine idle?")
    path = OUTPUT / f"{what}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode((setting, figures)), indent=2) + b"\n")
    print(f"written to {path.relative_to(OUTPUT.parent)}")


def _make_row(figure: Figure) -> tuple[str, ...]:
    values, quiet = zip(*figure.samples, strict=True)
    middle = median(values)
    goal, met = "", True
    if figure.least is not None:
        goal, met = f"≥ {figure.least:g}", middle >= figure.least
    elif figure.most is not None:
        goal, met = f"≤ {figure.most:g}", middle <= figure.most
    numbers = (middle, min(values), max(values))
    shown = (f"{each:,.0f}" if each >= 1000 else f"{each:.3g}" for each in numbers)
    verdict = ("met" if met else "missed") if goal else ""
    return figure.what, *shown, figure.unit, f"{sum(quiet)}/{len(quiet)}", goal, verdict
