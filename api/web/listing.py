"""What is listed for everybody alike: locales, the manifest, changes, releases."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from api.model.locales import SOURCE, find_locale
from api.model.vetting import State
from api.release.shown import Shown
from api.representations import shapes
from api.representations.paths import CHANGES, LOCALES, MANIFEST, RELEASES, localise, section_path
from api.web.publish import Content, Published, publish_shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msgspec import Struct

    from api.model.identifiers import Digest, LocaleTag
    from api.model.vetting import Policy
    from api.release.shown import Withheld
    from api.representations.json import Reader


def list_locales(readers: Mapping[LocaleTag, tuple[Reader, ...]]) -> shapes.Locales:
    """Every locale with its names and the states of all its sections."""
    return shapes.Locales(locales=tuple(_list_locale(locale, each) for locale, each in sorted(readers.items())))


def _list_locale(tag: LocaleTag, readers: tuple[Reader, ...]) -> shapes.ListedLocale:
    outcomes = [outcome for reader in readers for outcome in reader.outcomes]
    states = Counter(outcome.own.state for outcome in outcomes)
    locale = find_locale(tag)
    return shapes.ListedLocale(
        locale=tag,
        name=locale.name if locale else tag,
        english_name=locale.english_name if locale else tag,
        direction=locale.direction if locale else "ltr",
        sections=shapes.SectionCounts(
            total=len(outcomes),
            served=sum(isinstance(outcome, Shown) and not outcome.reason for outcome in outcomes),
            draft=states[State.DRAFT],
            signed_off=states[State.SIGNED_OFF],
            outdated=states[State.OUTDATED],
            incomplete=states[State.INCOMPLETE],
            missing=states[State.MISSING],
            failed_check=states[State.FAILED_CHECK],
            withdrawn=states[State.WITHDRAWN],
        ),
    )


def make_manifest(release: Digest, policy: Policy, readers: Mapping[LocaleTag, tuple[Reader, ...]]) -> shapes.Manifest:
    """Each section in each locale: topics and sections in the authors' order, then locales by tag."""
    flat = [
        (reader.topic.id, position, locale, outcome, body)
        for locale, each in readers.items()
        for reader in each
        for position, (outcome, body) in enumerate(zip(reader.outcomes, reader.bodies, strict=True))
    ]
    flat.sort(key=lambda row: row[:3])
    return shapes.Manifest(
        release=release,
        policy=str(policy),
        entries=tuple(_make_entry(locale, outcome, body) for _, _, locale, outcome, body in flat),
    )


def _make_entry(locale: LocaleTag, outcome: Shown | Withheld, body: shapes.SectionBody | None) -> shapes.ManifestEntry:
    section = outcome.own.wording.section
    shown = outcome if isinstance(outcome, Shown) else None
    return shapes.ManifestEntry(
        topic=section.topic,
        section=section.id,
        locale=locale,
        state=outcome.own.state,
        fallback=shapes.Fallback(from_=locale, reason=shown.reason) if shown and shown.reason else None,
        digest=shown.vetted.digest if shown else None,
        last_reviewed=body.review.last_reviewed if body else None,
        next_review=body.review.next_review if body else None,
        href=localise(section_path(section.topic, section.id), locale) if shown else None,
    )


def publish_listings(locales: shapes.Locales) -> Iterator[Published]:
    """The locales, and the two lists that are empty without an archive."""
    changes = shapes.Changes(version="https://jsonfeed.org/version/1.1", title="Vertebra: changes", items=())
    yield _publish_list(LOCALES, locales)
    yield _publish_list(CHANGES, changes)
    yield _publish_list(RELEASES, shapes.Releases(releases=()))


def publish_manifest(manifest: shapes.Manifest) -> Published:
    """Everything that is served, by digest."""
    return _publish_list(MANIFEST, manifest)


def _publish_list(path: str, body: Struct) -> Published:
    return publish_shared(path, Content(locale=SOURCE, exact=False, body=body))
