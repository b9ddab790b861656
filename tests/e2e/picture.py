"""Makes the README's picture (`make picture`): a practice's page, as a reader of Spanish and a reader of Arabic see it.

Both are shown today's drafts, with the notices that drafts have, in the fonts of the machine that makes the picture.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, Page

from api.model.vetting import Policy
from api.release.build import load_release
from tests.builders import ROOT, SHIPPED
from tests.e2e.browser import open_browser
from tests.e2e.hosting import SETTLED, Site, serving_api, serving_partner, visiting

PICTURE: Final = ROOT / "api" / "embed" / "partner.png"
READERS: Final = ("es-MX, es, en;q=0.5", "ar, en;q=0.5")
"""The languages that the two browsers are set to."""

_WIDTH: Final = 500
_HEIGHT: Final = 556
_PRACTICE: Final = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <link rel="icon" href="data:,">
    <title>Vertebroplasty at our practice</title>
    <style>
      body {{ margin: 0; font: 15px/1.5 "Liberation Sans", "Noto Sans Arabic", sans-serif; color: #1d2b36; background: #fff }}
      header {{ padding: 14px 24px; color: #fff; background: #1f5673; font-size: 17px; font-weight: bold }}
      nav {{ padding: 8px 24px; background: #e8eff3; font-size: 14px; word-spacing: 14px }}
      main {{ padding: 12px 24px }}
    </style>
    <script type="module" src="{api}/assets/v1/vertebra.js"></script>
  </head>
  <body>
    <header>Riverside Spine Practice</header>
    <nav>Home Treatments Appointments Contact</nav>
    <main><vertebra-education topic="vertebroplasty" sections="risks"></vertebra-education></main>
  </body>
</html>"""
_SIDE_BY_SIDE: Final = """<style>
  body {{ margin: 0; display: flex; gap: 16px; padding: 9px 10px }}
  img {{ border: 1px solid #9ab }}
</style>
<img src="data:image/png;base64,{}"><img src="data:image/png;base64,{}">"""


@contextmanager
def open_practice(browser: Browser, api: Site, languages: str) -> Iterator[Page]:
    """The practice's page in a browser that is set to these languages."""
    with (
        serving_partner({"/": _PRACTICE.format(api=api.address)}) as practice,
        visiting(browser, languages, width=_WIDTH) as visit,
    ):
        visit.page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT})
        visit.page.goto(practice)
        visit.page.wait_for_function(SETTLED)
        yield visit.page


def make_picture(browser: Browser, api: Site) -> bytes:
    """Both readers' pages side by side, as PNG."""
    sides = []
    for languages in READERS:
        with open_practice(browser, api, languages) as page:
            sides.append(b64encode(page.screenshot()).decode())
    with browser.new_context(viewport={"width": 2 * _WIDTH + 40, "height": _HEIGHT + 20}) as context:
        page = context.new_page()
        page.set_content(_SIDE_BY_SIDE.format(*sides))
        return page.screenshot()


if __name__ == "__main__":
    with open_browser() as opened, serving_api(load_release(SHIPPED, Policy.DRAFTS)) as served:
        PICTURE.write_bytes(make_picture(opened, served))
