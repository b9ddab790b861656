"""Makes segments, and so every msgctxt and msgid: of a section, and of our own words to patients.

What asks a translator for words and what looks them up have their segments from here: what was asked is, by
construction, what a patient's page shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.model.content import Block, ListKind, Section, Segment, SegmentKind, Text
from api.model.identifiers import BlockId, SectionId, TopicId
from api.model.interface import DOMAIN, INTERFACE

_Placed = tuple[SegmentKind, Text, int, ListKind | None, BlockId | None]


def make_segments(
    section: SectionId,
    heading: Text,
    blocks: tuple[Block, ...],
    *,
    file: str = "",
    notes: Mapping[str, str] | None = None,
) -> tuple[Segment, ...]:
    """The section's segments in reading order: its heading's, then each block's, depth first.

    `file` is where the section stands, as catalogs cite it; `notes` the author's words to translators by msgctxt.
    """

    def walk(blocks: tuple[Block, ...], depth: int, parent: BlockId | None) -> Iterator[_Placed]:
        for block in blocks:
            if isinstance(block, Text):
                yield "paragraph", block, 0, None, None
                continue
            for item in block.items:
                yield "item", item.text, depth, block.kind, parent
                yield from walk(item.lists, depth + 1, item.text.id)

    placed: tuple[_Placed, ...] = (("heading", heading, 0, None, None), *walk(blocks, 1, None))
    return tuple(
        Segment(
            id=text.id,
            kind=kind,
            depth=depth,
            list_kind=list_kind,
            msgctxt=f"{section}/{text.id}",
            msgid=text.source,
            parent=parent,
            note=(notes or {}).get(f"{section}/{text.id}", ""),
            reference=f"{file}#{text.id}",
        )
        for kind, text, depth, list_kind, parent in placed
    )


INTERFACE_SECTION: Final = Section(
    id=SectionId(DOMAIN),
    topic=TopicId(DOMAIN),
    # What only partners are told of a section; no partner is given this one.
    aspect="OverviewHealthAspect",
    requires=(),
    heading=Text(id=BlockId(DOMAIN), source="", line=0),
    blocks=(),
    segments=tuple(
        Segment(
            id=BlockId(key),
            kind="string",
            depth=0,
            list_kind=None,
            msgctxt=key,
            msgid=text,
            note=note,
            reference=f"api/model/interface.py#{key}",
        )
        for key, (text, note) in INTERFACE.items()
    ),
    file="api/model/interface.py",
)
"""Our own words to patients in template order, as the section that translators finish and reviewers sign. It has no heading."""
