"""Folders -> project x policy -> release: equal files make equal releases."""

from __future__ import annotations

from api.model.vetting import REVIEW_MONTHS, Policy
from api.project.reading import Folders, read_project
from api.release.model import Release
from api.vetting.edition import vet_project
from api.vetting.project import Project


def build_release(
    project: Project, policy: Policy, public_url: str = "", review_months: int = REVIEW_MONTHS
) -> Release:
    """Vet the project in every locale, and say who is shown what of it. Nothing is rendered: see `Release.find`."""
    return Release(vet_project(project), policy, public_url, review_months)


def load_release(folders: Folders, policy: Policy, public_url: str = "", review_months: int = REVIEW_MONTHS) -> Release:
    """Read the folders and build what they give: see `build_release`.

    Raises:
        SourceError: content/ cannot be served.
    """
    return build_release(read_project(folders), policy, public_url, review_months)
