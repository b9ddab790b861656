"""Mails as mail programs write them: a no above an older yes in sixteen languages, and a yes alone, plain and in HTML."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from typing import Final, NamedTuple

from api.ledgers.reviewers import parse_reviewers
from api.model.ledger import Evidence, group_reviewers
from api.model.wording import digest_bytes
from api.reviewers.mail.answers import ReviewerAnswer, list_doubts
from api.reviewers.mail.codes import find_codes
from api.reviewers.mail.message import read_mail
from tests.staff import REVIEWERS

SENT: Final = "Fri, 02 Jan 2026 10:00:00 +0000"


class Tongue(NamedTuple):
    """How a reviewer says no, and how programs head what is quoted."""

    no: str
    wrote: str
    labels: tuple[str, str, str, str]
    """From, sent, to, subject."""


TONGUES: Final = {
    "ar": Tongue("لا توقّعوا بعد، وجدت خطأً.", "كتب Ben في 27 نوفمبر 2026:", ("من", "تم الإرسال", "إلى", "الموضوع")),
    "es": Tongue("No firmen todavía, he visto un error.", "El vie, 27 nov 2026, Ben escribió:", ("De", "Enviado", "Para", "Asunto")),
    "fil": Tongue("Huwag munang lagdaan, may mali.", "Noong 27 Nob 2026, isinulat ni Ben:", ("Mula kay", "Ipinadala", "Para kay", "Paksa")),
    "fr": Tongue("Ne signez pas encore, il y a une erreur.", "Le 27 nov. 2026, Ben a écrit :", ("De", "Envoyé", "À", "Objet")),
    "gu": Tongue("હમણાં સહી કરશો નહીં, ભૂલ છે.", "27 નવે 2026 ના રોજ Ben એ લખ્યું:", ("પ્રેષક", "મોકલેલ", "પ્રતિ", "વિષય")),
    "hi": Tongue("अभी हस्ताक्षर न करें, एक गलती है।", "27 नव॰ 2026 को Ben ने लिखा:", ("प्रेषक", "भेजा गया", "प्रति", "विषय")),
    "ht": Tongue("Pa siyen ankò, gen yon erè.", "Le 27 nov. 2026, Ben te ekri:", ("Soti nan", "Voye", "Pou", "Sijè")),
    "it": Tongue("Non firmate ancora, c'è un errore.", "Il 27 nov 2026 Ben ha scritto:", ("Da", "Inviato", "A", "Oggetto")),
    "ko": Tongue("아직 서명하지 마세요. 오류가 있습니다.", "2026년 11월 27일, Ben님이 작성:", ("보낸 사람", "보낸 날짜", "받는 사람", "제목")),
    "pl": Tongue("Proszę jeszcze nie podpisywać, jest błąd.", "pt., 27 lis 2026, Ben napisał(a):", ("Od", "Wysłano", "Do", "Temat")),
    "pt-BR": Tongue("Não assinem ainda, há um erro.", "Em 27 de nov. de 2026, Ben escreveu:", ("De", "Enviado", "Para", "Assunto")),
    "ru": Tongue("Пока не подписывайте, есть ошибка.", "27 нояб. 2026 г. Ben написал:", ("От", "Отправлено", "Кому", "Тема")),
    "ur": Tongue("ابھی دستخط نہ کریں، غلطی ہے۔", "27 نومبر 2026 کو Ben نے لکھا:", ("منجانب", "بھیجا گیا", "بنام", "موضوع")),
    "vi": Tongue("Xin chưa ký, có lỗi.", "Vào 27 thg 11, 2026, Ben đã viết:", ("Từ", "Đã gửi", "Đến", "Chủ đề")),
    "zh-Hans": Tongue("请先不要签署，有一个错误。", "Ben 于2026年11月27日写道：", ("发件人", "发送时间", "收件人", "主题")),
    "zh-Hant": Tongue("請先不要簽署，有一個錯誤。", "Ben 於 2026年11月27日 寫道：", ("寄件者", "寄件日期", "收件者", "主旨")),
}  # fmt: skip


def _head(tongue: Tongue, pattern: str) -> str:
    values = ("Ana <ana@made-up.example>", "27.11.2026 10:00", "Ben", "Re: review")
    return "\n".join(
        pattern.format(label, value, nbsp="\u00a0") for label, value in zip(tongue.labels, values, strict=True)
    )


def _mark(answer: str, mark: str) -> str:
    return "\n".join(f"{mark}{line}" for line in answer.split("\n"))


QUOTED: Final[dict[str, Callable[[Tongue, str], str]]] = {
    "nothing between": lambda tongue, answer: f"{tongue.no}\n\n{answer}",
    "Outlook": lambda tongue, answer: f"{tongue.no}\n\n{_head(tongue, '{0}: {1}')}\n\n{answer}",
    "Outlook, bold": lambda tongue, answer: f"{tongue.no}\n\n{_head(tongue, '*{0}:* {1}')}\n\n{answer}",
    "Outlook, no-break": lambda tongue, answer: f"{tongue.no}\n\n{_head(tongue, '{0}{nbsp}: {1}')}\n\n{answer}",
    "Yahoo": lambda tongue, answer: f"{tongue.no}\n\n{tongue.wrote}\n\n{answer}",
    "Gmail": lambda tongue, answer: f"{tongue.no}\n\n{tongue.wrote}\n{_mark(answer, '> ')}",
    "bars": lambda tongue, answer: f"{tongue.no}\n\n{tongue.wrote}\n{_mark(answer, '| ')}",
    "indented": lambda tongue, answer: f"{tongue.no}\n\n{tongue.wrote}\n{_mark(answer, '    ')}",
    "below": lambda tongue, answer: f"{_mark(answer, '> ')}\n\n{tongue.no}",
    "between": lambda tongue, answer: answer.replace("\n\n", f"\n{tongue.no}\n"),
    "after": lambda tongue, answer: f"{answer}\n{tongue.no}",
    "below a signature": lambda tongue, answer: f"{answer}\n\n-- \nAna\n\n{tongue.no}",
    "code in a signature": lambda tongue, answer: f"{tongue.no}\n-- \n{answer}",
}
"""A no, and an older yes that some program quotes in its way; or a no that is written into or under a yes."""


def _lines(answer: str, before: str, after: str) -> str:
    return "".join(f"{before}{escape(line) or '<br>'}{after}" for line in answer.split("\n"))


_WORD_SHEET: Final = """<style><!--
/* Font Definitions */
@font-face
	{font-family:"Cambria Math";
	panose-1:2 4 5 3 5 4 6 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0cm;
	font-size:11.0pt;
	font-family:"Aptos",sans-serif;
	mso-ligatures:standardcontextual;
	mso-fareast-language:EN-US;}
a:link, span.MsoHyperlink
	{mso-style-priority:99;
	color:#467886;
	text-decoration:underline;}
span.E-MailFormatvorlage17
	{mso-style-type:personal-compose;
	font-family:"Aptos",sans-serif;
	color:windowtext;}
@page WordSection1
	{size:612.0pt 792.0pt;
	margin:70.85pt 70.85pt 2.0cm 70.85pt;}
div.WordSection1
	{page:WordSection1;}
--></style><!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]-->"""

SURE_HTML: Final[dict[str, Callable[[str], str]]] = {
    "Outlook for Windows": lambda answer: (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head>'
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=us-ascii"><meta name=Generator content="Microsoft Word 15 '
        f'(filtered medium)">{_WORD_SHEET}</head><body lang=DE link="#467886" vlink="#96607D" style=\'word-wrap:break-word\'>'
        f"<div class=WordSection1>{_lines(answer, '<p class=MsoNormal><span lang=EN-US>', '<o:p></o:p></span></p>')}</div></body></html>"
    ).replace("<br><o:p>", "<o:p>&nbsp;"),
    "Outlook for Windows, older": lambda answer: (
        '<html xmlns:v="urn:schemas-microsoft-com:vml"><head><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}\no\\:* '
        '{behavior:url(#default#VML);}\n.shape {behavior:url(#default#VML);}\n</style><![endif]--></head><body lang=EN-US link=blue '
        f"vlink=purple><div class=WordSection1>{_lines(answer, '<p class=MsoNormal>', '<o:p></o:p></p>')}</div></body></html>"
    ).replace("<br><o:p>", "<o:p>&nbsp;"),
    "Outlook on the web": lambda answer: (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><style type="text/css" '
        'style="display:none;"> P {margin-top:0;margin-bottom:0;} </style></head><body dir="ltr">'
        + _lines(answer, '<div class="elementToProof" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">', "</div>")
        + "</body></html>"
    ),
    "Outlook for Android": lambda answer: _lines(
        answer, '<div dir="auto" style="font-size: 12pt; color: rgb(33, 33, 33); background-color: rgb(255, 255, 255);">', "</div>"
    ),
    "Exchange, from plain text": lambda answer: (
        '<html><head><meta name="Generator" content="Microsoft Exchange Server"><!-- converted from text --></head><body>'
        f'<font size="2"><span style="font-size:11pt;"><div class="PlainText">{_lines(answer, "", "<br>")}</div></span></font></body></html>'
    ).replace("<br><br>", "<br>"),
    "Gmail": lambda answer: f'<div dir="ltr">{_lines(answer, "<div>", "</div>")}</div>',
    "Gmail for Android": lambda answer: f'<div dir="auto">{_lines(answer, "", "<div dir=auto></div>")}</div>',
    "Apple Mail": lambda answer: (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=us-ascii"></head><body style="overflow-wrap: '
        f'break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">{_lines(answer, "<div>", "</div>")}</body></html>'
    ),
    "iPhone": lambda answer: f'<html><head></head><body dir="auto">{_lines(answer, "<p class=p1>", "</p>")}</body></html>',
    "Yahoo": lambda answer: (
        '<html><head></head><body><div class="yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;'
        f'font-size:13px;">{_lines(answer, chr(60) + "div dir=ltr data-setdir=false>", "</div>")}</div></body></html>'
    ),
    "Thunderbird": lambda answer: (
        '<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body text="#000000" '
        f'bgcolor="#FFFFFF">{_lines(answer, "<p>", "</p>")}</body></html>'
    ),
    "Proton": lambda answer: _lines(answer, '<div style="font-family: Arial, sans-serif; font-size: 14px;">', "</div>"),
    "GMX": lambda answer: (
        f'<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">{_lines(answer, "<div>", "</div>")}</div></body></html>'
    ),
    "QQ": lambda answer: (
        '<div style="font-family: -apple-system, &quot;PingFang SC&quot;, &quot;微软雅黑&quot;, sans-serif; font-size: 14px; color: '
        f'rgb(0, 0, 0);">{_lines(answer, "<div>", "</div>")}</div>'
    ),
    "QQ, newer": lambda answer: (
        '<div class="xm_compose_origin_mail_container_sign"><div class="xm_write_script" style="min-height: 23px;">'
        f'{_lines(answer, "<div>", "</div>")}</div></div>'
    ),
    "163": lambda answer: (
        f'<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial">{_lines(answer, "<div style=margin:0;>", "</div>")}</div>'
    ),
}  # fmt: skip
"""A yes alone."""

DOUBTFUL_HTML: Final[dict[str, Callable[[str], str]]] = {
    "struck": lambda answer: f"<del>{_lines(answer, '<p>', '</p>')}</del>",
    "struck, short": lambda answer: f"<s>{_lines(answer, '<p>', '</p>')}</s>",
    "struck by a style": lambda answer: f'<p style="text-decoration: line-through">{_lines(answer, "", "<br>")}</p>',
    "struck by a sheet": lambda answer: (
        f"<style>p {{text-decoration:line-through}}</style>{_lines(answer, '<p>', '</p>')}"
    ),
    "struck by a line": lambda answer: (
        f'<p style="background: linear-gradient(red, red)">{_lines(answer, "", "<br>")}</p>'
    ),
    "inserted": lambda answer: f"<ins>{_lines(answer, '<p>', '</p>')}</ins>",
    "faint": lambda answer: f'<div style="opacity: 0">{_lines(answer, "<p>", "</p>")}</div>',
    "white": lambda answer: f'<div style="color: #fff">{_lines(answer, "<p>", "</p>")}</div>',
    "white, by attribute": lambda answer: f'<font color="white">{_lines(answer, "<p>", "</p>")}</font>',
    "white, by numbers": lambda answer: f'<div style="color: rgb(254, 254, 254)">{_lines(answer, "<p>", "</p>")}</div>',
    "on black": lambda answer: f'<body bgcolor="#000000">{_lines(answer, "<p>", "</p>")}</body>',
    "tiny": lambda answer: f'<div style="font-size: 1px">{_lines(answer, "<p>", "</p>")}</div>',
    "off the page": lambda answer: (
        f'<div style="position: absolute; left: -9999px">{_lines(answer, "<p>", "</p>")}</div>'
    ),
    "off the page, by margin": lambda answer: (
        f'<div style="margin-left: -9999px">{_lines(answer, "<p>", "</p>")}</div>'
    ),
    "hidden": lambda answer: f"<div hidden>{_lines(answer, '<p>', '</p>')}</div>",
    "not displayed": lambda answer: f'<div style="display: none">{_lines(answer, "<p>", "</p>")}</div>',
    "hidden from Outlook": lambda answer: f'<div style="mso-hide: all">{_lines(answer, "<p>", "</p>")}</div>',
    "hidden by a sheet": lambda answer: (
        f"<style>.x {{display: none}}</style><div class=x>{_lines(answer, '<p>', '</p>')}</div>"
    ),
    "hidden by a sheet elsewhere": lambda answer: (
        f'<link rel="stylesheet" href="x.css">{_lines(answer, "<p>", "</p>")}'
    ),
    "hidden by an imported sheet": lambda answer: (
        f'<style>@import url("x.css");</style>{_lines(answer, "<p>", "</p>")}'
    ),
    "hidden by an open sheet": lambda answer: f"{_lines(answer, '<p>', '</p>')}<style>p {{display: none}}",
    "added by a sheet": lambda answer: f'<style>p::before {{content: "Not: "}}</style>{_lines(answer, "<p>", "</p>")}',
    "quoted": lambda answer: f"<blockquote>{_lines(answer, '<p>', '</p>')}</blockquote>",
    "folded": lambda answer: f"<details>{_lines(answer, '<p>', '</p>')}</details>",
    "a picture": lambda answer: f'<img src="no.png">{_lines(answer, "<p>", "</p>")}',
    "a table": lambda answer: f"<table><tr><td>{_lines(answer, '<p>', '</p>')}</td></tr></table>",
    "a script": lambda answer: f"{_lines(answer, '<p>', '</p>')}<script>document.body.textContent = 'No'</script>",
    "a drawing": lambda answer: f"{_lines(answer, '<p>', '</p>')}<svg><text>No</text></svg>",
    "a form": lambda answer: f'{_lines(answer, "<p>", "</p>")}<input value="No">',
    "a title": lambda answer: f'<p title="No">{_lines(answer, "", "<br>")}</p>',
    "a comment with tags": lambda answer: f"<!--> No <!-- -->{_lines(answer, '<p>', '</p>')}",
    "a comment for Outlook": lambda answer: f"<!--[if mso]>No<![endif]-->{_lines(answer, '<p>', '</p>')}",
    "a comment for others with words": lambda answer: (
        f"<!--[if !mso]><style>v\\:* {{behavior:url(#default#VML);}}</style>No<![endif]-->{_lines(answer, '<p>', '</p>')}"
    ),
    "a comment for others with a sheet": lambda answer: (
        f"<!--[if !mso]><style>p {{display: none}}</style><![endif]-->{_lines(answer, '<p>', '</p>')}"
    ),
    "a tall box": lambda answer: f'<div style="min-height: 9999px">No</div>{_lines(answer, "<p>", "</p>")}',
    "a comment for others": lambda answer: f"<![if !mso]>{_lines(answer, '<p>', '</p>')}<![endif]>",
    "hyphens that begin no line": lambda answer: f"{_lines(answer, '<p>', '</p>')}<p>--\nNo</p>",
    "an open tag": lambda answer: f"{_lines(answer, '<p>', '</p>')}<p class='",
    "more words": lambda answer: f"{_lines(answer, '<p>', '</p>')}<p>but not yet</p>",
}
"""A yes whose words are hidden, struck, moved, or not the only ones."""


def make_mail(
    plain: str | None, html: str | None = None, *, charset: str = "utf-8", cte: str | None = None
) -> EmailMessage:
    """A mail of one form or of both, from the reviewer."""
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = "Ana <ana@made-up.example>", "ben@made-up.example", SENT
    if plain is not None:
        message.set_content(plain, charset=charset, cte=cte)
    if html is not None and plain is None:
        message.set_content(html, subtype="html", charset=charset, cte=cte)
    elif html is not None:
        message.add_alternative(html, subtype="html", charset=charset, cte=cte)
    return message


def judge_mail(data: bytes) -> tuple[str, ...]:
    """Why it is not surely an answer of the reviewer whom it names."""
    mail = read_mail(data)
    codes = find_codes("\n".join(text.words for text in mail.texts))
    read = parse_reviewers(REVIEWERS)
    assert isinstance(read, tuple)
    answer = ReviewerAnswer(codes=codes, evidence=Evidence(kind="e-mail", digest=digest_bytes(data)), mail=mail)
    return list_doubts(answer, group_reviewers(read[0])) if codes else mail.doubts
