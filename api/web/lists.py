"""What is the same for all readers: lists, the exact words that a digest names, and how the server is."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter
from msgspec import Struct

from api.representations import problems, shapes
from api.representations.formats import HTML, JSON, JSON_FEED, Format
from api.representations.listing import list_locales, make_manifest
from api.representations.paths import CHANGES, LOCALES, MANIFEST, RELEASES, VERSIONS, plainly
from api.representations.subjects import Written, render_content
from api.web.described import declare
from api.web.headers import make_headers, secure_page
from api.web.negotiation import choose_media_type
from api.web.responses import Asked, find_or_miss, find_served, refuse_format, respond, respond_problem
from api.web.served import Served
from api.web.topics import FRAGMENT_POLICY

DigestName = Annotated[str, PathParameter(description="A section's `digest`")]

_CHANGES: Final = shapes.Changes(version="https://jsonfeed.org/version/1.1", title="Vertebra: changes", items=())
_RELEASES: Final = shapes.ListedReleases(releases=())
_CHOSEN: Final = (problems.NOT_ACCEPTABLE,)


@get(
    [LOCALES, f"{LOCALES}.json"],
    **declare("listLocales", "lists", "Every locale, and how far its sections are", _CHOSEN),
)
def get_locales(request: Asked) -> Response[shapes.ListedLocales]:
    """Every locale."""
    return _answer(request, LOCALES, list_locales(find_served(request).release))


@get([MANIFEST, f"{MANIFEST}.json"], **declare("getManifest", "lists", "Everything that is served, by digest", _CHOSEN))
def get_manifest(request: Asked) -> Response[shapes.Manifest]:
    """Everything that is served."""
    served = find_served(request)
    manifest = make_manifest(served.release.id, served.release.policy, served.readers)
    return _answer(request, MANIFEST, manifest)


@get([CHANGES, f"{CHANGES}.json"], **declare("listChanges", "lists", "What changed, newest first", _CHOSEN))
def get_changes(request: Asked) -> Response[shapes.Changes]:
    """What changed: a feed reader asks for the type that JSON Feed has."""
    return _answer(request, CHANGES, _CHANGES, (JSON, JSON_FEED))


@get([RELEASES, f"{RELEASES}.json"], **declare("listReleases", "lists", "Every release, newest first", _CHOSEN))
def get_releases(request: Asked) -> Response[shapes.ListedReleases]:
    """Every release."""
    return _answer(request, RELEASES, _RELEASES)


@get(
    f"{VERSIONS}/{{digest:str}}",
    **declare(
        "getVersion",
        "content",
        "The exact words that a digest names",
        (problems.NOT_FOUND, problems.NOT_ACCEPTABLE, problems.WITHDRAWN),
    ),
)
def get_version(request: Asked, digest: DigestName) -> Response[shapes.Section]:
    """Negotiated by format; or, with an extension, a representation."""
    served = find_served(request)
    name, _, extension = digest.partition(".")
    content = served.find_version(name)
    if content is None:
        raise NotFoundException
    formats = (JSON, HTML)
    if extension:
        format_ = find_or_miss(next((each for each in formats if each.extension == extension), None))
        return _represent_version(served, content, format_)
    offered = tuple(each.media_type for each in formats)
    media_type = choose_media_type(request.headers.get("accept", ""), offered)
    if media_type is None:
        return refuse_format(offered, "shared refusal")
    format_ = next(each for each in formats if each.media_type == media_type)
    return _represent_version(served, content, format_, plainly(f"{VERSIONS}/{name}", format_))


@get("/health", **declare("getHealth", "server", "Whether the server serves"))
def get_health(request: Asked) -> Response[shapes.Health]:
    """Never kept."""
    served = find_served(request)
    release, broken = served.release, served.broken
    health = shapes.Health(
        status="degraded" if broken else "ok",
        release=release.id,
        policy=str(release.policy),
        errors=sum(finding.severity == "error" for finding in (*release.findings, *broken)),
    )
    return respond(health, make_headers("live"))


def _answer(request: Asked, path: str, body: Struct, formats: tuple[Format, ...] = (JSON,)) -> Response[Any]:
    """The list: at its own address, or in a format that Accept takes."""
    if request.scope["path"] != path:
        return respond(body, make_headers("representation"))
    offered = tuple(each.media_type for each in formats)
    media_type = choose_media_type(request.headers.get("accept", ""), offered)
    if media_type is None:
        return refuse_format(offered, "shared refusal")
    return respond(body, make_headers("shared", location=plainly(path)), media_type)


def _represent_version(
    served: Served, content: Written | shapes.Problem, format_: Format, location: str = ""
) -> Response[Any]:
    if isinstance(content, shapes.Problem):
        return respond_problem(content, make_headers("shared refusal" if location else "refusal"))
    headers = make_headers("shared" if location else "representation", languages=content.languages, location=location)
    if format_ is JSON:
        return respond(content.body, headers)
    text = render_content(content.article, format_, served.release.public_url)
    return respond(text, headers | secure_page(FRAGMENT_POLICY), format_.media_type)


LIST_HANDLERS: Final = (
    get_locales,
    get_manifest,
    get_changes,
    get_releases,
    get_version,
    get_health,
)
