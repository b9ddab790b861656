"""What is measured, what beside what, and the goals.

A subject is one request to one server. A pair is two subjects whose samples are taken one right after the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from tests.bench.servers import Headers
from tests.bench.tools import BenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.servers import Reply, Server

ServerName = Literal["ours", "raw", "nginx", "fastapi"]

TOPIC: Final = "/v1/topics/vertebroplasty"
REPRESENTATION: Final = f"{TOPIC}/es.json"
MISS: Final = "/v1/topics/nothing/es.json"

# The raw callable knows paths only, so its 304s have paths of their own, as long as ours.
_RAW_TOPIC_SAME: Final = "/v1/topics/vertebroplast="
_RAW_REPRESENTATION_SAME: Final = f"{TOPIC}/es.same"

CLIENT: Final[Headers] = (("User-Agent", "bench"), ("Accept", "*/*"))
"""A partner's server, which asks for no coding."""

BROWSER: Final[Headers] = (
    ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    ("Accept", "*/*"),
    ("Accept-Language", "es-MX,es;q=0.9,en;q=0.8"),
    ("Accept-Encoding", "gzip, deflate, br"),
    ("Referer", "https://clinic.example.org/"),
    ("Origin", "https://clinic.example.org"),
)
"""`fetch` on a partner's page. Bytes of it to all servers alike, whether they read them or not."""

_OF_THE_SERVER: Final = {"server", "date", "connection", "accept-ranges", "last-modified"}
"""Headers that a server adds by itself."""


class Subject(Struct, frozen=True):
    """One request to one server."""

    name: str
    server: ServerName
    path: str
    headers: Headers
    status: int = 200


class Pair(Struct, frozen=True):
    """Ours beside another, by name."""

    subject: str
    control: str
    goal: float | None = None
    """What the ratio subject : control should be at least; None where the pair only informs."""

    times: int = 1
    """How often a round takes it: more where the goal is nearer to the ratio than one round's samples are to another's."""


PAIRS: Final = (
    Pair(subject="representation", control="raw representation", goal=0.95, times=4),
    Pair(subject="negotiated", control="raw negotiated", goal=0.90, times=3),
    Pair(subject="304", control="representation", goal=1.0),
    Pair(subject="304 negotiated", control="negotiated", goal=1.0),
    Pair(subject="representation", control="nginx representation", goal=0.35),
    Pair(subject="negotiated", control="fastapi dict", goal=10.0),
    Pair(subject="negotiated", control="nginx negotiated"),
    Pair(subject="negotiated", control="fastapi typed"),
    Pair(subject="representation", control="fastapi dict"),
    Pair(subject="304", control="raw 304"),
    Pair(subject="304 negotiated", control="raw 304 negotiated"),
    Pair(subject="miss", control="raw miss"),
)

START_GOAL: Final = 0.8
"""Seconds from the start of the process to its first 200."""

MEMORY_GOAL: Final = 80e6
"""Resident bytes of the worker."""


def list_subjects(ask: Callable[[str, Headers], Reply]) -> dict[str, Subject]:
    """Every subject by name. `ask` asks ours: the 304s need its validators."""
    unchanged: Headers = (*CLIENT, ("If-None-Match", ask(REPRESENTATION, CLIENT).find("etag")))
    unchanged_browser: Headers = (*BROWSER, ("If-None-Match", ask(TOPIC, BROWSER).find("etag")))
    ours = (
        Subject(name="representation", server="ours", path=REPRESENTATION, headers=CLIENT),
        Subject(name="negotiated", server="ours", path=TOPIC, headers=BROWSER),
        Subject(name="304", server="ours", path=REPRESENTATION, headers=unchanged, status=304),
        Subject(name="304 negotiated", server="ours", path=TOPIC, headers=unchanged_browser, status=304),
        Subject(name="miss", server="ours", path=MISS, headers=CLIENT, status=404),
    )
    raw_paths = {"304": _RAW_REPRESENTATION_SAME, "304 negotiated": _RAW_TOPIC_SAME}
    raw = (
        replace(each, name=f"raw {each.name}", server="raw", path=raw_paths.get(each.name, each.path)) for each in ours
    )
    nginx = (replace(each, name=f"nginx {each.name}", server="nginx") for each in ours[:2])
    fastapi = (
        Subject(name="fastapi dict", server="fastapi", path=TOPIC, headers=BROWSER),
        Subject(name="fastapi typed", server="fastapi", path="/typed/topics/vertebroplasty", headers=BROWSER),
    )
    return {subject.name: subject for subject in (*ours, *raw, *nginx, *fastapi)}


def take_replies(
    subjects: Mapping[str, Subject], server: ServerName, ask: Callable[[str, Headers], Reply]
) -> dict[str, Reply]:
    """What the server's subjects must be answered with, by its paths: what ours answers to the same request."""
    return {
        each.path: strip(ask(subjects[_original(each)].path, each.headers))
        for each in subjects.values()
        if each.server == server
    }


def check_replies(subjects: Mapping[str, Subject], servers: Mapping[ServerName, Server]) -> dict[str, int]:
    """Ask every subject once; gives the bytes of each body by name.

    Raises:
        BenchError: a status is not the expected one, or a control does not answer what ours does.
    """
    replies = {each.name: strip(servers[each.server].ask(each.path, each.headers)) for each in subjects.values()}
    for each in subjects.values():
        reply = replies[each.name]
        if reply.status != each.status:
            message = f"{each.name}: {each.path} is answered with {reply.status}, not {each.status}"
            raise BenchError(message)
        if each.server == "fastapi":
            same = _read_titles(reply) == _read_titles(servers["ours"].ask(REPRESENTATION, CLIENT))
        else:
            same = sort_headers(reply) == sort_headers(replies[_original(each)])
        if not same:
            message = f"{each.name}: the answer is not the one of ours"
            raise BenchError(message)
    return {name: len(reply.body) for name, reply in replies.items()}


def strip(reply: Reply) -> Reply:
    """The reply without the headers that its server added."""
    return replace(reply, headers=tuple(header for header in reply.headers if header[0] not in _OF_THE_SERVER))


def sort_headers(reply: Reply) -> Reply:
    """The reply with its headers by name: their order tells nothing."""
    return replace(reply, headers=tuple(sorted(reply.headers)))


def _original(subject: Subject) -> str:
    """The name of the subject of ours that a control repeats."""
    return subject.name if subject.server == "ours" else subject.name.removeprefix(f"{subject.server} ")


def _read_titles(reply: Reply) -> list[tuple[str, str]]:
    """The topic's sections: their ids and titles, of which the hand-rolled service has the text alone."""
    titles = [(each["id"], each["title"]) for each in json.loads(reply.body)["sections"]]
    return [(section, title if isinstance(title, str) else title["text"]) for section, title in titles]
