"""Code `repeated`: the same word twice in a row."""

from __future__ import annotations

import re
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

_TWICE: Final = re.compile(r"\b([^\W\d_]{2,}) \1\b", re.IGNORECASE)

_DOUBLING: Final = frozenset({"fil", "gu", "hi", "ht", "hmn", "ko", "ur", "vi", "zh-Hans", "zh-Hant"})
"""Languages that say a word twice on purpose."""

_FINE: Final = {
    "ar": frozenset({"جدا", "جدًا", "خطوة", "شيئا", "شيئًا", "قليلا", "قليلًا"}),
    "es": frozenset({"casi", "muy"}),
    "fr": frozenset({"nous", "si", "très", "vous"}),
    "it": frozenset({"appena", "così", "man", "piano", "poco", "proprio", "via"}),
    "pl": frozenset({"bardzo"}),
    "pt-BR": frozenset({"logo", "quase"}),
    "ru": frozenset({"очень"}),
}
"""By tag: words that may stand twice, as in "nous nous reposons", "piano piano"."""


def find_repeated(pair: Pair) -> Faults:
    """A fault at each second word."""
    if pair.language.tag in _DOUBLING:
        return
    fine = _FINE.get(pair.language.tag, frozenset())
    for match in _TWICE.finditer(pair.msgstr):
        if match[1].lower() not in fine:
            yield Fault(match.end() - len(match[1]), f"“{match[1]}” stands twice; delete one.")


RULE: Final = Rule(
    code=Code.REPEATED,
    severity="info",
    title="a word stands twice in a row",
    why="Mostly a slip of the keyboard. Languages that double words on purpose are not looked at.",
    reference="MQM, Fluency, Duplication",
    find=find_repeated,
    cases=(
        Case("es", "the same day", "el mismo día"),
        Case("fr", "we rest", "nous nous reposons"),
        Case("hi", "slowly", "धीरे धीरे"),
        Case("it", "step by step", "via via"),
        Case("es", "in the spine", "en la la columna", (6,)),
        Case("pl", "on the skin", "na na skórze", (3,)),
        Case("ru", "in the bone", "кость кость", (6,)),
    ),
)
