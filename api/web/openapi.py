"""The OpenAPI 3.1 document, made of the shapes, the problems, and what the release holds.

`OPERATIONS` is the list of all operations. A test asks each of a running application and holds its answer against the
schema here, and holds the application's routes against the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from api import __version__
from api.model.locales import SOURCE
from api.representations import problems, shapes
from api.representations.formats import FORMATS, HTML, JSON, JSON_LD, Format
from api.representations.paths import CHANGES, LOCALES, MANIFEST, RELEASES, TOPICS, VERSIONS

if TYPE_CHECKING:
    from api.release.model import Release
    from api.web.published import Publication

_REF: Final = "#/components/schemas/{name}"


class Operation(Struct, frozen=True):
    """One thing that a partner can ask for."""

    id: str
    """For client generators: a verb and a noun, unique."""

    path: str
    summary: str
    shape: type
    tag: str
    negotiates: bool = False
    """Whether Accept-Language, `lang` and `fallback` choose."""

    formats: tuple[Format, ...] = (JSON,)
    """Those that it may answer in."""

    problems: tuple[problems.Kind, ...] = ()


_ABSENT: Final = (problems.NOT_FOUND, problems.NOT_PUBLISHED, problems.TRANSLATION_UNAVAILABLE, problems.WITHDRAWN)


_LAID_OUT: Final = tuple(format_ for format_ in FORMATS if format_ is not JSON)


def _operations(verb: str, noun: str, resource: str, shape: type, what: str) -> tuple[Operation, ...]:
    """A localised resource: negotiated, as a representation, and as one without stand-ins."""
    return (
        Operation(
            id=f"{verb}{noun}",
            path=resource,
            summary=f"{what}, in the language that the request prefers",
            shape=shape,
            tag="content",
            negotiates=True,
            problems=(problems.INVALID_QUERY, *_ABSENT, problems.NOT_ACCEPTABLE),
        ),
        Operation(
            id=f"{verb}{noun}In",
            path=f"{resource}/{{locale}}.json",
            summary=f"{what}, in one locale; stand-ins are English and say so",
            shape=shape,
            tag="content",
            problems=_ABSENT,
        ),
        Operation(
            id=f"{verb}{noun}ExactlyIn",
            path=f"{resource}/{{locale}}.exact.json",
            summary=f"{what}, in one locale's own words only",
            shape=shape,
            tag="content",
            problems=_ABSENT,
        ),
    )


def _formatted(noun: str, resource: str, shape: type, what: str) -> tuple[Operation, ...]:
    """A localised resource that has the other formats too."""
    negotiated, within, exactly = _operations("get", noun, resource, shape, what)
    return (
        replace(negotiated, summary=f"{what}, in the language and format that the request prefers", formats=FORMATS),
        within,
        replace(
            within,
            id=f"get{noun}InFormat",
            path=f"{resource}/{{locale}}.{{format}}",
            summary=f"{what}, in one locale, to be put into a page or a message; stand-ins are English and say so",
            formats=_LAID_OUT,
        ),
        exactly,
        replace(
            exactly,
            id=f"get{noun}ExactlyInFormat",
            path=f"{resource}/{{locale}}.exact.{{format}}",
            summary=f"{what}, in one locale's own words only, to be put into a page or a message",
            formats=_LAID_OUT,
        ),
    )


def _shared(identifier: str, resource: str, shape: type, summary: str) -> tuple[Operation, ...]:
    """A resource that is the same for all readers: negotiated by format alone, and as a representation."""
    return (
        Operation(
            id=identifier, path=resource, summary=summary, shape=shape, tag="lists", problems=(problems.NOT_ACCEPTABLE,)
        ),
        Operation(
            id=f"{identifier}AsJson", path=f"{resource}.json", summary=f"{summary}, as JSON", shape=shape, tag="lists"
        ),
    )


OPERATIONS: Final[tuple[Operation, ...]] = (
    *_operations("list", "Topics", TOPICS, shapes.Topics, "Every topic and section by title"),
    *_formatted("Topic", f"{TOPICS}/{{topic}}", shapes.Topic, "A whole topic"),
    *_formatted("Section", f"{TOPICS}/{{topic}}/sections/{{section}}", shapes.Section, "One section"),
    Operation(
        id="getVersion",
        path=f"{VERSIONS}/{{digest}}",
        summary="The exact words that a digest names",
        shape=shapes.Section,
        tag="content",
        problems=(problems.NOT_FOUND, problems.NOT_ACCEPTABLE, problems.WITHDRAWN),
        formats=(JSON, HTML),
    ),
    *(
        Operation(
            id=f"getVersionAs{name}",
            path=f"{VERSIONS}/{{digest}}.{format_.extension}",
            summary=f"The exact words that a digest names, as {name.upper()}",
            shape=shapes.Section,
            tag="content",
            problems=(problems.NOT_FOUND, problems.WITHDRAWN),
            formats=(format_,),
        )
        for name, format_ in (("Json", JSON), ("Html", HTML))
    ),
    *_shared("listLocales", LOCALES, shapes.Locales, "Every locale, and how far its sections are"),
    *_shared("getManifest", MANIFEST, shapes.Manifest, "Everything that is served, by digest"),
    *_shared("listChanges", CHANGES, shapes.Changes, "What changed, newest first"),
    *_shared("listReleases", RELEASES, shapes.Releases, "Every release, newest first"),
    Operation(id="getHealth", path="/health", summary="Whether the server serves", shape=shapes.Health, tag="server"),
)


def describe(release: Release, published: Publication) -> bytes:
    """The document for a release."""
    names = sorted({operation.shape for operation in OPERATIONS} | {shapes.Problem}, key=lambda shape: shape.__name__)
    _, components = msgspec.json.schema_components(names, ref_template=_REF)
    paths: dict[str, Any] = {}
    parameters = _parameters(release, published)
    for operation in OPERATIONS:
        paths[operation.path] = {"get": _describe_operation(operation, parameters)}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Vertebra",
            "version": __version__,
            "summary": "Vetted patient education in the reader's language",
            "description": (
                "Sections on spinal procedures, for practices and patient portals to embed. Show each section's "
                "`notices` with it: they tell a patient when nobody has vouched for the words, or when they are in "
                "another language than the patient's."
            ),
            "license": {"name": "MIT (the software; the text is the publisher's to license)", "identifier": "MIT"},
        },
        "servers": [{"url": release.public_url or "/", "description": "This server"}],
        "security": [],
        "tags": [
            {"name": "content", "description": "Topics, sections, and their versions"},
            {"name": "lists", "description": "What there is, and what changed"},
            {"name": "server", "description": "The server itself"},
        ],
        "paths": paths,
        "components": {"schemas": components, "headers": _HEADERS},
    }
    return msgspec.json.encode(document)


def _describe_operation(operation: Operation, parameters: dict[str, Any]) -> dict[str, Any]:
    used = [
        parameters[name]
        for name in ("topic", "section", "digest", "locale", "format")
        if f"{{{name}}}" in operation.path
    ]
    if operation.negotiates:
        used += [parameters["lang"], parameters["fallback"], parameters["accept-language"]]
    responses = {"200": _ok(operation)}
    for kind in operation.problems:
        known = responses.get(str(kind.status))
        description = f"`{kind.name}`: {kind.title}"
        if known:
            description = f"{known['description']}; {description}"
        responses[str(kind.status)] = {
            "description": description,
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}},
        }
    return {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "security": [],
        "parameters": used,
        "responses": dict(sorted(responses.items())),
    }


def _ok(operation: Operation) -> dict[str, Any]:
    names = ["ETag", "Cache-Control", "Vary"]
    if operation.tag == "content":
        names.insert(0, "Content-Language")
    if operation.negotiates:
        names.append("Content-Location")
    return {
        "description": operation.summary,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {each.media_type: {"schema": _shape_of(operation, each)} for each in operation.formats},
    }


def _shape_of(operation: Operation, format_: Format) -> dict[str, Any]:
    """JSON has its schema; what schema.org says of JSON-LD is not repeated here, and the rest is text."""
    if format_ is JSON:
        return {"$ref": _REF.format(name=operation.shape.__name__)}
    return {"type": "object" if format_ is JSON_LD else "string"}


_HEADERS: Final = {
    name: {"description": description, "schema": {"type": "string"}}
    for name, description in {
        "Content-Language": "The languages that the body is in",
        "Content-Location": "The address of the representation that was chosen",
        "ETag": "Names these bytes: send it back in If-None-Match",
        "Cache-Control": "How long the answer may be kept",
        "Vary": "The request headers that the choice depends on",
    }.items()
}


def _parameters(release: Release, published: Publication) -> dict[str, Any]:
    """Every parameter, with the ids, tags and digests that the release has."""
    topics = [topic.id for topic in release.topics]
    # Topics may share a section's id; an enum may not.
    sections = list(dict.fromkeys(section.id for topic in release.topics for section in topic.sections))
    locales = sorted(release.locales)
    digests = [resource.path.rpartition("/")[2] for resource in published.resources if resource.scope == "version"]
    other = next((locale for locale in locales if locale != SOURCE), SOURCE)
    digest = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
    return {
        "topic": _in_path("topic", "The topic's id", {"type": "string", "enum": topics}, topics[0]),
        "section": _in_path("section", "The section's id", {"type": "string", "enum": sections}, sections[0]),
        "locale": _in_path(
            "locale", "A locale that /v1/locales lists, in that spelling", {"type": "string", "enum": locales}, other
        ),
        "format": _in_path(
            "format",
            "How it is laid out",
            {"type": "string", "enum": [each.extension for each in _LAID_OUT]},
            HTML.extension,
        ),
        "digest": _in_path("digest", "A section's `digest`", digest, digests[0] if digests else f"sha256:{'0' * 64}"),
        "lang": {
            "name": "lang",
            "in": "query",
            "description": "A BCP 47 tag, not a language's name; beats Accept-Language. One that matches no locale gets English.",
            "schema": {"type": "string"},
            "example": other,
        },
        "fallback": {
            "name": "fallback",
            "in": "query",
            "description": "`none` refuses stand-ins",
            "schema": {"type": "string", "enum": ["none"]},
        },
        "accept-language": {
            "name": "Accept-Language",
            "in": "header",
            "description": (
                "The reader's languages, as browsers send them. Where English would be answered and a listed language was wished "
                "for before it, that language's stand-in is, with its notice."
            ),
            "schema": {"type": "string"},
            "example": f"{other}, en;q=0.8",
        },
    }


def _in_path(name: str, description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }
