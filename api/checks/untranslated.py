"""Code `untranslated`: a translation that is the English, or holds a stretch of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code
from api.model.glossary import Glossary, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

_SENTENCE: Final = 4
"""Words from which a text is no name and no term."""

_STRETCH: Final = 5
"""English words in a row that no language has by chance."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_KEPT: Final = re.compile(r"\{[^{}]*\}|IGEA Brain, Spine & Orthopedics")


def find_untranslated(pair: Pair) -> Iterator[Fault]:
    """One fault: the whole text is the English, or a long stretch of it is left."""
    english, stretches = _read_english(pair.msgid)
    found = _list_words(pair.msgstr)
    words = tuple(word for _, word in found)
    if not words or _is_kept(pair):
        return
    if words == english:
        grave = len(words) >= _SENTENCE and pair.kind != "string"
        message = "this is the English; translate it."
        yield Fault(found[0][0], message, severity=None if grave else "warning")
        return
    for at in range(len(words) - _STRETCH + 1):
        if words[at : at + _STRETCH] in stretches:
            message = f"“{' '.join(words[at : at + _STRETCH])}” is English; translate it."
            yield Fault(found[at][0], message, severity="warning")
            return


@lru_cache(maxsize=8192)
def _read_english(msgid: str) -> tuple[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Its words, and every stretch of them: the same for all languages."""
    words = tuple(word for _, word in _list_words(msgid))
    return words, frozenset(words[at : at + _STRETCH] for at in range(len(words) - _STRETCH + 1))


def _list_words(text: str) -> list[tuple[int, str]]:
    """The words with their offsets, but for names and placeholders, which are the same in every language."""
    blanked = _KEPT.sub(lambda match: " " * len(match[0]), text)
    return [(match.start(), match[0].lower()) for match in _WORD.finditer(blanked)]


def _is_kept(pair: Pair) -> bool:
    """Whether the glossary says that the term is the same."""
    text = pair.msgstr.lower()
    return any(text == use.lower() for term in pair.glossary.terms for use in term.use)


RULE: Final = Rule(
    code=Code.UNTRANSLATED,
    severity="error",
    title="a text is left in English",
    why="Patients would be shown English as if it were their language. A short text may be the same in both, as a name or a term "
    "is: then it is a warning. List such terms in the glossary, or accept the finding.",
    reference="MQM, Accuracy, Untranslated",
    find=find_untranslated,
    cases=(
        Case(locale="es", msgid="Most people rest for a day.", msgstr="La mayoría descansa un día."),
        Case(locale="it", msgid="IGEA Brain, Spine & Orthopedics", msgstr="IGEA Brain, Spine & Orthopedics"),
        Case(
            locale="fr",
            msgid="sedation",
            msgstr="sédation",
            glossary=Glossary(terms=(Term(en=("sedation",), use=("sédation",)),)),
        ),
        Case(locale="es", msgid="Most people rest for a day.", msgstr="most people rest for a day", offsets=(0,)),
        Case(locale="fil", msgid="infection", msgstr="Infection", offsets=(0,)),
        Case(
            locale="pl",
            msgid="Patients typically go home the same day.",
            msgstr="Pacjenci typically go home the same day.",
            offsets=(9,),
        ),
    ),
)
