"""Glossaries: how a locale says the terms that must not vary."""

from __future__ import annotations

from msgspec import Struct


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
