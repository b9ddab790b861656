"""The component's files as documents: one that follows us, and those that partners pin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.embed.bundles import COMPONENT, name_bundle
from api.web.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.embed.bundles import Bundle

ASSETS: Final = "/assets/v1"

_MEDIA_TYPE: Final = "text/javascript; charset=utf-8"
_EVERGREEN: Final = "public, max-age=300, stale-while-revalidate=300, stale-if-error=86400"
"""A fix reaches every page within ten minutes. Words are not in it: a recall does not wait for it."""

_PINNED: Final = "public, max-age=31536000, immutable"
"""A year: these bytes are the only ones that this name will ever have (RFC 8246)."""


def make_assets(bundles: Iterable[Bundle]) -> Iterator[Document]:
    """Each file. `bundles` are those that were published."""
    yield _script("vertebra.js", COMPONENT, _EVERGREEN)
    for bundle in bundles:
        yield _script(name_bundle(bundle.hash), bundle.body, _PINNED)


def _script(name: str, body: bytes, cache_control: str) -> Document:
    return Document(
        path=f"{ASSETS}/{name}", body=body, media_type=_MEDIA_TYPE, cache_control=cache_control, is_lasting=True
    )
