"""A body in one content coding, with all that HTTP says of exactly these bytes."""

from __future__ import annotations

import gzip
from base64 import b64encode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import brotli
from msgspec import Struct

from api.web.negotiation import Coding

if TYPE_CHECKING:
    from api.web.asgi import Headers

_MIN_COMPRESSED: Final = 512
"""Bytes below which compression saves no packet."""


_WINDOW: Final = 16
"""Binary logarithm of how far back brotli looks: 64 KB is more than any text has, and the usual 4 MB leave holes in memory."""


class Coded(Struct, frozen=True):
    """One coding's bytes."""

    coding: Coding
    body: bytes

    def describe(self) -> Headers:
        """ETag, Repr-Digest (RFC 9530), Content-Length, and Content-Encoding where there is one.

        The ETag comes first. It is strong, and another for each coding, for it is made of the coded bytes (RFC 9110 section
        8.8.3.3).
        """
        digest = sha256(self.body).digest()
        headers: Headers = (
            (b"etag", b'"' + urlsafe_b64encode(digest)[:22] + b'"'),
            (b"repr-digest", b"sha-256=:" + b64encode(digest) + b":"),
            (b"content-length", str(len(self.body)).encode()),
        )
        if self.coding != "identity":
            headers += ((b"content-encoding", self.coding.encode()),)
        return headers


def encode_body(body: bytes, *, compress: bool = True, hard: bool = False) -> tuple[Coded, ...]:
    """The body in each coding that makes it smaller, as it is last. No time stamp: equal bodies give equal bytes.

    `hard` takes twenty times as long to save a tenth, and remembers the result: for what stays the same from release to release.
    """
    made: list[Coded] = []
    if compress and len(body) >= _MIN_COMPRESSED:
        squeezed: tuple[tuple[Coding, bytes], ...] = (
            ("br", _press(body) if hard else brotli.compress(body, quality=5, lgwin=_WINDOW)),
            ("gzip", gzip.compress(body, compresslevel=6, mtime=0)),
        )
        made = [Coded(coding, data) for coding, data in squeezed if len(data) < len(body)]
    return (*made, Coded("identity", body))


@lru_cache(maxsize=64)
def _press(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=11, lgwin=_WINDOW))
