"""Release -> table: the documents that go with a release, and everything compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from api.embed.bundles import read_bundles
from api.representations import shapes
from api.web.assets import make_assets
from api.web.documents import Document
from api.web.openapi import describe
from api.web.pages import make_pages
from api.web.rendering import publish_release
from api.web.table import Table, compile_table

if TYPE_CHECKING:
    from api.model.findings import Finding
    from api.release.model import Release


def assemble_table(release: Release, *, broken: tuple[Finding, ...] = (), compress: bool = True) -> Table:
    """Everything that the server answers with while it serves this release.

    `broken` says why content/ became unreadable, where this is the last good release. Without `compress` it is made in a quarter
    of the time, and answers with the same bodies in the identity coding alone.
    """
    published = publish_release(release)
    health = shapes.Health(
        status="degraded" if broken else "ok",
        release=release.id,
        policy=str(release.policy),
        errors=sum(finding.severity == "error" for finding in (*release.findings, *broken)),
    )
    documents = (
        *make_pages(release),
        *make_assets(read_bundles()),
        Document(path="/openapi.json", body=describe(release, published), media_type="application/json", language="en"),
        Document(
            path="/health", body=msgspec.json.encode(health), media_type="application/json", cache_control="no-store"
        ),
    )
    return compile_table(release, published, documents, compress=compress)
