"""Section x catalog -> wording. Pure; and it never guesses: a message fits by its msgctxt and its exact msgid, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.model.catalog import Credit
from api.model.locales import SOURCE
from api.model.wording import Gap, Line, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.model.catalog import BrokenCatalog, Catalog, Message
    from api.model.content import Section, Segment
    from api.model.identifiers import LocaleTag

_GAPS: tuple[Gap, ...] = ("incomplete", "outdated")


def translate_section(section: Section, catalog: Catalog | None, locale: LocaleTag, credit: Credit) -> Wording:
    """The section in a locale. Without a catalog every line is missing."""
    messages = index_messages(catalog)
    lines = tuple(translate_segment(segment, messages) for segment in section.segments)
    # "Missing" is said of a section that nobody has begun: no message names it.
    begun = any(msgctxt.startswith(f"{section.id}/") for msgctxt in messages)
    gaps = {"incomplete" if line.gap == "missing" else line.gap for line in lines}
    gap: Gap | None = next((gap for gap in _GAPS if gap in gaps), None) if begun else "missing"
    return Wording(
        section=section,
        locale=locale,
        lines=lines,
        gap=gap,
        credit=credit,
        file=catalog.file if catalog else section.file,
    )


def break_section(section: Section, broken: BrokenCatalog, credit: Credit) -> Wording:
    """The section in a locale whose catalog cannot be trusted: no words, and the catalog's findings to judge it by."""
    lines = tuple(Line(segment=segment, text="", gap="missing") for segment in section.segments)
    return Wording(section=section, locale=broken.locale, lines=lines, gap=None, credit=credit, file=broken.file)


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
    )


def index_messages(catalog: Catalog | None) -> dict[str, Message]:
    """The catalog's messages by msgctxt."""
    return {message.msgctxt: message for message in catalog.messages} if catalog else {}


def translate_segment(segment: Segment, messages: Mapping[str, Message]) -> Line:
    """One segment's words, or why they cannot be shown: the first that fits of missing, empty, outdated."""
    message = messages.get(segment.msgctxt)
    if message is None:
        return Line(segment=segment, text="", gap="missing")
    gap: Gap | None = None
    # White space and invisible characters are no words: a patient would see nothing.
    if not any(character.isalnum() for character in message.msgstr):
        gap = "incomplete"
    elif message.msgid != segment.msgid or message.fuzzy:
        gap = "outdated"
    return Line(segment=segment, text="" if gap else message.msgstr, gap=gap, message=message)
