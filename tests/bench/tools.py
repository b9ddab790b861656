"""What the bench needs of the machine: two cores, three programs from Debian, a separate environment for FastAPI.

FastAPI brings pydantic, which Litestar imports wherever it finds it; so it must stay out of the project's environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
OUTPUT: Final = ROOT / ".bench"
"""Ignored by git: the peers' environment and the last result."""

REQUIREMENTS: Final = Path(__file__).parent / "requirements.txt"

_PACKAGES: Final = {"wrk": "wrk", "nginx": "nginx-light", "taskset": "util-linux"}
"""Program -> Debian's package."""


class BenchError(Exception):
    """The bench cannot go on; the message says what to do."""


class Cores(Struct, frozen=True):
    """Who runs where."""

    server: int
    load: int


class Programs(Struct, frozen=True):
    """Where the programs are."""

    wrk: str
    nginx: str
    taskset: str


def choose_cores() -> Cores:
    """The first two cores that this process may use.

    Raises:
        BenchError: there is one only.
    """
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        message = "the bench needs two cores: one for the server, one for the load generator"
        raise BenchError(message)
    return Cores(server=cores[0], load=cores[1])


def find_programs(say: Callable[[str], None]) -> Programs:
    """The programs, installed first where they are missing and this user may install them.

    Raises:
        BenchError: one is missing.
    """
    missing = sorted({package for program, package in _PACKAGES.items() if _which(program) is None})
    if missing:
        install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            message = f"missing: {', '.join(missing)}; as root: apt-get update && {' '.join(install)}"
            raise BenchError(message)
        say(f"installing {', '.join(missing)}")
        run_tool(["apt-get", "update"])
        run_tool(install)
    found = {program: _which(program) or "" for program in _PACKAGES}
    if not all(found.values()):
        message = f"not found even now: {', '.join(program for program, path in found.items() if not path)}"
        raise BenchError(message)
    return Programs(**found)


def prepare_peers(say: Callable[[str], None]) -> Path:
    """The Python of an environment with FastAPI, made when it is absent or the requirements changed.

    Raises:
        BenchError: it cannot be made.
    """
    folder = OUTPUT / "venv"
    python, stamp = folder / "bin" / "python", folder / "made-from"
    wanted = sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    say("making an environment for FastAPI in .bench/venv")
    shutil.rmtree(folder, ignore_errors=True)
    uv = Path(sys.executable).parent / "uv"
    if uv.is_file():
        run_tool([str(uv), "venv", "--quiet", "--python", sys.executable, str(folder)])
        sync = ["pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", str(python)]
        run_tool([str(uv), *sync, str(REQUIREMENTS)])
    else:
        venv.create(folder, with_pip=True)
        run_tool([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS)])
    stamp.write_text(wanted)
    return python


def run_tool(command: Sequence[str], seconds: float = 600) -> str:
    """Run a command to its end and give back what it printed.

    Raises:
        BenchError: it failed or took too long.
    """
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        message = f"{command[0]}: {fault}"
        raise BenchError(message) from None
    if done.returncode:
        message = f"`{' '.join(command)}` failed:\n{done.stderr.strip() or done.stdout.strip()}"
        raise BenchError(message)
    return done.stdout


def _which(program: str) -> str | None:
    """Where it is; Debian keeps nginx where only root's PATH leads."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
