"""The rules that run. The lists are explicit: a rule that nobody listed does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.checks.bidi import RULE as BIDI
from api.checks.brackets import RULE as BRACKETS
from api.checks.contact import RULE as CONTACT
from api.checks.end import RULE as END
from api.checks.glossary import RULE as GLOSSARY
from api.checks.han import RULE as HAN
from api.checks.hedge import RULE as HEDGE
from api.checks.homoglyph import RULE as HOMOGLYPH
from api.checks.html import RULE as HTML
from api.checks.inconsistent import RULE as INCONSISTENT
from api.checks.invisible import RULE as INVISIBLE
from api.checks.length import RULE as LENGTH
from api.checks.markup import RULE as MARKUP
from api.checks.negation import RULE as NEGATION
from api.checks.normalization import RULE as NORMALIZATION
from api.checks.numbers import RULE as NUMBERS
from api.checks.placeholder import RULE as PLACEHOLDER
from api.checks.repeated import RULE as REPEATED
from api.checks.script import RULE as SCRIPT
from api.checks.spaces import RULE as SPACES
from api.checks.units import RULE as UNITS
from api.checks.untranslated import RULE as UNTRANSLATED

if TYPE_CHECKING:
    from api.checks.rule import CatalogRule, Rule

RULES: Final[tuple[Rule, ...]] = (
    MARKUP,
    HTML,
    PLACEHOLDER,
    NUMBERS,
    UNITS,
    CONTACT,
    BIDI,
    INVISIBLE,
    NORMALIZATION,
    SCRIPT,
    HOMOGLYPH,
    HAN,
    UNTRANSLATED,
    SPACES,
    BRACKETS,
    END,
    LENGTH,
    GLOSSARY,
    NEGATION,
    HEDGE,
    REPEATED,
)
"""Those that look at one message."""

CATALOG_RULES: Final[tuple[CatalogRule, ...]] = (INCONSISTENT,)
"""Those that look at all messages of a catalog among themselves."""
