"""What a server tells of all that it serves, field by field: manifest, changes, releases, health. The rules are those of `shapes`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from api.model.vetting import State
from api.representations.shapes import DigestText, Fallback, Path, Tag

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
