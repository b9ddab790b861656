"""The preview's pages on which a reviewer signs: what they show, and what a form comes to."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from api.cli.preview import take_form
from api.model.identifiers import LocaleTag
from api.release.load import read_project
from api.translators.candidates import find_candidates
from api.translators.signing_desk import show_signing, submit_signing
from tests.builders import edit, held, hire

if TYPE_CHECKING:
    from api.release.load import Folders

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PATH = "/sign/es/vertebroplasty/risks"


def show(folders: Folders, path: str = PATH) -> str:
    """The page at the path."""
    page = show_signing(read_project(folders), path, NOW)
    assert page is not None
    return page


def submit(folders: Folders, path: str = PATH, **fields: str) -> str | None:
    """What a form comes to that says yes to what its page showed, but for these fields."""
    digest = re.findall(r'name="digest" value="([^"]*)"', show(folders, PATH))[0]
    filled = {"digest": digest, "reviewer": "ben", "role": "linguistic", "yes": "yes", "note": " ", **fields}
    with held(folders.locales) as folder:
        return submit_signing(read_project(folders), folder, path, filled, NOW)


def test_a_form_that_says_yes_signs(folders: Folders) -> None:
    """And the page then says by whom, as they let be public."""
    hire(folders)
    assert "Nobody has signed these words" in show(folders)
    assert submit(folders) is None
    assert '"shown":"form"' in (folders.locales / "es" / "signoffs" / "vertebroplasty.jsonl").read_text()
    page = show(folders)
    assert "2026-06-01, linguistic, ben" in page
    assert "Not a word changed since." in page
    assert "2026-06-01, linguistic, ben" in show(folders, "/sign/es/")
    assert submit(folders, reviewer="ana") is None
    assert "linguistic, Ana Made-Up, MD" in show(folders)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"yes": ""}, "say that you have read the words"),
        ({"digest": "sha256:0"}, "the words changed since this page was shown"),
        ({"reviewer": "left"}, "left reviewed until 2025-12-31"),
        ({"reviewer": "<b>"}, "there is no reviewer &lt;b&gt;"),
        ({"role": "clinical"}, "ben is no clinical reviewer"),
        ({"role": "boss"}, "there is no such section, locale or role"),
    ],
)
def test_a_form_that_cannot_be_signed_says_why(folders: Folders, fields: dict[str, str], why: str) -> None:
    """The page again, and nothing is written."""
    hire(folders)
    page = submit(folders, **fields)
    assert page is not None
    assert why in page
    assert 'role="alert"' in page
    assert not (folders.locales / "es" / "signoffs").exists()


def test_what_cannot_be_signed_is_not_signed(folders: Folders) -> None:
    """As on the command line."""
    hire(folders)
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "")
    page = show(folders)
    assert "is incomplete" in page
    assert "<form" not in page
    digest = find_candidates(read_project(folders), ["vertebroplasty/risks"], LocaleTag("es"))[0].digest
    fields = {"digest": digest, "reviewer": "ben", "role": "linguistic", "yes": "yes"}
    with held(folders.locales) as folder:
        assert "is incomplete" in (submit_signing(read_project(folders), folder, PATH, fields, NOW) or "")
    assert not (folders.locales / "es" / "signoffs").exists()


@pytest.mark.parametrize(
    "path", ["/sign/xx", "/sign/es/vertebroplasty/nothing", "/sign/xx/interface", "/sign/en/interface"]
)
def test_what_is_not_there_has_no_page(folders: Folders, path: str) -> None:
    """Nor can it be signed."""
    hire(folders)
    assert show_signing(read_project(folders), path, NOW) is None
    assert "there is no such section, locale or role" in (submit(folders, path) or "")


def test_a_page_offers_who_may_sign_today(folders: Folders) -> None:
    """By name where that is public; where nobody may, it says where that is said."""
    assert "reviewers.toml" in show(folders)
    hire(folders)
    options = re.findall(r'<option value="([^"]*)">([^<]*)</option>', show(folders))
    assert options[:2] == [("ana", "Ana Made-Up, MD, certified medical interpreter"), ("ben", "ben")]
    assert [value for value, _ in options[2:]] == ["linguistic", "clinical"]
    english = re.findall(r'<option value="([^"]*)"', show(folders, "/sign/en/vertebroplasty/risks"))
    assert english == ["ana", "clinical", "linguistic"]


def test_every_language_is_listed(folders: Folders) -> None:
    """With the English, and what leads to the others."""
    page = show(folders, "/sign/en")
    assert 'href="/sign/es"' in page
    assert 'href="/sign/en/vertebroplasty/risks"' in page
    assert "/sign/en/interface" not in page
    assert "/sign/es/interface" in show(folders, "/sign/es")


def test_nothing_is_signed_while_content_cannot_be_read(folders: Folders) -> None:
    """The words of the page are not those of the files then."""
    hire(folders)
    path = folders.content / "vertebroplasty" / "risks.md"
    path.write_text(path.read_text().replace("{#leak}", "<b>"))
    page = take_form(folders, PATH, {})
    assert page is not None
    assert "content/ cannot be read" in page
    assert "<b>" not in page
