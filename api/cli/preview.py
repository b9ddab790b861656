"""`vertebra preview`: serve translators' pages on this machine, and follow what they save."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

from api.cli.arguments import Commands, add_folders
from api.preview.server import HOST, run_preview
from api.preview.watcher import Watcher
from api.project.settings import read_number, resolve_folders
from api.web.server import find_address

PREVIEW_PORT: Final = 8001
"""Beside that of `serve`."""


def add_preview(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "preview",
        help="show translations beside the English while you edit",
        description="Show the board, and each section as patients see it beside its English, on a page of this machine that "
        "follows every save. Ctrl-C ends it.",
    )
    parser.add_argument("--port", default=str(PREVIEW_PORT), metavar="PORT", help=f"(default: {PREVIEW_PORT})")
    add_folders(parser)
    parser.set_defaults(run=preview)


def preview(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Serve the pages until stopped."""
    folders = resolve_folders(options, environment)
    port = read_number("port", options["port"])
    find_address(HOST, port)
    watcher = Watcher(folders)
    print(f"Preview at http://{HOST}:{port}/", file=sys.stderr)
    print(f"Leave it open and edit the files in {folders.locales}; Ctrl-C ends it.", file=sys.stderr, flush=True)
    run_preview(watcher, port)
    return 0
