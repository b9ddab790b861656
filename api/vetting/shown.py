"""A wording as a reader is shown it: the words of its lines in the section's structure.

What cannot be shown (a gap, markup that is none) is there as it stands: such a wording is never served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.model.content import Text
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.shown import (
    InterfaceWords,
    ListBlock,
    ListItem,
    ParagraphBlock,
    SectionWords,
    StringBlock,
    Surroundings,
)
from api.source.inline import plain, read_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from api.model.content import Block, List, Run, Section
    from api.model.identifiers import BlockId, LocaleTag
    from api.model.shown import ExactWords
    from api.model.wording import Line, Wording


def show_wording(wording: Wording) -> ExactWords:
    """What a reader is shown of the wording."""
    if wording.section.topic == DOMAIN:
        return show_interface(wording.lines, wording.locale)
    return _show(wording.section, wording.locale, {line.segment.id: line.text for line in wording.lines})


def show_source(section: Section) -> SectionWords:
    """What a reader of the source is shown of the section."""
    return _show(section, SOURCE, {segment.id: segment.msgid for segment in section.segments})


def show_interface(lines: Iterable[Line], locale: LocaleTag) -> InterfaceWords:
    """Our own words in these lines."""
    blocks = tuple(StringBlock(line.segment.id, line.text) for line in lines)
    return InterfaceWords(topic=DOMAIN, section=DOMAIN, locale=locale, title=None, blocks=blocks)


def list_surroundings(section: Section) -> Surroundings:
    """What is told beside the section's words."""
    return Surroundings(aspect=section.aspect, publisher=section.publisher, requires=section.requires)


def _show(section: Section, locale: LocaleTag, texts: Mapping[BlockId, str]) -> SectionWords:
    return SectionWords(
        topic=section.topic,
        section=section.id,
        locale=locale,
        title=plain(read_runs(texts[section.heading.id])),
        blocks=tuple(_show_block(block, texts) for block in section.blocks),
    )


def _show_block(block: Block, texts: Mapping[BlockId, str]) -> ParagraphBlock | ListBlock:
    if isinstance(block, Text):
        runs = read_runs(texts[block.id])
        return ParagraphBlock(id=block.id, text=plain(runs), runs=_emphasised(runs))
    return _show_list(block, texts)


def _show_list(block: List, texts: Mapping[BlockId, str]) -> ListBlock:
    items = []
    for item in block.items:
        runs = read_runs(texts[item.text.id])
        nested = tuple(_show_list(each, texts) for each in item.lists)
        items.append(ListItem(id=item.text.id, text=plain(runs), runs=_emphasised(runs), blocks=nested))
    return ListBlock(ordered=block.kind == "ordered", items=tuple(items))


def _emphasised(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, where they say more than the plain text."""
    return runs if any(run.strong or run.em for run in runs) else ()
