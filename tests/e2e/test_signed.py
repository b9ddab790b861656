"""What a partner gets while reviewers sign: the real server under its default policy, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from api.project.reading import Folders
from tests.builders import edit
from tests.e2e.test_serve import RISKS, Running, serving
from tests.shell import Shell
from tests.staff import hire

TOPIC = "/v1/topics/vertebroplasty"
SECTION = "vertebroplasty/risks"
ENGLISH = ("--locale", "en", "--role", "clinical", "--reviewer", "ana", "--yes")
SPANISH = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")


def state_of(running: Running, path: str) -> tuple[int, Any]:
    """The status, and what is shown or why nothing is."""
    status, body = running.get(path)
    return status, body["locale"] if status == 200 else body["reason"]


def test_words_are_served_once_they_are_signed_and_no_longer(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing; English; Spanish risks among stand-ins; an edit takes both back; signed anew, both return."""
    hire(folders)
    shell = Shell(folders, capsys)
    with serving(folders) as running:
        assert state_of(running, f"{RISKS}/en.json") == (404, "awaiting-sign-off")
        status, problem = running.get(TOPIC)
        assert (status, problem["type"], len(problem["withheld"])) == (404, "/problems/not-published", 8)
        assert {each["reason"] for each in problem["withheld"]} == {"awaiting-sign-off"}

        assert shell.run("sign-off", "vertebroplasty", "--all", *ENGLISH) == 0
        running.wait(lambda: state_of(running, f"{TOPIC}/en.json") == (200, "en"))
        assert running.get(f"{TOPIC}/en.json")[1]["complete"] is True
        assert running.get(f"{TOPIC}/en.json")[1]["notices"] == []
        assert state_of(running, f"{RISKS}/es.json") == (200, "en")

        assert shell.run("sign-off", SECTION, *SPANISH) == 0
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (200, "es"))
        topic = running.get(f"{TOPIC}/es.json")[1]
        for section in topic["sections"]:
            if section["id"] == "risks":
                assert (section["locale"], section["fallback"], section["notices"]) == ("es", None, [])
                assert section["review"]["signoffs"][0]["role"] == "linguistic"
            else:
                assert (section["locale"], section["fallback"]) == ("en", {"from": "es", "reason": "awaiting-sign-off"})
                assert [notice["kind"] for notice in section["notices"]] == ["stand-in", "stand-in"]

        edit(shell.section("risks"), "(rare)", "(very rare)")
        running.wait(lambda: state_of(running, f"{RISKS}/en.json") == (404, "awaiting-sign-off"))
        assert state_of(running, f"{RISKS}/es.json") == (404, "awaiting-sign-off")
        assert running.get(f"{TOPIC}/es.json")[1]["withheld"] == [{"id": "risks", "reason": "awaiting-sign-off"}]

        assert shell.run("sign-off", SECTION, *ENGLISH) == 0
        running.wait(lambda: state_of(running, f"{RISKS}/en.json") == (200, "en"))
        assert running.get(f"{RISKS}/es.json")[1]["fallback"] == {"from": "es", "reason": "outdated"}
        assert shell.run("sign-off", SECTION, *SPANISH) == 1

        assert shell.run("sync", "es") == 0
        assert shell.run("confirm", "es", f"{SECTION}#leak") == 0
        assert shell.run("sign-off", SECTION, *SPANISH) == 0
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (200, "es"))

        assert shell.run("withdraw", SECTION, "--reason", "A newer study contradicts it.") == 0
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (410, "withdrawn"))
        assert "A newer study" in running.get(f"{RISKS}/en.json")[1]["detail"]
        # Unreadable content keeps the last good release, and what is withdrawn meanwhile leaves it.
        edit(shell.section("recovery"), "# Recovery", "Recovery")
        running.wait(lambda: running.get("/health")[1]["status"] == "degraded")
        assert shell.run("reinstate", SECTION) == 0
        assert state_of(running, f"{RISKS}/es.json") == (410, "withdrawn")
        edit(shell.section("recovery"), "Recovery {", "# Recovery {")
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (200, "es"))


def test_a_broken_ledger_or_list_of_reviewers_ends_signatures_at_once(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    """On reload as on start; the server goes on, and says why."""
    hire(folders)
    shell = Shell(folders, capsys)
    shell.run("sign-off", SECTION, *ENGLISH)
    shell.run("sign-off", SECTION, *SPANISH)
    ledger = folders.locales / "es" / "signoffs" / "vertebroplasty.jsonl"
    text = ledger.read_text()
    with serving(folders) as running:
        assert state_of(running, f"{RISKS}/es.json") == (200, "es")
        ledger.write_text(text.replace("ben", "bea"))
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (200, "en"))
        running.wait(lambda: f"{ledger}:1:1: error ledger" in running.log.read_text())
        ledger.write_text(text)
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (200, "es"))
        (folders.locales / "reviewers.toml").write_text("[[")
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (404, "awaiting-sign-off"))
        running.wait(lambda: "error reviewers-file" in running.log.read_text())


def test_what_is_taken_back_leaves_the_last_good_release(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    """While content/ cannot be read: a revocation, a withdrawal and a reviewer taken away act at once; what is signed anew, too."""
    hire(folders)
    shell = Shell(folders, capsys)
    other = "vertebroplasty/recovery"
    for section, words in ((SECTION, ENGLISH), (SECTION, SPANISH), (other, ENGLISH)):
        assert shell.run("sign-off", section, *words) == 0
    recovery = RISKS.replace("risks", "recovery")
    with serving(folders) as running:
        assert state_of(running, f"{RISKS}/es.json") == (200, "es")
        edit(shell.section("benefits"), "# ", "")
        running.wait(lambda: running.get("/health")[1]["status"] == "degraded")
        assert state_of(running, f"{RISKS}/es.json") == (200, "es")

        assert shell.run("sign-off", SECTION, *SPANISH, "--revoke") == 0
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (200, "en"))
        assert shell.run("sign-off", SECTION, *ENGLISH, "--revoke") == 0
        running.wait(lambda: state_of(running, f"{RISKS}/en.json") == (404, "awaiting-sign-off"))
        assert shell.run("withdraw", SECTION, "--reason", "A newer study contradicts it.") == 0
        running.wait(lambda: state_of(running, f"{RISKS}/en.json") == (410, "withdrawn"))

        assert state_of(running, f"{recovery}/en.json") == (200, "en")
        reviewers = folders.locales / "reviewers.toml"
        people = reviewers.read_text()
        reviewers.unlink()
        running.wait(lambda: state_of(running, f"{recovery}/en.json") == (404, "awaiting-sign-off"))
        reviewers.write_text(people)
        running.wait(lambda: state_of(running, f"{recovery}/en.json") == (200, "en"))
        reviewers.write_text("[[")
        running.wait(lambda: state_of(running, f"{recovery}/en.json") == (404, "awaiting-sign-off"))
        running.wait(lambda: "error reviewers-file" in running.log.read_text())
        assert running.get("/health")[1]["status"] == "degraded"


def test_what_is_taken_back_is_gone_while_a_catalog_is_broken(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Spanish file ends in the middle; its signature and the English one are taken back all the same."""
    hire(folders)
    shell = Shell(folders, capsys)
    shell.run("sign-off", SECTION, *ENGLISH)
    shell.run("sign-off", SECTION, *SPANISH)
    with serving(folders) as running:
        assert state_of(running, f"{RISKS}/es.json") == (200, "es")
        whole = shell.catalog().read_bytes()
        shell.catalog().write_bytes(whole[:-30])
        running.wait(lambda: state_of(running, f"{RISKS}/es.json") == (200, "en"))
        assert shell.run("sign-off", SECTION, *SPANISH, "--revoke") == 0
        assert shell.run("sign-off", SECTION, *ENGLISH, "--revoke") == 0
        running.wait(lambda: state_of(running, f"{RISKS}/en.json") == (404, "awaiting-sign-off"))
        shell.catalog().write_bytes(whole)
        assert shell.run("sign-off", SECTION, *ENGLISH) == 0
        running.wait(lambda: state_of(running, f"{RISKS}/en.json") == (200, "en"))
        assert running.get(f"{RISKS}/es.json")[1]["fallback"] == {"from": "es", "reason": "awaiting-sign-off"}
