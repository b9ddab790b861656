"""The line that a finding is about."""

from __future__ import annotations

from msgspec import Struct

from api.model.findings import Finding


class Excerpt(Struct, frozen=True):
    """A finding and the line that it is about."""

    finding: Finding
    before: str
    """The line up to the finding's column."""

    after: str
    """The line from there on."""
