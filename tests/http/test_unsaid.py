"""Nobody who is known to read another language gets English unsaid: what Accept-Language gets while few languages are signed."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from api.model.identifiers import TopicId
from api.model.vetting import Policy, Withdrawal
from api.project.reading import read_project
from api.release.build import build_release
from tests.asgi import Door, open_door
from tests.builders import SHIPPED
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
RISKS = f"{TOPIC}/sections/risks"
BENEFITS = f"{TOPIC}/sections/benefits"

# Accept-Language, the locale that answers, and the language that its words are in, while English and French are signed.
WISHES = [
    ("", "en", "en"),
    ("en, ar", "en", "en"),
    ("en", "en", "en"),
    ("en-GB, ar", "en", "en"),
    ("ar", "ar", "en"),
    ("ar-EG", "ar", "en"),
    ("ar, en;q=0.5", "ar", "en"),
    ("ar, en", "ar", "en"),
    ("ar-EG,ar;q=0.9,en-US;q=0.8,en;q=0.7", "ar", "en"),
    ("en;q=0.5, ar", "ar", "en"),
    ("zh_TW, en", "zh-Hant", "en"),
    ("tl, en-US", "fil", "en"),
    # A later wish that has words of its own is better than a stand-in.
    ("ar, fr;q=0.5", "fr", "fr"),
    ("ar, fr-CA;q=0.5, en;q=0.1", "fr", "fr"),
    ("fr, ar, en", "fr", "fr"),
    ("ar, en;q=0.9, fr;q=0.1", "ar", "en"),
    ("ar, es, en", "ar", "en"),
    ("ur;q=0.1, es;q=0.2, en;q=0.1", "es", "en"),
    # `*` is English, and so no more said than English by its name.
    ("ar, *", "ar", "en"),
    ("ar;q=0.5, *;q=0.1", "ar", "en"),
    ("*, ar", "en", "en"),
    ("*;q=0.5, ar", "ar", "en"),
    ("ar, *, en;q=0", "fr", "fr"),
    # What is refused is not wished for.
    ("ar;q=0, en", "en", "en"),
    ("ar;q=0", "en", "en"),
    ("ar;q=0, ar-EG", "en", "en"),
    ("ar;q=0, es, en", "es", "en"),
    ("ar, en;q=0", "ar", "en"),
    ("es, *;q=0", "es", "en"),
    # A language that is listed nowhere has no words to say it in.
    ("uk", "en", "en"),
    ("uk, en", "en", "en"),
    ("uk, ar;q=0.5, en;q=0.4", "ar", "en"),
    ("yue, en", "en", "en"),
    ("nonsense, ar;q=, en", "ar", "en"),
    ('"ar, en;q=0.5"', "ar", "en"),
    ("ar;, en;q=0.5", "ar", "en"),
]


@pytest.fixture(scope="module")
def some() -> Door:
    """All that is shipped, under `signed`: the English is signed, and the French."""
    return open_door(build_release(sign_off(read_project(SHIPPED), "en", "fr"), Policy.SIGNED))


@pytest.fixture(scope="module")
def partly() -> Door:
    """All that is shipped, under `signed`: the English is signed, and of the Arabic the benefits."""
    project = sign_off(sign_off(read_project(SHIPPED), "en"), "ar", sections=["benefits"])
    return open_door(build_release(project, Policy.SIGNED))


@pytest.fixture(scope="module")
def none() -> Door:
    """All that is shipped, under `signed`: nobody signed anything."""
    return open_door(build_release(read_project(SHIPPED), Policy.SIGNED))


@pytest.mark.parametrize(("header", "locale", "language"), WISHES)
def test_english_in_anothers_place_says_so(some: Door, header: str, locale: str, language: str) -> None:
    """In JSON, fragment and pages, of a section, a topic and the list of topics."""
    section = some.ask(RISKS, accept_language=header)
    fallback = None if locale == language else {"from": locale, "reason": "awaiting-sign-off"}
    told = [] if locale == language else [("stand-in", locale), ("stand-in", "en")]

    assert section.headers["content-location"] == f"{RISKS}/{locale}.json"
    assert (section.json["locale"], section.json["fallback"]) == (language, fallback)
    assert [(each["kind"], each["locale"]) for each in section.json["notices"]] == told
    topic = some.ask(TOPIC, accept_language=header).json
    assert (topic["locale"], topic["sections"][0]["locale"], topic["sections"][0]["fallback"]) == (
        locale,
        language,
        fallback,
    )
    assert some.ask("/v1/topics", accept_language=header).json["locale"] == locale
    for path in (RISKS, TOPIC, "/read/vertebroplasty", "/read/vertebroplasty/risks", "/embed/vertebroplasty/risks"):
        page = some.ask(path, accept="text/html", accept_language=header)
        notices = re.findall(r'<p class="vertebra-notice" role="note" lang="([\w-]+)"', page.body.decode())
        assert page.headers["content-location"].partition(".")[0] == f"{path}/{locale}"
        assert set(notices) == {each for _, each in told}


@pytest.mark.parametrize(
    ("header", "status", "locale"),
    [
        ("ar", 404, "ar"),
        ("ar, en", 404, "ar"),
        ("ar, fr", 200, "fr"),
        ("en, ar", 200, "en"),
        ("uk", 200, "en"),
        ("*, ar", 200, "en"),
    ],
)
def test_without_stand_ins_a_wish_is_not_answered_by_english(some: Door, header: str, status: int, locale: str) -> None:
    """`?fallback=none`: what is not there in the language that is wished for is said not to be there."""
    for path in (RISKS, TOPIC):
        reply = some.ask(f"{path}?fallback=none", accept_language=header)

        assert reply.status == status
        if status == 200:
            assert reply.json["locale"] == locale
        else:
            assert (reply.json["type"], reply.json["reason"]) == (
                "/problems/translation-unavailable",
                "awaiting-sign-off",
            )
            assert sorted(reply.json["available"]) == ["en", "fr"]


def test_each_address_looks_at_its_own_words(partly: Door) -> None:
    """Where one section is there in a language, so is the topic; another section is not."""
    header = "ar, en;q=0.5"
    benefits, risks, topic = (partly.ask(path, accept_language=header) for path in (BENEFITS, RISKS, TOPIC))

    assert (benefits.json["locale"], benefits.json["fallback"]) == ("ar", None)
    assert (risks.json["locale"], risks.json["fallback"]) == ("en", {"from": "ar", "reason": "awaiting-sign-off"})
    assert topic.json["locale"] == "ar"
    assert {each["id"] for each in topic.json["sections"] if each["locale"] == "ar"} == {"benefits"}
    assert all(each["fallback"] for each in topic.json["sections"] if each["locale"] == "en")


@pytest.mark.parametrize(
    ("header", "locale"),
    [("es, en", "es"), ("en, es", "en"), ("ar-EG", "ar"), ("uk, fr", "fr"), ("uk", "en"), ("", "en")],
)
@pytest.mark.parametrize("path", ["/read/vertebroplasty", "/read/vertebroplasty/risks", "/embed/vertebroplasty/risks"])
def test_what_is_withheld_is_said_in_the_readers_language(none: Door, path: str, header: str, locale: str) -> None:
    """A page in a text's place is for its reader as the text would be."""
    reply = none.ask(path, accept_language=header)

    assert reply.status == 404
    assert f'<html lang="{locale}"' in reply.body.decode()


def test_what_is_withdrawn_is_said_in_the_readers_language() -> None:
    """As long as the language is listed."""
    lost = (Withdrawal(topic=TopicId("vertebroplasty")),)
    project = sign_off(read_project(SHIPPED), "en")
    reply = open_door(build_release(replace(project, withdrawals=lost), Policy.SIGNED)).ask(
        "/read/vertebroplasty", accept_language="ar, en"
    )

    assert reply.status == 410
    assert '<html lang="ar"' in reply.body.decode()


def test_a_star_without_english_gets_the_translation_that_is_most_complete() -> None:
    """Of a topic by its sections, ties by tag; of a section the first tag that has it."""
    project = sign_off(read_project(SHIPPED), "en", "fr", "pl")
    project = sign_off(project, "ar", sections=["benefits"])
    door = open_door(build_release(project, Policy.SIGNED))
    asked = {path: door.ask(path, accept_language="*, en;q=0") for path in (TOPIC, BENEFITS, RISKS, "/v1/topics")}

    assert [reply.headers["content-language"] for reply in asked.values()] == ["fr", "ar", "fr", "fr"]
