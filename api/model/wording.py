"""Wordings: a section's words in one locale, line by line, as the files have them; and how a digest is made."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec
from msgspec import Struct

from api.model.catalog import Credit, Message, locate
from api.model.content import Section, Segment
from api.model.identifiers import Digest, LocaleTag

Gap = Literal["missing", "incomplete", "outdated"]


class Line(Struct, frozen=True):
    """One segment in one locale."""

    segment: Segment
    text: str
    """The words to show, with inline markup; empty where there are none."""

    gap: Gap | None = None
    """Why the words cannot be shown: no message, an empty one, or one for another English."""

    message: Message | None = None
    """The catalog's entry that the words are of; None for the source, and where there is none."""

    @property
    def comments(self) -> tuple[str, ...]:
        """What translators wrote above the words."""
        return self.message.comments if self.message else ()

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of the words' character at the offset; of their start where nothing is known."""
        return (locate(self.message.spans, offset) or (self.message.line, 1)) if self.message else (0, 0)


class Progress(Struct, frozen=True):
    """How far a translation is, in words of the English, of which a translator's work is made."""

    words: int = 0
    """All of them."""

    new: int = 0
    """Those of messages without a translation."""

    changed: int = 0
    """Those of messages whose English changed."""

    @property
    def unchanged(self) -> int:
        """Those of messages that need no work."""
        return self.words - self.new - self.changed


class Wording(Struct, frozen=True):
    """A section in one locale: whole or not."""

    section: Section
    locale: LocaleTag
    lines: tuple[Line, ...]
    gap: Gap | None
    """None where every line can be shown; else why not, for the section as a whole."""

    credit: Credit
    file: str
    """Where the words stand: a catalog, or the section's source."""

    progress: Progress = Progress()
    broken: bool = False
    """Whether its catalog cannot be trusted, so that nobody knows all of its words."""


def digest_json(value: Any) -> Digest:  # noqa: ANN401  any JSON value
    """SHA-256 over the value's canonical JSON."""
    return digest_bytes(encode_canonically(value))


def encode_canonically(value: Any) -> bytes:  # noqa: ANN401  any JSON value
    """The value as RFC 8785's JSON, as far as ours goes: it has no numbers but small whole ones."""
    return msgspec.json.encode(value, order="sorted")


def digest_bytes(data: bytes) -> Digest:
    """SHA-256 in the form that every digest of ours has."""
    return Digest(f"sha256:{hashlib.sha256(data).hexdigest()}")
