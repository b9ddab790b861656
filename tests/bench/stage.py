"""The servers of a run: the command of each, and all of them up and answering alike."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tests.bench.nginx_conf import write_configuration
from tests.bench.project import CONTENT
from tests.bench.servers import Server, find_port
from tests.bench.subjects import BROWSER, REPRESENTATION, TOPIC, ServerName, Subject, list_subjects, take_replies
from tests.bench.tools import Programs, choose_cores, find_programs, prepare_peers

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    from tests.bench.report import Progress

Command = list[str]

_BESIDE_THE_TABLE = "/nothing"
"""A path that ours leaves to its router."""


class Stage:
    """The machine's programs and a folder for this run: makes commands and starts servers."""

    def __init__(self, folder: Path, stack: ExitStack, progress: Progress) -> None:
        """Find everything that is needed, and keep this process off the servers' core. Servers end with the stack."""
        self.folder = folder
        self.stack = stack
        self.cores = choose_cores()
        self.programs: Programs = find_programs(progress.say)
        self._peers = prepare_peers(progress.say)
        self.locales = folder / "locales"
        self.answers = folder / "answers.json"
        os.sched_setaffinity(0, {self.cores.load})

    def start(self, make_command: Callable[[int], Command], *, pinned: bool = True) -> Server:
        """Start a server on its core, or else on both cores."""
        port = find_port()
        cores = f"{self.cores.server}" if pinned else f"{self.cores.server},{self.cores.load}"
        command = [self.programs.taskset, "--cpu-list", cores, *make_command(port)]
        return Server(command, port, self.folder / f"server-{port}.log")

    def command_ours(self, port: int) -> Command:
        """`vertebra serve`, as an operator runs it."""
        vertebra = str(Path(sys.executable).parent / "vertebra")
        folders = ["--content", str(CONTENT), "--locales", str(self.locales)]
        return [vertebra, "serve", "--drafts", "--port", str(port), *folders]

    def command_raw(self, port: int) -> Command:
        """The raw callable; it needs `answers`."""
        return [sys.executable, "-m", "tests.bench.raw_app", "--port", str(port), str(self.answers)]

    def command_fastapi(self, port: int) -> Command:
        """FastAPI, in its own environment."""
        return [str(self._peers), "-m", "tests.bench.fastapi_app", "--port", str(port), str(self.locales)]

    def command_nginx(self, configuration: Path) -> Command:
        """nginx, which has its port in its configuration."""
        return [self.programs.nginx, "-p", str(configuration.parent), "-e", "stderr", "-c", str(configuration)]


def start_servers(stage: Stage) -> tuple[dict[str, Subject], dict[ServerName, Server]]:
    """Ours first, since the controls answer what it answers."""
    ours = start_ours(stage)
    subjects = list_subjects(ours.ask)
    stage.answers.write_bytes(msgspec.json.encode(take_replies(subjects, "raw", ours.ask)))
    files = take_replies(subjects, "nginx", ours.ask)

    def command_nginx(port: int) -> Command:
        return stage.command_nginx(write_configuration(stage.folder / "nginx", port, files))

    return subjects, {
        "ours": ours,
        "raw": start_server(stage, stage.command_raw, REPRESENTATION),
        "nginx": start_server(stage, command_nginx, REPRESENTATION),
        "fastapi": start_server(stage, stage.command_fastapi, subjects["fastapi dict"].path),
    }


def recast(stage: Stage, servers: dict[ServerName, Server]) -> None:
    """Replace the processes of ours and of the raw callable by new ones, paused.

    Where a process happens to lie in memory is worth a few hundredths, and stays so for its life: as much as is measured
    between these two. So each round has its own.
    """
    servers["ours"].end()
    servers["raw"].end()
    servers["ours"] = start_ours(stage)
    servers["ours"].pause()
    servers["raw"] = start_server(stage, stage.command_raw, REPRESENTATION)
    servers["raw"].pause()


def start_ours(stage: Stage) -> Server:
    """Ours, with everything made that it makes."""
    ours = start_server(stage, stage.command_ours, REPRESENTATION)
    settle(ours)
    return ours


def start_server(stage: Stage, make_command: Callable[[int], Command], path: str) -> Server:
    """A server that answers the path; it ends with the run."""
    server = stage.stack.enter_context(stage.start(make_command))
    server.wait(path)
    return server


def settle(ours: Server) -> None:
    """Wait until ours has made everything that it makes after its first answer: the codings, the router."""
    ours.wait(TOPIC, BROWSER, "br")
    ours.ask(_BESIDE_THE_TABLE)
