"""Colours, tables and questions of the commands: colour in a terminal, plain text in a pipe."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Final, TextIO

import msgspec
from msgspec import Struct

from api.model.findings import Severity

_CODES: Final = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}

_PAINTED: Final = re.compile(r"\x1b\[\d+m")

SEVERITY_STYLES: Final[Mapping[Severity, str]] = {"error": "red", "warning": "yellow", "info": "cyan"}


class Paint(Struct, frozen=True):
    """Colours text; not in a pipe, nor where NO_COLOR is set (https://no-color.org)."""

    colour: bool

    @classmethod
    def of(cls, stream: TextIO) -> Paint:
        """Return the paint for the stream."""
        return cls(colour=stream.isatty() and not os.environ.get("NO_COLOR"))

    def __call__(self, text: str, style: str) -> str:
        """Return the text in a style: bold, dim or a colour's name."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and style else text


def ask_yes(question: str) -> bool:
    """Ask; whether the answer was an explicit yes."""
    return hear(question).lower() == "yes"


def hear(question: str) -> str:
    """Ask, and return what is typed; an empty text at the end of the input."""
    return hear_or_end(question) or ""


def hear_or_end(question: str) -> str | None:
    """Ask, and return what is typed; None at the end of the input."""
    try:
        return input(question).strip()
    except EOFError:
        print()
        return None


def complain(fault: object) -> None:
    """Print on stderr what went wrong."""
    print(f"vertebra: {fault}", file=sys.stderr, flush=True)


def print_json(value: object) -> None:
    """Print the value as JSON, laid out for people too."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def tabulate(rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> list[str]:
    """Return the rows as aligned lines, whatever is painted in them; the columns in `numbers` are right-aligned."""
    widths = [max(map(_measure, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        blanks = [" " * (width - _measure(cell)) for cell, width in zip(row, widths, strict=True)]
        cells = (
            blank + cell if column in numbers else cell + blank
            for column, (cell, blank) in enumerate(zip(row, blanks, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return lines


def _measure(cell: str) -> int:
    return len(_PAINTED.sub("", cell))
