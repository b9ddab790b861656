"""A section as an HTML fragment: its heading, notices and blocks, with its own `lang` and `dir`.

Rules
1. It carries no id, no style and no script, so it cannot collide with the page that it is put into.
2. Text is escaped; its only tags are `<strong>` and `<em>`, and in right-to-left text `<bdi>`.
3. In right-to-left text a Latin name or a code stands in a `<bdi dir="ltr">` of its own, as Unicode's UAX #9 section 2.4 asks:
   else the marks in and behind it (`&`, a comma, the hyphens of a telephone number) would jump to its other side.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from api.representations.shapes import ListBlock

if TYPE_CHECKING:
    from api.model.content import Run
    from api.model.identifiers import LocaleTag
    from api.model.locales import Direction
    from api.representations.shapes import Notice, ParagraphBlock


_LETTER: Final = "A-Za-z\u00c0-\u024f"
_LATIN: Final = re.compile(
    # Words from the first Latin letter on, with what stands between them in a name or a code.
    rf"[0-9]*[{_LETTER}][{_LETTER}0-9]*(?:(?:[-.’'/+]|,? | & )[{_LETTER}0-9]+)*"
    # Digits that are a number to call only together.
    r"|\+?\(?[0-9][0-9 ().-]{5,}[0-9]"
)


def render_runs(runs: tuple[Run, ...], direction: Direction) -> str:
    """A text as HTML."""
    return "".join(_render_run(run, direction) for run in runs)


def _render_run(run: Run, direction: Direction) -> str:
    html = render_text(run.text, direction)
    html = f"<em>{html}</em>" if run.em else html
    return f"<strong>{html}</strong>" if run.strong else html


def render_text(text: str, direction: Direction) -> str:
    """Plain text as HTML."""
    if direction == "ltr":
        return escape(text, quote=False)
    html, end = "", 0
    for found in _LATIN.finditer(text):
        html += f'{escape(text[end : found.start()], quote=False)}<bdi dir="ltr">{escape(found[0], quote=False)}</bdi>'
        end = found.end()
    return html + escape(text[end:], quote=False)


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
        f"{render_text(notice.text, notice.direction)}</p>"
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
