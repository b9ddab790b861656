"""Every JSON shape that a partner gets, field by field. The OpenAPI document is made of these.

Rules
1. Within v1 a field may be added, never renamed, removed or given another meaning.
2. Every field is always present: null or empty where it has nothing. Only `strong`, `em` and `dir` are left out when they say
   nothing, and `runs` where `text` says it all. Blocks are `api.model.shown`'s.
3. Field order here is the order in the bytes, and ETags hang on the bytes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from api.model.catalog import Method
from api.model.content import Aspect
from api.model.locales import Direction
from api.model.shown import ListBlock, ParagraphBlock
from api.model.vetting import Reason, Role, State

DigestText = Annotated[str, Meta(pattern="^sha256:[0-9a-f]{64}$", description="`sha256:` and 64 hexadecimal digits")]
Tag = Annotated[str, Meta(description="A BCP 47 language tag, with hyphens")]
Path = Annotated[str, Meta(description="A path reference: resolve it against the API's own address")]
Html = Annotated[str, Meta(description="Escaped HTML, safe to insert")]
NoticeKind = Literal["draft", "machine", "stand-in", "missing-required"]


class Words(Struct, frozen=True):
    """A text and the language that it is in. Set `lang` and `dir` from it when you show it."""

    text: str
    locale: Tag
    direction: Direction


class Notice(Struct, frozen=True):
    """A sentence that a patient must see beside the text: never leave it out."""

    kind: NoticeKind
    locale: Tag
    direction: Direction
    text: str


class Fallback(Struct, frozen=True):
    """Said of a stand-in: which locale was asked for, and why its own words are not shown."""

    from_: Tag = field(name="from")
    reason: Reason


class Signature(Struct, frozen=True):
    """Who vouches for the words shown. The last three are null where the reviewer is public by role only."""

    role: Role
    locale: Tag
    date: str
    name: str | None
    credentials: str | None
    organisation: str | None


class Review(Struct, frozen=True):
    """Whether anybody vouched for the words shown."""

    state: State
    method: Method
    signoffs: tuple[Signature, ...]
    last_reviewed: str | None
    next_review: str | None


class Title(Struct, frozen=True):
    """A section's heading."""

    text: str
    locale: Tag
    direction: Direction
    state: State


class Requirement(Struct, frozen=True):
    """A section that belongs beside this one: link it where you do not show it."""

    id: str
    title: Title | None
    href: Path


class AlsoRead(Struct, frozen=True):
    """One line that names what `requires` lists, in the reader's language: show it where you show none of that."""

    text: str
    html: Html
    locale: Tag
    direction: Direction


class Translation(Struct, frozen=True):
    """How far the section is in the locale that was asked for, whether or not its own words are shown."""

    locale: Tag
    state: State
    method: Method
    words: Annotated[int, Meta(description="Words of the English")]
    new: Annotated[int, Meta(description="Words of the English that have no translation")]
    changed: Annotated[int, Meta(description="Words of the English that changed since they were translated")]


class SectionBody(Struct, frozen=True):
    """A section as it stands in a topic."""

    id: str
    topic: str
    aspect: Aspect
    locale: Tag
    direction: Direction
    requires: tuple[Requirement, ...]
    fallback: Fallback | None
    review: Review
    notices: tuple[Notice, ...]
    title: Title
    blocks: tuple[ParagraphBlock | ListBlock, ...]
    html: Html
    digest: Annotated[
        DigestText, Meta(description="Of the words shown, without notices: the guide says how to compute it")
    ]
    source_digest: Annotated[DigestText, Meta(description="The same of the source's words of today")]
    also_read: AlsoRead | None
    translation: Annotated[Translation | None, Meta(description="null for the source locale")]
    review_line: Words


class Attribution(Struct, frozen=True):
    """Whose text this is. Show it with the text."""

    text: str
    html: Html
    url: str | None
    locale: Tag
    direction: Direction


class Labels(Struct, frozen=True):
    """Words for the page around the text, in the reader's language."""

    language: Words
    contents: Words
    also_read: Words
    read_more: Words


class ProvenanceBody(Struct, frozen=True):
    """Who published the source, when, and where to report an error."""

    publisher: str
    published: str
    contact: str | None


class Alternate(Struct, frozen=True):
    """The same in another locale, in that locale's own words."""

    locale: Tag
    type: str
    href: Path


class Links(Struct, frozen=True):
    """Where this is, where exactly these words stay, and where else it is."""

    self: Path
    permalink: Path | None
    alternates: tuple[Alternate, ...]


class Section(SectionBody, frozen=True):
    """A section alone, with all that must be shown beside it."""

    attribution: Attribution
    disclaimer: Words
    labels: Labels
    provenance: ProvenanceBody
    links: Links


class Language(Struct, frozen=True):
    """A language that a reader can choose, by its own name."""

    locale: Tag
    name: str
    direction: Direction
    sections: Annotated[tuple[str, ...], Meta(description="The sections that are shown in the language's own words")]


class WithheldSection(Struct, frozen=True):
    """A section that may not be served, and why."""

    id: str
    reason: Reason


class Topic(Struct, frozen=True):
    """A whole topic: its sections in order."""

    id: str
    locale: Tag
    direction: Direction
    title: Title | None
    complete: Annotated[bool, Meta(description="Whether every section is in `locale`")]
    sections: tuple[SectionBody, ...]
    withheld: tuple[WithheldSection, ...]
    notices: tuple[Notice, ...]
    digest: DigestText
    attribution: Attribution
    disclaimer: Words
    review_line: Words
    labels: Labels
    provenance: ProvenanceBody
    links: Links
    languages: Annotated[
        tuple[Language, ...],
        Meta(description="Those that have at least one section in their own words, and the reader's, sorted by tag"),
    ]


class ListedSection(Struct, frozen=True):
    """A section in the list of topics."""

    id: str
    title: Title
    href: Path


class ListedTopic(Struct, frozen=True):
    """A topic in the list of topics. Without a title, nothing of it is served at present."""

    id: str
    title: Title | None
    href: Path
    sections: tuple[ListedSection, ...]


class Topics(Struct, frozen=True):
    """Every topic and section, by title."""

    locale: Tag
    topics: tuple[ListedTopic, ...]


class SectionCounts(Struct, frozen=True):
    """How many sections are in which state; `served` ones are shown in the locale's own words."""

    total: int
    served: int
    draft: int
    signed_off: int
    outdated: int
    incomplete: int
    missing: int
    failed_check: int
    withdrawn: int


class WordCounts(Struct, frozen=True):
    """How much of the English is translated, our own words to patients included."""

    total: int
    new: Annotated[int, Meta(description="Without a translation")]
    changed: Annotated[int, Meta(description="Changed in English since they were translated")]


class ListedLocale(Struct, frozen=True):
    """A locale that has representation URLs."""

    locale: Tag
    name: str
    english_name: str
    direction: Direction
    sections: SectionCounts
    interface: Annotated[
        State | None,
        Meta(
            description="The state of our own words to patients; null for the source locale, where they need no signature"
        ),
    ]
    words: WordCounts


class Locales(Struct, frozen=True):
    """Every locale, sorted by tag."""

    locales: tuple[ListedLocale, ...]


class WithdrawalBody(Struct, frozen=True):
    """Why a text may no longer be shown, and what to show instead."""

    section: Annotated[str | None, Meta(description="null where the whole topic was withdrawn")]
    reason: str
    replacement: Annotated[
        str | None, Meta(description="A path reference to a resource of this API, or an absolute URL")
    ]
    date: str | None


class Problem(Struct, frozen=True):
    """An error, in the one shape that all have (RFC 9457)."""

    type: Annotated[str, Meta(description="A path reference to a page that explains this kind of problem")]
    title: str
    status: int
    detail: str
    next: Annotated[str, Meta(description="What to do about it")]
    reason: Reason | None = None
    available: tuple[str, ...] = ()
    """Locales, or media types, in which the resource can be had."""

    withheld: tuple[WithheldSection, ...] = ()
    withdrawals: tuple[WithdrawalBody, ...] = ()
