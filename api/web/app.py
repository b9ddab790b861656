"""The Litestar application: a handler for each kind of address, and the cache in front of them.

The 404 of an address that does not exist is a page below /read and /embed, else a problem.
"""

from __future__ import annotations

from typing import Final

from litestar import Litestar, Response
from litestar.exceptions import HTTPException
from msgspec.structs import replace

from api.model.locales import SOURCE
from api.project.settings import CACHE_MEGABYTES
from api.representations import problems
from api.representations.formats import FORMATS
from api.representations.pages.kinds import PAGE_KINDS
from api.representations.pages.refusal import render_missing
from api.representations.paths import TOPICS, localise, read_path
from api.representations.shapes import Problem
from api.web.asgi import Receive, Scope, Send
from api.web.cache import MEGABYTE, Answer, Cache, make_answer
from api.web.documents import DOCUMENT_HANDLERS
from api.web.headers import make_headers, secure_page
from api.web.lists import LIST_HANDLERS
from api.web.reader_pages import make_page_handlers
from api.web.responses import Asked
from api.web.served import Current, Served
from api.web.topics import CONTENT_HANDLERS

HANDLERS: Final = (
    *CONTENT_HANDLERS,
    *LIST_HANDLERS,
    *DOCUMENT_HANDLERS,
    *(handler for kind in PAGE_KINDS for handler in make_page_handlers(kind)),
)

_ENDINGS: Final = tuple(f".{each.extension}" for each in FORMATS)


def create_app(current: Current, budget: int = CACHE_MEGABYTES * MEGABYTE) -> Litestar:
    """An application that serves what is current. With a budget of 0 nothing is remembered, and all is answered the same."""
    app = Litestar(
        route_handlers=HANDLERS,
        exception_handlers={HTTPException: _answer_miss, Exception: _let_through},
        # The document at /openapi.json is made of these handlers, but its own routes would be more addresses.
        openapi_config=None,
    )
    router = app.asgi_handler

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = scope["litestar_app"] = app
        await router(scope, receive, send)

    app.asgi_handler = Cache(route, current, make_miss, budget=budget)
    return app


def _answer_miss(request: Asked, fault: HTTPException) -> Response[bytes]:
    """Tell the cache that there is no such address: it asks by GET alone and all parameters are text, so no other error of HTTP arises."""
    request.scope["state"]["is_miss"] = True
    return Response(b"", status_code=fault.status_code)


def _let_through(request: Asked, fault: Exception) -> Response[bytes]:
    """Leave a fault of ours to the one guard around every answer."""
    del request
    raise fault


def make_miss(served: Served, path: str) -> Answer:
    """The 404 for this path."""
    for kind in PAGE_KINDS:
        if f"{path}/".startswith(f"{kind.root}/"):
            pages = [(topic.id.replace("-", " ").capitalize(), read_path(topic.id)) for topic in served.release.topics]
            headers = make_headers("miss", languages=(SOURCE,)) | secure_page(kind.style.policy, indexed=False)
            described = {"content-type": "text/html; charset=utf-8"} | headers
            page = render_missing(kind.style, pages).encode()
            return make_answer(problems.NOT_FOUND.status, described, page, is_miss=True)
    described = {"content-type": problems.MEDIA_TYPE} | make_headers("miss")
    problem = problems.encode_problem(_make_problem(served, path))
    return make_answer(problems.NOT_FOUND.status, described, problem, is_miss=True)


def _make_problem(served: Served, path: str) -> Problem:
    """The problem. Where the path lacks only a locale before its format, it names the addresses that exist."""
    problem = problems.make_problem(problems.NOT_FOUND)
    resource = next((path.removesuffix(ending) for ending in _ENDINGS if path.endswith(ending)), None)
    if resource is None or not _is_resource(served, resource):
        return problem
    advice = f"GET {resource} for the language that the request prefers, or name one: {localise(resource, SOURCE)}"
    return replace(problem, next=f"{advice}. {problem.next}")


def _is_resource(served: Served, path: str) -> bool:
    topic, _, section = path.removeprefix(f"{TOPICS}/").partition("/sections/")
    return path == TOPICS or (path.startswith(f"{TOPICS}/") and served.find_subject(topic, section or None) is not None)
