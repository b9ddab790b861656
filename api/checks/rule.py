"""What a rule is.

A rule looks at a pair, the English and its translation, and yields faults. Two kinds of people read what it says: the
translator, in a finding on the line, and whoever asks `vertebra explain`. Its cases are its tests too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from api.checks.languages import Language
from api.model.catalog import Glossary
from api.model.content import SegmentKind
from api.model.findings import Code, Fault, Severity
from api.model.identifiers import LocaleTag

Faults = Iterator[Fault]
"""What a rule finds in a pair, in the order of the text."""


class Pair(Struct, frozen=True):
    """One segment's English and its translation, as a rule sees them."""

    msgctxt: str
    kind: SegmentKind
    msgid: str
    msgstr: str
    language: Language
    glossary: Glossary = Glossary()


class Case(Struct, frozen=True):
    """An example, and where the rule finds a fault in it."""

    locale: LocaleTag | str
    msgid: str
    msgstr: str
    offsets: tuple[int, ...] = ()
    """Of the faults, in order; none where the translation is right."""

    kind: SegmentKind = "paragraph"
    glossary: Glossary = Glossary()


class Explanation(Struct, frozen=True, kw_only=True):
    """What a translator should know of a code: `vertebra explain` shows it."""

    code: Code
    severity: Severity
    """The gravest that is found. An error takes the section out of service in the locale."""

    title: str
    """What is wrong where something is found: one line, no full stop."""

    why: str
    """What it is good for, and when it is mistaken: a paragraph for translators."""

    reference: str
    """Whose rule it is, or where more is said."""

    cases: tuple[Case, ...] = ()
    """Of a rule, at least one that is right and one that is not."""

    allowable: bool = False
    """Whether a person may allow what is found. Not where a patient would see something broken, or a text is another than it looks."""


class Rule(Explanation, frozen=True, kw_only=True):
    """One check of a message."""

    find: Callable[[Pair], Faults]
    allowable: bool = True


class CatalogRule(Explanation, frozen=True, kw_only=True):
    """One check of a whole catalog's pairs among themselves; each fault comes with its pair's index."""

    find: Callable[[tuple[Pair, ...]], Iterator[tuple[int, Fault]]]
    allowable: bool = True
