"""What the OpenAPI document says of a handler that its types cannot: its name, its problems, its headers."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from litestar.datastructures import ResponseHeader
from litestar.openapi.datastructures import ResponseSpec
from litestar.types.internal_types import PathParameterDefinition

from api.representations import problems
from api.representations.shapes import Problem

ABSENT: Final = (
    problems.NOT_FOUND,
    problems.NOT_PUBLISHED,
    problems.TRANSLATION_UNAVAILABLE,
    problems.WITHDRAWN,
)
NEGOTIATED: Final = (problems.INVALID_QUERY, *ABSENT, problems.NOT_ACCEPTABLE)

_HEADERS: Final = {
    "Content-Language": "The languages that the body is in",
    "Content-Location": "The address of the representation that was chosen",
    "ETag": "Names these bytes: send it back in If-None-Match",
    "Cache-Control": "How long the answer may be kept",
    "Vary": "The request headers that the choice depends on",
}


def _identify(operation: str, _handler: object, _method: object, path: list[str | PathParameterDefinition]) -> str:
    """The operation's name; a list has an address for JSON beside its resource's."""
    return f"{operation}AsJson" if str(path[-1]).endswith(".json") else operation


def declare(operation: str, tag: str, summary: str, kinds: tuple[problems.Kind, ...] = ()) -> dict[str, Any]:
    """Options of Litestar's `get` for an address that gives data. `kinds` are the problems that it can answer with."""
    by_status: dict[int, list[str]] = {}
    for kind in (*kinds, problems.METHOD_NOT_ALLOWED, problems.INTERNAL_ERROR):
        by_status.setdefault(kind.status, []).append(f"`{kind.name}`: {kind.title}")
    responses = {
        status: ResponseSpec(
            Problem, description="; ".join(told), media_type=problems.MEDIA_TYPE, generate_examples=False
        )
        for status, told in by_status.items()
    }
    responses[304] = ResponseSpec(
        None, description="If-None-Match names what would be answered", generate_examples=False
    )
    names = ["ETag", "Cache-Control", "Vary"]
    if tag == "content":
        names.insert(0, "Content-Language")
    if problems.INVALID_QUERY in kinds:
        names.append("Content-Location")
    return {
        "operation_id": partial(_identify, operation),
        "tags": [tag],
        "summary": summary,
        "response_description": summary,
        "responses": responses,
        "response_headers": [
            ResponseHeader(name=name, description=_HEADERS[name], documentation_only=True) for name in names
        ],
        "sync_to_thread": False,
    }
