"""The page to read, print and share: the target of every "read more", of a portal's link, of a frame that shows nothing."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.representations.article import Article
from api.representations.elements import element, join_html
from api.representations.fragment import render_required
from api.representations.html import render_line, render_plain
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
from api.representations.paths import read_path

READ_STYLE: Final = make_page_style("read.css", ancestors="'none'")


def render_read(article: Article, scope: PageScope) -> Markup:
    """Render the article as a page; the first section's heading is the page's."""

    def locate(section: str | None) -> str:
        return read_path(scope.topic, section, article.locale)

    first, *others = article.parts
    main = element(
        "main",
        (render_part(first, 1, first.body.id), render_required(article, first, locate)),
        _render_contents(article),
        ((render_part(part, 2, part.body.id), render_required(article, part, locate)) for part in others),
        render_more(article.body.labels.read_more, locate(None)) if scope.section else None,
        id="Text",
        tabindex=-1,
    )
    body = (_render_skip(article), _render_switcher(article, scope), main, element("footer", render_around(article)))
    return render_page(READ_STYLE, article.locale, render_title(article), body, _render_links(article.locale, scope))


def _render_skip(article: Article) -> Markup:
    """Render the link past the languages, for keyboards, named for what it leads to if that may be named."""
    words = article.parts[0].title or article.body.labels.contents
    text = render_plain(words.text, words.direction)
    return element("a", text, class_="skip", href="#Text", lang=words.locale, dir=words.direction)


def _render_switcher(article: Article, scope: PageScope) -> Markup | None:
    if scope.own == (article.locale,):
        return None
    label = render_line("p", article.body.labels.language, id="Languages")
    languages = render_languages(scope, article.locale, read_path)
    return element("nav", label, languages, class_="languages", aria_labelledby="Languages")


def _render_contents(article: Article) -> Markup | None:
    """Render links to all sections but the first, which stands above them; one without a title that may be shown is left out."""
    items = [
        element(
            "li",
            element("a", render_plain(title.text, title.direction), href=f"#{part.body.id}"),
            lang=title.locale,
            dir=title.direction,
        )
        for part in article.parts[1:]
        if (title := part.title)
    ]
    if not items:
        return None
    label = render_line("p", article.body.labels.contents, id="Contents")
    return element("nav", label, element("ol", items), class_="contents", aria_labelledby="Contents")


def _render_links(locale: LocaleTag, scope: PageScope) -> Markup:
    """Render which page a search engine should list, and the same in other languages; a stand-in is listed as the source's own."""

    def locate(tag: LocaleTag | None) -> str:
        return f"{scope.public_url}{read_path(scope.topic, scope.section, tag)}"

    pages = [(str(tag), locate(tag)) for tag in scope.own]
    return join_html(
        element("link", rel="canonical", href=locate(locale if locale in scope.own else SOURCE)),
        (
            element("link", rel="alternate", hreflang=name, href=address)
            for name, address in (*pages, ("x-default", locate(None)))
        ),
    )
