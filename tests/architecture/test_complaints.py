"""A complaint is a value: nothing returns words that say what is wrong in place of what was asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.builders import ROOT

PARSING = ("parse_", "read_")
REASONS = ("Why ", "What is wrong ", "What cannot be ")


def list_functions() -> Iterator[tuple[str, str, set[str], str]]:
    """Each function of the code: its module, its name, the types that it may return, and its docstring."""
    for path in sorted((ROOT / "api").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
                returned = {each.strip() for each in ast.unparse(node.returns).split(" | ")}
                yield path.relative_to(ROOT).as_posix(), node.name.lstrip("_"), returned, ast.get_docstring(node) or ""


def test_what_parses_gives_no_words_in_place_of_a_value() -> None:
    """A text that cannot be read as asked is a `Complaint`, a finding or an error, and a type checker tells it from the value."""
    words = [
        (module, name)
        for module, name, returned, _ in list_functions()
        if name.startswith(PARSING) and "str" in returned and returned - {"str", "None"}
    ]
    assert words == []


def test_why_not_gives_a_complaint_or_none() -> None:
    """The name says so; the words are put together where they are shown."""
    others = {
        (module, name): returned
        for module, name, returned, _ in list_functions()
        if name.startswith("why_not_") and returned != {"Complaint", "None"}
    }
    assert others == {}


def test_no_function_says_in_words_what_is_wrong() -> None:
    """One that judges, or whose docstring begins with why, or with what is wrong, gives values."""
    words = [
        (module, name)
        for module, name, returned, docstring in list_functions()
        if name.startswith("judge_") or docstring.startswith(REASONS)
        if any(re.fullmatch(r"str|(?:Iterator|list|tuple)\[.*\bstr\b.*\]", each) for each in returned)
    ]
    assert words == []
