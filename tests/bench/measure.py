"""One run of the bench: servers up, answers checked, starts, rounds of pairs, memory."""

from __future__ import annotations

import platform
import re
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from itertools import chain, repeat
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from tests.bench.load import CONNECTIONS, run_load
from tests.bench.project import LOCALES, make_locales
from tests.bench.quiet import LIMIT, Retakes, Watch
from tests.bench.results import Figures, Goal, Measured, Ratio, Result, Setting, Start
from tests.bench.stage import Stage, recast, start_servers
from tests.bench.starts import measure_starts
from tests.bench.subjects import (
    MEMORY_GOAL,
    PAIRS,
    START_GOAL,
    Pair,
    ServerName,
    Subject,
    check_replies,
)
from tests.bench.tools import REQUIREMENTS, BenchError, Cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.load import Sample
    from tests.bench.report import Progress
    from tests.bench.results import Options
    from tests.bench.servers import Memory, Server

_PACKAGES: Final = ("granian", "uvloop", "litestar", "babel", "fastapi")


def measure(options: Options, progress: Progress) -> Result:
    """Measure everything.

    Raises:
        BenchError: the machine lacks something, or a server does not answer as it should.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        stage = Stage(Path(name), stack, progress)
        copies = make_locales(stage.locales)
        if copies:
            progress.say(f"{len(LOCALES)} locales beside English; copies of the Spanish catalogs: {', '.join(copies)}")
        subjects, servers = start_servers(stage)
        bodies = check_replies(subjects, servers)
        for server in servers.values():
            server.pause()
        starts = measure_starts(stage, options.starts, progress)
        samples, ratios = measure_pairs(stage, options, subjects, servers, progress)
        memory = {name: server.measure_memory() for name, server in servers.items()}
        for server in servers.values():
            server.resume()
        # wrk reads no bodies: this is how it is known that the answers stayed what they were.
        check_replies(subjects, servers)
        figures = tuple(summarise(name, bodies[name], samples[name]) for name in subjects)
        return Result(
            setting=describe_setting(stage.cores, options, copies),
            subjects=figures,
            pairs=ratios,
            starts=starts,
            memory=memory,
            goals=tuple(judge(ratios, starts, memory)),
        )


def measure_pairs(
    stage: Stage,
    options: Options,
    subjects: Mapping[str, Subject],
    servers: dict[ServerName, Server],
    progress: Progress,
) -> tuple[dict[str, list[Measured]], tuple[Ratio, ...]]:
    """Samples by subject, and ratios; `servers` are then the last round's.

    Every round takes every pair, of new processes; before that each subject once, not counted.
    """
    taken: dict[Pair, list[tuple[Measured, Measured]]] = {pair: [] for pair in PAIRS}
    retakes = Retakes(options.rounds * len(PAIRS))

    def measure_one(name: str) -> Measured:
        return measure_subject(stage, subjects[name], servers[subjects[name].server], options.seconds)

    def measure_both(pair: Pair) -> tuple[Measured, Measured]:
        return measure_one(pair.subject), measure_one(pair.control)

    for turn in range(1, options.rounds + 1):
        if turn > 1:
            recast(stage, servers)
        for name in subjects:
            progress.show(f"round {turn}/{options.rounds}  warm-up  {name}", last=False)
            measure_one(name)
        for pair in chain.from_iterable(repeat(pair, pair.times) for pair in PAIRS):
            both = retakes.take(partial(measure_both, pair), worst)
            taken[pair].append(both)
            says = f"round {turn}/{options.rounds}  {pair.subject} : {pair.control}  {divide(both):.2f}"
            progress.show(says, last=pair is PAIRS[-1])
    samples: dict[str, list[Measured]] = {name: [] for name in subjects}
    for pair, rounds in taken.items():
        samples[pair.subject] += [first for first, _ in rounds]
        samples[pair.control] += [second for _, second in rounds]
    return samples, tuple(compare(pair, rounds) for pair, rounds in taken.items())


def divide(both: tuple[Measured, Measured]) -> float:
    """The ratio of the rates."""
    first, second = both
    return first.load.rate / second.load.rate


def worst(both: tuple[Measured, Measured]) -> float:
    """The share of a core that others used."""
    return max(each.others for each in both)


def compare(pair: Pair, rounds: Sequence[tuple[Measured, Measured]]) -> Ratio:
    """A pair's rounds as one ratio."""
    return Ratio(
        subject=pair.subject,
        control=pair.control,
        goal=pair.goal,
        ratio=median(map(divide, rounds)),
        rounds=tuple(map(divide, rounds)),
        by_cpu=median(second.cpu / first.cpu for first, second in rounds),
        quiet=sum(worst(both) <= LIMIT for both in rounds),
    )


def measure_subject(stage: Stage, subject: Subject, server: Server, seconds: int) -> Measured:
    """One sample, with the other servers off the core.

    Raises:
        BenchError: the server refused what it should answer.
    """
    server.resume()
    try:
        watch, spent = Watch(stage.cores), server.measure_cpu()
        sample = run_load(stage.programs, stage.cores, server.url + subject.path, subject.headers, seconds)
        spent = server.measure_cpu() - spent
        others = watch.measure_others(spent)
    finally:
        server.pause()
    check_refusals(subject, sample)
    return Measured(load=sample, cpu=spent / sample.requests * 1e6, others=others)


def check_refusals(subject: Subject, sample: Sample) -> None:
    """All answers of a miss are refusals, and none of another's.

    Raises:
        BenchError: it is otherwise.
    """
    expected = sample.requests if subject.status >= 400 else 0
    if sample.refused != expected:
        message = f"{subject.name}: {sample.refused} of {sample.requests} answers have a status of 400 or more"
        raise BenchError(message)


def summarise(name: str, body: int, samples: Sequence[Measured]) -> Figures:
    """A subject's medians."""
    return Figures(
        name=name,
        body=body,
        rate=median(each.load.rate for each in samples),
        p50=median(each.load.p50 for each in samples),
        p99=median(each.load.p99 for each in samples),
        cpu=median(each.cpu for each in samples),
        busy=median(each.load.busy for each in samples),
        samples=tuple(samples),
    )


def judge(ratios: Sequence[Ratio], starts: Sequence[Start], memory: Mapping[ServerName, Memory]) -> Iterator[Goal]:
    """Each goal beside what was measured."""
    for each in ratios:
        if each.goal is not None:
            yield make_goal(f"{each.subject} : {each.control}", each.ratio, each.goal, "×", at_least=True)
    yield make_goal("start to first 200", starts[0].median, START_GOAL, "s", at_least=False)
    worker = memory["ours"].worker / 1e6
    yield make_goal("resident memory of the worker", worker, MEMORY_GOAL / 1e6, "MB", at_least=False)


def make_goal(what: str, measured: float, limit: float, unit: str, *, at_least: bool) -> Goal:
    """A goal, judged."""
    met = measured >= limit if at_least else measured <= limit
    return Goal(what=what, measured=measured, limit=limit, unit=unit, at_least=at_least, met=met)


def describe_setting(cores: Cores, options: Options, copies: tuple[str, ...]) -> Setting:
    """Where and with what it was measured."""
    processors = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", REQUIREMENTS.read_text(), re.MULTILINE))
    installed = {each.name.lower(): each.version for each in metadata.distributions()}
    return Setting(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        system=f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        processor=processors[0] if processors else platform.machine(),
        cores=cores,
        connections=CONNECTIONS,
        options=options,
        versions={name: installed[name] for name in _PACKAGES if name in installed},
        peer_versions={name: locked[name] for name in _PACKAGES if name in locked},
        locales=LOCALES,
        copies=copies,
    )
