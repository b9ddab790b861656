"""Code `hedge`: where the English is careful ("often", "can", "some", "rare"), so is the translation.

A hedge is part of the fact: "can ease pain" is no promise that it will.
"""

from __future__ import annotations

import re
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import has_cue
from api.model.findings import Code, Fault

_ENGLISH: Final[dict[str, re.Pattern[str]]] = {
    group: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for group, words in {
        "often": "often|usually|typically|generally|normally",
        "can": "can|may|might|could",
        "many": "many",
        "most": "most(?! often)(?= people| patients| of)",
        "some": "some(?! kind)",
        "rare": "rare|rarely|uncommon",
        "especially": "especially|particularly",
    }.items()
}


def find_hedges(pair: Pair) -> Faults:
    """A fault for each kind of hedge that the English has and nothing in the translation says."""
    cues = dict(pair.language.hedges)
    for group, pattern in _ENGLISH.items():
        said = pattern.search(pair.msgid)
        if said is not None and group in cues and not has_cue(pair.msgstr, cues[group]):
            yield Fault(0, f"the English says “{said[0]}”, and nothing here says so; see whether the hedge was lost.")


RULE: Final = Rule(
    code=Code.HEDGE,
    severity="warning",
    title="a hedge of the English, such as “often”, “can” or “rare”, seems to be lost",
    why="How often, how many and how sure are facts. The rule looks for the words by which your language hedges; where yours does it by a verb "
    "form or another word, allow the finding.",
    reference="MQM, Accuracy, Mistranslation; how to read a translation back: how many, how often, how sure",
    find=find_hedges,
    cases=(
        Case("es", "It can ease pain.", "Puede aliviar el dolor."),
        Case("zh-Hans", "Most people rest.", "大多数人会休息。"),
        Case("ru", "cement leaking (rare)", "утечка цемента (редко)"),
        Case("ht", "It can ease pain.", "Li ka soulaje doulè."),
        Case("gu", "It can ease pain.", "તે દુખાવો ઓછો કરી શકે છે."),
        Case("zh-Hans", "Often, it helps.", "这有助于日常生活。", (0,)),
        Case("zh-Hant", "It can limit movement.", "這限制活動能力。", (0,)),
        Case("es", "It can ease pain.", "Alivia el dolor.", (0,)),
        Case("it", "cement leaking (rare)", "fuoriuscita di cemento", (0,)),
        Case("pl", "Some people may rest.", "Ludzie odpoczywają.", (0, 0)),
    ),
)
