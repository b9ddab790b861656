"""All HTML and SVG is made here, of elements, so that no escape can be forgotten.

Rules
1. A `str` is text, and is escaped where it is put in. HTML is `Markup`, which no other module makes: an f-string or a `join` of it
   is text again, and would show its tags rather than let anything through.
2. An attribute's value is escaped too. None and False leave the attribute out; True gives it without a value.
3. In an attribute's name `_` stands for a hyphen, but for the one that ends a word of Python's: `aria_label`, `class_`.
4. In text, quotation marks stay as they are: a section's HTML is then no longer than its words.
5. A style or a script is ours and stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from markupsafe import Markup

from api.model.locales import Direction

Child: TypeAlias = "str | Iterable[Child] | None"
"""What stands in an element: text, HTML, nothing, or several of these."""

_VOID: Final = frozenset(("base", "br", "input", "link", "meta"))
_RAW: Final = frozenset(("script", "style"))
_QUOTE, _QUOTED = '"', "&#34;"


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Render an element of HTML or SVG."""
    start = name
    for keyword, value in attributes.items():
        if value is True:
            start += f" {_name(keyword)}"
        elif value is not None and value is not False:
            start += f' {_name(keyword)}="{_escape(str(value)).replace(_QUOTE, _QUOTED)}"'
    if name in _VOID:
        return Markup(f"<{start}>")
    content = "".join(map(str, children)) if name in _RAW else _write(children)
    return Markup(f"<{start}>{content}</{name}>")


def join_html(*children: Child) -> Markup:
    """Render several elements and texts, one after another."""
    return Markup(_write(children))


def render_html(lang: str, direction: Direction, head: Child, body: Child) -> Markup:
    """Render a whole page."""
    start = (
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width,initial-scale=1"),
    )
    html = element("html", element("head", start, head), element("body", body), lang=lang, dir=direction)
    return Markup(f"<!doctype html>{html}\n")


def _write(child: Child) -> str:
    if isinstance(child, str):
        return child if isinstance(child, Markup) else _escape(child)
    return "".join(map(_write, child)) if child is not None else ""


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache
def _name(keyword: str) -> str:
    return keyword.removesuffix("_").replace("_", "-")
