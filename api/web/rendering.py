"""A release -> everything that is served of it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from api.representations.json import make_reader
from api.web.listing import list_locales, make_manifest, publish_listings, publish_manifest
from api.web.published import Publication
from api.web.topic_pages import make_misses
from api.web.topics import publish_topic, publish_topic_list, publish_versions, publish_withdrawn_versions

if TYPE_CHECKING:
    from api.release.model import Release


def publish_release(release: Release) -> Publication:
    """Render every representation."""
    readers = {
        locale: tuple(make_reader(shown, release.review_months) for shown in release.list_shown(locale))
        for locale in release.locales
    }
    locales = list_locales(readers)
    published = (
        publish_topic_list(readers),
        *chain.from_iterable(publish_topic(each, release.public_url) for each in zip(*readers.values(), strict=True)),
        *chain.from_iterable(
            publish_versions(reader, release.public_url) for each in readers.values() for reader in each
        ),
        *publish_withdrawn_versions(readers, release.project.judgement),
        *publish_listings(locales),
        publish_manifest(make_manifest(release.id, release.policy, readers)),
    )
    return Publication(
        locales=locales,
        representations=tuple(each for part in published for each in part.representations),
        resources=tuple(part.resource for part in published),
        misses=make_misses(release.topics),
    )
