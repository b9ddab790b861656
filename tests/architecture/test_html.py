"""HTML is made of elements alone, so that no escape can be forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.builders import ROOT

API = ROOT / "api"
TAG = re.compile(r"(?<!\?P)</?[a-z][a-z0-9]*(>| [a-z-]+=|\{)")
BESIDE = {"checks", "representations/markdown.py", "reviewers/mail/html_words.py"}
"""Checks and mails are looked through for tags, and Markdown may have those that say a language."""


def test_html_is_written_in_one_module() -> None:
    """No other has a tag in a string, or the means to escape text or to call it HTML; ruff forbids `Markup(…)` elsewhere (S704)."""
    assert {
        module.relative_to(API).as_posix(): found
        for module in API.rglob("*.py")
        if not any(
            module.relative_to(API).as_posix().startswith(each) for each in (*BESIDE, "representations/elements.py")
        )
        and (found := sorted(list_html(module)))
    } == {}


def list_html(module: Path) -> Iterator[str]:
    """Tags in strings that are no docstring, and imports of what escapes."""
    tree = ast.parse(module.read_text())
    docstrings = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in docstrings
            and TAG.search(node.value)
        ):
            yield node.value
        if isinstance(node, ast.ImportFrom) and "escape" in {each.name for each in node.names}:
            yield f"{node.module}.escape"
