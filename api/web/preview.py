"""Serves a translator's pages on this machine, and tells them when the files change.

It listens on the loopback address alone, and answers only requests that name it: no other site's page can read it.
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from litestar import Litestar, MediaType, Request, Response, get
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.exceptions import HTTPException, NotFoundException

from api.web.screen import HOST

if TYPE_CHECKING:
    from api.web.screen import Screen


def create_preview(screen: Screen, port: int) -> Litestar:
    """The application, as it is asked for on that port."""
    style = b64encode(sha256(screen.style.encode()).digest()).decode()
    headers = {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{style}'; script-src 'self'; connect-src 'self'; img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    @get(screen.script_path, media_type="text/javascript", sync_to_thread=False)
    def script() -> str:
        return screen.script

    @get("/version", media_type=MediaType.TEXT, sync_to_thread=False)
    def version() -> str:
        return str(screen.measure())

    @get(["/", "/{path:path}"])
    async def page(request: Request[Any, Any, Any]) -> Response[str]:
        html = await asyncio.to_thread(screen.show, request.scope["path"])
        if html is None:
            message = "There is no such page; the board is at /"
            raise NotFoundException(message)
        return Response(html, media_type=MediaType.HTML)

    def handle_http(request: Request[Any, Any, Any], fault: HTTPException) -> Response[str]:
        del request
        return Response(fault.detail, status_code=fault.status_code, media_type=MediaType.TEXT, headers=headers)

    def handle_fault(request: Request[Any, Any, Any], fault: Exception) -> Response[str]:
        del request
        traceback.print_exception(fault, file=sys.stderr)
        message = "The preview met a fault of its own; the terminal says which. It goes on."
        return Response(message, status_code=500, media_type=MediaType.TEXT, headers=headers)

    return Litestar(
        route_handlers=[script, version, page],
        allowed_hosts=AllowedHostsConfig(allowed_hosts=[f"{name}:{port}" for name in (HOST, "localhost")]),
        exception_handlers={HTTPException: handle_http, Exception: handle_fault},
        openapi_config=None,
        response_headers=headers,
    )
