"""`vertebra status`: the board as a table, JSON, Markdown, or an SVG badge."""

from __future__ import annotations

import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Mapping
from typing import Any

from api.cli.arguments import Commands, add_folders, add_format, add_locales, read_chosen
from api.cli.terminal import Paint, print_json, tabulate
from api.model.interface import DOMAIN
from api.model.legend import GOOD, LEGEND, NONE, STALE
from api.project.settings import resolve_folders
from api.representations.elements import element
from api.sheets.board import Cell, Row, draw_board
from api.sheets.state_table import list_states
from api.vetting.edition import vet_project


def add_status(commands: Commands) -> None:
    """Add the command. Its help ends with the table of what decides a section's state, and what a reader gets then."""
    title = "What decides a section's state, and what a reader gets then; the first row that fits:"
    rows = [("state", "when", "by default", "with --drafts", "reason")]
    rows += [(row.state, row.when, row.signed, row.drafts, row.reason) for row in list_states()]
    parser = commands.add_parser(
        "status",
        help="the board: how far each section is in each locale",
        description="The board: how far each section is in each locale, and how many words are to be translated.\n"
        "Of one locale, every section is told.",
        epilog="\n".join((title, "", *tabulate(rows))),
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_locales(parser)
    add_folders(parser)
    add_format(parser, "text", "json", "markdown", "svg")
    parser.set_defaults(run=status)


def status(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print the board."""
    project, translations = read_chosen(resolve_folders(options, environment), options["tags"])
    tags = [translation.locale for translation in translations]
    rows = draw_board(vet_project(project, tags), tags)
    if options["format"] == "json":
        print_json(rows)
    elif options["format"] == "markdown":
        print("\n".join(render_markdown_board(rows)))
    elif options["format"] == "svg":
        print(render_badge(rows))
    else:
        paint = Paint.of(sys.stdout)
        print("\n".join(render_locale_table(rows[0], paint) if len(rows) == 1 else render_board_table(rows, paint)))
    return 0


def render_board_table(rows: tuple[Row, ...], paint: Paint) -> list[str]:
    """Return a line for each locale with a letter for each section, and the legend."""
    if not rows:
        return ["there is no locale yet; `vertebra locale add TAG` makes one"]
    cells = rows[0].cells
    heads = [str(number) for number in range(1, len(cells) + 1)]
    table = [("locale", "language", *heads, "new", "changed", "of")]
    table += [
        (
            row.locale,
            row.language,
            *(paint(LEGEND[cell.state].letter, LEGEND[cell.state].colour.terminal) for cell in row.cells),
            str(row.new),
            str(row.changed),
            str(row.words),
        )
        for row in rows
    ]
    width = len(table[0])
    head, *lines = tabulate(table, numbers=(width - 3, width - 2, width - 1))
    used = {cell.state for row in rows for cell in row.cells}
    legend = ", ".join(
        f"{paint(each.letter, each.colour.terminal)} {state}" for state, each in LEGEND.items() if state in used
    )
    sections = ", ".join(f"{number} {_name(cell)}" for number, cell in zip(heads, cells, strict=True))
    return [
        paint(head, "bold"),
        *lines,
        "",
        f"sections  {sections}",
        f"states    {legend}",
        "new, changed and of are words of the English",
    ]


def render_locale_table(row: Row, paint: Paint) -> list[str]:
    """Return a line for each section of one locale."""
    table = [("section", "state", "new", "changed", "of")]
    for cell in row.cells:
        state = paint(cell.state, LEGEND[cell.state].colour.terminal)
        table.append((_name(cell), state, str(cell.new), str(cell.changed), str(cell.words)))
    table.append(("", "", str(row.new), str(row.changed), str(row.words)))
    head, *lines = tabulate(table, numbers=(2, 3, 4))
    return [f"{paint(row.locale, 'bold')}  {row.language}", "", paint(head, "bold"), *lines]


def render_markdown_board(rows: tuple[Row, ...]) -> list[str]:
    """The board as a Markdown table: a row a locale, a column a section."""
    names = [_name(cell) for cell in rows[0].cells] if rows else []
    head = ["locale", *names, "new words", "changed words"]
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for row in rows:
        cells = [f"{row.language} ({row.locale})", *(str(cell.state) for cell in row.cells)]
        lines.append(f"| {' | '.join([*cells, str(row.new), str(row.changed)])} |")
    return lines


def render_badge(rows: tuple[Row, ...]) -> str:
    """The board in one line, as an SVG picture: how many sections have whole and current words."""
    current, total = sum(row.current for row in rows), sum(len(row.cells) for row in rows)
    label = rows[0].locale if len(rows) == 1 else f"{len(rows)} locales"
    value = f"{current}/{total} current"
    colour = GOOD if total and current == total else STALE if current else NONE
    # Verdana at 11 px is about 7 px a character; textLength holds whatever font there is to it.
    left, right = 7 * len(label) + 12, 7 * len(value) + 12
    title = f"Translations: {label}, {value}"
    return element(
        "svg",
        element("title", title),
        element("rect", width=left + right, height=20, rx=3, fill="#333"),
        element("path", fill=colour.ink, d=f"M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z"),
        element(
            "g",
            element("text", label, x=6, y=14, textLength=left - 12),
            element("text", value, x=left + 6, y=14, textLength=right - 12),
            fill="#fff",
            font_family="Verdana,DejaVu Sans,sans-serif",
            font_size=11,
        ),
        xmlns="http://www.w3.org/2000/svg",
        width=left + right,
        height=20,
        role="img",
        aria_label=title,
    )


def _name(cell: Cell) -> str:
    return cell.section if cell.topic == DOMAIN else f"{cell.topic}/{cell.section}"
