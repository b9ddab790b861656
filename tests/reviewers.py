"""Reviewers of the tests' own, in a copied project, and what they sign there on any day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.files.folders import reviewers_path
from api.model.identifiers import LocaleTag
from api.model.vetting import needed_role
from api.project.reading import read_project
from api.reviewers.candidates import find_candidates, name_sections
from api.reviewers.signing import Signer, check_candidate, check_signer, make_signoff, write_record
from tests.builders import held

if TYPE_CHECKING:
    from api.model.vetting import Role
    from api.project.reading import Folders

REVIEWERS = """\
[[reviewer]]
id = "ana"
name = "Ana Ñandú"
credentials = "MD"
organisation = "Example Hospital"
roles = ["clinical", "linguistic"]
locales = ["en", "es", "fr"]
from = 2020-01-01
public = "name"
email = "ana@hospital.example"

[[reviewer]]
id = "ben"
name = "Ben Example"
credentials = "RN"
roles = ["clinical", "linguistic"]
locales = ["en", "es", "fr"]
from = 2020-01-01
email = "ben@hospital.example"
"""
"""Ana may be named; of Ben only the role is public."""

LATELY = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def appoint(folders: Folders) -> None:
    """Have the two review in the project."""
    reviewers_path(folders.locales).write_text(REVIEWERS, encoding="utf-8")


def sign(
    folders: Folders, tag: str, *references: str, who: str = "ana", role: Role | None = None, at: datetime = LATELY
) -> None:
    """Have them sign these sections, or a topic's, in the role that the locale needs or another."""
    locale = LocaleTag(tag)
    project = read_project(folders)
    signer = Signer(reviewer=who, role=role or needed_role(locale))
    check_signer(project, signer, locale, at.date())
    for candidate in find_candidates(project, name_sections(project, references, whole=True), locale):
        check_candidate(candidate, signer, project.people)
        with held(folders.locales) as folder:
            write_record(folder, locale, make_signoff(candidate, signer, project.people, at), candidate.wordings)
