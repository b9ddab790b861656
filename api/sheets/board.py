"""The board of `vertebra status` and of the preview, which says how far every section is in every locale.

As a picture it has a tile for each section in each language, coloured by its state, with a bar of what is done.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import asdict

from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.legend import LEGEND
from api.model.locales import name_language
from api.model.vetting import State
from api.representations.elements import element, join_html
from api.sheets.layout import render_counts, render_own_name, render_state, render_wide
from api.vetting.edition import Vetted, VettedProject


class Cell(Struct, frozen=True):
    """One section in one locale. Words are the English's, of which a translator's work is made."""

    topic: str
    section: str
    state: State
    words: int
    new: int
    """Words of messages without a translation."""

    changed: int
    """Words of messages whose English changed."""


class Row(Struct, frozen=True):
    """One locale: its sections in the topics' order, then our own words to patients."""

    locale: LocaleTag
    language: str
    words: int
    """All of the English."""

    new: int
    """Words to translate."""

    changed: int
    """Words to look at again."""

    cells: tuple[Cell, ...] = field(name="sections")

    @property
    def current(self) -> int:
        """Sections whose words are whole and of today's English."""
        return sum(cell.state in {State.DRAFT, State.SIGNED_OFF} for cell in self.cells)


def draw_board(vetted: VettedProject, locales: Iterable[LocaleTag]) -> tuple[Row, ...]:
    """The board of these locales."""
    return tuple(_draw_row(tag, tuple(map(_make_cell, vetted.list_vetted(tag)))) for tag in locales)


def _draw_row(locale: LocaleTag, cells: tuple[Cell, ...]) -> Row:
    return Row(
        locale=locale,
        language=name_language(locale),
        words=sum(cell.words for cell in cells),
        new=sum(cell.new for cell in cells),
        changed=sum(cell.changed for cell in cells),
        cells=cells,
    )


def _make_cell(vetted: Vetted) -> Cell:
    section, progress = vetted.section, asdict(vetted.wording.progress)
    return Cell(topic=section.topic, section=section.id, state=vetted.state, **progress)


def render_board(rows: tuple[Row, ...]) -> Markup:
    """Render the table, and what its colours and letters mean."""
    if not rows:
        return element("p", "There is no locale yet; ", element("code", "vertebra locale add TAG"), " makes one.")
    heads = (element("th", element("span", cell.section), scope="col") for cell in rows[0].cells)
    counts = (element("th", name, scope="col", class_="number") for name in ("new", "changed"))
    head = element("thead", element("tr", element("th", "Language", scope="col"), heads, counts))
    table = element("table", head, element("tbody", map(_render_row, rows)), class_="board")
    used = {cell.state for row in rows for cell in row.cells}
    legend = (
        element("li", render_state(state), " ", element("b", each.letter), f", {each.meaning}")
        for state, each in LEGEND.items()
        if state in used
    )
    return join_html(
        render_wide("The board", table),
        element("ul", legend, class_="legend"),
        element(
            "p",
            "New and changed are words of the English. The bar in a tile is what is done of its words.",
            class_="quiet",
        ),
    )


def _render_row(row: Row) -> Markup:
    name = element("a", render_own_name(row.locale), href=f"/{row.locale}")
    head = element("th", name, element("small", row.language), scope="row")
    tiles = (element("td", render_tile(row, cell)) for cell in row.cells)
    return element("tr", head, tiles, render_counts(row.new, row.changed), id=row.locale)


def render_tile(row: Row, cell: Cell) -> Markup:
    """Render a section's tile, which leads to its sheet."""
    done = 100 * (cell.words - cell.new - cell.changed) // cell.words if cell.words else 100
    told = f"{row.language}, {cell.section}: {cell.state}, {done} % of its words done"
    return element(
        "a",
        element("span", LEGEND[cell.state].letter, aria_hidden="true"),
        element("span", told, class_="unseen"),
        # The bar's width is a class of the style: the preview's pages allow no style attribute.
        element("i", class_=f"tenths-{done // 10}"),
        class_=f"tile {cell.state}",
        href=sheet_path(row.locale, cell.topic, cell.section),
        title=told,
    )


def sheet_path(locale: str, topic: str, section: str) -> str:
    """Give the preview's address of a sheet."""
    return f"/{locale}/{section}" if topic == DOMAIN else f"/{locale}/{topic}/{section}"
