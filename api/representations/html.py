"""A section as an HTML fragment: its heading, notices and blocks, with its own `lang` and `dir`.

Rules
1. It carries no id, no style and no script, so it cannot collide with the page that it is put into.
2. Text is escaped; its only tags are `<strong>` and `<em>`, and in right-to-left text `<bdi>`.
3. In right-to-left text a Latin name or a code stands in a `<bdi dir="ltr">` of its own: see `bidi`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from api.model.shown import ListBlock
from api.representations.bidi import split_latin

if TYPE_CHECKING:
    from api.model.content import Run
    from api.model.locales import Direction
    from api.model.shown import ListItem, ParagraphBlock
    from api.representations.shapes import Notice


def render_runs(runs: tuple[Run, ...]) -> str:
    """A text as HTML."""
    return "".join(map(_render_run, runs))


def _render_run(run: Run) -> str:
    html = escape(run.text, quote=False)
    html = f'<bdi dir="{run.dir}">{html}</bdi>' if run.dir else html
    html = f"<em>{html}</em>" if run.em else html
    return f"<strong>{html}</strong>" if run.strong else html


def escape_text(text: str, direction: Direction) -> str:
    """Plain text as HTML."""
    if direction == "ltr":
        return escape(text, quote=False)
    return "".join(
        f'<bdi dir="ltr">{escape(piece, quote=False)}</bdi>' if latin else escape(piece, quote=False)
        for piece, latin in split_latin(text)
    )


class Heading(Struct, frozen=True):
    """A section's heading. In a fragment it is of the second level; on a page of ours it may be another, and an anchor."""

    html: str
    level: int = 2
    anchor: str = ""
    """The section's id there; empty where it has none."""


def render_section(
    *,
    locale: str,
    direction: Direction,
    heading: Heading,
    notices: tuple[Notice, ...],
    blocks: tuple[ParagraphBlock | ListBlock, ...],
) -> str:
    """The section; each notice stands after its heading, in its own language."""
    anchor = f' id="{heading.anchor}"' if heading.anchor else ""
    return (
        f'<section class="vertebra-section"{anchor} lang="{locale}" dir="{direction}">'
        f"<h{heading.level}>{heading.html}</h{heading.level}>"
        f"{''.join(map(render_notice, notices))}{''.join(map(render_block, blocks))}</section>"
    )


def render_notice(notice: Notice) -> str:
    """One notice, as a note that screen readers announce."""
    return (
        f'<p class="vertebra-notice" role="note" lang="{notice.locale}" dir="{notice.direction}">'
        f"{escape_text(notice.text, notice.direction)}</p>"
    )


def render_block(block: ParagraphBlock | ListBlock) -> str:
    """A paragraph, or a list with all that is nested in it."""
    if isinstance(block, ListBlock):
        name = "ol" if block.ordered else "ul"
        items = "".join(
            f"<li>{_render_text(item)}{''.join(map(render_block, item.blocks))}</li>" for item in block.items
        )
        return f"<{name}>{items}</{name}>"
    return f"<p>{_render_text(block)}</p>"


def _render_text(block: ParagraphBlock | ListItem) -> str:
    return render_runs(block.runs) if block.runs else escape(block.text, quote=False)


def render_name(text: str, locale: str, direction: Direction) -> str:
    """A name in another language than the text around it, kept in its own direction."""
    return f'<bdi lang="{locale}" dir="{direction}">{escape(text, quote=False)}</bdi>'
