"""Whether the machine was quiet: what others used of the two cores while something was measured.

A sample that others disturbed is taken again, up to as many times in a run as the run has samples; what is left
disturbed after that is said so. This looks at the cores only, never at the figures.
"""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.tools import Cores

LIMIT: Final = 0.10
"""What others may use, as a share of one core."""

Taken = TypeVar("Taken")

_TICK: Final = os.sysconf("SC_CLK_TCK")
_BLUR: Final = 3 / _TICK
"""Seconds by which counts of ticks may miss one another."""

_WORK: Final = (1, 2, 3, 8)
"""Columns of /proc/stat: user, nice, system, and what the host took. Interrupts belong to the traffic itself."""


class Watch:
    """Watches the two cores from now on."""

    def __init__(self, cores: Cores) -> None:
        """Begin."""
        self._cores = cores
        self._begun = time.monotonic()
        self._before = self._read()

    def measure_others(self, server_seconds: float) -> float:
        """What others have used, as a share of one core; `server_seconds` is what the measured server has used."""
        worked, own = (now - then for now, then in zip(self._read(), self._before, strict=True))
        others = worked - own - server_seconds - _BLUR
        return max(0.0, others) / (time.monotonic() - self._begun)

    def _read(self) -> tuple[float, float]:
        """Seconds worked by the two cores, and those by this process and its ended children."""
        lines = {fields[0]: fields for fields in map(str.split, Path("/proc/stat").read_text().splitlines())}
        cores = (lines[f"cpu{core}"] for core in (self._cores.server, self._cores.load))
        ticks = sum(int(fields[column]) for fields in cores for column in _WORK)
        usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return ticks / _TICK, sum(usage.ru_utime + usage.ru_stime for usage in usages)


class Retakes:
    """A run's allowance of samples that are taken again."""

    def __init__(self, allowance: int) -> None:
        """How many there may be."""
        self.left = allowance

    def take(self, measure: Callable[[], Taken], others: Callable[[Taken], float]) -> Taken:
        """Measure until the cores were quiet or nothing is left; gives the quietest."""
        best = measure()
        while others(best) > LIMIT and self.left:
            self.left -= 1
            best = min(best, measure(), key=others)
        return best
