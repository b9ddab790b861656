"""Somebody at a terminal: a real one, to which a command speaks, and which types the answers."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct


class Session(Struct, frozen=True):
    """What became of a command."""

    code: int
    screen: str
    """All that stood on the terminal, in plain lines."""


def type_answers(
    command: str, folder: Path, answers: Sequence[tuple[str, str | Callable[[], str]]], patience: float = 60
) -> Session:
    """Run the command in a shell on a terminal of its own; each time the question's words stand there, type its answer.

    An answer that is a function is called then, and gives what is typed.
    """
    ours, theirs = os.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb"}
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    screen, told = b"", 0
    try:
        for question, answer in answers:
            while (found := screen.find(question.encode(), told)) < 0:
                piece = _read(ours, patience)
                assert piece, f"never asked {question!r}:\n{screen.decode(errors='replace')}"
                screen += piece
            told = found + len(question.encode())
            os.write(ours, f"{answer if isinstance(answer, str) else answer()}\n".encode())
        while piece := _read(ours, patience):
            screen += piece
        return Session(code=process.wait(patience), screen=screen.decode().replace("\r\n", "\n"))
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _read(terminal: int, patience: float) -> bytes:
    """What comes next; nothing once the command has ended."""
    ready, _, _ = select.select([terminal], [], [], patience)
    assert ready, "the command says nothing more, and does not end"
    try:
        return os.read(terminal, 65536)
    except OSError:
        # A terminal that nobody holds any more is an input/output error.
        return b""
