"""Every URL of v1, made in one place. All are path references; the address in front of them is the operator's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from api.model.identifiers import Digest, LocaleTag, SectionId, TopicId

LOCALES: Final = "/v1/locales"
TOPICS: Final = "/v1/topics"
MANIFEST: Final = "/v1/manifest"
CHANGES: Final = "/v1/changes"
RELEASES: Final = "/v1/releases"
VERSIONS: Final = "/v1/versions"


def topic_path(topic: TopicId) -> str:
    """The topic's resource."""
    return f"{TOPICS}/{topic}"


def section_path(topic: TopicId, section: SectionId) -> str:
    """The section's resource."""
    return f"{TOPICS}/{topic}/sections/{section}"


def version_path(digest: Digest) -> str:
    """The version's resource."""
    return f"{VERSIONS}/{digest}"


def localise(resource: str, locale: LocaleTag, *, exact: bool = False) -> str:
    """A localised resource's JSON representation; `exact` is the one without stand-ins."""
    return f"{resource}/{locale}{'.exact' if exact else ''}.json"


def plainly(resource: str) -> str:
    """The JSON representation of a resource that is not localised."""
    return f"{resource}.json"


def problem_path(name: str) -> str:
    """The page that explains a kind of problem."""
    return f"/problems/{name}"
