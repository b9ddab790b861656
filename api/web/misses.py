"""The 404 of an address that does not exist: a page below /read and /embed, else a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from api.model.locales import SOURCE
from api.representations import problems
from api.representations.formats import FORMATS
from api.representations.pages.kinds import PAGE_KINDS
from api.representations.pages.refusal import render_missing
from api.representations.paths import TOPICS, localise, read_path
from api.web.cache import Answer, make_answer
from api.web.headers import make_headers, secure_page

if TYPE_CHECKING:
    from api.representations.shapes import Problem
    from api.web.served import Served

_ENDINGS: Final = tuple(f".{each.extension}" for each in FORMATS)


def make_miss(served: Served, path: str) -> Answer:
    """The 404 for this path."""
    for kind in PAGE_KINDS:
        if f"{path}/".startswith(f"{kind.root}/"):
            pages = [(topic.id.replace("-", " ").capitalize(), read_path(topic.id)) for topic in served.release.topics]
            headers = make_headers("miss", languages=(SOURCE,)) | secure_page(kind.style.policy, indexed=False)
            described = {"content-type": "text/html; charset=utf-8"} | headers
            return make_answer(problems.NOT_FOUND.status, described, render_missing(kind.style, pages).encode())
    described = {"content-type": problems.MEDIA_TYPE} | make_headers("miss")
    return make_answer(problems.NOT_FOUND.status, described, problems.encode_problem(_make_problem(served, path)))


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
