"""`vertebra verify`: every record of every ledger, and what it comes to today."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import LocaleTag
from api.model.ledger import Record, Revocation, SameMeaning, Signed, SignOffRecord
from api.vetting.edition import Vetted, VettedProject
from api.vetting.project import Judged, Judgement
from api.vetting.vouching import follow_ties, list_bound


class Standing(StrEnum):
    """What a record comes to today."""

    COUNTS = "counts"
    """It vouches for the words that stand there."""

    LAPSED = "lapsed"
    """The words that it vouches for are no longer those that stand there: normal."""

    RENEWED = "renewed"
    """A later signature of the same role vouches for the same words."""

    WAITS = "waits"
    """It fits, but the role that the locale needs has not signed."""

    REVOKED = "revoked"
    REVOCATION = "revocation"
    REFUSED = "refused"
    """It does not count, and a finding says why."""


class Audited(Struct, frozen=True):
    """A record and its standing."""

    locale: LocaleTag
    record: Record
    standing: Standing


class Audit(Struct, frozen=True):
    """What the ledgers hold."""

    records: tuple[Audited, ...]
    findings: tuple[Finding, ...]
    """Why records, or whole ledgers, do not count."""


def audit_project(vetted: VettedProject) -> Audit:
    """Every record, in the order of the files, and why some do not count."""
    project, judgement = vetted.project, vetted.project.judgement
    today = {(locale, each.reference): each for locale in vetted.locales for each in vetted.list_vetted(locale)}
    findings = [each for each in project.findings if each.code in {Code.REVIEWERS_FILE, Code.WITHDRAWAL}]
    signed = {judged.ledger.locale for judged in judgement.records}
    for translation in project.translations:
        if translation.locale in signed:
            findings += [each for each in translation.findings if each.code is Code.TRANSLATION_FILE]
    findings += judgement.findings
    records = []
    for judged in judgement.records:
        record = judged.entry.record
        now = today.get((judged.ledger.locale, record.section))
        own = _find_own(judged, now, judgement)
        revived = _find_revived(judged, now, judgement)
        findings += [each for each in (own, revived) if each]
        records.append(
            Audited(
                locale=judged.ledger.locale,
                record=record,
                standing=Standing.REFUSED if own else _find_standing(judged, now, judgement),
            )
        )
    return Audit(records=tuple(records), findings=tuple(sorted(findings)))


def _vouches(record: Signed, now: Vetted) -> bool:
    """Whether it is one of those that vouch for what stands there."""
    return any(signoff.record == record.id for signoff in now.signoffs)


def _is_about(record: SignOffRecord, now: Vetted, judgement: Judgement) -> bool:
    """Whether it is about what stands there, whoever made it."""
    bound = list_bound(now.wording, now.source_digest, judgement)
    return record.digest == now.digest and (record.told or record.source) in bound


def _find_own(judged: Judged, now: Vetted | None, judgement: Judgement) -> Finding | None:
    """Said of a signature under words that, as translation.toml says today, its reviewer translated."""
    record = judged.entry.record
    if now is None or not judged.counts or judged.own is None or not isinstance(record, SignOffRecord):
        return None
    if not _is_about(record, now, judgement):
        return None
    message = f"{record.section}: as translation.toml says now, {judged.own}"
    complaint = Complaint(message, "this record does not count", judged.entry.line)
    return complaint.make_finding(judged.ledger.file, Code.SIGNATURE, judged.ledger.locale)


def _find_revived(judged: Judged, now: Vetted | None, judgement: Judgement) -> Finding | None:
    """Said of a signature under words that were replaced by others, which were signed too, and stand there again."""
    record, ledger = judged.entry.record, judged.ledger
    if now is None or not isinstance(record, SignOffRecord) or record.digest != now.digest or not _vouches(record, now):
        return None
    after = [
        each.entry.record.at
        for each in judgement.find_records(record.section, ledger.locale)
        if each.counts and isinstance(each.entry.record, SignOffRecord) and each.entry.record.role == record.role
        if each.entry.record.digest != record.digest and each.entry.record.at > record.at
    ]
    if not after:
        return None
    message = (
        f"{record.section}: other words were signed after these, on {max(after):%Y-%m-%d}, and these stand there again, so this signature "
        "counts again. If they had been corrected, put the correction back; if they are right, sign them anew"
    )
    return Finding(ledger.file, judged.entry.line, 1, "warning", Code.SIGNATURE, message, ledger.locale)


def _find_standing(judged: Judged, now: Vetted | None, judgement: Judgement) -> Standing:
    record = judged.entry.record
    if judged.fault or judged.ledger.faults or not judged.known:
        return Standing.REFUSED
    if isinstance(record, Revocation):
        return Standing.REVOCATION
    if judged.revoked:
        return Standing.REVOKED
    return _compare(record, now, judgement) if now else Standing.LAPSED


def _compare(record: Signed, now: Vetted, judgement: Judgement) -> Standing:
    """What becomes of a good signature under the words of today."""
    if _vouches(record, now):
        return Standing.COUNTS
    if isinstance(record, SameMeaning):
        # Today's English leads back through it.
        followed = {(tie.before, tie.after) for tie in follow_ties(record.section, now.digest, judgement)}
        return Standing.COUNTS if (record.before, record.digest) in followed else Standing.LAPSED
    if not _is_about(record, now, judgement):
        return Standing.LAPSED
    later = any(other.role == record.role and other.digest == record.digest for other in now.signoffs)
    return Standing.RENEWED if later else Standing.WAITS
