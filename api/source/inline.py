"""Inline markup: bold and emphasis, nothing else. The same parser reads the English and every translation."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from api.errors import MarkupError
from api.model.content import Run

if TYPE_CHECKING:
    from markdown_it.token import Token

# The legal two, then all that CommonMark would read as something else: to be found and refused, not shown as typed.
# Texts are not joined, so that an entity can still be told from the character that it stands for.
_PARSER: Final = (
    MarkdownIt("zero", {"html": True})
    .disable("text_join")
    .enable(["emphasis", "escape", "newline", "entity", "backticks", "link", "image", "autolink", "html_inline"])
)

_ILLEGAL: Final = {
    "softbreak": "a line break; write the text on one line",
    "hardbreak": "a line break; write the text on one line",
    "code_inline": "code in `backticks`; write it as plain text",
    "link_open": "a link; write its text alone",
    "image": "an image; leave it out",
    "html_inline": "raw HTML; use **bold** or *emphasis*",
}


@lru_cache(maxsize=8192)
def parse_inline(text: str) -> tuple[Run, ...]:
    """Read one segment's text.

    Adjacent stretches of one emphasis are one run; the runs' texts joined are the plain text.

    Raises:
        MarkupError: the text holds other markup, or a `*` that opens or closes nothing.
    """
    children = _PARSER.parseInline(text)[0].children or []
    runs: list[Run] = []
    strong = em = 0
    for token in children:
        strong += token.nesting if token.tag == "strong" else 0
        em += token.nesting if token.tag == "em" else 0
        stretch = _read_text(token)
        if not stretch:
            continue
        run = Run(text=stretch, strong=strong > 0, em=em > 0)
        if runs and (runs[-1].strong, runs[-1].em) == (run.strong, run.em):
            run = Run(text=runs.pop().text + stretch, strong=run.strong, em=run.em)
        runs.append(run)
    return tuple(runs)


def _read_text(token: Token) -> str:
    """The token's words; nothing for the two legal tags."""
    if token.type == "text":
        if "*" in token.content:
            advice = (
                "a `*` that marks nothing; bold is `**words**` with no space or punctuation just inside the stars, "
                r"and a plain star is `\*`"
            )
            raise MarkupError(advice)
        return token.content
    if token.type == "text_special":
        if token.info == "entity":
            advice = f"the HTML entity {token.markup}; write the character itself"
            raise MarkupError(advice)
        return token.content
    if token.type in _ILLEGAL:
        raise MarkupError(_ILLEGAL[token.type])
    return ""


def plain(runs: tuple[Run, ...]) -> str:
    """The text without its emphasis."""
    return "".join(run.text for run in runs)
