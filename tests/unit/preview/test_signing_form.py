"""The preview's pages on which a reviewer signs: what they show, and what a form comes to."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from api.cli.main import main
from api.model.identifiers import LocaleTag
from api.preview.signing_form import render_signing, take_form
from api.project.reading import Folders, read_project
from api.reviewers.candidates import find_candidates
from tests.builders import edit
from tests.staff import hire

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PATH = "/sign/es/vertebroplasty/risks"


def show(folders: Folders, path: str = PATH) -> str:
    """The page at the path."""
    page = render_signing(read_project(folders), path, NOW)
    assert page is not None
    return page


def submit(folders: Folders, path: str = PATH, now: datetime = NOW, /, **fields: str) -> str | None:
    """What a form comes to that says yes to what its page showed, but for these fields."""
    seen = re.findall(r'name="seen" value="([^"]*)"', show(folders, PATH))[0]
    filled = {"seen": seen, "reviewer": "ben", "role": "linguistic", "yes": "yes", "note": " ", **fields}
    return take_form(folders, path, filled, now)


def test_a_form_that_says_yes_signs(folders: Folders) -> None:
    """And the page then says by whom, as they let be public."""
    hire(folders)
    assert "Nobody has signed these words" in show(folders)
    assert submit(folders) is None
    assert '"shown":"form"' in (folders.locales / "es" / "signoffs" / "vertebroplasty.jsonl").read_text()
    page = show(folders)
    assert "2026-06-01, reads both languages, ben" in page
    assert "Not a word changed since." in page
    assert "2026-06-01, reads both languages, ben" in show(folders, "/sign/es/")
    assert submit(folders, reviewer="ana") is None
    assert "reads both languages, Ana Made-Up, MD" in show(folders)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"yes": ""}, "say that you have read the words"),
        ({"seen": "sha256:0"}, "the files changed while you read"),
        ({"reviewer": ""}, "nothing was signed: say who signs"),
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
    seen = find_candidates(read_project(folders), ["vertebroplasty/risks"], LocaleTag("es"))[0].seen
    fields = {"seen": seen, "reviewer": "ben", "role": "linguistic", "yes": "yes"}
    assert "is incomplete" in (take_form(folders, PATH, fields, NOW) or "")
    assert not (folders.locales / "es" / "signoffs").exists()


@pytest.mark.parametrize(
    "path", ["/sign/xx", "/sign/es/vertebroplasty/nothing", "/sign/xx/interface", "/sign/en/interface"]
)
def test_what_is_not_there_has_no_page(folders: Folders, path: str) -> None:
    """Nor can it be signed."""
    hire(folders)
    assert render_signing(read_project(folders), path, NOW) is None
    assert "there is no such section, locale or role" in (submit(folders, path) or "")


def test_a_page_offers_who_may_sign_today(folders: Folders) -> None:
    """By name where that is public; where nobody may, it says where that is said."""
    assert "reviewers.toml" in show(folders)
    hire(folders)
    options = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', show(folders))
    assert options[1:3] == [("ana", "Ana Made-Up, MD, certified medical interpreter"), ("ben", "ben")]
    assert options[3:] == [("linguistic", "reads both languages"), ("clinical", "clinical")]
    english = re.findall(r'<option value="([^"]*)"', show(folders, "/sign/en/vertebroplasty/risks"))
    assert english == ["", "ana", "clinical", "linguistic"]


def test_nobody_is_chosen_in_advance(folders: Folders) -> None:
    """Whoever is in a hurry signs as nobody: who signs has to be said, also where it can be but one."""
    hire(folders)
    for path in (PATH, "/sign/en/vertebroplasty/risks"):
        field = re.findall(r'<select id="reviewer"[^>]* required[^>]*>(<option.*?</option>)', show(folders, path))
        assert [re.sub("<.*?>", "", first) for first in field] == ["Choose who you are"]
        assert 'value=""' in field[0]


def test_a_second_press_adds_no_second_line(folders: Folders) -> None:
    """It says that they have signed already. Another day it is a renewal; another person, role or wording is another signature."""
    hire(folders)
    ledger = folders.locales / "es" / "signoffs" / "vertebroplasty.jsonl"
    assert submit(folders) is None
    once = ledger.read_bytes()
    assert "ben has signed exactly these words today, so nothing was added" in (submit(folders) or "")
    assert ledger.read_bytes() == once
    assert submit(folders, reviewer="ana") is None
    assert submit(folders, reviewer="ana", role="clinical") is None
    assert submit(folders, PATH, NOW + timedelta(days=1)) is None
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "infección y sangrado")
    assert submit(folders) is None
    assert len(ledger.read_text().splitlines()) == 5


def test_a_signature_that_was_taken_back_can_be_given_again(folders: Folders) -> None:
    """On the same day, for it does not stand any more."""
    hire(folders)
    assert submit(folders) is None
    words = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--revoke", "--yes")
    where = ("--content", str(folders.content), "--locales", str(folders.locales))
    assert main(["sign-off", "vertebroplasty/risks", *words, *where]) == 0
    assert submit(folders, PATH, datetime.now(UTC)) is None


def test_a_form_says_what_patients_get(folders: Folders) -> None:
    """And by which command what still awaits is signed, as the terminal does."""
    hire(folders)
    assert submit(folders) is None
    page = show(folders)
    assert "Patients get nothing by it until a clinician has signed the English" in page
    assert "<code>vertebra sign-off vertebroplasty/risks --locale en --role clinical --reviewer ana</code>" in page
    assert "patients see each notice twice" in page
    assert "What patients get" in page


def test_what_was_signed_is_signed_again_only_on_purpose(folders: Folders) -> None:
    """The form is folded away once the words are signed; before that it stands open."""
    hire(folders)
    assert "<details>" not in show(folders).partition("<h2>Sign</h2>")[2]
    submit(folders)
    page = show(folders)
    assert "<details><summary>Sign them again, or as somebody else</summary><form" in page


def test_a_warning_that_came_meanwhile_is_shown_before_it_is_accepted(folders: Folders) -> None:
    """The words are the same, but what the checks say of them is not, nor who translated them: nothing is signed of what was not seen."""
    hire(folders)
    for file, text in (
        ("glossary.toml", '[[term]]\nen = ["bleeding"]\nuse = ["hemorragia"]\n'),
        ("translation.toml", 'method = "machine-edited"\n'),
    ):
        seen = re.findall(r'name="seen" value="([^"]*)"', show(folders))[0]
        (folders.locales / "es" / file).write_text(text)
        assert "the files changed while you read" in (submit(folders, seen=seen) or "")
    assert submit(folders) is None


def test_a_note_is_not_lost_where_the_form_is_refused(folders: Folders) -> None:
    """It stands in the form that is shown again."""
    hire(folders)
    assert 'value="Read &#34;twice&#34;."' in (submit(folders, yes="", note='Read "twice".') or "")


def test_where_nobody_may_sign_the_entry_and_the_command_are_shown(folders: Folders) -> None:
    """In the page's role and language."""
    page = show(folders)
    assert "[[reviewer]]" in page
    assert "Nobody may sign in Spanish yet: <code>vertebra reviewer add --role linguistic --locale es</code>" in page
    assert "Nobody may sign in English yet: <code>vertebra reviewer add --role clinical --locale en</code>" in page
    assert page.count("vertebra reviewer add") == 3
    assert "vertebra sign-off" not in page


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
    page = take_form(folders, PATH, {}, NOW)
    assert page is not None
    assert "content/ cannot be read" in page
    assert "<b>" not in page
