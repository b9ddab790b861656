"""Translations as the folders hold them: catalogs, who translated, and glossaries."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from api.model.findings import Finding
from api.model.identifiers import LocaleTag

Method = Literal["authored", "machine", "machine-edited", "human"]
"""How a wording came to be. `authored` is the source's; a translation is `machine` until its folder says otherwise."""


class Span(Struct, frozen=True):
    """Where a stretch of a string stands in its file: one pair of quotes."""

    line: int
    """From 1."""

    column: int
    """Of the first character after the quote, from 1."""

    text: str
    """The characters meant: an escape is one."""


class Message(Struct, frozen=True):
    """One entry of a catalog."""

    msgctxt: str
    msgid: str
    msgstr: str
    fuzzy: bool
    line: int
    """Where its msgstr stands, from 1."""

    spans: tuple[Span, ...] = ()
    """Where the msgstr's stretches stand, in order."""

    comments: tuple[str, ...] = ()
    """The translators' own."""

    previous: str = ""
    """The English that the msgstr was made for, where it is known to be another than the msgid."""


class Catalog(Struct, frozen=True, dict=True):
    """All messages of one PO file, in file order, their msgctxt unique."""

    file: str
    locale: LocaleTag
    messages: tuple[Message, ...]
    strays: tuple[int, ...] = ()
    """Lines of messages without a msgctxt, which nothing looks up."""

    findings: tuple[Finding, ...] = ()
    """What is to be said of the file, though none of it is an error."""

    @cached_property
    def by_msgctxt(self) -> dict[str, Message]:
        """The messages, to look up."""
        return {message.msgctxt: message for message in self.messages}

    @cached_property
    def heads(self) -> frozenset[str]:
        """What its messages' msgctxt begin with: the sections that somebody has begun."""
        return frozenset(msgctxt.partition("/")[0] for msgctxt in self.by_msgctxt)


class BrokenCatalog(Struct, frozen=True):
    """A PO file that cannot be trusted. Nothing of it is served."""

    file: str
    locale: LocaleTag
    findings: tuple[Finding, ...]
    readable: tuple[Message, ...] = ()
    """What could be read all the same: for checks, so that one run tells a translator all that is wrong."""


_ESCAPED: Final = frozenset('\n\t\r"\\')
"""Characters that two stand for in a PO file."""


def locate(spans: tuple[Span, ...], offset: int) -> tuple[int, int] | None:
    """Line and column of the character at the offset of a string that stands there, or None past its end."""
    for span in spans:
        if offset < len(span.text):
            escapes = sum(character in _ESCAPED for character in span.text[:offset])
            return span.line, span.column + offset + escapes
        offset -= len(span.text)
    return None


class Credit(Struct, frozen=True):
    """Who translated a section, and how."""

    method: Method = "machine"
    translators: tuple[str, ...] = ()
    """Reviewers' ids, or names where a person has none."""

    known: bool = True
    """Whether this can be believed. Where it cannot, nobody vouches: they may have translated it."""


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """One English term and the locale's words for it."""

    en: tuple[str, ...]
    """The English, in each form that occurs."""

    use: tuple[str, ...]
    """The locale's, in each form that may stand for it; one of them must."""

    avoid: tuple[str, ...] = ()
    """Words that must not stand for it."""

    note: str = ""
    """Why, for the next translator."""


class Glossary(Struct, frozen=True, forbid_unknown_fields=True, rename={"terms": "term"}):
    """What `locales/<tag>/glossary.toml` says; empty where there is none."""

    terms: tuple[Term, ...] = ()


class Translation(Struct, frozen=True, dict=True):
    """What locales/ holds for one locale."""

    locale: LocaleTag
    catalogs: tuple[tuple[str, Catalog | BrokenCatalog], ...]
    """By domain: a topic's id, or `interface`. A domain without a file is absent."""

    credit: Credit = Credit()
    section_credits: tuple[tuple[str, Credit], ...] = ()
    """By `topic/section`, where it differs from `credit`."""

    glossary: Glossary = Glossary()

    findings: tuple[Finding, ...] = ()
    """What is wrong with the folder itself; a broken catalog's findings are its own."""

    def find_catalog(self, domain: str) -> Catalog | BrokenCatalog | None:
        """The domain's catalog, or None where there is no file."""
        return self._catalogs.get(domain)

    def credit_for(self, reference: str) -> Credit:
        """Who translated `topic/section`."""
        return self._credits.get(reference, self.credit)

    @cached_property
    def _catalogs(self) -> dict[str, Catalog | BrokenCatalog]:
        return dict(self.catalogs)

    @cached_property
    def _credits(self) -> dict[str, Credit]:
        return dict(self.section_credits)
