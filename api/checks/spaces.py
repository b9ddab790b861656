"""Code `spaces`: no space too many: at the ends, doubled, before a mark that wants none; no tab, no line break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

_BREAK: Final = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_ANY: Final = r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]"
# A run is looked at from its first space only, so that a long one costs no more than its length.
_EDGE: Final = re.compile(rf"^{_ANY}+|(?<!{_ANY}){_ANY}+$")
_DOUBLE: Final = re.compile(rf"(?<!^)(?<!{_ANY}){_ANY}{{2,}}(?!$|{_ANY})")
_BEFORE: Final = re.compile(rf"(?<!{_ANY}){_ANY}+(?=[.,،。，、；：？！।](?:\s|$|[\"”»）)]))")
_BEFORE_WIDE: Final = re.compile(rf"(?<!{_ANY}){_ANY}+(?=[。，、；：？！])")


def find_spaces(pair: Pair) -> Iterator[Fault]:
    """A fault for each place."""
    found = [(match.start(), _name(match[0])) for match in _BREAK.finditer(pair.msgstr)]
    text = pair.msgstr
    found += [(match.start(), "a space at the end or the beginning; delete it.") for match in _EDGE.finditer(text)]
    found += [(match.start(), "two spaces in a row; leave one.") for match in _DOUBLE.finditer(text)]
    marks = _BEFORE if pair.language.spaced else _BEFORE_WIDE
    found += [
        (match.start(), "a space before a mark that wants none; delete it.")
        for match in marks.finditer(text)
        if match.start() and not _is_edge(text, match)
    ]
    for offset, complaint in sorted(found):
        yield Fault(offset, complaint)


def _is_edge(text: str, match: re.Match[str]) -> bool:
    return match.end() == len(text)


def _name(character: str) -> str:
    if character == "\t":
        return "a tab; write a space."
    return "a line break in the text; write it on one line, for a message is one paragraph."


RULE: Final = Rule(
    code=Code.SPACES,
    severity="error",
    title="spaces or line breaks where none belong",
    why="They show as gaps, and break lists and buttons. No-break spaces where a language wants them, as French does before a "
    "question mark, are right.",
    reference="Unicode UAX 14, Line Breaking; the style guide of the language",
    find=find_spaces,
    cases=(
        Case(locale="fr", msgid="Rest!", msgstr="Reposez-vous\u202f!"),
        Case(locale="fr", msgid="Problems may include:", msgstr="Les problèmes possibles\u00a0:"),
        Case(locale="zh-Hans", msgid="Rest. Then walk.", msgstr="休息。然后走路。"),
        Case(locale="es", msgid="Rest.", msgstr=" Descanse.", offsets=(0,)),
        Case(locale="es", msgid="Rest now.", msgstr="Descanse  ya.", offsets=(8,)),
        Case(locale="pl", msgid="Rest.", msgstr="Odpoczywaj .", offsets=(10,)),
        Case(locale="zh-Hant", msgid="Rest.", msgstr="休息 。", offsets=(2,)),
        Case(locale="ru", msgid="Rest now.", msgstr="Отдохните\nсейчас.", offsets=(9,)),
        Case(locale="it", msgid="Rest.", msgstr="Riposo. ", offsets=(7,)),
    ),
)
