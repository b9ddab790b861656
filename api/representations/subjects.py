"""What stands at the address of a topic, a section or their list, in each locale: its words, or the problem in their place.

    Subject x locale -> Content -> text in a format (`render_content`)

Nothing is made before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from api.model.content import Topic
from api.model.identifiers import LocaleTag, SectionId
from api.model.locales import SOURCE
from api.model.vetting import Withdrawal
from api.release.shown import Shown, Withheld
from api.representations import problems, shapes
from api.representations.article import Article, make_article
from api.representations.formats import HTML, JSON_LD, MARKDOWN, TEXT, Format
from api.representations.fragment import render_fragment
from api.representations.json import (
    Reader,
    make_links,
    make_section,
    make_title,
    make_topic,
    shown_in,
    withheld_in,
)
from api.representations.jsonld import render_jsonld
from api.representations.markdown import render_markdown
from api.representations.paths import TOPICS, localise, plainly, section_path, topic_path, version_path
from api.representations.text import render_text

_RENDER: Final[dict[Format, Callable[[Article, str], str]]] = {
    HTML: render_fragment,
    MARKDOWN: render_markdown,
    TEXT: render_text,
    JSON_LD: render_jsonld,
}


class _Localised(Struct, frozen=True, dict=True):
    """What is shown in several locales."""

    def list_counts(self) -> tuple[tuple[LocaleTag, int], ...]:
        """How many sections each locale's reader is shown in words of its own, in the order in which locales are listed."""
        raise NotImplementedError

    @cached_property
    def own(self) -> tuple[LocaleTag, ...]:
        """The locales in which any section has words of its own, in the order in which locales are listed."""
        return tuple(locale for locale, count in self.list_counts() if count)

    @cached_property
    def fullest(self) -> tuple[LocaleTag, ...]:
        """The same, those with the most sections first, ties by tag."""
        counted = sorted((-count, locale) for locale, count in self.list_counts())
        return tuple(locale for count, locale in counted if count)


class Subject(_Localised, frozen=True):
    """A topic, or one of its sections, as the readers of every listed locale are shown it."""

    readers: tuple[Reader, ...]
    position: int | None = None
    """The section's place in the topic; None where it is the whole topic."""

    @property
    def topic(self) -> Topic:
        """The topic, or the section's."""
        return self.readers[0].topic

    @property
    def section(self) -> SectionId | None:
        """The section, where it is one alone."""
        return None if self.position is None else self.topic.sections[self.position].id

    @property
    def path(self) -> str:
        """The address of its resource."""
        return section_path(self.topic.id, self.section) if self.section else topic_path(self.topic.id)

    def list_counts(self) -> tuple[tuple[LocaleTag, int], ...]:
        """Those of its own sections."""
        places = slice(None) if self.position is None else slice(self.position, self.position + 1)
        return tuple(
            (each.locale, sum(isinstance(one, Shown) and not one.reason for one in each.outcomes[places]))
            for each in self.readers
        )

    @property
    def tags(self) -> tuple[str, ...]:
        """What a recall purges caches by: the topic, and the section where it is one alone."""
        return (self.topic.id, f"{self.topic.id}/{self.section}") if self.section else (self.topic.id,)

    def show(self, locale: LocaleTag, *, exact: bool = False) -> Written | shapes.Problem:
        """What the locale's reader gets, or the problem in its place; `exact` refuses stand-ins."""
        reader = next(reader for reader in self.readers if reader.locale == locale)
        if self.position is None:
            return _show_topic(self, reader, exact=exact)
        return _show_section(self, reader, self.position, exact=exact)


class TopicList(_Localised, frozen=True):
    """Every topic and section by title, as the readers of every listed locale are shown them."""

    topics: tuple[tuple[Reader, ...], ...]
    path: str = TOPICS
    tags: tuple[str, ...] = ()

    def list_counts(self) -> tuple[tuple[LocaleTag, int], ...]:
        """Those of all topics together."""
        rows = zip(*(Subject(readers).list_counts() for readers in self.topics), strict=True)
        return tuple((row[0][0], sum(count for _, count in row)) for row in rows)

    def show(self, locale: LocaleTag, *, exact: bool = False) -> Content:
        """What the locale's reader gets; `exact` leaves out what stands in for the locale's own words."""
        readers = (reader for readers in self.topics for reader in readers if reader.locale == locale)
        topics = tuple(_list_topic(reader, exact=exact) for reader in readers)
        titles = (section.title.locale for topic in topics for section in topic.sections)
        return Content(shapes.ListedTopics(locale=locale, topics=topics), _list_languages(locale, titles))


class Content(Struct, frozen=True):
    """What one locale's reader gets."""

    body: shapes.ListedTopics | shapes.Topic | shapes.Section
    languages: tuple[LocaleTag, ...]
    """Those that it is in: the reader's, then those of stand-ins."""


class Written(Content, frozen=True):
    """What has more formats than JSON."""

    body: shapes.Topic | shapes.Section
    reader: Reader

    @property
    def article(self) -> Article:
        """What the other formats lay out."""
        return make_article(self.reader, self.body)


def refuse_unmatched(subject: Subject | TopicList) -> shapes.Problem:
    """The problem where stand-ins are refused and no locale is near; where the text is withheld from all readers, that."""
    source = subject.show(SOURCE, exact=True)
    if isinstance(source, shapes.Problem):
        return source
    return problems.make_problem(problems.TRANSLATION_UNAVAILABLE, reason="missing", available=subject.own)


def render_content(article: Article, format_: Format, public_url: str) -> str:
    """The article in any format but JSON."""
    return _RENDER[format_](article, public_url)


def make_version(reader: Reader, position: int) -> Written | shapes.Problem:
    """The section as the exact words that its digest names, in the reader's own locale."""
    outcome = reader.outcomes[position]
    path = version_path(outcome.own.digest)
    links = shapes.Links(self=plainly(path), permalink=path, alternates=None)
    body = reader.make_body(position)
    if body is None or not isinstance(outcome, Shown):
        return refuse_section(outcome)
    section = make_section(reader, outcome, body, links)
    return Written(body=section, languages=(reader.locale,), reader=reader)


def refuse_section(outcome: Shown | Withheld) -> shapes.Problem:
    """The problem in a withheld section's place."""
    withheld = (shapes.WithheldSection(id=outcome.own.wording.section.id, reason=outcome.reason or "missing"),)
    return problems.refuse_withheld(withheld, _list_withdrawals((outcome,)))


def _show_topic(subject: Subject, reader: Reader, *, exact: bool) -> Written | shapes.Problem:
    shown = shown_in(reader, exact=exact)
    if not shown:
        return _refuse_topic(subject, reader, exact=exact)
    body = make_topic(reader, make_links(subject.path, reader.locale, subject.own, exact=exact), exact=exact)
    languages = _list_languages(reader.locale, (each.vetted.wording.locale for each in shown))
    return Written(body=body, languages=languages, reader=reader)


def _refuse_topic(subject: Subject, reader: Reader, *, exact: bool) -> shapes.Problem:
    withheld = withheld_in(reader, exact=exact)
    if all(isinstance(each, Withheld) for each in reader.outcomes):
        return problems.refuse_withheld(withheld, _list_withdrawals(reader.outcomes))
    return problems.make_problem(problems.TRANSLATION_UNAVAILABLE, available=subject.own, withheld=withheld)


def _show_section(subject: Subject, reader: Reader, position: int, *, exact: bool) -> Written | shapes.Problem:
    outcome = reader.outcomes[position]
    if exact and isinstance(outcome, Shown) and outcome.reason:
        unavailable = problems.TRANSLATION_UNAVAILABLE
        return problems.make_problem(unavailable, reason=outcome.reason, available=subject.own)
    body = reader.make_body(position, exact=exact)
    if isinstance(outcome, Withheld) or body is None:
        return refuse_section(outcome)
    links = replace(
        make_links(subject.path, reader.locale, subject.own, exact=exact), permalink=version_path(outcome.vetted.digest)
    )
    section = make_section(reader, outcome, body, links)
    return Written(body=section, languages=(outcome.vetted.wording.locale,), reader=reader)


def _list_withdrawals(outcomes: Iterable[Shown | Withheld]) -> tuple[Withdrawal, ...]:
    return tuple(each.own.withdrawal for each in outcomes if each.own.withdrawal)


def _list_languages(locale: LocaleTag, shown: Iterable[str]) -> tuple[LocaleTag, ...]:
    """The locale, then those of its stand-ins."""
    return tuple(LocaleTag(tag) for tag in dict.fromkeys((locale, *shown)))


def _list_topic(reader: Reader, *, exact: bool) -> shapes.ListedTopic:
    topic = reader.topic
    shown = shown_in(reader, exact=exact)
    first = reader.outcomes[0]
    return shapes.ListedTopic(
        id=topic.id,
        title=make_title(first.vetted) if isinstance(first, Shown) and first in shown else None,
        href=localise(topic_path(topic.id), reader.locale, exact=exact),
        sections=tuple(
            shapes.ListedSection(
                id=each.vetted.wording.section.id,
                title=make_title(each.vetted),
                href=localise(section_path(topic.id, each.vetted.wording.section.id), reader.locale, exact=exact),
            )
            for each in shown
        ),
    )
