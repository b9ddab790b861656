"""The gettext world: other tools read our files, and what they write comes back canonical with nothing lost."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING

import polib
import pytest
from babel.messages.pofile import read_po

from api.catalogs.folders import catalog_path
from api.model.identifiers import LocaleTag
from api.source.reader import read_content
from api.translators.sync import apply_plan, plan_sync
from tests.builders import ROOT, copy_project, edit, held

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from api.release.load import Folders

ES = LocaleTag("es")
CATALOGS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
NAMES = [f"{path.parent.parent.name}/{path.stem}" for path in CATALOGS]


def run(*command: str | Path, text: str = "") -> str:
    """A tool's standard output; its failure is the test's."""
    done = subprocess.run([*map(str, command)], input=text, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sync(folders: Folders) -> None:
    """Bring the project up to its source."""
    with held(folders.locales) as folder:
        tuple(apply_plan(folder, plan_sync(folders.locales, read_content(folders.content))))


@pytest.fixture
def lived(tmp_path: Path) -> Folders:
    """A project whose Spanish has been lived in: notes, flags, a fuzzy message, a header line of an editor."""
    folders = copy_project(tmp_path)
    sync(folders)
    path = catalog_path(folders.locales, ES, "vertebroplasty")
    edit(path, 'msgctxt "risks/leak"', '# Ask Ana: "fuga"?\n#\n#  Indented.\n#, no-wrap\nmsgctxt "risks/leak"')
    edit(
        path, '"Content-Transfer-Encoding: 8bit\\n"\n', '"Content-Transfer-Encoding: 8bit\\n"\n"X-Domain: health\\n"\n'
    )
    edit(folders.content / "vertebroplasty" / "risks.md", "nearby areas (rare)", "areas nearby (rare)")
    sync(folders)
    return folders


def by_polib(path: Path) -> None:
    """Polib's own layout: wrapped at 78, one newline too many or too few."""
    polib.pofile(str(path)).save(str(path))


def by_msgcat(*options: str) -> Callable[[Path], None]:
    """GNU msgcat with these options."""

    def rewrite(path: Path) -> None:
        path.write_text(run("msgcat", *options, path))

    return rewrite


def by_poedit(path: Path) -> None:
    """What Poedit does on saving: its own wrapping, dates, plural forms, generator and last translator."""
    text = run("msgcat", "--width=79", path)
    more = (
        '"PO-Revision-Date: 2026-05-04 10:11+0200\\n"\n"Last-Translator: Ana <ana@example.org>\\n"\n"Language-Team: \\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"X-Generator: Poedit 3.5\\n"\n'
    )
    path.write_text(text.replace('"Language: es\\n"\n', f'{more}"Language: es\\n"\n', 1))


def by_weblate(path: Path) -> None:
    """What Weblate does on saving: no locations if told so, wrapping of its own, lines of its own in the header."""
    text = run("msgcat", "--no-wrap", "--no-location", path)
    more = '"X-Generator: Weblate 2026.10\\n"\n"Language-Team: Spanish <https://weblate.example.org/es/>\\n"\n'
    path.write_text(text.replace('"Language: es\\n"\n', f'"Language: es\\n"\n{more}', 1))


def by_windows(path: Path) -> None:
    """An editor that ends lines as Windows does."""
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def join_notes(text: str) -> str:
    """The text with a translator's note on one line: polib breaks long ones, and nobody can tell where they were whole."""
    return re.sub(r"(?<=.)\n# +(?=\S)", " ", re.sub(r"^#\n", "", text, flags=re.MULTILINE))


REWRITES = {
    "polib": by_polib,
    "msgcat": by_msgcat(),
    "msgcat, narrow": by_msgcat("--width=40"),
    "msgcat, unwrapped": by_msgcat("--no-wrap"),
    "msgcat, sorted": by_msgcat("--sort-output"),
    "msgcat, no locations": by_msgcat("--no-location"),
    "Poedit": by_poedit,
    "Weblate": by_weblate,
    "Windows": by_windows,
}


@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES)
def test_what_another_tool_rewrote_comes_back(lived: Folders, rewrite: Callable[[Path], None]) -> None:
    """The rewritten file is not behind; after a sync its bytes are what they were, but for header lines that were added."""
    path = catalog_path(lived.locales, ES, "vertebroplasty")
    before = path.read_text()
    rewrite(path)
    plan = plan_sync(lived.locales, read_content(lived.content))
    assert (plan.behind, plan.findings) == ((), ())
    # Unwrapped, msgcat writes the very form that we do.
    rewritten = [path] * (path.read_bytes() != before.encode())
    with held(lived.locales) as folder:
        assert rewritten == [change.path for change in apply_plan(folder, plan)]
    head, _, messages = path.read_text().partition("\n\n")
    head_before, _, messages_before = before.partition("\n\n")
    assert join_notes(messages_before) == join_notes(messages)
    assert set(head_before.splitlines()) <= set(head.splitlines())


@pytest.mark.parametrize("rewrite", [by_poedit, by_weblate])
def test_header_lines_that_tools_add_are_kept(lived: Folders, rewrite: Callable[[Path], None]) -> None:
    """The tools find their own lines again."""
    path = catalog_path(lived.locales, ES, "vertebroplasty")
    rewrite(path)
    wanted = set(re.findall(r'^"(?:X-|Language-Team|Last-|Plural|PO-Rev).*$', path.read_text(), re.MULTILINE))
    sync(lived)
    lines = {line.replace(": \\n", ":\\n") for line in wanted}
    assert len(lines) > 2
    assert lines <= set(path.read_text().splitlines())


@pytest.mark.parametrize("path", CATALOGS, ids=NAMES)
def test_msgfmt_accepts_every_catalog(path: Path) -> None:
    """GNU msgfmt's own checks, placeholders included, find nothing."""
    run("msgfmt", "--check", "--check-accelerators", "--output-file=/dev/null", path)


def test_msgfmt_accepts_a_catalog_that_was_lived_in(lived: Folders) -> None:
    """With fuzzy messages, notes and an attic."""
    edit(lived.content / "vertebroplasty" / "recovery.md", "\nPatients typically go home the same day. {#home}\n", "")
    sync(lived)
    paths = [*lived.locales.rglob("*.po")]
    assert "attic.po" in {path.name for path in paths}
    for path in paths:
        run("msgfmt", "--check", "--output-file=/dev/null", path)


def test_msgfmt_holds_translations_to_the_placeholders(lived: Folders) -> None:
    """The flag that sync writes has msgfmt refuse a lost placeholder."""
    path = catalog_path(lived.locales, ES, "interface")
    text = re.sub(r'^(msgstr ".*)\{publisher\}', r"\1Somebody", path.read_text(), flags=re.MULTILINE)
    path.write_text(text)
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "publisher" in done.stderr


@pytest.mark.parametrize(("domain", "folder"), [("vertebroplasty", "content"), ("interface", "api/model")])
def test_pybabel_extracts_the_same_template(tmp_path: Path, domain: str, folder: str) -> None:
    """The same messages with the same contexts, notes and flags, in the same order."""
    pybabel = shutil.which("pybabel", path=str(ROOT / ".venv" / "bin")) or "pybabel"
    run(pybabel, "--quiet", "extract", "-F", "pyproject.toml", "--no-wrap", "-o", tmp_path / "x.pot", folder)

    def read(data: bytes) -> list[tuple[str | None, object, str, frozenset[str]]]:
        found = read_po(io.BytesIO(data))
        return [
            (each.context, each.id, " ".join(each.auto_comments), frozenset(each.flags)) for each in found if each.id
        ]

    theirs = read((tmp_path / "x.pot").read_bytes())
    ours = read((ROOT / "locales" / f"{domain}.pot").read_bytes().replace(b'\\n"\n\n', b'\\n"\n\n', 1))
    assert len(ours) > 10
    assert ours == theirs


def test_the_extractor_is_an_entry_point() -> None:
    """Where Babel looks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["babel.extractors"] == {"vertebra": "api.translators.extractor:extract"}


def test_the_weblate_components_are_our_domains() -> None:
    """One component a template, which neither wraps nor guesses, and whose mask finds our catalogs."""
    components = json.loads((ROOT / "locales" / "weblate.json").read_text())
    assert {each["slug"] for each in components} == {path.stem for path in (ROOT / "locales").glob("*.pot")}
    for each in components:
        assert (ROOT / each["new_base"]).is_file()
        assert set(ROOT.glob(each["filemask"])) == {path for path in CATALOGS if path.stem == each["slug"]}
        params = each["file_format_params"]
        assert (params["po_line_wrap"], params["po_fuzzy_matching"], params["po_keep_previous"]) == (-1, False, True)
    assert "msgmerge" not in json.dumps(components)
