"""`vertebra status`: the board, which says how far every section is in every locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import name_language
from api.model.vetting import State
from api.release.build import edit_source, edit_translation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.model.catalog import Translation
    from api.model.wording import Progress
    from api.vetting.project import Project


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


def draw_board(project: Project, translations: Iterable[Translation]) -> tuple[Row, ...]:
    """The board of these locales."""
    return tuple(_draw_row(translation, project) for translation in translations)


def _draw_row(translation: Translation, project: Project) -> Row:
    edition = edit_translation(translation, project, edit_source(project))
    cells = [
        _make_cell(section.topic, section.id, vetted.state, vetted.wording.progress)
        for topic, group in zip(project.topics, edition.topics, strict=True)
        for section, vetted in zip(topic.sections, group, strict=True)
    ]
    cells.append(_make_cell(DOMAIN, DOMAIN, edition.voice.state, edition.voice.progress))
    return Row(
        locale=translation.locale,
        language=name_language(translation.locale),
        words=sum(cell.words for cell in cells),
        new=sum(cell.new for cell in cells),
        changed=sum(cell.changed for cell in cells),
        cells=tuple(cells),
    )


def _make_cell(topic: str, section: str, state: State, progress: Progress) -> Cell:
    return Cell(
        topic=topic,
        section=section,
        state=state,
        words=progress.words,
        new=progress.new,
        changed=progress.changed,
    )
