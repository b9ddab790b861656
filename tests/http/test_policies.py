"""What readers get under each policy: nobody's word counts for a translation whose English nobody signed; drafts of one locale."""

from __future__ import annotations

import pytest

from api.model.identifiers import LocaleTag
from api.model.vetting import Policy
from api.project.reading import read_project
from api.release.build import build_release
from tests.asgi import Door, open_door
from tests.builders import SHIPPED
from tests.staff import sign_off

TOPIC = "/v1/topics/vertebroplasty"
RISKS = f"{TOPIC}/sections/risks"
SPANISH_DRAFTS = Policy(drafts_in=(LocaleTag("es"),))


def kinds_of(section: dict[str, list[dict[str, str]]]) -> set[str]:
    """Of which kinds its notices are."""
    return {notice["kind"] for notice in section["notices"]}


@pytest.fixture(scope="module")
def linguist_alone() -> Door:
    """Drafts are served; of the risks a linguist signed the Spanish, and no clinician the English."""
    return open_door(build_release(sign_off(read_project(SHIPPED), "es", sections=["risks"]), Policy.DRAFTS))


def test_a_linguists_signature_alone_signs_nothing_off(linguist_alone: Door) -> None:
    """The Spanish is a draft as its English is: in the state, the notices, the review line and the signatures."""
    section = linguist_alone.ask(f"{RISKS}/es.json").json

    assert (section["locale"], section["review"]["state"]) == ("es", "draft")
    assert kinds_of(section) == {"draft", "machine"}
    assert (section["review"]["signoffs"], section["review"]["last_reviewed"]) == ([], None)
    assert section["review_line"]["text"] == "Ningún profesional de la salud ha revisado este texto todavía."


@pytest.mark.parametrize("extension", ["html", "md", "txt", "jsonld"])
def test_a_linguists_signature_alone_marks_every_format_as_a_draft(linguist_alone: Door, extension: str) -> None:
    """And names nobody as a reviewer."""
    text = linguist_alone.ask(f"{RISKS}/es.{extension}").body.decode()

    assert "Borrador" in text
    assert "lastReviewed" not in text
    assert "Made Up" not in text
    assert "Última revisión" not in text


@pytest.fixture(scope="module")
def spanish_drafts() -> Door:
    """Drafts of Spanish are served alone; the English of risks and benefits is signed, and the Spanish benefits."""
    project = sign_off(read_project(SHIPPED), "en", sections=["risks", "benefits"])
    return open_door(build_release(sign_off(project, "es", sections=["benefits"]), SPANISH_DRAFTS))


@pytest.mark.parametrize(
    ("section", "tag", "expected"),
    [
        ("risks", "en", (200, "en", "signed-off", set())),
        ("risks", "es", (200, "es", "draft", {"draft", "machine"})),
        ("risks", "fr", (200, "en", "signed-off", {"stand-in"})),
        ("benefits", "es", (200, "es", "signed-off", set())),
        ("recovery", "en", (404, "awaiting-sign-off")),
        ("recovery", "es", (404, "awaiting-sign-off")),
    ],
)
def test_drafts_of_one_locale_need_their_english_signed(
    spanish_drafts: Door, section: str, tag: str, expected: tuple[object, ...]
) -> None:
    """A named locale's draft is served with its notices where its English is signed; all else is as under `signed`."""
    reply = spanish_drafts.ask(f"{TOPIC}/sections/{section}/{tag}.json")
    got = (
        (reply.status, reply.json["locale"], reply.json["review"]["state"], kinds_of(reply.json))
        if reply.status == 200
        else (reply.status, reply.json["reason"])
    )

    assert expected == got


def test_signatures_of_both_languages_are_named_and_the_oldest_dates_the_text() -> None:
    """A translation rests on its English: whoever vouches for either is named, and the older day is that of the review."""
    project = sign_off(read_project(SHIPPED), "en", "es", sections=["risks"], day="2025-02-01")
    project = sign_off(project, "es", sections=["risks"], day="2026-05-01")
    door = open_door(build_release(project, Policy.SIGNED))
    review = door.ask(f"{RISKS}/es.json").json["review"]

    assert [(each["role"], each["locale"], each["date"]) for each in review["signoffs"]] == [
        ("linguistic", "es", "2026-05-01"),
        ("clinical", "en", "2025-02-01"),
    ]
    assert (review["last_reviewed"], review["next_review"]) == ("2025-02-01", "2027-02-01")
    entry = next(
        each
        for each in door.ask("/v1/manifest").json["entries"]
        if (each["section"], each["locale"]) == ("risks", "es")
    )
    assert entry["last_reviewed"] == "2025-02-01"
    assert door.ask(f"{RISKS}/es.json").json["review_line"]["text"].endswith("February 1, 2025.")


def test_a_policy_is_named_alike_everywhere(spanish_drafts: Door) -> None:
    """In the manifest and in `/health`; on the home page in words."""
    assert spanish_drafts.ask("/v1/manifest").json["policy"] == "drafts-in es"
    assert spanish_drafts.ask("/health").json["policy"] == "drafts-in es"
    assert b'drafts in <bdi lang="es" dir="ltr">Espa\xc3\xb1ol</bdi>' in spanish_drafts.ask("/").body


def test_a_policy_is_part_of_the_release() -> None:
    """Where nothing is a draft any more, all policies give the same bodies; their releases are three."""
    project = sign_off(read_project(SHIPPED), "en", "es")
    releases = {build_release(project, policy).id for policy in (Policy.SIGNED, Policy.DRAFTS, SPANISH_DRAFTS)}

    assert len(releases) == 3


def test_without_stand_ins_what_is_required_and_absent_is_said() -> None:
    """The Spanish benefits without the Spanish risks say so where English may not stand in for these; and nowhere else."""
    project = sign_off(read_project(SHIPPED), "en")
    door = open_door(build_release(sign_off(project, "es", sections=["benefits"]), Policy.SIGNED))
    benefits = f"{TOPIC}/sections/benefits"
    told = {path: door.ask(path).json for path in (f"{benefits}/es.json", f"{benefits}/es.exact.json")}
    topics = [door.ask(f"{TOPIC}/es{exact}.json").json for exact in ("", ".exact")]

    assert [kinds_of(each) for each in told.values()] == [set(), {"missing-required"}]
    assert [[other["id"] for other in each["requires"]] for each in told.values()] == [["risks"], ["risks"]]
    assert [kinds_of(next(each for each in topic["sections"] if each["id"] == "benefits")) for topic in topics] == [
        set(),
        {"missing-required"},
    ]
    assert kinds_of(topics[1]) == {"missing-required"}
    for extension in ("html", "md", "txt", "jsonld"):
        shown = [door.ask(f"{benefits}/es{exact}.{extension}").body.decode() for exact in ("", ".exact")]
        assert ["Another section that belongs with this one" in text for text in shown] == [False, True]
