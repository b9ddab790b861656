"""Findings: what is wrong in a file, where, and what to do about it."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from api.model.identifiers import LocaleTag

Severity = Literal["error", "warning", "info"]


class Code(StrEnum):
    """What kind of finding it is. `vertebra explain CODE` and api/checks/README.md say what each means."""

    # What stops a file, or a folder, from being read.
    CONTENT_FILE = "content-file"
    BLOCK_ID = "block-id"
    BLOCK_KIND = "block-kind"
    LOCALE_FOLDER = "locale-folder"
    TRANSLATION_FILE = "translation-file"
    GLOSSARY_FILE = "glossary-file"
    PO_ENCODING = "po-encoding"
    PO_SYNTAX = "po-syntax"
    PO_HEADER = "po-header"
    PO_DUPLICATE = "po-duplicate"
    PO_PLURAL = "po-plural"
    PO_REFERENCE = "po-reference"
    PO_HANDOFF = "po-handoff"

    # What makes signatures, or recalls, not count.
    WITHDRAWAL = "withdrawal"
    REVIEWERS_FILE = "reviewers-file"
    LEDGER = "ledger"
    SIGNATURE = "signature"

    # How far a catalog is.
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    UNKNOWN_MESSAGE = "unknown-message"
    ALLOW = "allow"

    # What is wrong with a text: one rule each, in `api/checks/`.
    MARKUP = "markup"
    HTML = "html"
    PLACEHOLDER = "placeholder"
    NUMBERS = "numbers"
    UNITS = "units"
    CONTACT = "contact"
    BIDI = "bidi"
    INVISIBLE = "invisible"
    NORMALIZATION = "normalization"
    SCRIPT = "script"
    HOMOGLYPH = "homoglyph"
    HAN = "han"
    UNTRANSLATED = "untranslated"
    SPACES = "spaces"
    BRACKETS = "brackets"
    END = "end"
    LENGTH = "length"
    GLOSSARY = "glossary"
    NEGATION = "negation"
    HEDGE = "hedge"
    REPEATED = "repeated"
    INCONSISTENT = "inconsistent"


class Finding(Struct, frozen=True, order=True):
    """One result of reading or checking: sorts by file, line and column."""

    file: str
    """Path as the person who runs the command would type it; see `place` for showing it."""

    line: int
    """From 1; 0 where the whole file is meant."""

    column: int
    """From 1, in characters; 0 where the whole line is meant."""

    severity: Severity
    code: Code
    message: str
    """What is wrong and what to do next, in one or two sentences."""

    locale: LocaleTag | None = None
    """The locale whose text it is about; None for the source."""

    block: str = ""
    """The msgctxt of the message that it is about; empty where it is about no message."""

    hint: str = ""
    """What follows from it until it is mended, or what to write if it is right as it is; may be empty."""

    @property
    def text(self) -> str:
        """Block, message and hint as one line, for people."""
        return f"{self.block and f'{self.block}: '}{_join_hint(self.message, self.hint)}"

    @property
    def place(self) -> str:
        """The file's path as text; bytes of a name that are not UTF-8 are written in hexadecimal."""
        return os.fsencode(self.file).decode("utf-8", "backslashreplace")

    def __str__(self) -> str:
        """`file:line:column: severity code message`, the form that editors make clickable."""
        return f"{self.place}:{self.line}:{self.column}: {self.severity} {self.code} {self.text}"


class Fault(Struct, frozen=True):
    """What is wrong with a text, and at which of its characters."""

    offset: int
    """From 0; 0 for what is absent."""

    message: str
    """What is wrong and what to do next."""

    severity: Severity | None = None
    """Where it is milder than is usual for its code."""


class Complaint(Struct, frozen=True):
    """Why something cannot be taken as it is. Where its file is known, a finding is made of it."""

    message: str
    """What is wrong and what to do next."""

    hint: str = ""
    """What follows from it until it is mended; may be empty."""

    line: int = 0
    """In the text that was read, from 1; 0 where none is meant."""

    def make_finding(self, file: str, code: Code, locale: LocaleTag | None = None) -> Finding:
        """Make the finding, an error, that the complaint is in this file."""
        column = 1 if self.line else 0
        return Finding(file, self.line, column, "error", code, self.message, locale, hint=self.hint)

    def __str__(self) -> str:
        """Message and hint as one line, for people."""
        return _join_hint(self.message, self.hint)


def _join_hint(message: str, hint: str) -> str:
    if not hint:
        return message
    return f"{message} {hint[0].upper()}{hint[1:]}" if message.endswith((".", "?")) else f"{message}; {hint}"


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity == "error" for finding in findings)
