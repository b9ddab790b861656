"""The kinds of page that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from api.representations.article import Article
from api.representations.pages.embed import EMBED_STYLE, render_embed
from api.representations.pages.read import READ_STYLE, render_read
from api.representations.pages.shell import PagePath, PageScope, PageStyle
from api.representations.paths import EMBED, READ, embed_path, read_path


class PageKind(Struct, frozen=True):
    """A kind of page."""

    root: str
    style: PageStyle
    path: PagePath
    render: Callable[[Article, PageScope], str]
    indexed: bool
    """Whether a search engine may list it."""


PAGE_KINDS: Final = (
    PageKind(root=READ, style=READ_STYLE, path=read_path, render=render_read, indexed=True),
    PageKind(root=EMBED, style=EMBED_STYLE, path=embed_path, render=render_embed, indexed=False),
)
