"""Keys of the TOML files that people write: which are none of ours, and where a table begins."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from api.model.findings import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def why_not_keys(keys: Iterable[str], known: Sequence[str]) -> Complaint | None:
    """What is wrong with the first unknown key, and which one is meant, if that is clear; None where all are known."""
    strange = next((key for key in keys if key not in known), None)
    if strange is None:
        return None
    meant = get_close_matches(strange, known, 1)
    hint = f"did you mean `{meant[0]}`?" if meant else f"there are {', '.join(known)}"
    return Complaint(f"unknown field `{strange}`; {hint}")


def list_table_lines(text: str, name: str) -> list[int]:
    """The lines, from 1, on which a table of the name begins, such as `[[reviewer]]`."""
    pattern = re.compile(rf"\s*\[+\s*{re.escape(name)}\s*\]")
    return [number for number, line in enumerate(text.split("\n"), 1) if pattern.match(line)]
