"""Source content as the authors wrote it: topics, sections, blocks, and the segments that translators see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Annotated, Literal

from msgspec import Meta, Struct

from api.model.identifiers import BlockId, SectionId, TopicId
from api.model.interface import DOMAIN

NonEmpty = Annotated[str, Meta(min_length=1)]
"""What is said must say something."""

ListKind = Literal["ordered", "bullet"]

Aspect = Literal[
    "BenefitsHealthAspect",
    "HowItWorksHealthAspect",
    "LivingWithHealthAspect",
    "MayTreatHealthAspect",
    "OverviewHealthAspect",
    "PreventionHealthAspect",
    "RisksOrComplicationsHealthAspect",
    "SeeDoctorHealthAspect",
    "SelfCareHealthAspect",
    "SideEffectsHealthAspect",
    "TreatmentsHealthAspect",
    "UsageOrScheduleHealthAspect",
]
"""What a section is about, in schema.org's words (https://schema.org/HealthAspectEnumeration)."""


class Run(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A stretch of text with one emphasis. Joined, a text's runs give its plain form."""

    text: Annotated[str, Meta(description="Plain text: escape it yourself")]
    strong: Annotated[bool, Meta(description="Whether it is bold; left out where not")] = False
    em: Annotated[bool, Meta(description="Whether it is emphasised; left out where not")] = False
    dir: Annotated[
        Literal["ltr"] | None,
        Meta(description="Set where a Latin name or a code stands in right-to-left text that is shown; in no wording"),
    ] = None


def merge_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same text in as few runs as can be: neighbours of one emphasis are one, and none is empty."""
    groups = groupby((run for run in runs if run.text), lambda run: (run.strong, run.em))
    return tuple(Run("".join(run.text for run in group), strong, em) for (strong, em), group in groups)


class Text(Struct, frozen=True):
    """A heading, a paragraph, or a list item's own text: one segment."""

    id: BlockId
    source: str
    """The author's words with inline markup, on one line, without the id: the msgid."""

    line: int
    """Where it begins in its file, from 1."""


class Item(Struct, frozen=True):
    """A list item: its own text, then the lists nested in it."""

    text: Text
    lists: tuple[List, ...] = ()


class List(Struct, frozen=True):
    """A list of one or more items."""

    kind: ListKind
    items: tuple[Item, ...]


Block = Text | List
"""What stands under a section's heading: a paragraph or a list."""


SegmentKind = Literal["heading", "paragraph", "item", "string"]


class Segment(Struct, frozen=True):
    """What a translator translates as one unit, and one PO message. Made by `api.source.segments` alone."""

    id: BlockId
    kind: SegmentKind
    depth: int
    """0 but for list items: 1 in an outermost list, 2 in a list nested in that, and so on."""

    list_kind: ListKind | None
    msgctxt: str
    msgid: str
    parent: BlockId | None = None
    """The item that a nested item stands under."""

    note: str = ""
    """The author's note for translators."""

    reference: str = ""
    """Where the text stands, with no line number, so that moving it changes no catalog: `file#block`."""

    same: tuple[str, ...] = ()
    """Earlier texts of it of which a clinician vouched that they mean the same: a translation of one is one of this."""

    @property
    def head(self) -> str:
        """What its msgctxt begins with: the section's id; of our own words, their kind."""
        return self.msgctxt.partition("/")[0]

    @property
    def key(self) -> str:
        """What a signed wording knows it by: its msgctxt, but a heading has no id there."""
        return f"{self.head}/" if self.kind == "heading" else self.msgctxt


class Section(Struct, frozen=True):
    """The unit that partners embed, translators finish and reviewers sign: one Markdown file."""

    id: SectionId
    topic: TopicId
    aspect: Aspect
    requires: tuple[SectionId, ...]
    heading: Text
    """Without emphasis."""

    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    """The heading's, then each block's, in reading order."""

    file: str
    publisher: str = ""
    """Whose text it is, as the topic says."""

    @property
    def reference(self) -> str:
        """What commands, ledgers and credits call it: `topic/section`; our own words to patients, `interface`."""
        return DOMAIN if self.topic == DOMAIN else f"{self.topic}/{self.id}"


class Provenance(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a topic comes from, as its topic.toml says."""

    publisher: NonEmpty
    published: date
    contact: str | None = None
    """Where to report an error: an e-mail address or https URL. None where the publisher named none."""

    url: str | None = None
    """The publisher's own page, if it named one: an absolute https URL."""

    terms: str | None = None
    """The terms on which the text may be used: an absolute https URL. None where nobody knows them: ask before you publish."""


class Procedure(Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "type"}):
    """What a topic is about, in schema.org's words (https://schema.org/TherapeuticProcedure), as its topic.toml says."""

    name: NonEmpty
    kind: Literal["NoninvasiveProcedure", "PercutaneousProcedure"] | None = None
    """Whether it goes through the skin, and how: None where it does, by a cut."""

    body_location: NonEmpty | None = None


class Topic(Struct, frozen=True):
    """One education article."""

    id: TopicId
    sections: tuple[Section, ...]
    """In the author's order; at least one."""

    provenance: Provenance
    procedure: Procedure | None = None

    @property
    def references(self) -> tuple[str, ...]:
        """Those of its sections, in their order: `topic/section`."""
        return tuple(section.reference for section in self.sections)
