"""The bench's command line.

Exit codes: 0 measured, whatever the figures; 2 it could not be measured; 128 and the signal's number: told to stop.
"""

from __future__ import annotations

import argparse
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from tests.bench.measure import measure
from tests.bench.report import Progress, tell, write_result
from tests.bench.results import Options
from tests.bench.tools import BenchError

if TYPE_CHECKING:
    from types import FrameType


def main() -> int:
    """Measure, print, write."""
    options = parse_options()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    progress = Progress()
    try:
        result = measure(options, progress)
    except BenchError as fault:
        progress.clear()
        print(f"bench: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        progress.clear()
        print("bench: interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    progress.clear()
    print(tell(result, colour=sys.stdout.isatty()))
    print(f"\nwritten to {write_result(result)}")
    return 0


def parse_options() -> Options:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="bench", description="Measure ours beside a raw ASGI callable, nginx and FastAPI."
    )
    parser.add_argument("--rounds", type=read_count, default=9, help="rounds of pairs (default: 9)")
    parser.add_argument("--seconds", type=read_count, default=1, help="seconds of a sample (default: 1)")
    parser.add_argument("--starts", type=read_count, default=9, help="starts of each server (default: 9)")
    arguments = parser.parse_args()
    return Options(rounds=arguments.rounds, seconds=arguments.seconds, starts=arguments.starts)


def read_count(text: str) -> int:
    """A whole number from 1 to 1000.

    Raises:
        ValueError: it is not one.
    """
    count = int(text)
    if not 1 <= count <= 1000:
        raise ValueError
    return count


def stop(number: int, frame: FrameType | None) -> NoReturn:
    """End as on Ctrl-C: through everything that has to be cleared away."""
    del frame
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
