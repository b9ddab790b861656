"""Serves a translator's pages on this machine, and tells them when the files change.

Rules
1. It listens on the loopback address alone, and answers only requests that name it: no other site's page can read it.
2. A form is taken from its own pages alone: the browser says where it comes from, and no other site's page can sign.
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.exceptions import HTTPException, NotFoundException, PermissionDeniedException

from api.preview.screen import HOST

if TYPE_CHECKING:
    from api.preview.screen import Screen

_MAX_FORM: Final = 100_000
"""Bytes; a form has a digest, two names and a note."""


def create_preview(screen: Screen, port: int) -> Litestar:
    """The application, as it is asked for on that port."""
    style = b64encode(sha256(screen.style.encode()).digest()).decode()
    hosts = [f"{name}:{port}" for name in (HOST, "localhost")]
    headers = {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{style}'; script-src 'self'; connect-src 'self'; img-src data:; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        # Under no-referrer, a browser would not say of a form that it comes from here.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    @get(screen.script_path, media_type="text/javascript", sync_to_thread=False)
    def script() -> str:
        return screen.script

    @get("/version", media_type=MediaType.TEXT, sync_to_thread=False)
    def version() -> str:
        return str(screen.measure())

    @get(["/", "/{path:path}", "/sign/{path:path}"])
    async def page(request: Request[Any, Any, Any]) -> Response[str]:
        html = await asyncio.to_thread(screen.show, request.scope["path"])
        if html is None:
            message = "There is no such page; the board is at /"
            raise NotFoundException(message)
        return Response(html, media_type=MediaType.HTML)

    @post("/sign/{path:path}", request_max_body_size=_MAX_FORM)
    async def sign(request: Request[Any, Any, Any]) -> Response[str]:
        if request.headers.get("origin") not in {f"http://{host}" for host in hosts}:
            message = "A form is taken from this preview's own pages alone"
            raise PermissionDeniedException(message)
        path = request.scope["path"]
        form = await request.form()
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        html = await asyncio.to_thread(screen.submit, path, fields)
        if html is None:
            return Response("", status_code=303, headers={"Location": quote(path)}, media_type=MediaType.HTML)
        return Response(html, status_code=409, media_type=MediaType.HTML)

    def handle_http(request: Request[Any, Any, Any], fault: HTTPException) -> Response[str]:
        del request
        return Response(fault.detail, status_code=fault.status_code, media_type=MediaType.TEXT, headers=headers)

    def handle_fault(request: Request[Any, Any, Any], fault: Exception) -> Response[str]:
        del request
        traceback.print_exception(fault, file=sys.stderr)
        message = "The preview met a fault of its own; the terminal says which. It goes on."
        return Response(message, status_code=500, media_type=MediaType.TEXT, headers=headers)

    return Litestar(
        route_handlers=[script, version, page, sign],
        allowed_hosts=AllowedHostsConfig(allowed_hosts=hosts),
        exception_handlers={HTTPException: handle_http, Exception: handle_fault},
        openapi_config=None,
        response_headers=headers,
    )
