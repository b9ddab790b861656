"""Code `invisible`: characters that nobody sees, or that no font shows."""

from __future__ import annotations

from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.characters import find_strays
from api.model.findings import Code


def find_invisible(pair: Pair) -> Faults:
    """A fault for each that no spelling needs where it stands."""
    return find_strays(pair.msgstr)


RULE: Final = Rule(
    code=Code.INVISIBLE,
    severity="error",
    title="a text, a note or a name holds a character that cannot be seen or shown, and that no spelling needs",
    why="It comes along when text is copied from web pages and word processors. It breaks search, screen readers and line "
    "breaks, and can hide what a reviewer would object to. Joiners may stand where a script needs them, as in Hindi and Persian, and "
    "zero-width spaces between words of Khmer, Thai and Lao.",
    reference="Unicode UTS 39, section 3.1, and UAX 31, section 2.3, Layout and format control characters",
    find=find_invisible,
    cases=(
        Case(locale="hi", msgid="strength", msgstr="शक्\u200dति"),
        Case(locale="ur", msgid="bones", msgstr="ہڈی\u200cاں"),
        Case(locale="fa", msgid="They go home.", msgstr="به خانه می\u200cروند."),
        Case(locale="bn", msgid="rash", msgstr="র\u200d্যাশ"),
        Case(locale="km", msgid="bone cement", msgstr="ស៊ីម៉ង់ត៍\u200bឆ្អឹង"),
        Case(locale="es", msgid="by {publisher}", msgstr="de می\u200cروند"),
        Case(locale="fr", msgid="Rest!", msgstr="Repos\u202f!"),
        Case(locale="zh-Hant", msgid="Rest.", msgstr="\u4f11\u606f\u3002"),
        Case(locale="es", msgid="Rest.", msgstr="Des\u00adcanse.", offsets=(3,)),
        Case(locale="gu", msgid="Rest.", msgstr="આરામ\u0378 કરો\ue000.", offsets=(4, 9)),
        Case(locale="it", msgid="Rest.", msgstr="Ri\u2028poso\u0007.", offsets=(2, 7)),
        Case(locale="zh-Hans", msgid="Rest.", msgstr="\ufeff休息。", offsets=(0,)),
        Case(locale="pl", msgid="Rest.", msgstr="Odpo\ufffdczynek.", offsets=(4,)),
        Case(locale="es", msgid="Rest.", msgstr="Descanse\u200d.", offsets=(8,)),
        Case(locale="fa", msgid="MRI", msgstr="MR\u200cI", offsets=(2,)),
        Case(locale="it", msgid="Rest.", msgstr="Ri\u000bposo.", offsets=(2,)),
        Case(locale="vi", msgid="Rest.", msgstr="Nghỉ\u200bngơi.", offsets=(4,)),
    ),
    allowable=False,
)
