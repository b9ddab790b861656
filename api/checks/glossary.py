"""Code `glossary`: a term of the English is said as the locale's glossary says it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import blank_marks, blank_match
from api.model.catalog import Glossary, Term
from api.model.findings import Code, Fault
from api.source.inline import parse_inline, plain

_NAME: Final = re.compile(r"[A-Z]\w*(?:(?:,? | & )[A-Z]\w*)+")


def find_terms(pair: Pair) -> Faults:
    """A fault for each term that is said otherwise, and at each word that must not stand for it."""
    if not pair.glossary.terms:
        return
    english = _blank_names(plain(parse_inline(pair.msgid)), pair.msgstr).lower()
    for term in sorted(pair.glossary.terms, key=lambda term: -max(map(len, term.en))):
        spelled = next(
            (
                match
                for word in term.en
                if word.lower() in english and (match := _compile(word.lower()).search(english))
            ),
            None,
        )
        if spelled is None:
            continue
        # A longer term that holds this one has said it.
        english = english[: spelled.start()] + blank_match(spelled) + english[spelled.end() :]
        wrong = next(((word, place) for word in term.avoid if (place := _find(word, pair.msgstr)) is not None), None)
        if wrong is not None:
            word, place = wrong
            yield Fault(place, f"the glossary says “{term.use[0]}” for “{spelled[0]}”, and not “{word.strip()}”.")
        elif all(_find(word, pair.msgstr) is None for word in term.use):
            told = " or ".join(f"“{word}”" for word in term.use[:3])
            yield Fault(0, f"the glossary says {told} for “{spelled[0]}”; use it, or correct the glossary.")


def _find(word: str, text: str) -> int | None:
    """Where the glossary's word stands in the text. A space at its end stands for the edge of a word."""
    searched = f" {blank_marks(text)} " if word != word.strip() else f" {text.lower()} "
    place = searched.find(word.lower())
    return None if place < 0 else place - 1 + len(word) - len(word.lstrip())


def _blank_names(english: str, translation: str) -> str:
    """The English without the names that the translation keeps: "Brain, Spine & Orthopedics" is nobody's spine."""
    return _NAME.sub(lambda name: blank_match(name) if name[0] in translation else name[0], english)


@lru_cache(maxsize=1024)
def _compile(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


_CEMENT: Final = Glossary(
    (
        Term(("bone cement",), ("cemento óseo",), avoid=("cemento para huesos",)),
        Term(("cement",), ("cemento",)),
        Term(
            ("compression fracture", "compression fractures"), ("fractura por compresión", "fracturas por compresión")
        ),
    )
)
_INVASIVE: Final = Glossary((Term(("minimally invasive",), ("mini-invasive",)),))
_NERVE: Final = Glossary((Term(("nerve",), ("عصب",), avoid=(" نس ",)),))
_VERTEBROPLASTY: Final = Glossary((Term(("vertebroplasty",), ("वर्टेब्रोप्लास्टी",)),))
_SPINE: Final = Glossary((Term(("spine",), ("columna",)),))

RULE: Final = Rule(
    code=Code.GLOSSARY,
    severity="warning",
    title="a term is not said as the locale's glossary says it",
    why="Readers take two names for two things. `glossary.toml` lists each form that may stand for a term; add one there if it is as "
    "good, or allow the finding where grammar asks for another.",
    reference="MQM, Terminology, Inconsistent with terminology resource",
    find=find_terms,
    cases=(
        Case("es", "Bone cement is used.", "Se usa cemento óseo.", glossary=_CEMENT),
        Case("es", "compression fractures", "las fracturas por compresión", glossary=_CEMENT),
        Case("fr", "a minimally invasive technique", "une technique mini-invasive", glossary=_INVASIVE),
        Case("hi", "Vertebroplasty is safe.", "वर्टेब्रोप्लास्टी सुरक्षित है।", glossary=_VERTEBROPLASTY),
        Case("es", "IGEA Brain, Spine & Orthopedics", "IGEA Brain, Spine & Orthopedics", glossary=_SPINE),
        Case("ur", "The nerve.", "عصب دھنسنا۔", glossary=_NERVE),
        Case("ur", "The nerve.", "عصب، نس۔", (5,), glossary=_NERVE),
        Case("es", "Bone cement is used.", "Se usa cemento para huesos.", (7,), glossary=_CEMENT),
        Case("es", "a compression fracture", "una fractura aplastada", (0,), glossary=_CEMENT),
        Case("es", "cement leaking", "fuga de resina", (0,), glossary=_CEMENT),
    ),
)
