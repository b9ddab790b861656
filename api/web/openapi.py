"""The OpenAPI 3.1 document: Litestar's own, of the handlers and their types, and what these cannot say.

That is: a representation's address, of which the router knows the last part as one name only; what the release holds (topics, sections,
locales), which changes at a reload; the query and the header that choose; and formats that are not JSON.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache
from typing import Any, Final

import msgspec
from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import License, Server, Tag

from api import __version__
from api.model import content, exact_words, vetting
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.representations import shapes
from api.representations.formats import FORMATS, HTML, JSON, JSON_LD, Format
from api.representations.paths import TOPICS, VERSIONS
from api.web.lists import LIST_HANDLERS
from api.web.served import Served
from api.web.topics import CONTENT_HANDLERS

_TEXTS: Final = tuple(format_ for format_ in FORMATS if format_ is not JSON)

_DOCSTRINGS: Final = {
    name: inspect.cleandoc(shape.__doc__ or "")
    for module in (shapes, exact_words, content, vetting)
    for name, shape in vars(module).items()
    if inspect.isclass(shape)
}
"""What the shapes say of themselves, by name; Litestar does not pass it on."""

LANG: Final = (
    r"^[A-Za-z]{2,3}([_-][A-Za-z]{3})?([_-][A-Za-z]{4})?([_-]([A-Za-z]{2}|[0-9]{3}))?([_-]([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))?"
    r"([_-]([A-WY-Za-wy-z0-9]([_-][A-Za-z0-9]{2,8}){1,2}|[Xx]([_-][A-Za-z0-9]{1,8}){1,2}))?$"
)
"""A BCP 47 tag: language, its own part, script, region, variant, one extension or private part (RFC 5646 section 2.1). What phones and
servers write in other forms is taken, too.
"""


def describe(served: Served) -> bytes:
    """The document for what is served."""
    document = deepcopy(_make_document())
    document["servers"] = [{"url": served.release.public_url or "/", "description": "This server"}]
    document["security"] = []
    schemas = document["components"]["schemas"]
    schemas["ListedTag"] = {
        "type": "string",
        "enum": sorted(served.locales),
        "description": "A locale that /v1/locales lists, in that spelling",
    }
    for name, schema in schemas.items():
        _discriminate(schema, schemas)
        if told := _DOCSTRINGS.get(name):
            schema["description"] = told
        if tag := schema.get("properties", {}).get("type", {}):
            tag.setdefault("description", "What kind of block it is")
    document["paths"] = dict(sorted(_address(document["paths"]).items()))
    parameters = _make_parameters(served)
    for path, item in document["paths"].items():
        operation = item["get"]
        operation["security"] = []
        known = [name for name in ("topic", "section", "digest", "locale", "format") if f"{{{name}}}" in path]
        chosen = ["lang", "fallback", "accept-language"] if "Content-Location" in _ok(operation)["headers"] else []
        operation["parameters"] = [parameters[name] for name in (*known, *chosen)]
    return msgspec.json.encode(document)


@lru_cache(maxsize=1)
def _make_document() -> dict[str, Any]:
    """What the handlers and their types say. The application is made for that alone: nobody asks it."""
    config = OpenAPIConfig(
        title="Vertebra",
        version=__version__,
        summary="Vetted patient education in the reader's language",
        description=(
            "Sections on spinal procedures, for practices and patient portals to embed. Show each section's "
            "`notices` with it: they tell a patient when nobody has vouched for the words, or when they are in "
            "another language than the patient's."
        ),
        license=License(name="MIT (the software; the text is the publisher's to license)", identifier="MIT"),
        servers=[Server(url="/")],
        tags=[
            Tag(name="content", description="Topics, sections, and their versions"),
            Tag(name="lists", description="What there is, and what changed"),
            Tag(name="server", description="The server itself"),
        ],
    )
    app = Litestar(route_handlers=(*CONTENT_HANDLERS, *LIST_HANDLERS), openapi_config=config)
    document = app.openapi_schema.to_schema()
    for item in document["paths"].values():
        responses = item["get"]["responses"]
        for status in [status for status, each in responses.items() if "Validation" in str(each)]:
            # Litestar's own, of parameters that do not fit their types: ours are all text.
            del responses[status]
        # Litestar keeps these in sets; equal documents must be equal bytes in every worker.
        found = _ok(item["get"])
        found["headers"] = {
            name: header | {"schema": {"type": "string"}} for name, header in sorted(found["headers"].items())
        }
    return document


def _ok(operation: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = operation["responses"]["200"]
    return found


def _address(paths: dict[str, Any]) -> dict[str, Any]:
    """Each representation by the addresses that it has, in place of the router's one name."""
    made: dict[str, Any] = {}
    for path, item in paths.items():
        operation = item["get"]
        resource = path.removesuffix("/{variant}")
        if resource != path:
            made |= _list_representations(resource, operation, FORMATS)
            continue
        if path.endswith(".json"):
            operation["responses"].pop("406")
            operation["summary"] += ", as JSON"
        made[path] = item
        if path == TOPICS:
            made |= _list_representations(TOPICS, _plain(operation), (JSON,))
        if path == f"{VERSIONS}/{{digest}}":
            for format_ in (JSON, HTML):
                name, told = f"As{format_.extension.capitalize()}", f", as {format_.extension.upper()}"
                made[f"{path}.{format_.extension}"] = {"get": _vary(operation, name, (format_,), told)}
                made[f"{path}.{format_.extension}"]["get"]["responses"].pop("406")
    return made


def _plain(operation: dict[str, Any]) -> dict[str, Any]:
    """The operation without what it says of choosing."""
    made = deepcopy(operation) | {"operationId": f"{operation['operationId']}In"}
    for status in ("400", "406"):
        made["responses"].pop(status, None)
    del _ok(made)["headers"]["Content-Location"]
    return made


def _list_representations(resource: str, operation: dict[str, Any], formats: Iterable[Format]) -> dict[str, Any]:
    ways = (("", "", "; stand-ins are English and say so"), (".exact", "Exactly", "'s own words only"))
    made: dict[str, Any] = {}
    for infix, name, told in ways:
        identified = operation | {"operationId": operation["operationId"].replace("In", f"{name}In")}
        made[f"{resource}/{{locale}}{infix}.json"] = {"get": _vary(identified, "", (JSON,), f", in one locale{told}")}
        if JSON_LD in formats:
            more = f", in one locale{told}, to be put into a page or a message"
            made[f"{resource}/{{locale}}{infix}.{{format}}"] = {"get": _vary(identified, "Format", _TEXTS, more)}
    return made


def _vary(operation: dict[str, Any], name: str, formats: Iterable[Format], told: str) -> dict[str, Any]:
    """The operation under another name, in these formats. Of schema.org's JSON nothing is repeated here."""
    made = deepcopy(operation)
    made |= {"operationId": made["operationId"] + name, "summary": made["summary"] + told}
    schema = _ok(made)["content"][JSON.media_type]["schema"]
    shapes = {JSON.media_type: schema, JSON_LD.media_type: {"type": "object"}}
    _ok(made)["content"] = {
        each.media_type: {"schema": shapes.get(each.media_type, {"type": "string"})} for each in formats
    }
    return made


def _discriminate(schema: Any, schemas: dict[str, Any]) -> None:  # noqa: ANN401  any JSON
    """Say of every choice among tagged objects which property tells them apart."""
    if isinstance(schema, list):
        for each in schema:
            _discriminate(each, schemas)
    if not isinstance(schema, dict):
        return
    names = [each.get("$ref", "").rpartition("/")[2] for each in schema.get("oneOf", ())]
    types = {schemas.get(name, {}).get("properties", {}).get("type", {}).get("const"): name for name in names}
    if len(types) > 1 and all(types):
        mapping = {kind: f"#/components/schemas/{name}" for kind, name in types.items()}
        schema["discriminator"] = {"propertyName": "type", "mapping": mapping}
    for each in schema.values():
        _discriminate(each, schemas)


def _make_parameters(served: Served) -> dict[str, Any]:
    """Every parameter, with the ids and tags that the release has."""
    topics = served.release.topics
    # Topics may share a section's id; an enum may not.
    sections = list(dict.fromkeys(section.id for topic in topics for section in topic.sections))
    other: LocaleTag = next((locale for locale in served.locales if locale != SOURCE), SOURCE)
    digest = next(iter(served.versions), f"sha256:{'0' * 64}")
    listed = {"$ref": "#/components/schemas/ListedTag"}
    return {
        "topic": _in_path("topic", "The topic's id", _enumerate(topic.id for topic in topics), topics[0].id),
        "section": _in_path("section", "The section's id", _enumerate(sections), sections[0]),
        "locale": _in_path("locale", "A locale that /v1/locales lists", listed, other),
        "format": _in_path(
            "format", "How it is laid out", _enumerate(each.extension for each in _TEXTS), HTML.extension
        ),
        "digest": _in_path(
            "digest", "A section's `digest`", {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}, digest
        ),
        "lang": {
            "name": "lang",
            "in": "query",
            "description": "A BCP 47 tag, not a language's name; beats Accept-Language. One that matches no locale gets English.",
            "schema": {"type": "string", "pattern": LANG, "maxLength": 100},
            "example": other,
        },
        "fallback": {
            "name": "fallback",
            "in": "query",
            "description": "`none` refuses stand-ins",
            "schema": _enumerate(["none"]),
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


def _enumerate(values: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _in_path(name: str, description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }
