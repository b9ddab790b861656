"""The Litestar application: the edge in front, the handlers behind, one table for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litestar import Litestar

from api.web.edge import EdgePlugin
from api.web.handlers import make_exception_handlers, make_handlers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from api.web.edge import Board


def create_app(
    board: Board,
    *,
    edge: bool = True,
    lifespan: Sequence[Callable[[Litestar], AbstractAsyncContextManager[None]]] = (),
) -> Litestar:
    """An application that serves what hangs on the board. Without the edge it is slower and answers the same."""
    return Litestar(
        route_handlers=make_handlers(board),
        exception_handlers=make_exception_handlers(board),
        plugins=[EdgePlugin(board)] if edge else [],
        lifespan=list(lifespan),
        # Our own document, with our own problem shape: see api.web.openapi.
        openapi_config=None,
    )
