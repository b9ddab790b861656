"""The layout's own rules: what stands at the top, who opens files, how large a module may grow."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections import Counter

import pytest

from tests.builders import ROOT

TOP = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "SECURITY.md", "api",
    "content", "locales", "pyproject.toml", "requirements", "tests",
}  # fmt: skip

OPENERS = {"catalogs", "files", "ledgers", "project", "publishing", "reviewers", "source", "translators"}
"""The packages that open files: they read the project, or are commands that write it."""

OTHERS = {
    "cli/ask_reviewer.py": "names a file for a person",
    "cli/handoff.py": "names a file for a person",
    "cli/main.py": "what nobody reads any more goes to the null device",
    "embed/bundles.py": "the component is a file of the package",
    "embed/publish.py": "writes a bundle beside it",
    "preview/watcher.py": "watches the folders",
    "representations/pages/shell.py": "the pages' style is a file of the package",
    "sheets/layout.py": "the sheets' style is a file of the package",
    "web/documents.py": "Swagger UI's are files of a package",
    "web/server.py": "a file without a name is the workers' lock",
}
"""The other modules that name or open one, and why."""

OPENING = {
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "iterdir",
    "rglob",
    "glob",
    "scandir",
    "open",
    "TemporaryFile",
}

API = ROOT / "api"
MODULES = sorted(API.rglob("*.py"))


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only git knows which files are the project's")
def test_nothing_else_stands_at_the_top() -> None:
    """Source, content, locales, tests, and the few files that a newcomer looks for."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert {line.partition("/")[0] for line in listed.splitlines()} <= TOP


def test_files_are_opened_at_the_edges_only() -> None:
    """No other module makes a path of text, or opens anything."""
    openers = {module.relative_to(API) for module in MODULES if names_files(ast.parse(module.read_text()))}

    assert {path.as_posix() for path in openers if path.parts[0] not in OPENERS} == OTHERS.keys()


def names_files(tree: ast.Module) -> bool:
    """Whether the module makes a path of text, or opens a file."""
    return any(
        getattr(node, "attr", "") in OPENING
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"open", "Path", "TemporaryFile"})
        for node in ast.walk(tree)
    )


def test_modules_and_packages_stay_small() -> None:
    """A module that outgrows 400 lines has become two things, and so has a package that outgrows 3,000."""
    lines = {module.relative_to(API): len(module.read_text().splitlines()) for module in MODULES}
    packages: Counter[str] = Counter()
    for path, count in lines.items():
        packages[path.parent.as_posix()] += count

    assert {path.as_posix(): count for path, count in lines.items() if count > 400} == {}
    assert {name: count for name, count in packages.items() if count > 3_000} == {}


def test_unit_tests_lie_as_their_modules_do() -> None:
    """`api/catalogs/reader.py` is tried in `tests/unit/catalogs/test_reader.py`, or in what begins so: `test_reader_damage.py`."""
    unit = ROOT / "tests" / "unit"
    sources = {path for module in MODULES for path in (module, module.parent)}
    modules = {path.as_posix().removeprefix(f"{API}/").removesuffix(".py") for path in sources}
    tests = (path.relative_to(unit) for path in unit.rglob("test_*.py"))
    tested = {(path.parent / path.stem.removeprefix("test_")).as_posix() for path in tests}

    assert {test for test in tested if not any(f"{test}_".startswith(f"{module}_") for module in modules)} == set()


def test_no_import_hides_inside_a_function() -> None:
    """A cycle is mended, not dodged. Only Litestar is late on purpose: while the edge already serves, and for the preview alone."""
    hidden = [
        (module.relative_to(API).as_posix(), node.module if isinstance(node, ast.ImportFrom) else None)
        for module in MODULES
        for function in ast.walk(ast.parse(module.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert sorted(hidden, key=str) == [
        ("preview/server.py", "api.preview.application"),
        ("web/server.py", "api.web.app"),
    ]


def test_no_import_is_for_the_type_checker_alone() -> None:
    """Imports stand in one place and run; only the preview's server names Litestar without waiting for it."""
    apart = {module.relative_to(API).as_posix() for module in MODULES if "TYPE_CHECKING:" in module.read_text()}

    assert apart == {"preview/server.py"}


def test_locks_name_no_host() -> None:
    """Locked by hash; where packages come from is the machine's own business."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text


def test_npms_lock_names_no_host() -> None:
    """Likewise: one version of each package that is wanted, and all by their hashes alone."""
    folder = ROOT / "requirements" / "judge"
    text = (folder / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]

    assert "://" not in text
    assert packages.pop("")["dependencies"] == wanted
    versions = {name.removeprefix("node_modules/"): each["version"] for name, each in packages.items()}
    assert wanted.items() <= versions.items()
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())


def test_pytest_looks_into_every_folder_but_those_with_a_target_of_their_own() -> None:
    """A new folder of tests is in pyproject's list, or `make test` would pass it over."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["testpaths"]
    found = {f"tests/{path.relative_to(ROOT / 'tests').parts[0]}" for path in (ROOT / "tests").rglob("test_*.py")}

    assert found - set(listed) == {"tests/judge", "tests/soak"}
    assert set(listed) <= found


def test_pydantic_stays_out() -> None:
    """Litestar would import it at every start if it were there."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "pydantic" not in lock.read_text()


def test_no_command_waits_for_litestar() -> None:
    """Importing it is half of a start: the command line gets by without."""
    code = "import sys; import api.cli.main; print('litestar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout == "False\n"
