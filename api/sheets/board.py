"""`vertebra status`: the board, which says how far every section is in every locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import asdict

from api.model.identifiers import LocaleTag
from api.model.locales import name_language
from api.model.vetting import State

if TYPE_CHECKING:
    from collections.abc import Iterable

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
