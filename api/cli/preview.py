"""`vertebra preview`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from api.cli.arguments import add_folders
from api.cli.chosen import take_lock
from api.errors import RefusedError, SourceError
from api.preview.desk import Desk
from api.preview.pages import render_preview
from api.preview.screen import HOST, Screen
from api.preview.server import run_preview
from api.preview.signing_desk import PREFIX, show_signing, submit_signing
from api.preview.signing_page import render_refusal
from api.project.reading import read_project
from api.project.settings import MAX_PORT, read_number, resolve_folders
from api.sheets.layout import SCRIPT, SCRIPT_PATH, STYLE
from api.web.server import find_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.cli.arguments import Commands
    from api.project.reading import Folders

PORT: Final = 8001
"""Beside the server's own."""


def add_preview(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "preview",
        help="show translations beside the English while you edit",
        description="Show the board, and each section as patients see it beside its English, on a page of this machine that "
        "follows every save. Ctrl-C ends it.",
    )
    parser.add_argument("--port", default=str(PORT), metavar="PORT", help=f"(default: {PORT})")
    add_folders(parser)
    parser.set_defaults(run=preview)


def preview(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Serve the pages until stopped."""
    folders = resolve_folders(options, environment)
    port = read_number("port", options["port"], MAX_PORT)
    find_address(HOST, port)
    desk = Desk(folders)
    screen = Screen(
        show=lambda path: show_page(desk, path),
        submit=lambda path, fields: take_form(folders, path, fields),
        measure=desk.measure,
        style=STYLE,
        script=SCRIPT,
        script_path=SCRIPT_PATH,
    )
    print(f"Preview at http://{HOST}:{port}/", file=sys.stderr)
    print(f"Leave it open and edit the files in {folders.locales}; Ctrl-C ends it.", file=sys.stderr, flush=True)
    run_preview(screen, port)
    return 0


def show_page(desk: Desk, path: str) -> str | None:
    """The page at the path; None where there is none."""
    view = desk.look()
    if path.startswith(PREFIX):
        return show_signing(view.project, path, datetime.now(UTC))
    return render_preview(view, path)


def take_form(folders: Folders, path: str, fields: Mapping[str, str]) -> str | None:
    """Sign what the form says, of the files as they are now. None where that was done, else what is wrong."""
    try:
        with take_lock(folders.locales) as held:
            return submit_signing(read_project(folders), held, path, fields, datetime.now(UTC))
    except SourceError as fault:
        return render_refusal(f"content/ cannot be read: {fault}")
    except RefusedError as fault:
        return render_refusal(str(fault))
