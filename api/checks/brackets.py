"""Code `brackets`: brackets and quotation marks open and close, and those of the English are there."""

from __future__ import annotations

from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.model.findings import Code, Fault

_PAIRS: Final = {"(": ")", "（": "）", "[": "]", "{": "}", "【": "】", "〔": "〕"}
_ROUND: Final = frozenset("(（〔【[")


def find_brackets(pair: Pair) -> Faults:
    """A fault for each that stands alone; one where the English has a bracket and the translation none."""
    stack: list[tuple[int, str]] = []
    lone: list[int] = []
    for offset, character in enumerate(pair.msgstr):
        if character in _PAIRS:
            stack.append((offset, character))
        elif stack and _PAIRS[stack[-1][1]] == character:
            stack.pop()
        elif character in _PAIRS.values():
            lone.append(offset)
    lone += [offset for offset, _ in stack]
    lone += _find_lone_quotes(pair)
    for offset in sorted(lone):
        yield Fault(offset, f"{pair.msgstr[offset]} stands alone; write its other half, or delete it.")
    if "(" in pair.msgid and not _ROUND & set(pair.msgstr) and not lone:
        yield Fault(0, "the English has words in brackets, the translation has no bracket; compare.")


def _find_lone_quotes(pair: Pair) -> list[int]:
    """The usual pair of the language, and straight quotes: others double as apostrophes, or close in another language."""
    straight = [offset for offset, character in enumerate(pair.msgstr) if character == '"']
    lone = straight[-1:] if len(straight) % 2 else []
    for opened, close in (tuple(quotes) for quotes in pair.language.quotes if "’" not in quotes and "‘" not in quotes):
        others = {character for quotes in pair.language.quotes for character in quotes if quotes != opened + close}
        if opened in others or close in others:
            continue
        first, last = pair.msgstr.count(opened), pair.msgstr.count(close)
        if first != last:
            lone.append(pair.msgstr.rfind(opened if first > last else close))
    return lone


RULE: Final = Rule(
    code=Code.BRACKETS,
    severity="warning",
    title="a bracket or quotation mark stands alone, or the English's brackets are gone",
    why="In our texts brackets hold an explanation or a hedge, such as (rare). If the translation says it without brackets, allow "
    "the finding.",
    reference="Unicode UAX 9, Bidi_Paired_Bracket; CLDR, delimiters",
    find=find_brackets,
    cases=(
        Case("es", "cement leaking (rare)", "fuga de cemento (poco frecuente)"),
        Case("zh-Hans", "leaking (rare)", "渗漏（罕见）"),
        Case("pl", "so-called “cement”", "tak zwany „cement”"),
        Case("es", "leaking (rare)", "fuga (poco frecuente", (5,)),
        Case("fr", "leaking (rare)", "fuite, rare", (0,)),
        Case("zh-Hant", "leaking (rare)", "滲漏（罕見)", (2, 5)),
        Case("it", 'a "cement"', 'un "cemento', (3,)),
    ),
)
