"""A section as an HTML fragment: its heading, notices and blocks, with its own `lang` and `dir`.

It carries no id, no style and no script, so it cannot collide with the page that it is put into.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from api.representations.shapes import ListBlock

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag
    from api.model.locales import Direction
    from api.representations.shapes import Notice, ParagraphBlock


def render_section(
    *,
    locale: LocaleTag,
    direction: Direction,
    heading: str,
    notices: tuple[Notice, ...],
    blocks: tuple[ParagraphBlock | ListBlock, ...],
) -> str:
    """The fragment. `heading` is HTML; each notice stands after it, in its own language."""
    body = "".join(render_block(block) for block in blocks)
    told = "".join(map(render_notice, notices))
    return (
        f'<section class="vertebra-section" lang="{locale}" dir="{direction}"><h2>{heading}</h2>{told}{body}</section>'
    )


def render_notice(notice: Notice) -> str:
    """One notice, as a note that screen readers announce."""
    return (
        f'<p class="vertebra-notice" role="note" lang="{notice.locale}" dir="{notice.direction}">'
        f"{escape(notice.text, quote=False)}</p>"
    )


def render_block(block: ParagraphBlock | ListBlock) -> str:
    """A paragraph, or a list with all that is nested in it."""
    if isinstance(block, ListBlock):
        name = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{item.html}{''.join(map(render_block, item.blocks))}</li>" for item in block.items)
        return f"<{name}>{items}</{name}>"
    return f"<p>{block.html}</p>"


def isolate(text: str, locale: LocaleTag, direction: Direction) -> str:
    """A name in another language than the text around it, kept in its own direction."""
    return f'<bdi lang="{locale}" dir="{direction}">{escape(text, quote=False)}</bdi>'
