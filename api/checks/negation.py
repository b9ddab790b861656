"""Code `negation`: where the English says "not", "no", "never" or "without", so does the translation.

The gravest of all slips, and the one that no other tool looks for: "Do not bend" without its "not" is an order.
"""

from __future__ import annotations

import re
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import has_cue
from api.model.findings import Code, Fault

_ENGLISH: Final = re.compile(r"\b(?:not|no|never|cannot|without|none|nobody|neither|nor)\b|n['’]t\b", re.IGNORECASE)


def find_negation(pair: Pair) -> Faults:
    """One fault where the English negates and nothing in the translation does."""
    if not pair.language.negations:
        return
    said = _ENGLISH.search(pair.msgid)
    if said is not None and not has_cue(pair.msgstr, pair.language.negations):
        yield Fault(0, f"the English says “{said[0]}”, and nothing here says so; see whether the negation was lost.")


RULE: Final = Rule(
    code=Code.NEGATION,
    severity="warning",
    title="a “not”, “no”, “never” or “without” of the English seems to be lost",
    why="A lost negation turns advice into its opposite. The rule looks for the words by which your language negates; where yours says it "
    "with another word, such as “free of”, allow the finding.",
    reference="MQM, Accuracy, Mistranslation",
    find=find_negation,
    cases=(
        Case("es", "You do not stay overnight.", "No pasa la noche en el hospital."),
        Case("fr", "Never lift alone.", "Ne soulevez jamais rien seul."),
        Case("ko", "treatment without surgery", "수술하지 않는 치료"),
        Case("zh-Hant", "people who cannot have open surgery", "不能接受開放手術的人"),
        Case("hi", "You do not stay overnight.", "आपको रात भर रुकना नहीं पड़ता।"),
        Case("ar", "No one checked it.", "ولم يراجعه أحد."),
        Case("zh-Hans", "Do not bend.", "要特别弯腰。", (0,)),
        Case("es", "Do not bend.", "Inclínese.", (0,)),
        Case("ru", "treatment without surgery", "лечение с помощью операции", (0,)),
        Case("vi", "You do not stay overnight.", "Quý vị ở lại qua đêm.", (0,)),
    ),
)
