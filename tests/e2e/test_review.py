"""A clinician's page, and the preview's form, in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from api.project.reading import Folders
from tests.builders import add_locale, edit
from tests.e2e.browser import judge_accessibility, open_page, overflows, previewing
from tests.shell import Shell
from tests.staff import hire

RISKS = "vertebroplasty/risks"
SIGN = f"/sign/es/{RISKS}"


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project of the test's own."""
    hire(folders)
    return Shell(folders, capsys)


def make_page(shell: Shell, *words: str) -> str:
    """The address of a page that a reviewer gets."""
    out = shell.folders.content.parent / "review.html"
    assert shell.run("ask-reviewer", *words, "--out", str(out)) == 0
    return out.as_uri()


def ledger(folders: Folders) -> Path:
    """The Spanish ledger."""
    return folders.locales / "es" / "signoffs" / "vertebroplasty.jsonl"


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_review_page_reads_well_everywhere(shell: Shell, browser: Browser, width: int, scheme: str) -> None:
    """On a phone and a desk, light and dark, without a finding of axe, and with script turned off."""
    shell.run("sign-off", RISKS, "--locale", "es", "--role", "linguistic", "--reviewer", "ana", "--yes")
    edit(shell.catalog(), "infección o sangrado", "infección o hemorragia")
    address = make_page(shell, RISKS, "interface", "--locale", "es", "--role", "linguistic", "--reviewer", "ana")
    with open_page(browser, width, color_scheme=scheme) as page:
        page.goto(address)
        assert judge_accessibility(page) == []
        assert not overflows(page)
        assert page.locator(".answer").count() == 7
        assert page.locator("del").first.inner_text() == "sangrado"
    with open_page(browser, width, java_script_enabled=False) as page:
        page.goto(address)
        assert page.locator("h1").inner_text() == "Please read: Spanish"


@pytest.mark.parametrize(("tag", "reviewer"), [("ur", "ben"), ("zh-Hant", "ben")])
def test_a_review_page_reads_in_every_direction(shell: Shell, browser: Browser, tag: str, reviewer: str) -> None:
    """The translation in its own direction and language."""
    add_locale(shell.folders, tag)
    with open_page(browser, 360) as page:
        page.goto(make_page(shell, RISKS, "--locale", tag, "--role", "linguistic", "--reviewer", reviewer))
        text = page.locator(".text:not(.english)").first
        assert text.get_attribute("lang") == tag
        assert text.evaluate("each => getComputedStyle(each).direction") == ("rtl" if tag == "ur" else "ltr")
        assert not overflows(page)
        assert judge_accessibility(page) == []


def test_a_page_prints_without_its_buttons(shell: Shell, browser: Browser) -> None:
    """The codes stay: they can be copied by hand."""
    with open_page(browser) as page:
        page.goto(make_page(shell, RISKS, "--locale", "en", "--role", "clinical", "--reviewer", "ana"))
        page.emulate_media(media="print")
        assert not page.locator(".answer").first.is_visible()
        assert page.locator("dd code").first.is_visible()


def test_a_reviewer_signs_on_the_preview(folders: Folders, shell: Shell, browser: Browser) -> None:
    """By keyboard alone: from the board to the section, to the form, to the ledger."""
    shell.run("sign-off", RISKS, "--locale", "en", "--role", "clinical", "--reviewer", "ana", "--yes")
    with previewing(folders) as address, open_page(browser) as page:
        page.goto(f"{address}/es/{RISKS}")
        page.get_by_role("link", name="For reviewers: sign these words").press("Enter")
        page.wait_for_url(f"**{SIGN}")
        assert judge_accessibility(page) == []
        assert page.get_by_text("Nobody has signed these words.").is_visible()
        page.get_by_label("Who signs").select_option("ben")
        page.get_by_label("Note").fill("Read twice.")
        page.get_by_label("I have read").press("Space")
        page.get_by_role("button", name="Sign").press("Enter")
        page.wait_for_selector("text=These words are signed:")
        assert page.url == f"{address}{SIGN}"
        assert page.locator(".state").inner_text() == "signed-off"
        page.get_by_role("link", name="Signatures, Spanish").click()
        assert re.search(r"reads both languages, ben", page.locator("table").inner_text())
        assert judge_accessibility(page) == []
        page.get_by_role("link", name="Board").click()
        page.get_by_role("link", name="For reviewers: what is signed").click()
        assert page.locator("h1").inner_text() == "Signatures, English"
    record = json.loads(ledger(folders).read_text())
    assert (record["reviewer"], record["role"], record["note"]) == ("ben", "linguistic", "Read twice.")
    assert shell.run("verify") == 0


def test_words_that_changed_meanwhile_are_not_signed(folders: Folders, shell: Shell, browser: Browser) -> None:
    """The form carries what was read."""
    with previewing(folders) as address, open_page(browser, ignored=("409",)) as page:
        page.goto(f"{address}{SIGN}")
        edit(shell.catalog(), "infección o sangrado", "infección o sangrados")
        page.get_by_label("Who signs").select_option("ben")
        page.get_by_label("I have read").check()
        page.get_by_role("button", name="Sign").click()
        assert "the files changed while you read" in page.locator(".alarm").inner_text()
        assert judge_accessibility(page) == []
        page.get_by_label("Who signs").select_option("ana")
        page.get_by_label("As what").select_option("linguistic")
        page.get_by_label("I have read").check()
        page.get_by_role("button", name="Sign").click()
        page.wait_for_selector("text=These words are signed:")


def test_a_form_is_offered_where_somebody_may_sign(folders: Folders, browser: Browser) -> None:
    """Else it says where it is said who may."""
    with previewing(folders) as address, open_page(browser) as page:
        page.goto(f"{address}/sign/en/{RISKS}")
        assert "reviewers.toml says who is" in page.locator("main").inner_text()
        assert "vertebra reviewer add --role clinical --locale en" in page.locator("pre").inner_text()
        assert judge_accessibility(page) == []
        hire(folders)
        page.reload()
        assert page.get_by_role("button", name="Sign").is_visible()


def test_whoever_is_in_a_hurry_signs_as_nobody(folders: Folders, shell: Shell, browser: Browser) -> None:
    """The browser asks who signs; pressed again from the page before, it says that they have signed already."""
    with previewing(folders) as address, open_page(browser, ignored=("409",)) as page:
        page.goto(f"{address}{SIGN}")
        page.get_by_label("I have read").check()
        page.get_by_role("button", name="Sign").click()
        assert page.get_by_label("Who signs").evaluate("field => field.validity.valueMissing")
        assert not ledger(folders).exists()
        page.get_by_label("Who signs").select_option("ben")
        page.get_by_role("button", name="Sign").click()
        page.wait_for_selector("text=These words are signed:")
        assert not page.get_by_role("button", name="Sign").is_visible()
        assert "until a clinician has signed the English" in page.locator("main").inner_text()
        assert judge_accessibility(page) == []
        page.get_by_text("Sign them again").click()
        page.get_by_label("Who signs").select_option("ben")
        page.get_by_label("I have read").check()
        page.get_by_role("button", name="Sign").click()
        assert "ben has signed exactly these words today" in page.locator(".alarm").inner_text()
    assert len(ledger(folders).read_text().splitlines()) == 1
    assert shell.run("verify") == 0
