"""Every error has one shape, a page, and says what to do next."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from api.model.identifiers import SectionId, TopicId
from api.model.vetting import POLICIES, Policy, Withdrawal
from api.project.reading import Folders, read_project
from api.release.build import build_release, load_release
from api.representations.problems import INVALID_QUERY, KINDS
from api.web.faults import tell_operator
from tests.asgi import Door, Reply, open_door, run_at_once
from tests.builders import SHIPPED, SIXTEEN, edit
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
RISKS = f"{TOPIC}/sections/risks"
KEYS = ["type", "title", "status", "detail", "next", "reason", "available", "withheld", "withdrawals"]


def assert_problem(reply: Reply, name: str) -> None:
    """The reply is the named problem, in the shape that all have."""
    kind = next(kind for kind in KINDS if kind.name == name)

    assert (kind.status, "application/problem+json") == (reply.status, reply.headers["content-type"])
    assert list(reply.json) == KEYS
    assert (f"/problems/{name}", kind.title, kind.status) == tuple(reply.json[key] for key in KEYS[:3])
    assert reply.json["next"]
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "max-age=30" in reply.headers["cache-control"]
    assert "etag" not in reply.headers
    assert "content-language" not in reply.headers


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_page(door: Door, kind: object) -> None:
    """A problem's `type` leads to a page that explains it."""
    name = kind.name  # type: ignore[attr-defined]
    page = door.ask(f"/problems/{name}")

    assert page.status == 200
    assert f"<code>{name}</code>".encode() in page.body


def test_what_is_nowhere_is_not_found(door: Door) -> None:
    """404."""
    assert_problem(door.ask(f"{TOPIC}/xx.json"), "not-found")
    assert_problem(door.ask("/nothing"), "not-found")


def test_a_senseless_query_is_invalid(door: Door) -> None:
    """400, private, for the answer hangs on the query alone and yet may be sent where languages are chosen."""
    reply = door.ask(f"{RISKS}?lang=")

    assert_problem(reply, "invalid-query")
    assert reply.headers["vary"] == "Accept, Accept-Language, Accept-Encoding"


@pytest.mark.parametrize(
    ("lang", "tags"),
    [
        ("Spanish", "es"),
        ("español", "es"),
        ("Espanol", "es"),
        ("es__MX", "es"),
        ("Kreyol%20Ayisyen", "ht"),
        ("Chinese", "zh-Hans or zh-Hant"),
        ("%E4%B8%AD%E6%96%87", "zh-Hans or zh-Hant"),
    ],
)
def test_a_languages_name_is_told_its_tag(door: Door, lang: str, tags: str) -> None:
    """Where a tag belongs, by whatever name: never English, unsaid."""
    reply = door.ask(f"{RISKS}?lang={lang}")

    assert_problem(reply, "invalid-query")
    assert reply.json["detail"].endswith(f" Do you mean {tags}?")
    assert reply.json["next"].startswith(f"Write lang={tags.replace(' or ', ' or lang=')}, ")
    assert sorted(reply.json["available"]) == sorted(["en", *SIXTEEN])


@pytest.mark.parametrize(
    "lang", ["Klingon", "%3Cscript%3E", "es%20%22onload", "%1B[2J", "a" * 4000, "Spanish%20" * 300, "", "%E2%80%AEes"]
)
def test_nothing_of_a_senseless_query_is_repeated(door: Door, lang: str) -> None:
    """None of it stands in the answer, nor in a page's."""
    reply, page = door.ask(f"{RISKS}?lang={lang}"), door.ask(f"/read/vertebroplasty?lang={lang}")

    assert_problem(reply, "invalid-query")
    assert (reply.json["detail"].removesuffix(" Do you mean es?"), page.status) == (INVALID_QUERY.detail, 400)
    for sent in ("lingon", "script>", "onload", "\x1b", "aaaa", "Spanish%20", "\u202e"):
        assert sent not in reply.body.decode() + page.body.decode()


def test_a_refused_format_is_not_acceptable(door: Door) -> None:
    """406, with what there is."""
    reply = door.ask(RISKS, accept="image/png")

    assert_problem(reply, "not-acceptable")
    assert reply.json["available"] == [
        "application/json", "text/html", "text/markdown", "text/plain", "application/ld+json"
    ]  # fmt: skip


def test_a_method_is_not_allowed(door: Door) -> None:
    """405."""
    assert_problem(door.ask(RISKS, method="POST"), "method-not-allowed")


@pytest.fixture
def withheld(folders: Folders) -> Door:
    """The default policy, with nobody's signature."""
    return open_door(load_release(folders, Policy.SIGNED))


@pytest.mark.parametrize("suffix", ["", "/en.json", "/es.json", "/es.exact.json", "?fallback=none", "?lang=es",
                                    "/es.html", "/es.md", "/es.txt", "/es.jsonld", "/es.exact.html"])  # fmt: skip
def test_unsigned_english_is_not_published_in_any_locale(withheld: Door, suffix: str) -> None:
    """Under `signed`, a section whose English nobody signed is withheld everywhere, with the reason."""
    section, topic = withheld.ask(RISKS + suffix), withheld.ask(TOPIC + suffix)

    assert_problem(section, "not-published")
    assert section.json["withheld"] == [{"id": "risks", "reason": "awaiting-sign-off"}]
    assert section.json["reason"] == "awaiting-sign-off"
    assert_problem(topic, "not-published")
    assert len(topic.json["withheld"]) == 8


def test_what_is_withheld_from_all_is_no_matter_of_language(withheld: Door) -> None:
    """An unmatched `lang` with `fallback=none` gets `not-published` too."""
    assert_problem(withheld.ask(f"{RISKS}?lang=xx&fallback=none"), "not-published")


def test_a_withheld_topic_is_listed_without_its_title(withheld: Door) -> None:
    """No title that nobody vouches for: the list has the topic's id alone."""
    listed = withheld.ask("/v1/topics").json["topics"]

    assert listed == [{"id": "vertebroplasty", "title": None, "href": f"{TOPIC}/en.json", "sections": []}]


def test_a_refused_stand_in_is_unavailable(folders: Folders) -> None:
    """`fallback=none` and `.exact` give the reason and the locales that there are, for a section and in a topic."""
    edit(catalog_of(folders), "fuga de cemento hacia zonas cercanas (ocurre rara vez)", "")
    door = open_door(load_release(folders, Policy.DRAFTS))
    for target in (f"{RISKS}/es.exact.json", f"{RISKS}?lang=es&fallback=none", f"{RISKS}?lang=es-MX&fallback=none"):
        reply = door.ask(target)

        assert_problem(reply, "translation-unavailable")
        assert (reply.json["reason"], reply.json["available"]) == ("incomplete", ["en"])

    topic = door.ask(f"{TOPIC}/es.exact.json").json
    assert topic["withheld"] == [{"id": "risks", "reason": "incomplete"}]
    assert topic["complete"] is False
    assert len(topic["sections"]) == 7


def test_a_topic_with_nothing_left_is_unavailable(folders: Folders) -> None:
    """Where every section would be a stand-in, the exact topic is the same 404, and lists all."""
    catalog_of(folders).unlink()
    reply = open_door(load_release(folders, Policy.DRAFTS)).ask(f"{TOPIC}/es.exact.json")

    assert_problem(reply, "translation-unavailable")
    assert (reply.json["reason"], reply.json["available"]) == ("missing", ["en"])
    assert len(reply.json["withheld"]) == 8


@pytest.mark.parametrize("path", ["/v1/topics", TOPIC, RISKS])
def test_an_unmatched_lang_without_fallback_is_missing(door: Door, path: str) -> None:
    """`?lang=xx&fallback=none` is unavailable for the reason `missing`."""
    reply = door.ask(f"{path}?lang=xx&fallback=none")

    assert_problem(reply, "translation-unavailable")
    assert (reply.json["reason"], sorted(reply.json["available"])) == ("missing", sorted(["en", *SIXTEEN]))


@pytest.mark.parametrize("policy", POLICIES)
def test_a_withdrawn_section_is_gone(policy: Policy) -> None:
    """410 in every locale and under both policies; the other sections stay, and the topic says what is gone."""
    project = sign_off(read_project(SHIPPED), "en", "es")
    lost = (Withdrawal(topic=TopicId("vertebroplasty"), section=SectionId("risks")),)
    door = open_door(build_release(replace(project, withdrawals=lost), policy))
    for suffix in ("", "/es.json", "/en.exact.json", "?lang=es&fallback=none"):
        reply = door.ask(RISKS + suffix)

        assert_problem(reply, "withdrawn")
        assert reply.json["withheld"] == [{"id": "risks", "reason": "withdrawn"}]

    topic = door.ask(f"{TOPIC}/es.json").json
    assert topic["withheld"] == [{"id": "risks", "reason": "withdrawn"}]
    assert "risks" not in [section["id"] for section in topic["sections"]]
    benefits = next(section for section in topic["sections"] if section["id"] == "benefits")
    assert benefits["requires"] == []
    assert {notice["kind"] for notice in benefits["notices"]} == {"missing-required"}


def test_a_withdrawn_topic_is_gone() -> None:
    """410, listing all."""
    lost = (Withdrawal(topic=TopicId("vertebroplasty")),)
    door = open_door(build_release(replace(read_project(SHIPPED), withdrawals=lost), Policy.DRAFTS))

    assert_problem(door.ask(f"{TOPIC}/es.json"), "withdrawn")
    assert_problem(door.ask(TOPIC), "withdrawn")


def fail(*_: object, **__: object) -> None:
    """Fail by our own fault, with the request's words in it."""
    message = "secret: es-MX"
    raise RecursionError(message)


@pytest.mark.parametrize(
    "place",
    [
        "api.web.cache.Memory.find",
        "api.web.cache.Memory.keep",
        "api.web.cache.choose_coding",
        "api.web.cache.encode_answer",
        "api.web.cache.keep_known",
        "api.web.topics.negotiate",
        "api.web.topics.make_headers",
        "api.web.negotiation.choose_locale",
        "api.representations.subjects.make_topic",
    ],
)
def test_our_own_fault_is_told_to_the_operator_only(
    door: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """Wherever it arises: a 500 in the one shape, and one line with no trace and no word of the request's."""
    broken = Door(door.current)
    monkeypatch.setattr(place, fail)
    for method, headers in (("GET", {}), ("GET", {"if_none_match": "x"}), ("HEAD", {})):
        reply = broken.ask(f"{TOPIC}?secret", method=method, **headers)

        assert (reply.status, reply.headers["cache-control"]) == (500, "no-store")
        assert reply.headers["access-control-allow-origin"] == "*"
        assert method == "HEAD" or list(reply.json) == KEYS
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("vertebra: a request failed by our fault: RecursionError at ")
        assert "secret" not in line + reply.body.decode()


def test_a_log_that_cannot_be_written_costs_its_line_alone(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk or a closed pipe behind stderr: the answer is the same problem, and a reload goes on."""
    broken = Door(door.current)
    monkeypatch.setattr("api.web.topics.negotiate", fail)
    monkeypatch.setattr("sys.stderr", ClosedPipe())

    assert list(broken.ask(TOPIC).json) == KEYS
    tell_operator("reloaded")


class ClosedPipe(io.StringIO):
    """A stream that nobody reads any more."""

    def write(self, text: str) -> int:
        """Fail as a pipe does."""
        raise BrokenPipeError(text)


def test_a_preflight_waits_for_no_handler(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or a fault of ours would forbid a page to read what the problem is."""
    broken = Door(door.current)
    monkeypatch.setattr("api.web.topics.negotiate", fail)

    assert broken.ask(TOPIC, method="OPTIONS").status == 204


def test_what_is_withheld_is_an_address_that_knows_its_methods(withheld: Door) -> None:
    """405 with Allow, whether or not GET has words to give."""
    reply = withheld.ask(TOPIC, method="POST")

    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_fault_in_sending_ends_there(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing more is sent, no second head above all, and the operator is told."""
    sent: list[Any] = []

    async def lose(message: Any) -> None:
        sent.append(message)
        fail()

    scope = {
        "type": "http",
        "path": TOPIC,
        "raw_path": TOPIC.encode(),
        "method": "GET",
        "headers": [],
        "query_string": b"",
    }
    run_at_once(door.app.asgi_handler(scope, None, lose))  # type: ignore[arg-type]

    assert len(sent) == len(capsys.readouterr().err.splitlines()) == 1


def catalog_of(folders: Folders) -> Path:
    """The Spanish catalog of the topic."""
    return folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
