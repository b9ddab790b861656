"""Runs the bench as a plain script, from any folder: `python tests/bench/run.py --rounds 3`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

# In place of this script's own folder, so that `tests.bench` is found and nothing in the folder hides a library.
sys.path[0] = str(Path(__file__).resolve().parents[2])

if __name__ == "__main__":
    runpy.run_module("tests.bench", run_name="__main__", alter_sys=True)
