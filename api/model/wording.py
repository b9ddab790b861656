"""Wordings: a section's exact words in one locale, and the digest that names them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

import msgspec
from msgspec import Struct

from api.model.catalog import Credit, Message
from api.model.content import Section, Segment
from api.model.identifiers import Digest, LocaleTag, SectionId, TopicId

if TYPE_CHECKING:
    from api.model.ledger import SignedBlock

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
    def line(self) -> int:
        """Where the words stand in `Wording.file`."""
        return self.message.line if self.message else 0

    @property
    def comments(self) -> tuple[str, ...]:
        """What translators wrote above the words."""
        return self.message.comments if self.message else ()

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of the words' character at the offset."""
        return self.message.locate(offset) if self.message else (0, 0)


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

    @property
    def texts(self) -> tuple[str, ...] | None:
        """The translations, line by line; None of the source, which is none."""
        return None if self.credit.method == "authored" else tuple(line.text for line in self.lines)


def digest_wording(wording: Wording) -> Digest:
    """What a reviewer signs: see `render_wording`."""
    section = wording.section
    return digest_segments(section.topic, section.id, wording.locale, section.segments, wording.texts)


def digest_segments(
    topic: TopicId | str,
    section: SectionId | str,
    locale: LocaleTag,
    segments: tuple[Segment | SignedBlock, ...],
    translations: tuple[str, ...] | None,
) -> Digest:
    """SHA-256 over the canonical JSON of one wording: see `render_wording`."""
    return digest_bytes(render_wording(topic, section, locale, segments, translations))


def render_wording(
    topic: TopicId | str,
    section: SectionId | str,
    locale: LocaleTag,
    segments: tuple[Segment | SignedBlock, ...],
    translations: tuple[str, ...] | None,
) -> bytes:
    """The canonical JSON of one wording: what a reviewer signs the digest of.

    It is RFC 8785's form (keys sorted, no white space, UTF-8) of

        {"topic": …, "section": …, "locale": …,
         "blocks": [{"kind": …, "depth": …, "list": "ordered" | "bullet" | null, "msgctxt": …, "msgid": …, "msgstr": …}, …]}

    with the blocks in reading order, every string in Unicode normalisation form C, and `msgstr` for translations only.
    So one changed character of source or translation, or a moved bullet, makes another digest; re-wrapping a file, a
    header or a comment does not. `tests/unit/model/test_wording.py` holds a test vector.
    """
    blocks: list[dict[str, Any]] = [
        {
            "kind": segment.kind,
            "depth": segment.depth,
            "list": segment.list_kind,
            "msgctxt": normalize("NFC", segment.msgctxt),
            "msgid": normalize("NFC", segment.msgid),
        }
        for segment in segments
    ]
    if translations is not None:
        for block, text in zip(blocks, translations, strict=True):
            block["msgstr"] = normalize("NFC", text)
    return encode_canonically({"topic": topic, "section": section, "locale": locale, "blocks": blocks})


def digest_json(value: Any) -> Digest:  # noqa: ANN401  any JSON value
    """SHA-256 over the value's canonical JSON."""
    return digest_bytes(encode_canonically(value))


def encode_canonically(value: Any) -> bytes:  # noqa: ANN401  any JSON value
    """The value as RFC 8785's JSON, as far as ours goes: it has no numbers but small whole ones."""
    return msgspec.json.encode(value, order="sorted")


def digest_bytes(data: bytes) -> Digest:
    """SHA-256 in the form that every digest of ours has."""
    return Digest(f"sha256:{hashlib.sha256(data).hexdigest()}")
