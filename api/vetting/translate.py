"""Section x catalog -> wording, and a wording as a reader is shown it. Pure.

It never guesses: a message fits by its msgctxt and its exact msgid, or not. An earlier English of which a clinician vouched that it means the same (`Segment.same`) is as good as today's.
What cannot be shown (a gap, markup that is none) is in what is shown as it stands: such a wording is never served.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from api.model.catalog import BrokenCatalog, Catalog, Credit, Message
from api.model.content import Block, List, Run, Section, Segment, Text
from api.model.exact_words import (
    ExactWords,
    InterfaceWords,
    ListBlock,
    ListItem,
    ParagraphBlock,
    SectionWords,
    StringBlock,
    Surroundings,
)
from api.model.identifiers import BlockId, LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.wording import Gap, Line, Progress, Wording
from api.source.inline import parse_inline, plain, read_runs, rewrite


def translate_section(section: Section, catalog: Catalog | None, locale: LocaleTag, credit: Credit) -> Wording:
    """The section in a locale. Without a catalog every line is missing."""
    lines = translate_segments(section.segments, catalog)
    # "Missing" is said of a section that nobody has begun: no message names it.
    begun = catalog is not None and not catalog.heads.isdisjoint(each.head for each in section.segments)
    gaps = {line.gap for line in lines}
    gap: Gap | None = "missing"
    if begun:
        gap = "incomplete" if gaps & {"missing", "incomplete"} else "outdated" if "outdated" in gaps else None
    return Wording(
        section=section,
        locale=locale,
        lines=lines,
        gap=gap,
        credit=credit,
        file=catalog.file if catalog else section.file,
        progress=measure_progress(lines),
    )


def break_section(section: Section, broken: BrokenCatalog, credit: Credit) -> Wording:
    """The section in a locale whose catalog cannot be trusted: no words, and the catalog's findings to judge it by."""
    # What could be read is work that is done, though nobody is served it.
    readable = translate_section(section, salvage_catalog(broken), broken.locale, credit)
    lines = tuple(Line(segment=segment, text="", gap="missing") for segment in section.segments)
    return replace(readable, lines=lines, gap=None, broken=True)


def author_section(section: Section) -> Wording:
    """The section in the source locale: what the author wrote."""
    lines = tuple(Line(segment=segment, text=segment.msgid) for segment in section.segments)
    return Wording(
        section=section,
        locale=SOURCE,
        lines=lines,
        gap=None,
        credit=Credit(method="authored"),
        file=section.file,
        progress=measure_progress(lines),
    )


def salvage_catalog(found: Catalog | BrokenCatalog) -> Catalog:
    """The catalog; of a broken one, what could be read of it. For people who mend it: none of that is served."""
    if isinstance(found, Catalog):
        return found
    return Catalog(file=found.file, locale=found.locale, messages=found.readable)


def translate_segments(segments: Iterable[Segment], catalog: Catalog | None) -> tuple[Line, ...]:
    """Each segment's words in the catalog."""
    messages = catalog.by_msgctxt if catalog else {}
    return tuple(translate_segment(segment, messages) for segment in segments)


def measure_progress(lines: Iterable[Line]) -> Progress:
    """The lines' words by what has to be done about them."""
    words: dict[Gap | None, int] = {None: 0, "missing": 0, "incomplete": 0, "outdated": 0}
    for line in lines:
        words[line.gap] += len(plain(parse_inline(line.segment.msgid)).split())
    return Progress(words=sum(words.values()), new=words["missing"] + words["incomplete"], changed=words["outdated"])


def is_english_of(segment: Segment, msgid: str) -> bool:
    """Whether a translation of the msgid is one of the segment: readers see the same, or what means the same."""
    return msgid == segment.msgid or rewrite(msgid) in {rewrite(segment.msgid), *segment.same}


def translate_segment(segment: Segment, messages: Mapping[str, Message]) -> Line:
    """One segment's words, or why they cannot be shown: the first that fits of missing, empty, outdated."""
    message = messages.get(segment.msgctxt)
    if message is None:
        return Line(segment=segment, text="", gap="missing")
    gap: Gap | None = None
    # White space and invisible characters are no words: a patient would see nothing.
    if not any(character.isalnum() for character in message.msgstr):
        gap = "incomplete"
    elif message.fuzzy or not is_english_of(segment, message.msgid):
        gap = "outdated"
    return Line(segment=segment, text="" if gap else message.msgstr, gap=gap, message=message)


def show_wording(wording: Wording) -> ExactWords:
    """What a reader is shown of the wording."""
    if wording.section.topic == DOMAIN:
        strings = tuple(StringBlock(line.segment.id, line.text) for line in wording.lines)
        return InterfaceWords(topic=DOMAIN, section=DOMAIN, locale=wording.locale, title=None, blocks=strings)
    return _show(wording.section, wording.locale, {line.segment.id: line.text for line in wording.lines})


def show_source(section: Section) -> SectionWords:
    """What a reader of the source is shown of the section."""
    return _show(section, SOURCE, {segment.id: segment.msgid for segment in section.segments})


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
