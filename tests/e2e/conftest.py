"""One browser for all tests, each of which opens a context of its own: its cookies, its storage, its languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from api.release.model import Release
from tests.e2e.browser import open_browser
from tests.e2e.hosting import Site, serving_api


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def api(release: Release) -> Iterator[Site]:
    """The shipped drafts, served."""
    with serving_api(release) as site:
        yield site
