"""The import contracts hold, and each was seen to fail: a planted fault breaks exactly its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import ROOT

LAYERS = "Layers: a module imports from below only, siblings not from each other"
LITESTAR = "Only web and preview know Litestar and the server"
BABEL = "Only catalogs, and the locale module in model, know Babel"

FAULTS = (
    (LAYERS, "api/model/locales.py", "import api.vetting.translate"),
    (LAYERS, "api/translators/sync.py", "import api.reviewers.mail"),
    (LAYERS, "api/annex/__init__.py", ""),
    ("No cycle between the packages or inside one", "api/source/inline.py", "import api.source.parser"),
    (LITESTAR, "api/release/load.py", "import litestar"),
    (LITESTAR, "api/cli/main.py", "import granian"),
    (BABEL, "api/vetting/translate.py", "import babel"),
    (BABEL, "api/model/content.py", "import babel.core"),
    ("Only the matching module in model knows langcodes", "api/model/locales.py", "import langcodes"),
    ("Only catalogs knows PO files", "api/checks/markup.py", "import polib"),
    ("Nothing knows SQL", "api/ledgers/withdrawals.py", "import sqlite3"),
)
"""A contract, a module, and an import there that breaks it. A package that has no layer breaks one too."""


def lint(folder: Path) -> set[str]:
    """The contracts that are broken in the folder's package."""
    # As a module with this folder first on the path, for the package is installed from the checkout too.
    program = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    command = [sys.executable, "-c", program, "--no-cache"]
    output = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    assert "Contracts:" in output, output
    return set(re.findall(r"^(.*) BROKEN$", output, re.MULTILINE))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its contracts."""
    shutil.copytree(ROOT / "api", tmp_path / "api", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_a_planted_fault() -> None:
    """A contract that nothing was planted for may hold because it cannot fail."""
    names = re.findall(r'^name = "(.*)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert {contract for contract, _, _ in FAULTS} == {name for name in names if name != "vertebra"}


def test_the_contracts_hold(copy: Path) -> None:
    """No contract is broken as the code stands."""
    assert lint(copy) == set()


@pytest.mark.parametrize(("contract", "module", "fault"), FAULTS)
def test_a_planted_fault_breaks_its_contract(copy: Path, contract: str, module: str, fault: str) -> None:
    """One fault, and the contract that it breaks is the one that says so."""
    path = copy / module
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(f"\n{fault}\n")

    assert contract in lint(copy)
