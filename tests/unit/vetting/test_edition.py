"""Editions: each topic, and our own words to patients, in each locale, by one rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.model.identifiers import LocaleTag
from api.model.vetting import Policy, State
from api.project.reading import Folders, read_project
from api.release.model import Release
from api.reviewers.candidates import find_candidates
from api.vetting import edition as module
from api.vetting import states
from api.vetting.edition import vet_project, vet_section
from tests.builders import SHIPPED, header
from tests.staff import sign_off

ES = LocaleTag("es")


def interface_of(folders: Folders) -> Path:
    """The Spanish catalog of our own words."""
    return folders.locales / "es" / "LC_MESSAGES" / "interface.po"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (None, State.MISSING),
        (header("es"), State.MISSING),
        (header("es") + '\nmsgctxt "notice/draft"\nmsgid "Draft"\nmsgstr ""\n', State.INCOMPLETE),
        (header("es") + '\nmsgctxt "notice/draft', State.FAILED_CHECK),
    ],
    ids=["no file", "no message", "an empty message", "a broken file"],
)
def test_our_own_words_have_their_state_by_the_rule_of_sections(
    folders: Folders, text: str | None, state: State
) -> None:
    """Also where a catalog names none of them: nobody has begun them, as nobody has begun such a section."""
    path = interface_of(folders)
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")

    assert vet_project(read_project(folders)).find_interface(ES).state is state


def test_the_rule_is_what_its_docstring_shows() -> None:
    """Row by row, every state once."""
    rows = [line.split()[0] for line in (states.__doc__ or "").splitlines() if line.startswith("    ")]

    assert rows == [state.value for state, _ in states.RULE]
    assert set(rows) == set(State)


def test_signing_one_section_vets_that_section_and_its_source(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the whole locale."""
    vetted: list[tuple[str, str]] = []
    vet_wording = module.vet_wording
    monkeypatch.setattr(
        module,
        "vet_wording",
        lambda project, wording, *rest: (
            vetted.append((wording.section.id, wording.locale)) or vet_wording(project, wording, *rest)  # type: ignore[func-returns-value]
        ),
    )
    find_candidates(read_project(folders), ["vertebroplasty/risks"], ES)

    assert vetted == [("risks", "en"), ("risks", "es")]


def test_a_section_alone_is_vetted_as_in_its_edition() -> None:
    """One function for both: beside the same source, with all who vouch."""
    project = sign_off(read_project(SHIPPED), "en", "es")
    together = tuple(vet_project(project, [ES]).list_vetted(ES))

    assert [each.state for each in together] == [State.SIGNED_OFF] * 8 + [State.DRAFT]
    assert together == tuple(vet_section(project, each.section, ES) for each in together)


def test_a_locale_that_is_not_asked_for_is_not_vetted(folders: Folders) -> None:
    """The source always is."""
    vetted = vet_project(read_project(folders), [])

    assert vetted.locales == ("en",)
    assert Release(vetted, Policy.DRAFTS).find("vertebroplasty", ES) is None
    assert vetted.find_edition("nothing", LocaleTag("en")) is None
