"""The kinds of page that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from api.representations.article import Article
from api.representations.pages.embed import EMBED_LOOK, render_embed
from api.representations.pages.read import READ_LOOK, render_read
from api.representations.pages.shell import Look, PagePath, Place
from api.representations.paths import EMBED, READ, embed_path, read_path


class PageKind(Struct, frozen=True):
    """A kind of page."""

    root: str
    look: Look
    path: PagePath
    render: Callable[[Article, Place], str]
    indexed: bool
    """Whether a search engine may list it."""


PAGE_KINDS: Final = (
    PageKind(root=READ, look=READ_LOOK, path=read_path, render=render_read, indexed=True),
    PageKind(root=EMBED, look=EMBED_LOOK, path=embed_path, render=render_embed, indexed=False),
)
