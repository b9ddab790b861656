"""Faults planted in a copy of the Spanish catalog: each is found on its line, in one run; the untouched one has none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from api.project.reading import Folders
from tests.builders import SHIPPED, copy_project, edit

FIELDS = ["file", "line", "column", "severity", "code", "message", "locale", "block", "hint"]

PLANTED: dict[str, tuple[str, str]] = {
    # code: (before, after), each in a message of its own
    "markup": ("**Alivio rápido del dolor**", "**Alivio rápido del dolor"),
    "html": ("Algunas personas necesitan", "Algunas <b>personas</b> necesitan"),
    "numbers": ("endurece en cuestión de minutos", "endurece en 4 minutos"),
    "bidi": ("a menudo se deben", "a menudo \u202ese deben"),
    "invisible": ("El cemento se endurece rápido", "El ce\u200bmento se endurece rápido"),
    "normalization": ("¿Qué es la vertebroplastia?", "¿Qué es la vertebroplastia\uff21?"),
    "script": (
        "un dolor de larga duración causado por una fractura, si el dolor limita las actividades diarias",
        "длительная боль от перелома, которая мешает повседневной жизни",
    ),
    "homoglyph": ("la columna torácica", "la c\u043elumna torácica"),
    "untranslated": (
        "las personas que necesitan un alivio rápido del dolor para no perder más capacidad de moverse",
        "people who need fast pain relief so that they do not lose more of their ability to move",
    ),
    "spaces": ("El procedimiento puede ayudar", "El procedimiento  puede ayudar"),
    "brackets": ("al hueso (metástasis)", "al hueso (metástasis"),
    "end": (
        "La mayoría de las veces, el procedimiento se hace en estas partes de la columna:",
        "La mayoría de las veces, el procedimiento se hace en estas partes de la columna.",
    ),
    "length": (
        " Pueden hacer que sea más difícil moverse y pueden empeorar la calidad de vida.",
        "",
    ),
    "glossary": ("cemento óseo de uso médico", "pegamento de uso médico"),
    "negation": ("las personas que no pueden someterse", "las personas que pueden someterse"),
    "hedge": ("funciona especialmente bien", "funciona bien"),
    "repeated": ("la columna lumbar, que es", "la columna lumbar, que que es"),
}


def check(folders: Folders, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code of `vertebra check --format json` and its findings."""
    capsys.readouterr()
    code = main(
        ["check", "--format", "json", "--content", str(folders.content), "--locales", str(folders.locales), *options]
    )
    return code, json.loads(capsys.readouterr().out)


def test_the_untouched_catalogs_have_no_error_and_hardly_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    """What we ship passes its own checks."""
    code, findings = check(SHIPPED, capsys)
    assert (code, [each for each in findings if each["severity"] == "error"]) == (0, [])
    assert len(findings) <= 5


def test_planted_faults_are_found_on_their_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty-two faults of as many kinds, one run: each is found where it was planted."""
    folders = copy_project(tmp_path)
    path = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    interface = folders.locales / "es" / "LC_MESSAGES" / "interface.po"
    for before, after in PLANTED.values():
        edit(path, before, after)
    edit(interface, "elaborada por {publisher}.", "elaborada por {editor}.")
    edit(path, 'msgstr "Recuperación"', 'msgstr ""')
    edit(path, 'msgctxt "risks/title"', '#, fuzzy\nmsgctxt "risks/title"')
    edit(path, 'msgctxt "risks/leak"', 'msgctxt "risks/leaks"')
    edit(path, 'msgid "infection or bleeding"', 'msgid "infection, or bleeding"')
    edit(path, 'msgctxt "risks/nerve"', '# allow hedge 00000000 Old.\nmsgctxt "risks/nerve"')
    code, findings = check(folders, capsys)
    found = {(each["code"], each["line"]) for each in findings}

    def line_of(text: str, file: Path = path) -> int:
        """The last line that holds the text: a msgstr stands below its msgid."""
        return max(number for number, line in enumerate(file.read_text().split("\n"), 1) if text in line)

    wanted = {(kind, line_of(after)) for kind, (_, after) in PLANTED.items() if after}
    wanted |= {
        ("length", line_of("Estas fracturas pueden causar")),
        ("placeholder", line_of("{editor}", interface)),
        ("incomplete", line_of('msgid "Recovery"') + 1),
        ("outdated", line_of('msgstr "Riesgos y consideraciones"')),
        ("unknown-message", line_of('msgctxt "risks/leaks"') + 2),
        ("outdated", line_of('msgid "infection, or bleeding"') + 1),
        ("allow", line_of("un nervio")),
        ("missing", 0),
    }
    assert len({kind for kind, _ in wanted}) >= 20
    assert wanted - found == set()
    assert code == 1
    assert all(each["column"] > 0 for each in findings if each["line"])
    assert {each["locale"] for each in findings} == {"es"}
    assert all(list(each) == FIELDS for each in findings)


def test_syntax_and_text_are_found_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken file is read as far as it can be: two lost quotes and a wrong number are three findings."""
    folders = copy_project(tmp_path)
    path = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    edit(path, 'msgstr "¿Qué es la vertebroplastia?"', 'msgstr "¿Qué es la vertebroplastia?')
    edit(path, 'msgstr "Recuperación"', "msgstr Recuperación")
    edit(path, *PLANTED["numbers"])
    code, findings = check(folders, capsys)
    assert [each["code"] for each in findings] == ["po-syntax", "numbers", "po-syntax"]
    assert code == 1


@pytest.mark.parametrize(
    ("severity", "strict", "code"), [("warning", False, 0), ("warning", True, 1), ("error", False, 1)]
)
def test_the_exit_code_is_the_gravest_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], severity: str, *, strict: bool, code: int
) -> None:
    """Warnings alone are fine, unless they are asked for."""
    folders = copy_project(tmp_path)
    before, after = PLANTED["hedge" if severity == "warning" else "html"]
    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", before, after)
    found, findings = check(folders, capsys, *(["--strict"] if strict else []))
    assert (code, severity) == (found, findings[0]["severity"])
