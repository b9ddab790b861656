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

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Final, TypeAlias

from markupsafe import Markup

from api.model.locales import Direction

Child: TypeAlias = "str | Iterable[Child] | None"
"""What stands in an element: text, HTML, nothing, or several of these."""

Value: TypeAlias = "str | int | bool | None"

_VOID: Final = frozenset(("base", "br", "input", "link", "meta"))
_RAW: Final = frozenset(("script", "style"))
_QUOTE, _QUOTED = '"', "&#34;"

# `Markup` itself would first ask of each text whether it is an object that has HTML to give.
_mark: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)


def element(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """Render an element of HTML or SVG."""
    start = name + "".join(map(_render_attribute, attributes, attributes.values()))
    if name in _VOID:
        return _mark(f"<{start}>")
    content = "".join(map(str, children)) if name in _RAW else _write(children)
    return _mark(f"<{start}>{content}</{name}>")


def join_html(*children: Child) -> Markup:
    """Render several elements and texts, one after another."""
    return _mark(_write(children))


def render_html(lang: str, direction: Direction, head: Child, body: Child) -> Markup:
    """Render a whole page."""
    start = (
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width,initial-scale=1"),
    )
    html = element("html", element("head", start, head), element("body", body), lang=lang, dir=direction)
    return _mark(f"<!doctype html>{html}\n")


def _write(child: Child) -> str:
    if isinstance(child, str):
        return child if isinstance(child, Markup) else _escape(child)
    return "".join(map(_write, child)) if child is not None else ""


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# Most are the same few in every answer. `typed`, since 1 and True are equal, and written otherwise.
@lru_cache(maxsize=512, typed=True)
def _render_attribute(keyword: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = keyword.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_escape(str(value)).replace(_QUOTE, _QUOTED)}"'
