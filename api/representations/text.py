"""Plain text, for a message, a printer or a screen reader: nothing in it but words, and `-` or numbers before list items.

It begins with the notices. Where the language changes, its own name stands in brackets on a line; what comes before the first
such line is in the reader's language. One block is one line; nothing is wrapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.model.identifiers import LocaleTag
from api.model.locales import name_locale
from api.model.shown import ListBlock
from api.representations.bidi import isolate_plain
from api.representations.passages import Heading, Required, list_passages
from api.representations.paths import read_path
from api.representations.shapes import Attribution

if TYPE_CHECKING:
    from api.model.locales import Direction
    from api.representations.article import Article
    from api.representations.passages import Passage


def render_text(article: Article, public_url: str) -> str:
    """The article as plain text."""
    written, locale = [], str(article.locale)
    for passage in list_passages(article):
        if passage.locale != locale:
            locale = passage.locale
            written.append(f"[{name_locale(LocaleTag(locale))}]")
        written.append(_write(passage, article, public_url))
    return "\n\n".join(written) + "\n"


def _write(passage: Passage, article: Article, public_url: str) -> str:
    said, direction = passage.said, passage.direction
    match said:
        case Heading():
            # A gap above it sets a section apart from the one before.
            return "\n" * (said.level - 1) + isolate_plain(said.text, direction)
        case ListBlock():
            return _write_list(said, direction, "")
        case Required():
            return _write_required(said, article, public_url)
    text = isolate_plain(said.text, direction)
    return f"{text} {said.url}" if isinstance(said, Attribution) and said.url else text


def _write_required(said: Required, article: Article, public_url: str) -> str:
    before, after = article.around_title
    title = isolate_plain(said.title.text, said.title.direction)
    path = read_path(article.topic.id, said.id, article.locale)
    return f"{before}{title} ({public_url}{path}){after}" if public_url else f"{before}{title}{after}"


def _write_list(block: ListBlock, direction: Direction, indent: str) -> str:
    lines = []
    for number, item in enumerate(block.items, 1):
        marker = f"{number}. " if block.ordered else "- "
        lines.append(f"{indent}{marker}{isolate_plain(item.text, direction)}")
        lines += [_write_list(nested, direction, indent + " " * len(marker)) for nested in item.blocks]
    return "\n".join(lines)
