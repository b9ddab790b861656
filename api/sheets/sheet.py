"""A sheet: one section in one locale beside its English, block by block, with everything that a translator should know.

Rules
1. State, notices and what patients get are those of a release: the sheet calls what a release is built with.
2. The words are the catalog's, also where patients do not get them: an outdated text is shown as the hint that it is.
3. Of a catalog that broke, the words are those that were last read well, if they are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice
from typing import Final, Literal

from msgspec import Struct

from api.checks.report import Checked, check_lines
from api.model.catalog import BrokenCatalog, Catalog, Translation
from api.model.content import Section, Segment
from api.model.findings import Finding
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.vetting import POLICIES, Policy, Reason, State
from api.model.wording import Gap, Progress
from api.release.model import Release
from api.release.shown import Withheld
from api.representations.json import Reader
from api.representations.shapes import Notice
from api.source.segments import INTERFACE_SECTION
from api.vetting.edition import VettedProject
from api.vetting.translate import salvage_catalog, translate_segments


class SheetRow(Struct, frozen=True):
    """One block."""

    segment: Segment
    number: int
    """Its place in its list, from 1; 0 where it is no list item."""

    text: str
    """The translation as the catalog has it; empty where there is none."""

    gap: Gap | None
    previous: str
    """The English that the text was made for, where that is known to be another than today's."""

    findings: tuple[Finding, ...]
    comments: tuple[str, ...]
    """The translators' own."""

    line: int
    """Where the text stands in the file; 0 where it does not."""


class Sheet(Struct, frozen=True):
    """One section, or our own words to patients, in one locale."""

    locale: LocaleTag
    topic: str
    section: str
    state: State
    progress: Progress
    file: str
    """The catalog; empty where there is none."""

    broken: tuple[Finding, ...]
    """Why the catalog cannot be trusted."""

    salvaged: bool
    """Whether the words are what could be read of a broken catalog; else they are those of a good one."""

    notices: tuple[Notice, ...]
    """What patients read above it, where drafts are served."""

    outcomes: tuple[tuple[Policy, Reason | None], ...]
    """Under each policy: None where patients get these words, else why they do not. Empty for our own words."""

    withheld: tuple[Policy, ...]
    """The policies under which patients get no words at all, not even the English."""

    rows: tuple[SheetRow, ...]

    @property
    def reference(self) -> str:
        """`topic/section`, or `interface`."""
        return self.section if self.topic == DOMAIN else f"{self.topic}/{self.section}"


def draw_sheets(vetted: VettedProject, locale: LocaleTag, good: Translation | None = None) -> tuple[Sheet, ...]:
    """A sheet for each section of each topic, then one for our own words. `good` has the catalogs that were last read well."""
    good = good or vetted.project.find_translation(locale)
    releases = [Release(vetted, policy) for policy in POLICIES]
    sheets: list[Sheet] = []
    for topic in vetted.project.topics:
        readers = [(release.policy, Reader(shown)) for release in releases if (shown := release.find(topic.id, locale))]
        sheets += _draw_topic(topic.sections, vetted, locale, good, readers)
    return (*sheets, *_draw_topic((INTERFACE_SECTION,), vetted, locale, good, []))


def _draw_topic(
    sections: tuple[Section, ...],
    vetted: VettedProject,
    locale: LocaleTag,
    good: Translation,
    readers: list[tuple[Policy, Reader]],
) -> Iterator[Sheet]:
    """The sheets of a topic's sections; `readers` say what patients get of it."""
    domain = sections[0].topic
    edition, found = vetted.find_edition(domain, locale), good.find_catalog(domain)
    rows = draw_rows(tuple(segment for section in sections for segment in section.segments), found, good)
    for place, each in enumerate(edition.sections if edition else ()):
        outcomes = [(policy, reader.outcomes[place]) for policy, reader in readers]
        body = next((reader.make_body(place) for policy, reader in readers if policy.drafts), None)
        yield Sheet(
            locale=locale,
            topic=domain,
            section=each.section.id,
            state=each.state,
            progress=each.wording.progress,
            file=found.file if found else "",
            broken=each.findings if each.wording.broken else (),
            salvaged=isinstance(found, BrokenCatalog),
            notices=body.notices if body else (),
            outcomes=tuple((policy, outcome.reason) for policy, outcome in outcomes),
            withheld=tuple(policy for policy, outcome in outcomes if isinstance(outcome, Withheld)),
            rows=tuple(islice(rows, len(each.section.segments))),
        )


def draw_source_rows(segments: tuple[Segment, ...]) -> Iterator[SheetRow]:
    """The source's own rows: the English alone."""
    for segment, number in zip(segments, number_items(segments), strict=True):
        yield SheetRow(segment=segment, number=number, text="", gap=None, previous="", findings=(), comments=(), line=0)


def draw_rows(
    segments: tuple[Segment, ...], found: Catalog | BrokenCatalog | None, translation: Translation
) -> Iterator[SheetRow]:
    """The rows of a whole catalog, for some rules look at all of its messages."""
    lines = translate_segments(segments, salvage_catalog(found) if found else None)
    checked = Checked(file=found.file if found else "", locale=translation.locale, glossary=translation.glossary)
    findings = check_lines(lines, checked).findings
    for line, number in zip(lines, number_items(segments), strict=True):
        message = line.message
        previous = ""
        if message is not None and line.gap == "outdated":
            previous = message.previous or (message.msgid if message.msgid != line.segment.msgid else "")
        yield SheetRow(
            segment=line.segment,
            number=number,
            text=message.msgstr if message else "",
            gap=line.gap,
            previous=previous,
            findings=tuple(each for each in findings if each.block == line.segment.msgctxt),
            comments=line.comments,
            line=message.line if message else 0,
        )


def number_items(segments: Iterable[Segment]) -> Iterator[int]:
    """Each segment's number in its list, from 1; 0 for what is no list item."""
    counts: dict[int, tuple[str | None, int]] = {}
    for segment in segments:
        # A paragraph, a heading or an outer item ends the lists below it.
        counts = {depth: count for depth, count in counts.items() if depth <= segment.depth and segment.depth}
        kind, count = counts.get(segment.depth, (segment.list_kind, 0))
        if segment.depth:
            counts[segment.depth] = (segment.list_kind, count + 1 if kind == segment.list_kind else 1)
            yield counts[segment.depth][1]
        else:
            yield 0


_TOKEN: Final = re.compile(r"\s+|\w+(?:['’-]\w+)*|.", re.DOTALL)

Piece = tuple[Literal["same", "gone", "new"], str]
"""A stretch of text that stayed, went or came."""


def diff_words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one. The pieces that stayed and went are `before`, those that stayed and came are `after`.

    A space between two words that changed is no common ground: it goes with the one and comes with the other.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    gone = came = ""
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[low:high]), "".join(new[start:end])
        ends = high == len(old) and end == len(new)
        if tag == "equal" and (was.strip() or ends or not (gone or came)):
            pieces += _change(gone, came)
            pieces.append(("same", was))
            gone = came = ""
        else:
            gone, came = gone + was, came + now
    return (*pieces, *_change(gone, came))


def _change(gone: str, came: str) -> list[Piece]:
    changed: tuple[Piece, Piece] = ("gone", gone), ("new", came)
    return [piece for piece in changed if piece[1]]
