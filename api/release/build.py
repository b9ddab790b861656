"""The whole pipeline: what was read, to everything that is served. Pure: equal files make equal bytes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from api.checks.report import Checked, find_errors
from api.model.catalog import BrokenCatalog
from api.model.findings import Finding
from api.model.vetting import REVIEW_MONTHS
from api.model.wording import digest_bytes, digest_json
from api.release.listing import list_locales, make_manifest, publish_listings, publish_manifest
from api.release.model import Release
from api.release.pages import make_misses
from api.release.topics import publish_topic, publish_topic_list, publish_versions, publish_withdrawn_versions
from api.representations.json import Reader, make_reader
from api.representations.voice import ENGLISH_VOICE, Voice, make_voice
from api.vetting import Vetted, decide, vet
from api.vetting.translate import author_section, break_section, translate_section

if TYPE_CHECKING:
    from api.model.catalog import Translation
    from api.model.content import Section
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
    """Vet the source and every translation, decide what each reader gets, publish it, and name it by its content.

    `public_url` is the address that partners use, without a slash at its end: absolute URLs are made of it alone.
    """
    source = edit_source(project)
    editions = (source, *(edit_translation(translation, project, source) for translation in project.translations))
    readers = {
        edition.voice.locale: find_readers(edition, source, project, policy, review_months) for edition in editions
    }
    locales = list_locales(readers)
    published = [
        publish_topic_list(readers),
        *chain.from_iterable(publish_topic(each, public_url) for each in zip(*readers.values(), strict=True)),
        *chain.from_iterable(publish_versions(reader, public_url) for each in readers.values() for reader in each),
        *publish_withdrawn_versions(readers, project.judgement),
        *publish_listings(locales),
    ]
    representations = [each for part in published for each in part.representations]
    # Many of them share one body.
    digests = {id(body): digest_bytes(body) for body in {id(each.body): each.body for each in representations}.values()}
    release = digest_json([str(policy), sorted((each.path, digests[id(each.body)]) for each in representations)])
    published.append(publish_manifest(make_manifest(release, policy, readers)))
    return Release(
        id=release,
        policy=policy,
        public_url=public_url,
        locales=locales,
        project=project,
        representations=tuple(each for part in published for each in part.representations),
        resources=tuple(part.resource for part in published),
        misses=make_misses(project.topics),
        findings=tuple(sorted(chain(project.findings, *(edition.findings for edition in editions)))),
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
        make_reader(
            topic,
            edition.voice,
            tuple(decide(own, vouched, policy) for own, vouched in zip(owned, given, strict=True)),
            review_months,
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
