"""The Litestar application: the edge in front, the handlers behind, one table for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.plugins import InitPlugin

from api.web.edge import Edge
from api.web.handlers import make_exception_handlers, make_handlers

if TYPE_CHECKING:
    from litestar.config.app import AppConfig

    from api.web.edge import Board


def create_app(board: Board, *, edge: bool = True) -> Litestar:
    """An application that serves what hangs on the board. Without the edge it is slower and answers the same."""
    return Litestar(
        route_handlers=make_handlers(board),
        exception_handlers=make_exception_handlers(board),
        plugins=[EdgePlugin(board)] if edge else [],
        # Our own document, with our own problem shape: see api.web.openapi.
        openapi_config=None,
    )


class EdgePlugin(InitPlugin):
    """Puts the edge in front of an application's router when it starts, whichever server starts it."""

    def __init__(self, board: Board) -> None:
        """Serve what hangs on the board."""
        self._board = board

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Have the edge installed at start-up."""
        app_config.on_startup.append(self._install)
        return app_config

    def _install(self, app: Litestar) -> None:
        app.asgi_handler = Edge(app.asgi_handler, self._board)
