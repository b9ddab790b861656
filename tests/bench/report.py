"""Says how the bench goes and what came of it: progress on stderr, plain tables on stdout, everything as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import msgspec

from tests.bench.quiet import LIMIT
from tests.bench.tools import OUTPUT, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.bench.results import Goal, Result, Setting

RESULT: Final = OUTPUT / "result.json"

_BOLD, _GREEN, _RED, _PLAIN = "\x1b[1m", "\x1b[32m", "\x1b[31m", "\x1b[0m"
_CLEAR_LINE: Final = "\r\x1b[K"
_SATURATED: Final = 0.95
"""The share of its core above which the load generator may be the limit."""


class Progress:
    """Tells a person who waits: on a terminal one line that changes, elsewhere the last line of each round."""

    def __init__(self) -> None:
        """Speak on stderr."""
        self._terminal = sys.stderr.isatty()

    def say(self, text: str) -> None:
        """A line that stays."""
        print(f"{_CLEAR_LINE if self._terminal else ''}{text}", file=sys.stderr, flush=True)

    def show(self, text: str, *, last: bool) -> None:
        """A line that the next may replace; `last` of its round."""
        if self._terminal:
            print(f"{_CLEAR_LINE}{text}", end="", file=sys.stderr, flush=True)
        elif last:
            self.say(text)

    def clear(self) -> None:
        """Leave nothing half said."""
        if self._terminal:
            print(_CLEAR_LINE, end="", file=sys.stderr, flush=True)


def write_result(result: Result) -> Path:
    """Everything as JSON; gives the path to tell."""
    OUTPUT.mkdir(exist_ok=True)
    RESULT.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")
    return RESULT.relative_to(ROOT)


def tell(result: Result, *, colour: bool) -> str:
    """The tables."""
    bold, plain = (_BOLD, _PLAIN) if colour else ("", "")
    parts = [
        ("Setting", list(tell_setting(result.setting))),
        ("Each by itself, medians", tabulate(list(tell_subjects(result)), "<>>>>>>")),
        ("Pairs, requests a second of the first : of the second", tabulate(list(tell_pairs(result)), "<>>>>>>")),
        ("Start to first 200, seconds", tabulate(list(tell_starts(result)), "<>>>>")),
        ("Resident memory after the load, MB (10^6 bytes)", tabulate(list(tell_memory(result)), "<>>")),
        ("Goals", tell_goals(result.goals, colour=colour)),
    ]
    blocks = ["\n".join([f"{bold}{title}{plain}", *(f"  {line}" for line in lines)]) for title, lines in parts]
    return "\n\n".join([*blocks, *tell_cautions(result)])


def tell_setting(setting: Setting) -> Iterator[str]:
    """Where and with what."""
    options = setting.options
    yield f"{setting.processor}; {setting.system}"
    yield (
        f"servers on core {setting.cores.server}, wrk on core {setting.cores.load}: one thread, "
        f"{setting.connections} connections, {options.rounds} rounds of pairs, {options.seconds} s a sample"
    )
    yield ", ".join(f"{name} {version}" for name, version in (setting.peer_versions | setting.versions).items())
    for name in sorted(setting.versions.keys() & setting.peer_versions.keys()):
        if setting.versions[name] != setting.peer_versions[name]:
            yield f"note: FastAPI runs with {name} {setting.peer_versions[name]}, ours with {setting.versions[name]}"
    yield f"{len(setting.locales)} locales beside English, of which {len(setting.copies)} are copies of the Spanish one"


def tell_subjects(result: Result) -> Iterator[tuple[str, ...]]:
    """A line a subject."""
    yield "", "requests/s", "p50 ms", "p99 ms", "server µs/request", "wrk busy", "body bytes"
    for each in result.subjects:
        mark = " *" if each.busy > _SATURATED else "  "
        yield (
            each.name,
            f"{each.rate:,.0f}",
            f"{each.p50:.2f}",
            f"{each.p99:.2f}",
            f"{each.cpu:.1f}",
            f"{each.busy:.0%}{mark}",
            f"{each.body:,}",
        )


def tell_pairs(result: Result) -> Iterator[tuple[str, ...]]:
    """A line a pair."""
    yield "", "median", "lowest", "highest", "by CPU", "quiet", "goal"
    for each in result.pairs:
        ratios = (each.ratio, min(each.rounds), max(each.rounds), each.by_cpu)
        quiet = f"{each.quiet}/{len(each.rounds)}"
        goal = "" if each.goal is None else f"{each.goal:.2f}"
        yield f"{each.subject} : {each.control}", *(f"{ratio:.3f}" for ratio in ratios), quiet, goal


def tell_starts(result: Result) -> Iterator[tuple[str, ...]]:
    """A line a server."""
    yield "", "median", "lowest", "highest", "quiet"
    for each in result.starts:
        quiet = f"{each.quiet}/{len(each.samples)}"
        yield each.name, f"{each.median:.3f}", f"{min(each.samples):.3f}", f"{max(each.samples):.3f}", quiet


def tell_memory(result: Result) -> Iterator[tuple[str, ...]]:
    """A line a server."""
    yield "", "worker", "supervisor"
    for name, memory in result.memory.items():
        yield name, f"{memory.worker / 1e6:.1f}", f"{memory.supervisor / 1e6:.1f}"


def tell_cautions(result: Result) -> Iterator[str]:
    """What takes from the figures' worth."""
    if any(each.busy > _SATURATED for each in result.subjects):
        yield "* wrk used its whole core: the server could answer more than that. See the column by CPU for its ratios."
    rounds = sum(len(each.rounds) for each in result.pairs)
    quiet = sum(each.quiet for each in result.pairs)
    if quiet < rounds:
        yield (
            f"{rounds - quiet} of {rounds} pairs were disturbed: others used more than {LIMIT:.0%} of a core (column quiet). "
            "Measure again when the machine is idle."
        )


def tell_goals(goals: Sequence[Goal], *, colour: bool) -> list[str]:
    """A line a goal."""
    rows = [
        (
            goal.what,
            f"{goal.measured:.2f} {goal.unit}",
            "at least" if goal.at_least else "at most",
            f"{goal.limit:.2f} {goal.unit}",
            "met" if goal.met else "not met",
        )
        for goal in goals
    ]
    lines = tabulate(rows, "<><><")
    if not colour:
        return lines
    return [f"{_GREEN if goal.met else _RED}{line}{_PLAIN}" for goal, line in zip(goals, lines, strict=True)]


def tabulate(rows: Sequence[tuple[str, ...]], alignment: str) -> list[str]:
    """Rows as aligned lines; `alignment` has `<` or `>` for each column."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(row, alignment, widths, strict=True)).rstrip()
        for row in rows
    ]
