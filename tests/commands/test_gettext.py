"""The gettext world: other tools read our files, and what they write comes back canonical with nothing lost."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po

from api.files.folders import catalog_path
from api.model.findings import Code
from api.model.identifiers import LocaleTag
from api.model.vetting import Policy
from api.project.reading import Folders, read_project
from api.release.build import load_release
from api.source.reader import read_content
from api.translators.inspect import inspect_project
from api.translators.sync import apply_plan, plan_sync
from tests.asgi import open_door
from tests.builders import ROOT, copy_project, edit, held

ES = LocaleTag("es")
CATALOGS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
TEMPLATES = sorted((ROOT / "locales").glob("*.pot"))
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


def rewrite_header(path: Path, **lines: str) -> None:
    """Give header lines other values, or add them below; a name's underscores are hyphens."""
    head, _, messages = path.read_text().partition("\n\n")
    known = dict(line.strip('"').split(":", 1) for line in head.splitlines()[2:])
    known |= {name.replace("_", "-"): f" {value}\\n" for name, value in lines.items()}
    head = "".join(f'"{name}:{value}"\n' for name, value in known.items())
    path.write_text(f'msgid ""\nmsgstr ""\n{head}\n{messages}')


def by_poedit(path: Path) -> None:
    """What Poedit does on saving: its own wrapping, dates, generator and last translator."""
    path.write_text(run("msgcat", "--width=79", path))
    rewrite_header(
        path, PO_Revision_Date="2026-05-04 10:11+0200", Last_Translator="Ana <a@example.org>", X_Generator="Poedit 3.5"
    )


def by_weblate(path: Path) -> None:
    """What Weblate does on saving: no locations if told so, wrapping of its own, lines of its own in the header."""
    path.write_text(run("msgcat", "--no-wrap", "--no-location", path))
    rewrite_header(path, X_Generator="Weblate 2026.10", Language_Team="Spanish <https://weblate.example.org/es/>")


def by_windows(path: Path) -> None:
    """An editor that begins the file and ends its lines as Windows does."""
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


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
    names = [line.partition(":")[0] for line in head_before.splitlines()]
    assert names == [line.partition(":")[0] for line in head.splitlines() if "X-Generator" not in line]


@pytest.mark.parametrize("rewrite", [by_poedit, by_weblate])
def test_header_lines_that_tools_add_are_kept(lived: Folders, rewrite: Callable[[Path], None]) -> None:
    """The tools find their own lines again; the date of the save alone is taken back, for it would move with each."""
    path = catalog_path(lived.locales, ES, "vertebroplasty")
    dates = re.findall(r'^"PO.*-Date.*$', path.read_text(), re.MULTILINE)
    rewrite(path)
    wanted = re.findall(r'^"(?:X-|Language-Team|Last-|Plural).*$', path.read_text(), re.MULTILINE)
    sync(lived)
    assert len(wanted) == 5
    assert set(wanted) <= set(path.read_text().splitlines())
    assert dates == re.findall(r'^"PO.*-Date.*$', path.read_text(), re.MULTILINE)


HEADS = {
    "Poedit 3.2, first save": (
        "Project-Id-Version: vertebra|POT-Creation-Date: |PO-Revision-Date: |Last-Translator: |Language-Team: |Language: {poedit}|"
        "MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|Content-Transfer-Encoding: 8bit|X-Generator: Poedit 3.2.2"
    ),
    "Crowdin": (
        "Project-Id-Version: demo|Report-Msgid-Bugs-To: |POT-Creation-Date: 2026-07-01 19:00+0000|PO-Revision-Date: 2026-07-01 21:06|"
        "Last-Translator: |Language-Team: Spanish|Language: {region}|MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|"
        "Content-Transfer-Encoding: 8bit|Plural-Forms: nplurals=2; plural=(n != 1);|X-Crowdin-Project: demo|X-Crowdin-Language: es-ES"
    ),
    "POEditor": (
        "MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|Content-Transfer-Encoding: 8bit|X-Generator: POEditor.com|"
        "Project-Id-Version: demo|Language: {hyphens}|Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
    ),
    "GlotPress": (
        "PO-Revision-Date: 2026-07-01 21:06:12+0000|MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|"
        "Content-Transfer-Encoding: 8bit|Plural-Forms: nplurals=2; plural=n != 1;|X-Generator: GlotPress/4.0.1|Language: {region}|"
        "Project-Id-Version: demo"
    ),
    "Transifex": (
        "Project-Id-Version: PACKAGE VERSION|Report-Msgid-Bugs-To: |POT-Creation-Date: 2026-07-01 19:00+0000|"
        "PO-Revision-Date: 2026-07-01 19:00+0000|Last-Translator: Ana, 2026|Language-Team: Spanish (https://app.transifex.com/x/es/)|"
        "MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|Content-Transfer-Encoding: 8bit|Language: {region}|"
        "Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 ? 1 : 2;"
    ),
    "Lokalise": (
        "MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|Content-Transfer-Encoding: 8bit|X-Generator: lokalise.com|"
        "Project-Id-Version: demo|Report-Msgid-Bugs-To: translate@lokalise.com|POT-Creation-Date: 2026-07-01 19:00|"
        "Last-Translator: lokalise.com <translate@lokalise.com>|Language-Team: lokalise.com <translate@lokalise.com>|"
        "Language: {hyphens}|Plural-Forms: nplurals=2; plural=(n!=1);"
    ),
    "Phrase": "Language: {hyphens}|MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|X-Generator: Phrase (phrase.com)|Plural-Forms: ",
    "GNOME's editor": (
        "Project-Id-Version: vertebra|Report-Msgid-Bugs-To: |POT-Creation-Date: 2026-07-01T19:00:00+00:00|"
        "PO-Revision-Date: 2026-07-01 21:06+0200|Last-Translator: Ana <a@example.org>|Language-Team: Spanish <es@example.org>|"
        "Language: {region}.UTF-8|MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|Content-Transfer-Encoding: 8bit|"
        "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;|X-Generator: Gtranslator 42.0|X-DL-Lang: es"
    ),
    "xgettext's template, filled in by hand": (
        "Project-Id-Version: PACKAGE VERSION|Report-Msgid-Bugs-To: |POT-Creation-Date: 2026-07-01 19:00+0000|"
        "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE|Last-Translator: FULL NAME <EMAIL@ADDRESS>|Language-Team: LANGUAGE <LL@li.org>|"
        "Language: |MIME-Version: 1.0|Content-Type: text/plain; charset=UTF-8|Content-Transfer-Encoding: 8bit"
    ),
    "pot2po": (
        "Project-Id-Version: vertebra|Report-Msgid-Bugs-To: |POT-Creation-Date: 1970-01-01 00:00+0000|"
        "PO-Revision-Date: 1970-01-01 00:00+0000|Last-Translator: |Language-Team: |Language: und|MIME-Version: 1.0|"
        "Content-Type: text/plain; charset=UTF-8|Content-Transfer-Encoding: 8bit|X-Generator: Translate Toolkit 3.8.0"
    ),
    "csv2po": "PO-Revision-Date: 01/07/2026 21:06|content-type: text/plain; charset=utf-8|Content-Transfer-Encoding: 8bit",
}
"""Header lines as tools are known to write them."""

NAMED = {
    "ar": ("ar", "ar_EG", "ar-sa"),
    "es": ("es", "es_ES", "es-mx"),
    "zh-Hans": ("zh", "zh_CN", "zh-CN"),
    "zh-Hant": ("zh_TW", "zh_HK", "zh-Hant-TW"),
}
"""What Poedit calls a language, and what others do."""


def dress(path: Path, tag: str, lines: str) -> None:
    """Put the file under another header, as a tool that reads every message and writes its own."""
    poedit, region, hyphens = NAMED[tag]
    named = lines.format(poedit=poedit, region=region, hyphens=hyphens)
    head = "".join(f'"{line}\\n"\n' for line in named.split("|"))
    messages = path.read_text().partition("\n\n")[2]
    path.write_text(f'msgid ""\nmsgstr ""\n{head}\n{messages}')


@pytest.mark.parametrize("tag", NAMED)
@pytest.mark.parametrize("lines", HEADS.values(), ids=HEADS)
def test_a_tools_own_header_takes_no_language_out(tmp_path: Path, tag: str, lines: str) -> None:
    """Every address answers as before, whatever header yesterday's save left; sync writes the header in our form, once."""
    folders = copy_project(tmp_path, tag)
    before = open_door(load_release(folders, Policy.DRAFTS))
    path = catalog_path(folders.locales, LocaleTag(tag), "vertebroplasty")
    messages = path.read_text().partition("\n\n")[2]
    dress(path, tag, lines)
    after = open_door(load_release(folders, Policy.DRAFTS))
    for address in (
        "/v1/manifest.json", f"/v1/topics/vertebroplasty/{tag}.json", f"/read/vertebroplasty/{tag}", f"/read/vertebroplasty/risks/{tag}"
    ):  # fmt: skip
        assert (before.ask(address).status, before.ask(address).body) == (200, after.ask(address).body)
    health = after.ask("/health").json
    assert (health["status"], health["errors"]) == ("ok", 0)

    project = read_project(folders)
    report = inspect_project(project, folders.locales, project.translations)
    assert {(each.code, each.severity) for each in report.findings} <= {(Code.PO_HEADER, "info")}
    sync(folders)
    assert messages == path.read_text().partition("\n\n")[2]
    assert tell(path) == ""
    assert plan_sync(folders.locales, project.topics).changes == ()


def tell(path: Path) -> str:
    """What msgfmt's own checks say of the file, placeholders included."""
    command = ["msgfmt", "--check", "--check-accelerators", "--output-file=/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr


@pytest.mark.parametrize("path", [*CATALOGS, *TEMPLATES], ids=[*NAMES, *(path.name for path in TEMPLATES)])
def test_msgfmt_has_nothing_to_say_of_our_files(path: Path) -> None:
    """No error and no warning, of a catalog or a template."""
    assert tell(path) == ""


def test_msgfmt_accepts_a_catalog_that_was_lived_in(lived: Folders) -> None:
    """With fuzzy messages, notes and an attic."""
    edit(lived.content / "vertebroplasty" / "risks.md", "- infection or bleeding {#infection}\n", "")
    sync(lived)
    paths = [*lived.locales.rglob("*.po")]
    assert "attic.po" in {path.name for path in paths}
    assert [tell(path) for path in paths] == [""] * len(paths)


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
