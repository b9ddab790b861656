"""HTML as a fragment, to be put into somebody else's page on the server: one `<article>`, with everything that belongs to it.

It has no id, no style and no script, and no link to an address that is only right on our own host: what it names beside the
text is a link where the operator said by which address partners reach this server, and else text.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from api.representations.html import escape_text, render_name
from api.representations.paths import read_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.representations.article import Article, NamedSection, Part
    from api.representations.shapes import Words


def render_fragment(article: Article, public_url: str) -> str:
    """The article as HTML; headings are of the second level, for the page around it has the first."""

    def locate(section: str) -> str:
        return f"{public_url}{read_path(article.topic.id, section, article.locale)}" if public_url else ""

    sections = "".join(part.body.html + render_required(article, part, locate) for part in article.parts)
    attribution = article.body.attribution
    return (
        f'<article class="vertebra" lang="{article.locale}" dir="{article.direction}">{sections}<footer>'
        f"{render_words(article.body.review_line, 'vertebra-review')}"
        f"{render_words(article.body.disclaimer, 'vertebra-disclaimer')}"
        f'<p class="vertebra-attribution" lang="{attribution.locale}" dir="{attribution.direction}">'
        f"{attribution.html}</p></footer></article>\n"
    )


def render_words(words: Words, name: str) -> str:
    """A line of ours in its own language."""
    return f'<p class="{name}" lang="{words.locale}" dir="{words.direction}">{escape_text(words.text, words.direction)}</p>'


def render_required(article: Article, part: Part, locate: Callable[[str], str]) -> str:
    """A line for each section that belongs beside a part. `locate` says at which address it is read; empty: at none.

    Where no title of it may be shown, the line's own words are the link.
    """
    sentence = article.also_read
    before, after = (escape_text(each, sentence.direction) for each in article.around_title)

    def show(required: NamedSection) -> str:
        title, address = required.title, locate(required.id)
        if title is None:
            return _link(f"{before}{after}".strip(), address) if address else ""
        name = render_name(title.text, title.locale, title.direction)
        return f"{before}{_link(name, address) if address else name}{after}"

    return "".join(
        f'<p class="vertebra-also-read" lang="{sentence.locale}" dir="{sentence.direction}">{line}</p>'
        for line in map(show, part.required)
        if line
    )


def _link(html: str, address: str) -> str:
    return f'<a href="{escape(address)}">{html}</a>'
