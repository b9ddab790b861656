"""A clinician's answer by e-mail becomes a signature in one command, and an answer about other words is refused."""

from __future__ import annotations

import json
import re
from email.message import EmailMessage
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from api.model.wording import digest_bytes
from tests.builders import REVIEWERS, add_locale, edit, hire
from tests.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from api.release.load import Folders

RISKS = "vertebroplasty/risks"
RECOVERY = "vertebroplasty/recovery"
ASKED = ("--locale", "es", "--role", "linguistic", "--reviewer", "ana")


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project of the test's own, with reviewers and a contact of its own."""
    hire(folders)
    edit(folders.content / "vertebroplasty" / "topic.toml", '# contact = "…"', 'contact = "review@made-up.example" #')
    return Shell(folders, capsys)


def make_page(shell: Shell, *words: str) -> str:
    """The page that a reviewer gets."""
    out = shell.folders.content.parent / "review.html"
    assert shell.run("review", *(words or (RISKS, *ASKED)), "--out", str(out)) == 0
    return out.read_text(encoding="utf-8")


def find_approval(shell: Shell) -> str:
    """The code of a yes, as the page has it."""
    (code,) = re.findall(r"<code>(v1:[^<]*:approve:[^<]*)</code>", make_page(shell))
    return str(code)


def list_mails(page: str) -> list[dict[str, str]]:
    """The mails that its links write: to, subject, body."""
    mails = []
    for href in re.findall(r'href="(mailto:[^"]*)"', page):
        parts = urlsplit(unescape(href))
        query = {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=True).items()}
        mails.append({"to": parts.path, **query})
    return mails


def send(shell: Shell, mail: dict[str, str], sender: str = "Ana <Ana@made-up.example>") -> Path:
    """The mail as it arrives, in a file."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail["to"], mail["subject"]
    message.set_content(mail["body"])
    return save(shell, message)


def save(shell: Shell, message: EmailMessage) -> Path:
    """The message in a file."""
    path = shell.folders.content.parent / "answer.eml"
    path.write_bytes(message.as_bytes())
    return path


def take(shell: Shell, answer: Path | str, witness: str = "ben") -> int:
    """Record the answer: the exit code."""
    return shell.run("sign-off", "--from", str(answer), "--witness", witness)


def records(shell: Shell) -> list[dict[str, Any]]:
    """What the Spanish ledger holds."""
    path = shell.folders.locales / "es" / "signoffs" / "vertebroplasty.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_an_approval_by_mail_becomes_a_signature(shell: Shell) -> None:
    """With the mail's hash as evidence, and the witness."""
    path = send(shell, list_mails(make_page(shell))[0])
    assert take(shell, path) == 0
    (record,) = records(shell)
    assert (record["reviewer"], record["role"], record["section"], record["witness"]) == (
        "ana",
        "linguistic",
        RISKS,
        "ben",
    )
    assert record["evidence"] == {"kind": "e-mail", "digest": digest_bytes(path.read_bytes())}
    assert shell.run("verify") == 0
    assert "1 counts" in shell.out


def test_an_approval_of_other_words_is_refused(shell: Shell) -> None:
    """One character was edited since the page was made."""
    path = send(shell, list_mails(make_page(shell))[0])
    edit(shell.catalog(), "infección o sangrado", "infección o sangrados")
    assert take(shell, path) == 1
    assert "the answer is about other words than those that stand there now" in shell.err
    assert records(shell) == []


def test_a_page_offers_three_answers(shell: Shell) -> None:
    """To the topic's contact, each with its code, its line ends as mails have them."""
    approve, corrections, refuse = list_mails(make_page(shell))
    assert {mail["to"] for mail in (approve, corrections, refuse)} == {"review@made-up.example"}
    digits = re.findall(r"v1:es:vertebroplasty/risks:linguistic:ana:approve:([0-9a-f]{16})", approve["body"])
    assert len(digits) == 1
    assert f":corrections:{digits[0]}" in corrections["body"]
    assert f":refuse:{digits[0]}" in refuse["body"]
    assert "\r\n" in approve["body"]
    assert "\n" not in approve["body"].replace("\r\n", "")


@pytest.mark.parametrize(("number", "why"), [(1, "ana asks for corrections"), (2, "ana refuses these words")])
def test_another_answer_signs_nothing(shell: Shell, number: int, why: str) -> None:
    """Corrections make other words; a refusal is one."""
    assert take(shell, send(shell, list_mails(make_page(shell))[number])) == 1
    assert why in shell.err
    assert records(shell) == []


def test_several_sections_are_answered_in_one_mail(shell: Shell) -> None:
    """All of them are recorded, or none."""
    first, _, _, second, _, _ = list_mails(make_page(shell, RISKS, RECOVERY, *ASKED))
    both = {**first, "body": first["body"] + second["body"]}
    edit(shell.catalog(), "infección o sangrado", "infección o sangrados")
    assert take(shell, send(shell, both)) == 1
    assert records(shell) == []
    edit(shell.catalog(), "infección o sangrados", "infección o sangrado")
    assert take(shell, send(shell, both)) == 0
    assert {record["section"] for record in records(shell)} == {RISKS, RECOVERY}


def test_a_code_alone_is_recorded_too(shell: Shell) -> None:
    """As when it was read out; its own text is the evidence."""
    code = find_approval(shell)
    assert take(shell, code) == 0
    assert records(shell)[0]["evidence"] == {"kind": "code", "digest": digest_bytes(code.encode())}


@pytest.mark.parametrize(
    "sender",
    [
        "Ana <ana@other.example>",
        "ana@made-up.example.evil.example",
        "ana@made-up.example, ben@made-up.example",
        '"ana@made-up.example" <x@evil.example>',
    ],
)
def test_a_mail_from_elsewhere_is_refused(shell: Shell, sender: str) -> None:
    """Which address it should have come from, no message says."""
    assert take(shell, send(shell, list_mails(make_page(shell))[0], sender)) == 1
    assert "did not come from the address that reviewers.toml has for ana" in shell.err
    assert "@" not in shell.err.replace("answer.eml", "")
    assert records(shell) == []


def test_a_reviewer_without_an_address_cannot_answer_by_mail(shell: Shell) -> None:
    """Nobody could know that it is theirs."""
    path = send(shell, list_mails(make_page(shell))[0])
    hire(shell.folders, REVIEWERS.replace('email = "ana@made-up.example"\n', ""))
    assert take(shell, path) == 1
    assert "no e-mail address of ana" in shell.err


@pytest.mark.parametrize(
    ("witness", "why"),
    [
        ("ana", "ana cannot be their own witness"),
        ("nobody", "is not in reviewers.toml"),
        ("left", "is not entitled on"),
    ],
)
def test_a_witness_is_somebody_else(shell: Shell, witness: str, why: str) -> None:
    """Who attests where the answer came from."""
    assert take(shell, send(shell, list_mails(make_page(shell))[0]), witness) == 1
    assert why in shell.err
    assert records(shell) == []


def as_html(body: str) -> EmailMessage:
    """A mail that a program wrote as HTML alone."""
    message = EmailMessage()
    lines = "".join(f"<div>{line.replace('/', '&#x2F;')}</div>" for line in body.splitlines())
    message.set_content(f"<html><body>{lines}</body></html>", subtype="html")
    return message


def as_both(body: str) -> EmailMessage:
    """A mail in two forms, quoted-printable, so that its lines are cut."""
    message = EmailMessage()
    message.set_content(body + "\nÑandú", cte="quoted-printable")
    message.add_alternative(f"<p>{body}</p>", subtype="html")
    return message


def as_wrapped(body: str) -> EmailMessage:
    """A mail whose program broke the long line."""
    message = EmailMessage()
    code = re.findall(r"v1:\S+", body)[0]
    message.set_content(body.replace(code, f"{code[:40]}\n{code[40:]}"))
    return message


def as_odd(body: str) -> EmailMessage:
    """A mail in an encoding that nobody knows."""
    message = EmailMessage()
    message.set_content(body)
    message.replace_header("Content-Type", 'text/plain; charset="klingon"')
    return message


@pytest.mark.parametrize("write", [as_html, as_both, as_wrapped, as_odd])
def test_a_mail_is_read_however_it_was_written(shell: Shell, write: Callable[[str], EmailMessage]) -> None:
    """By whatever program the clinician has."""
    message = write(list_mails(make_page(shell))[0]["body"])
    message["From"] = "ana@made-up.example"
    assert take(shell, save(shell, message)) == 0
    assert len(records(shell)) == 1


def test_a_mail_that_says_two_things_is_refused(shell: Shell) -> None:
    """An approval and a refusal of the same words."""
    approve, _, refuse = list_mails(make_page(shell))
    assert take(shell, send(shell, {**approve, "body": approve["body"] + refuse["body"]})) == 1
    assert "two answers about one section" in shell.err


def test_a_mail_without_a_code_is_refused(shell: Shell) -> None:
    """A kind word is no signature."""
    assert take(shell, send(shell, {"to": "x@made-up.example", "subject": "Fine", "body": "I approve."})) == 1
    assert "there is no code in this mail" in shell.err


def test_an_answer_is_not_bent_to_another_question(shell: Shell) -> None:
    """What the command says too must be what the answer says."""
    path = send(shell, list_mails(make_page(shell))[0])
    assert shell.run("sign-off", RECOVERY, "--from", str(path), "--witness", "ben") == 1
    assert "the answer is about vertebroplasty/risks in es" in shell.err
    assert shell.run("sign-off", RISKS, "--locale", "es", "--from", str(path), "--witness", "ben") == 0


def test_a_page_is_made_for_who_may_sign_what_can_be_signed(shell: Shell) -> None:
    """Else somebody would read for nothing."""
    out = ("--out", str(shell.folders.content.parent / "no.html"))
    assert shell.run("review", RISKS, "--locale", "es", "--role", "clinical", "--reviewer", "ben", *out) == 1
    edit(shell.catalog(), "infección o sangrado", "")
    assert shell.run("review", RISKS, *ASKED, *out) == 1
    assert "is incomplete" in shell.err
    assert not (shell.folders.content.parent / "no.html").exists()


def test_a_page_without_a_contact_says_so(shell: Shell) -> None:
    """The mail is written all the same; the reviewer fills in the address."""
    path = shell.folders.content / "vertebroplasty" / "topic.toml"
    edit(path, "review@made-up.example", "https://made-up.example/contact")
    assert {mail["to"] for mail in list_mails(make_page(shell))} == {""}
    assert "vertebroplasty has no e-mail address as its contact" in shell.err


def test_a_page_shows_what_the_checks_say_and_what_changed(shell: Shell) -> None:
    """With neither script nor anything from elsewhere; the English alone for a clinician."""
    shell.run("sign-off", RISKS, *ASKED, "--yes")
    edit(shell.catalog(), "infección o sangrado", "infección o hemorragia")
    page = make_page(shell)
    assert "<del>sangrado</del><ins>hemorragia</ins>" in page
    assert "the glossary says" in page
    assert "# accept" not in page
    assert "<script" not in page
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == set()
    english = make_page(shell, "vertebroplasty", "--all", "--locale", "en", "--role", "clinical", "--reviewer", "ana")
    assert english.count("v1:en:vertebroplasty/") == 24
    assert 'lang="es"' not in english


def test_our_own_words_are_reviewed_likewise(shell: Shell) -> None:
    """Answers about them go to the first topic's contact."""
    mails = list_mails(make_page(shell, "interface", *ASKED))
    assert mails[0]["to"] == "review@made-up.example"
    assert take(shell, send(shell, mails[0])) == 0
    assert shell.run("verify") == 0
    assert "interface" in shell.out


def write_raw(shell: Shell, *headers: str, body: str | None = None) -> Path:
    """A mail with exactly these header lines, and the page's approval."""
    text = body if body is not None else list_mails(make_page(shell))[0]["body"].replace("\r\n", "\n")
    path = shell.folders.content.parent / "raw.eml"
    path.write_bytes(("\n".join(headers) + "\n\n" + text).encode("utf-8", "surrogateescape"))
    return path


@pytest.mark.parametrize(
    "sender",
    [
        "ana@made-up.example <evil@x.example>",
        "<ana@made-up.example> <evil@x.example>",
        "ana@made-up.example;evil@x.example",
        "Group: ana@made-up.example, evil@x.example;",
        "evil@x.example (ana@made-up.example)",
        "=?utf-8?q?ana=40made-up=2Eexample?= <evil@x.example>",
        "ana@made-up.example\nFrom: evil@x.example",
        "evil@x.example\nFrom: ana@made-up.example",
    ],
)
def test_a_second_address_in_the_senders_line_is_refused(shell: Shell, sender: str) -> None:
    """Whichever of them a mail server vouched for."""
    assert take(shell, write_raw(shell, f"From: {sender}")) == 1
    assert "did not come from the address" in shell.err
    assert records(shell) == []


@pytest.mark.parametrize(
    "headers",
    [
        ("From: <",),
        ('From: "',),
        ("From: ana@[127.0.0.1",),
        ("From: ana@made-up.example", 'Content-Type: text/plain; charset="utf-8\0"'),
        ("From: ana@made-up.example", "Content-Type: multipart/mixed"),
        ("From: ana@made-up.example", "Date: yesterday"),
        ("no mail at all",),
    ],
)
def test_an_odd_mail_never_crashes(shell: Shell, headers: tuple[str, ...]) -> None:
    """It is taken or refused, with a sentence."""
    assert take(shell, write_raw(shell, *headers)) in {0, 1}
    assert "Traceback" not in shell.err


def test_a_mail_within_mails_is_refused(shell: Shell) -> None:
    """Two thousand deep."""
    body = "".join(f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n' for depth in range(2000))
    assert take(shell, write_raw(shell, "From: ana@made-up.example", body=body)) == 1
    assert "Traceback" not in shell.err


def test_a_huge_mail_is_refused(shell: Shell) -> None:
    """Its attachments are no answer."""
    path = shell.folders.content.parent / "huge.eml"
    path.write_bytes(b"From: ana@made-up.example\n\n" + b"x" * 10_000_001)
    assert take(shell, path) == 1
    assert "larger than an answer is" in shell.err


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "{half}\n{rest}\n\nAna Made-Up\nMade-Up Hospital"),
        ("text/html", "<div>Yes</div><div>{half}{rest}</div><div>Regards</div>"),
        ("text/html", "Yes<br>{half}{rest}<br>Regards"),
    ],
)
def test_a_code_is_found_in_whatever_a_program_made_of_it(shell: Shell, kind: str, body: str) -> None:
    """Broken, in one line of HTML, with a signature below."""
    code = find_approval(shell)
    text = body.format(half=code[:37], rest=code[37:])
    assert take(shell, write_raw(shell, "From: ana@made-up.example", f"Content-Type: {kind}", body=text)) == 0
    assert len(records(shell)) == 1
    assert "The mail says besides:" in shell.out


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "No! This is dangerous.\n\n> Could you approve this?\n> {code}"),
        ("text/plain", "No!\n\n-----Original Message-----\nFrom: Ben\n\n{code}"),
        ("text/plain", "No!\n\nOn Monday, Ben wrote:\n> {code}\n"),
        ("text/plain", "Nein.\n\nVon: Ben\nGesendet: Montag\n\n{code}"),
        ("text/html", "<p>No!</p><blockquote>Please:<blockquote>{code}</blockquote></blockquote>"),
        ("text/html", "<p>No!</p><div style='display: none'>{code}</div>"),
        ("text/html", "<p>No!</p><span hidden>{code}</span>"),
        ("text/html", "<p>No!<blockquote>Please:<p>{code}"),
        ("text/html", "<p>No!</p><div hidden><br><p>Please:</p>{code}</div>"),
    ],
)
def test_a_code_that_the_reviewer_did_not_write_is_none(shell: Shell, kind: str, body: str) -> None:
    """Quoted under a no, forwarded, or hidden from whoever reads the mail."""
    code = find_approval(shell)
    mail = write_raw(shell, "From: ana@made-up.example", f"Content-Type: {kind}", body=body.format(code=code))
    assert take(shell, mail) == 1
    assert "there is no code in this mail" in shell.err
    assert records(shell) == []


def test_a_machines_answer_is_none(shell: Shell) -> None:
    """Out of office, with the request below (RFC 3834)."""
    code = find_approval(shell)
    headers = ("From: ana@made-up.example", "Auto-Submitted: auto-replied")
    assert take(shell, write_raw(shell, *headers, "Content-Type: text/plain", body=code)) == 1
    assert "a machine sent this mail" in shell.err
    assert records(shell) == []


@pytest.mark.parametrize(
    ("headers", "complaint"),
    [((), "this mail has no date"), (("Date: Thu, 01 Jan 2099 00:00:00 +0000",), "which is still to come")],
)
def test_a_mail_whose_date_says_nothing_is_not_counted_again(
    shell: Shell, headers: tuple[str, ...], complaint: str
) -> None:
    """Taken back, and a byte longer: it may be older than that."""
    code = find_approval(shell)
    lines = ("From: ana@made-up.example", "Content-Type: text/plain", *headers)
    if not headers:
        assert take(shell, write_raw(shell, *lines, body=code)) == 0
    assert take(shell, write_raw(shell, *lines, body=f"{code}\n\n")) == 1
    assert complaint in shell.err


def test_an_address_of_former_days_is_none(shell: Shell) -> None:
    """Somebody else may have it now."""
    former = """
[[reviewer]]
id = "ana"
name = "Ana Made-Up"
credentials = "MD"
roles = ["linguistic"]
locales = ["es"]
from = 2024-01-01
until = 2024-12-31
email = "ana@former.example"
"""
    hire(shell.folders, REVIEWERS + former)
    assert take(shell, write_raw(shell, "From: ana@former.example")) == 1
    assert "did not come from the address" in shell.err
    assert take(shell, write_raw(shell, "From: ana@made-up.example")) == 0


def test_a_byte_order_mark_is_no_part_of_a_mail(shell: Shell) -> None:
    """Some program saved it so."""
    path = write_raw(shell, "From: ana@made-up.example")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert take(shell, path) == 0


def test_an_empty_plain_part_does_not_hide_the_other(shell: Shell) -> None:
    """As some programs send it."""
    message = EmailMessage()
    message["From"] = "ana@made-up.example"
    message.set_content(" \n")
    message.add_alternative(f"<p>{list_mails(make_page(shell))[0]['body']}</p>", subtype="html")
    assert take(shell, save(shell, message)) == 0


def test_what_a_mail_says_besides_is_shown(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The witness decides whether it is a yes all the same; a plain approval needs no question."""
    approve = list_mails(make_page(shell))[0]
    doubtful = send(shell, {**approve, "body": f"I do not approve!\n{approve['body']}"})
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert take(shell, doubtful) == 1
    assert "  | I do not approve!" in shell.out
    assert records(shell) == []
    assert take(shell, send(shell, approve)) == 0
    assert "besides" not in shell.out


def test_a_mail_counts_once(shell: Shell) -> None:
    """What was taken back does not come back by the same mail, nor by an older one; a code that is given again does."""
    old = write_raw(shell, "From: ana@made-up.example", "Date: Mon, 02 Mar 2026 10:00:00 +0000")
    before = old.read_bytes()
    path = send(shell, list_mails(make_page(shell))[0])
    assert take(shell, path) == 0
    assert shell.run("sign-off", RISKS, *ASKED, "--revoke", "--yes") == 0
    assert take(shell, path) == 1
    assert "this mail was recorded on" in shell.err
    old.write_bytes(before)
    assert take(shell, old) == 1
    assert "this mail was sent on 2026-03-02, before what the ledger says" in shell.err
    code = find_approval(shell)
    assert take(shell, code) == 0


def test_an_answer_is_recorded_as_a_whole_or_not_at_all(shell: Shell) -> None:
    """A broken ledger of one language keeps the others from being written."""
    hire(shell.folders, REVIEWERS)
    add_locale(shell.folders, "fr")
    mails = [list_mails(make_page(shell, RISKS, "--locale", tag, *ASKED[2:]))[0] for tag in ("es", "fr")]
    broken = shell.folders.locales / "fr" / "signoffs" / "vertebroplasty.jsonl"
    broken.parent.mkdir()
    broken.write_text("broken\n")
    assert take(shell, send(shell, {**mails[0], "body": mails[0]["body"] + mails[1]["body"]})) == 2
    assert records(shell) == []
