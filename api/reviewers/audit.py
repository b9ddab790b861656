"""`vertebra verify`: every record of every ledger, and what it comes to today."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from api.model.findings import Code, Complaint, Finding
from api.model.identifiers import Digest, LocaleTag
from api.model.interface import DOMAIN
from api.model.ledger import Record, Revocation, SameMeaning, SignOffRecord
from api.release.build import edit_source, edit_translation
from api.representations.voice import ENGLISH_VOICE
from api.vetting import follow_ties, list_bound

if TYPE_CHECKING:
    from api.model.ledger import Signed
    from api.vetting.judge import Judged
    from api.vetting.project import Project


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
    file: str
    line: int
    standing: Standing


class Audit(Struct, frozen=True):
    """What the ledgers hold."""

    records: tuple[Audited, ...]
    findings: tuple[Finding, ...]
    """Why records, or whole ledgers, do not count."""


class _Today(Struct, frozen=True):
    """One section in one locale, as it stands."""

    digest: str
    bound: frozenset[str]
    """What a signature may be bound to beside the words: see `SignOff`."""

    vouching: frozenset[str]
    """The records that vouch for its words."""

    def is_signed_by(self, record: SignOffRecord) -> bool:
        """Whether the record is about what stands there, whoever made it."""
        return record.digest == self.digest and (record.told or record.source) in self.bound


def audit_project(project: Project) -> Audit:
    """Every record, in the order of the files, and why some do not count."""
    today = _describe_today(project)
    findings = [each for each in project.findings if each.code in {Code.REVIEWERS_FILE, Code.WITHDRAWAL}]
    signed = {judged.ledger.locale for judged in project.judgement.records}
    for translation in project.translations:
        if translation.locale in signed:
            findings += [each for each in translation.findings if each.code is Code.TRANSLATION_FILE]
    findings += project.judgement.findings
    records = []
    for judged in project.judgement.records:
        record = judged.entry.record
        now = today.get((judged.ledger.locale, record.section))
        own = _find_own(judged, now)
        revived = _find_revived(judged, now, project)
        findings += [each for each in (own, revived) if each]
        records.append(
            Audited(
                locale=judged.ledger.locale,
                record=record,
                file=judged.ledger.file,
                line=judged.entry.line,
                standing=Standing.REFUSED if own else _find_standing(judged, now, project),
            )
        )
    return Audit(records=tuple(records), findings=tuple(sorted(findings)))


def _describe_today(project: Project) -> dict[tuple[str, str], _Today]:
    today: dict[tuple[str, str], _Today] = {}
    source = edit_source(project)
    translated = [(each, edit_translation(each, project, source)) for each in project.translations]
    for translation, edition in translated:
        today[translation.locale, DOMAIN] = _Today(
            digest=edition.voice.digest,
            bound=frozenset((ENGLISH_VOICE.digest,)),
            vouching=frozenset(signoff.record for signoff in edition.voice.signoffs),
        )
    for edition in (source, *(edition for _, edition in translated)):
        for vetted in (vetted for topic in edition.topics for vetted in topic):
            section = vetted.wording.section
            today[edition.voice.locale, f"{section.topic}/{section.id}"] = _Today(
                digest=vetted.digest,
                bound=list_bound(vetted.wording, vetted.source_digest, project.signoffs, project.ties),
                vouching=frozenset(signoff.record for signoff in vetted.signoffs),
            )
    return today


def _find_own(judged: Judged, now: _Today | None) -> Finding | None:
    """Said of a signature under words that, as translation.toml says today, its reviewer translated."""
    record = judged.entry.record
    if now is None or not judged.counts or not isinstance(record, SignOffRecord) or not now.is_signed_by(record):
        return None
    if judged.own is None:
        return None
    message = f"{record.section}: as translation.toml says now, {judged.own}"
    complaint = Complaint(message, "this record does not count", judged.entry.line)
    return complaint.make_finding(judged.ledger.file, Code.SIGNATURE, judged.ledger.locale)


def _find_revived(judged: Judged, now: _Today | None, project: Project) -> Finding | None:
    """Said of a signature under words that were replaced by others, which were signed too, and stand there again."""
    record, ledger = judged.entry.record, judged.ledger
    if (
        now is None
        or not isinstance(record, SignOffRecord)
        or record.id not in now.vouching
        or record.digest != now.digest
    ):
        return None
    after = [
        each.entry.record.at
        for each in project.judgement.records
        if each.ledger is ledger and each.counts and isinstance(each.entry.record, SignOffRecord)
        if (each.entry.record.section, each.entry.record.role) == (record.section, record.role)
        if each.entry.record.digest != record.digest and each.entry.record.at > record.at
    ]
    if not after:
        return None
    message = (
        f"{record.section}: other words were signed after these, on {max(after):%Y-%m-%d}, and these stand there again, so this signature "
        "counts again. If they had been corrected, put the correction back; if they are right, sign them anew"
    )
    return Finding(ledger.file, judged.entry.line, 1, "warning", Code.SIGNATURE, message, ledger.locale)


def _find_standing(judged: Judged, now: _Today | None, project: Project) -> Standing:
    record = judged.entry.record
    if judged.fault or judged.ledger.faults or not judged.known:
        return Standing.REFUSED
    if isinstance(record, Revocation):
        return Standing.REVOCATION
    if judged.revoked:
        return Standing.REVOKED
    return _compare(record, now, project) if now else Standing.LAPSED


def _compare(record: Signed, now: _Today, project: Project) -> Standing:
    """What becomes of a good signature under the words of today."""
    if record.id in now.vouching or (isinstance(record, SameMeaning) and _ties(record, now, project)):
        return Standing.COUNTS
    if isinstance(record, SameMeaning) or not now.is_signed_by(record):
        return Standing.LAPSED
    later = (
        other
        for other in project.signoffs
        if other.record in now.vouching and other.role == record.role and other.digest == record.digest
    )
    return Standing.RENEWED if any(later) else Standing.WAITS


def _ties(record: SameMeaning, now: _Today, project: Project) -> bool:
    """Whether today's English leads back through it."""
    followed = follow_ties(record.section, Digest(now.digest), project.ties, project.signoffs)
    return any((tie.before, tie.after) == (record.before, record.digest) for tie in followed)
