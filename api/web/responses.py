"""What every handler returns: a body, a status, and the headers of its kind. ETag, length and coding are the cache's."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from litestar import Request, Response
from litestar.exceptions import NotFoundException
from msgspec import Struct

from api.representations import problems
from api.representations.formats import JSON
from api.representations.shapes import Problem
from api.web.headers import AnswerKind, make_headers
from api.web.served import Served

Asked = Request[Any, Any, Any]
Found = TypeVar("Found")


def find_served(request: Asked) -> Served:
    """The release that the request is answered from. The cache put it there."""
    served: Served = request.scope["state"]["served"]
    return served


def find_or_miss(found: Found | None) -> Found:
    """What was found.

    Raises:
        NotFoundException: nothing was.
    """
    if found is None:
        raise NotFoundException
    return found


def respond(
    body: Struct | str | bytes,
    headers: Mapping[str, str],
    media_type: str = JSON.media_type,
    status: int = HTTPStatus.OK,
) -> Response[Any]:
    """The body as it is, or the bytes of a shape."""
    return Response(body, status_code=status, headers=headers, media_type=media_type)


def respond_problem(problem: Problem, headers: Mapping[str, str]) -> Response[Any]:
    """A problem document."""
    return respond(problem, headers, problems.MEDIA_TYPE, problem.status)


def refuse_format(available: tuple[str, ...], kind: AnswerKind) -> Response[Any]:
    """The problem where Accept takes none of what there is."""
    return respond_problem(problems.make_problem(problems.NOT_ACCEPTABLE, available=available), make_headers(kind))
