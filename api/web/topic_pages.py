"""The pages of a topic and of its sections: one to read, one to frame. They negotiate as the resources do.

A page has one representation a locale, with stand-ins. Where the text is withheld, the page says so, with the status that the
resource has.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from api.representations.article import Article
from api.representations.formats import HTML
from api.representations.pages.embed import EMBED_LOOK, render_embed
from api.representations.pages.read import READ_LOOK, render_read
from api.representations.pages.refusal import render_invalid, render_missing, render_withheld
from api.representations.pages.shell import Look, PagePath, Place
from api.representations.paths import EMBED, READ, embed_path, read_path
from api.representations.problems import INVALID_QUERY, NOT_FOUND
from api.representations.shapes import Problem
from api.web.publish import Published
from api.web.published import Choice, Representation, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.content import Topic
    from api.model.identifiers import LocaleTag
    from api.representations.voice import Voice
    from api.web.publish import Content, Subject


class _Kind(Struct, frozen=True):
    """A kind of page."""

    root: str
    look: Look
    path: PagePath
    render: Callable[[Article, Place], str]
    indexed: bool
    """Whether a search engine may list it."""


_KINDS: Final = (
    _Kind(root=READ, look=READ_LOOK, path=read_path, render=render_read, indexed=True),
    _Kind(root=EMBED, look=EMBED_LOOK, path=embed_path, render=render_embed, indexed=False),
)


def publish_pages(subject: Subject, place: Place, voices: tuple[Voice, ...]) -> Iterator[Published]:
    """The pages of each kind, in every listed locale, whose voices these are. The subject is a topic or a section."""
    for kind in _KINDS:
        choices, pages = [], []
        for content in subject.contents:
            if content.text is None or content.exact:
                continue
            page = _make_page(kind, place, content, content.text)
            pages.append(page)
            choices.append(Choice(content.locale, HTML.media_type, page.path))
        path = kind.path(place.topic, place.section, None)
        resource = Resource(
            path=path,
            scope="localised",
            choices=tuple(choices),
            own=subject.own,
            invalid=partial(_refuse_query, kind, place, voices),
        )
        yield Published(resource=resource, representations=tuple(pages))


def make_misses(topics: tuple[Topic, ...]) -> tuple[Representation, ...]:
    """What stands where there is no page of a kind, at the path that all of the kind begin with."""
    pages = [(topic.id.replace("-", " ").capitalize(), read_path(topic.id)) for topic in topics]
    return tuple(_represent(kind, kind.root, render_missing(kind.look, pages), NOT_FOUND.status) for kind in _KINDS)


def _make_page(kind: _Kind, place: Place, content: Content, text: Article | Problem) -> Representation:
    locale = content.locale
    path = kind.path(place.topic, place.section, locale)
    if isinstance(text, Problem):
        more = read_path(place.topic, None, locale) if locale in place.readable else ""
        return _represent(kind, path, render_withheld(kind.look, locale, text, content.voice, more), text.status)
    page = _represent(kind, path, kind.render(text, place), HTTPStatus.OK)
    return replace(page, languages=content.languages, alternates=_locate(kind.path, place), indexed=kind.indexed)


def _refuse_query(
    kind: _Kind, place: Place, voices: tuple[Voice, ...], locale: LocaleTag, suggested: tuple[LocaleTag, ...]
) -> Representation:
    """What a senseless query gets: made when it is first asked for, since nobody may ever."""
    path = kind.path(place.topic, place.section, None)
    voice = next(each for each in voices if each.locale == locale)
    pages = tuple((tag, kind.path(place.topic, place.section, tag)) for tag in suggested)
    page = _represent(kind, path, render_invalid(kind.look, path, voice, pages), INVALID_QUERY.status)
    return replace(page, languages=(locale,))


@lru_cache(maxsize=256)
def _locate(path: PagePath, place: Place) -> tuple[tuple[LocaleTag, str], ...]:
    """The pages in each locale's own words."""
    return tuple((tag, path(place.topic, place.section, tag)) for tag in place.own)


def _represent(kind: _Kind, path: str, html: str, status: int) -> Representation:
    return Representation(
        path=path,
        body=html.encode(),
        media_type=HTML.media_type,
        status=status,
        scope="localised",
        security_policy=kind.look.policy,
        indexed=False,
    )
