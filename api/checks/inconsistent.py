"""Code `inconsistent`: one English text in two wordings, or two English texts in one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from api.checks.rule import CatalogRule, Pair
from api.model.findings import Code, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def find_inconsistent(pairs: tuple[Pair, ...]) -> Iterator[tuple[int, Fault]]:
    """A fault at each further wording of an English text, and at each further English text of a wording."""
    yield from _compare(
        pairs,
        lambda pair: pair.msgid,
        lambda pair: pair.msgstr,
        "the same English has another translation in {}; compare.",
    )
    yield from _compare(
        pairs,
        lambda pair: pair.msgstr,
        lambda pair: pair.msgid,
        "another English text has the same translation in {}; compare.",
    )


def _compare(
    pairs: tuple[Pair, ...], same: Callable[[Pair], str], other: Callable[[Pair], str], message: str
) -> Iterator[tuple[int, Fault]]:
    seen: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for index, pair in enumerate(pairs):
        others = seen[_fold(same(pair))]
        if others and _fold(other(pair)) not in others:
            yield index, Fault(0, message.format(next(iter(others.values()))))
        others.setdefault(_fold(other(pair)), pair.msgctxt)


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
