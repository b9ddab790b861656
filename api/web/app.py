"""The Litestar application: a handler for each kind of address, and the cache in front of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException

from api.project.settings import CACHE_MEGABYTES
from api.representations.pages.kinds import PAGE_KINDS
from api.web.cache import MEGABYTE, Cache
from api.web.documents import DOCUMENT_HANDLERS
from api.web.lists import LIST_HANDLERS
from api.web.misses import make_miss
from api.web.reader_pages import make_page_handlers
from api.web.responses import find_served
from api.web.topics import CONTENT_HANDLERS

if TYPE_CHECKING:
    from api.web.asgi import Receive, Scope, Send
    from api.web.served import Current

HANDLERS: Final = (
    *CONTENT_HANDLERS,
    *LIST_HANDLERS,
    *DOCUMENT_HANDLERS,
    *(handler for kind in PAGE_KINDS for handler in make_page_handlers(kind)),
)


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


def _answer_miss(request: Request[Any, Any, Any], fault: HTTPException) -> Response[bytes]:
    """Answer 404: the cache asks by GET alone and all parameters are text, so no other error of HTTP arises."""
    del fault
    miss = make_miss(find_served(request), request.scope["path"])
    headers = {name.decode(): value.decode() for name, value in miss.headers}
    media_type = headers.pop("content-type").partition(";")[0]
    return Response(miss.body, status_code=miss.status, headers=headers, media_type=media_type)


def _let_through(request: Request[Any, Any, Any], fault: Exception) -> Response[bytes]:
    """Leave a fault of ours to the one guard around every answer."""
    del request
    raise fault
