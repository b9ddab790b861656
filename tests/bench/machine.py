"""What the bench needs of the machine: two cores, the programs that `make bench` installs, and quiet."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, TypeVar

ROOT: Final = Path(__file__).resolve().parents[2]
OUTPUT: Final = ROOT / ".bench"
"""Ignored by git: FastAPI's environment, and the last figures."""

LIMIT: Final = 0.10
"""What others may use, as a share of one core."""

_TICK: Final = os.sysconf("SC_CLK_TCK")
_BLUR: Final = 3 / _TICK
"""Seconds by which counts of ticks may miss one another."""

_WORK: Final = (1, 2, 3, 8)
"""Columns of /proc/stat: user, nice, system, and what the host took. Interrupts belong to the traffic itself."""

Taken = TypeVar("Taken")


class BenchError(Exception):
    """The bench cannot go on; the message says what to do."""


class Machine:
    """The cores and a folder for this run; what is opened in the stack ends with it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        """Keep this process, and so the load generator, off the servers' core."""
        self.folder, self.stack = folder, stack
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) < 2:
            message = "the bench needs two cores: one for the server, one for the load generator"
            raise BenchError(message)
        self.server_core, self.load_core = cores[:2]
        os.sched_setaffinity(0, {self.load_core})
        self.retakes = 50
        """How many samples of this run may still be taken again."""

    def take(self, measure: Callable[[], tuple[Taken, float]]) -> tuple[Taken, bool]:
        """The quietest measurement, and whether it was quiet; `measure` tells too for how many seconds servers worked."""
        best: tuple[Taken, float] | None = None
        while best is None or (best[1] > LIMIT and self.retakes):
            self.retakes -= best is not None
            begun, before = time.monotonic(), self._read()
            taken, served = measure()
            worked, own = (now - then for now, then in zip(self._read(), before, strict=True))
            others = max(0.0, worked - own - served - _BLUR) / (time.monotonic() - begun)
            if best is None or others < best[1]:
                best = taken, others
        return best[0], best[1] <= LIMIT

    def _read(self) -> tuple[float, float]:
        """Seconds worked by the two cores, and those by this process and its ended children."""
        lines = {fields[0]: fields for fields in map(str.split, Path("/proc/stat").read_text().splitlines())}
        ticks = sum(int(lines[f"cpu{core}"][each]) for core in (self.server_core, self.load_core) for each in _WORK)
        usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return ticks / _TICK, sum(usage.ru_utime + usage.ru_stime for usage in usages)


def run_tool(command: Sequence[str], seconds: float) -> str:
    """Run a command to its end, and give back what it printed."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=True).stdout
    except subprocess.SubprocessError as fault:
        message = f"{fault}\n{getattr(fault, 'stderr', '') or ''}"
        raise BenchError(message) from None
