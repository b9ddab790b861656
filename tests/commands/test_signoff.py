"""`vertebra sign-off`: who may sign what, what is written down, and what a reader gets of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from api.cli.sheet import render_plainly
from api.errors import SourceError
from api.model.ledger import Byline, Record, SignOffRecord
from api.model.records import render_record, seal_record
from api.model.vetting import Policy
from api.release.build import load_release
from tests.asgi import Reply, open_door
from tests.builders import edit
from tests.shell import Shell, answering
from tests.staff import REVIEWERS, hire

RISKS = "vertebroplasty/risks"
ENGLISH = ("--locale", "en", "--role", "clinical", "--reviewer", "ana", "--yes")
SPANISH = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")


def records(shell: Shell, tag: str = "es", domain: str = "vertebroplasty") -> list[dict[str, Any]]:
    """What a ledger holds."""
    return [json.loads(line) for line in shell.ledger(tag, domain).read_text().splitlines()]


def ask(shell: Shell, path: str, policy: Policy = Policy.SIGNED) -> Reply:
    """What a partner gets."""
    return open_door(load_release(shell.folders, policy)).ask(f"/v1/topics/vertebroplasty{path}")


def get_section(shell: Shell, tag: str, section: str = "risks", policy: Policy = Policy.SIGNED) -> Any:
    """A section as a partner gets it."""
    return ask(shell, f"/sections/{section}/{tag}.json", policy).json


def test_a_signature_says_what_was_so(shell: Shell) -> None:
    """Who, as what, when, which words, and how they had come to be; named by its own digest."""
    assert shell.run("sign-off", RISKS, *SPANISH, "--note", "Read twice.") == 0
    (record,) = records(shell)
    section = get_section(shell, "es", policy=Policy.DRAFTS)
    digest, source = section["digest"], section["source_digest"]

    assert {key: value for key, value in record.items() if key not in {"id", "at"}} == {
        "kind": "sign-off",
        "section": RISKS,
        "role": "linguistic",
        "reviewer": "ben",
        "byline": None,
        "shown": "unattended",
        "method": "machine",
        "translators": [],
        "digest": digest,
        "source": source,
        "told": None,
        "despite": [],
        "evidence": None,
        "witness": None,
        "note": "Read twice.",
    }
    moment = datetime.strptime(record["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 60
    wordings = shell.folders.locales / "es" / "signoffs" / "wordings"
    for name, locale in ((digest, "es"), (source, "en")):
        words = json.loads((wordings / f"{name.removeprefix('sha256:')}.json").read_text())
        assert (words["section"], words["locale"]) == ("risks", locale)
    assert shell.run("verify") == 0


def test_signed_words_are_served_and_say_by_whom(shell: Shell) -> None:
    """Under the default policy: the section, its state, its signers as they let be public, and when it is due again."""
    shell.run("sign-off", RISKS, *ENGLISH)
    shell.run("sign-off", RISKS, *SPANISH)
    english, spanish = get_section(shell, "en")["review"], get_section(shell, "es")["review"]
    today = datetime.now(UTC).date()

    assert (english["state"], spanish["state"]) == ("signed-off", "signed-off")
    assert english["signoffs"] == [
        {
            "role": "clinical",
            "locale": "en",
            "date": today.isoformat(),
            "name": "Ana Made-Up",
            "credentials": "MD, certified medical interpreter",
            "organisation": "Made-Up Hospital",
        }
    ]
    assert [(each["role"], each["name"], each["organisation"]) for each in spanish["signoffs"]] == [
        ("linguistic", None, None),
        ("clinical", "Ana Made-Up", "Made-Up Hospital"),
    ]
    assert english["last_reviewed"] == today.isoformat()
    assert english["next_review"] == f"{today.year + 2}-{today.isoformat()[5:]}".replace("-02-29", "-02-28")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--locale", "es", "--role", "linguistic", "--reviewer", "nobody"), "there is no reviewer nobody"),
        (("--locale", "es", "--role", "clinical", "--reviewer", "ben"), "ben is no clinical reviewer, but linguistic"),
        (
            ("--locale", "en", "--role", "linguistic", "--reviewer", "ben"),
            "ben does not review en, but es, ur, zh-Hant",
        ),
        (("--locale", "es", "--role", "linguistic", "--reviewer", "left"), "left reviewed until 2025-12-31"),
    ],
)
def test_who_is_not_entitled_cannot_sign(shell: Shell, words: Sequence[str], why: str) -> None:
    """Each with its own message, and nothing is written."""
    assert shell.run("sign-off", RISKS, *words, "--yes") == 1
    assert why in shell.err
    assert "reviewers.toml says who may sign what" in shell.err
    assert not shell.ledger().exists()


def test_who_is_not_yet_entitled_cannot_sign(shell: Shell) -> None:
    """Judged on the day of signing."""
    hire(shell.folders, REVIEWERS.replace("from = 2026-01-01\npublic", "from = 2999-01-01\npublic"))
    assert shell.run("sign-off", RISKS, *ENGLISH) == 1
    assert "ana reviews from 2999-01-01 on" in shell.err


def test_nobody_signs_their_own_translation(shell: Shell) -> None:
    """Of a human translation; what a machine made, one qualified person corrects and signs."""
    credits_file = shell.folders.locales / "es" / "translation.toml"
    credits_file.write_text('method = "human"\ntranslators = ["ben"]\n')
    assert shell.run("sign-off", RISKS, *SPANISH) == 1
    assert "ben translated it, and nobody vouches for their own translation" in shell.err

    for name in ("BEN made-up", " Ben  Made-Up ", "ben made-up, rn", "Made-Up, Ben", "Mr. Веn Made-Up", "B. Made-Up"):
        credits_file.write_text(f'method = "human"\ntranslators = ["Carla Other", "{name}"]\n')
        assert (name, shell.run("sign-off", RISKS, *SPANISH)) == (name, 1)

    credits_file.write_text('method = "machine-edited"\ntranslators = ["ben"]\n')
    assert shell.run("sign-off", RISKS, *SPANISH) == 0
    assert (records(shell)[0]["method"], records(shell)[0]["translators"]) == ("machine-edited", ["ben"])


def test_while_it_cannot_be_read_who_translated_nobody_signs(shell: Shell) -> None:
    """Nor does an earlier signature count: it may be the translator's."""
    shell.run("sign-off", RISKS, *ENGLISH)
    shell.run("sign-off", RISKS, *SPANISH)
    assert get_section(shell, "es")["locale"] == "es"
    (shell.folders.locales / "es" / "translation.toml").write_text(
        'method = "human"\ntranslators = ["ben"]\nnote = "x"\n'
    )

    assert get_section(shell, "es")["fallback"] == {"from": "es", "reason": "awaiting-sign-off"}
    assert shell.run("sign-off", "vertebroplasty/recovery", *SPANISH) == 2
    assert "error translation-file" in shell.err
    assert shell.run("verify") == 1
    assert "1 counts, 1 refused" in shell.out
    assert "error translation-file" in shell.out


def test_a_signature_under_ones_own_translation_counts_for_nothing_later_either(shell: Shell) -> None:
    """Who signs a text as a machine's, and then says that they wrote it, vouched for their own."""
    shell.run("sign-off", RISKS, *ENGLISH)
    shell.run("sign-off", RISKS, *SPANISH)
    for name in ("Ben Made-Up, RN", "B. Made-Up", "ben"):
        (shell.folders.locales / "es" / "translation.toml").write_text(
            f'method = "human"\ntranslators = ["carla", "{name}"]\n'
        )
        assert get_section(shell, "es")["fallback"] == {"from": "es", "reason": "awaiting-sign-off"}

    assert shell.run("verify") == 1
    assert "as translation.toml says now, ben translated it" in shell.out


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("infección o sangrado", "", "is incomplete"),
        ("infección o sangrado", "infección o **sangrado**", "is failed-check"),
        ('msgctxt "risks/leak"', '#, fuzzy\nmsgctxt "risks/leak"', "is outdated"),
    ],
)
def test_words_that_are_not_whole_cannot_be_signed(shell: Shell, before: str, after: str, why: str) -> None:
    """`--yes` accepts warnings, and nothing else."""
    edit(shell.catalog(), before, after)
    assert shell.run("sign-off", RISKS, *SPANISH) == 1
    assert why in shell.err
    assert not shell.ledger().exists()


def test_what_was_withdrawn_cannot_be_signed(shell: Shell) -> None:
    """It has to be reinstated first."""
    shell.run("withdraw", RISKS, "--reason", "New evidence.")
    assert shell.run("sign-off", RISKS, *SPANISH) == 1
    assert "`vertebra reinstate` comes first" in shell.err


def test_the_warnings_that_were_signed_despite_are_recorded(shell: Shell) -> None:
    """What the reviewer was shown and signed all the same."""
    edit(shell.catalog(), "infección o sangrado", "infección o hemorragia")
    assert shell.run("sign-off", RISKS, *SPANISH) == 0
    assert "warning glossary" in shell.out
    (warning,) = records(shell)[0]["despite"]
    assert (warning["block"], warning["code"]) == ("risks/infection", "glossary")
    assert "sangrado" in warning["message"]


def test_a_whole_topic_is_signed_section_by_section(shell: Shell) -> None:
    """`--all`; what cannot be signed is said and the rest is signed."""
    edit(shell.catalog(), "infección o sangrado", "")
    assert shell.run("sign-off", "vertebroplasty", "--all", *SPANISH) == 1
    assert len(records(shell)) == 7
    assert RISKS not in {record["section"] for record in records(shell)}
    assert shell.run("sign-off", "vertebroplasty", *SPANISH) == 2
    assert "or say --all" in shell.err


def test_a_whole_topic_asks_about_our_own_words_too(shell: Shell) -> None:
    """In a translation; the English ones need no signature."""
    assert shell.run("sign-off", "vertebroplasty", "--all", *ENGLISH) == 0
    assert "interface" not in shell.out
    assert shell.run("sign-off", "vertebroplasty", "--all", *SPANISH) == 0
    assert "interface in es: signed" in shell.out
    assert get_section(shell, "es")["disclaimer"]["locale"] == "es"


def test_our_own_words_that_stay_unsigned_are_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what patients see: where they were refused, where they are broken, and where there are none."""
    told = "patients see each notice twice, in Spanish and in English, and all else of ours in English"
    answering(monkeypatch, *["yes"] * 8, "no")
    assert shell.run("sign-off", "vertebroplasty", "--all", *SPANISH[:-1]) == 1
    assert told in shell.out
    path = shell.catalog(domain="interface")
    path.write_text(path.read_text().replace("msgstr", "msgstt", 1))
    assert shell.run("sign-off", "vertebroplasty", "--all", *SPANISH) == 1
    assert told in shell.out
    path.unlink()
    assert shell.run("sign-off", "vertebroplasty", "--all", *SPANISH) == 0
    assert "interface in es is missing" in shell.err
    assert told in shell.out
    assert shell.run("sign-off", "vertebroplasty", "--all", *ENGLISH) == 0
    assert told not in shell.out


def test_our_own_words_are_signed_as_a_section(shell: Shell) -> None:
    """Then a signed section is framed in its own language, and notices stand in it alone."""
    for section in ("risks", "benefits"):
        shell.run("sign-off", f"vertebroplasty/{section}", *ENGLISH)
    shell.run("sign-off", RISKS, *SPANISH)
    assert get_section(shell, "es")["disclaimer"]["locale"] == "en"
    assert [each["locale"] for each in get_section(shell, "es", "benefits")["notices"]] == ["es", "en"]

    assert shell.run("sign-off", "interface", *SPANISH) == 0
    assert get_section(shell, "es")["disclaimer"]["locale"] == "es"
    assert [each["locale"] for each in get_section(shell, "es", "benefits")["notices"]] == ["es"]
    assert shell.run("sign-off", "interface", *ENGLISH) == 2
    assert "need no signature" in shell.err


def test_a_reviewer_is_asked_section_by_section(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only an explicit yes signs."""
    asked = answering(monkeypatch, "y", "yes")
    assert shell.run("sign-off", RISKS, "vertebroplasty/recovery", *SPANISH[:-1]) == 1
    assert [record["section"] for record in records(shell)] == ["vertebroplasty/recovery"]
    assert len(asked) == 2
    assert f"{RISKS} in es: not signed" in shell.out
    answering(monkeypatch)
    assert shell.run("sign-off", RISKS, *SPANISH[:-1]) == 1
    assert len(records(shell)) == 1


def test_a_renewal_shows_what_changed(shell: Shell) -> None:
    """The word diff since the last signature, of the English and of the translation."""
    shell.run("sign-off", RISKS, *SPANISH)
    shell.run("sign-off", RISKS, *SPANISH)
    assert "not a word changed since" in shell.out
    edit(shell.catalog(), "infección o sangrado", "infección o hemorragia")
    shell.run("sign-off", RISKS, *SPANISH)
    assert "es changed:  infección o [-sangrado-]{+hemorragia+}" in shell.out
    assert shell.run("verify") == 0
    assert shell.out.strip().endswith("1 counts, 2 lapsed")


def test_a_clinician_alone_does_not_make_a_translation_vetted(shell: Shell) -> None:
    """The linguistic role is needed; the other is kept, and shown once it is there."""
    shell.run("sign-off", RISKS, *ENGLISH)
    shell.run("sign-off", RISKS, "--locale", "es", "--role", "clinical", "--reviewer", "ana", "--yes")
    assert "Until somebody who reads both languages has signed these words, patients get nothing by them" in shell.out
    assert get_section(shell, "es")["locale"] == "en"
    shell.run("verify")
    assert "1 counts, 1 waits" in shell.out
    shell.run("sign-off", RISKS, *SPANISH)
    roles = [(each["role"], each["locale"]) for each in get_section(shell, "es")["review"]["signoffs"]]
    assert sorted(roles) == [("clinical", "en"), ("clinical", "es"), ("linguistic", "es")]


def test_a_signature_is_taken_back(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every one of the role, so that no older one comes to count; and it can be given again."""
    shell.run("sign-off", RISKS, *ENGLISH)
    for _ in range(2):
        shell.run("sign-off", RISKS, *SPANISH)
    answering(monkeypatch, "no")
    assert shell.run("sign-off", RISKS, *SPANISH[:-1], "--revoke") == 1
    assert get_section(shell, "es")["locale"] == "es"

    assert shell.run("sign-off", RISKS, *SPANISH, "--revoke", "--note", "A word is wrong.") == 0
    assert "2 taken back" in shell.out
    assert get_section(shell, "es")["fallback"]["reason"] == "awaiting-sign-off"
    assert shell.run("verify") == 0
    assert "1 counts, 2 revoked, 1 revocation" in shell.out
    assert shell.run("sign-off", RISKS, *SPANISH, "--revoke") == 1
    assert "no linguistic signature that ben could take back" in shell.err

    assert shell.run("sign-off", RISKS, *SPANISH) == 0
    assert get_section(shell, "es")["locale"] == "es"


def test_a_colleague_takes_back_what_another_signed(shell: Shell) -> None:
    """Whoever is entitled in the role; whoever left, only their own."""
    shell.run("sign-off", RISKS, *SPANISH)
    words = ("--locale", "es", "--role", "linguistic", "--yes", "--revoke", "--reviewer")
    assert shell.run("sign-off", RISKS, *words, "left") == 1
    assert shell.run("sign-off", RISKS, *words, "ana") == 0


def test_a_reviewer_who_left_darkens_nothing(shell: Shell) -> None:
    """Entitlement is judged on the day of signing."""
    shell.run("sign-off", RISKS, *ENGLISH)
    today = datetime.now(UTC).date()
    hire(shell.folders, REVIEWERS.replace('public = "name"', f'until = {today}\npublic = "name"'))
    assert get_section(shell, "en")["review"]["state"] == "signed-off"
    hire(shell.folders, REVIEWERS.replace("from = 2026-01-01\npublic", "from = 2026-01-01\nuntil = 2026-01-02\npublic"))
    assert ask(shell, "/sections/risks/en.json").status == 404
    assert shell.run("verify") == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((RISKS,), "--locale, --role, --reviewer"),
        ((), "TOPIC/SECTION"),
        (("vertebroplasty/nothing", *SPANISH), "there is no section vertebroplasty/nothing"),
        ((RISKS, "--locale", "xx", "--role", "linguistic", "--reviewer", "ben"), "there is no locale xx"),
        ((RISKS, *SPANISH, "--witness", "ana"), "--witness attests an answer"),
        (("--from", "v1:x"), "--from needs --witness"),
        (("--from", "nothing.eml", "--witness", "ben"), "neither a file that can be read nor a code"),
    ],
)
def test_a_senseless_command_is_usage(shell: Shell, words: Sequence[str], why: str) -> None:
    """Exit code 2, and what is missing."""
    assert shell.run("sign-off", *words) == 2
    assert why in shell.err


def test_signatures_of_a_topic_are_taken_back_one_by_one(shell: Shell) -> None:
    """A section that has none does not keep the others."""
    shell.run("sign-off", "vertebroplasty", "--all", *SPANISH)
    shell.run("sign-off", "vertebroplasty/overview", *SPANISH, "--revoke")
    assert shell.run("sign-off", "vertebroplasty", "--all", *SPANISH, "--revoke") == 1
    shell.run("verify")
    assert "counts" not in shell.out


@pytest.mark.parametrize("hidden", ["\u000b", "\u202e", "\u200b", "\u200d", "\x1b[8m"])
def test_english_that_cannot_be_read_is_not_signed(shell: Shell, hidden: str) -> None:
    """Nor served, nor handed to a translator; every command says where it stands, and writes nothing."""
    edit(shell.section("risks"), "or bleeding", f"or {hidden}bleeding")
    before = shell.list_files()
    place = f"{shell.section('risks')}:9:16: error"
    for words in (
        ("sign-off", RISKS, *ENGLISH),
        ("sync",),
        ("locale", "add", "de"),
        ("confirm", "es", "vertebroplasty/risks#leak"),
        ("handoff", "es", "--out", str(shell.folders.locales / "es.zip")),
    ):
        assert shell.run(*words) == 2, words
        assert place in shell.err
    assert shell.run("check", "es") == 2
    assert place in shell.out
    assert shell.list_files() == before
    with pytest.raises(SourceError, match=r"risks\.md:9:16"):
        load_release(shell.folders, Policy.DRAFTS)


def test_what_a_terminal_would_obey_is_written_out() -> None:
    """Letters of every script stay, and the joiners that they need."""
    assert render_plainly("a\x1b[8mb\u202ec\u200cd") == "a<U+001B>[8mb<U+202E>c<U+200C>d"
    assert render_plainly("می\u200cروند ថ\u200bន a\u00a0b") == "می\u200cروند ថ\u200bន a\u00a0b"
    assert render_plainly("क्\u200dष اردو 한국어 ñ") == "क्\u200dष اردو 한국어 ñ"


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\n", "\u000b"])
def test_a_note_or_a_reason_is_one_line_that_can_be_read(shell: Shell, hidden: str) -> None:
    """It is kept for years, and partners read the reason; a joiner that the spelling needs may stand."""
    assert shell.run("sign-off", RISKS, *SPANISH, "--note", f"Read{hidden}twice.") == 2
    assert f"what is given as note cannot stand on one line: U+{ord(hidden):04X}" in shell.err
    assert shell.run("withdraw", RISKS, "--reason", f"Re{hidden}called.") == 2
    assert not shell.ledger().exists()
    assert shell.run("sign-off", RISKS, *SPANISH, "--note", "می\u200cروند") == 0


def test_an_argument_that_is_no_text_is_usage(shell: Shell) -> None:
    """It could not be written down."""
    assert shell.run("sign-off", RISKS, *SPANISH, "--note", "\udcff") == 2
    assert "what is given as note is not UTF-8 text" in shell.err
    assert shell.run("withdraw", RISKS, "--reason", "\udcff") == 2


def test_a_signature_keeps_what_was_shown_of_the_reviewer(shell: Shell) -> None:
    """Who signed as a nurse signed as a nurse, whatever reviewers.toml and translation.toml say later."""
    hire(shell.folders, REVIEWERS.replace('credentials = "RN"', 'credentials = "RN"\npublic = "name"'))
    shell.run("sign-off", RISKS, *ENGLISH)
    shell.run("sign-off", RISKS, *SPANISH)
    assert (records(shell)[0]["byline"], records(shell)[0]["shown"]) == (
        {"name": "Ben Made-Up", "credentials": "RN", "organisation": None},
        "unattended",
    )
    changed = REVIEWERS.replace(
        'credentials = "RN"', 'credentials = "MD, PhD"\norganisation = "Elsewhere"\npublic = "name"'
    )
    hire(shell.folders, changed)
    (shell.folders.locales / "es" / "translation.toml").write_text('method = "human"\ntranslators = ["Carla Other"]\n')
    review = get_section(shell, "es")["review"]
    assert (review["method"], review["signoffs"][0]["name"], review["signoffs"][0]["credentials"]) == (
        "machine",
        "Ben Made-Up",
        "RN",
    )
    assert shell.run("verify") == 0


def test_who_may_no_longer_be_named_is_not_named(shell: Shell) -> None:
    """Their role stays; and who was not named on the day of signing is not named later."""
    shell.run("sign-off", RISKS, *ENGLISH)
    hire(shell.folders, REVIEWERS.replace('public = "name"', 'public = "role"'))
    assert get_section(shell, "en")["review"]["signoffs"][0]["name"] is None
    assert shell.run("sign-off", RISKS, *ENGLISH) == 0
    hire(shell.folders)
    assert get_section(shell, "en")["review"]["signoffs"][0]["name"] is None
    assert shell.run("verify") == 0


@pytest.mark.parametrize("name", ["Prof. Famous", "Ben Made-Up", "Ana\u202eMade-Up"])
def test_no_name_stands_below_words_that_its_reviewer_does_not_bear(shell: Shell, name: str) -> None:
    """A line that was written by hand cannot put another name there: readers are shown the entry's own, and a finding says so."""
    shell.run("sign-off", RISKS, *ENGLISH)
    path = shell.ledger("en")
    record = msgspec.json.decode(path.read_text(), type=Record)
    assert isinstance(record, SignOffRecord)
    byline = Byline(name=name, credentials="Everything", organisation="Everywhere")
    path.write_text(render_record(seal_record(msgspec.structs.replace(record, byline=byline))) + "\n")

    (shown,) = get_section(shell, "en")["review"]["signoffs"]
    assert (shown["name"], shown["organisation"]) == ("Ana Made-Up", "Made-Up Hospital")
    assert shell.run("verify") == 0
    assert "warning signature" in shell.out
    assert "which no entry of ana in reviewers.toml bears; readers are told “Ana Made-Up”" in shell.out
