"""A reviewer's answer that came by e-mail or was read out: the short code that says which words it is about.

    v1:es:vertebroplasty/risks:linguistic:ana:approve:0123456789abcdef

Locale, section, role, reviewer, verdict, and the first 16 hexadecimal digits of the wording's digest. The code identifies words;
it proves nobody. So whoever records the answer attests, as its witness, where it came from, and a mail must have come from the
reviewer's own address.
"""

from __future__ import annotations

import email
import email.policy
import html
import re
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec
from msgspec import Struct

from api.errors import RefusedError, UsageError
from api.model.identifiers import ID_PATTERN, LocaleTag
from api.model.ledger import Evidence
from api.model.vetting import Role
from api.model.wording import digest_bytes

if TYPE_CHECKING:
    from email.message import EmailMessage

    from api.model.ledger import Reviewer
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
_TAG: Final = re.compile(r"<[^>]*>")


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


class Answer(Struct, frozen=True):
    """What came, and what it came in."""

    codes: tuple[Code, ...]
    evidence: Evidence
    senders: tuple[str, ...] | None = None
    """The mail's authors; None of a bare code."""


def shorten(digest: str) -> str:
    """The digits of a digest that a code has."""
    return digest.removeprefix("sha256:")[:16]


def write_code(candidate: Candidate, role: Role, reviewer: str, verdict: Verdict) -> str:
    """The code of a verdict on the candidate's words."""
    return f"v1:{candidate.locale}:{candidate.reference}:{role}:{reviewer}:{verdict}:{shorten(candidate.digest)}"


def find_codes(text: str) -> tuple[Code, ...]:
    """Every code in the text, each once."""
    codes = (msgspec.convert(found.groupdict(), Code) for found in _CODE.finditer(text))
    return tuple(dict.fromkeys(codes))


def read_answer(given: str) -> Answer:
    """A code, or a mail in a file.

    Raises:
        UsageError: it is neither.
        RefusedError: the mail has no code in it, or several that contradict one another.
    """
    codes = find_codes(given)
    if codes and given.strip().startswith("v1:"):
        return Answer(codes=codes, evidence=Evidence(kind="code", digest=digest_bytes(given.strip().encode())))
    try:
        with Path(given).open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        complaint = f"{given!r} is neither a file that can be read nor a code, which begins with v1:"
        raise UsageError(complaint) from None
    mail = email.message_from_bytes(data[:MAX_BYTES], policy=email.policy.default)
    codes = find_codes(_read_text(mail))
    if not codes:
        complaint = (
            f"{given}: there is no code in this mail; ask for the answer again, with the line that begins with v1:"
        )
        raise RefusedError(complaint)
    sections = [(code.tag, code.section, code.role) for code in codes]
    if len(set(sections)) < len(sections):
        complaint = f"{given}: this mail gives two answers about one section; ask which one is meant"
        raise RefusedError(complaint)
    return Answer(codes=codes, evidence=Evidence(kind="e-mail", digest=digest_bytes(data)), senders=_read_senders(mail))


def check_sender(answer: Answer, reviewer: Reviewer | None, identity: str) -> None:
    """Whether the mail came from the reviewer's own address. Which one that is, no message says.

    Raises:
        RefusedError: it did not.
    """
    if answer.senders is None:
        return
    if reviewer is None or reviewer.email is None:
        message = f"reviewers.toml has no e-mail address of {identity}, so no mail can be known to be theirs"
        raise RefusedError(message)
    if answer.senders != (reviewer.email.casefold(),):
        message = f"this mail did not come from the address that reviewers.toml has for {identity}"
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


def _read_senders(message: EmailMessage) -> tuple[str, ...]:
    values = [str(value) for value in message.get_all("From", [])]
    return tuple(address.casefold() for _, address in getaddresses(values))


def _read_text(message: EmailMessage) -> str:
    """The words of the mail as a reader sees them, and its subject."""
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if body is not None:
        try:
            text = str(body.get_content())
        except (LookupError, UnicodeError):
            # An encoding that nobody knows: a code is ASCII, and survives.
            payload = body.get_payload(decode=True)
            text = payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
        if body.get_content_subtype() == "html":
            text = html.unescape(_TAG.sub("", text))
    # Some programs break a long line wherever they like, and quote it.
    joined = re.sub(r"=?\r?\n>? ?", "", text)
    return f"{message.get('Subject', '')}\n{text}\n{joined}"
