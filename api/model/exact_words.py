"""What a reader is shown of a section, or of our own words, in one locale: what its digest is over, and so what is signed.

Rules
1. A wording is the JSON of these values: keys sorted, no white space, UTF-8 (RFC 8785). Its digest is SHA-256 over that.
2. All that a reader sees of the words is in it, and nothing else: words, order, kinds of lists and where they end, emphasis.
3. Runs stand only where something is emphasised; neighbours of one emphasis are one run, and none is empty.
4. A block is known by its id. A heading's id is shown nowhere, so it is not in it: there is one heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from api.model.content import Aspect, ListKind, Run, SegmentKind, merge_runs
from api.model.identifiers import Digest
from api.model.interface import DOMAIN
from api.model.wording import digest_bytes, encode_canonically

BlockName = Annotated[str, Meta(description="The author's id, unique in the section and the same in every language")]
PlainText = Annotated[str, Meta(description="Plain text, without its emphasis: escape it yourself")]
EmphasisedText = Annotated[
    tuple[Run, ...], Meta(description="The text with its emphasis; left out where `text` says it all")
]


class ParagraphBlock(
    Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag="paragraph", tag_field="type"
):
    """A paragraph."""

    id: BlockName
    text: PlainText
    runs: EmphasisedText = ()


class ListItem(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A list item: its own text, then the lists nested in it."""

    id: BlockName
    text: PlainText
    runs: EmphasisedText = ()
    blocks: Annotated[tuple[ListBlock, ...], Meta(description="The lists that are nested in it")]


class ListBlock(Struct, frozen=True, forbid_unknown_fields=True, tag="list", tag_field="type"):
    """A list."""

    ordered: Annotated[bool, Meta(description="Whether its items are numbered")]
    items: Annotated[tuple[ListItem, ...], Meta(description="One or more")]


class StringBlock(Struct, frozen=True, forbid_unknown_fields=True):
    """One of our own words to patients."""

    id: str
    text: str


class PlacedText(Struct, frozen=True):
    """One text of a wording, and where it stands."""

    key: str
    """`Segment.key`: its msgctxt, or `section/` for a heading."""

    kind: SegmentKind
    depth: int
    list_kind: ListKind | None
    words: str
    """With its emphasis as stars."""

    @property
    def place(self) -> tuple[SegmentKind, int, ListKind | None]:
        """What the reader sees of where it stands, beside the order."""
        return self.kind, self.depth, self.list_kind


class SectionWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A section's exact words."""

    topic: str
    section: str
    locale: str
    title: str
    blocks: tuple[ParagraphBlock | ListBlock, ...]

    @property
    def reference(self) -> str:
        """`topic/section`."""
        return f"{self.topic}/{self.section}"

    def list_texts(self) -> tuple[PlacedText, ...]:
        """Its texts in reading order."""
        return (
            PlacedText(f"{self.section}/", "heading", 0, None, mark_up((Run(self.title),))),
            *self._walk(self.blocks),
        )

    def _walk(self, blocks: tuple[ParagraphBlock | ListBlock, ...], depth: int = 1) -> Iterator[PlacedText]:
        for block in blocks:
            if isinstance(block, ParagraphBlock):
                yield PlacedText(f"{self.section}/{block.id}", "paragraph", 0, None, mark_up(join_runs(block)))
                continue
            kind: ListKind = "ordered" if block.ordered else "bullet"
            for item in block.items:
                yield PlacedText(f"{self.section}/{item.id}", "item", depth, kind, mark_up(join_runs(item)))
                yield from self._walk(item.blocks, depth + 1)


class InterfaceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Our own words to patients, all of them."""

    topic: Literal["interface"]
    section: Literal["interface"]
    locale: str
    title: None
    blocks: tuple[StringBlock, ...]

    @property
    def reference(self) -> str:
        """What ledgers call them."""
        return DOMAIN

    def list_texts(self) -> tuple[PlacedText, ...]:
        """The strings in the order of the template."""
        return tuple(PlacedText(block.id, "string", 0, None, block.text) for block in self.blocks)


ExactWords = SectionWords | InterfaceWords
"""One exact wording."""


class Surroundings(Struct, frozen=True):
    """What is told beside a section's words, whatever the language: a signature of the source binds it too."""

    aspect: Aspect
    publisher: str
    requires: tuple[str, ...]
    """The ids of the sections that belong beside it."""


def digest_words(words: ExactWords) -> Digest:
    """The words' name, which every signature and answer knows them by."""
    return digest_bytes(encode_canonically(words))


def join_runs(block: ParagraphBlock | ListItem) -> tuple[Run, ...]:
    """The block's text by emphasis alone."""
    return merge_runs(block.runs or (Run(block.text),))


def mark_up(runs: tuple[Run, ...]) -> str:
    """The runs as one text with stars: equal texts are equal runs. For comparing, and for showing what changed."""
    text, strong, em = "", False, False
    for run in (*runs, Run("")):
        if em and (not run.em or run.strong != strong):
            text, em = f"{text}*", False
        text += "**" if run.strong != strong else ""
        text += "*" if run.em and not em else ""
        text += run.text.replace("\\", "\\\\").replace("*", "\\*")
        strong, em = run.strong, run.em
    return text
