"""The component's files: the evergreen one is the source as it stands, a published one is what was once published.

Rules
1. A published bundle stays as it is and where it is: partners pin it by its integrity value. `published/published.json`
   lists all of them, oldest first, and a test holds the folder to the list.
2. What is reviewed here is what runs there: nothing rewrites the source. Only comments stay at home: the one with the rules, and
   those that have lines of their own.
3. A published bundle's name never means other bytes: its URL may be kept for ever, and its integrity value stands in pages that
   we cannot reach.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256, sha384
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

PUBLISHED: Final = files(__package__).joinpath("published")
LIST: Final = "published.json"

_COMMENT: Final = re.compile(rb"^/\*[^!].*?\*/\n+|^ *// .*?\n", re.DOTALL | re.MULTILINE)

COMPONENT: Final = _COMMENT.sub(b"", files(__package__).joinpath("component.js").read_bytes())
"""The evergreen bundle."""

_HASH_DIGITS: Final = 16


class Bundle(Struct, frozen=True):
    """A published bundle: one line of the list."""

    hash: str
    date: str
    """The day on which it was published."""

    def read_body(self) -> bytes:
        """Read what browsers are sent."""
        return PUBLISHED.joinpath(name_bundle(self.hash)).read_bytes()


def name_bundle(digits: str) -> str:
    """The file that has the hash."""
    return f"vertebra-{digits}.js"


def read_bundles() -> tuple[Bundle, ...]:
    """What was published, oldest first."""
    return msgspec.json.decode(PUBLISHED.joinpath(LIST).read_bytes(), type=tuple[Bundle, ...])


def hash_bundle(body: bytes) -> str:
    """The hash in the bundle's name: the first 16 hexadecimal digits of its SHA-256."""
    return sha256(body).hexdigest()[:_HASH_DIGITS]


def compute_integrity(body: bytes) -> str:
    """The value of an `integrity` attribute (W3C Subresource Integrity section 3.1)."""
    return f"sha384-{b64encode(sha384(body).digest()).decode()}"
