"""The page for a frame on somebody else's page, which it tells its height. Links that leave it leave the frame too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.model.locales import name_locale
from api.representations.fragment import render_required
from api.representations.html import escape_text, render_name
from api.representations.pages.shell import (
    make_look,
    render_around,
    render_languages,
    render_more,
    render_page,
    render_part,
    render_title,
)
from api.representations.paths import embed_path, read_path

if TYPE_CHECKING:
    from api.representations.article import Article
    from api.representations.pages.shell import Place

EMBED_LOOK: Final = make_look(
    "embed.css",
    "embed.js",
    ancestors="*",
    # A search engine lists the page to read. A link opens outside the frame, unless it says `_self`.
    head='<meta name="robots" content="noindex"><base target="_blank">',
)


def render_embed(article: Article, place: Place) -> str:
    """The article as a page for a frame."""

    def locate(section: str | None) -> str:
        return read_path(place.topic, section, article.locale)

    main = ""
    for position, part in enumerate(article.parts):
        main += render_part(part, 2 if position else 1) + render_required(article, part, locate)
    main += render_more(article.body.labels.read_more, locate(None))
    body = f"{_render_switcher(article, place)}<main>{main}</main><footer>{render_around(article)}</footer>"
    return render_page(EMBED_LOOK, article.locale, render_title(article), body)


def _render_switcher(article: Article, place: Place) -> str:
    """The languages, folded up under the name of the current one: a frame has little room."""
    if place.own == (article.locale,):
        return ""
    label, tag = article.body.labels.language, article.locale
    return (
        f'<nav class="languages" aria-labelledby="Languages"><details><summary><span id="Languages" lang="{label.locale}" '
        f'dir="{label.direction}">{escape_text(label.text, label.direction)}</span> '
        f"{render_name(name_locale(tag), tag, article.direction)}</summary>"
        f"""{render_languages(place, tag, embed_path, ' target="_self"')}</details></nav>"""
    )
