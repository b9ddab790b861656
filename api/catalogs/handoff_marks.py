r"""How a catalog that was handed off remembers what it was: a line in its header, and one in each message.

    "X-Vertebra-Handoff: es vertebroplasty\n"
    #. Handed off: 6c1f0a93d2b4e857 0b9d1c4478aa52fe fuzzy

The two numbers are the first 16 hexadecimal digits of the digests of what the message was then: `[msgctxt, msgid]` and
`[msgctxt, msgstr]`; `fuzzy` stands where it was. So whoever takes the file back can tell what the translator changed, and
what somebody else changed meanwhile, from the file alone. Every PO editor keeps both lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from api.catalogs.document import PoDocument, PoEntry
from api.catalogs.header import find_header, split_header
from api.model.findings import Code, Finding
from api.model.identifiers import LocaleTag
from api.model.wording import digest_json

HEADER: Final = "X-Vertebra-Handoff"

_MARK: Final = re.compile(r"Handed off: ([0-9a-f]{16}) ([0-9a-f]{16})( fuzzy)?")


class Mark(Struct, frozen=True):
    """What a message was when it was handed off."""

    source: str
    text: str
    fuzzy: bool

    def fits(self, entry: PoEntry) -> bool:
        """Whether the entry has the words that were handed off, as sure as they were then."""
        return self.fits_text(entry) and self.fuzzy == entry.fuzzy

    def fits_text(self, entry: PoEntry) -> bool:
        """Whether the entry has the words that were handed off."""
        return self.text == _digest(entry.msgctxt, entry.msgstr)

    def fits_source(self, msgctxt: str | None, msgid: str) -> bool:
        """Whether this is the English that was handed off."""
        return self.source == _digest(msgctxt, msgid)


def _digest(msgctxt: str | None, text: str) -> str:
    return digest_json([msgctxt, text]).removeprefix("sha256:")[:16]


def mark_document(document: PoDocument, tag: LocaleTag, domain: str) -> PoDocument:
    """Mark the header and each message, so that the file remembers what was handed off."""
    header, *entries = document.entries
    return replace(
        document,
        entries=(
            replace(header, msgstr=f"{header.msgstr}{HEADER}: {tag} {domain}\n"),
            *(replace(entry, extracted=(*entry.extracted, _render_mark(entry))) for entry in entries),
        ),
    )


def _render_mark(entry: PoEntry) -> str:
    source, text = _digest(entry.msgctxt, entry.msgid), _digest(entry.msgctxt, entry.msgstr)
    return f"Handed off: {source} {text}{' fuzzy' if entry.fuzzy else ''}"


def find_origin(document: PoDocument) -> tuple[str, str] | None:
    """The locale and the domain that the file was handed off as; None where its header does not say."""
    header = find_header(document)
    for field in split_header(header) if header else ():
        if field.name == HEADER:
            tag, _, domain = field.value.partition(" ")
            return tag, domain
    return None


def read_mark(entry: PoEntry) -> Mark | None:
    """The mark of the entry, or None where it has none."""
    for line in entry.extracted:
        if found := _MARK.fullmatch(line.strip()):
            return Mark(found[1], found[2], fuzzy=bool(found[3]))
    return None


def find_alterations(document: PoDocument, file: str, tag: LocaleTag) -> Iterator[Finding]:
    """A finding for each message of which more was changed than the translation."""

    def finding(entry: PoEntry, message: str) -> Finding:
        block = entry.msgctxt or entry.msgid[:40]
        return Finding(file, entry.line, 1, "error", Code.PO_HANDOFF, message, tag, block)

    for entry in document.entries:
        if not entry.msgid and entry.msgctxt is None:
            continue
        mark = read_mark(entry)
        if mark is None:
            advice = "put the line back, or delete the message if it is new"
            yield finding(entry, f"has no `#. Handed off:` line, so nobody knows what it was; {advice}")
        elif not mark.fits_source(entry.msgctxt, entry.msgid):
            advice = "put back what was handed off, for only msgstr is the translator's"
            yield finding(entry, f"its msgctxt, msgid or `#. Handed off:` line was changed; {advice}")
