"""What the preview's server is given: pages, and when they change. No framework here, so that a start does not wait for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

HOST: Final = "127.0.0.1"
"""The preview is for this machine alone."""


class Screen(Struct, frozen=True):
    """What is shown: pages, and when they change."""

    show: Callable[[str], str | None]
    """The page at a path; None where there is none."""

    measure: Callable[[], int]
    """A number that changes when any page may have changed."""

    style: str
    """The style that every page has inline."""

    script: str
    script_path: str
