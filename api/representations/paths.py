"""Every URL, made in one place. All are path references; the address in front of them is the operator's."""

from __future__ import annotations

from typing import Final

from api.model.identifiers import Digest, LocaleTag, SectionId, TopicId
from api.representations.formats import JSON, Format

LOCALES: Final = "/v1/locales"
TOPICS: Final = "/v1/topics"
MANIFEST: Final = "/v1/manifest"
CHANGES: Final = "/v1/changes"
RELEASES: Final = "/v1/releases"
VERSIONS: Final = "/v1/versions"
READ: Final = "/read"
EMBED: Final = "/embed"


def topic_path(topic: TopicId) -> str:
    """The topic's resource."""
    return f"{TOPICS}/{topic}"


def section_path(topic: TopicId, section: SectionId) -> str:
    """The section's resource."""
    return f"{TOPICS}/{topic}/sections/{section}"


def version_path(digest: Digest) -> str:
    """The version's resource."""
    return f"{VERSIONS}/{digest}"


def localise(resource: str, locale: LocaleTag, format_: Format = JSON, *, exact: bool = False) -> str:
    """A localised resource's representation; `exact` is the one without stand-ins."""
    return f"{resource}/{locale}{'.exact' if exact else ''}.{format_.extension}"


def plainly(resource: str, format_: Format = JSON) -> str:
    """The representation of a resource that is not localised."""
    return f"{resource}.{format_.extension}"


def read_path(topic: str, section: str | None = None, locale: str | None = None) -> str:
    """The page on which a topic, or one section, is read; without a locale, the one that chooses for the reader."""
    return "/".join(filter(None, (READ, topic, section, locale)))


def find_page(resource: str, locale: str) -> str:
    """The page on which a topic's or a section's resource is read; any other address is its own page."""
    if not resource.startswith(f"{TOPICS}/"):
        return resource
    topic, _, section = resource.removeprefix(f"{TOPICS}/").partition("/sections/")
    return read_path(topic, section, locale)


def embed_path(topic: str, section: str | None = None, locale: str | None = None) -> str:
    """The page for a frame on somebody else's page, likewise."""
    return "/".join(filter(None, (EMBED, topic, section, locale)))


def problem_path(name: str) -> str:
    """The page that explains a kind of problem."""
    return f"/problems/{name}"
