"""Checks of translated text: one rule a file, each a pure function from a wording to findings.

A check answers for lines that have words; gaps are states, not findings. An error takes the section out of service in
that locale. `CHECKS` is an explicit list: a rule that nobody listed does not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.checks.markup import check_markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.model.findings import Finding
    from api.model.wording import Wording

CHECKS: Final[tuple[Callable[[Wording], tuple[Finding, ...]], ...]] = (check_markup,)


def check_wording(wording: Wording) -> tuple[Finding, ...]:
    """Every finding of every check, in file order."""
    return tuple(sorted(finding for check in CHECKS for finding in check(wording)))
