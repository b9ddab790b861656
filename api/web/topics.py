"""Topics, sections, their list and their versions: what each locale's reader gets of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from api.model.identifiers import Digest, LocaleTag
from api.model.locales import SOURCE
from api.release.shown import Shown, Withheld
from api.representations import json, problems, shapes
from api.representations.article import Article, make_article
from api.representations.formats import HTML, JSON
from api.representations.pages.shell import Place
from api.representations.paths import TOPICS, localise, plainly, section_path, topic_path, version_path
from api.web.publish import Content, Subject, publish_shared, publish_subject
from api.web.topic_pages import publish_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from api.model.vetting import Reason, Withdrawal
    from api.representations.json import Reader
    from api.vetting.judgement import Judgement
    from api.web.publish import Published


def publish_topic_list(readers: Mapping[LocaleTag, tuple[Reader, ...]]) -> Published:
    """`/v1/topics`: every topic and section by title, for the readers of each listed locale."""
    own = tuple(locale for locale, each in readers.items() if any(json.shown_in(reader, exact=True) for reader in each))
    contents = tuple(
        _list_topics(locale, readers[locale], exact=exact) for exact in (False, True) for locale in readers
    )
    return publish_subject(Subject(path=TOPICS, own=own, contents=contents), "", (JSON,))


def publish_topic(readers: tuple[Reader, ...], public_url: str) -> Iterator[Published]:
    """One topic and each of its sections, as resources and as pages. `readers` are those of every listed locale."""
    topic = readers[0].topic
    whole = _gather_topic(readers)
    readable = tuple(
        content.locale for content in whole.contents if isinstance(content.text, Article) and not content.exact
    )
    sections = {section.id: _gather_section(position, readers) for position, section in enumerate(topic.sections)}
    for section, subject in ((None, whole), *sections.items()):
        yield publish_subject(subject, public_url)
        own = tuple(sorted(subject.own))
        place = Place(topic=topic.id, section=section, own=own, readable=readable, public_url=public_url)
        yield from publish_pages(subject, place, tuple(reader.voice for reader in readers))


def publish_versions(reader: Reader, public_url: str) -> Iterator[Published]:
    """The exact words of each section that the reader gets in the reader's own locale."""
    for outcome, body in zip(reader.outcomes, reader.bodies, strict=True):
        if body is None or outcome.reason or not isinstance(outcome, Shown):
            continue
        path = version_path(outcome.vetted.digest)
        links = shapes.Links(self=plainly(path), permalink=path, alternates=None)
        section = json.make_section(reader, outcome, body, links)
        content = Content(
            locale=reader.locale,
            exact=True,
            body=section,
            languages=(reader.locale,),
            text=make_article(reader, section),
        )
        yield publish_shared(path, content, (JSON, HTML), scope="version", public_url=public_url)


def publish_withdrawn_versions(
    readers: Mapping[LocaleTag, tuple[Reader, ...]], judgement: Judgement
) -> Iterator[Published]:
    """What stands in the place of words that were withdrawn: today's in each locale, and all of the section that were ever signed."""
    outcomes = [outcome for each in readers.values() for reader in each for outcome in reader.outcomes]
    shown = {outcome.vetted.digest for outcome in outcomes if isinstance(outcome, Shown)}
    gone: dict[str, shapes.Problem] = {}
    for outcome in outcomes:
        if isinstance(outcome, Withheld) and outcome.reason == "withdrawn":
            wording = outcome.own.wording
            section = wording.section
            digests = set(judgement.list_digests(f"{section.topic}/{section.id}", wording.locale))
            digests |= {outcome.own.digest} if wording.gap is None else set()
            # A record that names the words of another section takes them from nobody.
            gone |= dict.fromkeys(sorted(digests - shown), _refuse_section(outcome))
    for digest, problem in gone.items():
        content = Content(locale=SOURCE, exact=True, body=problem, text=problem)
        yield publish_shared(version_path(Digest(digest)), content, (JSON, HTML), scope="version")


def _gather_topic(readers: tuple[Reader, ...]) -> Subject:
    path = topic_path(readers[0].topic.id)
    own = tuple(reader.locale for reader in readers if json.shown_in(reader, exact=True))
    contents = tuple(_make_topic(reader, path, own, exact=exact) for exact in (False, True) for reader in readers)
    return Subject(path=path, own=own, contents=contents)


def _make_topic(reader: Reader, path: str, own: tuple[LocaleTag, ...], *, exact: bool) -> Content:
    shown = json.shown_in(reader, exact=exact)
    if not shown:
        withheld = json.withheld_in(reader, exact=exact)
        problem = problems.refuse_withheld(withheld, _list_withdrawals(reader.outcomes))
        if not all(isinstance(each, Withheld) for each in reader.outcomes):
            reasons = {section.reason for section in withheld}
            problem = problems.make_problem(
                problems.TRANSLATION_UNAVAILABLE,
                reason=withheld[0].reason if len(reasons) == 1 else None,
                available=own,
                withheld=withheld,
            )
        return _refuse(reader, problem, exact=exact)
    body = json.make_topic(reader, json.make_links(path, reader.locale, own, exact=exact), exact=exact)
    return Content(
        locale=reader.locale,
        exact=exact,
        body=body,
        languages=_list_languages(reader.locale, [each.vetted.wording.locale for each in shown]),
        text=make_article(reader, body),
    )


def _gather_section(position: int, readers: tuple[Reader, ...]) -> Subject:
    section = readers[0].topic.sections[position]
    path = section_path(section.topic, section.id)
    own = tuple(
        reader.locale
        for reader in readers
        if isinstance(reader.outcomes[position], Shown) and not reader.outcomes[position].reason
    )
    contents = tuple(
        _make_section(reader, position, path, own, exact=exact) for exact in (False, True) for reader in readers
    )
    return Subject(path=path, own=own, contents=contents)


def _make_section(reader: Reader, position: int, path: str, own: tuple[LocaleTag, ...], *, exact: bool) -> Content:
    outcome, body = reader.outcomes[position], reader.choose_bodies(exact=exact)[position]
    if exact and isinstance(outcome, Shown) and outcome.reason:
        problem = problems.make_problem(problems.TRANSLATION_UNAVAILABLE, reason=outcome.reason, available=own)
        return _refuse(reader, problem, exact=exact)
    if isinstance(outcome, Withheld) or body is None:
        return _refuse(reader, _refuse_section(outcome), exact=exact)
    links = json.make_links(path, reader.locale, own, exact=exact)
    links = msgspec.structs.replace(links, permalink=version_path(outcome.vetted.digest))
    section = json.make_section(reader, outcome, body, links)
    return Content(
        locale=reader.locale,
        exact=exact,
        body=section,
        languages=(outcome.vetted.wording.locale,),
        text=make_article(reader, section),
    )


def _refuse_section(outcome: Shown | Withheld) -> shapes.Problem:
    """What is said where the section is withheld."""
    reason: Reason = outcome.reason or "missing"
    withheld = (shapes.WithheldSection(id=outcome.own.wording.section.id, reason=reason),)
    return problems.refuse_withheld(withheld, _list_withdrawals((outcome,)))


def _list_withdrawals(outcomes: Iterable[Shown | Withheld]) -> tuple[Withdrawal, ...]:
    return tuple(each.own.withdrawal for each in outcomes if each.own.withdrawal)


def _refuse(reader: Reader, problem: shapes.Problem, *, exact: bool) -> Content:
    return Content(locale=reader.locale, exact=exact, body=problem, text=problem, voice=reader.voice)


def _list_languages(locale: LocaleTag, shown: Iterable[str]) -> tuple[LocaleTag, ...]:
    """The locale, then those of its stand-ins."""
    return tuple(LocaleTag(tag) for tag in dict.fromkeys((locale, *shown)))


def _list_topics(locale: LocaleTag, readers: tuple[Reader, ...], *, exact: bool) -> Content:
    topics = tuple(_list_topic(reader, exact=exact) for reader in readers)
    titles = [section.title.locale for topic in topics for section in topic.sections]
    body = shapes.Topics(locale=locale, topics=topics)
    return Content(locale=locale, exact=exact, body=body, languages=_list_languages(locale, titles))


def _list_topic(reader: Reader, *, exact: bool) -> shapes.ListedTopic:
    topic = reader.topic
    shown = json.shown_in(reader, exact=exact)
    first = reader.outcomes[0]
    return shapes.ListedTopic(
        id=topic.id,
        title=json.make_title(first.vetted) if isinstance(first, Shown) and first in shown else None,
        href=localise(topic_path(topic.id), reader.locale, exact=exact),
        sections=tuple(
            shapes.ListedSection(
                id=each.vetted.wording.section.id,
                title=json.make_title(each.vetted),
                href=localise(section_path(topic.id, each.vetted.wording.section.id), reader.locale, exact=exact),
            )
            for each in shown
        ),
    )
