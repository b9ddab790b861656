"""Elements: what is text stays text, wherever it is put in."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from api.representations.elements import element, join_html, render_html


@pytest.mark.parametrize(
    ("made", "html"),
    [
        (element("p", "a < b & c > d"), "<p>a &lt; b &amp; c &gt; d</p>"),
        (element("p", 'the "bone" cement'), '<p>the "bone" cement</p>'),
        (element("p", element("b", "<i>"), " & ", None), "<p><b>&lt;i&gt;</b> &amp; </p>"),
        (element("p", f"{element('b', 'x')}"), "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        (element("ul", (element("li", each) for each in "<>")), "<ul><li>&lt;</li><li>&gt;</li></ul>"),
        (element("a", "x", href='/?a=1&b="2"'), '<a href="/?a=1&amp;b=&#34;2&#34;">x</a>'),
        (element("input", name=None, required=True, disabled=False, value=""), '<input required value="">'),
        (element("p", class_="a", aria_label="b", data_gap=0), '<p class="a" aria-label="b" data-gap="0"></p>'),
        (join_html(element("ol", start=1), element("ol", start=True)), '<ol start="1"></ol><ol start></ol>'),
        (element("style", "a > b {}"), "<style>a > b {}</style>"),
        (join_html("<", (element("br"), ["&"])), "&lt;<br>&amp;"),
    ],
)
def test_text_is_escaped_and_html_is_not(made: Markup, html: str) -> None:
    """Also within a list, and in an attribute; what an f-string makes of HTML is text again."""
    assert made == html


def test_a_document_says_its_language_first() -> None:
    """And its encoding before any text."""
    assert render_html("ar", "rtl", element("title", "<"), "&").startswith(
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
    )
