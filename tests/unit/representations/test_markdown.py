"""Text as Markdown: whatever is in it, a reader sees just that."""

from __future__ import annotations

import pytest

from api.model.content import Run
from api.representations.markdown import render_markdown_heading, render_markdown_runs, render_markdown_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Spine & Orthopedics", "Spine & Orthopedics"),
        ("a * b_c `d` [e] ~f~ ^g^ $h$ \\i", r"a \* b\_c \`d\` \[e\] \~f\~ \^g\^ \$h\$ \\i"),
        ("&amp; &#39; & x;", r"\&amp; \&#39; & x;"),
        ("<b> < 5 </b> <!-- a<b", r"\<b> < 5 \</b> \<!\-- a\<b"),
        ("@someone a@b.example", r"\@someone a@b.example"),
        ("@élise, élise@b.example, _@c", r"\@élise, élise@b.example, \_\@c"),
        ("# 1", r"\# 1"),
        ("- x", r"\- x"),
        ("> x", r"\> x"),
        ("12. x", r"12\. x"),
        ("3) x", r"3\) x"),
        ("3 mm", "3 mm"),
        ("3.5 mm", "3.5 mm"),
        # Lists of pandoc's own: letters, Roman numbers, brackets, examples; and its title.
        ("a) x", r"a\) x"),
        ("b. x", r"b\. x"),
        ("(1) x", r"(1\) x"),
        ("(12)", r"(12\)"),
        ("(a) x", r"(a\) x"),
        ("(A) x", r"(A\) x"),
        ("B) x", r"B\) x"),
        ("A.  x", r"A\.  x"),
        ("A.", r"A\."),
        ("A. x", "A. x"),
        ("i. x", r"i\. x"),
        ("xiv) x", r"xiv\) x"),
        ("(ii) x", r"(ii\) x"),
        ("MM. x", r"MM\. x"),
        ("1234567890. x", r"1234567890\. x"),
        ("(@) x", r"(@\) x"),
        ("@. x", r"@\. x"),
        ("(@good) x", r"(\@good) x"),
        ("(#) x", r"(#\) x"),
        ("% title", r"\% title"),
        ("Rest. (1) or a) x", "Rest. (1) or a) x"),
        ("Al. x", "Al. x"),
        ("(see b)", "(see b)"),
        # What pandoc draws together into one sign, and GitHub into a picture.
        ("a--b---c", r"a\--b\-\--c"),
        ("--- x", r"\-\-- x"),
        ("well-known", "well-known"),
        ("x... y....", r"x\... y\.\..."),
        ("x.. y.", "x.. y."),
        (":smile: and :+1:", r"\:smile: and \:+1:"),
        ("Note: rest: yes", "Note: rest: yes"),
        ("x - y # z", "x - y # z"),
        ("", ""),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, written: str) -> None:
    """Wherever it would be, and nowhere else: a file that people read should stay readable."""
    assert written == render_markdown_text(text, "ltr")


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ((Run("कमी", strong=True), Run("b")), "**कमी**b"),
        ((Run("a:", strong=True), Run("b")), "<strong>a:</strong>b"),
        ((Run("a", strong=True), Run("b", em=True)), "<strong>a</strong><em>b</em>"),
        ((Run("Steps", strong=True), Run(": x")), "**Steps**: x"),
        ((Run("see "), Run("this", em=True)), "see *this*"),
        ((Run("a "), Run("b", strong=True, em=True)), "a <strong><em>b</em></strong>"),
        ((Run("a", strong=True), Run(" b", strong=True, em=True)), "<strong>a</strong><strong><em> b</em></strong>"),
        ((Run("# a", strong=True),), "<strong># a</strong>"),
        ((Run("# a"),), r"\# a"),
        ((Run("2*2", em=True),), r"*2\*2*"),
        ((), ""),
    ],
)
def test_emphasis_is_stars_and_tags_where_stars_are_in_doubt(runs: tuple[Run, ...], written: str) -> None:
    """Beside punctuation, or beside each other, stars may be read as stars."""
    assert written == render_markdown_runs(runs, "ltr")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Title #", r"# Title \#"),
        ("Title ##", r"# Title \##"),
        ("#", r"# \#"),
        ("Title {.b}", r"# Title \{.b}"),
        ("A {b} #c", "# A {b} #c"),
    ],
)
def test_a_heading_keeps_the_marks_at_its_end(text: str, written: str) -> None:
    """CommonMark would take them for the heading's own end, pandoc for its attributes."""
    assert written == render_markdown_heading(text, 1, "ltr")


def test_right_to_left_text_keeps_latin_names_whole() -> None:
    """Between Unicode's isolates, in emphasis too."""
    assert render_markdown_text("هدف IGEA, هو", "rtl") == "هدف \u2066IGEA\u2069, هو"
    assert render_markdown_runs((Run("فريق IGEA", strong=True),), "rtl") == "**فريق \u2066IGEA\u2069**"
