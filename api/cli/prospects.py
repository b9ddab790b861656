"""The words after a signature: whether the files still have what was signed, what patients get, and what comes next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.cli.terminal import complain
from api.errors import SourceError
from api.project.reading import Folders, read_project
from api.reviewers.candidates import find_candidates
from api.reviewers.prospects import list_prospects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.reviewers.candidates import Candidate


def print_prospects(folders: Folders, signed: Sequence[Candidate], reviewer: str) -> None:
    """Read the files again and print what follows from the signatures."""
    if not signed:
        return
    try:
        project = read_project(folders)
    except SourceError as fault:
        complain(f"signed, but content/ cannot be read now, so patients get nothing new by it: {fault}")
        return
    for tag in dict.fromkeys(each.locale for each in signed):
        shown = {each.reference: each.binding for each in signed if each.locale == tag}
        again = find_candidates(project, shown, tag)
        for each in again:
            if each.binding != shown[each.reference]:
                complain(
                    f"{each.reference} in {tag}: signed, but the file has changed since: the signature is under the words that "
                    "were shown, and patients get nothing by it; read them again, as they are now"
                )
        standing = tuple(each.reference for each in again if each.binding == shown[each.reference])
        if standing:
            print("What patients get, and what comes next:")
            for prospect in list_prospects(project, standing, tag, datetime.now(UTC).date(), reviewer):
                print(f"  {prospect.words}")
                if prospect.command:
                    print(f"    {prospect.command}")
