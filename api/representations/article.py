"""What every format but JSON lays out: the sections that are shown, in order, and what is said of them.

Rules
1. All of it is in the JSON too: no format says more to a patient, or less, than another.
2. A section that requires one that is not in the article is followed by a line that names it.
3. Where any of it is signed off, what stands outside a section names no section in words that nobody vouches for.
"""

from __future__ import annotations

from msgspec import Struct

from api.model.content import Topic
from api.model.identifiers import LocaleTag
from api.model.locales import Direction, direction_of
from api.model.vetting import State
from api.release.shown import Shown
from api.representations import shapes
from api.representations.json import Reader, choose_title
from api.representations.voice import TITLE


class NamedSection(Struct, frozen=True):
    """A section by the title that it may have beside other words."""

    id: str
    title: shapes.Title | None
    """None where nobody vouches for one, and somebody for the words beside it."""


class Part(Struct, frozen=True):
    """A section in an article."""

    body: shapes.SectionBody
    required: tuple[NamedSection, ...]
    """What belongs beside it and is not in the article."""

    title: shapes.Title | None
    """What the rest of the article calls it: see `NamedSection`."""

    original: shapes.Title | None
    """The English section's title, by the same rule."""


class Article(Struct, frozen=True):
    """A topic, or a section alone, as one locale's reader gets it."""

    topic: Topic
    body: shapes.Topic | shapes.Section
    locale: LocaleTag
    """The reader's. A section's own may be another."""

    direction: Direction
    parts: tuple[Part, ...]
    """At least one."""

    also_read: shapes.Words
    """The sentence that names what belongs beside a part, with the place of the title in it."""

    @property
    def section(self) -> str | None:
        """The section's id, where it is one alone."""
        return self.body.id if isinstance(self.body, shapes.Section) else None

    @property
    def around(self) -> tuple[shapes.Words, ...]:
        """The lines below the text, without the attribution."""
        return self.body.review_line, self.body.disclaimer

    @property
    def around_title(self) -> tuple[str, str]:
        """The words of `also_read` before the title, and those after it."""
        before, _, after = self.also_read.text.partition(TITLE)
        return before, after


def make_article(reader: Reader, body: shapes.Topic | shapes.Section) -> Article:
    """Make the article of a topic or section, from its JSON."""
    sections = (body,) if isinstance(body, shapes.Section) else body.sections
    shown = {section.id for section in sections}
    vetted = {str(each.own.wording.section.id): each.vetted for each in reader.outcomes if isinstance(each, Shown)}
    vouched = any(section.review.state is State.SIGNED_OFF for section in sections)
    return Article(
        topic=reader.topic,
        body=body,
        locale=reader.locale,
        direction=direction_of(reader.locale),
        parts=tuple(
            Part(
                body=section,
                required=tuple(NamedSection(each.id, each.title) for each in section.requires if each.id not in shown),
                title=choose_title(vetted[section.id], vouched=vouched),
                original=choose_title(vetted[section.id].source or vetted[section.id], vouched=vouched),
            )
            for section in sections
        ),
        also_read=reader.voice.say("label/also-read", vouched=vouched),
    )
