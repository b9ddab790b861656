"""Tells the operator of a fault of our own: one line, without a trace, and without a word of the request or its reader."""

from __future__ import annotations

import sys
from traceback import walk_tb


def report_fault(fault: Exception) -> None:
    """Say on stderr what kind of fault it is, where it arose, and which line of ours led there."""
    places = [(frame.f_globals.get("__name__", "?"), line) for frame, line in walk_tb(fault.__traceback__)]
    ours = [place for place in places if place[0].startswith("api.")]
    told = [f"{module}:{line}" for module, line in dict.fromkeys((*ours[-1:], *places[-1:]))]
    # The fault's own words may be the request's.
    print(
        f"vertebra: a request failed by our fault: {type(fault).__name__} at {', '.join(told)}",
        file=sys.stderr,
        flush=True,
    )
