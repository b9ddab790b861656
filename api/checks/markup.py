"""Code `markup`: a translation marks up exactly as many stretches as the English, and holds no other markup.

Bold leads carry meaning on a page of benefits or risks; a lost star also shows as a star to the patient.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from api.errors import MarkupError
from api.model.content import Run
from api.model.findings import Code, Finding
from api.source.inline import parse_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.wording import Wording


def check_markup(wording: Wording) -> tuple[Finding, ...]:
    """An error for each line whose markup is illegal, or is not the English's."""
    return tuple(
        Finding(
            file=wording.file,
            line=line.line,
            column=1,
            severity="error",
            code=Code.MARKUP,
            message=f"{line.segment.msgctxt}: {complaint}",
            locale=wording.locale,
        )
        for line in wording.lines
        if not line.gap
        for complaint in _judge(line.segment.msgid, line.text)
    )


def _judge(msgid: str, msgstr: str) -> Iterator[str]:
    try:
        found = _count_emphasis(parse_inline(msgstr))
    except MarkupError as fault:
        yield f"the translation holds {fault}"
        return
    wanted = _count_emphasis(parse_inline(msgid))
    if found != wanted:
        yield (f"the English has {_say(wanted)}, the translation {_say(found)}; mark up the words that mean the same")


def _count_emphasis(runs: tuple[Run, ...]) -> Counter[str]:
    """Stretches, not runs: emphasis inside of bold does not cut the bold in two."""
    counts = Counter[str]()
    for before, run in zip((Run(text=""), *runs), runs, strict=False):
        counts["bold"] += run.strong and not before.strong
        counts["emphasised"] += run.em and not before.em
    return +counts


def _say(counts: Counter[str]) -> str:
    return " and ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "nothing marked up"
