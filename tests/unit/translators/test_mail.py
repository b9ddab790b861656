"""A mail is surely a yes, or it is doubtful."""

from __future__ import annotations

import pytest

from api.errors import RefusedError
from api.translators.codes import find_codes, is_closed
from api.translators.mail import MAX_FIELD, MAX_HEADER, MAX_LINES, MAX_MARKS, MAX_TEXT, read_mail
from tests.mails import DOUBTFUL_HTML, QUOTED, SURE_HTML, TONGUES, make_mail

CODE = f"v1:es:vertebroplasty/risks:linguistic:ana:approve:{'0123456789abcdef' * 2}"
YES = f"I approve these words.\n\n{CODE}"
SIGNATURE = "\n-- \nAna Made-Up, MD\nMade-Up Hospital, Dpt. of Radiology\nTel. +00 00 0000"


def doubt(plain: str | None, html: str | None = None) -> tuple[str, ...]:
    """What is doubtful of the mail."""
    return read_mail(make_mail(plain, html).as_bytes()).doubts


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
        "Ana\n\nBut do not sign.",
        "\n".join("abcdefghijk"),
        "Ana " * 30,
        f"Ana\n{CODE}",
        "> Please read",
        "Ana\n| Please",
    ],
)
def test_what_is_more_than_a_signature_is_doubtful(below: str) -> None:
    """A second paragraph, a long text, a code, a quote."""
    assert doubt(f"{YES}\n-- \n{below}") == ("what stands below its two hyphens is more than a signature",)


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
    lines = ("From: ana@made-up.example", *filter(None, (words,)), "", YES)

    assert read_mail("\n".join(lines).encode()).doubts == ()


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
    assert read_mail("\n".join(("From: ana@made-up.example", *lines, "", YES)).encode()).doubts != ()


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
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (rejected)", "Precedence: auto_reply", "Precedence: Bulk", "Precedence: junk",
        "Precedence: list", "X-Autoreply: yes", "X-Autorespond: ben@made-up.example", "X-Autoreply-From: x", "X-Autoresponse: yes",
        "X-Mail-Autoreply: x", "X-Failed-Recipients: x@made-up.example", "Return-Path: <>", "List-Id: <x.made-up.example>",
        "List-Post: <mailto:x@made-up.example>", "List-Unsubscribe: <https://made-up.example>", "X-BeenThere: x", "Mailing-List: x", "X-Loop: x",
        "Content-Type: multipart/report; boundary=x",
    ],
)  # fmt: skip
def test_a_machine_says_so_in_many_ways(field: str) -> None:
    """Old and new; a list too, which anybody may write to."""
    mail = read_mail(f"From: ana@made-up.example\n{field}\n\n{YES}".encode())

    assert mail.machine == field.partition(":")[0]


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: no",
        "Auto-Submitted: No (a person)",
        "Precedence: first-class",
        "X-Auto-Response-Suppress: All",
        "Return-Path: <ana@made-up.example>",
    ],
)
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

    assert read_mail(f"From: ana@made-up.example\n{head}\n{YES}".encode()).doubts == ()


def test_a_code_has_128_bits() -> None:
    """A shorter one is none."""
    assert find_codes(CODE) != ()
    assert find_codes(CODE[:-1]) == ()
    assert not is_closed(CODE[:-16])
