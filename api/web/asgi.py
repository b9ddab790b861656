"""ASGI's own types, as far as we use them (https://asgi.readthedocs.io, HTTP version 2.3).

Litestar has them too; the front is typed without it, and importing Litestar takes half of a start.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypedDict

Headers = tuple[tuple[bytes, bytes], ...]


class Start(TypedDict):
    """The message that begins a response."""

    type: Literal["http.response.start"]
    status: int
    headers: Headers


class Body(TypedDict):
    """The message that ends a response."""

    type: Literal["http.response.body"]
    body: bytes
    more_body: bool


# Servers and frameworks each type these in their own way, and no two of those fit.
Scope = Any
Receive = Any
Send = Any
App = Callable[[Any, Any, Any], Awaitable[None]]
