"""Code `bidi`: characters that change the direction of text without being seen.

An override can turn 12 into 21 on the screen while every program reads 12.
"""

from __future__ import annotations

from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.characters import DIRECTIONAL, name_character
from api.model.findings import Code, Fault
from api.model.locales import direction_of

_OVERRIDING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e")
_ISOLATES: Final = frozenset("\u2066\u2067\u2068")
_POP: Final = "\u2069"


def find_bidi(pair: Pair) -> Faults:
    """A fault for each that may not stand: embeddings and overrides anywhere, marks in a left-to-right text, lone isolates."""
    if pair.msgstr.isascii():
        return
    rtl = direction_of(pair.language.tag) == "rtl"
    opened: list[int] = []
    faults: list[tuple[int, str]] = []
    for match in DIRECTIONAL.finditer(pair.msgstr):
        character, offset = match[0], match.start()
        if character in _OVERRIDING or not rtl:
            faults.append((offset, "delete it, and type the words in the order in which they are spoken."))
        elif character in _ISOLATES:
            opened.append(offset)
        elif character == _POP and opened:
            opened.pop()
        elif character == _POP:
            faults.append((offset, "it closes nothing; delete it."))
    faults += [(offset, "it is not closed; delete it.") for offset in opened]
    for offset, advice in sorted(faults):
        name = name_character(pair.msgstr[offset])
        yield Fault(offset, f"an invisible {name} changes the direction of the text; {advice}")


RULE: Final = Rule(
    code=Code.BIDI,
    severity="error",
    title="an invisible character changes the direction of the text",
    why="It can show other words and numbers than those that a reviewer's program reads. Right-to-left languages need none: the "
    "pages set the direction. There, marks and closed isolates may stand; overrides and embeddings nowhere.",
    reference="Unicode UAX 9, section 2; Unicode UTS 55, Source Code Handling; W3C, Unicode controls vs. markup for bidi support",
    find=find_bidi,
    cases=(
        Case("ar", "Call 911.", "اتصل بالرقم 911."),
        Case("ur", "IGEA (Spine)", "\u2068IGEA (Spine)\u2069 میں"),
        Case("ar", "by IGEA.", "من IGEA\u200f."),
        Case("ar", "12 hours", "\u202e12\u202c ساعة", (0, 3)),
        Case("es", "Rest.", "Descanse\u200f.", (8,)),
        Case("ur", "IGEA (Spine)", "\u2067IGEA میں", (0,)),
    ),
    allowable=False,
)
