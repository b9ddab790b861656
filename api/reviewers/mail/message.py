"""A mail, and whether it is surely nothing but an answer.

Rules
1. What is parsed is bounded first: bytes, lines, parts, header fields.
2. A mail is surely an answer if each of its forms, as plain text and as HTML, is closed (see `api.reviewers.mail.codes`) and says the
   same; below the usual marker, two hyphens alone on a line, the reviewer's signature may stand (see `api.reviewers.mail.answers`).
3. Whatever else there is makes it doubtful: another word, in whatever language, above or below; a second text; an attachment; HTML
   that could hide, strike or move a word. We do not try to tell what a mail quotes: no two programs quote alike.
4. Python's decoders pass over what they cannot read; somebody else's program shows it. So whatever was decoded is encoded again, and has
   to come to what was sent.
5. A mail that a machine sent, or that came through a list, says so in its header. There is one standard (RFC 3834) and there are decades
   of habits, so it is told by any of them, however it is spelt: names are compared without hyphens and case, values without hyphens and
   underscores: `X-Auto-Reply` is `X-Autoreply`. What came through a list is nobody's own answer, for anybody may write to one; what is
   marked as a draft was perhaps never sent.
"""

from __future__ import annotations

import email
import email.policy
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final

from msgspec import Struct

from api.errors import RefusedError
from api.reviewers.mail.codes import find_codes, is_closed, squeeze
from api.reviewers.mail.html_words import read_markup

MAX_BYTES: Final = 1_000_000
MAX_HEADER: Final = 64_000
"""Bytes of a mail's own header. Servers add some 20,000."""

MAX_FIELD: Final = 8_000
MAX_LINES: Final = 40_000
MAX_MARKS: Final = 50
"""Lines that begin with two hyphens: each part of a mail begins and ends with one."""

MAX_TEXT: Final = 100_000
"""Characters of one form of the text."""

_TOO_LONG: Final = "is larger than an answer is; save the mail without what is attached to it, or ask for a new one"

_ADDRESS: Final = re.compile(r"[^\s<>\"'(),;:\\]+@[^\s<>\"'(),;:\\]+")

_ENCODED: Final = re.compile(
    # Python's parser leaves out what it cannot decode; other programs show it.
    r"=\?[\w-]+\?(?:[Bb]\?(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?|[Qq]\?(?:[!-<>@-~]|=[a-f0-9]{2})*)\?=",
    re.ASCII | re.IGNORECASE,
)
"""A word of a header field that is not ASCII (RFC 2047)."""

_PREAMBLE: Final = re.compile(r"(?:This is a multi-?part message in MIME format\.)?")
"""What programs write for those that cannot read parts."""

_READ_OTHERWISE: Final = "programs may read its bytes in several ways"
_ONCE: Final = ("Content-Disposition", "Content-Transfer-Encoding", "Content-Type", "Date", "Subject")

_MARKER: Final = "--"

_ENCODINGS: Final = frozenset({"7bit", "8bit", "base64", "binary", "quoted-printable"})

_UNQUOTED: Final = re.compile(r"=(?![0-9A-Fa-f]{2}|\r?\n|\Z)")
_UNREADABLE: Final = re.compile(rb"\r(?!\n)|\0")
"""Where a program may end the text, or begin a line, and another does not: a NUL, a lone carriage return."""

_ANY: Final = ".*"
_AUTOMATIC: Final = tuple(
    (re.compile(names), re.compile(values))
    for names, values in (
        # Exchange asks, in what people write, that no machine answer: X-Auto-Response-Suppress says nothing of the sender.
        (
            r"(?!.*suppress).*auto(?:matic)?(?:forward|generated|repl|respon|sent|submitted).*",
            r"(?!(?:no|false|0)(?:[ ;(]|$)).*",
        ),
        (r"x?(?:precedence|preference)", r"(?:autoreply|bulk|junk|list)(?:[ ;(].*)?"),
        (r"returnpath|x?envelopefrom", r"<? ?(?:mailerdaemon.*)?>?"),
        (r"xmailer|xpostmessageclass", r".*(?:autorepl|autorespon|vacation).*"),
        (r"deliveredto", r"autoresponder"),
        (r"xamazonmailrelaytype", r"notification"),
        (r"contenttype", r"multipart/report\b.*"),
        (r"contentclass", r"urn:contentclasses:(?:dsn|mdn)"),
        (r"feedbackid|x(?:cronenv|failedrecipients|fcmachinegenerated|ooo|outofoffice|vacation.*)", _ANY),
        (r"xmsexchange(?:generatedmessagesource|inboxrulesloop|messageisndr)", _ANY),
        (r"list.*|mailinglist|x(?:mailing)?list(?:host|id|name|serve?r?)?|xml(?:count|info|name|server)", _ANY),
        (r"x(?:beenthere|googlegroupid|googleloop|loops?|mailmanversion)", _ANY),
        (r"xunsent", r"1"),
        (r"xmozilladraftinfo", _ANY),
    )
)
"""The header fields, by name and value, of mails that no person sent to us."""


class MailText(Struct, frozen=True):
    """One form of what a mail says."""

    form: str
    words: str
    """All of them, seen or not."""


class Mail(Struct, frozen=True):
    """A mail's sender, date and subject, its words, and its doubtful parts."""

    senders: tuple[str, ...]
    """Every address in its From lines."""

    sent: datetime | None
    """None where that cannot be read."""

    subject: str
    machine: str | None
    """The header field by which it says that no person sent it to us."""

    texts: tuple[MailText, ...]
    signature: str
    """What stands below the marker."""

    doubts: tuple[str, ...]
    """Why it is not surely an answer and nothing else."""


class _Bounded(email.policy.Compat32):
    """A parsing policy that measures every header field before anything reads it."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if sum(map(len, sourcelines)) > MAX_FIELD:
            raise RefusedError(_TOO_LONG)
        return super().header_source_parse(sourcelines)


def read_mail(data: bytes) -> Mail:
    """Read a mail. Bytes that are not a mail raise whatever Python's parser raises.

    Raises:
        RefusedError: it is too large.
    """
    _check_size(data)
    message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=_Bounded())
    parts = tuple(message.walk())
    bodies = tuple(part for part in parts if _is_text(part))
    read = tuple(_read_text(part) for part in bodies)
    texts = tuple(text for text, _ in read if text.words.strip())
    sent, subject = _read_date(message), _find_raw(message, "subject")
    doubts = (
        *((_READ_OTHERWISE,) if _UNREADABLE.search(data) else ()),
        *_doubt_header(sent, subject),
        *_doubt_parts(parts, bodies),
        *(doubt for _, doubts in read for doubt in doubts),
        *_doubt_texts(texts),
    )
    return Mail(
        senders=_list_senders(message),
        sent=sent,
        subject=str(email.policy.default.header_fetch_parse("Subject", subject)),
        machine=_find_automatic_field(message),
        texts=texts,
        signature=next((below for _, below in map(_split_off_signature, texts) if below.strip()), ""),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _check_size(data: bytes) -> None:
    end = re.search(rb"\r?\n\r?\n|\r\r", data)
    if (
        len(data) > MAX_BYTES
        or (end.start() if end else len(data)) > MAX_HEADER
        or data.count(b"\n") + data.count(b"\r") > MAX_LINES
        or len(re.findall(rb"(?:^|[\r\n])--", data)) > MAX_MARKS
    ):
        raise RefusedError(_TOO_LONG)


def _is_text(part: Message) -> bool:
    """Whether mail programs show the part as the mail's text."""
    attached = part.get_content_disposition() == "attachment" or part.get_filename() is not None
    return part.get_content_type() in {"text/plain", "text/html"} and not part.is_multipart() and not attached


def _read_text(part: Message) -> tuple[MailText, tuple[str, ...]]:
    """Read the words of the part, with the doubts about its encoding and markup."""
    text, certain = _read_payload(part)
    if len(text) > MAX_TEXT:
        raise RefusedError(_TOO_LONG)
    doubts = () if certain else (_READ_OTHERWISE,)
    if part.get_content_subtype() == "plain":
        return MailText(form="plain text", words="\n".join(re.split("\r\n|\r|\n", text))), doubts
    markup = read_markup(text)
    hidden = (f"its HTML has {each}, which may hide, strike or move words" for each in markup.doubts)
    return MailText(form="HTML", words=markup.text), (*doubts, *hidden)


def _name_encoding(part: Message) -> str:
    """Return the part's transfer encoding."""
    return str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()


def _read_payload(part: Message) -> tuple[str, bool]:
    """The part's text, in which U+FFFD stands for what cannot be read, and whether every program reads the same."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        text = data.decode(charset, "replace")
    except (LookupError, ValueError):
        # An encoding that nobody knows: a closed text is ASCII, and survives.
        charset, text = "ascii", data.decode("ascii", "replace")
    certain = "\0" not in text and text.encode(charset, "replace") == data and _is_whole(part, data)
    return text, certain


def _is_whole(part: Message, data: bytes) -> bool:
    """Whether nothing was lost when the part's bytes were made of what was sent."""
    encoding = _name_encoding(part)
    if encoding not in {"base64", "quoted-printable"}:
        return True
    sent = str(part.get_payload())
    if encoding == "base64":
        return re.sub(r"[\r\n]", "", sent) == b64encode(data).decode()
    return sent.isascii() and _UNQUOTED.search(sent) is None


def _doubt_header(sent: datetime | None, subject: str) -> Iterator[str]:
    """Yield the doubts about the date and the subject."""
    if sent is None:
        yield "it has no date that can be read"
    if "=?" in _ENCODED.sub("", subject):
        yield "its subject is damaged"


def _doubt_parts(parts: tuple[Message, ...], bodies: tuple[Message, ...]) -> Iterator[str]:
    """Yield the doubts about how the mail is put together."""
    for part in parts:
        kind = part.get_content_type()
        if part not in bodies and not (part.is_multipart() and kind.startswith("multipart/")):
            yield f"it has something attached, {kind}"
        if _name_encoding(part) not in _ENCODINGS:
            yield "it is in an encoding that we do not know"
        if part.defects or any(len(part.get_all(name, [])) > 1 for name in _ONCE):
            yield "it is damaged"
        if (part.epilogue or "").strip() or not _PREAMBLE.fullmatch((part.preamble or "").strip()):
            yield "something stands before or after its parts"
    if len({part.get_content_type() for part in bodies}) < len(bodies):
        yield "it has several texts"


def _doubt_texts(texts: tuple[MailText, ...]) -> Iterator[str]:
    """Yield the doubts about the words."""
    split = [_split_off_signature(text) for text in texts]
    for letter, _ in split:
        if not is_closed(letter):
            yield "it says more than that the words are approved, and which"
        elif not find_codes(letter):
            yield "no code stands where the answer does"
    if len({(squeeze(letter), squeeze(below)) for letter, below in split}) > 1:
        yield "its plain text and its HTML differ"


def _split_off_signature(text: MailText) -> tuple[str, str]:
    """Split the text at the first signature marker."""
    lines = text.words.split("\n")
    marker = next((number for number, line in enumerate(lines) if squeeze(line) == _MARKER), len(lines))
    return "\n".join(lines[:marker]), "\n".join(lines[marker + 1 :])


def _find_raw(message: Message, name: str) -> str:
    """A header field as it was written; empty where it has none."""
    return next((str(value) for each, value in message.raw_items() if each.lower() == name), "")


def _read_date(message: Message) -> datetime | None:
    """Read the date; None where it cannot be read."""
    try:
        sent = parsedate_to_datetime(_find_raw(message, "date"))
        return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _find_automatic_field(message: Message) -> str | None:
    """Find the name of the first such field; None where a person may have sent the mail."""
    for name, raw in message.raw_items():
        key, value = name.lower().replace("-", ""), " ".join(re.sub("[-_]", "", str(raw)).lower().split())
        if any(names.fullmatch(key) and values.fullmatch(value) for names, values in _AUTOMATIC):
            return name
    return None


def _list_senders(message: Message) -> tuple[str, ...]:
    """Every address that its From lines name, in whatever part: a name that looks like another's address is one too."""
    lines = [str(value) for name, value in message.raw_items() if name.lower() == "from"]
    parsed = [email.policy.default.header_fetch_parse("From", line) for line in lines]
    named = [each.addr_spec for header in parsed for each in header.addresses]
    # As it was written: the parser leaves out what it makes no sense of.
    written = [address for line in lines for address in _ADDRESS.findall(line)]
    return tuple(dict.fromkeys(address.casefold() for address in (*named, *written)))
