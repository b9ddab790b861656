"""Code `untranslated`: a translation that is the English, or holds a stretch of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import blank_match
from api.model.catalog import Glossary, Term
from api.model.findings import Code, Fault

_SENTENCE: Final = 4
"""Words from which a text is no name and no term."""

_STRETCH: Final = 5
"""English words in a row that no language has by chance."""

_STRETCH_LATIN: Final = 3
"""As many in a text of another script, where no English word is the language's own."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_ANY_WORD: Final = re.compile(rf"{_LATIN_WORD.pattern}|[^\W\d_]")
# Placeholders, the practice's name, and whatever is no word: addresses, codes.
_KEPT: Final = re.compile(
    r"\{[^{}]*\}|IGEA(?: Brain, Spine & Orthopedics)?|(?<![!-~])[!-~]*[0-9/@&_][!-~]*|(?<![!-~])[A-Za-z]+(?:\.[A-Za-z]+)+"
)
_BRACKETED: Final = re.compile(r"[(（][^()（）]*[)）]")


def find_untranslated(pair: Pair) -> Faults:
    """One fault: the whole text is the English, or a long stretch of it is left."""
    latin = not pair.language.scripts or pair.language.scripts[0] == "LATIN"
    if not latin and not _LATIN_WORD.search(pair.msgstr):
        return
    english = _list_english(pair.msgid)
    found = _list_words(pair.msgstr)
    words = tuple(word for _, word in found)
    # What the glossary says is the same in both languages.
    if not words or any(pair.msgstr.lower() == use.lower() for term in pair.glossary.terms for use in term.use):
        return
    if words == english:
        message = "this is the English; translate it."
        yield Fault(found[0][0], message, severity=None if len(words) >= _SENTENCE else "warning")
        return
    length = _STRETCH
    if not latin:
        # A break stands where the language's own words stand between.
        length, found = _STRETCH_LATIN, _list_words(_BRACKETED.sub(blank_match, pair.msgstr), _ANY_WORD)
    stretches = _list_stretches(pair.msgid, length)
    for at in range(len(found) - length + 1):
        if tuple(word for _, word in found[at : at + length]) in stretches:
            start, end = found[at][0], found[at + length - 1][0] + len(found[at + length - 1][1])
            yield Fault(start, f"“{pair.msgstr[start:end]}” is English; translate it.", severity="warning")
            return


@lru_cache(maxsize=8192)
def _list_english(msgid: str) -> tuple[str, ...]:
    return tuple(word for _, word in _list_words(msgid))


@lru_cache(maxsize=8192)
def _list_stretches(msgid: str, length: int) -> frozenset[tuple[str, ...]]:
    """Every stretch of its words that is no name: the same for all languages."""
    words = _list_english(msgid)
    names = frozenset(word.lower() for word in _LATIN_WORD.findall(msgid) if word[0].isupper())
    stretches = (words[at : at + length] for at in range(len(words) - length + 1))
    return frozenset(stretch for stretch in stretches if sum(word not in names for word in stretch) > 1)


def _list_words(text: str, pattern: re.Pattern[str] = _WORD) -> list[tuple[int, str]]:
    """The words with their offsets, but for names and placeholders, which are the same in every language."""
    return [(match.start(), match[0].lower()) for match in pattern.finditer(_KEPT.sub(blank_match, text))]


RULE: Final = Rule(
    code=Code.UNTRANSLATED,
    severity="error",
    title="a text is left in English",
    why="Patients would be shown English as if it were their language. A short text may be the same in both, as a name or a term "
    "is: then it is a warning. List such terms in the glossary, or allow the finding.",
    reference="MQM, Accuracy, Untranslated",
    find=find_untranslated,
    cases=(
        Case("es", "Most people rest for a day.", "La mayoría descansa un día."),
        Case("it", "IGEA Brain, Spine & Orthopedics", "IGEA Brain, Spine & Orthopedics"),
        Case("fr", "sedation", "sédation", glossary=Glossary((Term(("sedation",), ("sédation",)),))),
        Case("ar", "the team at IGEA", "الفريق في IGEA"),
        Case("zh-Hant", "conservative care without surgery", "保守治療（conservative care without surgery）"),
        Case("es", "Most people rest for a day.", "most people rest for a day", (0,)),
        Case("fil", "infection", "Infection", (0,)),
        Case("pl", "Patients typically go home the same day.", "Pacjenci typically go home the same day.", (9,)),
        Case("hi", "Patients typically go home the same day.", "मरीज़ typically go home उसी दिन।", (6,)),
        Case(
            "fr",
            "No clinician has reviewed this text yet.",
            "No clinician has reviewed this text yet.",
            (0,),
            kind="string",
        ),
    ),
)
