"""From folders to a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.model.vetting import REVIEW_MONTHS
from api.project.reading import Folders, read_project
from api.release.build import build_release

if TYPE_CHECKING:
    from api.model.vetting import Policy
    from api.release.model import Release


def load_release(folders: Folders, policy: Policy, public_url: str = "", review_months: int = REVIEW_MONTHS) -> Release:
    """Read the folders and build what they give: see `build_release`.

    Raises:
        SourceError: content/ cannot be served.
    """
    return build_release(read_project(folders), policy, public_url, review_months)
