"""Ours beside a raw ASGI callable, nginx and FastAPI: starts, first answers, remembered ones, memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from statistics import median
from typing import Final

from tests.bench.machine import OUTPUT, ROOT, BenchError, Machine
from tests.bench.nginx_conf import write_configuration
from tests.bench.report import Figure, show
from tests.bench.servers import Server, command_ours
from tests.bench.subjects import BROWSER, PAIRS, REPRESENTATION, TOPIC, Subject, check_replies, make_subjects

CONTENT: Final = ROOT / "content"
LOCALES: Final = ROOT / "locales"
_OURS: Final = command_ours(CONTENT, LOCALES)


def measure_starts(machine: Machine, count: int) -> list[Figure]:
    """A new process each time: seconds to its first 200, and processor time of first answers."""
    taken = []
    for turn in range(count + 1):
        taken.append(machine.take(partial(measure_start, machine)))
        show(f"start {turn}/{count}  {taken[-1][0][0]:.3f} s, a first answer {taken[-1][0][1]:.3f} ms")
    # The first of them finds cold files, and does not count.
    starts, firsts, agains = ([(each[part], quiet) for each, quiet in taken[1:]] for part in range(3))
    return [
        Figure("start to first 200", "s", starts, most=0.8),
        Figure("first answer of a section, br, processor time", "ms", firsts, most=0.5),
        Figure("the same answer remembered", "ms", agains),
    ]


def measure_start(machine: Machine) -> tuple[list[float], float]:
    """Seconds to the first 200, the processor's milliseconds for a first answer and for a second; then seconds worked."""
    server = Server(machine, _OURS)
    figures = [server.wait(REPRESENTATION)]
    for _ in range(2):
        spent = [server.measure_cpu()]
        for path in list_sections():
            if server.ask(path, BROWSER).status != 200:
                message = f"{path} is not answered"
                raise BenchError(message)
            spent.append(server.measure_cpu())
        figures.append(1000 * median(after - before for before, after in pairwise(spent)))
    server.end()
    return figures, spent[-1]


def list_sections() -> list[str]:
    """The address of each section in each language."""
    sections = [path.stem for path in CONTENT.glob("vertebroplasty/*.md")]
    locales = ["en", *(path.name.replace("_", "-") for path in LOCALES.iterdir() if path.is_dir())]
    return [f"{TOPIC}/sections/{section}/{locale}.json" for section in sections for locale in locales]


def measure_pairs(machine: Machine, rounds: int, seconds: int) -> list[Figure]:
    """Ratios of rates, the rates, and what ours keeps in memory after the load.

    Where a process happens to lie in memory is worth a few hundredths, and stays so for its life: as much as is measured
    here. So each round has processes of its own.
    """
    ratios: dict[str, list[tuple[float, bool]]] = {}
    rates: dict[str, list[tuple[float, bool]]] = {}
    memory = []
    for turn in range(1, rounds + 1):
        subjects, servers = start_servers(machine, turn)
        for name, server, other, _ in PAIRS:
            both = ((servers["ours"], subjects[name]), (servers[server], subjects[other]))
            measure_rates(both, seconds)  # to warm up
            (first, second), quiet = machine.take(partial(measure_rates, both, seconds))
            ratios.setdefault(f"{name} : {server} {other}", []).append((first / second, quiet))
            rates.setdefault(f"ours {name}", []).append((first, quiet))
            rates.setdefault(f"{server} {other}", []).append((second, quiet))
            show(f"round {turn}/{rounds}  {name} : {server} {other}  {first / second:.3f}")
        memory.append((servers["ours"].measure_memory(), True))
        for each in servers.values():
            each.resume()
        check_replies(subjects, servers)  # wrk reads no bodies: this is how it is known that they stayed what they were
        for each in servers.values():
            each.end()
    goals = [goal for *_, goal in PAIRS]
    return [
        *(Figure(name, "×", ratios[name], least=goal) for name, goal in zip(ratios, goals, strict=True)),
        *(Figure(name, "/s", taken) for name, taken in rates.items()),
        Figure("resident memory of the worker", "MB", memory, most=70),
    ]


def start_servers(machine: Machine, turn: int) -> tuple[dict[str, Subject], dict[str, Server]]:
    """Ours first, since the controls answer what it answers; all are paused."""
    servers: dict[str, Server] = {"ours": Server(machine, _OURS)}
    servers["ours"].wait(REPRESENTATION)
    subjects = make_subjects(servers["ours"])
    replies, answers = check_replies(subjects, servers), machine.folder / "answers.json"
    told = {path: (each.status, each.headers, each.body.decode("latin-1")) for path, each in replies.items()}
    answers.write_text(json.dumps(told))
    python, folder = str(OUTPUT / "venv" / "bin" / "python"), machine.folder / f"nginx-{turn}"

    def command_nginx(port: int) -> list[str]:
        return ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(write_configuration(folder, port, replies))]

    servers |= {
        "raw": Server(machine, lambda port: [sys.executable, "-m", "tests.bench.control", str(port), str(answers)]),
        "nginx": Server(machine, command_nginx),
        "fastapi": Server(machine, lambda port: [python, "-m", "tests.bench.fastapi_app", str(port), str(LOCALES)]),
    }
    for server in servers.values():
        server.wait(TOPIC)
    check_replies(subjects, servers)
    for server in servers.values():
        server.pause()
    return subjects, servers


def measure_rates(both: Sequence[tuple[Server, Subject]], seconds: int) -> tuple[list[float], float]:
    """Requests a second of one after the other, all other servers off the core; then the seconds that they worked."""
    rates, worked = [], 0.0
    for server, subject in both:
        server.resume()
        before = server.measure_cpu()
        rates.append(server.load(subject.path, subject.headers, seconds))
        worked += server.measure_cpu() - before
        server.pause()
    return rates, worked
