"""Topics, sections and versions: their representations, and the resources that choose among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.release.model import Representation, Resource, Scope
from api.representations import json, problems, shapes
from api.representations.paths import TOPICS, localise, plainly, section_path, topic_path, version_path
from api.vetting import Shown, Withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from api.model.vetting import Reason
    from api.representations.json import Reader


class Published(Struct, frozen=True):
    """A resource and every representation that it can choose."""

    resource: Resource
    representations: tuple[Representation, ...]


class _Content(Struct, frozen=True):
    """A body, or the problem that stands in its place, and the languages that it is in."""

    body: Struct
    languages: tuple[LocaleTag, ...] = ()


def publish_topic_list(readers: Mapping[LocaleTag, tuple[Reader, ...]]) -> Published:
    """`/v1/topics`: every topic and section by title, for the readers of each listed locale."""
    own = tuple(locale for locale, each in readers.items() if any(_own_sections(reader) for reader in each))

    def make(locale: LocaleTag, links: shapes.Links, *, exact: bool) -> _Content:
        del links
        topics = tuple(_list_topic(reader, exact=exact) for reader in readers[locale])
        titles = [section.title.locale for topic in topics for section in topic.sections]
        return _Content(body=shapes.Topics(locale=locale, topics=topics), languages=_languages(locale, titles))

    return _publish(TOPICS, tuple(readers), own, make)


def publish_topic(readers: tuple[Reader, ...]) -> Iterator[Published]:
    """One topic and each of its sections. `readers` are those of every listed locale."""
    topic = readers[0].topic
    by_locale = {reader.locale: reader for reader in readers}
    own = tuple(reader.locale for reader in readers if _own_sections(reader))
    choices = json.list_languages(readers)

    def make(locale: LocaleTag, links: shapes.Links, *, exact: bool) -> _Content:
        reader = by_locale[locale]
        shown = json.shown_in(reader, exact=exact)
        withheld = json.withheld_in(reader, exact=exact)
        if shown:
            languages = _languages(locale, [each.vetted.wording.locale for each in shown])
            return _Content(body=json.make_topic(reader, choices, links, exact=exact), languages=languages)
        if all(isinstance(each, Withheld) for each in reader.outcomes):
            return _Content(body=problems.refuse_withheld(withheld))
        reasons = {section.reason for section in withheld}
        return _Content(
            body=problems.make_problem(
                problems.TRANSLATION_UNAVAILABLE,
                reason=withheld[0].reason if len(reasons) == 1 else None,
                available=own,
                withheld=withheld,
            ),
        )

    yield _publish(topic_path(topic.id), tuple(by_locale), own, make)
    for position in range(len(topic.sections)):
        yield _publish_section(position, by_locale)


def publish_versions(reader: Reader) -> Iterator[Published]:
    """The exact words of each section that the reader gets in the reader's own locale."""
    for outcome, body in zip(reader.outcomes, reader.bodies, strict=True):
        if body is None or outcome.reason or not isinstance(outcome, Shown):
            continue
        path = version_path(outcome.vetted.digest)
        links = shapes.Links(self=plainly(path), permalink=path, alternates=())
        content = _Content(body=json.make_section(reader, outcome, body, links), languages=(reader.locale,))
        yield publish_shared(path, content.body, scope="version", languages=content.languages)


def publish_shared(
    path: str, body: Struct, *, scope: Scope = "shared", languages: tuple[LocaleTag, ...] = ()
) -> Published:
    """A resource with one representation for all readers."""
    content = _Content(body=body, languages=languages)
    representation = _represent(plainly(path), content, (), scope)
    resource = Resource(path=path, scope=scope, choices=((SOURCE, representation.path),))
    return Published(resource=resource, representations=(representation,))


def _publish_section(position: int, readers: Mapping[LocaleTag, Reader]) -> Published:
    section = readers[SOURCE].topic.sections[position]
    own = tuple(
        locale
        for locale, reader in readers.items()
        if isinstance(reader.outcomes[position], Shown) and not reader.outcomes[position].reason
    )

    def make(locale: LocaleTag, links: shapes.Links, *, exact: bool) -> _Content:
        reader = readers[locale]
        outcome, body = reader.outcomes[position], reader.bodies[position]
        if isinstance(outcome, Withheld) or body is None:
            reason: Reason = outcome.reason or "missing"
            withheld = (shapes.WithheldSection(id=section.id, reason=reason),)
            return _Content(body=problems.refuse_withheld(withheld))
        if exact and outcome.reason:
            problem = problems.make_problem(problems.TRANSLATION_UNAVAILABLE, reason=outcome.reason, available=own)
            return _Content(body=problem)
        links = msgspec.structs.replace(links, permalink=version_path(outcome.vetted.digest))
        return _Content(
            body=json.make_section(reader, outcome, body, links), languages=(outcome.vetted.wording.locale,)
        )

    return _publish(section_path(section.topic, section.id), tuple(readers), own, make)


def _publish(
    path: str,
    listed: tuple[LocaleTag, ...],
    own: tuple[LocaleTag, ...],
    make: Callable[..., _Content],
) -> Published:
    """A localised resource: for each listed locale its representation, with stand-ins and without."""
    representations = []
    for exact in (False, True):
        for locale in listed:
            others = tuple((other, localise(path, other, exact=exact)) for other in own if other != locale)
            links = shapes.Links(
                self=localise(path, locale, exact=exact),
                permalink=None,
                alternates=tuple(
                    shapes.Alternate(locale=other, type=json.MEDIA_TYPE, href=href) for other, href in others
                ),
            )
            representations.append(_represent(links.self, make(locale, links, exact=exact), others, "localised"))
    source = next(each for each in representations if each.path == localise(path, SOURCE, exact=True))
    unmatched = problems.make_problem(problems.TRANSLATION_UNAVAILABLE, reason="missing", available=own)
    resource = Resource(
        path=path,
        scope="localised",
        choices=tuple((locale, localise(path, locale)) for locale in listed),
        exact_choices=tuple((locale, localise(path, locale, exact=True)) for locale in listed),
        candidates=own,
        # What is withheld from everybody is not a matter of language.
        unmatched=source if source.status != 200 else _represent(path, _Content(body=unmatched), (), "localised"),  # noqa: PLR2004
    )
    return Published(resource=resource, representations=tuple(representations))


def _represent(
    path: str, content: _Content, alternates: tuple[tuple[LocaleTag, str], ...], scope: Scope
) -> Representation:
    problem = content.body if isinstance(content.body, shapes.Problem) else None
    return Representation(
        path=path,
        body=json.encode(content.body),
        media_type=problems.MEDIA_TYPE if problem else json.MEDIA_TYPE,
        status=problem.status if problem else 200,
        scope=scope,
        languages=content.languages,
        alternates=() if problem else alternates,
    )


def _own_sections(reader: Reader) -> tuple[Shown, ...]:
    return json.shown_in(reader, exact=True)


def _languages(locale: LocaleTag, shown: Iterable[str]) -> tuple[LocaleTag, ...]:
    """The locale, then those of its stand-ins."""
    return tuple(LocaleTag(tag) for tag in dict.fromkeys((locale, *shown)))


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
