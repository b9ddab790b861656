"""Code `spaces`: no space too many: at the ends, doubled, before a mark that wants none; no tab, no line break."""

from __future__ import annotations

import re
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

_ANY: Final = r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]"
# A run is looked at from its first space only, so that a long one costs no more than its length.
_SHAPES: Final = (
    (re.compile(r"\t"), "a tab; write a space."),
    (re.compile(r"[\n\r]"), "a line break in the text; write it on one line, for a message is one paragraph."),
    (re.compile(rf"^{_ANY}+|(?<!{_ANY}){_ANY}+$"), "a space at the end or the beginning; delete it."),
    (re.compile(rf"(?<!^)(?<!{_ANY}){_ANY}{{2,}}(?!$|{_ANY})"), "two spaces in a row; leave one."),
)
_END: Final = r"(?:\s|$|[\"”»）)*])"
_BEFORE: Final = re.compile(rf"(?<!{_ANY}){_ANY}+(?=[.,،。，、；：？！]{_END})")
_BEFORE_WIDE: Final = re.compile(rf"(?<!{_ANY}){_ANY}+(?=[。，、；：？！])")

# Some printers set a space here, so that it is no error: before a danda, and before high marks as the French do.
_BEFORE_HIGH: Final = re.compile(rf"(?<!{_ANY}){_ANY}+(?=[।۔؟؛:;?!]{_END})")
# One look that most texts pass.
_MAYBE: Final = re.compile(rf"[\t\n\r]|^{_ANY}|{_ANY}(?:{_ANY}|$|[.,،。，、；：？！।۔؟؛:;?!])")
_AIRY: Final = frozenset({"fr", "ht"})
"""Languages that set it always, or often."""


def find_spaces(pair: Pair) -> Faults:
    """A fault for each place."""
    text = pair.msgstr
    if not _MAYBE.search(text):
        return
    found = [Fault(match.start(), message) for shape, message in _SHAPES for match in shape.finditer(text)]
    message = "a space before a mark that wants none; delete it."
    marks = _BEFORE if pair.language.spaced else _BEFORE_WIDE
    found += [Fault(match.start(), message) for match in marks.finditer(text) if match.start()]
    if pair.language.spaced and pair.language.tag not in _AIRY:
        found += [Fault(match.start(), message, "warning") for match in _BEFORE_HIGH.finditer(text) if match.start()]
    yield from sorted(found, key=lambda fault: fault.offset)


RULE: Final = Rule(
    code=Code.SPACES,
    severity="error",
    title="spaces or line breaks where none belong",
    why="They show as gaps, and break lists and buttons. No-break spaces where a language wants them, as French does before a "
    "question mark, are right.",
    reference="Unicode UAX 14, Line Breaking; the style guide of the language",
    find=find_spaces,
    cases=(
        Case("fr", "Rest!", "Reposez-vous\u202f!"),
        Case("fr", "Problems may include:", "Les problèmes possibles\u00a0:"),
        Case("zh-Hans", "Rest. Then walk.", "休息。然后走路。"),
        Case("ht", "Problems may include:", "Pwoblèm yo ka gen ladan :"),
        Case("es", "Rest.", " Descanse.", (0,)),
        Case("hi", "Rest.", "आराम करें ।", (9,)),
        Case("es", "Problems may include:", "Los problemas pueden incluir :", (28,)),
        Case("es", "Rest now.", "Descanse  ya.", (8,)),
        Case("pl", "Rest.", "Odpoczywaj .", (10,)),
        Case("zh-Hant", "Rest.", "休息 。", (2,)),
        Case("ru", "Rest now.", "Отдохните\nсейчас.", (9,)),
        Case("it", "Rest.", "Riposo. ", (7,)),
    ),
)
