"""A mail is surely a yes, or it is doubtful."""

from __future__ import annotations

from base64 import b64encode

import pytest

from api.errors import RefusedError
from api.reviewers.mail.codes import find_codes, is_closed
from api.reviewers.mail.message import MAX_FIELD, MAX_HEADER, MAX_LINES, MAX_MARKS, MAX_TEXT, read_mail
from tests.mails import DOUBTFUL_HTML, QUOTED, SENT, SURE_HTML, TONGUES, judge_mail, make_mail

CODE = f"v1:es:vertebroplasty/risks:linguistic:ana:approve:{'0123456789abcdef' * 2}"
YES = f"I approve these words.\n\n{CODE}"
SIGNATURE = "\n-- \nAna Made-Up, MD\nMade-Up Hospital"
HEAD = f"From: ana@made-up.example\nDate: {SENT}\n"


def doubt(plain: str | None, html: str | None = None) -> tuple[str, ...]:
    """What is doubtful of the mail."""
    return judge_mail(make_mail(plain, html).as_bytes())


@pytest.mark.parametrize("tag", TONGUES)
@pytest.mark.parametrize("quoted", QUOTED)
def test_a_no_in_any_language_makes_a_mail_doubtful(tag: str, quoted: str) -> None:
    """However the yes near it is quoted."""
    text = QUOTED[quoted](TONGUES[tag], YES)

    assert CODE in text
    assert doubt(text) != ()
    assert doubt(None, f"<p>{text.replace(chr(10), '<br>')}</p>") != ()


@pytest.mark.parametrize("program", SURE_HTML)
def test_a_yes_of_any_program_is_sure(program: str) -> None:
    """In HTML alone, and beside its plain text."""
    html = SURE_HTML[program](YES)

    assert doubt(None, html) == ()
    assert doubt(YES, html) == ()


@pytest.mark.parametrize("trick", DOUBTFUL_HTML)
def test_html_that_could_hide_or_strike_words_is_doubtful(trick: str) -> None:
    """Though its words are a yes, and its plain text too."""
    html = DOUBTFUL_HTML[trick](YES)

    assert doubt(None, html) != ()
    assert doubt(YES, html) != ()


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        YES,
        f"{YES}\n",
        f"\n\u00a0\n{YES}",
        f"I approve these words\n{CODE[:40]}\n{CODE[40:]}\n{CODE.replace('risks', 'recovery')}",
        f"{YES}\n-- ",
        f"{YES}\n{SIGNATURE}",
        f"{YES}\n--\nAna",
    ],
)
def test_a_yes_and_a_signature_are_sure(text: str) -> None:
    """However its lines are broken."""
    assert doubt(text) == ()


@pytest.mark.parametrize(
    "below",
    [
        "Ana",
        "ANA MADE-UP",
        "Made-Up, Ana",
        "Ana Made-Up (MD) | Made-Up Hospital",
        "Ana Made-Up, MD\ncertified medical interpreter",
        "Ana Made-Up · MD, certified medical interpreter\n\nMADE-UP HOSPITAL",
        "Ana <ana@made-up.example>",
        "\u00a0\n\n",
    ],
)
def test_a_signature_of_who_the_reviewer_is_is_sure(below: str) -> None:
    """Name, credentials, organisation and address, as reviewers.toml has them; in any case, with any punctuation."""
    assert doubt(f"{YES}\n-- \n{below}") == ()


@pytest.mark.parametrize(
    "lines", ["-- <br>Ana Made-Up, MD<br>Made-Up Hospital", "-- \nAna Made-Up, MD\nMade-Up Hospital"]
)
@pytest.mark.parametrize("outer", ["{}", "<div>{}</div>", "<p>{}"])
def test_a_signature_that_keeps_its_line_ends_is_sure(lines: str, outer: str) -> None:
    """As Thunderbird writes it, beside the same in plain text."""
    html = f"{SURE_HTML['Thunderbird'](YES)}{outer.format(f'<pre class=moz-signature cols=72>{lines}</pre>')}"

    assert doubt(YES + SIGNATURE, html) == ()


def test_line_ends_are_kept_only_where_a_browser_keeps_them() -> None:
    """Below hyphens within a line stands no signature."""
    for html in ("<pre>Ana</pre>--\nAna", "<pre></pre></pre><p>--\nAna", "--\nAna"):
        assert "it says more than that the words are approved, and which" in doubt(None, f"<p>{YES}</p>{html}")


@pytest.mark.parametrize(
    "below",
    [
        *(tongue.no for tongue in TONGUES.values()),
        "Please do not sign yet:\nthe dose in the third item is wrong.",
        "Ana Made-Up, MD\nWait",
        "Ana\n\nBut do not sign.",
        "Ana Made-Up\n👎",
        "Ana Made-Up?",
        "✗ Ana",
        "A\u0336n\u0336a\u0336",
        "\u202eAna",
        "Ana\u200b",
        "Ana interpreter",
        "Hospital",
        "Ben Made-Up",
        "Ana, RN",
        "Tel. +00 00 0000",
        "https://made-up.example",
        f"Ana\n{CODE}",
        "v1\n" + CODE[2:],
        "Ana " * 2000 + "no",
    ],
)
def test_a_signature_of_any_other_word_is_doubtful(below: str) -> None:
    """Another's name, a part of a title, a sign, a stroke through the letters, a code; and a no in any language."""
    assert "what stands below its two hyphens is more than who the reviewer is" in doubt(f"{YES}\n-- \n{below}")
    html = f"<p>{YES}</p><p>-- </p><p>{below}</p>".replace("\n", "<br>")
    assert "what stands below its two hyphens is more than who the reviewer is" in doubt(None, html)


OWN = "Approve: vertebroplasty/risks, es"
SECOND = CODE.replace("risks", "recovery")


@pytest.mark.parametrize(
    "subject",
    [
        f"Subject: {OWN}\n",
        "Subject:\n",
        "",
        "Subject: Approve:\n vertebroplasty/risks,\n\tes\n",
        "Subject: =?utf-8?q?Approve=3A?= =?utf-8?q?_vertebroplasty/risks=2C?=\n =?utf-8?b?IGVz?=\n",
        f"Subject: Re: {OWN}\n",
        f"Subject: RE: AW: {OWN}\n",
        f"Subject: SV: {OWN}\n",
        f"Subject: Re[2]: {OWN}\n",
        f"Subject: =?utf-8?b?5Zue5aSN77ya?= {OWN}\n",
        f"Subject: =?gb2312?b?tPC4tDog?= {OWN}\n",
    ],
)
def test_a_subject_that_our_page_wrote_is_sure(subject: str) -> None:
    """Folded, encoded, or with what programs put before it in an answer; and none at all."""
    assert judge_mail(f"{HEAD}{subject}\n{YES}".encode()) == ()


@pytest.mark.parametrize(
    "subject",
    [
        "PLEASE DO NOT SIGN",
        "Refuse: vertebroplasty/risks, es",
        "Approve with corrections: vertebroplasty/risks, es",
        "Approve: vertebroplasty/recovery, es",
        "Approve: vertebroplasty/risks, en",
        "Approve: 2 texts, es",
        f"Automatic reply: {OWN}",
        f"Not: {OWN}",
        f"No Re: {OWN}",
        f"Re: no: {OWN}",
        f"re: {OWN}",
        f"Fwd: {OWN}",
        f"{'Re: ' * 9}{OWN}",
        f"{OWN}?",
        f"{OWN} NO",
        f"{OWN}\n NO",
        f"{OWN} =?utf-8?b?5LiN?=",
        f"{OWN} =?utf-8?b?请勿签署?=",
        f"{OWN} =?utf-8?b?!!!!?=",
        f"{OWN} =?klingon?q?no?=",
        f"{OWN} =?utf-8?q?=FF?=",
        f"{OWN} =?utf-8*NO?q??=",
        "=?utf-8?b?6K+35Yu/562+572y?=",
        "请勿签署",
        "Re:",
        "-",
    ],
)
def test_a_subject_of_any_other_word_is_doubtful(subject: str) -> None:
    """A no, another verdict, another section, what no program puts before an answer, or what no program can read."""
    assert judge_mail(f"{HEAD}Subject: {subject}\n\n{YES}".encode()) != ()


def test_a_subject_names_as_many_texts_as_are_approved() -> None:
    """Our page says how many."""
    assert judge_mail(f"{HEAD}Subject: Approve: 2 texts, es\n\n{YES}\n{SECOND}".encode()) == ()
    assert judge_mail(f"{HEAD}Subject: {OWN}\n\n{YES}\n{SECOND}".encode()) != ()


@pytest.mark.parametrize("date", ["", "Date:\n", "Date: yesterday\n", "Date: Fri, 99 Jan 2026 10:00:00 +0000\n"])
def test_a_mail_without_a_date_is_doubtful(date: str) -> None:
    """It may be older than what was said since."""
    assert judge_mail(f"From: ana@made-up.example\n{date}\n{YES}".encode()) == ("it has no date that can be read",)


@pytest.mark.parametrize(
    "text",
    [
        "I refuse these words.\n\n" + CODE,
        f"I do not approve these words.\n\n{CODE}",
        f"*I approve these words.*\n\n{CODE}",
        f"I approve these words.\u200b\n\n{CODE}",
        f"I approve these words.\n\n{CODE}0",
        f"I approve these words.\n\n{CODE[:-16]}",
        f"-- \n{YES}",
    ],
)
def test_another_word_is_doubtful(text: str) -> None:
    """A sign, an invisible letter, a digit too many or too few; a yes that stands in a signature."""
    assert doubt(text) != ()


def test_two_forms_that_differ_are_doubtful() -> None:
    """In a code, or in the signature."""
    other = YES.replace("risks", "recovery")

    assert doubt(YES, SURE_HTML["Gmail"](other)) == ("its plain text and its HTML differ",)
    assert doubt(YES + SIGNATURE, SURE_HTML["Gmail"](YES)) == ("its plain text and its HTML differ",)
    assert doubt(YES + SIGNATURE, SURE_HTML["Gmail"](YES + SIGNATURE)) == ()


@pytest.mark.parametrize(
    ("charset", "tag"),
    [
        ("gb2312", "zh-Hans"),
        ("big5", "zh-Hant"),
        ("euc-kr", "ko"),
        ("windows-1256", "ar"),
        ("koi8-r", "ru"),
        ("iso-8859-2", "pl"),
    ],
)
@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
def test_a_no_is_read_in_any_encoding(charset: str, tag: str, cte: str) -> None:
    """As a yes is."""
    text = f"{TONGUES[tag].no}\n\n{YES}"
    if tag == "ar":
        text = text.replace("ّ", "").replace("ً", "")
    read = read_mail(make_mail(text, charset=charset, cte=cte).as_bytes())

    assert read.texts[0].words.strip() == text
    assert read.doubts == ("it says more than that the words are approved, and which",)
    assert read_mail(make_mail(YES, charset=charset, cte=cte).as_bytes()).doubts == ()


PLAIN, HTML = "Content-Type: text/plain", "Content-Type: text/html"
QUOTED_PRINTABLE, BASE64 = "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: base64"
DATA = YES.encode()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ((PLAIN, QUOTED_PRINTABLE), DATA + b"=\rPlease do not sign!\n"),
        ((PLAIN, QUOTED_PRINTABLE), DATA + b"=\r\rPlease do not sign!\r\n"),
        ((HTML, QUOTED_PRINTABLE), b"<p class=no>" + DATA),
        ((HTML, QUOTED_PRINTABLE), b"<p class==\nno =>" + DATA),
        ((HTML, QUOTED_PRINTABLE), "<p class=3D不>".encode() + DATA),
        ((PLAIN, BASE64), b64encode(DATA) + " 请勿签署 ".encode()),
        ((PLAIN, BASE64), b64encode(DATA) + b"\n-!-!-"),
        ((PLAIN, BASE64), b64encode(DATA + b"\n" * (-len(DATA) % 3 + 1)) + b"\n" + b64encode(b"Do not sign.")),
        ((PLAIN, BASE64), b64encode(DATA + b"\n" * (-len(DATA) % 3 + 1)).rstrip(b"=")),
        ((f"{HTML}; charset=us-ascii",), b'<p class="\xff">' + DATA),
        ((f"{HTML}; charset=utf-8",), b'<p class="\xff">' + DATA),
        ((f"{HTML}; charset=klingon",), b'<p class="\xff">' + DATA),
        ((f"{PLAIN}; charset=utf-7",), DATA + b"+AAoACgAKAAo-"),
        ((f"{PLAIN}; charset=hz",), DATA + b"~{~}"),
        ((f"{PLAIN}; charset=iso-2022-kr",), DATA + b"\x0f\x0e"),
        ((f"{PLAIN}; charset=unicode_escape",), DATA + b"\\n"),
        ((HTML,), b'<p class="\0">' + DATA),
        ((HTML, QUOTED_PRINTABLE), b'<p class=3D"=00">' + DATA),
        ((f"{PLAIN}\0",), DATA),
        (("X-Note: a\rSubject: No", PLAIN), DATA),
        ((PLAIN,), DATA.replace(b"\n", b"\r")),
        (("Content-Type: multipart/mixed; boundary=x",), b"Do not sign.\n--x\n\n" + DATA + b"\n--x--\n"),
        (("Content-Type: multipart/mixed; boundary=x",), b"--x\n\n" + DATA + b"\n--x--\nDo not sign.\n"),
    ],
)
def test_what_another_program_may_show_is_doubtful(head: tuple[str, ...], body: bytes) -> None:
    """What our decoder passes over, writes otherwise, or cannot decode; and what stands before or after the parts."""
    assert judge_mail("\n".join((HEAD.strip(), *head, "", "")).encode() + body) != ()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ((PLAIN, QUOTED_PRINTABLE), DATA.replace(b"digest", b"=64igest").replace(b":", b"=3a=\n", 2) + b"=\n"),
        ((PLAIN, QUOTED_PRINTABLE), DATA.replace(b"\n", b"=0D=0A=\r\n") + b"="),
        ((PLAIN, BASE64), b"\r\n".join(b64encode(DATA)[start : start + 76] for start in range(0, 999, 76))),
        ((f"{PLAIN}; charset=iso-2022-jp",), DATA),
        ((f"{PLAIN}; charset=gb18030",), DATA),
        (
            ("Content-Type: multipart/mixed; boundary=x",),
            b"This is a multi-part message in MIME format.\n--x\n\n" + DATA + b"\n--x--\n\n",
        ),
    ],
)
def test_a_yes_is_sure_in_any_encoding_that_every_program_reads(head: tuple[str, ...], body: bytes) -> None:
    """In short or long lines, with soft breaks, and with the sentence that programs put before the parts."""
    assert judge_mail("\n".join((HEAD.strip(), *head, "", "")).encode() + body) == ()


def test_japanese_in_seven_bits_is_read() -> None:
    """Its bytes are ASCII, its words are not."""
    read = read_mail(make_mail(f"まだ署名しないでください\n{YES}", charset="iso-2022-jp").as_bytes())

    assert read.texts[0].words.startswith("まだ署名")
    assert read.doubts != ()


@pytest.mark.parametrize(
    "words", ["Content-Type: text/plain; charset=klingon", "Content-Type: text/plain; format=flowed; delsp=yes", ""]
)
def test_a_yes_is_ascii(words: str) -> None:
    """So it is sure in an encoding that nobody knows, flowed, or of no type at all."""
    lines = (HEAD.strip(), *filter(None, (words,)), "", YES)

    assert judge_mail("\n".join(lines).encode()) == ()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("text/plain", "note.txt"), ("text/plain", None), ("image/png", "no.png"), ("message/rfc822", None)],
)
def test_an_attachment_is_doubtful(kind: str, name: str | None) -> None:
    """A text, a picture, an earlier mail: it may say no."""
    message = make_mail(YES)
    if kind == "message/rfc822":
        message.add_attachment(make_mail("Do not sign."))
    else:
        main, _, sub = kind.partition("/")
        message.add_attachment(b"Do not sign.", main, sub, filename=name)

    assert read_mail(message.as_bytes()).doubts != ()


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Type: text/plain", "Content-Type: text/html"),
        ("Content-Transfer-Encoding: x-uuencode",),
        ("Content-Transfer-Encoding: 7bit", "Content-Transfer-Encoding: base64"),
        ("Subject: Yes", "Subject: No"),
        ("Content-Type: multipart/mixed; boundary=x",),
        ("Content-Transfer-Encoding: base64",),
        ("Content-Disposition: attachment",),
    ],
)
def test_a_damaged_mail_is_doubtful(lines: tuple[str, ...]) -> None:
    """What one program reads of it, another does not."""
    assert judge_mail("\n".join((HEAD.strip(), *lines, "", YES)).encode()) != ()


def test_two_texts_are_doubtful() -> None:
    """Programs show both, or one of them."""
    message = make_mail(YES)
    message.make_mixed()
    second = make_mail(YES)
    message.attach(second)

    assert "it has several texts" in read_mail(message.as_bytes()).doubts


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (rejected)", "Auto-Submitted:", "AutoSubmitted: auto-replied",
        "X-Auto-Submitted: auto-replied", "X-AutoSubmitted: auto-replied", "Auto-Reply: yes", "X-Auto-Reply: yes", "X-Autoreply: yes",
        "X-Autoreply-From: x", "X-Auto-Replied: yes", "X-Automatic-Reply: yes", "X-Mail-Autoreply: x", "X-MailAutoReply: yes",
        "X-Amazon-Auto-Reply: true", "X-Auto-Response: yes", "X-Autoresponse: yes", "X-Auto-Responder: yes", "X-Autorespond: ben@made-up.example",
        "X-Auto-Generated: yes", "Autogenerated: yes", "X-FC-MachineGenerated: true", "X-Autoforwarded: 1", "Auto-Forwarded: TRUE",
        "X-MS-Exchange-Organization-AutoForwarded: true", "X-MS-Exchange-Inbox-Rules-Loop: ana@made-up.example",
        "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", "X-Out-Of-Office: yes", "X-OOO: yes", "X-MS-Exchange-Message-Is-Ndr:", "X-Vacation: yes", "X-Vacation-Message: 1",
        "X-Mailer: vacation", "X-Mailer: Auto-Responder 2.1", "Delivered-To: Autoresponder", "X-POST-MessageClass: 9; Autoresponder",
        "X-AMAZON-MAIL-RELAY-TYPE: notification", "X-Cron-Env: <A=b>", "Feedback-ID: 1:made-up", "X-Failed-Recipients: x@made-up.example",
        "Precedence: auto_reply", "Precedence: auto-reply", "Precedence: autoreply", "Precedence: Bulk", "Precedence: junk", "Precedence: list",
        "X-Precedence: bulk", "Preference: auto_reply", "Return-Path: <>", "Return-Path: < >", "Return-Path: <MAILER-DAEMON@made-up.example>",
        "X-Envelope-From: <>", "Envelope-From: <>", "Content-Type: multipart/report; boundary=x", "Content-Class: urn:content-classes:dsn",
    ],
)  # fmt: skip
def test_a_machine_says_so_in_many_ways(field: str) -> None:
    """Old and new, with hyphens and without."""
    mail = read_mail(f"From: ana@made-up.example\n{field}\n\n{YES}".encode())

    assert mail.machine == field.partition(":")[0]


@pytest.mark.parametrize(
    "field",
    [
        "List-Id: <x.made-up.example>", "List-Post: <mailto:x@made-up.example>", "List-Unsubscribe: <https://made-up.example>", "X-BeenThere: x",
        "Mailing-List: x", "X-Mailing-List: x", "X-List: x", "X-ListName: x", "X-List-Host: x", "X-ML-Name: x", "X-MLServer: x", "X-Loop: x",
        "X-Mailman-Version: 2.1", "X-Google-Group-Id: 1", "X-Google-Loop: groups", "X-Unsent: 1", "X-Mozilla-Draft-Info: internal/draft; vcard=0",
    ],
)  # fmt: skip
def test_what_a_list_passed_on_or_nobody_sent_is_no_answer(field: str) -> None:
    """Anybody may write to a list; a draft was perhaps never meant."""
    mail = read_mail(f"From: ana@made-up.example\n{field}\n\n{YES}".encode())

    assert mail.machine == field.partition(":")[0]


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: no", "Auto-Submitted: No (a person)", "X-Auto-Submitted: no", "X-MS-Exchange-Organization-AutoForwarded: false",
        "Precedence: first-class", "X-Auto-Response-Suppress: All", "Return-Path: <ana@made-up.example>", "X-Mailer: Apple Mail (2.3776)",
        "X-Unsent: 0", "Delivered-To: ben@made-up.example", "X-Amazon-Mail-Relay-Type: person", "Autocrypt: addr=ana@made-up.example",
        "X-MS-Exchange-Organization-AuthAs: Internal", "X-MS-Exchange-SkipListedInternetSender: x", "X-Mozilla-Status: 0001",
        "X-Listening-To: Bach", "Authentication-Results: made-up.example",
    ],
)  # fmt: skip
def test_what_people_send_is_no_machines(field: str) -> None:
    """Exchange asks for no automatic answers to what people write, too."""
    assert read_mail(f"From: ana@made-up.example\n{field}\n\n{YES}".encode()).machine is None


@pytest.mark.parametrize(
    "data",
    [
        f"From: {'a' * MAX_FIELD}\n\n{YES}",
        f"From: {'<' * 300_000}\n\n{YES}",
        "From: a\n" + f" {'b' * 70}\n" * (MAX_FIELD // 70) + f"\n{YES}",
        f"X-A: {'a' * 6000}\n" * (MAX_HEADER // 6000 + 1) + f"\n{YES}",
        f"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: {'a' * MAX_FIELD}\n\n{YES}\n--x--",
        "Content-Type: multipart/mixed; boundary=x\n\n" + "--x\n\nI\n" * (MAX_MARKS + 1) + "--x--",
        "From: a\n\n" + "\n" * (MAX_LINES + 1),
        f"From: a\n\n{'a' * (MAX_TEXT + 1)}",
    ],
)
def test_a_mail_is_bounded_before_it_is_parsed(data: str) -> None:
    """A field, all of the header, the parts, the lines, the text: in a part of it too."""
    with pytest.raises(RefusedError, match="larger than an answer is"):
        read_mail(data.encode())


def test_servers_headers_have_room() -> None:
    """A large provider adds twenty thousand characters."""
    head = "".join(f"X-Microsoft-Antispam-{number}: {'a' * 4000}\n" for number in range(8))

    assert judge_mail(f"{HEAD}{head}\n{YES}".encode()) == ()


def test_a_code_has_128_bits() -> None:
    """A shorter one is none."""
    assert find_codes(CODE) != ()
    assert find_codes(CODE[:-1]) == ()
    assert not is_closed(CODE[:-16])
