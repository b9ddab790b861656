"""The rules that run. The lists are explicit: a rule that nobody listed does not run."""

from __future__ import annotations

from typing import Final

from api.checks import (
    bidi,
    brackets,
    contact,
    end,
    glossary,
    han,
    hedge,
    homoglyph,
    html,
    inconsistent,
    invisible,
    length,
    markup,
    negation,
    normalization,
    numbers,
    placeholder,
    repeated,
    script,
    spaces,
    units,
    untranslated,
)
from api.checks.rule import CatalogRule, Rule

_FACTS: Final = (markup.RULE, html.RULE, placeholder.RULE, numbers.RULE, units.RULE, contact.RULE)
_LETTERS: Final = (bidi.RULE, invisible.RULE, normalization.RULE, script.RULE, homoglyph.RULE, han.RULE)
_LAYOUT: Final = (untranslated.RULE, spaces.RULE, brackets.RULE, end.RULE, length.RULE)
_WORDS: Final = (glossary.RULE, negation.RULE, hedge.RULE, repeated.RULE)

RULES: Final[tuple[Rule, ...]] = (*_FACTS, *_LETTERS, *_LAYOUT, *_WORDS)
"""Those that look at one message."""

CATALOG_RULES: Final[tuple[CatalogRule, ...]] = (inconsistent.RULE,)
"""Those that look at all messages of a catalog among themselves."""
