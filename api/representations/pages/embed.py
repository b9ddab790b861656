"""The page for a frame: it tells the page around it how high it is, and links that leave it leave the frame."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from api.model.locales import name_locale
from api.representations.article import Article
from api.representations.elements import element
from api.representations.fragment import render_required
from api.representations.html import render_line, render_name
from api.representations.pages.shell import (
    PageScope,
    make_page_style,
    render_around,
    render_languages,
    render_more,
    render_page,
    render_part,
    render_title,
)
from api.representations.paths import embed_path, read_path

EMBED_STYLE: Final = make_page_style(
    "embed.css",
    "embed.js",
    ancestors="*",
    # A search engine lists the page to read. A link opens outside the frame, unless it says `_self`.
    head=(element("meta", name="robots", content="noindex"), element("base", target="_blank")),
)


def render_embed(article: Article, scope: PageScope) -> Markup:
    """Render the article as a page for a frame."""

    def locate(section: str | None) -> str:
        return read_path(scope.topic, section, article.locale)

    main = element(
        "main",
        (
            (render_part(part, 2 if position else 1), render_required(article, part, locate))
            for position, part in enumerate(article.parts)
        ),
        render_more(article.body.labels.read_more, locate(None)),
    )
    body = (_render_switcher(article, scope), main, element("footer", render_around(article)))
    return render_page(EMBED_STYLE, article.locale, render_title(article), body)


def _render_switcher(article: Article, scope: PageScope) -> Markup | None:
    """Render the languages, folded up under the name of the current one: a frame has little room."""
    if scope.own == (article.locale,):
        return None
    tag = article.locale
    label = render_line("span", article.body.labels.language, id="Languages")
    summary = element("summary", label, " ", render_name(name_locale(tag), tag, article.direction))
    languages = render_languages(scope, tag, embed_path, "_self")
    return element("nav", element("details", summary, languages), class_="languages", aria_labelledby="Languages")
