"""The translators' commands, run as a person runs them: what they print, what they write, how they exit."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from api.cli.main import main
from api.files import disk
from api.model.findings import Code
from api.model.identifiers import LocaleTag
from api.model.vetting import Policy, State
from api.release.build import load_release
from api.release.model import tally_sections
from tests.builders import add_locale, copy_project, edit
from tests.shell import ES, Shell

FR = LocaleTag("fr")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A copy of the shipped project with a second language, synced."""
    folders = copy_project(tmp_path)
    add_locale(folders, "fr")
    shell = Shell(folders, capsys)
    assert shell.run("sync") == 0
    return shell


def changed_lines(before: str, after: str) -> set[str]:
    """Lines that are in one of the two only."""
    return set(before.splitlines()) ^ set(after.splitlines())


# sync


def test_a_second_sync_changes_nothing(shell: Shell) -> None:
    """It says so, and no file is touched."""
    before = {path: path.stat().st_mtime_ns for path in shell.list_files()}
    assert (shell.run("sync"), shell.out) == (0, "nothing to do: every file is up to the English\n")
    assert before == {path: path.stat().st_mtime_ns for path in shell.list_files()}
    assert (shell.run("sync", "--check"), shell.out, shell.err) == (0, "", "")


def test_an_edited_block_touches_exactly_its_message_in_each_catalog(shell: Shell) -> None:
    """In template and catalogs alike: the msgid, and in the catalogs the mark and the previous msgid."""
    before = {path: data.decode() for path, data in shell.list_files().items()}
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    assert shell.run("sync") == 0
    old, new = "cement leaking into nearby areas (rare)", "cement leaking into areas nearby (rare)"
    after = {path: path.read_text() for path in before}
    assert {path for path in before if before[path] != after[path]} == {
        shell.folders.locales / "vertebroplasty.pot",
        shell.catalog(),
        shell.catalog(FR),
    }
    template = shell.folders.locales / "vertebroplasty.pot"
    assert {f'msgid "{old}"', f'msgid "{new}"'} == changed_lines(before[template], after[template])
    for tag in (ES, FR):
        path = shell.catalog(tag)
        assert {"#, fuzzy", f'#| msgid "{old}"', f'msgid "{old}"', f'msgid "{new}"'} == changed_lines(
            before[path], after[path]
        )


def test_a_moved_block_keeps_its_translation(shell: Shell) -> None:
    """Order changes, words do not, and nothing becomes fuzzy."""
    path = shell.section("risks")
    lines = path.read_text().splitlines(keepends=True)
    first, second = (next(line for line in lines if mark in line) for mark in ("{#leak}", "{#infection}"))
    text = path.read_text().replace(first, "@").replace(second, first).replace("@", second)
    path.write_text(text)
    before = shell.catalog().read_text()
    assert shell.run("sync", "--check") == 0
    assert "differs in layout alone" in shell.out
    assert shell.run("sync") == 0
    after = shell.catalog().read_text()
    assert before != after
    assert sorted(before.splitlines()) == sorted(after.splitlines())


def test_what_leaves_the_english_waits_in_the_attic_and_returns(shell: Shell) -> None:
    """Away and back: the words are a fuzzy hint in their old place."""
    before = shell.section("risks").read_text()
    edit(shell.section("risks"), "- infection or bleeding {#infection}\n", "")
    assert shell.run("sync", "es") == 0
    attic = shell.folders.locales / "es" / "attic.po"
    assert "infección o sangrado" in attic.read_text()
    assert "infección o sangrado" not in shell.catalog().read_text()
    assert "1 to the attic" in shell.out
    assert not (shell.folders.locales / "fr" / "attic.po").exists()
    shell.section("risks").write_text(before)
    assert shell.run("sync", "es") == 0
    assert "1 back from the attic" in shell.out
    assert (
        '#, fuzzy\n#| msgid "infection or bleeding"\nmsgctxt "risks/infection"\n'
        'msgid "infection or bleeding"\nmsgstr "infección o sangrado"\n'
    ) in shell.catalog().read_text()
    assert "infección o sangrado" not in attic.read_text()


def test_check_tells_what_is_behind_and_writes_nothing(shell: Shell) -> None:
    """A diff, the command to run, and exit code 1."""
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    before = shell.list_files()
    assert shell.run("sync", "--check", "es") == 1
    assert '+msgid "cement leaking into areas nearby (rare)"' in shell.out
    assert "run `vertebra sync es`" in shell.err
    assert before == shell.list_files()


def test_a_broken_catalog_is_left_alone_and_the_others_are_synced(shell: Shell) -> None:
    """It is named with file and line, and the command says that it did not do all."""
    edit(shell.catalog(), 'msgstr "Recuperación"', 'msgstr "Recuperación')
    broken = shell.catalog().read_bytes()
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    assert shell.run("sync") == 1
    assert f"{shell.catalog()}:" in shell.err
    assert "left alone" in shell.err
    assert broken == shell.catalog().read_bytes()
    assert "areas nearby" in shell.catalog(FR).read_text()


def test_a_broken_attic_stops_its_locale_alone(shell: Shell) -> None:
    """What leaves a catalog would have nowhere to go."""
    (shell.folders.locales / "es" / "attic.po").write_text("garbage\n")
    edit(shell.section("risks"), "- infection or bleeding {#infection}\n", "")
    before = shell.catalog().read_bytes()
    assert shell.run("sync") == 1
    assert before == shell.catalog().read_bytes()
    assert "infección" not in shell.catalog(FR).read_text()


def test_work_that_was_saved_meanwhile_is_not_written_over(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading and writing a translator saved: sync refuses, and their file stays."""
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    real = disk._replace

    def save_first(target: Path, *rest: Any) -> None:
        real(target, *rest)
        if target.suffix == ".pot":
            edit(shell.catalog(), "Recuperación", "Recuperarse")

    monkeypatch.setattr(disk, "_replace", save_first)
    assert shell.run("sync", "es") == 1
    assert "changed by somebody else" in shell.err
    assert 'msgstr "Recuperarse"' in shell.catalog().read_text()


def test_a_failed_write_leaves_the_old_file_whole(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full: the file is as it was, and nothing half written lies beside it."""
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    before = shell.list_files()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    assert shell.run("sync") == 1
    assert "No space left on device" in shell.err
    assert before == shell.list_files()


def test_a_missing_catalog_is_made(shell: Shell) -> None:
    """With every message, to be translated."""
    shell.catalog().unlink()
    assert shell.run("sync", "--check") == 1
    assert shell.run("sync") == 0
    assert "47 new" in shell.out
    assert 'msgctxt "risks/leak"' in shell.catalog().read_text()


def test_a_thousand_messages_are_synced(shell: Shell) -> None:
    """A large topic is no other case: all are there, and a second sync has nothing to do."""
    blocks = "\n\n".join(f"Text number {number} of the section. {{#block-{number}}}" for number in range(1000))
    path = shell.section("recovery")
    path.write_text(f"{path.read_text()}\n{blocks}\n")
    assert shell.run("sync", "es") == 0
    assert "1000 new" in shell.out
    assert shell.run("sync", "--check", "es") == 0


# confirm


def test_confirm_clears_fuzzy_and_keeps_the_words(shell: Shell) -> None:
    """The mark and the previous msgid go; only that message is touched; the section is a draft again."""
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    shell.run("sync")
    fuzzy = shell.catalog().read_text()
    assert shell.run("confirm", "es", "fr", "vertebroplasty/risks#leak") == 0
    assert shell.out.splitlines() == [
        "es vertebroplasty/risks#leak: confirmed",
        "fr vertebroplasty/risks#leak: confirmed",
    ]
    assert {"#, fuzzy", '#| msgid "cement leaking into nearby areas (rare)"'} == changed_lines(
        fuzzy, shell.catalog().read_text()
    )
    assert shell.run("confirm", "es", "vertebroplasty/risks#leak") == 0
    assert "nothing to confirm" in shell.out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("es", "vertebroplasty/risks#gone"), 2, "there is no block"),
        (("es", "vertebroplasty/recovery#leak"), 2, "is it vertebroplasty/risks#leak?"),
        (("es", "knee/risks#leak"), 2, "there is no block"),
        (("es",), 2, "needs a locale and a message"),
        (("vertebroplasty/risks#leak",), 2, "needs a locale and a message"),
        (("de", "vertebroplasty/risks#leak"), 2, "has no locale de"),
        (("es", "vertebroplasty/recovery#title"), 1, "has no words"),
        (("es", "vertebroplasty/risks#nerve"), 1, "run `vertebra sync es`"),
        (("es", "interface#label/language"), 0, "was not fuzzy"),
    ],
)
def test_confirm_refuses_what_it_cannot_confirm(shell: Shell, words: tuple[str, ...], code: int, says: str) -> None:
    """An unknown block or locale, a message without words or behind the English: each with what to do."""
    edit(shell.catalog(), 'msgstr "Recuperación"', 'msgstr ""')
    edit(shell.section("risks"), "irritated or injured", "injured or irritated")
    before = shell.catalog().read_bytes()
    assert code == shell.run("confirm", *words), shell.err
    assert says in shell.out + shell.err
    assert before == shell.catalog().read_bytes()


def test_confirm_leaves_a_broken_catalog_alone(shell: Shell) -> None:
    """With its faults, file and line."""
    edit(shell.catalog(), 'msgstr "Recuperación"', 'msgstr "Recuperación')
    assert shell.run("confirm", "es", "vertebroplasty/risks#leak") == 2
    assert "is not closed" in shell.err


# check and explain


def test_check_prints_clickable_lines_and_a_count(shell: Shell) -> None:
    """`file:line:column: severity CODE message` on stdout; the count on stderr."""
    edit(shell.catalog(), "en cuestión de minutos y", "en 4 minutos y")
    assert shell.run("check", "es") == 0
    line = shell.out.splitlines()[0]
    number = shell.catalog().read_text()[: shell.catalog().read_text().index("en 4 minutos")].count("\n") + 1
    assert line.startswith(f"{shell.catalog()}:{number}:")
    assert " warning numbers procedure/harden: the number 4 " in line
    assert "0 errors, 1 warning, 0 infos" in shell.err


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_check_prints_what_is_wrong_with_the_content_in_its_format(shell: Shell, form: str) -> None:
    """Unreadable content is exit code 2, and its findings are on stdout as all others are."""
    edit(shell.section("risks"), "{#leak}", "")
    assert shell.run("check", "--format", form) == 2
    place = f"{shell.section('risks')}"
    if form == "json":
        found = {(each["code"], each["severity"], each["locale"]) for each in json.loads(shell.out)}
        assert ("block-id", "error", None) in found
    assert place in shell.out


def test_check_annotates_for_github(shell: Shell) -> None:
    """A workflow command a finding, its message on one line."""
    edit(shell.catalog(), "Algunas personas necesitan", "Algunas <b>personas necesitan")
    assert shell.run("check", "es", "--format", "github") == 1
    assert shell.out.startswith(f"::error file={shell.catalog()},line=")
    assert ",title=html::recovery/support: " in shell.out


def test_a_finding_that_was_allowed_is_counted_and_serves(shell: Shell) -> None:
    """The digits that a finding gives are the ones that allow it, and the section is served again."""
    edit(shell.catalog(), "en unos pocos días.", "en unos 5 días.")
    assert shell.run("check", "es") == 0
    digits = shell.out.partition("# allow numbers ")[2].split()[0]
    edit(
        shell.catalog(),
        'msgctxt "recovery/activity"',
        f'# allow numbers {digits} A test.\nmsgctxt "recovery/activity"',
    )
    assert shell.run("check", "es") == 0
    assert (shell.out, "1 allowed" in shell.err) == ("", True)


def test_an_error_makes_its_section_failed_check(shell: Shell) -> None:
    """That section alone is a stand-in, and the board says why."""
    edit(shell.catalog(), "Algunas personas necesitan", "Algunas <b>personas necesitan")
    release = load_release(shell.folders, Policy.DRAFTS)
    spanish, french = (dict(tally_sections(release, tag).states) for tag in (ES, FR))
    assert (spanish[State.FAILED_CHECK], spanish[State.DRAFT], french[State.FAILED_CHECK]) == (1, 7, 0)


def test_check_names_an_unreadable_glossary_and_attic(shell: Shell) -> None:
    """Each is a finding of the locale."""
    (shell.folders.locales / "es" / "glossary.toml").write_text("[[term]]\nen = []\nuse = []\n")
    (shell.folders.locales / "es" / "attic.po").write_text("garbage\n")
    (shell.folders.locales / "fr" / "glossary.toml").write_text("[[term]")
    shell.catalog(FR, "interface").unlink()
    assert shell.run("check", "--format", "json") == 1
    found = {(each["locale"], each["code"]) for each in json.loads(shell.out)}
    assert {("es", "glossary-file"), ("es", "po-syntax"), ("fr", "glossary-file"), ("fr", "missing")} <= found


@pytest.mark.parametrize("code", list(Code))
def test_explain_tells_every_code(capsys: pytest.CaptureFixture[str], code: Code) -> None:
    """Severity, what it means, why."""
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{code}  ")
    assert "Reference: " in out


def test_explain_lists_and_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a code, all; an unknown one is wrong usage."""
    assert main(["explain"]) == 0
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == set(Code)
    assert main(["explain", "nonsense"]) == 2
    assert "lists them" in capsys.readouterr().err


def test_explain_shows_what_cannot_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """Invisible characters are named in the examples, for a terminal would obey them."""
    main(["explain", "bidi"])
    out = capsys.readouterr().out
    assert "[U+202E]" in out
    assert "\u202e" not in out


# status


def test_status_counts_words_to_translate(shell: Shell) -> None:
    """New words are those without a translation, changed ones those whose English changed."""
    edit(shell.catalog(), 'msgstr "Recuperación"', 'msgstr ""')
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    assert shell.run("status", "--format", "json") == 0
    spanish, french = json.loads(shell.out)
    assert (spanish["locale"], spanish["new"], spanish["changed"]) == ("es", 1, 6)
    assert (french["new"], french["changed"]) == (0, 6)
    states = {each["section"]: each["state"] for each in spanish["sections"]}
    assert (states["recovery"], states["risks"], states["benefits"], states["interface"]) == (
        "incomplete",
        "outdated",
        "draft",
        "draft",
    )


def test_status_draws_a_table(shell: Shell) -> None:
    """A line a locale, a letter a section, and a legend; of one locale, a line a section."""
    edit(shell.catalog(FR), 'msgctxt "risks/title"', '#, fuzzy\nmsgctxt "risks/title"')
    assert shell.run("status") == 0
    lines = shell.out.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [["locale", "language"], ["es", "Spanish"], ["fr", "French"]]
    assert lines[2].split()[2:11] == ["d", "d", "d", "d", "d", "d", "o", "d", "d"]
    assert "7 vertebroplasty/risks" in shell.out
    assert shell.run("status", "es") == 0
    assert "vertebroplasty/risks            draft    0        0   84" in shell.out


def test_status_writes_markdown(shell: Shell) -> None:
    """A table with as many columns in each row."""
    assert shell.run("status", "--format", "markdown") == 0
    lines = shell.out.splitlines()
    assert {line.count("|") for line in lines} == {13}
    assert lines[2].startswith("| Spanish (es) | draft |")


def test_status_draws_a_badge(shell: Shell) -> None:
    """Well-formed SVG that says in words what it shows."""
    assert shell.run("status", "es", "--format", "svg") == 0
    root = ET.fromstring(shell.out)  # noqa: S314  our own
    assert root.attrib["aria-label"] == "Translations: es, 9/9 current"
    edit(shell.catalog(), 'msgstr "Recuperación"', 'msgstr ""')
    shell.run("status", "--format", "svg")
    assert "2 locales, 17/18 current" in shell.out


def test_status_knows_every_state_of_the_interface(shell: Shell) -> None:
    """Missing, broken, failed, outdated."""
    path = shell.catalog(ES, "interface")
    text = path.read_text()

    def judge() -> str:
        shell.run("status", "es", "--format", "json")
        state: str = json.loads(shell.out)[0]["sections"][-1]["state"]
        return state

    path.write_text(text.replace('{publisher}."\n\n', '{nobody}."\n\n'))
    assert judge() == "failed-check"
    path.write_text(text.replace('msgctxt "disclaimer"', '#, fuzzy\nmsgctxt "disclaimer"'))
    assert judge() == "outdated"
    path.write_text(text + "garbage\n")
    assert judge() == "failed-check"
    path.unlink()
    assert judge() == "missing"


def test_status_of_no_locale_says_what_to_do(shell: Shell, tmp_path: Path) -> None:
    """An empty folder is no crash."""
    shell.folders = type(shell.folders)(content=shell.folders.content, locales=tmp_path / "none")
    (tmp_path / "none").mkdir()
    assert shell.run("status") == 0
    assert "vertebra locale add TAG" in shell.out
    assert shell.run("status", "--format", "markdown") == 0


# check, of names that are no text


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_name_that_is_no_text_is_told_all_the_same(shell: Shell, form: str) -> None:
    """With its bytes written out, since no output takes them."""
    Path(os.fsdecode(os.fsencode(shell.folders.locales) + b"/\xff")).mkdir()

    assert shell.run("check", "--format", form) == 1
    assert "\\xff" in shell.out


# locale add


@pytest.mark.parametrize(
    ("tag", "folder", "name"), [("ht", "ht", "Haitian Creole"), ("pt-BR", "pt_BR", "Brasil"), ("hmn", "hmn", "Hmong")]
)
def test_a_new_locale_is_whole(shell: Shell, tag: str, folder: str, name: str) -> None:
    """Catalogs with every message, credits and a glossary to fill in; nothing to sync, no error, and English meanwhile."""
    assert shell.run("locale", "add", tag) == 0
    assert name in shell.out
    assert {path.name for path in (shell.folders.locales / folder).rglob("*") if path.is_file()} == {
        "vertebroplasty.po",
        "interface.po",
        "translation.toml",
        "glossary.toml",
    }
    assert f'"Language: {folder}\\n"' in (shell.folders.locales / folder / "LC_MESSAGES" / "interface.po").read_text()
    assert shell.run("sync", "--check", tag) == 0
    assert shell.run("check", tag) == 0
    release = load_release(shell.folders, Policy.DRAFTS)
    tally = tally_sections(release, LocaleTag(tag))
    assert (tally.served, dict(tally.states)[State.INCOMPLETE]) == (0, 8)


@pytest.mark.parametrize(
    ("tag", "code", "says"),
    [
        ("en", 2, "the authors write in"),
        ("es", 1, "is there already"),
        ("pt_br", 2, "do you mean pt-BR?"),
        ("PT-br", 2, "do you mean pt-BR?"),
        ("spanish", 2, "do you mean es?"),
        ("Kreyol Ayisyen", 2, "do you mean ht?"),
        ("tl", 2, "do you mean fil?"),
        ("zh-TW", 2, "do you mean zh-Hant?"),
        ("zh", 2, "is written zh-Hans here"),
        ("kar", 2, "is no language tag that we know; a tag is"),
        ("zh-min-nan", 2, "is no language tag that we know; a tag is"),
        ("Danish", 2, "do you mean da?"),
        ("sr@latin", 2, "do you mean sr-Latn?"),
        ("ca_ES@valencia", 2, "do you mean ca-ES?"),
        ("es_Latn", 2, "do you mean es?"),
        ("zh_CHT", 2, "do you mean zh-Hant?"),
        ("zh_TW_#Hant", 2, "do you mean zh-Hant-TW?"),
        ("iw", 2, "do you mean he?"),
        ("in", 2, "do you mean id?"),
        ("mo", 2, "do you mean ro?"),
        ("no", 2, "do you mean nb?"),
        ("sh", 2, "do you mean sr-Latn?"),
        ("Chinese", 2, "do you mean zh-Hans or zh-Hant?"),
        ("sr-" + "x" * 200, 2, "is no language tag that we know; a tag is"),
        ("xx", 2, "is no language tag that we know"),
        ("../evil", 2, "is no language tag that we know"),
        ("", 2, "is no language tag that we know"),
    ],
)
def test_nonsense_is_refused_with_a_suggestion(shell: Shell, tag: str, code: int, says: str) -> None:
    """Nothing is written."""
    before = shell.list_files()
    assert code == shell.run("locale", "add", tag)
    assert says in shell.err
    assert before == shell.list_files()


def test_no_locale_is_added_that_is_named_as_a_section(shell: Shell) -> None:
    """Their addresses would be the same."""
    (shell.section("so").parent / "notes.toml").unlink()
    shell.section("next-steps").rename(shell.section("so"))
    edit(shell.section("so").parent / "topic.toml", 'id = "next-steps"', 'id = "so"')

    assert shell.run("locale", "add", "so") == 2
    assert "so is a section's id too" in shell.err
    assert not (shell.folders.locales / "so").exists()


def test_a_folder_that_is_not_there_is_not_made(shell: Shell, tmp_path: Path) -> None:
    """A misspelled --locales is wrong usage, and nothing is written anywhere."""
    shell.folders = type(shell.folders)(content=shell.folders.content, locales=tmp_path / "locale")
    assert shell.run("sync") == 2
    assert "there is no folder" in shell.err
    assert not (tmp_path / "locale").exists()


def test_a_misspelled_locale_is_suggested(shell: Shell) -> None:
    """Of those that are there."""
    assert shell.run("check", "es-MX") == 2
    assert "is it es?" in shell.err


def test_the_states_are_listed_below_the_help_of_status(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what decides it, in the order in which they are asked for."""
    with pytest.raises(SystemExit):
        main(["status", "--help"])
    lines = capsys.readouterr().out.partition("\nstate  ")[2].splitlines()
    assert [line.split()[0] for line in lines[1:]] == list(State)


@pytest.mark.parametrize("command", ["review", "states"])
def test_an_old_name_is_no_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is wrong usage, and the commands that there are stand below."""
    with pytest.raises(SystemExit) as left:
        main([command])
    assert left.value.code == 2
    assert "'ask-reviewer'" in capsys.readouterr().err
