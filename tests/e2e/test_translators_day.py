"""A translator's whole day: add a locale, sync, hand off, translate, accept, break, see, mend, check."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import polib
from playwright.sync_api import Browser, expect

from api.model.vetting import Policy
from api.project.reading import Folders
from api.release.build import load_release
from tests.asgi import open_door
from tests.builders import copy_project, edit
from tests.e2e.browser import VERTEBRA, judge_accessibility, open_page, overflows, previewing

WORDS = {
    "recovery/title": "Erholung",
    "recovery/home": "In der Regel gehen die Patienten am selben Tag nach Hause.",
    "recovery/activity": "Die meisten Menschen gehen nach wenigen Tagen wieder ihren gewohnten Tätigkeiten nach.",
    "recovery/support": "Manche Menschen ruhen sich kurze Zeit aus oder bekommen Physiotherapie.",
}
"""German, which the project does not have: a translator writes one section of it."""


def run(folders: Folders, *words: str, code: int = 0) -> str:
    """A command as a process of its own; what it printed."""
    command = [str(VERTEBRA), *words, "--content", str(folders.content), "--locales", str(folders.locales)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def translate(path: Path) -> None:
    """What the translator does in Poedit."""
    catalog = polib.pofile(str(path), wrapwidth=79)
    for entry in catalog:
        entry.msgstr = WORDS.get(entry.msgctxt or "", "")
    catalog.save()


def test_a_translators_day(browser: Browser, tmp_path: Path) -> None:
    """From an English that changed this morning to a draft that patients are shown, with its notice."""
    folders = copy_project(tmp_path)
    catalog = folders.locales / "de" / "LC_MESSAGES" / "vertebroplasty.po"

    # A language is added, and the English changes once more before anybody translates.
    assert "German (Deutsch) is there" in run(folders, "locale", "add", "de")
    edit(folders.content / "vertebroplasty" / "recovery.md", "Most people go back", "Most people get back")
    assert "behind the English" in run(folders, "sync", "--check", "de", code=1)
    run(folders, "sync")
    assert "nothing to do" in run(folders, "sync")

    # The translator gets it by e-mail, looks at the page, and writes one section.
    archive = tmp_path / "to-ana.zip"
    assert "928 words new" in run(folders, "handoff", "de", "--out", str(archive))
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path / "ana")
    mail = tmp_path / "ana" / "vertebra-de"
    with open_page(browser) as page:
        page.goto((mail / "sections.html").as_uri())
        expect(page.get_by_role("row", name="recovery missing")).to_have_count(0)
        page.get_by_role("link", name="recovery").click()
        expect(page.locator('[id="recovery/home"]')).to_contain_text("Not translated yet")
        assert judge_accessibility(page) == []
    translate(mail / "vertebroplasty.po")

    # Her file comes back; what she wrote is taken, and the section is a draft.
    assert "4 taken, 43 same, 0 conflict, 0 source moved" in run(folders, "accept", str(mail / "vertebroplasty.po"))
    board = json.loads(run(folders, "status", "de", "--format", "json"))
    states = {cell["section"]: cell["state"] for cell in board[0]["sections"]}
    assert (states["recovery"], states["risks"]) == ("draft", "incomplete")

    with previewing(folders) as address, open_page(browser) as page:
        page.goto(f"{address}/de/vertebroplasty/recovery")
        own = page.locator('[id="recovery/home"] [lang=de]')
        expect(own).to_have_text(WORDS["recovery/home"])

        # Somebody breaks the file; everybody sees where, and patients get English.
        edit(catalog, 'nach Hause."', "nach Hause.")
        expect(page.get_by_role("alert")).to_contain_text("the quote that opens here is not closed")
        expect(own).to_have_text(WORDS["recovery/home"])
        assert "error po-syntax" in run(folders, "check", "de", code=1)
        listed = open_door(load_release(folders, Policy.DRAFTS)).ask("/v1/locales").json["locales"]
        (german,) = (each["sections"] for each in listed if each["locale"] == "de")
        assert (german["served"], german["failed_check"]) == (0, 8)

        # It is mended, and one run of check says that nothing is wrong with what is there.
        edit(catalog, "nach Hause.", 'nach Hause."')
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(own).to_have_text(WORDS["recovery/home"])
    told = run(folders, "check", "de")
    assert "0 errors" in told
    assert "recovery/" not in told
    release = load_release(folders, Policy.DRAFTS)
    section = open_door(release).ask("/v1/topics/vertebroplasty/sections/recovery/de.json").json
    assert (section["locale"], section["fallback"], section["review"]["state"]) == ("de", None, "draft")
    assert {notice["kind"] for notice in section["notices"]} == {"draft", "machine"}


def test_the_handoff_page_is_fit_for_a_colleague(browser: Browser, tmp_path: Path) -> None:
    """Opened by double click, in three languages, on a desktop and 360 px wide: no finding of axe, nothing cut off."""
    folders = copy_project(tmp_path, "es", "ur", "zh-Hant")
    for tag in ("es", "ur", "zh-Hant"):
        run(folders, "handoff", tag, "--out", str(tmp_path / f"{tag}.zip"))
        with zipfile.ZipFile(tmp_path / f"{tag}.zip") as packed:
            packed.extractall(tmp_path)
        address = (tmp_path / f"vertebra-{tag.replace('-', '_')}" / "sections.html").as_uri()
        for width in (1200, 360):
            with open_page(browser, width) as page:
                page.goto(address)
                assert judge_accessibility(page) == []
                assert not overflows(page)
