"""Findings: what is wrong in a file, where, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from api.model.identifiers import LocaleTag

Severity = Literal["error", "warning", "info"]


class Code(StrEnum):
    """What kind of finding it is. Each is explained in the README."""

    CONTENT_FILE = "content-file"
    """A file or folder in content/ is absent, unreadable, or not the TOML or text that it should be."""

    BLOCK_ID = "block-id"
    """A heading, paragraph or list item has no id, a malformed one, or one that is taken."""

    BLOCK_KIND = "block-kind"
    """A section holds something other than its heading, paragraphs and lists."""

    MARKUP = "markup"
    """A text holds other markup than bold and emphasis, or a translation marks up other words than the English."""

    LOCALE_FOLDER = "locale-folder"
    """A folder in locales/ is not named by a language tag."""

    TRANSLATION_FILE = "translation-file"
    """A translation.toml cannot be read, so its texts count as machine translations."""

    PO_ENCODING = "po-encoding"
    """A catalog is not plain UTF-8 text."""

    PO_SYNTAX = "po-syntax"
    """A catalog is not well-formed: quotes, escapes, keywords, their order, or what a merge left behind."""

    PO_HEADER = "po-header"
    """A catalog's header is absent, doubtful, or says another language than its folder."""

    PO_DUPLICATE = "po-duplicate"
    """A catalog translates the same message twice."""

    PO_PLURAL = "po-plural"
    """A catalog uses plural forms, which clinical text does not have."""

    PO_REFERENCE = "po-reference"
    """A catalog's `#:` line points out of the project."""

    PLACEHOLDER = "placeholder"
    """A translated interface string lost or invented a `{placeholder}`."""


class Finding(Struct, frozen=True, order=True):
    """One result of reading or checking: sorts by file, line and column."""

    file: str
    """Path as the person who runs the command would type it."""

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

    def __str__(self) -> str:
        """`file:line:column: severity code message`, the form that editors make clickable."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}"


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any of them is an error."""
    return any(finding.severity == "error" for finding in findings)
