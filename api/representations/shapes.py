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
from api.model.interface import NoticeKind
from api.model.locales import Direction
from api.model.shown import ListBlock, ParagraphBlock
from api.model.vetting import Reason, Role, State

DigestText = Annotated[str, Meta(pattern="^sha256:[0-9a-f]{64}$", description="`sha256:` and 64 hexadecimal digits")]
Tag = Annotated[str, Meta(description="A BCP 47 language tag, with hyphens")]
Path = Annotated[str, Meta(description="A path reference: resolve it against the API's own address")]
Html = Annotated[str, Meta(description="Escaped HTML, safe to insert")]


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
    """Who published the source and when, where to report an error, and on what terms the text may be used."""

    publisher: str
    published: Annotated[str, Meta(description="The date of the source, such as 2025-05-27")]
    contact: Annotated[str | None, Meta(description="An e-mail address or URL, if the publisher named one")]
    terms: Annotated[
        str | None,
        Meta(description="The URL of the terms of use; null: none are known, so ask the publisher before you publish"),
    ]


class Alternates(Struct, frozen=True):
    """The same in other locales, in those locales' own words."""

    href: Annotated[
        str,
        Meta(
            description="A path reference: put one of `locales` in the place of `{locale}`",
            examples=["/v1/topics/vertebroplasty/{locale}.json"],
        ),
    ]
    locales: tuple[Tag, ...]


class Links(Struct, frozen=True):
    """Where this is, where exactly these words stay, and where else it is."""

    self: Path
    permalink: Annotated[Path | None, Meta(description="null for a topic, whose sections have their own")]
    alternates: Annotated[Alternates | None, Meta(description="null for a version, which is in one locale")]


class Section(SectionBody, frozen=True):
    """A section alone, with all that must be shown beside it."""

    attribution: Attribution
    disclaimer: Words
    review_line: Words
    labels: Labels
    provenance: ProvenanceBody
    links: Links


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


class ListedLocale(Struct, frozen=True):
    """A locale that has representation URLs."""

    locale: Tag
    name: str
    english_name: str
    direction: Direction
    sections: SectionCounts


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
    reason: Reason | None
    available: Annotated[tuple[str, ...], Meta(description="Locales, or media types, in which the resource can be had")]
    withheld: tuple[WithheldSection, ...]
    withdrawals: tuple[WithdrawalBody, ...]


PolicyName = Annotated[
    str,
    Meta(
        description="What is shown unsigned: `signed` nothing; `drafts` every draft; `drafts-in gu,ht` drafts of these locales, where "
        "their English is signed",
        examples=["signed", "drafts-in gu,ht", "drafts"],
    ),
]


class ManifestEntry(Struct, frozen=True):
    """One section in one locale: its state there, and what is served. The last four tell of what is served."""

    topic: str
    section: str
    locale: Tag
    state: State
    fallback: Fallback | None
    digest: DigestText | None
    last_reviewed: str | None
    next_review: str | None
    href: Path | None


class Manifest(Struct, frozen=True):
    """Everything that is served, by digest."""

    release: DigestText
    policy: PolicyName
    entries: tuple[ManifestEntry, ...]


class FeedItem(Struct, frozen=True):
    """One change (https://jsonfeed.org/version/1.1)."""

    id: str
    title: str
    content_text: str
    date_published: str


class Changes(Struct, frozen=True):
    """What changed, newest first, as JSON Feed 1.1. Empty where the server keeps no archive."""

    version: Literal["https://jsonfeed.org/version/1.1"]
    title: str
    items: tuple[FeedItem, ...]


class ListedRelease(Struct, frozen=True):
    """A release that was served."""

    release: DigestText
    policy: PolicyName
    date: str


class Releases(Struct, frozen=True):
    """Every release, newest first. Empty where the server keeps no archive."""

    releases: tuple[ListedRelease, ...]


class Health(Struct, frozen=True):
    """Whether the server serves, and what."""

    status: Annotated[
        Literal["ok", "degraded"],
        Meta(description="`degraded`: content/ became unreadable, so the last good release is served"),
    ]
    release: DigestText
    policy: PolicyName
    errors: Annotated[int, Meta(description="Error findings in content/ and locales/; the server's log lists them")]
