"""Markdown, read by pandoc in its own dialect and in GitHub's: what it makes of a text is the text."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any, Final

import pytest

from api.model.catalog import Catalog
from api.project.reading import read_project
from api.representations.markdown import render_markdown_text
from api.source.inline import parse_inline, plain
from tests.builders import SHIPPED

_PIECES: Final = (
    *"*_`[]<>&;~^$\\#-+=|:.)!@(/12abAiIxv%{}é",
    *(" ", ". ", ") ", ".  ", "(", "--", "...", "(@)", ":smile:", "www.a.b", "http://", "\u00a0"),
)
_END: Final = "XENDX"


def list_shipped() -> list[str]:
    """Every text of every language, without emphasis."""
    return [
        plain(parse_inline(message.msgstr))
        for translation in read_project(SHIPPED).translations
        for _, catalog in translation.catalogs
        if isinstance(catalog, Catalog)
        for message in catalog.messages
    ]


def make_hostile() -> list[str]:
    """Texts made of all that some Markdown reads as markup, the same in each run."""
    pieces = random.Random(7)  # noqa: S311  no secret
    texts = ("".join(pieces.choices(_PIECES, k=pieces.randint(1, 9))) for _ in range(3_000))
    return [text.strip() for text in texts if text.strip()]


def read_blocks(markdown: str, dialect: str) -> list[str]:
    """What pandoc reads, block by block: a paragraph's words, or what else it took the block for."""
    pandoc = shutil.which("pandoc")
    assert pandoc, "there is no pandoc; `make pandoc` installs it"
    command = [pandoc, "--from", dialect, "--to", "json"]
    done = subprocess.run(command, input=markdown, capture_output=True, text=True, check=True)
    return [_read_words(block) for block in json.loads(done.stdout)["blocks"]]


def _read_words(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_read_words, node))
    match node["t"]:
        case "Str":
            words: str = node["c"]
            return words
        case "Space":
            return " "
        case "Para":
            return _read_words(node["c"])
        case "Link":
            # An address is one in GitHub's dialect; its words stay.
            return _read_words(node["c"][1])
    return f"<{node['t']}>"


@pytest.mark.parametrize("dialect", ["markdown-smart", "gfm"])
@pytest.mark.parametrize("make_texts", [list_shipped, make_hostile])
def test_pandoc_reads_every_text_as_itself(make_texts: Callable[[], list[str]], dialect: str) -> None:
    """One paragraph with the text's own words: no list, no title, no dash, no picture."""
    texts = make_texts()
    markdown = "".join(f"{render_markdown_text(text, 'ltr')}\n\n{_END}\n\n" for text in texts)
    read = "\n".join(read_blocks(markdown, dialect)).split(f"\n{_END}")
    expected = [re.sub(" +", " ", text) for text in texts]

    assert expected == [each.lstrip("\n") for each in read[:-1]]


def test_pandoc_takes_no_first_line_for_a_title() -> None:
    """`%` begins one in a file's first line alone."""
    assert read_blocks(render_markdown_text("% Title", "ltr"), "markdown") == ["% Title"]
