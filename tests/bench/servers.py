"""Server processes: start them on their core, ask them, stop and continue them, read what they cost.

Rules
1. Each is the leader of its own session, so that a signal reaches its workers too and Ctrl-C reaches none of them.
2. What is started here is ended here, whatever happens in between.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from msgspec import Struct

from tests.bench.tools import ROOT, BenchError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

HOST: Final = "127.0.0.1"

_TICK: Final = os.sysconf("SC_CLK_TCK")
_START_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 5.0
_POLL_SECONDS: Final = 0.001
_PROC: Final = Path("/proc")

Headers = tuple[tuple[str, str], ...]


class Reply(Struct, frozen=True):
    """What a server answered. Header names are in lower case, in the order in which they were sent."""

    status: int
    headers: Headers
    body: bytes

    def find(self, name: str) -> str:
        """A header's value, or the empty string."""
        return dict(self.headers).get(name, "")


class Memory(Struct, frozen=True):
    """Resident memory in bytes."""

    supervisor: int
    worker: int
    """The biggest of its children; 0 where it has none."""


class Server:
    """A process that listens on a port of its own."""

    def __init__(self, command: Sequence[str], port: int, log: Path) -> None:
        """Start it; `log` takes what it says."""
        self.port = port
        self._command, self._log = command, log
        self._ended = False
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        """The server itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self.end()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    def wait(self, path: str, headers: Headers = (), coding: str = "") -> None:
        """Wait until the path is answered with 200, and in the content coding if one is named.

        Raises:
            BenchError: it is not, or the process ended.
        """
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers(path, headers, coding):
            if self._process.poll() is not None or time.monotonic() > deadline:
                wanted = f"{path} {coding}".rstrip()
                message = f"`{' '.join(self._command)}` does not answer {wanted}:\n{self._log.read_text()[-2000:]}"
                raise BenchError(message)
            time.sleep(_POLL_SECONDS)

    def _answers(self, path: str, headers: Headers, coding: str) -> bool:
        try:
            # Cheaper than a request, since most of the answers are that nobody listens.
            socket.create_connection((HOST, self.port), timeout=5).close()
            reply = self.ask(path, headers)
        except (OSError, http.client.HTTPException):
            return False
        return reply.status == http.client.OK and reply.find("content-encoding") == coding

    def ask(self, path: str, headers: Headers = ()) -> Reply:
        """GET the path with exactly these headers."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.putrequest("GET", path, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            sent = tuple((name.lower(), value) for name, value in response.getheaders())
            return Reply(status=response.status, headers=sent, body=response.read())
        finally:
            connection.close()

    def pause(self) -> None:
        """Keep it, and all its timers, off the core."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it run."""
        self._signal(signal.SIGCONT)

    def end(self) -> None:
        """End it and every child of it; once it is ended, its number may be another's."""
        if self._ended:
            return
        self._ended = True
        self.resume()
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def measure_cpu(self) -> float:
        """Seconds of a core that it and its children have used."""
        spent = 0
        for process in self._find_processes():
            with suppress(OSError):
                fields = _read_stat(process)
                spent += int(fields[11]) + int(fields[12])
        return spent / _TICK

    def measure_memory(self) -> Memory:
        """What it keeps in memory now."""
        supervisor, *workers = map(_read_resident, self._find_processes())
        return Memory(supervisor=supervisor, worker=max(workers, default=0))

    def _find_processes(self) -> list[int]:
        """It, and its children after it."""
        children = []
        for entry in _PROC.iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    if int(_read_stat(int(entry.name))[1]) == self._process.pid:
                        children.append(int(entry.name))
        return [self._process.pid, *children]


def find_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _read_stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat that follow the name, which may itself hold spaces: state, parent, ..."""
    return (_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()


def _read_resident(process: int) -> int:
    """VmRSS, in bytes."""
    for line in (_PROC / str(process) / "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
