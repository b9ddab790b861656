"""Translations as the catalogs hold them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from api.model.findings import Finding
from api.model.identifiers import LocaleTag

Method = Literal["authored", "machine", "machine-edited", "human"]
"""How a wording came to be. `authored` is the source's; a translation is `machine` until its folder says otherwise."""


class Message(Struct, frozen=True):
    """One entry of a catalog."""

    msgctxt: str
    msgid: str
    msgstr: str
    fuzzy: bool
    line: int
    """Where its msgstr stands, from 1."""


class Catalog(Struct, frozen=True):
    """All messages of one PO file, in file order, their msgctxt unique."""

    file: str
    locale: LocaleTag
    messages: tuple[Message, ...]


class BrokenCatalog(Struct, frozen=True):
    """A PO file that cannot be trusted. Nothing of it is served."""

    file: str
    locale: LocaleTag
    findings: tuple[Finding, ...]


class Credit(Struct, frozen=True):
    """Who translated a section, and how."""

    method: Method = "machine"
    translator: str | None = None


class Translation(Struct, frozen=True):
    """What locales/ holds for one locale."""

    locale: LocaleTag
    catalogs: tuple[tuple[str, Catalog | BrokenCatalog], ...]
    """By domain: a topic's id, or `interface`. A domain without a file is absent."""

    credit: Credit = Credit()
    section_credits: tuple[tuple[str, Credit], ...] = ()
    """By `topic/section`, where it differs from `credit`."""

    findings: tuple[Finding, ...] = ()
    """What is wrong with the folder itself; a broken catalog's findings are its own."""

    def find_catalog(self, domain: str) -> Catalog | BrokenCatalog | None:
        """The domain's catalog, or None where there is no file."""
        return dict(self.catalogs).get(domain)

    def credit_for(self, reference: str) -> Credit:
        """Who translated `topic/section`."""
        return dict(self.section_credits).get(reference, self.credit)
