"""A catalog's header: what must be in it, and what would mislead a tool that believes it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from api.model.findings import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.catalogs.lexer import Entry
    from api.model.identifiers import LocaleTag

_CHARSET: Final = re.compile(r"text/plain;\s*charset=(?:utf-8|utf8)", re.IGNORECASE)
_DATES: Final = ("POT-Creation-Date", "PO-Revision-Date")
_UNSET_DATE: Final = "YEAR-MO-DA HO:MI+ZONE"
_PLURALS: Final = re.compile(r"nplurals\s*=\s*[1-6]\s*;\s*plural\s*=\s*[n0-9()<>=!&|?:%\s]{1,300};?")


def check_header(entries: tuple[Entry, ...], file: str, locale: LocaleTag) -> tuple[Finding, ...]:
    """What is wrong with the header of the locale's catalog.

    Its language comes from its folder; a header that says another would make Babel read the whole file as that one.
    """

    def finding(line: int, message: str) -> Finding:
        return Finding(
            file=file, line=line, column=1, severity="error", code=Code.PO_HEADER, message=message, locale=locale
        )

    headers = [entry for entry in entries if not entry.msgid and entry.msgctxt is None]
    if not headers or headers[0] is not entries[0]:
        return (finding(1, 'the file has no header; it begins with msgid "" and a msgstr that names its Language'),)
    header = headers[0]
    return tuple(finding(header.line, complaint) for complaint in _judge_header(header, locale))


def _judge_header(header: Entry, locale: LocaleTag) -> Iterator[str]:
    if "fuzzy" in header.flags:
        yield "the header is marked fuzzy, so gettext tools skip the file; delete the line `#, fuzzy` above it"
    fields: dict[str, str] = {}
    for line in header.msgstr.split("\n"):
        name, colon, value = line.partition(":")
        if line and not colon:
            yield rf"the header line {line[:40]!r} has no colon; a line is `Name: value\n`"
        elif name.strip().lower() in fields:
            yield f"the header says {name.strip()} twice; delete one"
        fields[name.strip().lower()] = value.strip()
    if not _CHARSET.fullmatch(fields.get("content-type", "")):
        yield "the header's Content-Type is not `text/plain; charset=UTF-8`; correct it"
    if fields.get("language", "").replace("_", "-") != locale:
        yield f"the header's Language is {fields.get('language', '')!r} but the folder is for {locale}; correct the header"
    if (plurals := fields.get("plural-forms")) is not None and not _PLURALS.fullmatch(plurals):
        yield "the header's Plural-Forms is malformed; delete the line, for clinical text has no plural forms"
    for name in _DATES:
        if (date := fields.get(name.lower())) is not None and date != _UNSET_DATE and not _is_date(date):
            yield f"the header's {name} {date[:40]!r} is no date; correct it to the form 2026-01-31 09:30+0000"


def _is_date(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d %H:%M%z")
    except ValueError:
        return False
    return True
