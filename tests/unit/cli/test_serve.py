"""What the operator is told at the start."""

from __future__ import annotations

from api.cli.serve import render_start
from api.cli.terminal import Paint
from api.model.identifiers import LocaleTag
from api.model.vetting import Policy
from api.project.reading import Folders
from api.project.settings import Settings
from api.release.build import load_release
from tests.builders import add_locale, edit

PLAIN = Paint(colour=False)
TERMS = "https://publisher.example/terms"


def settings(
    folders: Folders, host: str = "127.0.0.1", public_url: str = "", policy: Policy = Policy.DRAFTS
) -> Settings:
    """Settings for these folders."""
    return Settings(
        host=host,
        port=8000,
        workers=1,
        policy=policy,
        folders=folders,
        review_months=24,
        cache_megabytes=64,
        public_url=public_url,
    )


def test_the_table_has_a_line_a_locale(folders: Folders) -> None:
    """Aligned, with how many sections are served in their own words and what keeps back the others."""
    add_locale(folders, "ht")
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", "infección o sangrado", "")
    lines = render_start(load_release(folders, Policy.DRAFTS), settings(folders), PLAIN).split("\n")

    assert lines[-4:] == [
        "locale  language        served  states",
        "en      English         8/8     8 draft",
        "es      Spanish         7/8     7 draft, 1 incomplete",
        "ht      Haitian Creole  8/8     8 draft",
    ]


def test_findings_come_first_and_red(folders: Folders) -> None:
    """On a terminal an error is red; the address comes after."""
    edit(
        folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", '"infección o sangrado"', '"infección o sangrado'
    )
    lines = render_start(load_release(folders, Policy.DRAFTS), settings(folders), Paint(colour=True)).split("\n")

    assert lines[0].startswith(f"\x1b[31m{folders.locales}")
    assert lines[0].endswith("\x1b[0m")
    assert lines[1] == "\x1b[1mVertebra\x1b[0m at http://127.0.0.1:8000"


def test_the_address_is_one_that_can_be_opened(folders: Folders) -> None:
    """An IPv6 host stands in brackets; a public URL is said instead of either."""
    release = load_release(folders, Policy.DRAFTS)

    assert "Vertebra at http://[::1]:8000\n" in render_start(release, settings(folders, "::1"), PLAIN)
    assert "Vertebra at https://edu.example.org\n" in render_start(
        release, settings(folders, public_url="https://edu.example.org"), PLAIN
    )


def test_nothing_signed_is_said_with_two_ways_on(folders: Folders) -> None:
    """Under `signed`, with no signature."""
    said = render_start(load_release(folders, Policy.SIGNED), settings(folders), PLAIN)

    assert "policy   signed: only signed text is served" in said
    assert "Every section is withheld: nobody has signed the English. Two ways on:" in said
    assert "es      Spanish   0/8     8 draft" in said


def test_terms_that_nobody_knows_are_said(folders: Folders) -> None:
    """On a line of its own, with what to do; none where the author wrote them down."""
    unknown = "terms    none are known for vertebroplasty: ask the publisher before you publish\n"
    assert unknown in render_start(load_release(folders, Policy.DRAFTS), settings(folders), PLAIN)

    edit(folders.content / "vertebroplasty" / "topic.toml", "[provenance]", f'[provenance]\nterms = "{TERMS}"')
    assert "terms  " not in render_start(load_release(folders, Policy.DRAFTS), settings(folders), PLAIN)


def test_drafts_of_some_locales_are_said_with_those_that_are_not_there(folders: Folders) -> None:
    """The policy by name and in words; a locale that has no folder shows nothing, and is named."""
    policy = Policy(drafts_in=(LocaleTag("de"), LocaleTag("es")))
    said = render_start(load_release(folders, policy), settings(folders, policy=policy), PLAIN)

    assert "policy   drafts-in de,es: only signed text is served, and drafts in German, Spanish, each with its" in said
    assert f"--drafts-in names de, but {folders.locales} has no such locale, so that shows nothing\n" in said
    assert "no such locale" not in render_start(load_release(folders, Policy.DRAFTS), settings(folders), PLAIN)
