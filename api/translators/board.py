"""`vertebra status`: the board, which says how far every section is in every locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from api.checks import Checked, find_errors
from api.model.catalog import BrokenCatalog, Catalog
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import find_locale
from api.model.vetting import State
from api.release.build import edit_translation
from api.source.inline import parse_inline, plain
from api.source.segments import make_interface_segments
from api.translate import index_messages, translate_segment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.model.catalog import Translation
    from api.model.wording import Line
    from api.release.model import Project


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
    cells: tuple[Cell, ...]

    @property
    def words(self) -> int:
        """All of the English."""
        return sum(cell.words for cell in self.cells)

    @property
    def new(self) -> int:
        """Words to translate."""
        return sum(cell.new for cell in self.cells)

    @property
    def changed(self) -> int:
        """Words to look at again."""
        return sum(cell.changed for cell in self.cells)

    @property
    def current(self) -> int:
        """Sections whose words are whole and of today's English."""
        return sum(cell.state in {State.DRAFT, State.SIGNED_OFF} for cell in self.cells)


def draw_board(project: Project, translations: Iterable[Translation]) -> tuple[Row, ...]:
    """The board of these locales."""
    return tuple(_draw_row(translation, project) for translation in translations)


def _draw_row(translation: Translation, project: Project) -> Row:
    edition = edit_translation(translation, project)
    cells = [
        _count(section.topic, section.id, vetted.state, _translate(translation, section.topic, vetted.wording.lines))
        for topic, group in zip(project.topics, edition.topics, strict=True)
        for section, vetted in zip(topic.sections, group, strict=True)
    ]
    interface = _translate_interface(translation)
    cells.append(
        _count(DOMAIN, DOMAIN, _judge_interface(interface, translation, signed=edition.voice.signed), interface)
    )
    locale = find_locale(translation.locale)
    return Row(
        locale=translation.locale, language=locale.english_name if locale else translation.locale, cells=tuple(cells)
    )


def _translate(translation: Translation, domain: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with what could be read of a broken catalog: its words are work that is done."""
    found = translation.find_catalog(domain)
    if not isinstance(found, BrokenCatalog):
        return lines
    messages = index_messages(Catalog(file=found.file, locale=found.locale, messages=found.readable))
    return tuple(translate_segment(line.segment, messages) for line in lines)


def _translate_interface(translation: Translation) -> tuple[Line, ...]:
    found = translation.find_catalog(DOMAIN)
    messages = index_messages(found if isinstance(found, Catalog) else None)
    lines = tuple(translate_segment(segment, messages) for segment in make_interface_segments())
    return _translate(translation, DOMAIN, lines)


def _judge_interface(lines: tuple[Line, ...], translation: Translation, *, signed: bool) -> State:
    found = translation.find_catalog(DOMAIN)
    gaps = {line.gap for line in lines} - {None}
    if found is None:
        return State.MISSING
    if isinstance(found, BrokenCatalog):
        return State.FAILED_CHECK
    if gaps:
        return State.INCOMPLETE if gaps & {"missing", "incomplete"} else State.OUTDATED
    checked = Checked(file=found.file, locale=translation.locale, glossary=translation.glossary)
    if find_errors(lines, checked):
        return State.FAILED_CHECK
    return State.SIGNED_OFF if signed else State.DRAFT


def _count(topic: str, section: str, state: State, lines: tuple[Line, ...]) -> Cell:
    words = {None: 0, "missing": 0, "incomplete": 0, "outdated": 0}
    for line in lines:
        words[line.gap] += len(plain(parse_inline(line.segment.msgid)).split())
    return Cell(
        topic=topic,
        section=section,
        state=state,
        words=sum(words.values()),
        new=words["missing"] + words["incomplete"],
        changed=words["outdated"],
    )
