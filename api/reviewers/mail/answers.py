"""A reviewer's answer that came by e-mail or was read out, the checks that it must pass, and the signatures that it gives.

The code in it identifies words; it proves nobody. So whoever records the answer attests, as its witness, where it came from, and
a mail must have come from the reviewer's own address, in the reviewer's time, after what the ledger says already. What is refused here
is refused whoever asks; a mail that is only doubtful, so that it may say something else than yes, is shown to the witness, who may take it
at a keyboard by typing whose it is. Of the sections that an answer names, all are signed or none.

Rules of what stands around the words
1. A subject says nothing if our own page wrote it, or if it is empty. Programs put a word of theirs before it when they answer.
2. A signature says nothing if every word of it is of the reviewer's own name, credentials, organisation or e-mail address, as
   reviewers.toml has them. Case and punctuation say nothing; every other sign does.
3. Whatever else stands there might be a no, in whatever language, so that a person has to judge it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from api.errors import RefusedError, UsageError
from api.ledgers.signatures import open_ledger
from api.model.ledger import Evidence, People, Reviewer, Revocation, SignOffRecord
from api.model.records import SKEW
from api.model.wording import digest_bytes
from api.reviewers.candidates import Candidate, find_candidates, resolve_sections
from api.reviewers.mail.codes import (
    BEGIN,
    DIGITS,
    AnswerCode,
    find_codes,
    has_part_of_code,
    is_closed,
    render_answer,
    render_subject,
    shorten_digest,
    squeeze,
)
from api.reviewers.mail.message import MAX_BYTES, Mail, read_mail
from api.reviewers.signing import Signer, check_candidate, check_signer
from api.vetting.project import Project

WHERE: Final = "tell the reviewer: write your answer above everything else, alone, and send it anew"
_SHORT: Final = f"its code has not the {DIGITS} digits that codes end in; make a new page with `vertebra ask-reviewer`"

_REPLIES: Final = (
    "ATB", "AW", "Antw", "Aw", "BLS", "Odp", "R", "RE", "RES", "RIF", "Re", "Res", "SV", "Sv", "TL", "VS", "Vs", "VÁ", "Vá", "YNT",
    "Ynt", "\u0391\u03a0", "\u041d\u0410", "השב", "رد", "回复", "回覆", "答复", "答覆",
)  # fmt: skip
"""Answers alone: what was forwarded passed through other hands."""

_REPLIED: Final = rf"(?:(?:{'|'.join(_REPLIES)})(?:\[\d\]|\(\d\))?[:\uff1a]){{0,3}}"

_COMMAS: Final = ",;\u060c\u061b\u3001\uff0c\uff1b"
_WORD: Final = re.compile(rf"[^\s{_COMMAS}.:\-\u2013\u2014\u00b7\u2022|/()<>'\u2019\"\u3002\uff08\uff09]+")


class ReviewerAnswer(Struct, frozen=True):
    """The codes of an answer, and the mail that they came in."""

    codes: tuple[AnswerCode, ...]
    evidence: Evidence
    mail: Mail | None = None
    """None of a bare code."""


class PreparedSignature(Struct, frozen=True):
    """A signature that is ready to be written."""

    candidate: Candidate
    signer: Signer


class Attestation(Struct, frozen=True):
    """A witness's account of an answer, and what the answer is expected to say."""

    witness: str
    attended: bool
    """Whether the witness is at the keyboard, and is asked about whatever is doubtful."""

    note: str | None = None
    sections: tuple[str, ...] = ()
    """Those that it is expected to be about; none where any will do."""

    expected: tuple[tuple[str, str], ...] = ()
    """(option, value) of what else it is expected to say."""


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


def is_own_subject(subject: str, codes: tuple[AnswerCode, ...]) -> bool:
    """Whether the subject is the one that our page writes for these codes, or none."""
    said = squeeze(subject)
    return not said or re.fullmatch(_REPLIED + re.escape(squeeze(render_subject(codes))), said) is not None


def is_own_signature(signature: str, entries: tuple[Reviewer, ...]) -> bool:
    """Whether the signature is made of whole parts of what these entries say of the reviewer, and of nothing else."""
    words = _list_words(signature)
    parts = {_list_words(part) for entry in entries for part in _list_parts(entry)}
    ends = {0}
    for start in range(len(words)):
        if start in ends:
            ends |= {start + len(part) for part in parts if words[start : start + len(part)] == part}
    return len(words) in ends


def _list_parts(entry: Reviewer) -> Iterator[str]:
    """Each of the names, and what stands between the commas of the rest."""
    yield from entry.name.split()
    for field in (entry.credentials, entry.organisation, entry.email):
        yield from re.split(f"[{_COMMAS}]", field or "")


def _list_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _check_sure(answer: ReviewerAnswer, people: People) -> None:
    """Refuse an answer that somebody has to judge."""
    doubts = list_doubts(answer, people)
    if not doubts:
        return
    message = (
        f"this mail may say something else than yes: {'; '.join(doubts)}. Nothing is signed. Either {WHERE}, with the subject "
        f'"{render_subject(answer.codes)}" or none:\n\n'
        f"{render_answer(answer.codes)}\n\nor record it at a keyboard, where you are shown all of it and asked for the reviewer's id"
    )
    raise RefusedError(message)


def _check_sender(answer: ReviewerAnswer, people: People, reviewer: str, day: date) -> None:
    """Refuse a mail that is not from the reviewer's own address of that day, or not from it alone.

    Which address that is, no message says.
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


def _check_fresh(answer: ReviewerAnswer, code: AnswerCode, project: Project, now: datetime) -> None:
    """Refuse a mail that was recorded before, or is older than what the ledger says.

    That is what the reviewer signed of the section in this role, and what anybody took back in it: others' signatures overtake nobody.
    """
    if answer.mail is None:
        return
    sent, name = answer.mail.sent, f"{code.section} in {code.tag}"
    if sent is not None and sent > now + SKEW:
        message = f"{name}: this mail is dated {sent:%Y-%m-%d}, which is still to come; ask for a new answer"
        raise RefusedError(message)
    for judged in project.judgement.find_records(code.section, code.tag):
        record = judged.entry.record
        if record.role != code.role or (record.reviewer != code.reviewer and not isinstance(record, Revocation)):
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


def _check_verdict(code: AnswerCode) -> None:
    """Refuse an answer that is not an approval."""
    if code.verdict == "approve":
        return
    what = "asks for corrections" if code.verdict == "corrections" else "refuses these words"
    message = (
        f"{code.section} in {code.tag}: {code.reviewer} {what}, so nothing is signed; mend the text as the answer says, and "
        "send a new review page"
    )
    raise RefusedError(message)


def prepare_answer(
    project: Project, locales: Path, answer: ReviewerAnswer, attestation: Attestation, now: datetime
) -> tuple[PreparedSignature, ...]:
    """Make the signatures that the answer gives, without writing them. A doubtful mail still needs the witness's yes.

    Raises:
        UsageError: it names no section or locale of ours.
        CatalogError: a ledger, or the list of reviewers, cannot be trusted.
        RefusedError: it gives none, or one of them cannot be given.
    """
    for code in answer.codes:
        _check_expected(attestation, code)
        _check_verdict(code)
    if not attestation.attended:
        _check_sure(answer, project.people)
    prepared = []
    for code in answer.codes:
        _check_fresh(answer, code, project, now)
        signer = Signer(
            reviewer=code.reviewer,
            role=code.role,
            shown="mail",
            note=attestation.note,
            evidence=answer.evidence,
            witness=attestation.witness,
        )
        check_signer(project, signer, code.tag, now.date())
        _check_sender(answer, project.people, code.reviewer, now.date())
        (candidate,) = find_candidates(project, resolve_sections(project, [code.section], whole=False), code.tag)
        if code.digits != shorten_digest(candidate.binding):
            message = (
                f"{code.section} in {code.tag}: the answer is about other words than those that stand there now, which are "
                f"{shorten_digest(candidate.binding)}; send a new review page"
            )
            raise RefusedError(message)
        check_candidate(candidate, signer, project.people)
        open_ledger(locales, candidate.locale, candidate.section.topic).check()
        prepared.append(PreparedSignature(candidate=candidate, signer=signer))
    return tuple(prepared)


def _check_expected(attestation: Attestation, code: AnswerCode) -> None:
    """Refuse a code that is not about what the command line names."""
    told = {"locale": code.tag, "role": code.role, "reviewer": code.reviewer}
    other = [name for name, value in attestation.expected if told[name] != value]
    if other or (attestation.sections and code.section not in attestation.sections):
        message = (
            f"the answer is about {code.section} in {code.tag}, {code.role}, by {code.reviewer}, and not as asked for"
        )
        raise RefusedError(message)
