"""A section as an HTML fragment: its heading, notices and blocks, with its own `lang` and `dir`.

Rules
1. It carries no id, no style and no script, so it cannot collide with the page that it is put into.
2. Text is escaped; its only tags are `<strong>` and `<em>`, and in right-to-left text `<bdi>`.
3. In right-to-left text a Latin name or a code stands in a `<bdi dir="ltr">` of its own: see `bidi`.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct

from api.model.content import Run
from api.model.exact_words import ListBlock, ListItem, ParagraphBlock
from api.model.locales import SOURCE, Direction
from api.representations.bidi import split_latin
from api.representations.elements import Child, element, join_html
from api.representations.shapes import Notice, SectionBody, Words


def render_runs(runs: tuple[Run, ...]) -> Markup:
    """Render a text with its emphasis and its Latin names."""
    return join_html(map(_render_run, runs))


def _render_run(run: Run) -> str:
    html = element("bdi", run.text, dir=run.dir) if run.dir else run.text
    html = element("em", html) if run.em else html
    return element("strong", html) if run.strong else html


def render_plain(text: str, direction: Direction) -> Markup:
    """Render plain text, with its Latin names kept whole in right-to-left text."""
    if direction == "ltr":
        return join_html(text)
    return join_html(element("bdi", piece, dir="ltr") if latin else piece for piece, latin in split_latin(text))


def render_line(name: str, words: Words | Notice, **attributes: str | None) -> Markup:
    """Render a line of ours as an element that says its language."""
    text = render_plain(words.text, words.direction)
    return element(name, text, **attributes, lang=words.locale, dir=words.direction)


class SectionHeading(Struct, frozen=True):
    """A section's heading: of the second level in a fragment; on our own pages of another level, or with an id to link to."""

    text: str
    level: int = 2
    anchor: str | None = None
    """The section's id there, if it has one."""


def render_section(
    *,
    locale: str,
    direction: Direction,
    heading: SectionHeading,
    notices: tuple[Notice, ...],
    blocks: tuple[ParagraphBlock | ListBlock, ...],
) -> Markup:
    """Render a section: its heading, then each notice in its own language, then its blocks."""
    return element(
        "section",
        element(f"h{heading.level}", render_plain(heading.text, direction)),
        map(render_notice, notices),
        map(render_block, blocks),
        class_="vertebra-section",
        id=heading.anchor,
        lang=locale,
        dir=direction,
    )


def render_body(body: SectionBody, heading: SectionHeading) -> Markup:
    """Render a section as the JSON has it, under this heading."""
    return render_section(
        locale=body.locale, direction=body.direction, heading=heading, notices=body.notices, blocks=body.blocks
    )


# The same few stand in every section of a language.
@lru_cache(maxsize=512)
def render_notice(notice: Notice) -> Markup:
    """Render a notice, as a note that screen readers announce."""
    return element(
        "p",
        render_plain(notice.text, notice.direction),
        class_="vertebra-notice",
        role="note",
        lang=notice.locale,
        dir=notice.direction,
    )


def render_block(block: ParagraphBlock | ListBlock) -> Markup:
    """Render a paragraph, or a list with the lists inside it."""
    if isinstance(block, ListBlock):
        items = (element("li", _render_runs_of(item), map(render_block, item.blocks)) for item in block.items)
        return element("ol" if block.ordered else "ul", items)
    return element("p", _render_runs_of(block))


def _render_runs_of(block: ParagraphBlock | ListItem) -> Child:
    return render_runs(block.runs) if block.runs else block.text


def render_name(text: str, locale: str, direction: Direction) -> Markup:
    """Render a name in another language than the text around it, in its own direction."""
    return element("bdi", text, lang=locale, dir=direction)


@lru_cache(maxsize=512)  # as with notices
def render_attribution(text: str, publisher: str, url: str | None) -> Markup:
    """Render the attribution: the publisher's name, always in English, links to the article if that has an address."""
    before, name, after = text.partition(publisher)
    html = render_name(name, SOURCE, "ltr")
    return join_html(before, element("a", html, href=url) if url else html, after)
