"""The load: one run of wrk, and what it says."""

from __future__ import annotations

import re
import resource
import time
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tests.bench.tools import BenchError, run_tool

if TYPE_CHECKING:
    from tests.bench.servers import Headers
    from tests.bench.tools import Cores, Programs

CONNECTIONS: Final = 32

_UNITS: Final = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_RATE: Final = re.compile(r"^Requests/sec:\s+([0-9.]+)$", re.MULTILINE)
_COUNT: Final = re.compile(r"^\s*([0-9]+) requests in ", re.MULTILINE)
_PERCENTILE: Final = re.compile(r"^\s+(50|99)%\s+([0-9.]+)(us|ms|s|m)$", re.MULTILINE)
_REFUSED: Final = re.compile(r"Non-2xx or 3xx responses: ([0-9]+)")
_SOCKET_ERRORS: Final = re.compile(r"Socket errors: .*")


class Sample(Struct, frozen=True):
    """One run."""

    rate: float
    """Requests a second."""

    requests: int
    refused: int
    """Answers with a status of 400 or more."""

    p50: float
    """Milliseconds."""

    p99: float
    busy: float
    """The share of its core that the load generator used: near 1, it is the limit and not the server."""


def run_load(programs: Programs, cores: Cores, url: str, headers: Headers, seconds: int) -> Sample:
    """Ask for the URL as fast as it is answered.

    Raises:
        BenchError: connections failed.
    """
    command = [programs.taskset, "--cpu-list", str(cores.load), programs.wrk, "-t1", f"-c{CONNECTIONS}"]
    command += [f"-d{seconds}s", "--latency", *(part for name, value in headers for part in ("-H", f"{name}: {value}"))]
    spent, begun = _measure_children(), time.monotonic()
    printed = run_tool([*command, url], seconds + 30)
    busy = (_measure_children() - spent) / (time.monotonic() - begun)
    if errors := _SOCKET_ERRORS.search(printed):
        message = f"{url}: {errors[0]}"
        raise BenchError(message)
    return read_sample(printed, busy)


def read_sample(printed: str, busy: float) -> Sample:
    """What wrk printed.

    Raises:
        BenchError: it is not what wrk prints.
    """
    rate, count, refused = _RATE.search(printed), _COUNT.search(printed), _REFUSED.search(printed)
    percentiles = {name: float(value) * _UNITS[unit] for name, value, unit in _PERCENTILE.findall(printed)}
    if rate is None or count is None or len(percentiles) != 2:
        message = f"wrk printed what cannot be read:\n{printed}"
        raise BenchError(message)
    return Sample(
        rate=float(rate[1]),
        requests=int(count[1]),
        refused=int(refused[1]) if refused else 0,
        p50=percentiles["50"],
        p99=percentiles["99"],
        busy=busy,
    )


def _measure_children() -> float:
    """Seconds of a core that ended children have used. Servers count once they end, which none does during a run."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
