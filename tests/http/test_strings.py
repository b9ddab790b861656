"""Every string that a person may see is one line of text, and every address one that is safe to follow, whoever wrote the file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from api.files.folders import ledger_path
from api.ledgers.withdrawals import WithdrawalRecord
from api.model.ledger import SignOffRecord
from api.model.records import render_record, seal_record
from api.model.vetting import Policy
from api.release.build import load_release
from tests.asgi import Reply, open_door
from tests.builders import copy_project, edit
from tests.shell import Shell
from tests.staff import hire, sign

TOPIC = "/v1/topics/vertebroplasty"
RISKS = f"{TOPIC}/sections/risks"
BAD_LINES = {
    "ESC": "A\x1b[31mB",
    "a line feed": "A\nB",
    "a paragraph separator": "A\u2029B",
    "an override": "A\u202eB",
    "an isolate": "A\u2067B",
    "a zero-width space": "A\u200bB",
    "a soft hyphen": "A\u00adB",
    "private use": "A\ue000B",
    "unassigned": "A\u0378B",
    "a tag": "A\U000e0041B",
    "too much": "A" * 501,
    "spaces": " \u00a0\u3000",
}
BAD_NAMES = {**BAD_LINES, "too much": "A" * 201}
GOOD_LINES = ["A" * 200, "IGEA – Rückgrat, Hernán Ñandú", "मी क्‍ष", "می‌خواهم", "中風 № 1"]


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project of the test's own, with reviewers."""
    folders = copy_project(tmp_path)
    hire(folders)
    return Shell(folders, capsys)


def ask(shell: Shell, path: str) -> Reply:
    """What a partner gets where drafts are served."""
    return open_door(load_release(shell.folders, Policy.DRAFTS)).ask(path)


def quote(text: str) -> str:
    """A TOML string."""
    return (
        '"'
        + "".join(each if each.isprintable() and each not in '"\\' else f"\\U{ord(each):08x}" for each in text)
        + '"'
    )


@pytest.mark.parametrize("text", BAD_NAMES.values(), ids=BAD_NAMES)
@pytest.mark.parametrize(
    ("before", "key"),
    [
        ('publisher = "IGEA Brain, Spine & Orthopedics"', "publisher"),
        ('# contact = "…"', "contact"),
        ('# url = "…"', "url"),
        ('# terms = "…"', "terms"),
        ('name = "Vertebroplasty"', "name"),
        ('body_location = "Spine"', "body_location"),
    ],
)
def test_a_string_of_the_topic_is_one_line(shell: Shell, before: str, key: str, text: str) -> None:
    """Else nothing is served, and the message names the key."""
    edit(shell.folders.content / "vertebroplasty" / "topic.toml", before, f"{key} = {quote(text)} #")

    assert shell.run("check") == 2
    assert key in shell.out + shell.err
    assert text not in shell.out + shell.err


@pytest.mark.parametrize(
    ("before", "key"),
    [
        ('publisher = "IGEA Brain, Spine & Orthopedics"', "publisher"),
        ('name = "Vertebroplasty"', "name"),
        ('body_location = "Spine"', "body_location"),
    ],
)
def test_a_string_of_the_topic_has_words(shell: Shell, before: str, key: str) -> None:
    """An empty one is no publisher's name, and nothing to call a procedure by."""
    edit(shell.folders.content / "vertebroplasty" / "topic.toml", before, f'{key} = "" #')

    assert shell.run("check") == 2
    assert key in shell.out + shell.err


@pytest.mark.parametrize("text", GOOD_LINES)
def test_a_line_of_any_script_is_one(shell: Shell, text: str) -> None:
    """It is served as it is written."""
    path = shell.folders.content / "vertebroplasty" / "topic.toml"
    edit(path, '"IGEA Brain, Spine & Orthopedics"', quote(text))

    assert ask(shell, f"{RISKS}/en.json").json["provenance"]["publisher"] == text


@pytest.mark.parametrize(
    ("key", "text", "legal"),
    [
        ("contact", "errors@igea.example", True),
        ("contact", "https://igea.example/contact?a=b&c#d", True),
        ("contact", "Call us", False),
        ("contact", "http://igea.example/", False),
        ("contact", "javascript:alert(1)", False),
        ("contact", "a@b", False),
        ("contact", "a@igea.example, b@igea.example", False),
        ("contact", "érrors@igea.example", False),
        ("url", "https://igea.example", True),
        ("url", "https://igea.example:8443/a_(b)/~c%20d", True),
        ("url", "http://igea.example/a", False),
        ("url", "HTTPS://igea.example/a", False),
        ("url", "errors@igea.example", False),
        ("url", "javascript:alert(1)", False),
        ("url", "data:text/html,x", False),
        ("url", "https://", False),
        ("url", "https://igea.example@evil.example/", False),
        ("url", "https://igea.example\\@evil.example/", False),
        ("url", "https://igéa.example/", False),
        ("url", 'https://igea.example/"onclick', False),
        ("url", "https://igea.example/a b", False),
        ("url", "//igea.example/", False),
        ("terms", "https://igea.example/terms", True),
        ("terms", "http://igea.example/terms", False),
        ("terms", "Ask us", False),
    ],
)
def test_an_address_is_an_https_url_or_a_mailbox(shell: Shell, key: str, text: str, *, legal: bool) -> None:
    """In `contact` either, in `url` and `terms` the first."""
    path = shell.folders.content / "vertebroplasty" / "topic.toml"
    edit(path, f'# {key} = "…"', f"{key} = {quote(text)} #")

    assert shell.run("check") == (0 if legal else 2)
    assert legal or f"the {key} " in shell.out + shell.err


@pytest.mark.parametrize("text", BAD_NAMES.values(), ids=BAD_NAMES)
@pytest.mark.parametrize("key", ["name", "credentials", "organisation"])
def test_a_reviewers_string_is_one_line(shell: Shell, key: str, text: str) -> None:
    """Else no signature of theirs counts, and no raw byte of it reaches a terminal."""
    sign(shell.folders, "en", "vertebroplasty/risks")
    values = {
        "name": "Ana Made-Up",
        "credentials": "MD, certified medical interpreter",
        "organisation": "Made-Up Hospital",
    }
    path = shell.folders.locales / "reviewers.toml"
    path.write_text(path.read_text().replace(f'{key} = "{values[key]}"', f"{key} = {quote(text)}", 1))
    review = ask(shell, f"{RISKS}/en.json").json["review"]

    assert (review["state"], review["signoffs"]) == ("draft", [])
    assert shell.run("verify") == 1
    assert key in shell.out + shell.err
    assert text not in shell.out + shell.err


@pytest.mark.parametrize(
    "text", ["a@b", "érrors@igea.example", "a@igea.example b", "<a@igea.example>", "аna@other.example"]
)
def test_a_reviewers_e_mail_address_is_a_mailbox(shell: Shell, text: str) -> None:
    """Of ASCII letters, so that no two look alike."""
    path = shell.folders.locales / "reviewers.toml"
    edit(path, "ana@made-up.example", text)

    assert shell.run("check") == 1
    assert "has an e-mail address that is none" in shell.out + shell.err


@pytest.mark.parametrize("text", BAD_LINES.values(), ids=BAD_LINES)
def test_a_string_of_a_ledger_is_one_line(shell: Shell, text: str) -> None:
    """A hand-made record, right in all else, makes its ledger one that cannot be trusted."""
    sign(shell.folders, "en", "vertebroplasty/risks")
    path = ledger_path(shell.folders.locales, "en", "vertebroplasty")  # type: ignore[arg-type]
    record = msgspec.json.decode(path.read_bytes(), type=SignOffRecord)
    path.write_text(render_record(seal_record(replace(record, note=text))) + "\n")

    assert ask(shell, f"{RISKS}/en.json").json["review"]["state"] == "draft"
    assert shell.run("verify") == 1
    assert "note" in shell.out + shell.err
    assert text not in shell.out + shell.err


BAD_REPLACEMENTS = [
    "javascript:alert(1)",
    "http://igea.example/",
    "Hip",
    "../hip",
    "hip/a/b",
    "https://igea.example/\u202ea",
    f"https://igea.example/{'a' * 500}",
    "",
]


@pytest.mark.parametrize(
    ("reason", "replacement"),
    [*((text, None) for text in BAD_LINES.values()), *(("It is wrong.", text) for text in BAD_REPLACEMENTS)],
    ids=[*BAD_LINES, *BAD_REPLACEMENTS],
)
def test_a_withdrawal_acts_whatever_its_words(shell: Shell, reason: str, replacement: str | None) -> None:
    """What may not be shown of a hand-made one is left out, and a finding says so."""
    path = shell.folders.content / "vertebroplasty" / "withdrawals.jsonl"
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    record = seal_record(WithdrawalRecord("", "vertebroplasty/risks", moment, reason, replacement))
    path.write_text(render_record(record) + "\n")
    reply, page = ask(shell, f"{RISKS}/es.json"), ask(shell, "/read/vertebroplasty/risks/es")
    (told,) = reply.json["withdrawals"]

    assert (reply.status, page.status) == (410, 410)
    assert (told["reason"], told["replacement"]) == ("" if replacement is None else reason, None)
    for text in (reason,) if replacement is None else (replacement,) if replacement else ():
        assert text not in reply.body.decode() + page.body.decode()
    assert shell.run("check") == 1
    assert f"{path}:1:1: error withdrawal " in shell.out
    assert "The withdrawal of vertebroplasty/risks stands" in shell.out


@pytest.mark.parametrize("replacement", [*filter(None, BAD_REPLACEMENTS), "A\x1b[31mB"])
def test_a_replacement_that_may_not_be_linked_is_not_taken(shell: Shell, replacement: str) -> None:
    """The command says so, writes nothing, and no raw byte of it reaches a terminal."""
    code = shell.run("withdraw", "vertebroplasty/risks", "--reason", "It is wrong.", "--replacement", replacement)

    assert code == 2
    assert not any(each in shell.out + shell.err for each in replacement if not each.isprintable())
    assert not (shell.folders.content / "vertebroplasty" / "withdrawals.jsonl").exists()


@pytest.mark.parametrize("section", ["vertebroplasty/A\x1b[31mB", "vertebroplasty/\u202erisks", "hip\x1b[31m/risks"])
def test_what_a_record_withdraws_reaches_no_terminal_raw(shell: Shell, section: str) -> None:
    """A hand-made record that names nothing is told of by what can be seen."""
    path = shell.folders.content / "vertebroplasty" / "withdrawals.jsonl"
    record = WithdrawalRecord("", section, datetime(2026, 3, 1, tzinfo=UTC), "It is wrong.", None)
    path.write_text(render_record(seal_record(record)) + "\n")

    assert shell.run("check") == (2 if section.startswith("hip") else 0)
    assert ascii(section) in shell.out + shell.err
    assert not any(each in shell.out + shell.err for each in section if not each.isprintable())


def test_what_a_withdrawal_was_given_by_hand_is_shown_where_it_may_be(shell: Shell) -> None:
    """A good reason and a good replacement, beside which another record is bad."""
    path = shell.folders.content / "vertebroplasty" / "withdrawals.jsonl"
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    good = WithdrawalRecord("", "vertebroplasty/risks", moment, "It is wrong.", "https://igea.example/new")
    bad = WithdrawalRecord("", "vertebroplasty/benefits", moment, "A\nB", None)
    path.write_text("".join(f"{render_record(seal_record(each))}\n" for each in (good, bad)))
    (told,) = ask(shell, f"{RISKS}/es.json").json["withdrawals"]

    assert (told["reason"], told["replacement"]) == ("It is wrong.", "https://igea.example/new")
    assert ask(shell, f"{TOPIC}/sections/benefits/es.json").status == 410
