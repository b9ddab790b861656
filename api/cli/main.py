"""`vertebra COMMAND …`. Exit codes: 0 fine, 1 an error finding or a refusal, 2 usage or unreadable input."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import TYPE_CHECKING

from api import __version__
from api.cli.serve import add_serve, serve
from api.errors import SettingsError, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="vertebra", description="Vetted patient education in the reader's language, as JSON."
    )
    parser.add_argument("--version", action="version", version=f"vertebra {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add_serve(commands)
    options = vars(parser.parse_args(arguments))
    options.pop("command")
    try:
        return serve(options, os.environ)
    except SourceError as fault:
        print(fault, file=sys.stderr)
        print("vertebra: content/ cannot be served; correct the above and try again", file=sys.stderr)
    except SettingsError as fault:
        print(f"vertebra: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        # Ctrl-C before the server listens; after that it is the server's own, and ends it cleanly.
        return 128 + signal.SIGINT
    return 2
