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
        Case(locale="es", msgid="It can ease pain.", msgstr="Puede aliviar el dolor."),
        Case(locale="zh-Hans", msgid="Most people rest.", msgstr="大多数人会休息。"),
        Case(locale="ru", msgid="cement leaking (rare)", msgstr="утечка цемента (редко)"),
        Case(locale="ht", msgid="It can ease pain.", msgstr="Li ka soulaje doulè."),
        Case(locale="gu", msgid="It can ease pain.", msgstr="તે દુખાવો ઓછો કરી શકે છે."),
        Case(locale="zh-Hans", msgid="Often, it helps.", msgstr="这有助于日常生活。", offsets=(0,)),
        Case(locale="zh-Hant", msgid="It can limit movement.", msgstr="這限制活動能力。", offsets=(0,)),
        Case(locale="es", msgid="It can ease pain.", msgstr="Alivia el dolor.", offsets=(0,)),
        Case(locale="it", msgid="cement leaking (rare)", msgstr="fuoriuscita di cemento", offsets=(0,)),
        Case(locale="pl", msgid="Some people may rest.", msgstr="Ludzie odpoczywają.", offsets=(0, 0)),
    ),
)
