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
        message = f"the English says “{said[0]}”, and nothing here says so; see whether the negation was lost."
        yield Fault(0, message)


RULE: Final = Rule(
    code=Code.NEGATION,
    severity="warning",
    title="a “not”, “no”, “never” or “without” of the English seems to be lost",
    why="A lost negation turns advice into its opposite. The rule looks for the words by which your language negates; where yours says it "
    "with another word, such as “free of”, allow the finding.",
    reference="MQM, Accuracy, Mistranslation",
    find=find_negation,
    cases=(
        Case(locale="es", msgid="You do not stay overnight.", msgstr="No pasa la noche en el hospital."),
        Case(locale="fr", msgid="Never lift alone.", msgstr="Ne soulevez jamais rien seul."),
        Case(locale="ko", msgid="treatment without surgery", msgstr="수술하지 않는 치료"),
        Case(locale="zh-Hant", msgid="people who cannot have open surgery", msgstr="不能接受開放手術的人"),
        Case(locale="hi", msgid="You do not stay overnight.", msgstr="आपको रात भर रुकना नहीं पड़ता।"),
        Case(locale="ar", msgid="No one checked it.", msgstr="ولم يراجعه أحد."),
        Case(locale="zh-Hans", msgid="Do not bend.", msgstr="要特别弯腰。", offsets=(0,)),
        Case(locale="es", msgid="Do not bend.", msgstr="Inclínese.", offsets=(0,)),
        Case(locale="ru", msgid="treatment without surgery", msgstr="лечение с помощью операции", offsets=(0,)),
        Case(locale="vi", msgid="You do not stay overnight.", msgstr="Quý vị ở lại qua đêm.", offsets=(0,)),
    ),
)
