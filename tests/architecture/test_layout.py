"""The layout's own rules: what stands at the top, who opens files, how large a module may grow."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib

import pytest

from tests.builders import ROOT

TOP = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "SECURITY.md", "api",
    "content", "locales", "pyproject.toml", "requirements", "tests",
}  # fmt: skip

OPENERS = {"api/source/reader.py", "api/ledgers/withdrawals.py", "api/catalogs/reader.py", "api/ledgers/signatures.py",
           "api/reviewers/mail/answers.py", "api/publishing/withdrawing.py", "api/files/disk.py", "api/files/lock.py", "api/catalogs/examine.py",
           "api/translators/sync.py", "api/translators/extractor.py", "api/project/reading.py", "api/web/handlers.py",
           "api/project/settings.py", "api/web/server.py", "api/translators/accept.py", "api/preview/desk.py",
           "api/sheets/layout.py", "api/project/history.py", "api/cli/handoff.py",
           "api/cli/ask_reviewer.py", "api/embed/bundles.py", "api/embed/publish.py", "api/representations/pages/shell.py"}  # fmt: skip
"""The edges. handlers, layout, shell and bundles read files of a package; settings only asks for folders, examine only lends Babel its bytes,
accept, cli.handoff and cli.ask_reviewer only name files."""

MODULES = sorted((ROOT / "api").rglob("*.py"))


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only git knows which files are the project's")
def test_nothing_else_stands_at_the_top() -> None:
    """Source, content, locales, tests, and the few files that a newcomer looks for."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert {line.partition("/")[0] for line in listed.splitlines()} <= TOP


def test_files_are_opened_at_the_edges_only() -> None:
    """No other module imports pathlib at run time, or opens anything."""
    openers = set()
    for module in MODULES:
        tree = ast.parse(module.read_text())
        imports = [
            node
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module in {"pathlib", "tempfile", "io"}
        ]
        calls = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"read_text", "read_bytes", "write_text", "iterdir", "rglob", "TemporaryFile"}
        ]
        names = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "open"
        ]
        if imports or calls or names:
            openers.add(module.relative_to(ROOT).as_posix())

    assert openers <= OPENERS


def test_modules_stay_small() -> None:
    """A module that outgrows 400 lines has become two things."""
    assert {
        module.name: len(module.read_text().splitlines())
        for module in MODULES
        if len(module.read_text().splitlines()) > 400
    } == {}


def test_no_import_hides_inside_a_function() -> None:
    """A cycle is mended, not dodged. Only Litestar is late on purpose: while the edge already serves, and for the preview alone."""
    hidden = [
        (module.name, node.lineno)
        for module in MODULES
        for function in ast.walk(ast.parse(module.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert {module for module, _ in hidden} == {"server.py"}


def test_locks_name_no_host() -> None:
    """Locked by hash; where packages come from is the machine's own business."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text


def test_npms_lock_names_no_host() -> None:
    """Likewise: one version of each package, by its hash alone."""
    folder = ROOT / "requirements" / "judge"
    text = (folder / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]

    assert "://" not in text
    assert packages.pop("")["dependencies"] == wanted
    assert {name.removeprefix("node_modules/"): each["version"] for name, each in packages.items()} == wanted
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
