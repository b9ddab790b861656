"""Every JSON shape that a partner gets, field by field. The OpenAPI document is made of these.

Rules
1. Within v1 a field may be added, never renamed, removed or given another meaning.
2. Every field is always present: null or empty where it has nothing. Only `strong`, `em` and `dir` are left out when they say
   nothing, and `runs` where `text` says it all. Blocks are `api.model.exact_words`'s.
3. Field order here is the order in the bytes, and ETags hang on the bytes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from api.model.catalog import Method
from api.model.content import Aspect
from api.model.exact_words import ListBlock, ParagraphBlock
from api.model.interface import NoticeKind
from api.model.locales import Direction
from api.model.vetting import Reason, Role, State

DigestText = Annotated[str, Meta(pattern="^sha256:[0-9a-f]{64}$", description="`sha256:` and 64 hexadecimal digits")]
Tag = Annotated[str, Meta(description="A BCP 47 language tag, with hyphens")]
Path = Annotated[str, Meta(description="A path reference: resolve it against the API's own address")]
Html = Annotated[str, Meta(description="Escaped HTML, safe to insert")]
Plain = Annotated[str, Meta(description="Plain text: escape it yourself")]
TextDirection = Annotated[Direction, Meta(description="How the text runs")]
TopicName = Annotated[str, Meta(description="The topic's id")]
SectionName = Annotated[str, Meta(description="The section's id")]
Day = Annotated[str, Meta(description="A date, such as 2026-03-01")]
ReviewDay = Annotated[
    str | None, Meta(description="A date, such as 2026-03-01; null while nobody vouches for the words")
]
Shared = Annotated[str | None, Meta(description="null where the reviewer is public by role only")]
Why = Annotated[Reason, Meta(description="Why the words are not shown: a state's name, or `awaiting-sign-off`")]


class Words(Struct, frozen=True):
    """A text and the language that it is in. Set `lang` and `dir` from it when you show it."""

    text: Plain
    locale: Tag
    direction: TextDirection


class Notice(Struct, frozen=True):
    """A sentence that a patient must see beside the text: never leave it out."""

    kind: Annotated[NoticeKind, Meta(description="What it tells the patient")]
    locale: Tag
    direction: TextDirection
    text: Plain


class Fallback(Struct, frozen=True):
    """Said of a stand-in: which locale was asked for, and why its own words are not shown."""

    from_: Tag = field(name="from")
    reason: Why


class Signature(Struct, frozen=True):
    """Who vouches for the words shown. The last three are null where the reviewer is public by role only."""

    role: Annotated[Role, Meta(description="What the reviewer vouches for: the facts, or the translation")]
    locale: Tag
    date: Day
    name: Shared
    credentials: Shared
    organisation: Shared


class Review(Struct, frozen=True):
    """Whether anybody vouched for the words shown."""

    state: State
    method: Annotated[Method, Meta(description="How the words came to be")]
    signoffs: Annotated[
        tuple[Signature, ...],
        Meta(description="All who vouch for the words shown; of a translation, those of its English too"),
    ]
    last_reviewed: ReviewDay
    next_review: ReviewDay


class Title(Struct, frozen=True):
    """A section's heading."""

    text: Plain
    locale: Tag
    direction: TextDirection
    state: State


class Requirement(Struct, frozen=True):
    """A section that belongs beside this one: link it where you do not show it."""

    id: SectionName
    title: Annotated[
        Title | None, Meta(description="null where nobody vouches for one, and somebody for the words beside it")
    ]
    href: Path


class SectionBody(Struct, frozen=True):
    """A section as it stands in a topic."""

    id: SectionName
    topic: TopicName
    aspect: Annotated[Aspect, Meta(description="schema.org's health aspect")]
    locale: Tag
    direction: TextDirection
    requires: Annotated[tuple[Requirement, ...], Meta(description="The sections that belong beside this one")]
    fallback: Annotated[Fallback | None, Meta(description="null where the words are in the locale that was asked for")]
    review: Review
    notices: Annotated[tuple[Notice, ...], Meta(description="Show each of them with the text")]
    title: Title
    blocks: Annotated[tuple[ParagraphBlock | ListBlock, ...], Meta(description="The text below the heading")]
    html: Html
    digest: Annotated[
        DigestText, Meta(description="Of the words shown, without notices: the guide says how to compute it")
    ]
    source_digest: Annotated[DigestText, Meta(description="The same of the source's words of today")]


class Attribution(Struct, frozen=True):
    """Whose text this is. Show it with the text."""

    text: Plain
    html: Html
    url: Annotated[str | None, Meta(description="The publisher's own page, if it named one")]
    locale: Tag
    direction: TextDirection


class Labels(Struct, frozen=True):
    """Words for the page around the text, in the reader's language."""

    language: Words
    contents: Words
    also_read: Words
    read_more: Words


class ProvenanceBody(Struct, frozen=True):
    """Who published the source and when, where to report an error, and on what terms the text may be used."""

    publisher: Annotated[str, Meta(description="Whose text it is")]
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
    locales: Annotated[tuple[Tag, ...], Meta(description="Those that have words of their own")]


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

    id: SectionName
    reason: Why


class Topic(Struct, frozen=True):
    """A whole topic: its sections in order."""

    id: TopicName
    locale: Tag
    direction: TextDirection
    title: Annotated[Title | None, Meta(description="The first section's; null where it may not stand here")]
    complete: Annotated[bool, Meta(description="Whether every section is in `locale`")]
    sections: Annotated[tuple[SectionBody, ...], Meta(description="Those that are shown, in order")]
    withheld: Annotated[tuple[WithheldSection, ...], Meta(description="Those that are not")]
    notices: Annotated[tuple[Notice, ...], Meta(description="One of each kind and locale that its sections carry")]
    digest: DigestText
    attribution: Attribution
    disclaimer: Words
    review_line: Words
    labels: Labels
    provenance: ProvenanceBody
    links: Links


class ListedSection(Struct, frozen=True):
    """A section in the list of topics."""

    id: SectionName
    title: Title
    href: Path


class ListedTopic(Struct, frozen=True):
    """A topic in the list of topics. Without a title, nothing of it is served at present."""

    id: TopicName
    title: Annotated[Title | None, Meta(description="The first section's; null where it is not served")]
    href: Path
    sections: Annotated[tuple[ListedSection, ...], Meta(description="Those that are served, in order")]


class ListedTopics(Struct, frozen=True):
    """Every topic and section, by title."""

    locale: Tag
    topics: Annotated[tuple[ListedTopic, ...], Meta(description="In the order of their ids")]


class SectionCounts(Struct, frozen=True):
    """How many sections are in which state; `served` ones are shown in the locale's own words."""

    total: Annotated[int, Meta(description="All")]
    served: Annotated[int, Meta(description="Shown in the locale's own words")]
    draft: Annotated[int, Meta(description="Complete, and signed by nobody")]
    signed_off: Annotated[int, Meta(description="Signed, and their English too")]
    outdated: Annotated[int, Meta(description="Of another English than today's")]
    incomplete: Annotated[int, Meta(description="With a text that is not translated")]
    missing: Annotated[int, Meta(description="Not translated at all")]
    failed_check: Annotated[int, Meta(description="With an error")]
    withdrawn: Annotated[int, Meta(description="Withdrawn by the publisher")]


class ListedLocale(Struct, frozen=True):
    """A locale that has representation URLs."""

    locale: Tag
    name: Annotated[str, Meta(description="The language's own name")]
    english_name: Annotated[str, Meta(description="Its name in English")]
    direction: TextDirection
    sections: SectionCounts


class ListedLocales(Struct, frozen=True):
    """Every locale, sorted by tag."""

    locales: Annotated[tuple[ListedLocale, ...], Meta(description="Sorted by tag")]


class WithdrawalBody(Struct, frozen=True):
    """Why a text may no longer be shown, and what to show instead."""

    section: Annotated[str | None, Meta(description="null where the whole topic was withdrawn")]
    reason: Annotated[str, Meta(description="The publisher's; empty where none was given")]
    replacement: Annotated[
        str | None, Meta(description="A path reference to a resource of this API, or an absolute URL")
    ]
    date: Annotated[str | None, Meta(description="A date, such as 2026-03-01; null where none is known")]


class Problem(Struct, frozen=True):
    """An error, in the one shape that all have (RFC 9457)."""

    type: Annotated[str, Meta(description="A path reference to a page that explains this kind of problem")]
    title: Annotated[str, Meta(description="What kind of problem it is")]
    status: Annotated[int, Meta(description="The HTTP status")]
    detail: Annotated[str, Meta(description="What happened")]
    next: Annotated[str, Meta(description="What to do about it")]
    reason: Annotated[
        Reason | None, Meta(description="Why the words are not shown, where that is the matter and one for all")
    ]
    available: Annotated[tuple[str, ...], Meta(description="Locales, or media types, in which the resource can be had")]
    withheld: Annotated[tuple[WithheldSection, ...], Meta(description="The sections that are not shown")]
    withdrawals: Annotated[tuple[WithdrawalBody, ...], Meta(description="Why they were withdrawn")]


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

    topic: TopicName
    section: SectionName
    locale: Tag
    state: State
    fallback: Annotated[Fallback | None, Meta(description="null where the locale's own words are served, or nothing")]
    digest: DigestText | None
    last_reviewed: ReviewDay
    next_review: ReviewDay
    href: Path | None


class Manifest(Struct, frozen=True):
    """Everything that is served, by digest."""

    release: DigestText
    policy: PolicyName
    entries: Annotated[
        tuple[ManifestEntry, ...], Meta(description="Topics and sections in the authors' order, then locales by tag")
    ]


class FeedItem(Struct, frozen=True):
    """One change (https://jsonfeed.org/version/1.1)."""

    id: Annotated[str, Meta(description="Unique for ever")]
    title: Annotated[str, Meta(description="What changed, in a line")]
    content_text: Annotated[str, Meta(description="What changed")]
    date_published: Annotated[str, Meta(description="When, as RFC 3339 has it")]


class Changes(Struct, frozen=True):
    """What changed, newest first, as JSON Feed 1.1. Empty where the server keeps no archive."""

    version: Annotated[Literal["https://jsonfeed.org/version/1.1"], Meta(description="The format of the feed")]
    title: Annotated[str, Meta(description="The name of the feed")]
    items: Annotated[tuple[FeedItem, ...], Meta(description="Newest first")]


class ListedRelease(Struct, frozen=True):
    """A release that was served."""

    release: DigestText
    policy: PolicyName
    date: Day


class ListedReleases(Struct, frozen=True):
    """Every release, newest first. Empty where the server keeps no archive."""

    releases: Annotated[tuple[ListedRelease, ...], Meta(description="Newest first")]


class Health(Struct, frozen=True):
    """Whether the server serves, and what."""

    status: Annotated[
        Literal["ok", "degraded"],
        Meta(description="`degraded`: content/ became unreadable, so the last good release is served"),
    ]
    release: DigestText
    policy: PolicyName
    errors: Annotated[int, Meta(description="Error findings in content/ and locales/; the server's log lists them")]
