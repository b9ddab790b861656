"""HTML as a fragment, to be put into somebody else's page on the server: one `<article>`, with everything that belongs to it.

It has no id, no style and no script, and no link to an address that is only right on our own host: what it names beside the
text is a link where the operator said by which address partners reach this server, and else text.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from api.representations.article import Article, NamedSection, Part
from api.representations.elements import element, join_html
from api.representations.html import (
    SectionHeading,
    render_attribution,
    render_body,
    render_line,
    render_name,
    render_plain,
)
from api.representations.paths import read_path


def render_fragment(article: Article, public_url: str) -> Markup:
    """Render the article; its headings are of the second level, for the page around it has the first."""

    def locate(section: str) -> str | None:
        return f"{public_url}{read_path(article.topic.id, section, article.locale)}" if public_url else None

    body = article.body
    sections = (
        join_html(render_body(part.body, SectionHeading(part.body.title.text)), render_required(article, part, locate))
        for part in article.parts
    )
    footer = element(
        "footer",
        render_line("p", body.review_line, class_="vertebra-review"),
        render_line("p", body.disclaimer, class_="vertebra-disclaimer"),
        render_credit(article, class_="vertebra-attribution"),
    )
    html = element("article", sections, footer, class_="vertebra", lang=article.locale, dir=article.direction)
    return join_html(html, "\n")


def render_credit(article: Article, class_: str | None = None) -> Markup:
    """Render the article's attribution as a paragraph."""
    attribution = article.body.attribution
    html = render_attribution(attribution.text, article.body.provenance.publisher, attribution.url)
    return element("p", html, class_=class_, lang=attribution.locale, dir=attribution.direction)


def render_required(article: Article, part: Part, locate: Callable[[str], str | None]) -> Markup:
    """Render a line for each section that belongs beside a part, with a link to what `locate` gives, if that is an address.

    Where no title of it may be shown, the line's own words are the link.
    """
    sentence = article.also_read
    before, after = article.around_title

    def render(required: NamedSection) -> Markup | None:
        title, address = required.title, locate(required.id)
        if title is None:
            return (
                element("a", render_plain(f"{before}{after}".strip(), sentence.direction), href=address)
                if address
                else None
            )
        name = render_name(title.text, title.locale, title.direction)
        link = element("a", name, href=address) if address else name
        return join_html(render_plain(before, sentence.direction), link, render_plain(after, sentence.direction))

    return join_html(
        element("p", line, class_="vertebra-also-read", lang=sentence.locale, dir=sentence.direction)
        for line in map(render, part.required)
        if line
    )
