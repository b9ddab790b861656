"""The second door: ordinary Litestar handlers, answering from the same table.

They give the routes, and the application works without the edge, slower. Which path exists is the table's to say: a
route only says which paths could.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

from litestar import HttpMethod, Request, Response, route
from litestar.exceptions import HTTPException, MethodNotAllowedException

from api.representations.paths import CHANGES, EMBED, LOCALES, MANIFEST, READ, RELEASES, TOPICS, VERSIONS
from api.web.assets import ASSETS
from api.web.documents import Document
from api.web.edge import find_answer
from api.web.faults import report_fault
from api.web.pages import DOCS_ASSETS, DOCS_START
from api.web.table import compile_document

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler
    from litestar.types import ASGIApp, ExceptionHandlersMap

    from api.web.asgi import Body, Receive, Scope, Send, Start
    from api.web.edge import Board
    from api.web.table import Answer, Fixed

_METHODS: Final = (HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)

ROUTES: Final = (
    "/",
    "/openapi.json",
    "/docs",
    "/health",
    "/problems/{name:str}",
    f"{ASSETS}/{{file:str}}",
    *(path + suffix for path in (LOCALES, MANIFEST, CHANGES, RELEASES) for suffix in ("", ".json")),
    TOPICS,
    f"{TOPICS}/{{topic:str}}",
    f"{TOPICS}/{{topic:str}}/{{representation:str}}",
    f"{TOPICS}/{{topic:str}}/sections/{{section:str}}",
    f"{TOPICS}/{{topic:str}}/sections/{{section:str}}/{{representation:str}}",
    f"{VERSIONS}/{{digest:str}}",
    *(
        page + suffix
        for page in (READ, EMBED)
        for suffix in ("/{topic:str}", "/{topic:str}/{section:str}", "/{topic:str}/{section:str}/{representation:str}")
    ),
)
"""`{topic:str}` also takes `es.json`, the representation of the list of topics; `{digest:str}` its own with `.json`; a page's
`{section:str}` also takes a locale, the whole topic's representation."""

_ASSETS: Final = {
    f"{DOCS_ASSETS}/swagger-ui.css": "text/css; charset=utf-8",
    f"{DOCS_ASSETS}/swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    f"{DOCS_ASSETS}/start.js": "text/javascript; charset=utf-8",
}


class Stored(Response[None]):
    """A response whose messages were finished when the release was compiled."""

    def __init__(self, first: Start, second: Body) -> None:
        """Keep the two messages."""
        super().__init__(None, status_code=first["status"])
        self._messages = (first, second)

    def to_asgi_response(self, *_args: Any, **_kwargs: Any) -> ASGIApp:  # type: ignore[override]  # noqa: ANN401
        """Send the messages as they are: nothing in the request changes them any more."""

        async def send_messages(scope: Scope, receive: Receive, send: Send) -> None:
            del scope, receive
            for message in self._messages:
                await send(message)

        return send_messages


def make_handlers(board: Board) -> tuple[HTTPRouteHandler, ...]:
    """Every route of the application."""

    @route([*ROUTES, *_ASSETS], http_method=_METHODS, include_in_schema=False, sync_to_thread=False)
    def answer(request: Request[Any, Any, Any]) -> Stored:
        table = board.table
        path = _path_of(request)
        target = _load_asset(path) if path in _ASSETS else table.get(path)
        return Stored(*find_answer(table, target, request.scope))

    return (answer,)


def _path_of(request: Request[Any, Any, Any]) -> str:
    """The path as it was sent: the router takes slashes away before it looks for a route, and paths are exact."""
    return unquote_to_bytes(request.scope["raw_path"]).decode("utf-8", "replace")


@lru_cache(maxsize=len(_ASSETS))
def _load_asset(path: str) -> Fixed:
    """A file of the documentation page: our own line of script, or one that a package ships. Read when first wanted."""
    name = path.rpartition("/")[2]
    body = DOCS_START if name == "start.js" else (_find_swagger_ui() / name).read_bytes()
    return compile_document(
        Document(path=path, body=body, media_type=_ASSETS[path], cache_control="public, max-age=86400"), compress=True
    )


def _find_swagger_ui() -> Path:
    """Where the package keeps its files. It is located, not imported: only its files are wanted."""
    spec = find_spec("swagger_ui")
    if spec is None or spec.origin is None:
        message = "the package swagger-ui-py is not installed"
        raise FileNotFoundError(message)
    return Path(spec.origin).parent / "static"


def make_exception_handlers(board: Board) -> ExceptionHandlersMap:
    """What the router could not answer, in the one shape that all problems have."""

    def stored(answer: Answer, request: Request[Any, Any, Any]) -> Stored:
        return Stored(answer.start, answer.head if request.scope["method"] == "HEAD" else answer.body)

    def handle_http(request: Request[Any, Any, Any], fault: HTTPException) -> Stored:
        table = board.table
        if request.scope["method"] == HttpMethod.OPTIONS:
            return stored(table.preflight, request)
        if isinstance(fault, MethodNotAllowedException):
            return stored(table.not_allowed, request)
        return stored(table.find_miss(_path_of(request)), request)

    def handle_fault(request: Request[Any, Any, Any], fault: Exception) -> Stored:
        report_fault(fault)
        return stored(board.table.error, request)

    return {HTTPException: handle_http, Exception: handle_fault}
