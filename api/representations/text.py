"""Plain text, for a message, a printer or a screen reader: nothing in it but words, and `-` or numbers before list items.

It begins with the notices. Where the language changes, its own name stands in brackets on a line; what comes before the first
such line is in the reader's language. One block is one line; nothing is wrapped.
"""

from __future__ import annotations

from api.model.exact_words import ListBlock
from api.model.identifiers import LocaleTag
from api.model.locales import Direction, name_locale
from api.representations.article import Article
from api.representations.bidi import isolate_plain
from api.representations.passages import HeadingLine, Passage, RequiredLine, list_passages
from api.representations.paths import read_path
from api.representations.shapes import Attribution


def render_text(article: Article, public_url: str) -> str:
    """Render the article as plain text."""
    written, locale = [], str(article.locale)
    for passage in list_passages(article):
        if passage.locale != locale:
            locale = passage.locale
            written.append(f"[{name_locale(LocaleTag(locale))}]")
        written.append(_render_passage(passage, article, public_url))
    return "\n\n".join(written) + "\n"


def _render_passage(passage: Passage, article: Article, public_url: str) -> str:
    content, direction = passage.content, passage.direction
    match content:
        case HeadingLine():
            # A gap above it sets a section apart from the one before.
            return "\n" * (content.level - 1) + isolate_plain(content.text, direction)
        case ListBlock():
            return _render_list(content, direction, "")
        case RequiredLine():
            return _render_required(content, article, public_url)
    text = isolate_plain(content.text, direction)
    return f"{text} {content.url}" if isinstance(content, Attribution) and content.url else text


def _render_required(content: RequiredLine, article: Article, public_url: str) -> str:
    before, after = article.around_title
    title = isolate_plain(content.title.text, content.title.direction)
    path = read_path(article.topic.id, content.id, article.locale)
    return f"{before}{title} ({public_url}{path}){after}" if public_url else f"{before}{title}{after}"


def _render_list(block: ListBlock, direction: Direction, indent: str) -> str:
    lines = []
    for number, item in enumerate(block.items, 1):
        marker = f"{number}. " if block.ordered else "- "
        lines.append(f"{indent}{marker}{isolate_plain(item.text, direction)}")
        lines += [_render_list(nested, direction, indent + " " * len(marker)) for nested in item.blocks]
    return "\n".join(lines)
