"""The page to read, print and share: the target of every "read more", of a portal's link, of a frame that shows nothing."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

from api.model.locales import SOURCE
from api.representations.fragment import render_required
from api.representations.html import escape_text
from api.representations.pages.shell import (
    make_look,
    render_around,
    render_languages,
    render_more,
    render_page,
    render_part,
    render_title,
)
from api.representations.paths import read_path

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag
    from api.representations.article import Article
    from api.representations.pages.shell import Place

READ_LOOK: Final = make_look("read.css", ancestors="'none'")


def render_read(article: Article, place: Place) -> str:
    """The article as a page. The first section's heading is the page's."""

    def locate(section: str | None) -> str:
        return read_path(place.topic, section, article.locale)

    first, *others = article.parts
    main = render_part(first, 1, first.body.id) + render_required(article, first, locate)
    if others:
        main += _render_contents(article)
    for part in others:
        main += render_part(part, 2, part.body.id) + render_required(article, part, locate)
    if place.section:
        main += render_more(article.body.labels.read_more, locate(None))
    body = (
        f"{_render_skip(article)}{_render_switcher(article, place)}"
        f'<main id="Text" tabindex="-1">{main}</main><footer>{render_around(article)}</footer>'
    )
    return render_page(READ_LOOK, article.locale, render_title(article), body, _render_links(article.locale, place))


def _render_skip(article: Article) -> str:
    """The way past the languages, by keyboard; it has the name of what it leads to, if that may be named."""
    words = article.parts[0].title or article.body.labels.contents
    return (
        f'<a class="skip" href="#Text" lang="{words.locale}" dir="{words.direction}">'
        f"{escape_text(words.text, words.direction)}</a>"
    )


def _render_switcher(article: Article, place: Place) -> str:
    if place.own == (article.locale,):
        return ""
    label = article.body.labels.language
    return (
        f'<nav class="languages" aria-labelledby="Languages"><p id="Languages" lang="{label.locale}" dir="{label.direction}">'
        f"{escape_text(label.text, label.direction)}</p>{render_languages(place, article.locale, read_path)}</nav>"
    )


def _render_contents(article: Article) -> str:
    """Links to all sections but the first, which stands above them, and those that may not be named here."""
    label = article.body.labels.contents
    items = "".join(
        f'<li lang="{title.locale}" dir="{title.direction}"><a href="#{part.body.id}">'
        f"{escape_text(title.text, title.direction)}</a></li>"
        for part in article.parts[1:]
        if (title := part.title)
    )
    if not items:
        return ""
    return (
        f'<nav class="contents" aria-labelledby="Contents"><p id="Contents" lang="{label.locale}" dir="{label.direction}">'
        f"{escape_text(label.text, label.direction)}</p><ol>{items}</ol></nav>"
    )


def _render_links(locale: LocaleTag, place: Place) -> str:
    """Which page a search engine should list, and the same in other languages. A stand-in is the source's own page."""
    canonical = read_path(place.topic, place.section, locale if locale in place.own else SOURCE)
    return f'<link rel="canonical" href="{escape(place.public_url)}{canonical}">{_render_alternates(place)}'


@lru_cache(maxsize=256)
def _render_alternates(place: Place) -> str:
    pages = [(str(tag), read_path(place.topic, place.section, tag)) for tag in place.own]
    return "".join(
        f'<link rel="alternate" hreflang="{name}" href="{escape(place.public_url)}{path}">'
        for name, path in (*pages, ("x-default", read_path(place.topic, place.section)))
    )
