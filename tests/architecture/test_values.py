"""What flows between the layers is frozen through and through."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

import api.model
from api.model.content import Run, Text
from api.model.findings import Code, Finding, Severity, has_errors
from api.model.identifiers import BlockId

MODULES = [f"api.model.{module.name}" for module in pkgutil.iter_modules(api.model.__path__)]
MODULES += ["api.release.model", "api.release.shown", "api.vetting.edition", "api.vetting.project"]
MUTABLE = (dict, list, set, bytearray)


def structs() -> dict[str, type[msgspec.Struct]]:
    """Every Struct that these modules define, by name."""
    members = (each for name in MODULES for each in vars(importlib.import_module(name)).values())
    kinds = {each for each in members if inspect.isclass(each) and issubclass(each, msgspec.Struct)}
    return {f"{each.__module__}.{each.__name__}": each for each in kinds if each.__module__ in MODULES}


def parts(hint: Any) -> Iterator[Any]:
    """A type hint and all that it is made of."""
    yield get_origin(hint) or hint
    for part in get_args(hint):
        yield from parts(part)


STRUCTS = structs()


def test_there_are_values() -> None:
    """The walk finds what it is meant to judge."""
    known = {
        "api.model.content.Section",
        "api.model.catalog.Catalog",
        "api.release.model.Release",
        "api.release.shown.Shown",
    }
    assert known <= set(STRUCTS)


@pytest.mark.parametrize("name", sorted(STRUCTS))
def test_a_value_is_frozen_and_made_of_frozen_parts(name: str) -> None:
    """No field can be set, and none holds a list, dict or set: two threads may share any value."""
    struct = STRUCTS[name]
    assert struct.__struct_config__.frozen
    hints = get_type_hints(struct).items()
    assert [(field, part) for field, hint in hints for part in parts(hint) if part in MUTABLE] == []


def test_a_frozen_value_refuses_to_change() -> None:
    """Setting a field raises, as the walk supposes."""
    text = Text(id=BlockId("a"), source="b", line=1)
    with pytest.raises(AttributeError):
        text.source = "c"  # type: ignore[misc]


def test_a_run_leaves_out_what_is_false() -> None:
    """In JSON only the marks that are set are said."""
    assert msgspec.json.encode((Run("a"), Run("b", strong=True))) == b'[{"text":"a"},{"text":"b","strong":true}]'


def finding(line: int, column: int = 1, severity: Severity = "error", file: str = "a.po") -> Finding:
    """A finding at a place."""
    return Finding(file, line, column, severity, Code.PO_SYNTAX, "odd; mend it")


def test_a_finding_is_said_in_the_form_that_editors_know() -> None:
    """`file:line:column: severity code message`."""
    assert str(finding(9, 8)) == "a.po:9:8: error po-syntax odd; mend it"


def test_findings_sort_by_file_line_and_column() -> None:
    """Numbers count as numbers: line 9 before line 10."""
    ordered = [finding(9, 8), finding(10, 2), finding(10, 11), finding(1, file="b.po")]
    assert ordered == sorted((ordered[2], ordered[3], ordered[0], ordered[1]))


@pytest.mark.parametrize(("severities", "has"), [((), False), (("warning", "info"), False), (("info", "error"), True)])
def test_only_an_error_is_an_error(severities: tuple[Severity, ...], has: bool) -> None:  # noqa: FBT001
    """Warnings and infos take nothing out of service."""
    assert has == has_errors(tuple(finding(1, severity=severity) for severity in severities))
