"""Server processes: start them on their core, ask them, stop and continue them, load them, read what they cost.

Each leads a session of its own, so that a signal reaches its workers too; what is started here is ended here.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from tests.bench.machine import ROOT, BenchError, Machine, run_tool

HOST: Final = "127.0.0.1"

Headers = tuple[tuple[str, str], ...]


class Reply(Struct, frozen=True):
    """What a server answered. Header names are in lower case."""

    status: int
    headers: Headers
    body: bytes


class Server:
    """A process that listens on a port of its own, on the servers' core, until the run ends."""

    def __init__(self, machine: Machine, make_command: Callable[[int], Sequence[str]]) -> None:
        """Start it."""
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port: int = probe.getsockname()[1]
        self._command = make_command(self.port)
        self._log = machine.folder / f"server-{self.port}.log"
        self.begun = time.perf_counter()
        os.sched_setaffinity(0, {machine.server_core})
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        os.sched_setaffinity(0, {machine.load_core})
        machine.stack.callback(self.end)
        self._connection = http.client.HTTPConnection(HOST, self.port, timeout=60)

    def wait(self, path: str, seconds: float = 30) -> float:
        """Wait until the path is answered with 200: seconds since the start."""
        while not self._answers(path):
            if self._process.poll() is not None or time.perf_counter() > self.begun + seconds:
                message = f"`{' '.join(self._command)}` does not answer {path}:\n{self._log.read_text()[-2000:]}"
                raise BenchError(message)
            time.sleep(0.001)
        return time.perf_counter() - self.begun

    def _answers(self, path: str) -> bool:
        try:
            # Cheaper than a request, since most of the answers are that nobody listens.
            socket.create_connection((HOST, self.port), timeout=5).close()
            return self.ask(path).status == http.client.OK
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return False

    def ask(self, path: str, headers: Headers = ()) -> Reply:
        """GET the path with exactly these headers."""
        self._connection.putrequest("GET", path, skip_accept_encoding=True)
        for header in headers:
            self._connection.putheader(*header)
        self._connection.endheaders()
        response = self._connection.getresponse()
        sent = tuple((name.lower(), value) for name, value in response.getheaders())
        return Reply(response.status, sent, response.read())

    def load(self, path: str, headers: Headers, seconds: int, script: str = "") -> float:
        """Ask as fast as it answers: requests a second."""
        command = ["wrk", "-t1", "-c32", f"-d{seconds}s"]
        command += [part for name, value in headers for part in ("-H", f"{name}: {value}")]
        command += ["-s", script] if script else []
        printed = run_tool([*command, f"http://{HOST}:{self.port}{path}"], seconds + 30)
        rate = re.search(r"Requests/sec: +([0-9.]+)", printed)
        if rate is None or "Socket errors" in printed or "Non-2xx" in printed:
            message = f"{path}: wrk says\n{printed}"
            raise BenchError(message)
        return float(rate[1])

    def pause(self) -> None:
        """Keep it, and all its timers, off the core; it may forget a connection meanwhile."""
        self._connection.close()
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it run."""
        self._signal(signal.SIGCONT)

    def end(self) -> None:
        """End it and every child of it, once."""
        if self._process.returncode is None:
            self._connection.close()
            self.resume()
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def measure_cpu(self) -> float:
        """Seconds of a core that it and its children have used, to the microsecond."""
        threads = (thread for each in self._list_processes() for thread in each.glob("task/*/schedstat"))
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def measure_memory(self) -> float:
        """Resident megabytes of its biggest process, the worker."""
        found = (re.search(r"VmRSS:\s+(\d+)", (each / "status").read_text()) for each in self._list_processes())
        return max(int(each[1]) * 1024 / 1e6 for each in found if each)

    def _list_processes(self) -> list[Path]:
        """It, and its children."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [Path("/proc") / number for number in (str(self._process.pid), *children)]


def command_ours(content: Path, locales: Path) -> Callable[[int], list[str]]:
    """`vertebra serve`, as an operator runs it."""
    vertebra = str(Path(sys.executable).parent / "vertebra")
    folders = ["--content", str(content), "--locales", str(locales)]
    return lambda port: [vertebra, "serve", "--drafts", "--port", str(port), *folders]
