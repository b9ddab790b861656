"""A release: what every reader is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from api.model.findings import Finding
from api.model.identifiers import Digest
from api.model.vetting import Policy
from api.representations.json import Reader
from api.vetting.project import Project

if TYPE_CHECKING:
    from api.model.content import Topic


class Release(Struct, frozen=True):
    """Who is shown what, of every topic and section in every locale. Immutable."""

    id: Digest
    """SHA-256 over all that its answers are made from, so that equal files make equal ids wherever they lie."""

    policy: Policy
    public_url: str
    """The address that partners use, without a slash at its end; empty where the operator named none."""

    project: Project
    """What it was built of."""

    readers: tuple[tuple[Reader, ...], ...]
    """Of each topic, what the readers of every listed locale are shown; the source's first."""

    findings: tuple[Finding, ...]
    """All that is wrong in locales/, by file, line and column."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that it serves."""
        return self.project.topics
