"""What most tests of commands begin with."""

from __future__ import annotations

import pytest

from api.project.reading import Folders
from tests.shell import Shell
from tests.staff import hire


@pytest.fixture
def shell(folders: Folders, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A project of the test's own with reviewers of its own."""
    hire(folders)
    return Shell(folders, capsys)
