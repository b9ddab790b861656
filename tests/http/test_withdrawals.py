"""`vertebra withdraw` and `reinstate`: 410 in every locale, with the reason and what to show instead."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.ledgers.withdrawals import Reinstatement, WithdrawalRecord, decide_withdrawals
from api.model.records import render_record, seal_record
from api.model.vetting import Policy
from api.project.reading import Folders, judge_again
from api.release.build import load_release
from tests.asgi import Door, Reply, open_door
from tests.builders import edit
from tests.shell import Shell
from tests.staff import hire

TOPIC = "/v1/topics/vertebroplasty"
RISKS = "vertebroplasty/risks"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WHY = "A newer study contradicts it."


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project of the test's own."""
    return Shell(folders, capsys)


def records(shell: Shell) -> Path:
    """The topic's file."""
    return shell.folders.content / "vertebroplasty" / "withdrawals.jsonl"


def ask(shell: Shell, path: str) -> Reply:
    """What a partner gets where drafts are served."""
    return open_door(load_release(shell.folders, Policy.DRAFTS)).ask(path)


def list_texts(blocks: Iterable[Any]) -> Iterator[str]:
    """The text of every paragraph and list item."""
    for block in blocks:
        if "text" in block:
            yield block["text"]
        yield from list_texts((*block.get("items", ()), *block.get("blocks", ())))


@pytest.mark.parametrize("tag", ["en", "es"])
def test_a_withdrawn_section_is_gone_in_every_locale(shell: Shell, tag: str) -> None:
    """410, with why and what to show instead; the topic lists it."""
    assert shell.run("withdraw", RISKS, "--reason", WHY, "--replacement", "vertebroplasty/recovery") == 0
    reply = ask(shell, f"{TOPIC}/sections/risks/{tag}.json")

    assert (reply.status, reply.json["type"], reply.json["reason"]) == (410, "/problems/withdrawn", "withdrawn")
    assert WHY in reply.json["detail"]
    assert f"{TOPIC}/sections/recovery" in reply.json["next"]
    (told,) = reply.json["withdrawals"]
    assert (told["section"], told["reason"], told["replacement"]) == ("risks", WHY, f"{TOPIC}/sections/recovery")
    assert json.loads(records(shell).read_text())["at"].startswith(told["date"])
    assert ask(shell, f"{TOPIC}/{tag}.json").json["withheld"] == [{"id": "risks", "reason": "withdrawn"}]


def test_a_withdrawn_topic_is_gone_as_a_whole(shell: Shell) -> None:
    """With all its sections, and an address elsewhere to go to."""
    shell.run("withdraw", "vertebroplasty", "--reason", WHY, "--replacement", "https://made-up.example/new")
    for path in (f"{TOPIC}/es.json", f"{TOPIC}/sections/benefits/en.json"):
        reply = ask(shell, path)
        assert reply.status == 410
        assert [(each["section"], each["replacement"]) for each in reply.json["withdrawals"]] == [
            (None, "https://made-up.example/new")
        ]
    assert shell.run("reinstate", RISKS) == 1
    assert "the whole topic is: reinstate vertebroplasty" in shell.err


@pytest.mark.parametrize("accept", ["", ".json", ".html"])
def test_a_withdrawn_sections_versions_are_gone(shell: Shell, accept: str) -> None:
    """Today's words in every locale, and those that were signed once, say 410 as the section does; other sections' words stay."""
    hire(shell.folders)
    shell.run("sign-off", RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")
    signed, english, other = (
        ask(shell, f"{TOPIC}/sections/{path}.json").json["links"]["permalink"]
        for path in ("risks/es", "risks/en", "benefits/es")
    )
    edit(shell.catalog(), "infección o sangrado", "infección o hemorragia")
    today = ask(shell, f"{TOPIC}/sections/risks/es.json").json["links"]["permalink"]
    assert today != signed
    assert ask(shell, f"{signed}{accept}").status == 404

    shell.run("withdraw", RISKS, "--reason", WHY, "--replacement", "vertebroplasty/recovery")
    for permalink in (signed, today, english):
        reply = ask(shell, f"{permalink}{accept}")
        assert (reply.status, reply.json) == (410, ask(shell, f"{TOPIC}/sections/risks/es.json").json)
        assert reply.headers["cache-control"] == "max-age=30"
    assert ask(shell, f"{other}{accept}").status == 200

    shell.run("reinstate", RISKS)
    assert [ask(shell, f"{each}{accept}").status for each in (signed, today, english)] == [404, 200, 200]


@pytest.mark.parametrize("reference", [RISKS, "vertebroplasty/overview", "vertebroplasty"])
def test_no_word_of_what_is_withdrawn_is_left(shell: Shell, reference: str) -> None:
    """At no address, in no format and locale: not its title either, in a list, or beside what requires it."""
    served = open_door(load_release(shell.folders, Policy.DRAFTS))
    taken, kept = set[str](), set[str]()
    for tag in ("en", "es"):
        for body in served.ask(f"{TOPIC}/{tag}.json").json["sections"]:
            words = taken if f"vertebroplasty/{body['id']}".startswith(reference) else kept
            words |= {body["title"]["text"], *list_texts(body["blocks"])}
    shell.run("withdraw", reference, "--reason", WHY)
    door = open_door(load_release(shell.folders, Policy.DRAFTS))

    def find(paths: Iterable[str], door: Door) -> set[str]:
        bodies = [html.unescape(door.ask(path).body.decode()).replace('\\"', '"') for path in paths]
        return {text for text in taken - kept if any(text in body for body in bodies)}

    assert len(find(served.addresses, served)) > 6
    assert find(door.addresses, door) == set()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (RISKS, "", r"([\d,]+) addresses say 410 now"),
        (RISKS, "vertebroplasty/recovery", r"([\d,]+) addresses say 410 now, [\d,]+ of them since this"),
        (RISKS, "vertebroplasty", r"([\d,]+) addresses say 410 now, [\d,]+ of them since this"),
    ],
)
def test_a_recall_ends_with_how_far_it_reaches(shell: Shell, first: str, second: str, told: str) -> None:
    """Whoever withdraws is told how many addresses say 410 now: as many as a server then answers so."""
    for reference in filter(None, (first, second)):
        assert shell.run("withdraw", reference, "--reason", WHY) == 0
    found = re.fullmatch(told, shell.out.splitlines()[-1])
    door = open_door(load_release(shell.folders, Policy.SIGNED))
    gone = [path for path in door.addresses if door.ask(path).status == 410]

    assert found is not None, shell.out
    assert int(found[1].replace(",", "")) == len(gone) > 30
    assert shell.run("reinstate", first) == 0
    door = open_door(load_release(shell.folders, Policy.SIGNED))
    back = len(gone) - sum(door.ask(path).status == 410 for path in gone)
    assert shell.out.splitlines()[-1] == f"{back} addresses no longer say 410; {len(gone) - back} do"


def test_what_cannot_be_counted_is_said(shell: Shell) -> None:
    """While content/ cannot be read, a recall is written all the same, and says why it cannot be counted."""
    shell.section("recovery").write_text("Nothing.")
    for words in (("withdraw", RISKS, "--reason", WHY), ("reinstate", RISKS)):
        assert shell.run(*words) == 0
        assert shell.out.splitlines()[-1].startswith(
            f"how many addresses say 410 cannot be counted, for content/ cannot be read: {shell.folders.content}"
        )


def test_what_is_reinstated_is_served_again(shell: Shell) -> None:
    """Both records stay."""
    shell.run("withdraw", RISKS, "--reason", WHY)
    assert shell.run("reinstate", RISKS, "--reason", "The study was retracted.") == 0
    assert ask(shell, f"{TOPIC}/sections/risks/es.json").status == 200
    kinds = [json.loads(line)["kind"] for line in records(shell).read_text().splitlines()]
    assert kinds == ["withdrawal", "reinstatement"]
    assert shell.run("reinstate", RISKS) == 1
    assert "was not withdrawn" in shell.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("vertebroplasty/nothing", "--reason", WHY), "there is no topic or section vertebroplasty/nothing"),
        ((RISKS, "--reason", ""), "--reason needs words"),
        ((RISKS, "--reason", "  "), "what is given as reason cannot stand on one line: it has no words"),
        ((RISKS, "--reason", WHY, "--replacement", "hip"), "there is no topic or section hip"),
        ((RISKS, "--reason", WHY, "--replacement", "javascript:alert(1)"), "there is no topic or section javascript"),
        ((RISKS, "--reason", WHY, "--replacement", "http://made-up.example/"), "is not an absolute https address"),
        ((RISKS, "--reason", WHY, "--replacement", "https://u@made-up.example/"), "is not an absolute https address"),
        ((RISKS, "--reason", WHY, "--replacement", RISKS), "cannot replace it"),
        (("vertebroplasty", "--reason", WHY, "--replacement", RISKS), "cannot replace it"),
    ],
)
def test_a_senseless_withdrawal_is_usage(shell: Shell, words: Sequence[str], why: str) -> None:
    """Nothing is written."""
    assert shell.run("withdraw", *words) == 2
    assert why in shell.err
    assert not records(shell).exists()


def test_what_is_withdrawn_replaces_nothing(shell: Shell) -> None:
    """Else two withdrawn sections would send patients to each other."""
    assert shell.run("withdraw", RISKS, "--reason", WHY, "--replacement", "vertebroplasty/overview") == 0
    assert shell.run("withdraw", "vertebroplasty/overview", "--reason", WHY, "--replacement", RISKS) == 2
    assert f"{RISKS} is withdrawn itself" in shell.err


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda line: line.replace("newer", "older"), "this line was edited"),
        (lambda line: line[:-9], "no record"),
        (lambda line: line.replace('"vertebroplasty/risks"', '"hip"'), "this line was edited"),
    ],
)
def test_an_edited_record_stops_the_start(shell: Shell, change: Any, why: str) -> None:
    """What it held may have been a withdrawal; and nothing is added to it."""
    shell.run("withdraw", RISKS, "--reason", WHY)
    records(shell).write_text(change(records(shell).read_text()))
    before = records(shell).read_text()
    assert shell.run("check") == 2
    assert f"{records(shell)}:1:1: error content-file" in shell.out + shell.err
    assert why in shell.out + shell.err
    assert shell.run("withdraw", "vertebroplasty", "--reason", WHY) == 2
    assert records(shell).read_text() == before


def test_a_record_of_another_topic_is_refused(shell: Shell) -> None:
    """A file that was copied."""
    record = seal_record(WithdrawalRecord(id="", section="hip/risks", at=NOON, reason=WHY, replacement=None))
    records(shell).write_text(render_record(record) + "\n")
    assert shell.run("check") == 2
    assert "its section hip/risks is not of this topic" in shell.out + shell.err


def test_a_file_that_cannot_be_read_stops_the_start(shell: Shell) -> None:
    """As a folder in its place cannot."""
    records(shell).mkdir()
    assert shell.run("check") == 2
    assert "cannot be read" in shell.out + shell.err
    assert shell.run("withdraw", RISKS, "--reason", WHY) == 1
    assert "cannot be read" in shell.err


def test_a_withdrawal_that_a_reinstatement_did_not_see_stands() -> None:
    """Another branch withdrew it meanwhile; whatever order and times a merge left."""
    gone, other = (
        seal_record(WithdrawalRecord(id="", section=RISKS, at=NOON, reason=why, replacement=None))
        for why in (WHY, "Mine.")
    )
    back = seal_record(Reinstatement(id="", section=RISKS, ends=(gone.id,), at=NOON + timedelta(hours=2), reason=None))
    assert list(decide_withdrawals((gone, back))) == []
    assert [each.reason for each in decide_withdrawals((gone, back, other))] == ["Mine."]
    assert [each.reason for each in decide_withdrawals((other, back, gone))] == ["Mine."]


def test_a_recall_waits_for_no_other_file(shell: Shell) -> None:
    """Also while content/ cannot be read; it goes by the names of the files then."""
    path = shell.section("recovery")
    text = path.read_text()
    path.write_text("Nothing.")
    assert shell.run("withdraw", RISKS, "--reason", WHY) == 0
    assert shell.run("withdraw", "vertebroplasty/nothing", "--reason", WHY) == 2
    path.write_text(text)
    assert ask(shell, f"{TOPIC}/sections/risks/es.json").status == 410


def test_what_was_withdrawn_twice_is_reinstated_once(shell: Shell) -> None:
    """One reinstatement names both; within a second, too."""
    for _ in range(2):
        shell.run("withdraw", RISKS, "--reason", WHY)
        assert shell.run("withdraw", RISKS, "--reason", WHY) == 0
        assert ask(shell, f"{TOPIC}/sections/risks/es.json").status == 410
        assert shell.run("reinstate", RISKS) == 0
        assert ask(shell, f"{TOPIC}/sections/risks/es.json").status == 200


def test_withdrawals_reach_the_last_good_release(shell: Shell) -> None:
    """Where content/ became unreadable; nothing that was withdrawn comes back meanwhile."""
    project = load_release(shell.folders, Policy.DRAFTS).project
    shell.run("withdraw", RISKS, "--reason", WHY)
    more = judge_again(project, shell.folders)
    assert [each.section for each in more.withdrawals] == ["risks"]
    records(shell).unlink()
    assert judge_again(more, shell.folders).withdrawals == more.withdrawals


def test_a_withdrawal_of_what_there_is_not_says_that_it_does_nothing(shell: Shell) -> None:
    """Hand-made, or of a section that went; so does a reinstatement of what was not withdrawn. Nothing else is kept from readers."""
    assert shell.run("withdraw", RISKS, "--reason", WHY) == 0
    lines = [
        WithdrawalRecord(id="", section="vertebroplasty/riscs", at=NOON, reason=WHY, replacement=None),
        Reinstatement(id="", section=RISKS, ends=("sha256:" + "0" * 64,), at=NOON, reason=None),
    ]
    path = records(shell)
    path.write_text(path.read_text() + "".join(f"{render_record(seal_record(each))}\n" for each in lines))

    assert shell.run("verify") == 0
    for place, what in (
        (
            f"{path}:2",
            "there is no topic or section vertebroplasty/riscs, so this withdraws nothing; did you mean vertebroplasty/risks?",
        ),
        (f"{path}:3", "what it ends is no earlier withdrawal of vertebroplasty/risks, so this brings nothing back"),
    ):
        assert f"{place}:1: warning withdrawal {what}" in shell.out
    assert shell.run("check", "es") == 0
    assert "warning withdrawal" in shell.out
    assert ask(shell, f"{TOPIC}/sections/risks/en.json").status == 410
    assert ask(shell, f"{TOPIC}/sections/recovery/en.json").status == 200


@pytest.mark.parametrize(("section", "hours"), [("vertebroplasty/overview", 1), ("vertebroplasty", 1), (RISKS, -1)])
def test_nothing_is_reinstated_by_the_way(shell: Shell, section: str, hours: int) -> None:
    """A reinstatement ends earlier withdrawals of its own section; any other brings nothing back, and a finding says so."""
    lost = seal_record(WithdrawalRecord(id="", section=RISKS, at=NOON, reason=WHY, replacement=None))
    back = seal_record(
        Reinstatement(id="", section=section, ends=(lost.id,), at=NOON + timedelta(hours=hours), reason=None)
    )
    records(shell).write_text(f"{render_record(lost)}\n{render_record(back)}\n")

    assert ask(shell, f"{TOPIC}/sections/risks/en.json").status == 410
    assert shell.run("verify") == 0
    assert f"{records(shell)}:2:1: warning withdrawal what it ends is no earlier withdrawal of {section}" in shell.out


def test_a_withdrawal_that_acts_is_not_said_to_do_nothing(shell: Shell) -> None:
    """By hand, with a slash too many: the whole topic is gone, and no finding says otherwise."""
    lost = WithdrawalRecord(id="", section="vertebroplasty/", at=NOON, reason=WHY, replacement=None)
    records(shell).write_text(f"{render_record(seal_record(lost))}\n")

    assert ask(shell, f"{TOPIC}/sections/risks/en.json").status == 410
    shell.run("verify")
    assert "withdraws nothing" not in shell.out


def test_a_recall_does_not_wait_for_topic_toml(shell: Shell) -> None:
    """A topic is known by its texts too."""
    (shell.folders.content / "vertebroplasty" / "topic.toml").unlink()
    assert shell.run("withdraw", RISKS, "--reason", WHY) == 0
    assert "vertebroplasty/risks" in records(shell).read_text()
