"""What a bundle is called by its content, and what a browser checks it against.

A published bundle's name never means other bytes: its URL may be kept for ever, and its integrity value stands in pages that
we cannot reach.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256, sha384
from typing import Final

_HASH_DIGITS: Final = 16


def hash_bundle(body: bytes) -> str:
    """The hash in the bundle's name: the first 16 hexadecimal digits of its SHA-256."""
    return sha256(body).hexdigest()[:_HASH_DIGITS]


def compute_integrity(body: bytes) -> str:
    """The value of an `integrity` attribute (W3C Subresource Integrity section 3.1)."""
    return f"sha384-{b64encode(sha384(body).digest()).decode()}"
