"""Fixtures that many tests share: the shipped project, a copy to change, and doors to what is served of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from api.model.vetting import Policy
from api.project.reading import Folders, read_project
from api.release.build import build_release, load_release
from api.release.model import Release
from tests.asgi import Door, open_door
from tests.builders import SHIPPED, SIXTEEN, add_locale, copy_project
from tests.staff import sign_off

# Where a change is judged, the same examples are tried each time; where it is made, new ones.
settings.register_profile("judged", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("judged")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A copy of the shipped project, to be changed."""
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def release() -> Release:
    """The shipped project under `drafts`."""
    return load_release(SHIPPED, Policy.DRAFTS)


@pytest.fixture(scope="session")
def door(release: Release) -> Door:
    """The shipped project under `drafts`, through the edge."""
    return open_door(release)


@pytest.fixture(scope="session")
def wide_folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A project with sixteen locales, fifteen of them made up."""
    folders = copy_project(tmp_path_factory.mktemp("wide"))
    for tag in SIXTEEN:
        if tag != "es":
            add_locale(folders, tag)
    return folders


@pytest.fixture(scope="session")
def wide_door(wide_folders: Folders) -> Door:
    """Sixteen locales under `drafts`, through the edge."""
    return open_door(load_release(wide_folders, Policy.DRAFTS))


@pytest.fixture(scope="session")
def signed_door() -> Door:
    """The shipped words under `signed`, the English and the Spanish signed by a made-up reviewer."""
    project = sign_off(read_project(SHIPPED), "en", "es")
    return open_door(build_release(project, Policy.SIGNED))
