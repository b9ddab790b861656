"""A typo in the English: a clinician vouches that the meaning stayed, and what was signed stays signed."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from api.model.ledger import SameMeaning
from api.model.records import render_record, seal_record
from api.model.vetting import Policy
from api.project.reading import Folders
from api.release.build import load_release
from tests.asgi import open_door
from tests.builders import edit
from tests.shell import Shell, sit_down
from tests.staff import hire

RISKS = "vertebroplasty/risks"
ENGLISH = ("--locale", "en", "--role", "clinical", "--reviewer", "ana", "--yes")
SPANISH = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")
TYPO = ("an allergic reaction to the materials", "an allergic reaction, to the materials")
AGAIN = ("infection or bleeding", "Infection, or bleeding")
LETTERS = ("infection or bleeding", "injection or bleeding")


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project whose risks are signed, in English and in Spanish."""
    hire(folders)
    opened = Shell(folders, capsys)
    assert opened.run("sign-off", RISKS, *ENGLISH) == 0
    assert opened.run("sign-off", RISKS, *SPANISH) == 0
    return opened


def get_risks(shell: Shell, tag: str = "es", policy: Policy = Policy.SIGNED) -> Any:
    """The risks as a partner gets them."""
    return (
        open_door(load_release(shell.folders, policy))
        .ask(f"/v1/topics/{RISKS.replace('/', '/sections/')}/{tag}.json")
        .json
    )


def read_english(shell: Shell) -> list[Any]:
    """What the English ledger holds."""
    path = shell.folders.locales / "en" / "signoffs" / "vertebroplasty.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


def read_signature(shell: Shell) -> Any:
    """Who signed the Spanish, and as of when it was read."""
    review = get_risks(shell)["review"]
    return review["state"], review["signoffs"][0], review["last_reviewed"]


def type_words(shell: Shell, monkeypatch: pytest.MonkeyPatch, *answers: str) -> int:
    """Say it at a keyboard."""
    sit_down(monkeypatch, *answers)
    return shell.run("sign-off", RISKS, *ENGLISH[:-1], "--same-meaning")


def vouch(shell: Shell, reviewer: str = "ana") -> int:
    """Say that the English means what it meant."""
    words = ("--locale", "en", "--role", "clinical", "--reviewer", reviewer, "--yes")
    return shell.run("sign-off", RISKS, *words, "--same-meaning")


def test_an_edit_alone_lapses_both(shell: Shell) -> None:
    """Never automatically."""
    edit(shell.section("risks"), *TYPO)
    assert get_risks(shell)["reason"] == "awaiting-sign-off"
    assert get_risks(shell, policy=Policy.DRAFTS)["fallback"]["reason"] == "outdated"


def test_what_was_signed_stays_signed(shell: Shell) -> None:
    """Before sync and after it; the date of the review is that of the whole reading."""
    before = get_risks(shell)
    edit(shell.section("risks"), *TYPO)
    assert vouch(shell) == 0
    assert "en changed:  an allergic reaction{+,+} to the materials" in shell.out

    english, spanish = get_risks(shell, "en"), get_risks(shell)
    assert [(each["role"], each["locale"]) for each in english["review"]["signoffs"]] == [("clinical", "en")] * 2
    assert spanish["review"]["signoffs"] == [before["review"]["signoffs"][0], *english["review"]["signoffs"]]
    assert spanish["review"]["last_reviewed"] == before["review"]["last_reviewed"]
    assert spanish["locale"] == "es"
    assert shell.run("check", "es") == 0
    assert "outdated" not in shell.out
    assert shell.run("sync", "es", "--check") == 1
    assert shell.run("sync", "es") == 0
    assert "fuzzy" not in shell.catalog().read_text()
    assert f'msgid "{TYPO[1]}"' in shell.catalog().read_text()
    assert get_risks(shell)["review"] == spanish["review"]
    assert shell.run("sync", "es", "--check") == 0
    assert shell.run("verify") == 0
    assert shell.out.count("counts") == 4


def test_what_sync_had_marked_fuzzy_is_current_again(shell: Shell) -> None:
    """The usual order: the author edits and syncs, the clinician reads afterwards."""
    edit(shell.section("risks"), *TYPO)
    shell.run("sync", "es")
    assert shell.catalog().read_text().count("#, fuzzy") == 1
    vouch(shell)
    assert shell.run("sync", "es") == 0
    assert "fuzzy" not in shell.catalog().read_text()
    assert get_risks(shell)["locale"] == "es"


def test_words_that_were_changed_meanwhile_stay_fuzzy(shell: Shell) -> None:
    """Only the words that were signed for the old English are words for the new."""
    edit(shell.section("risks"), *TYPO)
    shell.run("sync", "es")
    edit(shell.catalog(), "reacción alérgica a los materiales", "reacción alérgica al material")
    vouch(shell)
    shell.run("sync", "es")
    assert shell.catalog().read_text().count("#, fuzzy") == 1
    assert get_risks(shell)["fallback"]["reason"] == "outdated"


def test_a_translation_that_nobody_signed_becomes_no_more_than_a_draft(shell: Shell) -> None:
    """Its msgid is carried over; a signature it has none."""
    shell.run("sign-off", RISKS, *SPANISH, "--revoke")
    edit(shell.section("risks"), *TYPO)
    vouch(shell)
    shell.run("sync", "es")
    assert get_risks(shell)["fallback"]["reason"] == "awaiting-sign-off"


def test_each_edit_is_compared_with_the_whole_reading(shell: Shell) -> None:
    """Never with the edit before it, and one may be undone; a translation that was signed meanwhile stays signed too."""
    before = read_signature(shell)
    for was, now in (TYPO, AGAIN, TYPO[::-1]):
        edit(shell.section("risks"), was, now)
        assert vouch(shell) == 0
        shell.run("sync", "es")
        assert read_signature(shell) == before
    assert shell.run("sign-off", RISKS, *SPANISH) == 0
    edit(shell.section("risks"), *AGAIN[::-1])
    assert get_risks(shell)["locale"] == "es"
    whole, *ties = read_english(shell)
    assert [tie["from"] for tie in ties] == [whole["digest"]] * 3


def test_nothing_rests_on_what_was_taken_back(shell: Shell) -> None:
    """Whoever revokes the whole reading takes along what only compared with it."""
    edit(shell.section("risks"), *TYPO)
    vouch(shell)
    assert shell.run("sign-off", RISKS, *ENGLISH, "--revoke") == 0
    assert "2 taken back" in shell.out
    assert "translations that were carried along are drafts now" in shell.out
    assert get_risks(shell, "en")["status"] == 404


def test_a_whole_reading_of_the_new_words_renews(shell: Shell) -> None:
    """Then the English rests on that, and the translation still on the tie."""
    edit(shell.section("risks"), *TYPO)
    vouch(shell)
    assert shell.run("sign-off", RISKS, *ENGLISH) == 0
    assert len(get_risks(shell, "en")["review"]["signoffs"]) == 1
    assert get_risks(shell)["locale"] == "es"
    assert shell.run("verify") == 0


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("(rare)", "(very rare)", "the hedge “very” came"),
        ("(rare)", "", "the hedge “rare” went"),
        ("may include", "can include", "the hedge “may” became “can”"),
        ("every procedure has risks", "every procedure has 2 risks", "the number “2” came"),
        ("irritated or injured", "not irritated or injured", "the negation “not” came"),
        ("to be sure that", "to be sure within 3 days that", "“3” came"),
        ("Problems may include:", "Problems may **include**:", "bold or emphasis changed"),
        ("- infection or bleeding {#infection}\n", "", "a block came, went or moved"),
    ],
)
def test_a_changed_fact_is_no_typo(shell: Shell, before: str, after: str, why: str) -> None:
    """Never for a changed number, negation or hedge: it says which, and to sign it anew."""
    edit(shell.section("risks"), before, after)
    assert vouch(shell) == 1
    assert why in shell.err
    assert "read it as a whole and sign it anew" in shell.err
    assert get_risks(shell, "en")["status"] == 404


def test_a_moved_block_is_no_typo(shell: Shell) -> None:
    """Its translation would have to move too."""
    path = shell.section("risks")
    lines = path.read_text().splitlines(keepends=True)
    places = [index for index, line in enumerate(lines) if line.startswith("- ")]
    lines[places[0]], lines[places[1]] = lines[places[1]], lines[places[0]]
    path.write_text("".join(lines))
    assert vouch(shell) == 1
    assert "a block came, went or moved" in shell.err


def test_only_a_clinician_says_so_and_of_english_alone(shell: Shell) -> None:
    """A translation is signed anew."""
    edit(shell.section("risks"), *TYPO)
    assert vouch(shell, "ben") == 1
    assert shell.run("sign-off", RISKS, *SPANISH, "--same-meaning") == 1
    shell.run("sync", "es")
    assert shell.run("sign-off", "vertebroplasty/recovery", *SPANISH, "--same-meaning") == 1
    assert "only a clinical reviewer says that the meaning stayed, and only of the English" in shell.err


def test_there_must_be_something_to_mean_the_same_as(shell: Shell) -> None:
    """A signed wording, and another one."""
    assert vouch(shell) == 1
    assert "no other English wording is signed" in shell.err
    assert shell.run("sign-off", "vertebroplasty/recovery", *ENGLISH, "--same-meaning") == 1
    assert "no other English wording is signed" in shell.err
    edit(shell.section("risks"), *TYPO)
    assert (vouch(shell), vouch(shell)) == (0, 1)
    assert "a clinical reviewer has vouched for that already" in shell.err


def test_the_record_says_what_was_tied_to_what(shell: Shell) -> None:
    """Both digests; the words of both lie beside it."""
    edit(shell.section("risks"), *TYPO)
    vouch(shell)
    folder = shell.folders.locales / "en" / "signoffs"
    whole, tie = (json.loads(line) for line in (folder / "vertebroplasty.jsonl").read_text().splitlines())
    assert (tie["kind"], tie["from"]) == ("same-meaning", whole["digest"])
    assert tie["to"] == get_risks(shell, "en")["digest"]
    for digest in (tie["from"], tie["to"]):
        assert (folder / "wordings" / f"{digest.removeprefix('sha256:')}.json").is_file()


def test_a_whole_reading_can_be_made_a_comparison_afterwards(shell: Shell) -> None:
    """Who signed a typo as new words, and so ended the translations, can still say that it was one."""
    edit(shell.section("risks"), *TYPO)
    assert shell.run("sign-off", RISKS, *ENGLISH) == 0
    assert get_risks(shell)["fallback"]["reason"] == "outdated"
    assert vouch(shell) == 0
    assert get_risks(shell)["locale"] == "es"
    assert shell.run("verify") == 0


def test_only_what_a_clinician_signed_can_be_meant(shell: Shell) -> None:
    """A linguist's reading of the English vouches for no facts."""
    edit(shell.section("risks"), *TYPO)
    words = ("--locale", "en", "--role", "linguistic", "--reviewer", "ana", "--yes")
    assert shell.run("sign-off", RISKS, *words) == 0
    assert shell.run("sign-off", RISKS, *words, "--same-meaning") == 1
    edit(shell.section("risks"), *AGAIN)
    assert vouch(shell) == 0
    assert get_risks(shell, "en")["review"]["state"] == "signed-off"
    assert shell.run("verify") == 0


def test_who_vouches_for_the_english_may_have_translated_it(shell: Shell) -> None:
    """Only the translation is not theirs to sign."""
    (shell.folders.locales / "es" / "translation.toml").write_text('method = "human"\ntranslators = ["ana"]\n')
    edit(shell.section("risks"), *TYPO)
    assert vouch(shell) == 0
    assert get_risks(shell)["locale"] == "es"


def test_a_persons_own_doubt_stays(shell: Shell) -> None:
    """Who marked a translation fuzzy before its English changed, doubted the words."""
    place = 'msgctxt "risks/allergy"'
    edit(shell.catalog(), place, f"#, fuzzy\n{place}")
    edit(shell.section("risks"), *TYPO)
    shell.run("sync", "es")
    assert vouch(shell) == 0
    shell.run("sync", "es")
    assert "#, fuzzy" in shell.catalog().read_text()
    assert get_risks(shell)["fallback"]["reason"] == "outdated"
    assert shell.run("sync", "es", "--check") == 0
    assert shell.run("confirm", "es", f"{RISKS}#allergy") == 0
    assert "Was marked fuzzy" not in shell.catalog().read_text()
    assert get_risks(shell)["locale"] == "es"


def test_sync_carries_what_the_needed_role_signed(shell: Shell) -> None:
    """A clinician who does not read the language vouches for no translation."""
    shell.run("sign-off", RISKS, *SPANISH, "--revoke")
    shell.run("sign-off", RISKS, "--locale", "es", "--role", "clinical", "--reviewer", "ana", "--yes")
    edit(shell.section("risks"), *TYPO)
    shell.run("sync", "es")
    vouch(shell)
    shell.run("sync", "es")
    assert "#, fuzzy" in shell.catalog().read_text()


def test_many_edits_are_followed_at_once(shell: Shell) -> None:
    """However often a text went there and back."""
    for _ in range(3):
        for was, now in (TYPO, TYPO[::-1]):
            edit(shell.section("risks"), was, now)
            vouch(shell)
    edit(shell.section("risks"), *AGAIN)
    assert vouch(shell) == 0
    assert get_risks(shell)["locale"] == "es"


def test_other_letters_are_taken_at_a_keyboard_only(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each changed word is shown alone and typed, and the record keeps it; a script is told what to do instead."""
    edit(shell.section("risks"), *LETTERS)
    for _ in range(2):
        assert vouch(shell) == 1
        assert "risks/infection: “infection” became “injection”. Other letters may be another word" in shell.err
        assert "without --yes; or read it as a whole" in shell.err
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for answers in (("",), ("yes",), ("infection", "yes"), ("injection",), ("injection", "no")):
        assert type_words(shell, monkeypatch, *answers) == 1
        assert "not signed" in shell.out
    assert len(read_english(shell)) == 1

    assert type_words(shell, monkeypatch, "injection", "yes") == 0
    assert "risks/infection: “infection” became “injection”." in shell.out
    assert (read_english(shell)[-1]["typed"], read_english(shell)[-1]["shown"]) == (["injection"], "terminal")
    assert (shell.run("verify"), get_risks(shell)["locale"]) == (0, "es")


def test_slips_do_not_add_up(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever says it again is shown every word that changed since the whole reading, and no chain of words becomes another."""
    edit(shell.section("risks"), *LETTERS)
    assert type_words(shell, monkeypatch, "injection", "yes") == 0
    edit(shell.section("risks"), "injection or bleeding", "injection or breeding")
    assert type_words(shell, monkeypatch, "breeding", "yes") == 1
    assert type_words(shell, monkeypatch, "injection", "breeding", "yes") == 0
    edit(shell.section("risks"), "injection or breeding", "injection or breading")
    assert type_words(shell, monkeypatch, "injection", "breading", "yes") == 1
    assert "the wording “bleeding” became “breading”" in shell.err
    assert get_risks(shell, "en")["status"] == 404


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"typed": ()}, "letters changed, and nobody typed what it says now: injection"),
        ({"typed": ("infection",)}, "letters changed, and nobody typed"),
        ({"shown": "unattended"}, "its words were typed, and at no keyboard"),
    ],
)
def test_a_line_without_the_typed_words_is_void(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], why: str
) -> None:
    """Whoever wrote it by hand."""
    edit(shell.section("risks"), *LETTERS)
    assert type_words(shell, monkeypatch, "injection", "yes") == 0
    path = shell.folders.locales / "en" / "signoffs" / "vertebroplasty.jsonl"
    whole, tie = path.read_text().splitlines()
    record = seal_record(msgspec.structs.replace(msgspec.json.decode(tie, type=SameMeaning), **changes))
    path.write_text(f"{whole}\n{render_record(record)}\n")
    assert shell.run("verify") == 1
    assert why in shell.out
    assert get_risks(shell, "en")["status"] == 404


def test_only_a_wording_that_was_signed_as_a_whole_can_be_compared_with(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that rests on another comparison is void."""
    edit(shell.section("risks"), *LETTERS)
    assert type_words(shell, monkeypatch, "injection", "yes") == 0
    first = msgspec.json.decode(json.dumps(read_english(shell)[-1]), type=SameMeaning)
    edit(shell.section("risks"), "injection or bleeding", "injections or bleeding")
    assert shell.run("sign-off", RISKS, *ENGLISH) == 0
    path = shell.folders.locales / "en" / "signoffs" / "vertebroplasty.jsonl"
    whole, tie, last = path.read_text().splitlines()
    digest = json.loads(last)["digest"]
    chained = msgspec.structs.replace(first, before=first.digest, digest=digest, typed=("injections",))
    path.write_text("\n".join([whole, tie, render_record(seal_record(chained)), ""]))
    assert shell.run("verify") == 1
    assert "nobody signed as a whole the wording that it compares with" in shell.out
    assert get_risks(shell, "en")["status"] == 404
