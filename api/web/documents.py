"""Documents that are not content: a page, a script, a machine's answer. Each with what HTTP must be told about it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

PUBLIC: Final = "public, max-age=30, stale-while-revalidate=30, stale-if-error=300"
"""What any cache may keep. Through a shared cache and a browser, twice 30 + 30 seconds, a recall reaches every reader in two minutes."""


class Document(Struct, frozen=True):
    """A body at one path, the same for all."""

    path: str
    body: bytes
    media_type: str
    cache_control: str = PUBLIC
    security_policy: str = ""
    """Content-Security-Policy; empty for what is not a page."""

    language: str = ""
    is_lasting: bool = False
    """The same in each release: compressed as hard as can be, and only once."""
