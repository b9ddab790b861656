"""The README's picture: what it shows is what readers get today."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.builders import ROOT
from tests.e2e.hosting import Site
from tests.e2e.picture import PICTURE, READERS, open_practice


def test_the_picture_is_described_by_the_words_that_it_shows(browser: Browser, api: Site) -> None:
    """Each text that its description quotes, of headings and of notices, stands on the practice's page; `make picture` draws it anew."""
    description, target = re.findall(
        r"^!\[(.*)\]\((.*)\)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )[0]
    quoted = re.findall("“(.*?)”", description)
    shown = set()
    for languages in READERS:
        with open_practice(browser, api, languages) as page:
            shown |= {text for text in quoted if page.get_by_text(text).first.is_visible()}

    assert ROOT / target == PICTURE
    assert len(quoted) == 4
    assert shown == set(quoted)


def test_the_picture_is_small() -> None:
    """It is in each clone, and in each installed package."""
    assert PICTURE.stat().st_size < 150_000
