"""Ours with ever more topics: reading and vetting, start, memory, and random reads beside those of the first size."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Final

from tests.bench.compare import CONTENT, LOCALES, list_sections
from tests.bench.machine import BenchError, Machine, run_tool
from tests.bench.report import Figure, clear, show
from tests.bench.servers import Server, command_ours
from tests.bench.subjects import BROWSER, TOPIC

_READS: Final = 100_000
"""Requests of a round of reads, of which a few addresses have most: the nth has a share of 1/n (Zipf)."""

_SCRIPT: Final = """
local requests, at = {}, 0
function init()
  for path in io.lines("paths.txt") do requests[#requests + 1] = wrk.format("GET", path) end
end
function request() at = at % #requests + 1; return requests[at] end
"""


def scale(machine: Machine, sizes: Sequence[int], seconds: int, limit: float) -> list[Figure]:
    """Measure each size, unless what the one before took says that it would last or need too much."""
    end, figures, last = time.monotonic() + limit, list[Figure](), (0, 0.0, 0.0)
    first: list[tuple[Server, Path]] = []
    for size in sizes:
        times, left = size / (last[0] or size), end - time.monotonic()
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e6
        try:
            if times * last[1] > left or times * last[2] > free:
                message = f"it would take some {times * last[1]:,.0f} s and {times * last[2]:,.0f} MB"
                raise BenchError(message)  # noqa: TRY301  one line tells of both
            measured = measure_size(machine, size, seconds, left, first)
        except BenchError as fault:
            clear()
            print(f"topics {size:,}: not reached, {fault}")
            break
        vetted, started, memory = (each.samples[0][0] for each in measured[:3])
        last = size, vetted + started, memory
        figures += measured
    return figures


def measure_size(
    machine: Machine, size: int, seconds: int, left: float, first: list[tuple[Server, Path]]
) -> tuple[Figure, ...]:
    """A size; `first` takes the server of the first one, beside which the others are measured."""
    folder, begun = make_project(machine.folder / f"topics-{size}", size), time.monotonic()
    vetted = machine.take(partial(time_status, folder, left))
    show(f"topics {size:,}: read and vetted in {vetted[0]:.1f} s")
    server = Server(machine, command_ours(folder / "content", folder / "locales"))
    started = server.wait(f"{TOPIC}-0/es.json", left + begun - time.monotonic())
    show(f"topics {size:,}: served after {started:.1f} s")
    reads = server, write_reads(folder, size)
    first.append(reads)
    ratio = machine.take(partial(compare_reads, reads, first[0], seconds))
    memory = server.measure_memory()
    if reads is not first[0]:
        server.end()
    full = size == 1000
    return (
        Figure(f"topics {size:,}: read and vetted", "s", [vetted], most=120 if full else None),
        Figure(f"topics {size:,}: start to first 200", "s", [(started, True)]),
        Figure(f"topics {size:,}: worker's memory", "MB", [(memory, True)], most=200 if full else None),
        Figure(f"topics {size:,}: random reads : of the first", "×", [ratio], least=0.5 if full else None),
    )[: 4 if reads is not first[0] else 3]


def make_project(folder: Path, size: int) -> Path:
    """The shipped topic so many times, under names of their own, in all its languages."""
    shutil.copytree(LOCALES, folder / "locales", ignore=shutil.ignore_patterns("vertebroplasty.*"))
    for name in (f"vertebroplasty-{number}" for number in range(size)):
        shutil.copytree(CONTENT / "vertebroplasty", folder / "content" / name, copy_function=os.link)
        for catalog in LOCALES.rglob("vertebroplasty.*"):
            (folder / "locales" / catalog.relative_to(LOCALES)).with_name(name + catalog.suffix).hardlink_to(catalog)
    return folder


def time_status(folder: Path, limit: float) -> tuple[float, float]:
    """Seconds until a new process has read and vetted every section in every language, and told of them."""
    begun = time.monotonic()
    command = [str(Path(sys.executable).parent / "vertebra"), "status"]
    run_tool([*command, "--content", str(folder / "content"), "--locales", str(folder / "locales")], limit)
    return time.monotonic() - begun, 0.0


def write_reads(folder: Path, size: int) -> Path:
    """A script for wrk that reads sections at random, the same each time."""
    chance = random.Random(1)  # noqa: S311  nothing secret
    paths = [path.replace(TOPIC, f"{TOPIC}-{number}") for number in range(size) for path in list_sections()]
    chance.shuffle(paths)
    weights = list(accumulate(1 / rank for rank in range(1, len(paths) + 1)))
    chosen = chance.choices(paths, cum_weights=weights, k=_READS)
    (folder / "paths.txt").write_text("\n".join(chosen) + "\n")
    (folder / "reads.lua").write_text(_SCRIPT.replace("paths.txt", str(folder / "paths.txt")))
    return folder / "reads.lua"


def compare_reads(ours: tuple[Server, Path], first: tuple[Server, Path], seconds: int) -> tuple[float, float]:
    """The rate of random reads : that of the first size's; then the seconds that both worked."""
    rates, before = [], ours[0].measure_cpu() + first[0].measure_cpu()
    for server, script in (ours, first):
        server.load("/", BROWSER, seconds, str(script))  # what is asked for often is remembered
        rates.append(server.load("/", BROWSER, seconds, str(script)))
    return rates[0] / rates[1], ours[0].measure_cpu() + first[0].measure_cpu() - before
