"""`vertebra sign-off --from`: an answer that came becomes signatures, all of them or none.

A doubtful mail, which may say something else than yes, is taken only where a witness is there to read it and to type whose it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from api.errors import RefusedError
from api.ledgers.signatures import open_ledger
from api.reviewers.candidates import Candidate, find_candidates, resolve_sections
from api.reviewers.mail.answers import check_fresh, check_sender, check_sure, check_verdict
from api.reviewers.mail.codes import shorten_digest
from api.reviewers.signing import Signer, check_candidate, check_signer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from api.reviewers.mail.answers import ReviewerAnswer
    from api.reviewers.mail.codes import AnswerCode
    from api.vetting.project import Project


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
        check_verdict(code)
    if not attestation.attended:
        check_sure(answer, project.people)
    return tuple(_prepare(project, locales, answer, attestation, now))


def _prepare(
    project: Project, locales: Path, answer: ReviewerAnswer, attestation: Attestation, now: datetime
) -> Iterator[PreparedSignature]:
    for code in answer.codes:
        check_fresh(answer, code, project, now)
        signer = Signer(
            reviewer=code.reviewer,
            role=code.role,
            shown="mail",
            note=attestation.note,
            evidence=answer.evidence,
            witness=attestation.witness,
        )
        check_signer(project, signer, code.tag, now.date())
        check_sender(answer, project.people, code.reviewer, now.date())
        (candidate,) = find_candidates(project, resolve_sections(project, [code.section], whole=False), code.tag)
        if not code.fits(candidate):
            message = (
                f"{code.section} in {code.tag}: the answer is about other words than those that stand there now, which are "
                f"{shorten_digest(candidate.binding)}; send a new review page"
            )
            raise RefusedError(message)
        check_candidate(candidate, signer, project.people)
        open_ledger(locales, candidate.locale, candidate.domain).check()
        yield PreparedSignature(candidate=candidate, signer=signer)


def _check_expected(attestation: Attestation, code: AnswerCode) -> None:
    """Refuse a code that is not about what the command line names."""
    told = {"locale": code.tag, "role": code.role, "reviewer": code.reviewer}
    other = [name for name, value in attestation.expected if told[name] != value]
    if other or (attestation.sections and code.section not in attestation.sections):
        message = (
            f"the answer is about {code.section} in {code.tag}, {code.role}, by {code.reviewer}, and not as asked for"
        )
        raise RefusedError(message)
