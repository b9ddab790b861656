"""HTML as a fragment, to be put into somebody else's page on the server: one `<article>`, with everything that belongs to it.

It has no id, no style and no script, and no link to an address that is only right on our own host: what it names beside the
text is a link where the operator said by which address partners reach this server, and else text.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from api.representations.html import isolate, render_text
from api.representations.paths import read_path

if TYPE_CHECKING:
    from api.representations.article import Article, Part
    from api.representations.shapes import Requirement, Words


def render_fragment(article: Article, public_url: str) -> str:
    """The article as HTML; headings are of the second level, for the page around it has the first."""
    sections = "".join(part.body.html + _render_required(article, part, public_url) for part in article.parts)
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
    return f'<p class="{name}" lang="{words.locale}" dir="{words.direction}">{render_text(words.text, words.direction)}</p>'


def _render_required(article: Article, part: Part, public_url: str) -> str:
    if not part.required:
        return ""
    label = article.body.labels.also_read

    def show(required: Requirement) -> str:
        name = isolate(required.title, required.locale, required.direction)
        if not public_url:
            return name
        return f'<a href="{escape(public_url)}{read_path(part.body.topic, required.id, article.locale)}">{name}</a>'

    return (
        f'<p class="vertebra-also-read" lang="{label.locale}" dir="{label.direction}">'
        f"{escape(label.text, quote=False)} {article.name_required(part, show)}</p>"
    )
