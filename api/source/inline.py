r"""Inline markup: bold and emphasis, nothing else. The same parser reads the English and every translation.

Rules
1. It is CommonMark's emphasis, held to words: a mark opens behind nothing, a space, an opening quote or bracket, a dash; it closes before
   nothing, a space, a mark of punctuation. So in `2*1 and 2*1` no star is taken for emphasis, and none is lost.
2. Words of scripts without capitals may touch the marks, for many of them set no spaces or put prefixes and endings to a word:
   `将**骨水泥**注入`, `**시멘트**가`. A digit, or a letter that has a capital, never does.
3. Any other star or underscore is an error, but for an underscore within a word, as in an address; so is all that some Markdown reads as
   markup: backticks, `^`, `~~`, and a pair of `~` around a word. A single `~` is a range in Korean.
4. Where digits and a space stand around a star, as in `2 *1 and 2* 1`, nobody can tell emphasis from "times": it is an error.
5. A backslash before a mark shows the mark; so does one before what would begin a heading or a list in a line of its own. Before other
   punctuation it would be lost without a word, and is an error. No other character is ever left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from api.errors import MarkupError
from api.model.content import Run, merge_runs
from api.model.exact_words import mark_up


def _read_marks(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the library's signature
    """The library's rule for stars and underscores, held to words. One that is left over is told by its token's `markup`."""
    start, mark = state.pos, state.src[state.pos]
    if silent or mark not in "*_":
        return False
    scanned = state.scanDelims(start, mark == "*")
    state.pos += scanned.length
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if mark == "_" and before.isalnum() and after.isalnum():
        state.pending += mark * scanned.length
        return True
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = token.markup = mark
        token.info = state.src[max(0, start - 5) : state.pos + 5]
        state.delimiters.append(
            Delimiter(
                marker=ord(mark),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open and _may_open_behind(state.src, start),
                close=scanned.can_close and _may_close_before(after),
            )
        )
    return True


def _may_open_behind(text: str, end: int) -> bool:
    # A sign on a letter is as the letter.
    character = next((text[at] for at in range(end - 1, -1, -1) if category(text[at])[0] != "M"), " ")
    kind = category(character)
    return kind in _UNCASED or kind == "Zs" or (kind[0] == "P" and (character in _OPENING or not character.isascii()))


def _may_close_before(character: str) -> bool:
    kind = category(character or " ")
    return kind in _UNCASED or kind in {"Zs", "So"} or kind[0] == "P"


_UNCASED: Final = frozenset(("Lo", "Lm", "Mn", "Mc", "Cf"))
"""Letters without capitals, the signs on them, and the joiners between them."""

_OPENING: Final = frozenset("([{\"'-/*_")
"""ASCII's marks that a word begins behind, and the other marks of emphasis, which are judged themselves."""

# The legal two, then all that CommonMark would read as something else: to be found and refused, not shown as typed.
# Texts are not joined, so that an entity can still be told from the character that it stands for, and a star from one with a backslash.
_PARSER: Final = (
    MarkdownIt("zero", {"html": True})
    .disable(["text_join", "fragments_join"])
    .enable(["emphasis", "escape", "newline", "entity", "backticks", "link", "image", "autolink", "html_inline"])
)
_PARSER.inline.ruler.at("emphasis", _read_marks)

_ILLEGAL: Final = {
    "softbreak": "a line break; write the text on one line",
    "hardbreak": "a line break; write the text on one line",
    "code_inline": "code in `backticks`; write it as plain text",
    "link_open": "a link; write its text alone",
    "image": "an image; leave it out",
    "html_inline": "raw HTML; use **bold** or *emphasis*",
}
_LEFT_OVER: Final = {
    "*": "bold is `**words**` with no space or punctuation just inside the stars, and no digit or letter "
    r"just outside; a plain star is `\*`, and times is ×",
    "_": r"emphasis is `*words*`, and a plain underscore is `\_`",
}
_FOREIGN: Final = re.compile(r"[`^]|~~|~\w+~")
"""What other Markdown reads as code, as raised or lowered, as struck out."""

_TIMES: Final = re.compile(r"\d\s+\*+\d|\d\*+\s+\d")
_ESCAPES: Final = re.compile(
    # A mark; what would begin a block; a number that would. The last is none of these.
    r"\\[\\`*_\[\]<>&~^]|(?<!\S)\\[#+\-=|]|(?<!\S)[0-9]{1,9}\\[.)](?!\S)|\\([!-/:-@\[-`{-~])"
)

_ADVICE: Final = {
    "`": r"a backtick; write an apostrophe or a quotation mark, or a plain backtick as `\``",
    "^": r"a `^` that some programs read as markup; write ² or the like, or a plain one as `\^`",
    "~": r"a `~` that some programs read as markup; write the words without it, or a plain one as `\~`",
}


@lru_cache(maxsize=8192)
def parse_inline(text: str) -> tuple[Run, ...]:
    """Read one segment's text.

    Adjacent stretches of one emphasis are one run; the runs' texts joined are the plain text.

    Raises:
        MarkupError: the text holds other markup, or a mark that is none.
    """
    if times := _TIMES.search(text):
        raise MarkupError(_advise_on_mark("*", times[0]))
    for escape in _ESCAPES.finditer(text):
        if mark := escape[1]:
            advice = f"a backslash before `{mark}`, which would be lost; write `{mark}` alone, or both as `\\\\{mark}`"
            raise MarkupError(advice)
    runs: list[Run] = []
    strong = em = 0
    for token in _PARSER.parseInline(text)[0].children or ():
        strong += token.nesting if token.tag == "strong" else 0
        em += token.nesting if token.tag == "em" else 0
        runs.append(Run(_read_text(token), strong > 0, em > 0))
    return merge_runs(runs)


def _read_text(token: Token) -> str:
    """The token's words; nothing for the two legal tags."""
    if token.type == "text":
        # Of the two stars of bold, the library empties one.
        if token.markup and token.content:
            raise MarkupError(_advise_on_mark(token.markup, token.info))
        if foreign := _FOREIGN.search(token.content):
            raise MarkupError(_ADVICE[foreign[0][0]])
        return token.content
    if token.type in _ILLEGAL:
        raise MarkupError(_ILLEGAL[token.type])
    if token.info == "entity":
        advice = f"the HTML entity {token.markup}; write the character itself"
        raise MarkupError(advice)
    return token.content if token.type == "text_special" else ""


def _advise_on_mark(mark: str, near: str) -> str:
    return f"a `{mark}` that marks nothing, near {near!r}; {_LEFT_OVER[mark]}"


def read_runs(text: str) -> tuple[Run, ...]:
    """Read one segment's text; one with markup that is not legal is taken as it stands."""
    try:
        return parse_inline(text)
    except MarkupError:
        return (Run(text),)


@lru_cache(maxsize=8192)
def rewrite(text: str) -> str:
    """Rewrite the text with the marks that we use, so that texts shown alike are equal: `__x__` becomes `**x**`."""
    return mark_up(read_runs(text))


def plain(runs: tuple[Run, ...]) -> str:
    """The text without its emphasis."""
    return "".join(run.text for run in runs)
