"""Text as HTML: escaped, with emphasis, and with names that stay whole in right-to-left text."""

from __future__ import annotations

from html import unescape

import pytest

from api.model.content import Run
from api.representations.html import render_plain, render_runs


@pytest.mark.parametrize(
    ("runs", "html"),
    [
        ((), ""),
        ((Run("a < b & c > d"),), "a &lt; b &amp; c &gt; d"),
        ((Run("a", strong=True), Run(" "), Run("b", em=True)), "<strong>a</strong> <em>b</em>"),
        ((Run("a", strong=True, em=True),), "<strong><em>a</em></strong>"),
        ((Run("<script>", strong=True),), "<strong>&lt;script&gt;</strong>"),
        ((Run('the "bone" cement'),), 'the "bone" cement'),
        (
            (Run("من ", strong=True), Run("A&B", strong=True, dir="ltr")),
            '<strong>من </strong><strong><bdi dir="ltr">A&amp;B</bdi></strong>',
        ),
    ],
)
def test_html_is_escaped_and_holds_two_tags_only(runs: tuple[Run, ...], html: str) -> None:
    """Every run is escaped; `<strong>` and `<em>` are the only tags, and `<bdi>` around what has a direction of its own."""
    assert html == render_runs(runs)


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("هدف IGEA Brain, Spine & Orthopedics هو", ["IGEA Brain, Spine &amp; Orthopedics"]),
        ("فريق IGEA. يفحص", ["IGEA"]),
        ("(IGEA)", ["IGEA"]),
        ("رمز M80.08 و T-score", ["M80.08", "T-score"]),
        ("صورة 3D للعمود", ["3D"]),
        ("اتصل +1 609-555-0100 الآن", ["+1 609-555-0100"]),
        ("اتصل (609) 555-0100", ["(609) 555-0100"]),
        ("خلال 3-5 أيام، أو 911", []),
        ("Café é", ["Café é"]),
        ("لا شيء هنا", []),
        ("a<b>", ["a", "b"]),
    ],
)
def test_latin_names_and_codes_are_isolated_in_right_to_left_text(text: str, isolated: list[str]) -> None:
    """Each stands in one `<bdi dir="ltr">`, as a whole; a number alone is no code."""
    html = render_plain(text, "rtl")

    assert isolated == [part.partition("</bdi>")[0] for part in html.split('<bdi dir="ltr">')[1:]]


def test_left_to_right_text_isolates_nothing() -> None:
    """Its names need none."""
    assert render_plain("IGEA Brain, Spine & Orthopedics", "ltr") == "IGEA Brain, Spine &amp; Orthopedics"


@pytest.mark.parametrize("text", ["1" * 20_000, "1 " * 10_000, "a " * 10_000, "a, " * 6_000 + "<", "+(" * 10_000])
def test_the_longest_text_is_rendered_whole(text: str) -> None:
    """Whatever repeats in it, nothing is lost."""
    html = render_plain(text, "rtl")

    assert unescape(html.replace('<bdi dir="ltr">', "").replace("</bdi>", "")) == text
