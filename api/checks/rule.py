"""What a rule is.

A rule looks at a pair, the English and its translation, and yields faults. Two kinds of people read what it says: the
translator, in a finding on the line, and whoever asks `vertebra explain`. Its cases are its tests too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from api.checks.languages import Language
from api.model.content import SegmentKind
from api.model.findings import Code, Severity
from api.model.glossary import Glossary
from api.model.identifiers import LocaleTag


class Pair(Struct, frozen=True):
    """One segment's English and its translation, as a rule sees them."""

    msgctxt: str
    kind: SegmentKind
    msgid: str
    msgstr: str
    language: Language
    glossary: Glossary = Glossary()


class Fault(Struct, frozen=True):
    """What is wrong with a translation, and at which of its characters."""

    offset: int
    """Into the msgstr, from 0; 0 for what is absent."""

    message: str
    """What is wrong and what to do next."""

    severity: Severity | None = None
    """Where it is milder than the rule's."""


class Case(Struct, frozen=True):
    """An example, and where the rule finds a fault in it."""

    locale: LocaleTag | str
    msgid: str
    msgstr: str
    offsets: tuple[int, ...] = ()
    """Of the faults, in order; none where the translation is right."""

    kind: SegmentKind = "paragraph"
    glossary: Glossary = Glossary()


class Rule(Struct, frozen=True):
    """One check."""

    code: Code
    severity: Severity
    """The gravest that it finds. An error takes the section out of service in the locale."""

    title: str
    """What is wrong where it finds something: one line, no full stop."""

    why: str
    """What it is good for, and when it is mistaken: a paragraph for translators."""

    reference: str
    """Whose rule it is, or where more is said."""

    find: Callable[[Pair], Iterator[Fault]]
    cases: tuple[Case, ...]
    """At least one that is right and one that is not."""

    allowable: bool = True
    """Whether a person may allow what it finds. Not where a patient would see something broken, or a text is another than it looks."""


class CatalogRule(Struct, frozen=True):
    """One check of a whole catalog's pairs among themselves; each fault comes with its pair's index."""

    code: Code
    severity: Literal["info", "warning"]
    title: str
    why: str
    reference: str
    find: Callable[[tuple[Pair, ...]], Iterator[tuple[int, Fault]]]
    allowable: bool = True
