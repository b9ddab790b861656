"""The code by which a reviewer's answer says which words it is about.

    v1:es:vertebroplasty/risks:linguistic:ana:approve:0123456789abcdef0123456789abcdef

Locale, section, role, reviewer, verdict, and the first 32 hexadecimal digits of the digest of all that a signature would be bound
to: the words, and the English beside them. The code identifies words; it proves nobody.

Rules
1. Mail programs break long lines wherever they like, so white space inside a code, or between two, means nothing.
2. A text is *closed* if nothing stands in it but codes and the sentence that approves. Whatever else it says might be a no, in
   whatever language, so nothing else is read as an answer.
"""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

import msgspec
from msgspec import Struct

from api.model.identifiers import ID_PATTERN, LocaleTag
from api.model.vetting import Role
from api.reviewers.candidates import Candidate

Verdict = Literal["approve", "corrections", "refuse"]

VERDICTS: Final[dict[Verdict, str]] = {
    "approve": "I approve these words",
    "corrections": "I would approve them with the corrections that I write below",
    "refuse": "I refuse these words",
}
ACTIONS: Final[dict[Verdict, str]] = {
    "approve": "Approve",
    "corrections": "Approve with corrections",
    "refuse": "Refuse",
}

BEGIN: Final = "v1:"
DIGITS: Final = 32

_BLANKS: Final = re.compile("[ \t\r\n\u00a0]+")

_UNDIGESTED: Final = re.compile(
    rf"{BEGIN}(?P<tag>[A-Za-z]{{2,8}}(?:-[A-Za-z0-9]{{1,8}})*):(?P<section>{ID_PATTERN}(?:/{ID_PATTERN})?)"
    rf":(?P<role>{'|'.join(get_args(Role))}):(?P<reviewer>{ID_PATTERN}):(?P<verdict>{'|'.join(VERDICTS)}):"
)
_CODE: Final = re.compile(rf"{_UNDIGESTED.pattern}(?P<digits>[0-9a-f]{{{DIGITS}}})")


def squeeze(text: str) -> str:
    """The text without its white space."""
    return _BLANKS.sub("", text)


_CLOSED: Final = re.compile(rf"(?:{squeeze(VERDICTS['approve'])}\.?|{_CODE.pattern})*")


class AnswerCode(Struct, frozen=True):
    """A code's parts."""

    tag: LocaleTag
    section: str
    role: Role
    reviewer: str
    verdict: Verdict
    digits: str

    def write(self) -> str:
        """Return the code as it stands in a mail."""
        return f"{BEGIN}{self.tag}:{self.section}:{self.role}:{self.reviewer}:{self.verdict}:{self.digits}"


def shorten_digest(digest: str) -> str:
    """Return the digits of the digest that a code holds."""
    return digest.removeprefix("sha256:")[:DIGITS]


def make_code(candidate: Candidate, role: Role, reviewer: str, verdict: Verdict) -> AnswerCode:
    """The code of a verdict on the candidate's words."""
    return AnswerCode(
        tag=candidate.locale,
        section=candidate.reference,
        role=role,
        reviewer=reviewer,
        verdict=verdict,
        digits=shorten_digest(candidate.binding),
    )


def render_answer(codes: tuple[AnswerCode, ...]) -> str:
    """Return an answer ready to be sent: the verdict, once, and the codes."""
    return "\n".join((f"{VERDICTS[codes[0].verdict]}.", "", *(code.write() for code in codes)))


def render_subject(codes: tuple[AnswerCode, ...]) -> str:
    """The subject of the mail that a review page writes."""
    what = codes[0].section if len(codes) == 1 else f"{len(codes)} texts"
    return f"{ACTIONS[codes[0].verdict]}: {what}, {codes[0].tag}"


def find_codes(text: str) -> tuple[AnswerCode, ...]:
    """Find every code in the text, each once."""
    found = (msgspec.convert(match.groupdict(), AnswerCode) for match in _CODE.finditer(squeeze(text)))
    return tuple(dict.fromkeys(found))


def has_part_of_code(text: str) -> bool:
    """Whether a code begins in the text, of whatever length: older ones were shorter."""
    return _UNDIGESTED.search(squeeze(text)) is not None


def is_closed(text: str) -> bool:
    """Whether nothing stands in the text but codes and the sentence that approves."""
    return _CLOSED.fullmatch(squeeze(text)) is not None
