"""The README's first success for a partner, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.builders import ROOT
from tests.e2e.browser import open_page
from tests.e2e.hosting import Site


def test_two_lines_in_a_file_show_the_sections(browser: Browser, api: Site, tmp_path: Path) -> None:
    """Saved as the README says and opened from the disk, in the language of the browser, with every notice."""
    lines = re.findall(r"```html\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    page_file = tmp_path / "page.html"
    page_file.write_text(lines.replace("http://127.0.0.1:8000", api.address), encoding="utf-8")
    with open_page(browser, locale="es-MX") as page:
        page.goto(page_file.as_uri())
        expect(page.get_by_role("heading", name="Riesgos y consideraciones")).to_be_visible()
        expect(page.get_by_text("Este texto fue traducido por una computadora.").first).to_be_visible()
