"""The formats that content comes in: how an address ends, and what Accept calls it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Format(Struct, frozen=True):
    """One format."""

    extension: str
    media_type: str


JSON: Final = Format(extension="json", media_type="application/json")
HTML: Final = Format(extension="html", media_type="text/html")
MARKDOWN: Final = Format(extension="md", media_type="text/markdown")
"""RFC 7763."""

TEXT: Final = Format(extension="txt", media_type="text/plain")
JSON_LD: Final = Format(extension="jsonld", media_type="application/ld+json")

FORMATS: Final = (JSON, HTML, MARKDOWN, TEXT, JSON_LD)
"""All, in the order in which a tie in Accept is decided."""


def content_type(media_type: str) -> str:
    """The Content-Type of a body: text says that it is UTF-8 (RFC 2046 section 4.1.2); JSON always is (RFC 8259)."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
