"""Resources and their representations: from what one locale's reader gets, to bytes at an address."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.representations import json, problems
from api.representations.article import Article
from api.representations.formats import FORMATS, HTML, JSON, JSON_LD, MARKDOWN, TEXT, Format
from api.representations.fragment import render_fragment
from api.representations.jsonld import render_jsonld
from api.representations.markdown import render_markdown
from api.representations.paths import localise, plainly
from api.representations.shapes import Problem
from api.representations.text import render_text
from api.representations.voice import ENGLISH_VOICE, Voice
from api.web.published import Choice, Representation, Resource, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from api.representations.shapes import Notice

_RENDER: Final[dict[Format, Callable[[Article, str], str]]] = {
    HTML: render_fragment,
    MARKDOWN: render_markdown,
    TEXT: render_text,
    JSON_LD: render_jsonld,
}

FRAGMENT_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For a fragment that somebody opens by itself."""


class Published(Struct, frozen=True):
    """A resource and every representation that it can choose."""

    resource: Resource
    representations: tuple[Representation, ...]


class Content(Struct, frozen=True):
    """What one locale's reader gets of a resource."""

    locale: LocaleTag
    exact: bool
    body: Struct
    """In JSON's shape, or the problem that stands in its place."""

    languages: tuple[LocaleTag, ...] = ()
    """Those that it is in."""

    text: Article | Problem | None = None
    """What pages and the other formats are made of, or again the problem; None for lists, which have JSON alone."""

    voice: Voice = ENGLISH_VOICE
    """What we can say around it."""


class Subject(Struct, frozen=True):
    """A localised resource, and what every reader gets of it."""

    path: str
    own: tuple[LocaleTag, ...]
    """The locales in which it is served in its own words."""

    contents: tuple[Content, ...]
    """Of every listed locale with stand-ins, then of every one without."""


def publish_subject(subject: Subject, public_url: str, formats: tuple[Format, ...] = FORMATS) -> Published:
    """The resource in every locale, with stand-ins and without, in each of the formats."""
    representations: list[Representation] = []
    for format_ in formats:
        places = {exact: _locate(subject, format_, exact=exact) for exact in (False, True)}
        for content, body in zip(subject.contents, _render(subject.contents, format_, public_url), strict=True):
            path = localise(subject.path, content.locale, format_, exact=content.exact)
            made = _represent(path, content, format_, body)
            if made.status == HTTPStatus.OK:
                made = replace(made, alternates=places[content.exact])
            representations.append(made)
    choices = [
        (
            content.exact,
            Choice(
                content.locale, format_.media_type, localise(subject.path, content.locale, format_, exact=content.exact)
            ),
        )
        for format_ in formats
        for content in subject.contents
    ]
    resource = Resource(
        path=subject.path,
        scope="localised",
        choices=tuple(choice for exact, choice in choices if not exact),
        exact_choices=tuple(choice for exact, choice in choices if exact),
        own=subject.own,
        unmatched=_refuse_unmatched(subject),
    )
    return Published(resource=resource, representations=tuple(representations))


def publish_shared(
    path: str, content: Content, formats: tuple[Format, ...] = (JSON,), *, scope: Scope = "shared", public_url: str = ""
) -> Published:
    """A resource that is the same for all readers, in each of the formats."""
    representations = tuple(
        replace(_represent(plainly(path, format_), content, format_, body), scope=scope)
        for format_ in formats
        for body in _render((content,), format_, public_url)
    )
    choices = tuple(Choice(SOURCE, each.media_type, each.path) for each in representations)
    return Published(resource=Resource(path=path, scope=scope, choices=choices), representations=representations)


def _represent(path: str, content: Content, format_: Format, body: bytes) -> Representation:
    """The content's representation at an address; a problem's is the problem, in whatever format was asked for."""
    if isinstance(content.text, Problem):
        return _represent_problem(path, content.text)
    return Representation(
        path=path,
        body=body,
        media_type=format_.media_type,
        status=HTTPStatus.OK,
        scope="localised",
        languages=content.languages,
        security_policy=FRAGMENT_POLICY if format_ is HTML else "",
    )


def _represent_problem(path: str, problem: Problem) -> Representation:
    return Representation(
        path=path,
        body=problems.encode_problem(problem),
        media_type=problems.MEDIA_TYPE,
        status=problem.status,
        scope="localised",
    )


def _refuse_unmatched(subject: Subject) -> Representation:
    """What is said where stand-ins are refused and no locale is near: what is withheld from all is no matter of language."""
    source = next(content.text for content in subject.contents if content.exact and content.locale == SOURCE)
    unmatched = problems.make_problem(problems.TRANSLATION_UNAVAILABLE, reason="missing", available=subject.own)
    return _represent_problem(subject.path, source if isinstance(source, Problem) else unmatched)


def _render(contents: Iterable[Content], format_: Format, public_url: str) -> Iterator[bytes]:
    """Each content's body in the format. An article that neither holds nor requires a stand-in is the same without stand-ins."""
    made: dict[tuple[LocaleTag, str, tuple[Notice, ...]], bytes] = {}
    for content in contents:
        text = content.text
        if not isinstance(text, Article) or format_ is JSON:
            yield json.encode(content.body)
            continue
        # A topic's digest hangs on which of its sections are shown; what is required and is not there is a notice.
        key = (content.locale, text.body.digest, text.body.notices)
        if key not in made:
            made[key] = _RENDER[format_](text, public_url).encode()
        yield made[key]


def _locate(subject: Subject, format_: Format, *, exact: bool) -> tuple[tuple[LocaleTag, str], ...]:
    """Where it is in its own words, by locale."""
    return tuple((locale, localise(subject.path, locale, format_, exact=exact)) for locale in subject.own)
