"""The browser, one for each module of tests: while it is open, no other event loop can run in its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.browser import open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with open_browser() as opened:
        yield opened
