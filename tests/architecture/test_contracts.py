"""The import contracts hold, and each was seen to fail: a planted fault breaks exactly its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = {
    "Layers: a module imports from below only": ("api/model/locales.py", "import api.vetting.translate"),
    "No cycle between the packages or inside one": ("api/source/inline.py", "import api.source.parser"),
    "Only web and preview know Litestar and the server": ("api/release/load.py", "import litestar"),
    "Only catalogs, and the locale module in model, know Babel": ("api/vetting/translate.py", "import babel"),
    "Only the matching module in model knows langcodes": ("api/model/locales.py", "import langcodes"),
    "Only catalogs knows PO files": ("api/checks/markup.py", "import polib"),
}


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

    assert set(FAULTS) == {name for name in names if name != "vertebra"}


def test_the_contracts_hold(copy: Path) -> None:
    """No contract is broken as the code stands."""
    assert lint(copy) == set()


@pytest.mark.parametrize("contract", FAULTS)
def test_a_planted_fault_breaks_its_contract(copy: Path, contract: str) -> None:
    """One forbidden import, and the contract that forbids it is the one that says so."""
    module, fault = FAULTS[contract]
    path = copy / module
    path.write_text(f"{path.read_text()}\n{fault}\n")

    assert contract in lint(copy)
