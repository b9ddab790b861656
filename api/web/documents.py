"""The server's own pages and files: what a person meets who opens the API in a browser, and the component's script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.embed.bundles import COMPONENT, name_bundle, read_bundles
from api.model.locales import SOURCE
from api.representations.formats import HTML, JSON
from api.representations.problems import KINDS
from api.web.headers import make_headers, secure_page
from api.web.openapi import describe
from api.web.pages import (
    ASSETS,
    DOCS,
    DOCS_ASSETS,
    DOCS_POLICY,
    DOCS_START,
    MANUAL,
    PAGE_POLICY,
    SCRIPT,
    render_home,
    render_problem_kind,
)
from api.web.responses import Asked, find_or_miss, find_served, respond


@get("/", include_in_schema=False, sync_to_thread=False)
def get_home(request: Asked) -> Response[str]:
    """What this server is."""
    served = find_served(request)
    return _respond_page(render_home(served.release.topics, served.locales, served.release.policy), PAGE_POLICY)


@get("/problems/{name:str}", include_in_schema=False, sync_to_thread=False)
def get_kind(name: FromPath[str]) -> Response[str]:
    """What a kind of problem is."""
    return _respond_page(
        render_problem_kind(find_or_miss(next((kind for kind in KINDS if kind.name == name), None))), PAGE_POLICY
    )


@get("/docs", include_in_schema=False, sync_to_thread=False)
def get_docs() -> Response[str]:
    """Every address, to try out."""
    return _respond_page(DOCS, DOCS_POLICY)


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def get_openapi(request: Asked) -> Response[bytes]:
    """Every address, for programs."""
    return respond(describe(find_served(request)), make_headers("representation", languages=(SOURCE,)), JSON.media_type)


@get(f"{DOCS_ASSETS}/{{file:str}}", include_in_schema=False, sync_to_thread=False)
def get_docs_asset(file: FromPath[str]) -> Response[bytes]:
    """A file of the documentation page: our own line of script, or one that a package ships."""
    if file not in MANUAL:
        raise NotFoundException
    return respond(_read_manual(file), make_headers("manual"), MANUAL[file])


@get(f"{ASSETS}/{{file:str}}", include_in_schema=False, sync_to_thread=False)
def get_component(file: FromPath[str]) -> Response[bytes]:
    """The component: the file that follows us, and those that partners pin."""
    if file == "vertebra.js":
        return respond(COMPONENT, make_headers("script"), SCRIPT)
    return respond(find_or_miss(_list_bundles().get(file)), make_headers("bundle"), SCRIPT)


def _respond_page(html: str, policy: str) -> Response[str]:
    return respond(html, make_headers("representation", languages=(SOURCE,)) | secure_page(policy), HTML.media_type)


def _read_manual(file: str) -> bytes:
    return DOCS_START if file == "start.js" else (_find_swagger_ui() / file).read_bytes()


def _find_swagger_ui() -> Path:
    """Where the package keeps its files. It is located, not imported: only its files are wanted."""
    spec = find_spec("swagger_ui")
    if spec is None or spec.origin is None:
        message = "the package swagger-ui-py is not installed"
        raise FileNotFoundError(message)
    return Path(spec.origin).parent / "static"


@lru_cache(maxsize=1)
def _list_bundles() -> Mapping[str, bytes]:
    """The published bundles by file name. None is ever changed or removed."""
    return {name_bundle(bundle.hash): bundle.read_body() for bundle in read_bundles()}


DOCUMENT_HANDLERS: Final = (get_home, get_kind, get_docs, get_openapi, get_docs_asset, get_component)
