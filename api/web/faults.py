"""Tells the operator, on stderr, what became of a change and of a request that failed by our fault.

A log that cannot be written, as on a full disk or behind a closed pipe, costs the line alone: neither an answer nor a recall waits for it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from traceback import walk_tb


def tell_operator(text: str) -> None:
    """Print the text, if there is any and it can be printed."""
    with suppress(OSError, ValueError):
        if text:
            print(text, file=sys.stderr, flush=True)


def report_fault(fault: Exception) -> None:
    """Tell the operator on stderr, in one line without a word of the request, what kind of fault of ours arose and where."""
    places = [(frame.f_globals.get("__name__", "?"), line) for frame, line in walk_tb(fault.__traceback__)]
    ours = [place for place in places if place[0].startswith("api.")]
    told = [f"{module}:{line}" for module, line in dict.fromkeys((*ours[-1:], *places[-1:]))]
    # The fault's own words may be the request's.
    tell_operator(f"vertebra: a request failed by our fault: {type(fault).__name__} at {', '.join(told)}")
