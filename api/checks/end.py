"""Code `end`: a translation ends as the English does: as a statement, a question, before a list, or without a mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

if TYPE_CHECKING:
    from api.checks.languages import Language

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
    wanted = _judge(pair.msgid, "?", ".", ":")
    found = _judge(pair.msgstr, language.questions, language.stops, language.colons)
    asked = pair.kind == "heading" and wanted == "" and found == "question" and _ASKING.match(pair.msgid)
    if found != wanted and not asked:
        text = pair.msgstr.rstrip(_CLOSING)
        told = f"ends in {_KINDS[wanted]}" if wanted in _KINDS else "has no mark at its end"
        mark = _find_mark(wanted, language)
        advice = f"end the translation in {mark}" if mark else f"delete {text[-1:]}"
        yield Fault(max(0, len(text) - 1), f"the English {told}; {advice}.")
    elif language.tag == "es" and found in {"question", "exclamation"}:
        opening = "¿" if found == "question" else "¡"
        if opening not in pair.msgstr:
            yield Fault(0, f"a Spanish {found} opens with {opening}.")


def _judge(text: str, questions: str, stops: str, colons: str) -> str:
    """What kind of end the text has; a mark of another language is of no kind."""
    last = text.rstrip(_CLOSING)[-1:]
    if last in "!！" and last:
        return "exclamation"
    for kind, marks in (("question", questions), ("stop", stops), ("colon", colons)):
        if last and last in marks:
            return kind
    return f"another mark ({last})" if last and last in _MARKS else ""


def _find_mark(kind: str, language: Language) -> str:
    marks = {
        "question": language.questions,
        "stop": language.stops,
        "colon": language.colons,
        "exclamation": "！" if not language.spaced else "!",
    }
    return marks.get(kind, "")[:1]


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
