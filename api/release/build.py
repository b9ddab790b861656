"""The whole pipeline: what was read, to everything that is served. Pure: equal files make equal bytes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from api.checks import check_wording
from api.model.catalog import BrokenCatalog
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.wording import digest_bytes, digest_json
from api.release.listing import list_locales, make_manifest, publish_listings, publish_manifest
from api.release.model import Release
from api.release.publish import publish_topic, publish_topic_list, publish_versions
from api.representations.json import make_reader
from api.representations.voice import ENGLISH_VOICE, make_voice
from api.translate import author_section, break_section, translate_section
from api.vetting import decide, vet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.catalog import Translation
    from api.model.content import Section, Topic
    from api.model.findings import Finding
    from api.model.vetting import Policy
    from api.model.wording import Wording
    from api.release.model import Project
    from api.vetting import Vetted


def build_release(project: Project, policy: Policy) -> Release:
    """Vet the source and every translation, decide what each reader gets, publish it, and name it by its content."""
    findings: list[Finding] = list(project.findings)
    sources = {topic.id: vet_source(topic, project) for topic in project.topics}
    voices = {SOURCE: ENGLISH_VOICE}
    editions = {SOURCE: sources}
    for translation in project.translations:
        voice, complaints = make_voice(translation.find_catalog(DOMAIN), translation.locale, project.signoffs)
        findings += chain(translation.findings, *_broken_findings(translation), complaints)
        voices[translation.locale] = voice
        editions[translation.locale] = {
            topic.id: vet_translation(topic, translation, project, findings) for topic in project.topics
        }
    readers = {
        locale: tuple(
            make_reader(
                topic,
                voices[locale],
                tuple(
                    decide(own, source, policy)
                    for own, source in zip(edition[topic.id], sources[topic.id], strict=True)
                ),
            )
            for topic in project.topics
        )
        for locale, edition in editions.items()
    }
    locales = list_locales(readers)
    published = [
        publish_topic_list(readers),
        *chain.from_iterable(publish_topic(each) for each in zip(*readers.values(), strict=True)),
        *chain.from_iterable(publish_versions(reader) for each in readers.values() for reader in each),
        *publish_listings(locales),
    ]
    bodies = sorted((each.path, digest_bytes(each.body)) for part in published for each in part.representations)
    release = digest_json([policy, bodies])
    published.append(publish_manifest(make_manifest(release, policy, readers)))
    return Release(
        id=release,
        policy=policy,
        locales=locales,
        topics=project.topics,
        representations=tuple(each for part in published for each in part.representations),
        resources=tuple(part.resource for part in published),
        findings=tuple(sorted(findings)),
    )


def vet_source(topic: Topic, project: Project) -> tuple[Vetted, ...]:
    """The topic as its authors wrote it, section by section."""
    return tuple(vet(author_section(section), (), project.signoffs, project.withdrawals) for section in topic.sections)


def vet_translation(
    topic: Topic, translation: Translation, project: Project, findings: list[Finding]
) -> tuple[Vetted, ...]:
    """The topic in the translation's locale, section by section. What the checks found is added to `findings`."""
    vetted = []
    for section in topic.sections:
        wording, broken = _translate(section, translation)
        found = check_wording(wording)
        findings += found
        vetted.append(vet(wording, (*broken, *found), project.signoffs, project.withdrawals))
    return tuple(vetted)


def _translate(section: Section, translation: Translation) -> tuple[Wording, tuple[Finding, ...]]:
    """The section's wording, and why its whole catalog cannot be trusted, if it cannot."""
    catalog = translation.find_catalog(section.topic)
    credit = translation.credit_for(f"{section.topic}/{section.id}")
    if isinstance(catalog, BrokenCatalog):
        return break_section(section, catalog, credit), catalog.findings
    return translate_section(section, catalog, translation.locale, credit), ()


def _broken_findings(translation: Translation) -> Iterator[tuple[Finding, ...]]:
    return (catalog.findings for _, catalog in translation.catalogs if isinstance(catalog, BrokenCatalog))
