"""The component's files: the evergreen one is the source as it stands, a published one is what was once published.

Rules
1. A published bundle stays as it is and where it is: partners pin it by its integrity value. `published/published.json`
   lists all of them, oldest first, and a test holds the folder to the list.
2. What is reviewed here is what runs there: nothing rewrites the source. Only comments stay at home: the one with the rules, and
   those that have lines of their own.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from api.embed.integrity import compute_integrity

PUBLISHED: Final = files(__package__).joinpath("published")
LIST: Final = "published.json"

_COMMENT: Final = re.compile(rb"^/\*[^!].*?\*/\n+|^ *// .*?\n", re.DOTALL | re.MULTILINE)

COMPONENT: Final = _COMMENT.sub(b"", files(__package__).joinpath("component.js").read_bytes())
"""The evergreen bundle."""


class ListedBundle(Struct, frozen=True):
    """One line of the list: a bundle and the day on which it was published."""

    hash: str
    date: str


class Bundle(Struct, frozen=True):
    """A published bundle."""

    hash: str
    date: str
    body: bytes

    @property
    def integrity(self) -> str:
        """What partners write into `integrity`."""
        return compute_integrity(self.body)


def name_bundle(digits: str) -> str:
    """The file that has the hash."""
    return f"vertebra-{digits}.js"


def read_list() -> tuple[ListedBundle, ...]:
    """What was published, oldest first."""
    return msgspec.json.decode(PUBLISHED.joinpath(LIST).read_bytes(), type=tuple[ListedBundle, ...])


def read_bundles() -> tuple[Bundle, ...]:
    """Every published bundle, oldest first."""
    return tuple(
        Bundle(hash=each.hash, date=each.date, body=PUBLISHED.joinpath(name_bundle(each.hash)).read_bytes())
        for each in read_list()
    )
