"""A body in one content coding, with all that HTTP says of exactly these bytes."""

from __future__ import annotations

import gzip
from base64 import b64encode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Final

import brotli
from msgspec import Struct

from api.web.asgi import Headers
from api.web.negotiation import Coding

_MIN_COMPRESSED: Final = 512
"""Bytes below which compression saves no packet."""


class Coded(Struct, frozen=True):
    """One coding's bytes."""

    coding: Coding
    body: bytes
    etag: bytes
    """Strong, and another for each coding, for it is made of the coded bytes (RFC 9110 section 8.8.3.3)."""

    headers: Headers
    """ETag, Repr-Digest (RFC 9530), Content-Length, and Content-Encoding where there is one."""


def encode_body(body: bytes, *, compress: bool = True, hard: bool = False) -> tuple[Coded, ...]:
    """The body in each coding that makes it smaller, as it is last. No time stamp: equal bodies give equal bytes.

    `hard` takes twenty times as long to save a tenth, and remembers the result: for what stays the same from release to release.
    """
    made: list[Coded] = []
    if compress and len(body) >= _MIN_COMPRESSED:
        squeezed: tuple[tuple[Coding, bytes], ...] = (
            ("br", _press(body) if hard else brotli.compress(body, quality=5)),
            ("gzip", gzip.compress(body, compresslevel=6, mtime=0)),
        )
        made = [_describe(coding, data) for coding, data in squeezed if len(data) < len(body)]
    return (*made, _describe("identity", body))


@lru_cache(maxsize=64)
def _press(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=11))


def _describe(coding: Coding, body: bytes) -> Coded:
    digest = sha256(body).digest()
    etag = b'"' + urlsafe_b64encode(digest)[:22] + b'"'
    headers: Headers = (
        (b"etag", etag),
        (b"repr-digest", b"sha-256=:" + b64encode(digest) + b":"),
        (b"content-length", str(len(body)).encode()),
    )
    if coding != "identity":
        headers += ((b"content-encoding", coding.encode()),)
    return Coded(coding=coding, body=body, etag=etag, headers=headers)
