"""Laws of the cache in front: it answers any request as the handlers alone would, whatever else the request says."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.model.vetting import Policy
from api.project.reading import read_project
from api.release.build import build_release
from api.web.served import Current, Served
from tests.asgi import Door, Reply
from tests.builders import SHIPPED
from tests.staff import sign_off

pytestmark = pytest.mark.property

RISKS = "/v1/topics/vertebroplasty/sections/risks"
PATHS = st.sampled_from(
    [RISKS, f"{RISKS}/es.json", f"{RISKS}/ar.exact.json", "/v1/topics", "/v1/topics/vertebroplasty", "/v1/changes", "/v1/locales", "/nothing",
     "/read/vertebroplasty", "/read/vertebroplasty/risks/gu", "/embed/vertebroplasty/risks", "/read/nothing"]
)  # fmt: skip
QUERIES = st.lists(
    st.sampled_from(["lang=es", "lang=zh-TW", "lang=", "lang=Spanish", "fallback=none", "l%61ng=fr", "utm=1", "x", "=", "lang"]),
    max_size=3,
).map("&".join)  # fmt: skip
ACCEPTS = st.sampled_from(
    ["", "*/*", "text/html", "application/json;q=0.5, text/html", "application/feed+json", "image/png"]
)
LANGUAGES = st.sampled_from(["", "es", "ar, en;q=0.5", "fr-CA, *;q=0.1", "*, en;q=0", "en", "xx", "de, es;q=0"])
CODINGS = st.sampled_from(["", "br", "gzip", "gzip, deflate, br", "identity", "br;q=0, *"])
NOISE = st.lists(
    st.sampled_from([("cookie", "a=b"), ("user-agent", "x"), ("origin", "https://a.example"), ("range", "bytes=0-9"), ("dnt", "1"),
                     ("host", "a.example"), ("if-modified-since", "Thu, 01 Jan 2099 00:00:00 GMT"), ("authorization", "x")]),
    max_size=3, unique=True,
)  # fmt: skip
QUESTIONS = st.tuples(PATHS, QUERIES, ACCEPTS, LANGUAGES, CODINGS)
Question = tuple[str, str, str, str, str]


@lru_cache(maxsize=1)
def open_doors() -> tuple[Door, Door]:
    """To a release of signed words, drafts and stand-ins: with what it remembers, and without."""
    project = sign_off(sign_off(read_project(SHIPPED), "en", "fr"), "ar", sections=["benefits"])
    current = Current(Served(build_release(project, Policy.SIGNED)))
    return Door(current), Door(current, remembers=False)


def ask(door: Door, question: Question, noise: list[tuple[str, str]]) -> Reply:
    """The answer to the question, whatever stands around it."""
    path, query, accept, language, coding = question
    lines = [("accept", accept), ("accept-language", language), ("accept-encoding", coding), *noise]
    return door.ask_lines(f"{path}?{query}", [line for line in lines if line[1]])


@settings(max_examples=500, deadline=None)
@given(QUESTIONS, NOISE, NOISE)
def test_equal_questions_get_equal_answers(
    question: Question, noise: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    """By the handlers alone: nothing that is not in the question comes into the answer."""
    _, alone = open_doors()

    assert ask(alone, question, noise) == ask(alone, question, other)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(QUESTIONS, NOISE), min_size=1, max_size=6))
def test_what_is_remembered_is_what_would_be_answered(asked: list[tuple[Question, list[tuple[str, str]]]]) -> None:
    """Whatever was asked before; and every message is as long as it says."""
    remembering, alone = open_doors()
    for question, noise in asked:
        reply = ask(remembering, question, noise)

        assert reply == ask(alone, question, noise)
        assert reply.headers["content-length"] == str(len(reply.body))
