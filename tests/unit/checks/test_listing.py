"""Every check that lies in the folder runs, and says what it is for."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

from api import checks

MODULES = [module.name for module in pkgutil.iter_modules(checks.__path__)]


def test_there_are_checks() -> None:
    """The walk below walks over something."""
    assert "markup" in MODULES


@pytest.mark.parametrize("name", MODULES)
def test_each_module_of_checks_is_listed_and_explained(name: str) -> None:
    """A rule that nobody listed would never run; each is listed once and has a docstring, as its module has."""
    module = importlib.import_module(f"api.checks.{name}")
    listed = [check for check in checks.CHECKS if inspect.getmodule(check) is module]
    assert len(listed) == 1
    assert inspect.getdoc(module)
    assert inspect.getdoc(listed[0])
