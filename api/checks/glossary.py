"""Code `glossary`: a term of the English is said as the locale's glossary says it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import blank_marks
from api.model.catalog import Glossary, Term
from api.model.findings import Code, Fault
from api.source.inline import parse_inline, plain

_NAME: Final = re.compile(r"[A-Z]\w*(?:(?:,? | & )[A-Z]\w*)+")


def find_terms(pair: Pair) -> Faults:
    """A fault for each term that is said otherwise, and at each word that must not stand for it."""
    if not pair.glossary.terms:
        return
    english = _blank_names(plain(parse_inline(pair.msgid)), pair.msgstr).lower()
    for term in _by_length(pair.glossary):
        spelled = next((match for word in term.en if (match := _search(word.lower(), english))), None)
        if spelled is None:
            continue
        # A longer term that holds this one has said it.
        english = english[: spelled.start()] + " " * len(spelled[0]) + english[spelled.end() :]
        wrong = next(((word, place) for word in term.avoid if (place := _find(word, pair.msgstr)) is not None), None)
        if wrong is not None:
            message = f"the glossary says “{term.use[0]}” for “{spelled[0]}”, and not “{wrong[0].strip()}”."
            yield Fault(wrong[1], message)
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
    return _NAME.sub(lambda name: " " * len(name[0]) if name[0] in translation else name[0], english)


def _by_length(glossary: Glossary) -> list[Term]:
    return sorted(glossary.terms, key=lambda term: -max(map(len, term.en)))


def _search(word: str, text: str) -> re.Match[str] | None:
    return _compile(word).search(text) if word in text else None


@lru_cache(maxsize=1024)
def _compile(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


_GLOSSARY: Final = Glossary(
    terms=(
        Term(en=("bone cement",), use=("cemento óseo",), avoid=("cemento para huesos",)),
        Term(en=("cement",), use=("cemento",)),
        Term(
            en=("compression fracture", "compression fractures"),
            use=("fractura por compresión", "fracturas por compresión"),
        ),
    )
)

RULE: Final = Rule(
    code=Code.GLOSSARY,
    severity="warning",
    title="a term is not said as the locale's glossary says it",
    why="Readers take two names for two things. `glossary.toml` lists each form that may stand for a term; add one there if it is as "
    "good, or allow the finding where grammar asks for another.",
    reference="MQM, Terminology, Inconsistent with terminology resource",
    find=find_terms,
    cases=(
        Case(locale="es", msgid="Bone cement is used.", msgstr="Se usa cemento óseo.", glossary=_GLOSSARY),
        Case(locale="es", msgid="compression fractures", msgstr="las fracturas por compresión", glossary=_GLOSSARY),
        Case(
            locale="fr",
            msgid="a minimally invasive technique",
            msgstr="une technique mini-invasive",
            glossary=Glossary(terms=(Term(en=("minimally invasive",), use=("mini-invasive",)),)),
        ),
        Case(
            locale="hi",
            msgid="Vertebroplasty is safe.",
            msgstr="वर्टेब्रोप्लास्टी सुरक्षित है।",
            glossary=Glossary(terms=(Term(en=("vertebroplasty",), use=("वर्टेब्रोप्लास्टी",)),)),
        ),
        Case(
            locale="es",
            msgid="IGEA Brain, Spine & Orthopedics",
            msgstr="IGEA Brain, Spine & Orthopedics",
            glossary=Glossary(terms=(Term(en=("spine",), use=("columna",)),)),
        ),
        Case(
            locale="ur",
            msgid="The nerve.",
            msgstr="عصب دھنسنا۔",
            glossary=Glossary(terms=(Term(en=("nerve",), use=("عصب",), avoid=(" نس ",)),)),
        ),
        Case(
            locale="ur",
            msgid="The nerve.",
            msgstr="عصب، نس۔",
            offsets=(5,),
            glossary=Glossary(terms=(Term(en=("nerve",), use=("عصب",), avoid=(" نس ",)),)),
        ),
        Case(
            locale="es",
            msgid="Bone cement is used.",
            msgstr="Se usa cemento para huesos.",
            offsets=(7,),
            glossary=_GLOSSARY,
        ),
        Case(
            locale="es",
            msgid="a compression fracture",
            msgstr="una fractura aplastada",
            offsets=(0,),
            glossary=_GLOSSARY,
        ),
        Case(locale="es", msgid="cement leaking", msgstr="fuga de resina", offsets=(0,), glossary=_GLOSSARY),
    ),
)
