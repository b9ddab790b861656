"""Code `html`: a translation holds no HTML: no tag, no comment, no entity.

The formats escape what they must, so a tag would be shown to the patient as it was typed: also one that backslashes or stars keep
from being a tag in the catalog, for they are gone by then.
"""

from __future__ import annotations

import re
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import find_tags
from api.model.findings import Code, Fault

_UNSHOWN: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~]).|\*")
"""A backslash with the mark that it keeps, or a star of emphasis."""


def find_html(pair: Pair) -> Faults:
    """A fault for each tag, comment or entity."""
    if "<" not in pair.msgstr and "&" not in pair.msgstr:
        return
    text, offsets = _drop_unshown(pair.msgstr)
    for tag in find_tags(text):
        shown = tag[0][:20]
        advice = "write the character itself" if shown[0] == "&" else "use **bold** or *emphasis*, or leave it out"
        yield Fault(offsets[tag.start()], f"{shown!r} is HTML, which patients would see as it is typed; {advice}.")


def _drop_unshown(text: str) -> tuple[str, list[int]]:
    """The text as patients would see it, and where each of its characters stands in the catalog's."""
    offsets = [*range(len(text))]
    for mark in reversed(list(_UNSHOWN.finditer(text))):
        del offsets[mark.start()]
    return "".join(text[offset] for offset in offsets), offsets


RULE: Final = Rule(
    code=Code.HTML,
    severity="error",
    title="a translation holds raw HTML or an HTML entity",
    why="Every format escapes what it must by itself, so HTML in a text is shown to patients as it was typed. Write characters as "
    "they are, and bold with stars.",
    reference="HTML Living Standard, section 13.1, Writing HTML documents",
    find=find_html,
    cases=(
        Case("es", "Spine & Orthopedics", "Spine & Orthopedics"),
        Case("fr", "less than 3 days", "durée < 3 jours"),
        Case("pl", "pain & rest", "ból & odpoczynek"),
        Case("it", "HbA1c below seven", "HbA1c <sette"),
        Case("pt-BR", "IGEA Spine&Orthopedics; here", "IGEA Spine&Orthopedics; aqui"),
        Case("es", "Rest now.", "Descanse <b>ya</b>.", (9, 14)),
        Case("fr", "Rest!", "Reposez-vous&nbsp;!", (12,)),
        Case("pl", "**Rest** now.", r"**Odpocznij** \* teraz (3 \< 5)."),
        Case("it", "Rest.", "Riposo.<!-- x -->", (7,)),
        Case("es", "Rest.", r"Descanse.\<\/script\>\<**img src=x** onerror=x\>", (10, 22)),
        Case("ar", "Rest.", "استرح.<br", (6,)),
    ),
    allowable=False,
)
