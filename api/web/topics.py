"""Topics, sections and their list: negotiated, or as one of their representations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final

from litestar import Response, get
from litestar.params import PathParameter
from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.suggestions import suggest_locales
from api.representations import problems, shapes
from api.representations.formats import FORMATS, HTML, JSON, Format
from api.representations.paths import TOPICS, localise
from api.representations.subjects import Subject, TopicList, Written, refuse_unmatched, render_content
from api.web.described import ABSENT, NEGOTIATED, declare
from api.web.headers import link_alternates, make_headers, secure_page
from api.web.negotiation import Alternatives, Negotiated, SenselessQuery, negotiate
from api.web.responses import Asked, find_or_miss, find_served, refuse_format, respond, respond_problem
from api.web.served import Served

FRAGMENT_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For a fragment that somebody opens by itself."""

TopicName = Annotated[str, PathParameter(description="The topic's id")]
SectionName = Annotated[str, PathParameter(description="The section's id")]
VariantName = Annotated[str, PathParameter(description="A locale and a format")]


class Variant(Struct, frozen=True):
    """One representation of what is localised."""

    locale: LocaleTag
    format: Format
    exact: bool


@get(TOPICS, **declare("listTopics", "content", "Every topic and section by title", NEGOTIATED))
def get_topics(request: Asked) -> Response[shapes.ListedTopics]:
    """The list in the language that the request prefers."""
    served = find_served(request)
    return _answer(request, TopicList(served.readers), (JSON,))


@get(f"{TOPICS}/{{topic:str}}", **declare("getTopic", "content", "A whole topic", NEGOTIATED))
def get_topic(request: Asked, topic: TopicName) -> Response[shapes.Topic]:
    """A topic in the language and format that the request prefers; or the list of topics in one locale: `es.json`."""
    served = find_served(request)
    if "." in topic:
        variant = find_or_miss(read_variant(topic, served.locales, (JSON,)))
        return _represent(served, TopicList(served.readers), variant)
    return _answer(request, find_or_miss(served.find_subject(topic)), FORMATS)


@get(f"{TOPICS}/{{topic:str}}/{{variant:str}}", **declare("getTopicIn", "content", "A whole topic", ABSENT))
def get_topic_in(request: Asked, topic: TopicName, variant: VariantName) -> Response[shapes.Topic]:
    """A topic in one locale and format."""
    served = find_served(request)
    subject = find_or_miss(served.find_subject(topic))
    return _represent(served, subject, find_or_miss(read_variant(variant, served.locales, FORMATS)))


@get(f"{TOPICS}/{{topic:str}}/sections/{{section:str}}", **declare("getSection", "content", "One section", NEGOTIATED))
def get_section(request: Asked, topic: TopicName, section: SectionName) -> Response[shapes.Section]:
    """A section in the language and format that the request prefers."""
    return _answer(request, find_or_miss(find_served(request).find_subject(topic, section)), FORMATS)


@get(
    f"{TOPICS}/{{topic:str}}/sections/{{section:str}}/{{variant:str}}",
    **declare("getSectionIn", "content", "One section", ABSENT),
)
def get_section_in(
    request: Asked, topic: TopicName, section: SectionName, variant: VariantName
) -> Response[shapes.Section]:
    """A section in one locale and format."""
    served = find_served(request)
    subject = find_or_miss(served.find_subject(topic, section))
    return _represent(served, subject, find_or_miss(read_variant(variant, served.locales, FORMATS)))


def read_variant(name: str, locales: Iterable[LocaleTag], formats: Iterable[Format]) -> Variant | None:
    """What `es.json` and `es.exact.json` name; None where it is no name of these locales and formats."""
    tag, _, rest = name.partition(".")
    extension = rest.removeprefix("exact.")
    locale = next((each for each in locales if each == tag), None)
    format_ = next((each for each in formats if each.extension == extension), None)
    return Variant(locale, format_, exact=rest != extension) if locale and format_ else None


def _answer(request: Asked, shown: Subject | TopicList, formats: tuple[Format, ...]) -> Response[Any]:
    """The representation that the request prefers."""
    served, scope = find_served(request), request.scope
    offer = Alternatives(served.locales, shown.fullest, tuple(each.media_type for each in formats))
    headers = request.headers
    chosen = negotiate(offer, scope["query_string"], headers.get("accept", ""), headers.get("accept-language", ""))
    if isinstance(chosen, Negotiated):
        format_ = next(each for each in formats if each.media_type == chosen.media_type)
        return _represent(served, shown, Variant(chosen.locale, format_, chosen.exact), is_chosen=True)
    if chosen == "format":
        return refuse_format(offer.media_types, "negotiated refusal")
    if chosen == "language":
        return respond_problem(refuse_unmatched(shown), make_headers("negotiated refusal", tags=shown.tags))
    return _refuse_query(chosen, offer)


def _refuse_query(query: SenselessQuery, offer: Alternatives) -> Response[Any]:
    """The problem with a query that makes no sense. Of it, nothing is repeated."""
    problem = problems.refuse_query(
        suggest_locales(query.lang, offer.listed), offer.listed if query.lang else (), too_long=query.too_long
    )
    return respond_problem(problem, make_headers("negotiated refusal"))


def _represent(
    served: Served, shown: Subject | TopicList, variant: Variant, *, is_chosen: bool = False
) -> Response[Any]:
    """A representation: at its own address, or where the request chose it."""
    content = shown.show(variant.locale, exact=variant.exact)
    if isinstance(content, shapes.Problem):
        return respond_problem(content, make_headers("negotiated refusal" if is_chosen else "refusal", tags=shown.tags))

    def locate(locale: LocaleTag) -> str:
        return localise(shown.path, locale, variant.format, exact=variant.exact)

    headers = make_headers(
        "negotiated" if is_chosen else "representation",
        languages=content.languages,
        location=locate(variant.locale) if is_chosen else "",
        tags=shown.tags,
    )
    if not isinstance(content, Written) or variant.format is JSON:
        return respond(content.body, headers)
    if variant.format is HTML:
        # JSON has its alternates inside.
        others = ((locale, locate(locale)) for locale in shown.own if locale != variant.locale)
        headers |= {"link": link_alternates(others, HTML.media_type)} | secure_page(FRAGMENT_POLICY)
    text = render_content(content.article, variant.format, served.release.public_url)
    return respond(text, headers, variant.format.media_type)


CONTENT_HANDLERS: Final = (get_topics, get_topic, get_topic_in, get_section, get_section_in)
