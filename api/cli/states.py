"""`vertebra states`: what decides a section's state, and what a reader gets then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.cli.arguments import add_format
from api.cli.terminal import tabulate
from api.sheets.states import draw_states, list_states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.cli.arguments import Commands


def add_states(commands: Commands) -> None:
    """Tell the parser of the command."""
    parser = commands.add_parser(
        "states",
        help="say what decides whether a text is shown",
        description="List the states of a section in a language: what decides each, and what a reader gets then.",
    )
    add_format(parser, "text", "svg")
    parser.set_defaults(run=states)


def states(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print the table, or the picture."""
    del environment
    if options["format"] == "svg":
        print(draw_states(), end="")
        return 0
    rows = [("state", "when", "by default", "with --drafts", "reason")]
    rows += [(row.state, row.when, row.signed, row.drafts, row.reason) for row in list_states()]
    print("\n".join(tabulate(rows)))
    return 0
