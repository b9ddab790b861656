"""Markdown is read back as what was written, whatever the text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.errors import MarkupError
from api.model.content import Run
from api.representations.markdown import render_markdown_runs, render_markdown_text
from api.source.inline import parse_inline, plain

pytestmark = pytest.mark.property

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
WORDS = st.text(
    st.one_of(st.sampled_from("*_`[]<>&;~^$\\#-+=|:.)!@\"'()/ 12ab"), st.characters(exclude_categories=["C", "Z"])),
    max_size=30,
)
MARKED = st.lists(
    st.one_of(WORDS, st.sampled_from(["**", "*", "**a**", " *b* ", "***c***", "__d__", "\\*", "&"])), max_size=8
).map("".join)


def read(markdown: str) -> str:
    """What CommonMark makes of it: one paragraph, without its tags' own line."""
    html: str = READER.render(markdown)
    assert re.fullmatch(r"<p>.*</p>\n", html, re.DOTALL), html
    return html[3:-5]


def shown(html: str) -> str:
    """The text of HTML that holds emphasis alone."""
    assert set(re.findall(r"<[^>]*>", html)) <= {"<strong>", "</strong>", "<em>", "</em>"}, html
    return unescape(re.sub(r"<[^>]*>", "", html))


@settings(max_examples=2_000, deadline=None)
@given(text=WORDS)
def test_any_text_is_read_as_itself(text: str) -> None:
    """Nothing in it becomes a tag, a list, a heading, an entity, a table."""
    text = text.strip()
    assume(text)

    assert text == shown(read(render_markdown_text(text, "ltr")))


@settings(max_examples=2_000, deadline=None)
@given(text=MARKED)
def test_any_emphasis_is_read_as_itself(text: str) -> None:
    """Whatever the authors' own markup can say, Markdown says: the same words bold, the same slanted."""
    try:
        runs = parse_inline(text.strip())
    except MarkupError:
        assume(False)  # noqa: FBT003  hypothesis' own way to pass over an example
    words = plain(runs)
    assume(words and words == words.strip())

    assert flatten(runs) == flatten(read_runs(read(render_markdown_runs(runs, "ltr"))))


def flatten(runs: tuple[Run, ...]) -> list[tuple[str, bool, bool]]:
    """Each character with its emphasis."""
    return [(letter, run.strong, run.em) for run in runs for letter in run.text]


def read_runs(html: str) -> tuple[Run, ...]:
    """The runs of HTML that holds emphasis alone."""
    runs, strong, em = [], 0, 0
    for piece in re.split(r"(</?(?:strong|em)>)", html):
        step = -1 if piece.startswith("</") else 1
        if piece in {"<strong>", "</strong>"}:
            strong += step
        elif piece in {"<em>", "</em>"}:
            em += step
        else:
            runs.append(Run(unescape(piece), strong=strong > 0, em=em > 0))
    return tuple(runs)
