"""An article as one row of passages, each in one language: what plain text and Markdown are written from.

A notice that is true of every section is said once, before all of them. Any other stands with its section: before the first
one's heading, since nothing of a text goes before what must be told of it; and under a later one's, where nobody takes it for
the section before.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from api.model.exact_words import ListBlock, ParagraphBlock
from api.model.locales import Direction
from api.representations import shapes
from api.representations.article import Article


class HeadingLine(Struct, frozen=True):
    """A section's heading: of level 1 for the first, which is the article's title too, and else of level 2."""

    text: str
    level: int


class RequiredLine(Struct, frozen=True):
    """The line that names a section which belongs beside another and is not in the article."""

    id: str
    title: shapes.Title


PassageContent = (
    shapes.Notice | HeadingLine | ParagraphBlock | ListBlock | RequiredLine | shapes.Words | shapes.Attribution
)


class Passage(Struct, frozen=True):
    """One notice, heading, block or line, and the language that it is in."""

    locale: str
    direction: Direction
    content: PassageContent


def list_passages(article: Article) -> Iterator[Passage]:
    """List the article in reading order: notices, then the text that they are about, then what stands below it."""
    first, *others = article.parts
    common = [each for each in first.body.notices if all(each in other.body.notices for other in others)]
    yield from _place(*common)
    sentence = article.also_read
    for position, part in enumerate(article.parts):
        own = list(_place(*(each for each in part.body.notices if each not in common)))
        locale, direction = part.body.locale, part.body.direction
        heading = Passage(locale, direction, HeadingLine(part.body.title.text, 2 if position else 1))
        yield from (heading, *own) if position else (*own, heading)
        for block in part.body.blocks:
            yield Passage(locale, direction, block)
        # In words alone, what has no title cannot be told.
        for section in part.required:
            if section.title:
                yield Passage(sentence.locale, sentence.direction, RequiredLine(section.id, section.title))
    yield from _place(*article.around, article.body.attribution)


def _place(*content: shapes.Notice | shapes.Words | shapes.Attribution) -> Iterator[Passage]:
    for words in content:
        yield Passage(words.locale, words.direction, words)
