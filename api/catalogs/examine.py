"""A PO file's bytes to a document that can be trusted, or to everything that is wrong with it.

Rules
1. The strict lexer reads first, then Babel. Only what both read alike is a catalog: a difference is refused too.
2. All faults of a file are found in one run.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from babel.messages.pofile import PoFileError, read_po

from api.catalogs.encoding import decode_catalog
from api.catalogs.header import check_header, find_header
from api.catalogs.lexer import read_document
from api.model.findings import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.catalogs.document import Document, Entry
    from api.model.identifiers import LocaleTag

_OBSOLETE_PREVIOUS: Final = re.compile(rb"^#~\|.*$", re.MULTILINE)


def examine_catalog(data: bytes, file: str, locale: LocaleTag) -> tuple[Document, tuple[Finding, ...]]:
    """The locale's catalog and what is wrong with it. With a finding, the document is what could be read of it.

    Raises:
        CatalogError: the bytes are no text.
    """
    document, findings = _examine(data, file, locale)
    findings = tuple(sorted((*findings, *_find_duplicates(document, file, locale))))
    return document, findings or tuple(_compare_with_babel(data, file, document, locale))


def examine_attic(data: bytes, file: str, locale: LocaleTag) -> tuple[Document, tuple[Finding, ...]]:
    """The locale's attic likewise. It serves nobody, and topics that used one context each may both have it there.

    Raises:
        CatalogError: the bytes are no text.
    """
    return _examine(data, file, locale)


def _examine(data: bytes, file: str, locale: LocaleTag) -> tuple[Document, tuple[Finding, ...]]:
    document, faults = read_document(decode_catalog(data, file), file)
    # Where a fault took the header along, it is the fault that must be mended.
    header = check_header(document, file, locale) if find_header(document) or not faults else ()
    return document, tuple(sorted((*faults, *header, *_find_climbing_references(document, file))))


def _find_duplicates(document: Document, file: str, locale: LocaleTag) -> Iterator[Finding]:
    """Messages that the file holds twice. A context names a block: two messages with one are one block twice."""
    seen: dict[str | tuple[None, str], int] = {}
    for entry in document.entries:
        key = entry.msgctxt if entry.msgctxt is not None else (None, entry.msgid)
        if key in seen:
            what = f"the message {entry.msgctxt}" if entry.msgctxt is not None else f"the text {entry.msgid[:40]!r}"
            message = f"{what} stands here and in line {seen[key]}; keep the right one and delete the other"
            yield Finding(file, entry.line, 1, "error", Code.PO_DUPLICATE, message, locale)
        seen.setdefault(key, entry.line)


def _find_climbing_references(document: Document, file: str) -> Iterator[Finding]:
    for entry in document.entries:
        for line, reference in entry.references:
            parts = reference.split("/")
            if reference.startswith(("/", "~")) or ".." in parts or "\\" in reference or ":/" in reference:
                message = f"the reference {reference[:80]} points out of the project; delete it"
                yield Finding(file, line, 1, "error", Code.PO_REFERENCE, message)


def _compare_with_babel(data: bytes, file: str, document: Document, locale: LocaleTag) -> Iterator[Finding]:
    """Have Babel read the same bytes: the first that it reads as something else is a finding."""

    def finding(line: int, message: str) -> Finding:
        return Finding(file, line, 1 if line else 0, "error", Code.PO_SYNTAX, message, locale)

    # Two legal things that Babel does not know: a template's unset date, and an obsolete message's previous msgid.
    data = _OBSOLETE_PREVIOUS.sub(b"#", data.replace(b"POT-Creation-Date: YEAR-MO-DA HO:MI+ZONE", b"X-Unset: date"))
    try:
        # No locale: the header would override it, and Babel need not know the language to read the file.
        catalog = read_po(BytesIO(data), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as fault:
        counted = getattr(fault, "lineno", None)
        line = 0 if counted is None else counted + 1
        yield finding(line, f"Babel refuses the file: {fault}".removesuffix(f" on {counted}"))
        return
    for entry in filter(_is_translatable, document.entries):
        read = catalog.get(entry.msgid, context=entry.msgctxt)
        if read is None or read.string != entry.msgstr or read.fuzzy != entry.fuzzy:
            yield finding(
                entry.line, "Babel reads this message in another way; write its strings afresh on one line each"
            )
            return


def _is_translatable(entry: Entry) -> bool:
    """Whether it is a message: the header has neither words nor a context."""
    return bool(entry.msgid) or entry.msgctxt is not None
