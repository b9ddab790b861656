"""Code `length`: a translation is about as long as its language makes it beside the English."""

from __future__ import annotations

from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

_SHORT: Final = 25
"""Characters of English up to which a ratio says nothing."""

_SLACK: Final = 20
"""Characters of English that the translation may have too few or too many besides."""


def find_length(pair: Pair) -> Faults:
    """One fault: at the end of a text that is too short, at the first character too many of one that is too long."""
    if pair.language.length is None or len(pair.msgid) <= _SHORT:
        return
    least, most = pair.language.length
    length, english = len(pair.msgstr), len(pair.msgid)
    if length < least * (english - _SLACK):
        offset, verdict = max(0, length - 1), "short for this language; see whether something is missing"
    elif length > most * (english + _SLACK):
        offset, verdict = int(most * english), "long for this language; see whether something was added"
    else:
        return
    yield Fault(offset, f"{length} characters for {english} of English is {verdict}.")


RULE: Final = Rule(
    code=Code.LENGTH,
    severity="warning",
    title="a text is much shorter or longer than its language makes it",
    why="What is too short has often lost a sentence or a hedge; what is too long has gained an explanation that nobody vetted. "
    "Short texts are not judged.",
    reference="W3C, Text size in translation",
    find=find_length,
    cases=(
        Case(
            "zh-Hans", "Most people go back to normal activities within a few days.", "大多数人几天内就能恢复正常活动。"
        ),
        Case("es", "Rest.", "Debe usted descansar."),
        Case("fr", "The cement sets fast.", "Le ciment durcit vite."),
        Case(
            "es",
            "The cement sets fast. It makes the bone stable and supports it at once.",
            "El cemento se endurece.",
            (22,),
        ),
        Case(
            "ko",
            "Patients typically go home the same day.",
            "환자는 보통 당일에 집으로 갑니다. " * 3 + "집으로 갑니다.",
            (40,),
        ),
        Case("zh-Hant", "The cement hardens within minutes and makes the bone stable.", "骨", (0,)),
    ),
)
