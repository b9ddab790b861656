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
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.exceptions import HTTPException, NotFoundException, PermissionDeniedException
from markupsafe import Markup

from api.preview.pages import render_preview
from api.preview.signing_form import take_form
from api.preview.watcher import Watcher
from api.sheets.layout import SCRIPT, SCRIPT_PATH, STYLE

_MAX_FORM: Final = 100_000
"""Bytes; a form has a digest, two names and a note."""

_STYLE_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
_HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; script-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    # Under no-referrer, a browser would not say of a form that it comes from here.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def create_preview(watcher: Watcher, host: str, port: int) -> Litestar:
    """Make the application that is asked for at that host and port."""
    hosts = [f"{name}:{port}" for name in (host, "localhost")]

    def render(path: str) -> Markup | None:
        return render_preview(watcher.read(), path, datetime.now(UTC))

    @get("/version", media_type=MediaType.TEXT, sync_to_thread=False)
    def version() -> str:
        return str(watcher.measure())

    @get(["/", "/{path:path}", "/sign/{path:path}"])
    async def page(request: Request[Any, Any, Any]) -> Response[str]:
        html = await asyncio.to_thread(render, request.scope["path"])
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
        html = await asyncio.to_thread(take_form, watcher.folders, path, fields, datetime.now(UTC))
        if html is None:
            return Response("", status_code=303, headers={"Location": quote(path)}, media_type=MediaType.HTML)
        return Response(html, status_code=409, media_type=MediaType.HTML)

    return Litestar(
        route_handlers=[script, version, page, sign],
        allowed_hosts=AllowedHostsConfig(allowed_hosts=hosts),
        exception_handlers={HTTPException: answer_refused, Exception: answer_fault},
        openapi_config=None,
        response_headers=_HEADERS,
    )


@get(SCRIPT_PATH, media_type="text/javascript", sync_to_thread=False)
def script() -> str:
    """Give the script that keeps a page in step with the files."""
    return SCRIPT


def answer_refused(request: Request[Any, Any, Any], fault: HTTPException) -> Response[str]:
    """Answer a request that cannot be met with what its sender can do."""
    del request
    return Response(fault.detail, status_code=fault.status_code, media_type=MediaType.TEXT, headers=_HEADERS)


def answer_fault(request: Request[Any, Any, Any], fault: Exception) -> Response[str]:
    """Answer where a fault of ours is told: in the terminal alone."""
    del request
    traceback.print_exception(fault, file=sys.stderr)
    message = "The preview met a fault of its own; the terminal says which. It goes on."
    return Response(message, status_code=500, media_type=MediaType.TEXT, headers=_HEADERS)
