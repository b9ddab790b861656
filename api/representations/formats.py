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

JSON_FEED: Final = Format(extension="json", media_type="application/feed+json")
"""JSON that is a feed (https://jsonfeed.org)."""

FORMATS: Final = (JSON, HTML, MARKDOWN, TEXT, JSON_LD)
"""All of a topic or section, in the order in which a tie in Accept is decided."""
