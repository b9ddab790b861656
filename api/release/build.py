"""What was read, to what each reader is shown. Pure, and nothing is rendered here: equal files make an equal release."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from api.checks.report import Checked, find_errors
from api.model.catalog import BrokenCatalog
from api.model.findings import Finding
from api.model.vetting import REVIEW_MONTHS
from api.model.wording import digest_bytes, encode_canonically
from api.release.model import Release
from api.representations.json import Reader
from api.representations.voice import ENGLISH_VOICE, Voice, make_voice
from api.vetting import Shown, Vetted, Withheld, decide, vet
from api.vetting.shown import list_surroundings
from api.vetting.translate import author_section, break_section, translate_section

if TYPE_CHECKING:
    from api.model.catalog import Translation
    from api.model.content import Section
    from api.model.identifiers import Digest
    from api.model.vetting import Policy
    from api.model.wording import Wording
    from api.vetting.project import Project


class Edition(Struct, frozen=True):
    """Every topic in one locale, vetted section by section."""

    voice: Voice
    topics: tuple[tuple[Vetted, ...], ...]
    findings: tuple[Finding, ...] = ()


def build_release(
    project: Project, policy: Policy, public_url: str = "", review_months: int = REVIEW_MONTHS
) -> Release:
    """Vet the source and every translation, decide what each reader is shown, and name it by its content.

    `public_url` is the address that partners use, without a slash at its end: absolute URLs are made of it alone.
    """
    source = edit_source(project)
    editions = (source, *(edit_translation(translation, project, source) for translation in project.translations))
    by_locale = [find_readers(edition, source, project, policy, review_months) for edition in editions]
    readers = tuple(zip(*by_locale, strict=True))
    return Release(
        id=_digest_release(policy, public_url, review_months, readers),
        policy=policy,
        public_url=public_url,
        project=project,
        readers=readers,
        findings=tuple(sorted(chain(project.findings, *(edition.findings for edition in editions)))),
    )


def _digest_release(
    policy: Policy, public_url: str, review_months: int, readers: tuple[tuple[Reader, ...], ...]
) -> Digest:
    """The name of all that the release's answers are made from. Where files lie, and what they say besides, is not in it."""
    topics = [
        (
            each[0].topic.id,
            each[0].topic.provenance,
            each[0].topic.procedure,
            [(reader.voice, [_name_outcome(outcome) for outcome in reader.outcomes]) for reader in each],
        )
        for each in readers
    ]
    return digest_bytes(encode_canonically((policy, public_url, review_months, topics)))


def _name_outcome(outcome: Shown | Withheld) -> tuple[object, ...]:
    own, shown = outcome.own, outcome.vetted if isinstance(outcome, Shown) else None
    return (
        list_surroundings(own.wording.section),
        (own.digest, own.state, own.withdrawal, own.wording.progress),
        outcome.reason,
        (shown.digest, shown.source_digest, shown.vouching, shown.wording.credit) if shown else None,
    )


def edit_source(project: Project) -> Edition:
    """The source locale: the words as their authors wrote them. What is wrong with these, reading refused."""
    return Edition(
        voice=ENGLISH_VOICE,
        topics=tuple(
            tuple(
                vet(author_section(section), (), project.signoffs, project.withdrawals, project.ties)
                for section in topic.sections
            )
            for topic in project.topics
        ),
    )


def edit_translation(translation: Translation, project: Project, source: Edition) -> Edition:
    """A translation of the source: every section translated, checked and vetted; and what keeps any of it from being served."""
    broken = (catalog.findings for _, catalog in translation.catalogs if isinstance(catalog, BrokenCatalog))
    voice, complaints = make_voice(translation, project.signoffs)
    findings = [*translation.findings, *chain.from_iterable(broken), *complaints]
    topics = []
    for group in source.topics:
        vetted = []
        for authored in group:
            wording, reasons = _translate(authored.wording.section, translation)
            found = find_errors(wording.lines, Checked(wording.file, wording.locale, translation.glossary))
            findings += found
            reasons = (*reasons, *found)
            vetted.append(vet(wording, reasons, project.signoffs, project.withdrawals, project.ties, authored))
        topics.append(tuple(vetted))
    return Edition(voice=voice, topics=tuple(topics), findings=tuple(findings))


def find_readers(
    edition: Edition, source: Edition, project: Project, policy: Policy, review_months: int = REVIEW_MONTHS
) -> tuple[Reader, ...]:
    """What the edition's reader gets of each topic, under the policy."""
    return tuple(
        Reader(
            topic=topic,
            voice=edition.voice,
            outcomes=tuple(decide(own, vouched, policy) for own, vouched in zip(owned, given, strict=True)),
            review_months=review_months,
        )
        for topic, owned, given in zip(project.topics, edition.topics, source.topics, strict=True)
    )


def _translate(section: Section, translation: Translation) -> tuple[Wording, tuple[Finding, ...]]:
    """The section's wording, and why its whole catalog cannot be trusted, if it cannot."""
    catalog = translation.find_catalog(section.topic)
    credit = translation.credit_for(f"{section.topic}/{section.id}")
    if isinstance(catalog, BrokenCatalog):
        return break_section(section, catalog, credit), catalog.findings
    return translate_section(section, catalog, translation.locale, credit), ()
