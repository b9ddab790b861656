"""`vertebra sign-off`: who may sign what, and the record that is written.

Rules
1. Only whole, current words without an error are signed: a section in state `draft` or `signed-off`.
2. What is recorded is what was so at that moment; the moment is now, wherever the answer came from.
3. A revocation takes back every signature of the section, locale and role, so that no older one comes to count instead. Whoever is
   entitled in the role may, and whoever signed.
4. "Same meaning" is said of the source's words alone, beside the wording that was signed as a whole, never across a changed number, unit,
   negation or hedge, and never where a block came, went or moved. Where letters changed, it is said at a keyboard only: each word is
   shown alone, and typed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from msgspec import Struct

from api.errors import CatalogError, RefusedError
from api.files.lock import HeldFolder
from api.ledgers.signatures import append_record
from api.model.findings import Code, Complaint, has_errors
from api.model.identifiers import LocaleTag
from api.model.ledger import (
    Byline,
    Evidence,
    People,
    Record,
    Reviewer,
    Revocation,
    SameMeaning,
    Showing,
    Signed,
    SignOffRecord,
    find_entry,
)
from api.model.locales import SOURCE, name_language
from api.model.records import UNSEALED, seal_record
from api.model.vetting import Role, State
from api.reviewers.candidates import Candidate, LastSigned
from api.reviewers.new_reviewer import render_example_entry
from api.vetting.judge import why_not_entitled, why_not_witness
from api.vetting.meaning import ChangedWord, compare_wordings, list_to_type
from api.vetting.persons import why_not_independent
from api.vetting.project import Project, Vouching


class Signer(Struct, frozen=True):
    """A reviewer in a role, how the words were shown to them, and how their answer came."""

    reviewer: str
    role: Role
    shown: Showing = "unattended"
    note: str | None = None
    evidence: Evidence | None = None
    witness: str | None = None
    typed: tuple[str, ...] = ()
    """The words with other letters, that they were shown alone, and typed: see `api.vetting.meaning`."""


def check_signer(project: Project, signer: Signer, tag: LocaleTag, day: date) -> None:
    """Refuse a person who may not sign in the role and locale on the day.

    Raises:
        CatalogError: it cannot be read who may, or who translated.
        RefusedError: they may not; the message says why.
    """
    uncredited = (each for each in project.translations if each.locale == tag and not each.credit.known)
    unreadable = [each for one in uncredited for each in one.findings if each.code is Code.TRANSLATION_FILE]
    if unreadable:
        raise CatalogError(*unreadable)
    people = project.people
    bar = why_not_entitled(people, signer.reviewer, signer.role, tag, day)
    if bar is None and signer.witness is not None:
        bar = why_not_witness(people, signer.witness, signer.reviewer, day)
    if bar is not None:
        faulty = [finding for finding in project.findings if finding.code is Code.REVIEWERS_FILE]
        if faulty:
            raise CatalogError(*faulty)
        entitled = list_entitled(project, signer.role, tag, day)
        who = " and ".join(entitled) or "nobody"
        message = f"{bar}; locales/reviewers.toml says who may sign what: today, {signer.role} in {tag}: {who}"
        if not entitled or signer.reviewer not in people:
            newcomer = "" if signer.reviewer in people else signer.reviewer
            message = f"{message}.\n{render_example_entry(newcomer, signer.role, tag, day)}"
        raise RefusedError(message)


def list_entitled(project: Project, role: Role, tag: LocaleTag, day: date) -> tuple[str, ...]:
    """Return the ids of those who may sign in the role and locale on the day."""
    fit = (each.id for each in project.reviewers if role in each.roles and tag in each.locales and each.serves(day))
    return tuple(dict.fromkeys(fit))


def find_given_today(project: Project, candidate: Candidate, signer: Signer, day: date) -> SignOffRecord | None:
    """Find the person's standing signature of exactly these words, in the same role and of the same day."""
    for judged in project.judgement.find_records(candidate.reference, candidate.locale):
        record = judged.entry.record
        if (
            isinstance(record, SignOffRecord)
            and judged.counts
            and (record.reviewer, record.role) == (signer.reviewer, signer.role)
            and (record.digest, record.source, record.told)
            == (candidate.digest, candidate.english_digest, candidate.told_digest)
            and record.at.date() == day
        ):
            return record
    return None


def why_not_signable(candidate: Candidate) -> Complaint | None:
    """Why nobody can sign the words as they are; None where they can be signed."""
    name = f"{candidate.reference} in {candidate.locale}"
    if candidate.state not in {State.DRAFT, State.SIGNED_OFF}:
        return Complaint(
            f"{name} is {candidate.state}, so there is nothing that can be signed; {_ADVICE[candidate.state]}"
        )
    if has_errors(tuple(finding for row in candidate.rows for finding in row.findings)):
        return Complaint(f"{name}: a check found an error; {_ADVICE[State.FAILED_CHECK]}")
    if not candidate.wording.credit.known:
        return Complaint(
            f"{name}: translation.toml does not say who translated it; `vertebra check` says what is wrong there"
        )
    return None


def check_candidate(candidate: Candidate, signer: Signer, people: People) -> None:
    """Refuse words that cannot be signed, or not by this person.

    Raises:
        RefusedError: they cannot; the message says why and what to do.
    """
    if reason := why_not_signable(candidate):
        raise RefusedError(reason.message)
    if own := why_not_independent(people, signer.reviewer, candidate.wording.credit):
        message = f"{candidate.reference} in {candidate.locale}: {own}; ask somebody else to read it"
        raise RefusedError(message)


def render_unsigned_interface(tag: LocaleTag) -> str:
    """Return what patients see while our own words to them are unsigned in the locale."""
    language = name_language(tag)
    return (
        f"while our own words in {language} are unsigned, patients see each notice twice, in {language} and in English, and "
        "all else of ours in English"
    )


_ADVICE: Final = {
    State.WITHDRAWN: "`vertebra reinstate` comes first",
    State.MISSING: "it has to be translated first",
    State.INCOMPLETE: "the rest has to be translated first",
    State.OUTDATED: "the translation has to follow the English first",
    State.FAILED_CHECK: "`vertebra check` says what, and it has to be mended first",
}


def make_signoff(candidate: Candidate, signer: Signer, people: People, now: datetime) -> SignOffRecord:
    """The record of a signature under the candidate's words."""
    return seal_record(
        SignOffRecord(
            id=UNSEALED,
            section=candidate.reference,
            role=signer.role,
            reviewer=signer.reviewer,
            byline=_find_byline(candidate, signer, people, now),
            shown=signer.shown,
            method=candidate.wording.credit.method,
            translators=candidate.wording.credit.translators,
            at=now.replace(microsecond=0),
            digest=candidate.digest,
            source=candidate.english_digest,
            told=candidate.told_digest,
            despite=candidate.warnings,
            evidence=signer.evidence,
            witness=signer.witness,
            note=signer.note,
        )
    )


def find_earlier(candidate: Candidate, role: Role = "clinical") -> LastSigned:
    """Find the wording, signed as a whole, that the candidate may be said to mean the same as.

    Raises:
        RefusedError: it may not; the message says why.
    """
    name = candidate.reference
    if candidate.locale != SOURCE or role != "clinical":
        message = (
            f"{name}: only a clinical reviewer says that the meaning stayed, and only of the English; sign the "
            f"{candidate.locale} words as a whole"
        )
        raise RefusedError(message)
    if any(
        isinstance(last.record, SameMeaning) and last.record.digest == candidate.digest for last in candidate.history
    ):
        message = f"{name}: a clinical reviewer has vouched for that already"
        raise RefusedError(message)
    whole = [
        last
        for last in candidate.history
        if isinstance(last.record, SignOffRecord) and last.record.digest != candidate.digest
    ]
    if not whole:
        message = f"{name}: no other English wording is signed that it could mean the same as; sign it as a whole"
        raise RefusedError(message)
    # Where the newest was tied to one before it, more translations rest on that one.
    ties = [last.record for last in candidate.history if isinstance(last.record, SameMeaning)]
    root = {tie.digest: tie.before for tie in ties}.get(whole[0].record.digest)
    earlier = next((last for last in whole if last.record.digest == root), whole[0])
    if candidate.told_anew:
        message = f"{name}: what is told beside the words changed too: read them as a whole and sign them anew"
        raise RefusedError(message)
    weighty = [
        f"{place}: {change}" if place else change for place, change in compare_wordings(earlier.words, candidate.words)
    ]
    if weighty:
        message = f"{name}: {'; '.join(weighty)}. That is more than a typo: read it as a whole and sign it anew"
        raise RefusedError(message)
    return earlier


def find_to_type(earlier: LastSigned, candidate: Candidate, signer: Signer) -> tuple[ChangedWord, ...]:
    """Find the changed words that the clinician has to type, each shown alone.

    Raises:
        RefusedError: there are some, and nobody is there to type them.
    """
    words = list_to_type(earlier.words, candidate.words)
    if words and signer.shown != "terminal":
        told = "; ".join(f"{each.place}: “{each.before}” became “{each.after}”" for each in words)
        message = (
            f"{candidate.reference}: {told}. Other letters may be another word, so that is taken only at a keyboard, each word typed: "
            "run the command in a terminal, without --yes; or read it as a whole and sign it anew"
        )
        raise RefusedError(message)
    return words


def make_same_meaning(
    earlier: LastSigned, candidate: Candidate, signer: Signer, people: People, now: datetime
) -> SameMeaning:
    """The record that the candidate's words mean what the earlier ones meant."""
    return seal_record(
        SameMeaning(
            id=UNSEALED,
            section=candidate.reference,
            role="clinical",
            reviewer=signer.reviewer,
            byline=_find_byline(candidate, signer, people, now),
            shown=signer.shown,
            at=now.replace(microsecond=0),
            before=earlier.record.digest,
            digest=candidate.digest,
            typed=signer.typed,
            note=signer.note,
        )
    )


def _find_byline(candidate: Candidate, signer: Signer, people: People, now: datetime) -> Byline | None:
    """Return what readers are told of the signer, as of now."""
    entry = find_entry(people, signer.reviewer, signer.role, candidate.locale, now.date())
    return entry.byline if entry else None


def find_revocable(vouching: Vouching, reference: str, tag: LocaleTag, signer: Signer, day: date) -> tuple[Signed, ...]:
    """Find the standing signatures in the role and locale, for the person to take back.

    Raises:
        RefusedError: there is nothing, or it is not for them: they are not entitled today, and signed none of it.
    """
    entitled = why_not_entitled(vouching.people, signer.reviewer, signer.role, tag, day) is None
    found = [
        record
        for judged in vouching.judgement.find_records(reference, tag)
        if not isinstance(record := judged.entry.record, Revocation)
        and not judged.revoked
        and record.role == signer.role
    ]
    if not entitled and signer.reviewer not in {record.reviewer for record in found}:
        found = []
    if not found:
        message = f"{reference} in {tag}: there is no {signer.role} signature that {signer.reviewer} could take back"
        raise RefusedError(message)
    return tuple(found)


def make_revocation(revoked: tuple[Signed, ...], signer: Signer, now: datetime) -> Revocation:
    """Make the record that takes them back. Signatures dated ahead, by a wrong clock, are reached too."""
    at = max(now.replace(microsecond=0), *(record.at for record in revoked))
    section = revoked[0].section
    return seal_record(
        Revocation(id=UNSEALED, section=section, role=signer.role, reviewer=signer.reviewer, at=at, note=signer.note)
    )


def write_record(held: HeldFolder, tag: LocaleTag, record: Record, wordings: tuple[bytes, ...] = ()) -> Record:
    """Append the record to its ledger, with the words that it names. Returns what was written.

    Raises:
        CatalogError: the ledger was edited or damaged.
        RefusedError: a file cannot be written.
    """
    return append_record(held, tag, record.section.partition("/")[0], record, wordings)


def name_reviewer(reviewers: tuple[Reviewer, ...], identity: str) -> str:
    """Return the person's public name, as their last entry allows it; else their id."""
    entries = [reviewer for reviewer in reviewers if reviewer.id == identity]
    if not entries or entries[-1].public == "role":
        return identity
    return f"{entries[-1].name}, {entries[-1].credentials}"
