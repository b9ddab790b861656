"""What is asked, of which servers, and how it is known that all answer alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tests.bench.machine import BenchError
from tests.bench.servers import Headers, Reply, Server

TOPIC: Final = "/v1/topics/vertebroplasty"
REPRESENTATION: Final = f"{TOPIC}/es.json"

CLIENT: Final = (("User-Agent", "bench"), ("Accept", "*/*"))
"""A partner's server, which asks for no coding."""

BROWSER: Final = (
    ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    ("Accept", "*/*"),
    ("Accept-Language", "es-MX,es;q=0.9,en;q=0.8"),
    ("Accept-Encoding", "gzip, deflate, br"),
    ("Referer", "https://clinic.example.org/"),
    ("Origin", "https://clinic.example.org"),
)
"""`fetch` on a partner's page. The same to all servers, whether they read it or not."""

_OF_THE_SERVER: Final = {"server", "date", "connection", "accept-ranges", "last-modified"}
"""Headers that a server adds by itself."""


class Subject(Struct, frozen=True):
    """One request."""

    path: str
    headers: Headers
    status: int = 200


PAIRS: Final = (
    ("representation", "raw", "representation", 0.95),
    ("negotiated", "raw", "negotiated", 0.90),
    ("304", "ours", "representation", 1.0),
    ("304 negotiated", "ours", "negotiated", 1.0),
    ("representation", "nginx", "representation", 0.45),
    ("negotiated", "fastapi", "negotiated", 12.0),
)
"""What is asked of ours, which server is asked what beside it, and what the ratio of the rates should be at least."""


def make_subjects(ours: Server) -> dict[str, Subject]:
    """By name. The 304s need the validators that ours sends."""
    plain = {"representation": Subject(REPRESENTATION, CLIENT), "negotiated": Subject(TOPIC, BROWSER)}
    same = {
        name: ("If-None-Match", dict(ours.ask(each.path, each.headers).headers)["etag"]) for name, each in plain.items()
    }
    return plain | {
        "304": Subject(REPRESENTATION, (*CLIENT, same["representation"]), 304),
        "304 negotiated": Subject(TOPIC, (*BROWSER, same["negotiated"]), 304),
    }


def check_replies(subjects: Mapping[str, Subject], servers: Mapping[str, Server]) -> dict[str, Reply]:
    """What ours answers, by path; so must the others, FastAPI with the titles at least."""
    replies = {each.path: ask(servers["ours"], each) for each in subjects.values() if each.status == 200}
    alike = all(ask(servers["ours"], each).status == each.status for each in subjects.values())
    for name in servers.keys() & {"raw", "nginx"}:
        alike &= all(ask(servers[name], each) == replies[each.path] for each in subjects.values() if each.status == 200)
    if "fastapi" in servers:
        # It never compresses: it stands beside our answer without a coding.
        told = ask(servers["fastapi"], subjects["negotiated"])
        alike &= read_titles(told) == read_titles(replies[REPRESENTATION])
    if not alike:
        message = "the servers do not all answer as they should, or not alike"
        raise BenchError(message)
    return replies


def ask(server: Server, subject: Subject) -> Reply:
    """The reply without the headers that its server added, by name: their order tells nothing."""
    reply = server.ask(subject.path, subject.headers)
    return replace(reply, headers=tuple(sorted(each for each in reply.headers if each[0] not in _OF_THE_SERVER)))


def read_titles(reply: Reply) -> list[str]:
    """The titles of the topic's sections, of which the hand-rolled service has the text alone."""
    titles = [each["title"] for each in json.loads(reply.body)["sections"]]
    return [title if isinstance(title, str) else title["text"] for title in titles]
