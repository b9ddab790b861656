"""What both pages are made of: the document, its style, and the policy that lets in nothing else.

A page works without script, asks no host for anything, and sets nothing. Its own ids have a capital letter, so that none is a
section's.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE, direction_of, name_locale
from api.representations.html import Heading, escape_text, render_section
from api.representations.shapes import Words

if TYPE_CHECKING:
    from api.representations.article import Article, Part

_HERE: Final = files(__package__)

PagePath = Callable[[str, "str | None", "str | None"], str]
"""Makes a page's address of a topic, a section and a locale."""


class Place(Struct, frozen=True):
    """What a page is of, and in which locales it is."""

    topic: str
    section: str | None
    """None where it is the whole topic."""

    own: tuple[LocaleTag, ...]
    """The locales in which what it shows is served in its own words, by tag."""

    readable: tuple[LocaleTag, ...]
    """The locales in whose page of the whole topic any of it is shown."""

    public_url: str


class Look(Struct, frozen=True):
    """A kind of page: its style and script, and the Content-Security-Policy that allows these two and no more."""

    head: str
    """HTML for the head of each page of the kind."""

    style: str
    script: str
    policy: str


def make_look(style: str, script: str = "", *, ancestors: str, head: str = "") -> Look:
    """The look of these files of this folder. `ancestors` says who may frame the page."""
    css = _squeeze_style(f"{_read('page.css')}{_read(style)}")
    js = _squeeze_script(_read(script)) if script else ""
    allowed = f"script-src '{_hash(js)}'; " if js else ""
    return Look(
        head=head,
        style=css,
        script=js,
        policy=(
            f"default-src 'none'; style-src '{_hash(css)}'; {allowed}img-src data:; "
            f"base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
        ),
    )


def render_page(look: Look, locale: LocaleTag, title: str, body: str, links: str = "") -> str:
    """The document in the reader's locale. `title` is the whole element; it, `body` and `links` are HTML."""
    script = f"<script>{look.script}</script>" if look.script else ""
    return (
        f'<!doctype html><html lang="{locale}" dir="{direction_of(locale)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">{title}{look.head}{links}'
        f'<link rel="icon" href="data:,"><style>{look.style}</style></head><body>{body}{script}</body></html>\n'
    )


def render_title(article: Article) -> str:
    """The document's title: the first section's, which may be in another language than the page; else the topic's id, in words."""
    title = article.parts[0].title or Words(
        text=article.topic.id.replace("-", " ").capitalize(), locale=SOURCE, direction=direction_of(SOURCE)
    )
    other = "" if title.locale == article.locale else f' lang="{title.locale}" dir="{title.direction}"'
    return f"<title{other}>{escape(title.text, quote=False)}</title>"


def render_part(part: Part, level: int, anchor: str = "") -> str:
    """A section as it stands on a page, with every notice of it: a link may lead a reader right to it."""
    body = part.body
    return render_section(
        locale=body.locale,
        direction=body.direction,
        heading=Heading(escape_text(body.title.text, body.direction), level, anchor),
        notices=body.notices,
        blocks=body.blocks,
    )


def render_more(label: Words, address: str) -> str:
    """The link to the whole article."""
    return (
        f'<p class="more" lang="{label.locale}" dir="{label.direction}">'
        f'<a href="{escape(address)}">{escape_text(label.text, label.direction)}</a></p>'
    )


@lru_cache(maxsize=256)
def _list_languages(place: Place, path: PagePath, target: str) -> str:
    """Every language in which there are own words of what the pages at the place show, by its own name."""
    items = []
    for tag in place.own:
        name = escape(name_locale(tag), quote=False)
        items.append(
            f'<li><a lang="{tag}" dir="{direction_of(tag)}" hreflang="{tag}"{target} '
            f'href="{path(place.topic, place.section, tag)}">{name}</a></li>'
        )
    return f"<ul>{''.join(items)}</ul>"


def render_languages(place: Place, current: LocaleTag, path: PagePath, target: str = "") -> str:
    """The list that leads to the other languages; the current one is marked. `target` is an attribute of each link."""
    here = f'hreflang="{current}"'
    return _list_languages(place, path, target).replace(here, f'{here} aria-current="page"', 1)


def render_around(article: Article) -> str:
    """What is said below every text."""
    attribution = article.body.attribution
    lines = "".join(
        f'<p lang="{words.locale}" dir="{words.direction}">{escape_text(words.text, words.direction)}</p>'
        for words in article.around
    )
    return f'{lines}<p lang="{attribution.locale}" dir="{attribution.direction}">{attribution.html}</p>'


def _read(name: str) -> str:
    return _HERE.joinpath(name).read_text(encoding="utf-8")


def _squeeze_style(css: str) -> str:
    """The style without comments and white space that means nothing."""
    css = re.sub(r"/\*.*?\*/|\s+", " ", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()


def _squeeze_script(script: str) -> str:
    """The script without indents and the lines that are comments."""
    return re.sub(r"^\s*(//.*\n)?", "", script, flags=re.MULTILINE)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
