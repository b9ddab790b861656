"""A PO file as it stands: everything that is in it, so that what is read can be written again."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from api.model.catalog import Span, locate
from api.model.findings import Finding

FUZZY: Final = "fuzzy"
"""The flag of a message whose words are a hint only."""


class PoEntry(Struct, frozen=True):
    """One message as it stands in the file. Lines count from 1; 0 where it was made and not read."""

    msgctxt: str | None
    msgid: str
    msgstr: str
    line: int = 0
    msgstr_line: int = 0
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """Translators' own lines, without `# `."""

    extracted: tuple[str, ...] = ()
    references: tuple[tuple[int, str], ...] = ()
    """Each with its line."""

    previous: tuple[tuple[str, str], ...] = ()
    """(keyword, text) of the `#|` lines."""

    spans: tuple[Span, ...] = ()
    """Where the msgstr's stretches stand."""

    @property
    def fuzzy(self) -> bool:
        """Whether the msgstr is kept as a hint only."""
        return FUZZY in self.flags

    @property
    def previous_msgid(self) -> str:
        """The English that the msgstr was made for, where a `#|` line says it."""
        return next((text for keyword, text in self.previous if keyword == "msgid"), "")

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of the msgstr's character at the offset."""
        return locate(self.spans, offset) or (self.msgstr_line, 1)


class PoDocument(Struct, frozen=True):
    """A PO file: its entries in file order, the header first where there is one."""

    entries: tuple[PoEntry, ...]
    obsolete: tuple[PoEntry, ...] = ()
    """Those of the `#~` lines."""

    tail: tuple[str, ...] = ()
    """Translators' comments that stand below the last entry."""


class PoFile(Struct, frozen=True):
    """A file that was read: what it says, and its text as it was then."""

    document: PoDocument
    text: str
    findings: tuple[Finding, ...] = ()
    """What is to be said of it, though none of it is an error."""
