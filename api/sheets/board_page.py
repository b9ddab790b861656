"""The board as a picture: a tile for each section in each language, coloured by its state, with a bar of what is done."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from api.model.interface import DOMAIN
from api.sheets.board import LETTERS
from api.sheets.layout import MEANINGS, render_own_name, render_state

if TYPE_CHECKING:
    from api.sheets.board import Cell, Row


def render_board(rows: tuple[Row, ...]) -> str:
    """The table, and what its colours and letters mean."""
    if not rows:
        return "<p>There is no locale yet; <code>vertebra locale add TAG</code> makes one.</p>"
    heads = "".join(f'<th scope="col"><span>{escape(cell.section)}</span></th>' for cell in rows[0].cells)
    lines = "".join(_render_row(row) for row in rows)
    used = {cell.state for row in rows for cell in row.cells}
    legend = "".join(
        f"<li>{render_state(state)} <b>{LETTERS[state]}</b>, {MEANINGS[state]}</li>"
        for state in LETTERS
        if state in used
    )
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="The board"><table class="board"><thead><tr>'
        f'<th scope="col">Language</th>{heads}<th scope="col" class="number">new</th>'
        f'<th scope="col" class="number">changed</th></tr></thead><tbody>{lines}</tbody></table></div>'
        f'<ul class="legend">{legend}</ul>'
        '<p class="quiet">New and changed are words of the English. The bar in a tile is what is done of its words.</p>'
    )


def _render_row(row: Row) -> str:
    tiles = "".join(f"<td>{render_tile(row, cell)}</td>" for cell in row.cells)
    return (
        f'<tr id="{row.locale}"><th scope="row"><a href="/{row.locale}">{render_own_name(row.locale)}</a>'
        f"<small>{escape(row.language)}</small></th>{tiles}"
        f'<td class="number">{row.new:,}</td><td class="number">{row.changed:,}</td></tr>'
    )


def render_tile(row: Row, cell: Cell) -> str:
    """A section's tile, which leads to its sheet."""
    done = 100 * (cell.words - cell.new - cell.changed) // cell.words if cell.words else 100
    told = f"{row.language}, {cell.section}: {cell.state}, {done} % of its words done"
    return (
        f'<a class="tile {cell.state}" href="{sheet_path(row.locale, cell.topic, cell.section)}" title="{escape(told)}">'
        f'<span aria-hidden="true">{LETTERS[cell.state]}</span><span class="unseen">{escape(told)}</span>'
        f"{_draw_bar(done)}</a>"
    )


def _draw_bar(done: int) -> str:
    """The bar, in tenths: its width is a class of the style, for the preview's pages allow no style attribute."""
    return f'<i class="tenths-{done // 10}"></i>'


def sheet_path(locale: str, topic: str, section: str) -> str:
    """The preview's address of a sheet."""
    return f"/{locale}/{section}" if topic == DOMAIN else f"/{locale}/{topic}/{section}"
