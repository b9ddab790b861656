"""Starts: seconds from a new process to its first 200."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct

from tests.bench.quiet import LIMIT, Retakes, Watch
from tests.bench.results import Start
from tests.bench.servers import Headers
from tests.bench.stage import Command
from tests.bench.subjects import BROWSER, REPRESENTATION, TOPIC

if TYPE_CHECKING:
    from tests.bench.report import Progress
    from tests.bench.stage import Stage


class _Case(Struct, frozen=True):
    """What is started, and which answer is waited for."""

    name: str
    make_command: Callable[[int], Command]
    path: str = REPRESENTATION
    headers: Headers = ()
    coding: str = ""
    pinned: bool = True


def measure_starts(stage: Stage, count: int, progress: Progress) -> tuple[Start, ...]:
    """All cases in turns, each once more than counted: the first finds cold files. The goal is the first's."""
    cases = (
        _Case("vertebra serve --drafts", stage.command_ours),
        _Case("the same, to the first br", stage.command_ours, path=TOPIC, headers=BROWSER, coding="br"),
        _Case("the same, on both cores", stage.command_ours, pinned=False),
        _Case("raw ASGI callable", stage.command_raw),
    )
    times: dict[str, list[tuple[float, float]]] = {case.name: [] for case in cases}
    retakes = Retakes(count * len(cases))
    for turn in range(count + 1):
        for case in cases:
            times[case.name].append(retakes.take(partial(_time_start, stage, case), itemgetter(1)))
            says = f"start {turn}/{count}  {case.name}  {times[case.name][-1][0]:.3f} s"
            progress.show(says, last=case is cases[-1])
    return tuple(_summarise(name, taken[1:]) for name, taken in times.items())


def _time_start(stage: Stage, case: _Case) -> tuple[float, float]:
    """Seconds until the answer, and the share of a core that others used meanwhile."""
    watch, begun = Watch(stage.cores), time.perf_counter()
    with stage.start(case.make_command, pinned=case.pinned) as server:
        server.wait(case.path, case.headers, case.coding)
        seconds = time.perf_counter() - begun
        return seconds, watch.measure_others(server.measure_cpu())


def _summarise(name: str, taken: list[tuple[float, float]]) -> Start:
    """A case's starts as one."""
    return Start(
        name=name,
        median=median(seconds for seconds, _ in taken),
        samples=tuple(seconds for seconds, _ in taken),
        quiet=sum(others <= LIMIT for _, others in taken),
    )
