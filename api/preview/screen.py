"""What the preview's server is given: pages, and when they change. No framework here, so that a start does not wait for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

HOST: Final = "127.0.0.1"
"""The preview is for this machine alone."""


class Screen(Struct, frozen=True):
    """What is shown: pages, and when they change."""

    show: Callable[[str], str | None]
    """The page at a path; None where there is none."""

    submit: Callable[[str, Mapping[str, str]], str | None]
    """Do what the form at a path says. None where that was done, else a page that says what is wrong."""

    measure: Callable[[], int]
    """A number that changes when any page may have changed."""

    style: str
    """The style that every page has inline."""

    script: str
    script_path: str
