"""A reviewer's answer that came by e-mail or was read out: the short code that says which words it is about.

    v1:es:vertebroplasty/risks:linguistic:ana:approve:0123456789abcdef

Locale, section, role, reviewer, verdict, and the first 16 hexadecimal digits of the wording's digest. The code identifies words;
it proves nobody. So whoever records the answer attests, as its witness, where it came from, and a mail must have come from the
reviewer's own address. A code counts where the reviewer wrote it: not in what the mail quotes, hides, forwards, or was sent by a
machine.
"""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec
from msgspec import Struct

from api.errors import RefusedError, UsageError
from api.model.identifiers import ID_PATTERN, LocaleTag
from api.model.ledger import Evidence, SignOffRecord
from api.model.vetting import Role
from api.model.wording import digest_bytes
from api.vetting.judge import SKEW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from email.message import EmailMessage

    from api.model.ledger import People
    from api.release.model import Project
    from api.translators.candidates import Candidate

Verdict = Literal["approve", "corrections", "refuse"]

VERDICTS: Final[dict[Verdict, str]] = {
    "approve": "I approve these words",
    "corrections": "I would approve them with the corrections that I write below",
    "refuse": "I refuse these words",
}

MAX_BYTES: Final = 10_000_000
"""A mail with pictures in it; a longer one is none that a review page asked for."""

_CODE: Final = re.compile(
    rf"\bv1:(?P<tag>[A-Za-z]{{2,8}}(?:-[A-Za-z0-9]{{1,8}})*):(?P<section>{ID_PATTERN}(?:/{ID_PATTERN})?)"
    rf":(?P<role>{'|'.join(get_args(Role))}):(?P<reviewer>{ID_PATTERN})"
    rf":(?P<verdict>{'|'.join(VERDICTS)}):(?P<digits>[0-9a-f]{{16}})\b"
)
_BEGIN: Final = "v1:"
_BROKEN: Final = 4
"""Lines at most into which a code was broken."""

_BLANK: Final = " \t\r\u00a0"

_EARLIER: Final = re.compile(
    # Nothing here runs over several lines but what follows a colon: a mail may have a million empty ones.
    r"^[ \t\u00a0]*(?:>|-{2,} ?\w+|_{8,}|\w.{0,200}:[ \t\r]*\n\s*>|(?:From|Von|De|Da|Od|От|Từ) ?: )",
    re.MULTILINE,
)
"""Where somebody else's words begin: a quote, the line over one, or the head of an earlier mail."""

_LINES: Final = frozenset({"br", "p", "div", "tr", "li", *(f"h{level}" for level in range(1, 7))})
_UNSEEN: Final = frozenset({"head", "style", "script", "title", "template"})
_EMPTY: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)

_ADDRESS: Final = re.compile(r"[^\s<>\"'(),;:\\]+@[^\s<>\"'(),;:\\]+")


class Code(Struct, frozen=True):
    """What a code says."""

    tag: LocaleTag
    section: str
    role: Role
    reviewer: str
    verdict: Verdict
    digits: str

    def fits(self, candidate: Candidate) -> bool:
        """Whether it is about these words."""
        return self.digits == shorten(candidate.digest)


class Mail(Struct, frozen=True):
    """What a mail says of itself."""

    senders: tuple[str, ...]
    """Every address in its From lines."""

    sent: datetime | None
    automatic: bool
    """Whether it says that no person sent it (RFC 3834 section 5)."""

    text: str
    """What its author wrote."""

    quoted: str
    """What follows it: somebody else's words."""

    more: str
    """What it says besides the code."""


class Answer(Struct, frozen=True):
    """What came, and what it came in."""

    codes: tuple[Code, ...]
    evidence: Evidence
    mail: Mail | None = None
    """None of a bare code."""


def shorten(digest: str) -> str:
    """The digits of a digest that a code has."""
    return digest.removeprefix("sha256:")[:16]


def write_code(candidate: Candidate, role: Role, reviewer: str, verdict: Verdict) -> str:
    """The code of a verdict on the candidate's words."""
    return f"v1:{candidate.locale}:{candidate.reference}:{role}:{reviewer}:{verdict}:{shorten(candidate.digest)}"


def find_codes(text: str) -> tuple[Code, ...]:
    """Every code in the text, each once. Some programs break a long line wherever they like."""
    lines = [line.strip(_BLANK) for line in text.splitlines()]
    windows = (
        "".join(lines[start : start + count])
        for start in range(len(lines))
        for count in (range(1, _BROKEN + 1) if _BEGIN in lines[start] else ())
    )
    found = (msgspec.convert(match.groupdict(), Code) for window in windows for match in _CODE.finditer(window))
    return tuple(dict.fromkeys(found))


def read_answer(given: str) -> Answer:
    """A code, or a mail in a file.

    Raises:
        UsageError: it is neither.
        RefusedError: the mail has no code in it, or several that contradict one another.
    """
    codes = find_codes(given)
    if codes and given.strip().startswith(_BEGIN):
        return Answer(codes=codes, evidence=Evidence(kind="code", digest=digest_bytes(given.strip().encode())))
    try:
        with Path(given).open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        complaint = f"{given!r} is neither a file that can be read nor a code, which begins with v1:"
        raise UsageError(complaint) from None
    if len(data) > MAX_BYTES:
        complaint = f"{given}: is larger than an answer is; save the mail without what is attached to it"
        raise RefusedError(complaint)
    try:
        mail = read_mail(data)
    except Exception:  # noqa: BLE001  of a mail that is none, Python's parser raises whatever it comes upon
        complaint = f"{given}: cannot be read as a mail; save it again as .eml, or ask for the answer again"
        raise RefusedError(complaint) from None
    if mail.automatic:
        complaint = f"{given}: a machine sent this mail, not a person; wait for the answer itself"
        raise RefusedError(complaint)
    codes = find_codes(mail.text)
    if not codes:
        where = "no code in this mail, but in what it quotes" if _CODE.search(mail.quoted) else "no code in this mail"
        complaint = f"{given}: there is {where}; ask for the answer again, with the line that begins with v1:"
        raise RefusedError(complaint)
    sections = [(code.tag, code.section, code.role) for code in codes]
    if len(set(sections)) < len(sections):
        complaint = f"{given}: this mail gives two answers about one section; ask which one is meant"
        raise RefusedError(complaint)
    return Answer(codes=codes, evidence=Evidence(kind="e-mail", digest=digest_bytes(data)), mail=mail)


def check_sender(answer: Answer, people: People, reviewer: str, day: date) -> None:
    """Whether the mail came from the reviewer's own address of that day, and from no other. Which one that is, no message says.

    Raises:
        RefusedError: it did not.
    """
    if answer.mail is None:
        return
    known = {entry.email.casefold() for entry in people.get(reviewer, ()) if entry.email and entry.serves(day)}
    if not known:
        message = f"reviewers.toml has no e-mail address of {reviewer}, so no mail can be known to be theirs"
        raise RefusedError(message)
    if len(answer.mail.senders) != 1 or answer.mail.senders[0] not in known:
        message = (
            f"this mail did not come from the address that reviewers.toml has for {reviewer}, or not from it alone"
        )
        raise RefusedError(message)


def check_fresh(answer: Answer, code: Code, project: Project, now: datetime) -> None:
    """Whether the mail says something new: not recorded before, and not older than what the ledger says of the section.

    Raises:
        RefusedError: it does not.
    """
    if answer.mail is None:
        return
    sent, name = answer.mail.sent, f"{code.section} in {code.tag}"
    if sent is not None and sent > now + SKEW:
        message = f"{name}: this mail is dated {sent:%Y-%m-%d}, which is still to come; ask for a new answer"
        raise RefusedError(message)
    for judged in project.judgement.records:
        record = judged.entry.record
        if record.section != code.section or judged.ledger.locale != code.tag:
            continue
        if isinstance(record, SignOffRecord) and record.evidence and record.evidence.digest == answer.evidence.digest:
            message = (
                f"{name}: this mail was recorded on {record.at:%Y-%m-%d} already; whoever signs again, answers again"
            )
            raise RefusedError(message)
        if sent is None:
            message = f"{name}: this mail has no date, so it cannot be told from one that was recorded before; ask for a new answer"
            raise RefusedError(message)
        if sent < record.at:
            message = (
                f"{name}: this mail was sent on {sent:%Y-%m-%d}, before what the ledger says of {record.at:%Y-%m-%d}; ask for "
                "a new answer"
            )
            raise RefusedError(message)


def check_verdict(code: Code) -> None:
    """Whether the answer is a yes.

    Raises:
        RefusedError: it is not.
    """
    if code.verdict == "approve":
        return
    what = "asks for corrections" if code.verdict == "corrections" else "refuses these words"
    message = (
        f"{code.section} in {code.tag}: {code.reviewer} {what}, so nothing is signed; mend the text as the answer says, and "
        "send a new review page"
    )
    raise RefusedError(message)


def read_mail(data: bytes) -> Mail:
    """The mail's authors, date and words. Raises whatever the parser does of bytes that are no mail."""
    message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.default)
    split = [_split_off_earlier(each) for each in _list_texts(message)]
    text = "\n".join(own for own, _ in split)
    date = message["Date"]
    return Mail(
        senders=_list_senders(message),
        sent=date.datetime.astimezone(UTC) if date is not None and date.datetime is not None else None,
        automatic=str(message.get("Auto-Submitted", "no")).strip().lower() != "no",
        text=text,
        quoted="\n".join(earlier for _, earlier in split),
        more=_leave_out_ours("\n".join(each for parts in split for each in parts)),
    )


def _split_off_earlier(text: str) -> tuple[str, str]:
    """What the author wrote, and what follows from the first sign of somebody else's words on."""
    found = _EARLIER.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _list_senders(message: EmailMessage) -> tuple[str, ...]:
    """Every address that its From lines name, in whatever part: a name that looks like another's address is one too."""
    named = [each.addr_spec for header in message.get_all("From", []) for each in header.addresses]
    # As it was written: the parser leaves out what it makes no sense of.
    lines = [str(value) for name, value in message.raw_items() if name.lower() == "from"]
    written = [address for line in lines for address in _ADDRESS.findall(line)]
    return tuple(dict.fromkeys(address.casefold() for address in (*named, *written)))


def _list_texts(message: EmailMessage) -> Iterator[str]:
    """The words of the mail as a reader sees them: of each form that it has."""
    for kind in ("plain", "html"):
        body = message.get_body(preferencelist=(kind,))
        if body is None:
            continue
        try:
            text = str(body.get_content())
        except (LookupError, ValueError):
            # An encoding that nobody knows: a code is ASCII, and survives.
            payload = body.get_payload(decode=True)
            text = payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
        if kind == "html":
            text = _read_html(text)
        if text.strip():
            yield text


class _Reading(HTMLParser):
    """What a reader sees of an HTML mail: lines, with `>` where it begins to quote. Hidden is all until the hiding element ends."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if self._hidden or tag in _UNSEEN or "hidden" in said or _HIDING.search(said.get("style") or ""):
            self._hidden += tag not in _EMPTY
        elif tag in _LINES or tag == "blockquote":
            self.text.append("\n> " if tag == "blockquote" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _EMPTY
        elif tag in _LINES:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)


def _read_html(text: str) -> str:
    # A last tag that nobody closed is no text; the parser would look for its end again and again.
    unclosed = text.find("<", text.rfind(">") + 1)
    reading = _Reading()
    reading.feed(text if unclosed < 0 else text[:unclosed])
    reading.close()
    return "".join(reading.text)


def _leave_out_ours(text: str) -> str:
    """What the mail says besides what the review page wrote into it."""
    ours = {*(f"{sentence}." for sentence in VERDICTS.values()), "My corrections:", "Because:"}
    lines = (line.strip(_BLANK) for line in text.splitlines())
    return "\n".join(dict.fromkeys(line for line in lines if line and line not in ours and not find_codes(line)))
