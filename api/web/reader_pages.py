"""The pages of a topic and of its sections: one to read, one to frame. They negotiate as the resources do.

A page has one representation a locale, with stand-ins. Where the text is withheld, the page says so, with the status that the
resource has.
"""

from __future__ import annotations

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from api.model.identifiers import LocaleTag
from api.representations.formats import HTML
from api.representations.json import shown_in
from api.representations.pages.kinds import PageKind
from api.representations.pages.refusal import find_refusal_language, render_invalid, render_withheld
from api.representations.pages.shell import PageScope
from api.representations.paths import read_path
from api.representations.problems import INVALID_QUERY
from api.representations.shapes import Problem
from api.representations.subjects import Subject
from api.web.headers import link_alternates, make_headers, secure_page
from api.web.negotiation import Alternatives, Negotiated, SenselessQuery, choose_meant, negotiate
from api.web.responses import Asked, find_or_miss, find_served, refuse_format, respond
from api.web.served import Served


def make_page_handlers(kind: PageKind) -> tuple[HTTPRouteHandler, ...]:
    """The addresses of a kind of page."""

    @get(f"{kind.root}/{{topic:str}}", include_in_schema=False, sync_to_thread=False)
    def get_topic_page(request: Asked, topic: FromPath[str]) -> Response[str]:
        return _answer(request, kind, find_or_miss(find_served(request).find_subject(topic)))

    @get(f"{kind.root}/{{topic:str}}/{{name:str}}", include_in_schema=False, sync_to_thread=False)
    def get_part_page(request: Asked, topic: FromPath[str], name: FromPath[str]) -> Response[str]:
        # No section has the id of a locale.
        served = find_served(request)
        if name in served.locales:
            return _represent(served, kind, find_or_miss(served.find_subject(topic)), _listed(served, name))
        return _answer(request, kind, find_or_miss(served.find_subject(topic, name)))

    @get(f"{kind.root}/{{topic:str}}/{{section:str}}/{{locale:str}}", include_in_schema=False, sync_to_thread=False)
    def get_section_page(
        request: Asked, topic: FromPath[str], section: FromPath[str], locale: FromPath[str]
    ) -> Response[str]:
        served = find_served(request)
        return _represent(served, kind, find_or_miss(served.find_subject(topic, section)), _listed(served, locale))

    return get_topic_page, get_part_page, get_section_page


def _listed(served: Served, locale: str) -> LocaleTag:
    return find_or_miss(next((each for each in served.locales if each == locale), None))


def _answer(request: Asked, kind: PageKind, subject: Subject) -> Response[str]:
    served, scope, headers = find_served(request), request.scope, request.headers
    offer = Alternatives(served.locales, subject.fullest, (HTML.media_type,), has_exact=False)
    language = headers.get("accept-language", "")
    chosen = negotiate(offer, scope["query_string"], headers.get("accept", ""), language)
    if isinstance(chosen, Negotiated):
        return _represent(served, kind, subject, chosen.locale, is_chosen=True)
    if isinstance(chosen, str):
        return refuse_format(offer.media_types, "negotiated refusal")
    return _refuse_query(kind, subject, chosen, offer, language)


def _represent(
    served: Served, kind: PageKind, subject: Subject, locale: LocaleTag, *, is_chosen: bool = False
) -> Response[str]:
    """The page in the locale: at its own address, or where the request chose it."""
    content = subject.show(locale)
    scope = _make_scope(served, subject)
    path = kind.path(scope.topic, scope.section, locale)
    if isinstance(content, Problem):
        problem, voice = content, next(each.voice for each in subject.readers if each.locale == locale)
        more = read_path(scope.topic, None, locale) if locale in scope.readable else ""
        headers = make_headers(
            "negotiated refusal" if is_chosen else "refusal",
            languages=(find_refusal_language(voice, problem),),
            tags=subject.tags,
        )
        html = render_withheld(kind.style, locale, problem, voice, more)
        return respond(html, headers | secure_page(kind.style.policy, indexed=False), HTML.media_type, problem.status)
    others = ((tag, kind.path(scope.topic, scope.section, tag)) for tag in scope.own if tag != locale)
    headers = make_headers(
        "negotiated" if is_chosen else "representation",
        languages=content.languages,
        location=path if is_chosen else "",
        tags=subject.tags,
        link=link_alternates(others, HTML.media_type),
    )
    page = kind.render(content.article, scope)
    return respond(page, headers | secure_page(kind.style.policy, indexed=kind.indexed), HTML.media_type)


def _make_scope(served: Served, subject: Subject) -> PageScope:
    return PageScope(
        topic=subject.topic.id,
        section=subject.section,
        own=tuple(sorted(subject.own)),
        readable=tuple(reader.locale for reader in subject.readers if shown_in(reader, exact=False)),
        public_url=served.release.public_url,
    )


def _refuse_query(
    kind: PageKind, subject: Subject, query: SenselessQuery, offer: Alternatives, language: str
) -> Response[str]:
    """What a senseless query gets: a page in the language that is probably meant, else in the reader's."""
    locale, suggested = choose_meant(query, language, offer)
    path = kind.path(subject.topic.id, subject.section, None)
    pages = tuple((tag, kind.path(subject.topic.id, subject.section, tag)) for tag in suggested)
    voice = next(reader.voice for reader in subject.readers if reader.locale == locale)
    headers = make_headers("negotiated refusal", languages=(find_refusal_language(voice),)) | secure_page(
        kind.style.policy, indexed=False
    )
    return respond(render_invalid(kind.style, path, voice, pages), headers, HTML.media_type, INVALID_QUERY.status)
