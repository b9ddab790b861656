"""Segments: what translators are asked, and what a patient's page looks up."""

from __future__ import annotations

from api.model.characters import why_not_line
from api.model.content import Segment
from api.model.identifiers import BlockId, SectionId
from api.model.interface import INTERFACE
from api.source.inline import parse_inline, plain
from api.source.parser import parse_section
from api.source.segments import INTERFACE_SECTION, make_segments

MARKDOWN = """\
# Risks {#title}

Rare. {#rare}

- cement {#cement}
  1. lung {#lung}
     - left {#left}
  2. vein {#vein}
- nerve {#nerve}

Ask. {#ask}
"""


def segments(**notes: str) -> tuple[Segment, ...]:
    """The segments of the section above; notes by block id."""
    heading, blocks, _ = parse_section(MARKDOWN, "risks.md")
    by_msgctxt = {f"risks/{name}": note for name, note in notes.items()}
    return make_segments(SectionId("risks"), heading, blocks, file="content/spine/risks.md", notes=by_msgctxt)


def test_segments_come_in_reading_order_with_their_place() -> None:
    """Heading first, then depth first; kind, depth, list kind and parent say where each stands."""
    expected = [
        ("risks/title", "heading", 0, None, None, "Risks"),
        ("risks/rare", "paragraph", 0, None, None, "Rare."),
        ("risks/cement", "item", 1, "bullet", None, "cement"),
        ("risks/lung", "item", 2, "ordered", "cement", "lung"),
        ("risks/left", "item", 3, "bullet", "lung", "left"),
        ("risks/vein", "item", 2, "ordered", "cement", "vein"),
        ("risks/nerve", "item", 1, "bullet", None, "nerve"),
        ("risks/ask", "paragraph", 0, None, None, "Ask."),
    ]
    assert expected == [
        (each.msgctxt, each.kind, each.depth, each.list_kind, each.parent, each.msgid) for each in segments()
    ]


def test_a_segment_is_named_by_section_and_block_alone() -> None:
    """Msgctxt is `section/block` and the reference `file#block`: neither holds a position."""
    expected = [(f"risks/{each.id}", f"content/spine/risks.md#{each.id}") for each in segments()]
    assert expected == [(each.msgctxt, each.reference) for each in segments()]


def test_a_note_stands_with_its_own_segment_only() -> None:
    """The author's note reaches the block it is keyed by, and no other."""
    noted = {each.id: each.note for each in segments(cement="Bone cement.") if each.note}
    assert noted == {"cement": "Bone cement."}


def test_without_notes_no_segment_has_one() -> None:
    """Notes are optional."""
    heading, blocks, _ = parse_section(MARKDOWN, "risks.md")
    assert {""} == {each.note for each in make_segments(SectionId("risks"), heading, blocks)}


def test_the_interface_is_a_pseudo_section_in_template_order() -> None:
    """Each of our own strings is one segment of kind `string`, keyed by its key."""
    expected = tuple(
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
    )
    assert expected == INTERFACE_SECTION.segments


def test_our_own_words_are_lines_of_text() -> None:
    """Nothing in them that nobody sees, and no markup that is not legal: nobody else looks at them before translators do."""
    for text, note in INTERFACE.values():
        assert why_not_line(text) is None
        assert why_not_line(note) is None
        assert plain(parse_inline(text)) == text
