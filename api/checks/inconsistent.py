"""Code `inconsistent`: one English text in two wordings, or two English texts in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from api.checks.rule import CatalogRule, Pair
from api.model.findings import Code, Fault


def find_inconsistent(pairs: tuple[Pair, ...]) -> Iterator[tuple[int, Fault]]:
    """A fault at each further wording of an English text, and at each further English text of a wording."""
    wordings: defaultdict[str, dict[str, str]] = defaultdict(dict)
    meanings: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for index, pair in enumerate(pairs):
        english, translation = _fold(pair.msgid), _fold(pair.msgstr)
        for others, other, message in (
            (wordings[english], translation, "the same English has another translation"),
            (meanings[translation], english, "another English text has the same translation"),
        ):
            if others and other not in others:
                yield index, Fault(0, f"{message} in {next(iter(others.values()))}; compare.")
            others.setdefault(other, pair.msgctxt)


def _fold(text: str) -> str:
    """The words: a heading and a sentence differ in their marks only."""
    return " ".join(text.casefold().replace("*", "").split()).rstrip(".。।۔:：")


RULE: Final = CatalogRule(
    code=Code.INCONSISTENT,
    severity="info",
    title="one English text is translated in two ways, or two English texts alike",
    why="Readers take two wordings for two things. Often there is a reason, such as grammar: then allow the finding.",
    reference="MQM, Terminology, Inconsistent with other texts",
    find=find_inconsistent,
)
