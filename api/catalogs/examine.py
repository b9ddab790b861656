"""A PO file's bytes to a document that can be trusted, or to everything that is wrong with it.

Rules
1. The strict lexer reads first, then Babel. Only what both read alike is a catalog: a difference is refused too.
2. All faults of a file are found in one run.
3. The bytes are plain UTF-8, and nothing that no editor writes on purpose. A byte order mark before it all is what Windows' editors
   write, and says no more than that: it is passed over.
4. Babel is given the messages as they stand, under a header of ours: it reads dates, languages and plural forms in headers, and
   refuses a file for one that it does not know, though no word depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final, NoReturn

from babel.messages.pofile import PoFileError, read_po

from api.catalogs.document import PoDocument
from api.catalogs.header import CONTENT_TYPE, check_header, find_header
from api.catalogs.lexer import read_document, read_flags
from api.errors import CatalogError
from api.model.characters import compose
from api.model.findings import Code, Finding, has_errors
from api.model.identifiers import LocaleTag

MAX_BYTES: Final = 4_000_000
"""A catalog is read into memory whole; ours are under 100 kB."""

MAX_LINE: Final = 20_000
"""Characters in a line. A segment is a paragraph at most."""

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_OBSOLETE_PREVIOUS: Final = re.compile(rb"^#~\|.*$", re.MULTILINE)
_FLAG_LINES: Final = re.compile(rb"^[ \t]*#[,!=].*$", re.MULTILINE)
_HEAD: Final = (b'msgid ""', rf'msgstr "Content-Type: {CONTENT_TYPE}\n"'.encode())


def decode_catalog(data: bytes, file: str) -> str:
    """Decode the file. A caller need not read more than `MAX_BYTES` and one more: such a file is refused.

    Raises:
        CatalogError: it is not UTF-8, or too large, or holds what no editor writes on purpose.
    """

    def refuse(line: int, column: int, message: str) -> NoReturn:
        raise CatalogError(Finding(file, line, column, "error", Code.PO_ENCODING, message))

    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(1, 1, "the file is UTF-16; save it as UTF-8")
    data = data.removeprefix(BYTE_ORDER_MARK)
    for number, raw in enumerate(data.split(b"\n"), 1):
        if len(raw) > MAX_LINE and len(raw.decode("utf-8", "replace")) > MAX_LINE:
            refuse(number, MAX_LINE, f"the line is longer than {MAX_LINE:,} characters, which no text of ours is")
    if len(data) > MAX_BYTES:
        line, column = data.count(b"\n", 0, MAX_BYTES) + 1, MAX_BYTES - data.rfind(b"\n", 0, MAX_BYTES)
        refuse(line, column, f"the file is too large; a catalog has at most {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        refuse(before.count(b"\n") + 1, column, "this byte is not UTF-8; save the file as UTF-8")
    for number, row in enumerate(text.split("\n"), 1):
        if control := _CONTROL.search(row.removesuffix("\r")):
            code = f"U+{ord(control.group()):04X}"
            refuse(number, control.start() + 1, f"the control character {code} has no place in text; delete it")
    return text


def examine_catalog(data: bytes, file: str, locale: LocaleTag) -> tuple[PoDocument, tuple[Finding, ...]]:
    """The locale's catalog and what is wrong with it. With an error, the document is what could be read of it.

    Raises:
        CatalogError: the bytes are no text.
    """
    document, findings = examine_attic(data, file, locale)
    findings = tuple(sorted((*findings, *_find_duplicates(document, file, locale))))
    if not has_errors(findings):
        findings = (*findings, *_compare_with_babel(data, file, document, locale))
    return document, findings


def examine_attic(data: bytes, file: str, locale: LocaleTag) -> tuple[PoDocument, tuple[Finding, ...]]:
    """Examine the locale's attic. Unlike a catalog it may hold a context twice: topics that used one each may both have put it there.

    Raises:
        CatalogError: the bytes are no text.
    """
    document, faults = read_document(decode_catalog(data, file), file)
    # Where a fault took the header along, it is the fault that must be mended.
    header = check_header(document, file, locale) if find_header(document) or not faults else ()
    return document, tuple(sorted((*faults, *header, *_find_climbing_references(document, file, locale))))


def _find_duplicates(document: PoDocument, file: str, locale: LocaleTag) -> Iterator[Finding]:
    """A finding for each message that the file holds twice: a context names a block, so two messages with one are one block twice."""
    seen: dict[str | tuple[None, str], int] = {}
    for entry in document.entries:
        key = entry.msgctxt if entry.msgctxt is not None else (None, entry.msgid)
        if key in seen:
            what = f"the message {entry.msgctxt}" if entry.msgctxt is not None else f"the text {entry.msgid[:40]!r}"
            message = f"{what} stands here and in line {seen[key]}; keep the right one and delete the other"
            yield Finding(file, entry.line, 1, "error", Code.PO_DUPLICATE, message, locale)
        seen.setdefault(key, entry.line)


def _find_climbing_references(document: PoDocument, file: str, locale: LocaleTag) -> Iterator[Finding]:
    advice = f"points out of the project; nothing opens it, and `vertebra sync {locale}` writes ours"
    for entry in document.entries:
        for line, reference in entry.references:
            parts = reference.split("/")
            if reference.startswith(("/", "~")) or ".." in parts or "\\" in reference or ":/" in reference:
                message = f"the reference {reference[:80]} {advice}"
                yield Finding(file, line, 1, "info", Code.PO_REFERENCE, message, locale)


def _compare_with_babel(data: bytes, file: str, document: PoDocument, locale: LocaleTag) -> Iterator[Finding]:
    """Have Babel read the same messages: the first that it reads as something else is a finding."""

    def finding(line: int, message: str) -> Finding:
        return Finding(file, line, 1 if line else 0, "error", Code.PO_SYNTAX, message, locale)

    try:
        # No locale: Babel need not know the language to read the file.
        catalog = read_po(BytesIO(_render_for_babel(data, document)), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as fault:
        counted = getattr(fault, "lineno", None)
        line = 0 if counted is None else counted + 1
        yield finding(line, f"Babel refuses the file: {fault}".removesuffix(f" on {counted}"))
        return
    messages = {(each.context, compose(each.id)): each for each in catalog}
    for entry in document.entries:
        if not entry.msgid and entry.msgctxt is None:
            # The header, which is ours here.
            continue
        read = messages.get((entry.msgctxt, entry.msgid))
        if read is None or compose(read.string) != entry.msgstr or read.fuzzy != entry.fuzzy:
            advice = "write its strings afresh on one line each"
            yield finding(entry.line, f"Babel reads this message in another way; {advice}")
            return


def _render_for_babel(data: bytes, document: PoDocument) -> bytes:
    """Render the file for Babel, line for line: a header of ours, flags as Babel reads them, and no comment that it misreads."""
    data = data.removeprefix(BYTE_ORDER_MARK)
    if header := find_header(document):
        lines = data.split(b"\n")
        end = max(header.msgstr_line, *(span.line for span in header.spans), 0)
        rest = [b'""'] * (end - header.line + 1 - len(_HEAD))
        data = b"\n".join((*lines[: header.line - 1], *_HEAD, *rest, *lines[end:]))
    return _OBSOLETE_PREVIOUS.sub(b"#", _FLAG_LINES.sub(_render_flags, data))


def _render_flags(line: re.Match[bytes]) -> bytes:
    return f"#, {', '.join(read_flags(line[0].decode()) or ())}".encode()
