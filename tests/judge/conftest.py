"""Readers with a Firefox of their own, and the API that they read from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from api.release.model import Release
from tests.e2e.hosting import Site, serving_api
from tests.judge.firefox import Reader, open_firefox

READERS: Final = {
    "en-US": ("en", "ltr"),
    "es-MX": ("es", "ltr"),
    "zh-TW": ("zh-Hant", "ltr"),
    "ar": ("ar", "rtl"),
    "ur": ("ur", "rtl"),
    "fr-HT, ht": ("fr", "ltr"),
}
"""What a browser is set to, and what its reader gets."""


@pytest.fixture(scope="session", params=READERS)
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Each reader in turn."""
    with open_firefox(request.param, tmp_path_factory.mktemp("profile")) as remote:
        yield Reader(remote, *READERS[request.param])


@pytest.fixture(scope="session")
def api(release: Release) -> Iterator[Site]:
    """The shipped drafts, served."""
    with serving_api(release) as site:
        yield site
