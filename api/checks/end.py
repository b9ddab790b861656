"""Code `end`: a translation ends as the English does: as a statement, a question, before a list, or without a mark."""

from __future__ import annotations

import re
from typing import Final

from api.checks.languages import Language, find_language
from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault
from api.model.locales import SOURCE

_CLOSING: Final = "\"'”’»）)』」*_ \u00a0\u202f"
_KINDS: Final = {
    "stop": "a full stop",
    "question": "a question mark",
    "exclamation": "an exclamation mark",
    "colon": "a colon",
}
_ASKING: Final = re.compile(r"(?:How|What|When|Where|Who|Why)\b")
"""How a heading begins that is a question in other languages: "What to expect"."""

_MARKS: Final = ".!?:;,。！？：；，、।॥۔؟؛،…"


def find_end(pair: Pair) -> Faults:
    """One fault where the ends differ; one where a Spanish question or exclamation does not open."""
    language = pair.language
    if not language.scripts:
        return
    marks = _list_marks(language)
    wanted, found = _judge(pair.msgid, _ENGLISH), _judge(pair.msgstr, marks)
    asked = pair.kind == "heading" and wanted == "" and found == "question" and _ASKING.match(pair.msgid)
    if found != wanted and not asked:
        text = pair.msgstr.rstrip(_CLOSING)
        told = f"ends in {_KINDS[wanted]}" if wanted in _KINDS else "has no mark at its end"
        advice = f"end the translation in {marks[wanted][0]}" if wanted in marks else f"delete {text[-1:]}"
        yield Fault(max(0, len(text) - 1), f"the English {told}; {advice}.")
    elif language.tag == "es" and found in {"question", "exclamation"}:
        opening = "¿" if found == "question" else "¡"
        if opening not in pair.msgstr:
            yield Fault(0, f"a Spanish {found} opens with {opening}.")


def _list_marks(language: Language) -> dict[str, str]:
    """By kind of end: the language's marks, the usual one first."""
    exclamations = "!！" if language.spaced else "！!"
    return dict(zip(_KINDS, (language.stops, language.questions, exclamations, language.colons), strict=True))


def _judge(text: str, marks: dict[str, str]) -> str:
    """What kind of end the text has; a mark of another language is of no kind."""
    last = text.rstrip(_CLOSING)[-1:]
    if not last or last not in _MARKS:
        return ""
    return next((kind for kind, each in marks.items() if last in each), f"another mark ({last})")


_ENGLISH: Final = _list_marks(find_language(SOURCE))


RULE: Final = Rule(
    code=Code.END,
    severity="warning",
    title="a text does not end as the English does",
    why="A statement that ends as a question, or a line that leads into a list and has no colon, is read wrongly aloud. Each "
    "language's own marks count: 。 in Chinese, । in Hindi, ۔ and ؟ in Urdu. Where your language ends such a text in another way, allow "
    "the finding.",
    reference="CLDR, exemplar punctuation; the style guide of the language",
    find=find_end,
    cases=(
        Case("zh-Hans", "Rest.", "休息。"),
        Case("hi", "Rest.", "आराम करें।"),
        Case("ur", "Who can benefit?", "کس کو فائدہ ہو سکتا ہے؟"),
        Case("fr", "Who can benefit?", "Qui peut en bénéficier\u202f?"),
        Case("es", "Who can benefit?", "¿Quién puede beneficiarse?"),
        Case("ko", "What to expect", "어떻게 진행되나요?", kind="heading"),
        Case("ko", "Recovery", "회복?", (2,), kind="heading"),
        Case("es", "Who can benefit?", "Quién puede beneficiarse?", (0,)),
        Case("es", "Rest.", "Descanse", (7,)),
        Case("zh-Hant", "Problems may include:", "可能的問題包括:", (7,)),
        Case("it", "infection or bleeding", "infezione o sanguinamento.", (25,)),
        Case("ur", "Rest.", "آرام کریں.", (9,)),
    ),
)
