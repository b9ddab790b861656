"""Documents that are not content: a page, a script, a machine's answer. Each with what HTTP must be told about it."""

from __future__ import annotations

from msgspec import Struct


class Document(Struct, frozen=True):
    """A body at one path, the same for all."""

    path: str
    body: bytes
    media_type: str
    cache_control: str = "public, max-age=60"
    security_policy: str = ""
    """Content-Security-Policy; empty for what is not a page."""

    language: str = ""
    is_lasting: bool = False
    """The same in each release: compressed as hard as can be, and only once."""
