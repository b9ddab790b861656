"""Inline markup: two marks are read, everything else is refused with advice."""

from __future__ import annotations

import pytest

from api.errors import MarkupError
from api.model.content import Run
from api.source.inline import parse_inline, plain

STAR = (
    "a `*` that marks nothing; bold is `**words**` with no space or punctuation just inside the stars, "
    r"and a plain star is `\*`"
)
BREAK = "a line break; write the text on one line"
LINK = "a link; write its text alone"
HTML = "raw HTML; use **bold** or *emphasis*"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", ()),
        ("cement", (Run("cement"),)),
        ("**cement**", (Run("cement", strong=True),)),
        ("__cement__", (Run("cement", strong=True),)),
        ("*cement*", (Run("cement", em=True),)),
        ("_cement_", (Run("cement", em=True),)),
        ("***cement***", (Run("cement", strong=True, em=True),)),
        ("a **b** c", (Run("a "), Run("b", strong=True), Run(" c"))),
        ("**a *b* c**", (Run("a ", strong=True), Run("b", strong=True, em=True), Run(" c", strong=True))),
        ("*a **b** c*", (Run("a ", em=True), Run("b", strong=True, em=True), Run(" c", em=True))),
        ("snake_case_name", (Run("snake_case_name"),)),
        ("AT&T, <5 mg, 3 > 2", (Run("AT&T, <5 mg, 3 > 2"),)),
        ("[brackets] and ~~waves~~", (Run("[brackets] and ~~waves~~"),)),
        ("**注意**。请", (Run("注意", strong=True), Run("。请"))),
        ("**تنبيه** للمريض", (Run("تنبيه", strong=True), Run(" للمريض"))),
    ],
)
def test_legal_markup_becomes_runs(text: str, runs: tuple[Run, ...]) -> None:
    """Bold, emphasis, their nesting, and characters that only look like markup are read as written."""
    assert runs == parse_inline(text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*a*_b_", (Run("ab", em=True),)),
        ("**a**__b__ c", (Run("ab", strong=True), Run(" c"))),
        (r"a\_b", (Run("a_b"),)),
    ],
)
def test_adjacent_runs_of_one_emphasis_merge(text: str, runs: tuple[Run, ...]) -> None:
    """Two stretches that touch and look alike are one run."""
    assert runs == parse_inline(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"2 \* 3", "2 * 3"),
        (r"\*\*a\*\*", "**a**"),
        (r"**a\*b**", "a*b"),
        (r"\_a\_", "_a_"),
        (r"\[a\](b)", "[a](b)"),
        (r"\`a\`", "`a`"),
        (r"\<b>a", "<b>a"),
        (r"\&amp;", "&amp;"),
        (r"a\\b", r"a\b"),
        (r"a\b", r"a\b"),
    ],
)
def test_an_escape_makes_a_mark_plain(text: str, words: str) -> None:
    r"""A backslash before a mark shows the mark itself, as the advice for a plain star (`\*`) promises."""
    assert words == plain(parse_inline(text))


@pytest.mark.parametrize("text", ["", "a", "a **b** *c*", "***a*** b", "**a *b* c**", r"a\_b"])
def test_the_runs_joined_are_the_plain_text(text: str) -> None:
    """`plain` is every run's text in order, and nothing else."""
    runs = parse_inline(text)
    assert "".join(run.text for run in runs) == plain(runs)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("see [this](https://example.org)", LINK),
        ("<https://example.org>", LINK),
        ("<someone@example.org>", LINK),
        ("![a spine](spine.png)", "an image; leave it out"),
        ("<b>bold</b>", HTML),
        ("a <br> b", HTML),
        ("a <!-- note --> b", HTML),
        ("<script>alert(1)</script>", HTML),
        ("take `5 mg`", "code in `backticks`; write it as plain text"),
        ("5&nbsp;mg", "the HTML entity &nbsp;; write the character itself"),
        ("a &amp; b", "the HTML entity &amp;; write the character itself"),
        ("&#65;", "the HTML entity &#65;; write the character itself"),
        ("&#x41;", "the HTML entity &#x41;; write the character itself"),
        ("a\nb", BREAK),
        ("a  \nb", BREAK),
        ("a\\\nb", BREAK),
        ("a\n", BREAK),
        ("a\rb", BREAK),
        ("2 * 3", STAR),
        ("**a*", STAR),
        ("**a", STAR),
        ("** a**", STAR),
        ("**a **", STAR),
        ("**a****b**", STAR),
    ],
)
def test_other_markup_is_refused_with_advice(text: str, complaint: str) -> None:
    """Whatever a Markdown reader would take for other markup is refused, and the message says what to write."""
    with pytest.raises(MarkupError) as caught:
        parse_inline(text)
    assert complaint == str(caught.value)


@pytest.mark.parametrize("text", ["**注意。**请", "請**「注意」**看", "*주의.*하세요"])
def test_punctuation_just_inside_the_stars_is_refused_between_letters(text: str) -> None:
    """Where CommonMark reads no bold, as in text without spaces, the patient is not shown the stars."""
    with pytest.raises(MarkupError, match="no space or punctuation just inside the stars"):
        parse_inline(text)
