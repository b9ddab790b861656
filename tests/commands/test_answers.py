"""A clinician's answer by e-mail becomes a signature in one command, and an answer about other words is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import unescape
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from api.files.lock import HeldFolder
from api.model.wording import digest_bytes
from api.project.reading import Folders
from tests.builders import add_locale, edit, held
from tests.mails import QUOTED, SURE_HTML, TONGUES, make_mail
from tests.shell import Shell
from tests.staff import REVIEWERS, hire

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
    assert shell.run("ask-reviewer", *(words or (RISKS, *ASKED)), "--out", str(out)) == 0
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
    """The message in a file, sent just now if it does not say when."""
    if "Date" not in message:
        message["Date"] = format_datetime(datetime.now(UTC))
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
    assert (record["shown"], record["evidence"]) == (
        "mail",
        {"kind": "e-mail", "digest": digest_bytes(path.read_bytes())},
    )
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
    digits = re.findall(r"v1:es:vertebroplasty/risks:linguistic:ana:approve:([0-9a-f]{32})", approve["body"])
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
    *singly, both = list_mails(make_page(shell, RISKS, RECOVERY, *ASKED))
    assert len(singly) == 6
    assert both["body"].count("I approve these words.") == 1
    assert both["body"].count("\r\nv1:es:vertebroplasty/") == 2
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
    message.set_content(f"{body}\n-- \n{'Ana ' * 30}", cte="quoted-printable")
    message.add_alternative(f"<p>{body}</p><p>-- <br>{'Ana ' * 30}</p>", subtype="html", cte="quoted-printable")
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


@pytest.mark.parametrize("program", SURE_HTML)
def test_a_yes_alone_is_taken_from_any_program(shell: Shell, program: str) -> None:
    """Without a question, as whoever has no keyboard needs it."""
    html = SURE_HTML[program](f"I approve these words.\n\n{find_approval(shell)}")
    assert take(shell, save(shell, make_mail(None, html))) == 0
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
    assert shell.run("ask-reviewer", RISKS, "--locale", "es", "--role", "clinical", "--reviewer", "ben", *out) == 1
    edit(shell.catalog(), "infección o sangrado", "")
    assert shell.run("ask-reviewer", RISKS, *ASKED, *out) == 1
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
    assert "# allow" not in page
    assert "<script" not in page
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == set()
    english = make_page(shell, "vertebroplasty", "--all", "--locale", "en", "--role", "clinical", "--reviewer", "ana")
    assert english.count("v1:en:vertebroplasty/") == 24
    assert 'lang="es"' not in english


def test_a_page_for_a_whole_topic_asks_for_one_mail(shell: Shell) -> None:
    """With a code for each section, and for our own words to patients; every mail program takes it."""
    page = make_page(shell, "vertebroplasty", "--all", *ASKED)
    *_, every = list_mails(page)
    assert every["subject"] == "Approve: 9 texts, es"
    assert every["body"].count("v1:es:") == 9
    assert max(map(len, re.findall(r'href="(mailto:[^"]*)"', page))) < 2000
    assert take(shell, send(shell, every)) == 0
    assert shell.run("verify") == 0
    assert "9 count" in shell.out


def test_a_mail_that_no_program_takes_is_to_be_copied(shell: Shell) -> None:
    """From a name so long that nine codes are too many for a link."""
    hire(shell.folders, REVIEWERS.replace('id = "ana"', f'id = "{"a" * 120}"'))
    page = make_page(shell, "vertebroplasty", "--all", *ASKED[:-1], "a" * 120)
    assert len(list_mails(page)) == 27
    (words,) = re.findall("<pre>(.*?)</pre>", page, re.DOTALL)
    assert take(shell, write_raw(shell, "From: ana@made-up.example", body=unescape(words))) == 0


def test_a_page_leaves_out_what_nobody_asked_for(shell: Shell) -> None:
    """Our own words to patients, where they cannot be signed; it says what patients see then."""
    shell.catalog(domain="interface").unlink()
    page = make_page(shell, "vertebroplasty", "--all", *ASKED)
    assert "v1:es:interface" not in page
    assert "interface in es is missing" in shell.err
    assert "patients see each notice twice, in Spanish and in English" in shell.err
    assert shell.run("ask-reviewer", "interface", *ASKED, "--out", str(shell.folders.content.parent / "no.html")) == 1


def test_answers_go_where_whoever_asks_says(shell: Shell) -> None:
    """One address; what is none is usage."""
    page = make_page(shell, RISKS, "interface", *ASKED, "--reply-to", "q&a@made-up.example")
    assert {mail["to"] for mail in list_mails(page)} == {"q%26a@made-up.example"}
    for address in (
        "Ana <ana@made-up.example>",
        "a@made-up.example,b@made-up.example",
        "nobody",
        "a@b.example?cc=x@y.example",
    ):
        assert shell.run("ask-reviewer", RISKS, *ASKED, "--reply-to", address, "--out", "no.html") == 2
        assert "is no e-mail address" in shell.err


def test_our_own_words_are_reviewed_likewise(shell: Shell) -> None:
    """Answers about them go to the first topic's contact."""
    mails = list_mails(make_page(shell, "interface", *ASKED))
    assert mails[0]["to"] == "review@made-up.example"
    assert take(shell, send(shell, mails[0])) == 0
    assert shell.run("verify") == 0
    assert "interface" in shell.out


def write_raw(shell: Shell, *headers: str, body: str | None = None) -> Path:
    """A mail with exactly these header lines, sent just now if they do not say when, and the page's approval."""
    if not any(line.startswith("Date:") for line in headers):
        headers = (*headers, f"Date: {format_datetime(datetime.now(UTC))}")
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
        ("text/plain", "Good morning,\n{half}{rest}"),
        ("text/html", "<div>Yes</div><div>{half}{rest}</div><div>Regards</div>"),
        ("text/html", "Yes<br>{half}{rest}<br>Sent from my iPhone"),
        ("text/html", "<p>No!</p><div style='display: none'>{half}{rest}</div>"),
        ("text/html", "<p>No!</p><span hidden>{half}{rest}</span>"),
        ("text/html", "<p>No!<blockquote>Please:<p>{half}{rest}"),
        ("text/plain", "> Please look at the risks.\n\nI approve these words.\n{half}{rest}"),
        *(
            ("text/plain", QUOTED[quoted](tongue, "I approve these words.\n\n{half}{rest}"))
            for tongue, quoted in zip(TONGUES.values(), cycle(QUOTED))
        ),
    ],
)
def test_a_mail_that_says_more_is_never_taken_unattended(shell: Shell, kind: str, body: str) -> None:
    """A greeting, a quote, a no in any language: whoever is asked next is told where to write, and what."""
    code = find_approval(shell)
    text = body.format(half=code[:37], rest=code[37:])
    mail = write_raw(shell, "From: ana@made-up.example", f"Content-Type: {kind}; charset=utf-8", body=text)
    for words in ((), ("--yes",)):
        assert shell.run("sign-off", "--from", str(mail), "--witness", "ben", *words) == 1
        assert "write your answer above everything else, alone, and send it anew" in shell.err
        assert f"\nI approve these words.\n\n{code}\n" in shell.err
    assert records(shell) == []


@pytest.mark.parametrize("words", [(), ("--yes",)])
@pytest.mark.parametrize(("typed", "signed"), [("ana", 1), ("yes", 0), ("ben", 0), ("", 0), ("Ana", 0)])
def test_a_doubtful_mail_is_taken_by_typing_whose_it_is(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, typed: str, signed: int, words: tuple[str, ...]
) -> None:
    """At a keyboard alone, after all of it was shown, what a terminal would obey written out."""
    code = find_approval(shell)
    mail = write_raw(
        shell, "From: ana@made-up.example", "Subject: Re: risks", body=f"Yes\x1b[8m, but\n{code}\n\n> older"
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: typed)
    assert shell.run("sign-off", "--from", str(mail), "--witness", "ben", *words) == 1 - signed
    assert len(records(shell)) == signed
    for line in ("Yes<U+001B>[8m, but", code, "> older"):
        assert f"  | {line}\n" in shell.out
    assert "Re: risks" in shell.out
    assert "vertebroplasty/risks in es, linguistic" in shell.out


def test_a_doubtful_mail_from_elsewhere_is_not_asked_about(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is refused at a keyboard too."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "ana")
    approve, corrections, refuse = list_mails(make_page(shell))
    for mail, sender in (
        ({**approve, "body": f"Yes\n{approve['body']}"}, "x@evil.example"),
        (corrections, "ana@made-up.example"),
        (refuse, "ana@made-up.example"),
    ):
        assert take(shell, send(shell, mail, sender)) == 1
    assert records(shell) == []


def test_a_code_of_the_older_length_is_none(shell: Shell) -> None:
    """Whoever reads that is told to ask with a new page, in a mail and at the command."""
    code = find_approval(shell)[:-16]
    assert take(shell, write_raw(shell, "From: ana@made-up.example", body=code)) == 1
    assert "make a new page with `vertebra ask-reviewer`" in shell.err
    assert "write your answer above everything else" in shell.err
    assert take(shell, code) == 2
    assert "make a new page with `vertebra ask-reviewer`" in shell.err
    assert take(shell, f"{find_approval(shell)} but not yet") == 2
    assert records(shell) == []


def test_a_mail_answers_for_one_person(shell: Shell) -> None:
    """Whoever they are."""
    code = find_approval(shell)
    other = code.replace(":ana:", ":ben:").replace("risks", "recovery")
    assert take(shell, write_raw(shell, "From: ana@made-up.example", body=f"{code}\n{other}")) == 1
    assert "answers for several reviewers" in shell.err


def test_a_mail_from_before_the_reviewers_time_is_refused(shell: Shell) -> None:
    """They were not who they are now."""
    dated = "Date: {} 2026 10:00:00 +0000"
    hire(shell.folders, REVIEWERS.replace("from = 2026-01-01", "from = 2026-02-02", 1))
    assert take(shell, write_raw(shell, "From: ana@made-up.example", dated.format("Sun, 01 Feb"))) == 1
    assert "before the day from which ana reviews" in shell.err
    assert records(shell) == []
    assert take(shell, write_raw(shell, "From: ana@made-up.example", dated.format("Mon, 02 Feb"))) == 0


@pytest.mark.parametrize("words", [(), ("--yes",)])
@pytest.mark.parametrize(
    ("subject", "signature"),
    [("Please do not sign", "Ana Made-Up"), ("Re: review", ""), (None, "Ana Made-Up\nPlease do not sign")],
)
def test_a_subject_and_a_signature_may_say_no(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, subject: str | None, signature: str, words: tuple[str, ...]
) -> None:
    """Unattended they are refused, `--yes` or not; at a keyboard they are shown, and taken by the reviewer's id."""
    approve = list_mails(make_page(shell))[0]
    body = f"{approve['body']}\n-- \n{signature}\n"
    path = send(shell, {**approve, "subject": subject or approve["subject"], "body": body})
    assert shell.run("sign-off", "--from", str(path), "--witness", "ben", *words) == 1
    assert "this mail may say something else than yes" in shell.err
    assert f'with the subject "{approve["subject"]}" or none' in shell.err
    assert records(shell) == []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for typed, signed in (("yes", 0), ("ana", 1)):
        monkeypatch.setattr("builtins.input", lambda _, typed=typed: typed)
        assert shell.run("sign-off", "--from", str(path), "--witness", "ben", *words) == 1 - signed
        assert len(records(shell)) == signed
    for line in (f": {subject or approve['subject']}", *(f"  | {line}" for line in signature.split("\n"))):
        assert f"{line}\n" in shell.out


def test_a_signature_of_who_the_reviewer_is_is_taken(shell: Shell) -> None:
    """In both forms, with what the program put before our subject."""
    answer = f"I approve these words.\n\n{find_approval(shell)}\n-- \nAna Made-Up, MD\nMade-Up Hospital"
    message = make_mail(answer, SURE_HTML["Gmail"](answer))
    message["Subject"] = "回复：Approve: vertebroplasty/risks, es"
    assert take(shell, save(shell, message)) == 0
    assert len(records(shell)) == 1


def test_who_was_not_asked_signs_nothing_that_became_doubtful(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reviewer's name changed between the mail's being read and its being recorded."""
    code = find_approval(shell)
    path = write_raw(shell, "From: ana@made-up.example", body=f"{code}\n-- \nAna Made-Up")

    @contextmanager
    def lock(folder: Path) -> Iterator[HeldFolder]:
        hire(shell.folders, REVIEWERS.replace("Ana Made-Up", "Anna Made-Up"))
        with held(folder) as taken:
            yield taken

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("api.cli.signoff.take_lock", lock)
    assert take(shell, path) == 1
    assert "what stands below its two hyphens is more than who the reviewer is" in shell.err
    assert records(shell) == []


def test_a_machines_answer_is_none(shell: Shell) -> None:
    """Out of office, with the request below (RFC 3834)."""
    code = find_approval(shell)
    headers = ("From: ana@made-up.example", "Auto-Submitted: auto-replied")
    assert take(shell, write_raw(shell, *headers, "Content-Type: text/plain", body=code)) == 1
    assert "a machine sent this mail" in shell.err
    assert records(shell) == []


@pytest.mark.parametrize(
    ("date", "complaint"),
    [("Date: yesterday", "this mail has no date"), ("Date: Thu, 01 Jan 2099 00:00:00 +0000", "which is still to come")],
)
def test_a_mail_whose_date_says_nothing_is_not_counted_again(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, date: str, complaint: str
) -> None:
    """Recorded at a keyboard, and a byte longer: it may be older than that."""
    code = find_approval(shell)
    lines = ("From: ana@made-up.example", "Content-Type: text/plain", date)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "ana")
    if "yesterday" in date:
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
    """The witness decides whether it is a yes all the same; a plain approval is neither shown nor asked about."""
    approve = list_mails(make_page(shell))[0]
    doubtful = send(shell, {**approve, "body": f"I do not approve!\n{approve['body']}"})
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert take(shell, doubtful) == 1
    assert "  | I do not approve!" in shell.out
    assert records(shell) == []
    assert take(shell, send(shell, approve)) == 0
    assert approve["subject"] not in shell.out


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


def test_answers_of_others_and_in_other_roles_do_not_overtake_one(shell: Shell) -> None:
    """Three were sent on one day and are recorded on another, one after the other; what is taken back is, for everybody in that role."""
    hire(
        shell.folders, REVIEWERS.replace('name = "Ben Made-Up"', 'name = "Ben Made-Up"\nemail = "ben@made-up.example"')
    )
    answers = []
    for who, role in (("ana", "linguistic"), ("ben", "linguistic"), ("ana", "clinical")):
        page = make_page(shell, RISKS, "--locale", "es", "--role", role, "--reviewer", who)
        (code,) = re.findall(r"<code>(v1:[^<]*:approve:[^<]*)</code>", page)
        headers = (f"From: {who}@made-up.example", "Date: Mon, 02 Mar 2026 10:00:00 +0000")
        answers.append((headers, str(code), "ben" if who == "ana" else "ana"))
    for headers, code, witness in answers:
        assert take(shell, write_raw(shell, *headers, body=code), witness) == 0, shell.err
    assert len(records(shell)) == 3
    assert shell.run("sign-off", RISKS, *ASKED, "--revoke", "--yes") == 0
    taken = []
    for headers, code, witness in answers:
        taken.append(take(shell, write_raw(shell, *headers, body=f"\n{code}"), witness))
        assert "before what the ledger says of" in shell.err
    assert taken == [1, 1, 1]


def test_an_answer_is_recorded_as_a_whole_or_not_at_all(shell: Shell) -> None:
    """A broken ledger of one language keeps the others from being written."""
    hire(shell.folders, REVIEWERS)
    add_locale(shell.folders, "fr")
    mails = [list_mails(make_page(shell, RISKS, "--locale", tag, *ASKED[2:]))[0] for tag in ("es", "fr")]
    broken = shell.folders.locales / "fr" / "signoffs" / "vertebroplasty.jsonl"
    broken.parent.mkdir()
    broken.write_text("broken\n")
    both = {"subject": "Approve: 2 texts, es", "body": mails[0]["body"] + mails[1]["body"]}
    assert take(shell, send(shell, {**mails[0], **both})) == 2
    assert records(shell) == []
