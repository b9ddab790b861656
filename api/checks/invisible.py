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
        Case("hi", "strength", "शक्\u200dति"),
        Case("ur", "bones", "ہڈی\u200cاں"),
        Case("fa", "They go home.", "به خانه می\u200cروند."),
        Case("bn", "rash", "র\u200d্যাশ"),
        Case("km", "bone cement", "ស៊ីម៉ង់ត៍\u200bឆ្អឹង"),
        Case("es", "by {publisher}", "de می\u200cروند"),
        Case("fr", "Rest!", "Repos\u202f!"),
        Case("zh-Hant", "Rest.", "\u4f11\u606f\u3002"),
        Case("es", "Rest.", "Des\u00adcanse.", (3,)),
        Case("gu", "Rest.", "આરામ\u0378 કરો\ue000.", (4, 9)),
        Case("it", "Rest.", "Ri\u2028poso\u0007.", (2, 7)),
        Case("zh-Hans", "Rest.", "\ufeff休息。", (0,)),
        Case("pl", "Rest.", "Odpo\ufffdczynek.", (4,)),
        Case("es", "Rest.", "Descanse\u200d.", (8,)),
        Case("fa", "MRI", "MR\u200cI", (2,)),
        Case("it", "Rest.", "Ri\u000bposo.", (2,)),
        Case("vi", "Rest.", "Nghỉ\u200bngơi.", (4,)),
    ),
    allowable=False,
)
