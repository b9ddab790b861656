"""A reviewer's answer that came by e-mail or was read out, and the checks that it must pass.

The code in it identifies words; it proves nobody. So whoever records the answer attests, as its witness, where it came from, and
a mail must have come from the reviewer's own address, in the reviewer's time, after what the ledger says already. What is refused here
is refused whoever asks; a mail that is only doubtful is shown to the witness, who may take it at a keyboard.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.errors import RefusedError, UsageError
from api.model.ledger import Evidence, Revocation, SignOffRecord
from api.model.records import SKEW
from api.model.wording import digest_bytes
from api.reviewers.mail.codes import (
    BEGIN,
    DIGITS,
    AnswerCode,
    find_codes,
    has_part_of_code,
    is_closed,
    render_answer,
    render_subject,
)
from api.reviewers.mail.envelope import is_own_signature, is_own_subject
from api.reviewers.mail.message import MAX_BYTES, Mail, read_mail

if TYPE_CHECKING:
    from datetime import date, datetime

    from api.model.ledger import People
    from api.vetting.project import Project

WHERE: Final = "tell the reviewer: write your answer above everything else, alone, and send it anew"
_SHORT: Final = f"its code has not the {DIGITS} digits that codes end in; make a new page with `vertebra ask-reviewer`"


class ReviewerAnswer(Struct, frozen=True):
    """The codes of an answer, and the mail that they came in."""

    codes: tuple[AnswerCode, ...]
    evidence: Evidence
    mail: Mail | None = None
    """None of a bare code."""


def read_answer(given: str) -> ReviewerAnswer:
    """Read an answer: a code, or a mail in a file.

    Raises:
        UsageError: it is neither.
        RefusedError: the mail has no code in it, or several that contradict one another, or no person sent it.
    """
    answer = _read_code(given) if given.strip().startswith(BEGIN) else _read_mailed(given)
    sections = [(code.tag, code.section, code.role) for code in answer.codes]
    if len(set(sections)) < len(sections):
        complaint = f"{given}: this gives two answers about one section; ask which one is meant"
        raise RefusedError(complaint)
    if len({code.reviewer for code in answer.codes}) > 1:
        complaint = f"{given}: this answers for several reviewers; each of them answers for themselves"
        raise RefusedError(complaint)
    return answer


def _read_code(given: str) -> ReviewerAnswer:
    codes = find_codes(given)
    if not codes or not is_closed(given):
        complaint = f"{given!r} is no code, or more than one: {_SHORT if has_part_of_code(given) else 'copy it whole'}"
        raise UsageError(complaint)
    return ReviewerAnswer(codes=codes, evidence=Evidence(kind="code", digest=digest_bytes(given.strip().encode())))


def _read_mailed(given: str) -> ReviewerAnswer:
    try:
        with Path(given).open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        complaint = f"{given!r} is neither a file that can be read nor a code, which begins with {BEGIN}"
        raise UsageError(complaint) from None
    try:
        mail = read_mail(data)
    except RefusedError as fault:
        complaint = f"{given}: {fault}"
        raise RefusedError(complaint) from None
    except Exception:  # noqa: BLE001  of a mail that is none, Python's parser raises whatever it comes upon
        complaint = f"{given}: cannot be read as a mail; save it again as .eml, or ask for the answer again"
        raise RefusedError(complaint) from None
    if mail.machine:
        complaint = (
            f"{given}: a machine sent this mail, a list passed it on, or nobody sent it yet, as its {mail.machine} says; wait for the "
            f"reviewer's own, or {WHERE}"
        )
        raise RefusedError(complaint)
    said = "\n".join(text.words for text in mail.texts)
    codes = find_codes(said)
    if not codes:
        complaint = (
            f"{given}: {_SHORT}, and {WHERE}"
            if has_part_of_code(said)
            else f"{given}: there is no code in this mail; {WHERE}, with the line that begins with {BEGIN}"
        )
        raise RefusedError(complaint)
    return ReviewerAnswer(codes=codes, evidence=Evidence(kind="e-mail", digest=digest_bytes(data)), mail=mail)


def list_doubts(answer: ReviewerAnswer, people: People) -> tuple[str, ...]:
    """List the reasons for which a person has to judge whether it is a yes."""
    mail = answer.mail
    if mail is None:
        return ()
    doubts = list(mail.doubts)
    if not is_own_subject(mail.subject, answer.codes):
        doubts.append("its subject is not the one that our page writes")
    if not is_own_signature(mail.signature, people.get(answer.codes[0].reviewer, ())):
        doubts.append("what stands below its two hyphens is more than who the reviewer is")
    return tuple(doubts)


def check_sure(answer: ReviewerAnswer, people: People) -> None:
    """Refuse an answer that somebody has to judge.

    Raises:
        RefusedError: it cannot; the message says what the reviewer should send instead.
    """
    doubts = list_doubts(answer, people)
    if not doubts:
        return
    message = (
        f"this mail may say something else than yes: {'; '.join(doubts)}. Nothing is signed. Either {WHERE}, with the subject "
        f'"{render_subject(answer.codes)}" or none:\n\n'
        f"{render_answer(answer.codes)}\n\nor record it at a keyboard, where you are shown all of it and asked for the reviewer's id"
    )
    raise RefusedError(message)


def check_sender(answer: ReviewerAnswer, people: People, reviewer: str, day: date) -> None:
    """Refuse a mail that is not from the reviewer's own address of that day, or not from it alone.

    Which address that is, no message says.

    Raises:
        RefusedError: it did not.
    """
    if answer.mail is None:
        return
    entries = [entry for entry in people.get(reviewer, ()) if entry.email and entry.serves(day)]
    if not entries:
        message = f"reviewers.toml has no e-mail address of {reviewer}, so no mail can be known to be theirs"
        raise RefusedError(message)
    known = [entry for entry in entries if answer.mail.senders == ((entry.email or "").casefold(),)]
    if not known:
        message = (
            f"this mail did not come from the address that reviewers.toml has for {reviewer}, or not from it alone"
        )
        raise RefusedError(message)
    sent = answer.mail.sent
    if sent is not None and all(sent.date() < entry.start for entry in known):
        message = (
            f"this mail was sent on {sent:%Y-%m-%d}, before the day from which {reviewer} reviews as reviewers.toml has it; ask for "
            "a new answer"
        )
        raise RefusedError(message)


def check_fresh(answer: ReviewerAnswer, code: AnswerCode, project: Project, now: datetime) -> None:
    """Refuse a mail that was recorded before, or is older than what the ledger says.

    That is what the reviewer signed of the section in this role, and what anybody took back in it: others' signatures overtake nobody.

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
        if (judged.ledger.locale, record.section, record.role) != (code.tag, code.section, code.role):
            continue
        if record.reviewer != code.reviewer and not isinstance(record, Revocation):
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


def check_verdict(code: AnswerCode) -> None:
    """Refuse an answer that is not an approval.

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
