"""One name for one thing: of classes and functions that modules share, and of files."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.builders import ROOT

API = ROOT / "api"

TWICE = {
    "Section": "what the authors wrote, and what partners get of it: the OpenAPI document names it so",
    "Topic": "likewise",
}
"""A public name that two modules define, and why."""

ALIKE = {
    "pages.py": "the pages of an application, by path",
    "html.py": "the marks of HTML: what a check finds in a text, and what we render",
    "reader.py": "reads the files of its package's format",
    "server.py": "runs an application on granian",
    "text.py": "plain text: what checks share about it, and the format",
    "bidi.py": "the direction of text: what a check finds in it, and what we put around Latin names",
}
"""A file's name that two packages have, and what is the same in both."""


def test_no_public_name_is_defined_twice() -> None:
    """Who reads `Entry` knows which, without a look at the imports."""
    counted = Counter(name for module in sorted(API.rglob("*.py")) for name in list_public(module))

    assert {name for name, count in counted.items() if count > 1} == TWICE.keys()


def test_no_file_name_stands_in_two_packages() -> None:
    """But a command's, which lies in `cli` by the command's name, and what does its work by the same."""
    files = (path for path in API.rglob("*.py") if path.name != "__init__.py" and path.parent.name != "cli")
    counted = Counter(path.name for path in files)

    assert {name: count for name, count in counted.items() if count > 1} == dict.fromkeys(ALIKE, 2)


def list_public(module: Path) -> Iterator[str]:
    """The classes and functions at the module's top that have no underscore before them."""
    for node in ast.parse(module.read_text()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name
