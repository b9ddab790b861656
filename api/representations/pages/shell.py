"""What both pages are made of: the document, its style, and the policy that lets in nothing else.

A page works without script, asks no host for anything, and sets nothing. Its own ids have a capital letter, so that none is a
section's.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE, direction_of, name_locale
from api.representations.article import Article, Part
from api.representations.elements import Child, element, join_html, render_html
from api.representations.fragment import render_credit
from api.representations.html import SectionHeading, render_body, render_line, render_plain
from api.representations.shapes import Words

_HERE: Final = files(__package__)


def _read(name: str) -> str:
    return _HERE.joinpath(name).read_text(encoding="utf-8")


SCRIPTS_STYLE: Final = _read("scripts.css")
"""How each script is set, wherever it is shown: the pages of translators and reviewers have it too."""

PagePath = Callable[[str, "str | None", "str | None"], str]
"""Makes a page's address of a topic, a section and a locale."""


class PageScope(Struct, frozen=True):
    """The topic or section that a page shows, and the locales that it can be read in."""

    topic: str
    section: str | None
    """None where it is the whole topic."""

    own: tuple[LocaleTag, ...]
    """The locales in which what it shows is served in its own words, by tag."""

    readable: tuple[LocaleTag, ...]
    """The locales in whose page of the whole topic any of it is shown."""

    public_url: str


class PageStyle(Struct, frozen=True):
    """A kind of page: its style and script, and the Content-Security-Policy that allows these two and no more."""

    head: Child
    """What stands in the head of each page of the kind."""

    style: str
    script: str
    policy: str


def make_page_style(style: str, script: str = "", *, ancestors: str, head: Child = None) -> PageStyle:
    """Make the style of a kind of page from these files; `ancestors` says who may frame it."""
    css = _squeeze_style(f"{SCRIPTS_STYLE}{_read('page.css')}{_read(style)}")
    js = _squeeze_script(_read(script)) if script else ""
    allowed = f"script-src '{_hash(js)}'; " if js else ""
    return PageStyle(
        head=head,
        style=css,
        script=js,
        policy=(
            f"default-src 'none'; style-src '{_hash(css)}'; {allowed}img-src data:; "
            f"base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
        ),
    )


def render_page(style: PageStyle, locale: LocaleTag, title: Markup, body: Child, links: Child = None) -> Markup:
    """Render the document in the reader's locale; `title` is the whole element."""
    icon = element("link", rel="icon", href="data:,")
    script = element("script", style.script) if style.script else None
    return render_html(
        locale, direction_of(locale), (title, style.head, links, icon, element("style", style.style)), (body, script)
    )


def render_title(article: Article) -> Markup:
    """Render the document's title: the first section's, in its own language, or the topic's id in words."""
    title = article.parts[0].title or Words(
        text=article.topic.id.replace("-", " ").capitalize(), locale=SOURCE, direction=direction_of(SOURCE)
    )
    if title.locale == article.locale:
        return element("title", title.text)
    return element("title", title.text, lang=title.locale, dir=title.direction)


def render_part(part: Part, level: int, anchor: str | None = None) -> Markup:
    """Render a section with all of its notices: a link may lead a reader right to it."""
    return render_body(part.body, SectionHeading(part.body.title.text, level, anchor))


def render_more(label: Words, address: str) -> Markup:
    """Render the link to the whole article."""
    link = element("a", render_plain(label.text, label.direction), href=address)
    return element("p", link, class_="more", lang=label.locale, dir=label.direction)


def render_languages(scope: PageScope, current: LocaleTag, path: PagePath, target: str | None = None) -> Markup:
    """Render links to the languages that have words of their own for this page; the current one is marked."""
    return element(
        "ul",
        (
            element(
                "li",
                element(
                    "a",
                    name_locale(tag),
                    lang=tag,
                    dir=direction_of(tag),
                    hreflang=tag,
                    aria_current="page" if tag == current else None,
                    target=target,
                    href=path(scope.topic, scope.section, tag),
                ),
            )
            for tag in scope.own
        ),
    )


def render_around(article: Article) -> Markup:
    """Render what stands below every text."""
    return join_html((render_line("p", words) for words in article.around), render_credit(article))


def _squeeze_style(css: str) -> str:
    """Strip a style of comments and needless white space."""
    css = re.sub(r"/\*.*?\*/|\s+", " ", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()


def _squeeze_script(script: str) -> str:
    """Strip a script of indents and comment lines."""
    return re.sub(r"^\s*(//.*\n)?", "", script, flags=re.MULTILINE)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
