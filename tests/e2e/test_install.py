"""A server outside a clone, as the operator's guide installs it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.builders import ROOT


def test_the_package_brings_its_texts_along(tmp_path: Path) -> None:
    """Built as `pip install .` builds it, and run from a folder that has neither texts nor code: every section is there in Spanish."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    (tmp_path / "elsewhere").mkdir()
    code = "import api.cli.main; print(api.__file__); api.cli.main.main(['status', 'es'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "elsewhere",
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.startswith(str(tmp_path / "installed"))
    assert done.stdout.count("vertebroplasty/") == 8
