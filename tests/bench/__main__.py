"""The bench's command line: exit code 0, whatever the figures; 2 where it could not be measured."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench.compare import measure_pairs, measure_starts
from tests.bench.machine import OUTPUT, BenchError, Machine
from tests.bench.report import clear, tell
from tests.bench.scale import scale


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure ours beside others, or with ever more topics.")
    parser.add_argument("what", nargs="?", choices=("compare", "scale"), default="compare")
    parser.add_argument("--rounds", type=int, default=9, help="rounds of pairs, and starts (default: 9)")
    parser.add_argument("--seconds", type=int, default=1, help="of a sample of load (default: 1)")
    parser.add_argument(
        "--minutes", type=float, default=15, help="after which scale takes no further size (default: 15)"
    )
    parser.add_argument("--topics", type=int, nargs="+", default=(1, 10, 100, 1000), help="scale's sizes")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    OUTPUT.mkdir(exist_ok=True)
    os.environ["PATH"] += ":/usr/sbin"  # where Debian keeps nginx
    try:
        with tempfile.TemporaryDirectory(dir=OUTPUT) as folder, ExitStack() as stack:
            machine = Machine(Path(folder), stack)
            if options.what == "scale":
                figures = scale(machine, options.topics, options.seconds, options.minutes * 60)
            else:
                figures = [
                    *measure_starts(machine, options.rounds),
                    *measure_pairs(machine, options.rounds, options.seconds),
                ]
    except (BenchError, FileNotFoundError) as fault:
        clear()
        print(f"bench: {fault}\n`make bench` and `make bench-scale` install what they need", file=sys.stderr)
        return 2
    tell(options.what, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
