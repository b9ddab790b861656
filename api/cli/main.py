"""`vertebra COMMAND …`. Exit codes: 0 fine, 1 an error finding or a refusal, 2 usage or unreadable input."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api import __version__
from api.cli.ask_reviewer import add_ask_reviewer
from api.cli.check import add_check
from api.cli.due import add_due
from api.cli.handoff import add_handoff
from api.cli.impact import add_impact
from api.cli.locale import add_locale_commands
from api.cli.preview import add_preview
from api.cli.reviewer import add_reviewer_commands
from api.cli.serve import add_serve
from api.cli.signoff import add_sign_off
from api.cli.status import add_status
from api.cli.sync import add_sync
from api.cli.verify import add_verify
from api.cli.withdraw import add_withdraw
from api.errors import UsageError, VertebraError
from api.model.characters import LONGEST_NOTE, why_not_line

_COMMANDS: Final = (
    add_serve,
    add_preview,
    add_sync,
    add_check,
    add_status,
    add_handoff,
    add_locale_commands,
    add_reviewer_commands,
    add_ask_reviewer,
    add_sign_off,
    add_verify,
    add_impact,
    add_due,
    add_withdraw,
)

_READ: Final = frozenset({"note", "reason", "replacement"})
"""Arguments that are kept for people to read, or to follow."""


def check_text(options: Mapping[str, Any]) -> None:
    """Refuse an argument that is not UTF-8 text, or not one line where people will read it.

    Raises:
        UsageError: one is not.
    """
    listed = ((name, value if isinstance(value, list) else [value]) for name, value in options.items())
    for name, word in ((name, word) for name, words in listed for word in words if isinstance(word, str)):
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            message = f"what is given as {name} is not UTF-8 text: {word.encode('utf-8', 'backslashreplace').decode()}"
            raise UsageError(message)
        if name in _READ and (reason := why_not_line(word, LONGEST_NOTE)):
            message = f"what is given as {name} cannot stand on one line: {reason}"
            raise UsageError(message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="vertebra", description="Vetted patient education in the reader's language, as JSON."
    )
    parser.add_argument("--version", action="version", version=f"vertebra {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in _COMMANDS:
        add(commands)
    options = vars(parser.parse_args(arguments))
    try:
        check_text(options)
        code: int = options["run"](options, os.environ)
    except VertebraError as fault:
        print(f"{fault}\nvertebra: {fault.hint}" if fault.hint else f"vertebra: {fault}", file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        # Ctrl-C before the server listens; after that it is the server's own, and ends it cleanly.
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Whoever reads our output has seen enough, as `head` does. What is left to say has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except OSError as fault:
        # What we read and write says so itself; this is the terminal, or the file that stands for it.
        print(f"vertebra: the output cannot be written: {fault.strerror}; what was done is done", file=sys.stderr)
        return VertebraError.exit_code
    return code
