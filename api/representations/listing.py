"""What is listed for everybody alike: locales, the manifest, changes, releases."""

from __future__ import annotations

from collections.abc import Iterable

from api.model.identifiers import Digest, LocaleTag
from api.model.locales import find_locale
from api.model.vetting import Policy, State
from api.release.model import Release, tally_sections
from api.release.shown import Shown
from api.representations import shapes
from api.representations.json import Reader, make_review
from api.representations.paths import localise, section_path


def list_locales(release: Release) -> shapes.ListedLocales:
    """Every locale with its names and the states of all its sections, sorted by tag."""
    return shapes.ListedLocales(locales=tuple(_list_locale(release, tag) for tag in sorted(release.locales)))


def _list_locale(release: Release, tag: LocaleTag) -> shapes.ListedLocale:
    locale, tally = find_locale(tag), tally_sections(release, tag)
    states = dict(tally.states)
    return shapes.ListedLocale(
        locale=tag,
        name=locale.name if locale else tag,
        english_name=locale.english_name if locale else tag,
        direction=locale.direction if locale else "ltr",
        sections=shapes.SectionCounts(
            total=tally.total,
            served=tally.served,
            draft=states[State.DRAFT],
            signed_off=states[State.SIGNED_OFF],
            outdated=states[State.OUTDATED],
            incomplete=states[State.INCOMPLETE],
            missing=states[State.MISSING],
            failed_check=states[State.FAILED_CHECK],
            withdrawn=states[State.WITHDRAWN],
        ),
    )


def make_manifest(release: Digest, policy: Policy, topics: Iterable[tuple[Reader, ...]]) -> shapes.Manifest:
    """Each section in each locale: topics and sections in the authors' order, then locales by tag."""
    return shapes.Manifest(
        release=release,
        policy=str(policy),
        entries=tuple(
            _list_section(reader, position)
            for readers in topics
            for position in range(len(readers[0].outcomes))
            for reader in sorted(readers, key=lambda each: each.locale)
        ),
    )


def _list_section(reader: Reader, position: int) -> shapes.ManifestEntry:
    outcome = reader.outcomes[position]
    section = outcome.own.wording.section
    shown = outcome if isinstance(outcome, Shown) else None
    review = make_review(shown.vetted, reader.review_months) if shown else None
    return shapes.ManifestEntry(
        topic=section.topic,
        section=section.id,
        locale=reader.locale,
        state=outcome.own.state,
        fallback=shapes.Fallback(from_=reader.locale, reason=shown.reason) if shown and shown.reason else None,
        digest=shown.vetted.digest if shown else None,
        last_reviewed=review.last_reviewed if review else None,
        next_review=review.next_review if review else None,
        href=localise(section_path(section.topic, section.id), reader.locale) if shown else None,
    )
