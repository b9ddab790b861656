"""Code `markup`: a translation marks up exactly as many stretches as the English, and holds no other markup.

Bold leads carry meaning on a page of benefits or risks; a lost star also shows as a star to the patient.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import find_tags
from api.errors import MarkupError
from api.model.content import Run
from api.model.findings import Code, Fault
from api.source.inline import parse_inline

_START: Final = re.compile(r"(?<!\\)(?:[*_`~^\n]|!?\[)")


def find_markup(pair: Pair) -> Faults:
    """A fault where the markup is illegal, or is not the English's. What is HTML is said by the rule for that."""
    text = _blank_tags(pair.msgstr)
    try:
        found = _count_emphasis(parse_inline(text))
    except MarkupError as fault:
        yield Fault(_find_start(text), f"the translation holds {fault}.")
        return
    if text != pair.msgstr:
        # The tag stands for the emphasis that is missed, and is a fault already.
        return
    wanted = _count_emphasis(parse_inline(pair.msgid))
    if found != wanted:
        told = f"the English has {_say(wanted)}, the translation {_say(found)}"
        yield Fault(_find_start(text), f"{told}; mark up the words that mean the same.")


def _blank_tags(text: str) -> str:
    """The text with a letter for each character of a tag: what is beside them is read as it was."""
    for tag in find_tags(text):
        text = text[: tag.start()] + "x" * len(tag[0]) + text[tag.end() :]
    return text


def _find_start(text: str) -> int:
    """Where markup begins, if any does."""
    start = _START.search(text)
    return start.start() if start else 0


@lru_cache(maxsize=8192)
def _count_emphasis(runs: tuple[Run, ...]) -> Counter[str]:
    """Stretches, not runs: emphasis inside of bold does not cut the bold in two."""
    counts = Counter[str]()
    for before, run in zip((Run(text=""), *runs), runs, strict=False):
        counts["bold"] += run.strong and not before.strong
        counts["emphasised"] += run.em and not before.em
    return +counts


def _say(counts: Counter[str]) -> str:
    return " and ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "nothing marked up"


RULE: Final = Rule(
    code=Code.MARKUP,
    severity="error",
    title="a text holds other markup than bold and emphasis, or a mark that is none, as in `2*1`; or a translation marks up other words "
    "than the English",
    why="Bold leads carry the meaning of a list of benefits or risks, and a star that marks nothing is shown to the patient as "
    "a star. Marked words may change places; their number and kind must be the English's. A star between digits or letters marks "
    "nothing: write × for times, and \\* for a star.",
    reference="CommonMark 0.31.2, section 6.2, Emphasis and strong emphasis",
    find=find_markup,
    cases=(
        Case("es", "**Rest** now.", "Ahora **descanse**."),
        Case("zh-Hans", "**Rapid pain relief**: often.", "**迅速止痛**：常常如此。"),
        Case("fr", "***Rest*** now.", "***Reposez-vous*** maintenant."),
        Case("pl", "**Rest** now.", "<b>Odpoczywaj</b> teraz."),
        Case("es", "**Rest** now.", "Descanse ahora.", (0,)),
        Case("es", "Rest now.", "Ahora **descanse**.", (6,)),
        Case("zh-Hans", "**Rest.** Now.", "**休息。**现在", (0,)),
        Case("ko", "**Cement** is put in.", "**시멘트**를 3~5분 넣습니다."),
        Case("es", "Rest now.", "Vea [esto](x).", (4,)),
        Case("zh-Hans", "2 × 1", "早2*1，晚2*1", (2,)),
        Case("vi", "water", "H~2~O", (1,)),
        Case("fr", "**Rest** now!", "Halte\u202f! **Repos maintenant", (8,)),
        Case("it", "**Rest** now.", "**Riposo adesso<br>", (0,)),
    ),
    allowable=False,
)
