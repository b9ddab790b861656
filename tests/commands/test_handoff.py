"""Hand-off and back: what a translator with Poedit and e-mail gets, and what becomes of what they send."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import polib
import pytest

from api.model.identifiers import LocaleTag
from api.model.vetting import Policy, State
from api.release.build import load_release
from api.release.model import tally_sections
from tests.builders import copy_project, edit
from tests.shell import Shell

INFECTION = 'msgstr "infección o sangrado"'
ALLERGY = 'msgstr "reacción alérgica a los materiales"'


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A copy of the shipped project, in Spanish."""
    return Shell(copy_project(tmp_path), capsys)


def unpack(shell: Shell, tag: str = "es") -> Path:
    """Hand the locale off and unpack it; the folder that the translator sees."""
    archive = shell.folders.content.parent / "out.zip"
    assert shell.run("handoff", tag, "--out", str(archive)) == 0, shell.err
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(archive.parent / "mail")
    return archive.parent / "mail" / f"vertebra-{tag.replace('-', '_')}"


def result(shell: Shell) -> str:
    """The last line that says what became of the file: its counts."""
    (line,) = re.findall(r"vertebroplasty\.po: (\d+ taken.*)", shell.out)
    return str(line)


def test_a_handoff_has_what_a_translator_needs(shell: Shell) -> None:
    """The catalogs, a page, the glossary and the word count as CSV, and what to do; the project is as it was."""
    before = shell.list_files()
    folder = unpack(shell)

    assert {path.name for path in folder.iterdir()} == {
        "README.txt", "vertebroplasty.po", "interface.po", "sections.html", "glossary.csv", "words.csv"
    }  # fmt: skip
    assert before == shell.list_files()
    assert "to do: 0 words new, 0 changed; 928 unchanged" in shell.out
    readme = (folder / "README.txt").read_text()
    assert "For the translator into Spanish" in readme
    assert "names in braces, such as {publisher}," in readme


def test_equal_files_give_equal_archives(shell: Shell) -> None:
    """And an older archive gives way to a newer one."""
    out = shell.folders.content.parent / "out.zip"
    unpack(shell)
    first = out.read_bytes()
    unpack(shell)

    assert first == out.read_bytes()


def test_the_word_count_is_the_boards(shell: Shell) -> None:
    """New, changed and unchanged words of each section, as a spreadsheet opens them."""
    edit(shell.catalog(), INFECTION, 'msgstr ""')
    edit(shell.section("recovery"), "go home the same day", "go home on the same day")
    text = (unpack(shell) / "words.csv").read_bytes()

    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    counts = {
        row["section"]: (row["state"], row["new"], row["changed"], row["unchanged"], row["words"]) for row in rows
    }
    assert counts["vertebroplasty/risks"] == ("incomplete", "3", "0", "81", "84")
    assert counts["vertebroplasty/recovery"] == ("outdated", "0", "10", "25", "35")
    assert counts["interface"] == ("draft", "0", "0", "323", "323")


def test_the_glossary_is_a_table(shell: Shell) -> None:
    """Term by term; what a spreadsheet would take for a formula is text."""
    with (shell.folders.locales / "es" / "glossary.toml").open("a") as file:
        file.write('\n[[term]]\nen = ["pain"]\nuse = ["dolor"]\nnote = "=1+1"\n')
    rows = list(csv.reader(io.StringIO((unpack(shell) / "glossary.csv").read_text("utf-8-sig"))))

    assert rows[0] == ["English", "Spanish", "not", "note"]
    assert ["bone cement", "cemento óseo", "cemento para huesos; concreto", ""] in rows
    assert ["pain", "dolor", "", "'=1+1"] in rows


def test_the_page_needs_nothing_but_itself(shell: Shell) -> None:
    """No script, no address of another file or host; its line numbers are those of the files beside it."""
    folder = unpack(shell)
    page = (folder / "sections.html").read_text()

    assert "<script" not in page
    assert set(re.findall(r'(?:src|href)="([^"#][^"]*)"', page)) == {"data:,"}
    assert "infección o sangrado" in page
    line = (folder / "vertebroplasty.po").read_text().split("\n").index(INFECTION) + 1
    assert f"<code>risks/infection</code>, line {line}" in page


@pytest.mark.parametrize("domain", ["vertebroplasty", "interface"])
def test_a_handed_off_catalog_is_a_catalog(shell: Shell, domain: str) -> None:
    """GNU gettext and polib read it; its messages are the catalog's."""
    path = unpack(shell) / f"{domain}.po"
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    ours = [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in polib.pofile(str(shell.catalog(domain=domain)))]
    assert ours == [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in polib.pofile(str(path))]


def test_a_catalog_that_is_behind_is_handed_off_as_sync_would_lay_it_out(shell: Shell) -> None:
    """New messages empty, changed ones fuzzy with the English that they were for; nothing is written."""
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    before = shell.list_files()
    text = (unpack(shell) / "vertebroplasty.po").read_text()

    assert '#, fuzzy\n#| msgid "cement leaking into nearby areas (rare)"' in text
    assert before == shell.list_files()


def test_a_broken_catalog_is_not_handed_off(shell: Shell) -> None:
    """Exit code 2, the line, and no archive."""
    edit(shell.catalog(), INFECTION, INFECTION[:-1])
    out = shell.folders.content.parent / "out.zip"

    assert shell.run("handoff", "es", "--out", str(out)) == 2
    assert "po-syntax the quote that opens here is not closed" in shell.err
    assert not out.exists()


def test_every_broken_catalog_is_named_at_once(shell: Shell) -> None:
    """One visit mends both."""
    for domain in ("vertebroplasty", "interface"):
        shell.catalog(domain=domain).write_bytes(b"\xff")
    assert shell.run("handoff", "es", "--out", "out.zip") == 2
    assert "vertebroplasty.po:1:1: error" in shell.err
    assert "interface.po:1:1: error" in shell.err


def test_a_broken_attic_is_not_handed_off(shell: Shell) -> None:
    """What comes back could not be kept."""
    (shell.folders.locales / "es" / "attic.po").write_text('msgid "x\n')

    assert shell.run("handoff", "es", "--out", "unused.zip") == 2
    assert "attic.po:1" in shell.err


def test_an_archive_that_cannot_be_written_is_said(shell: Shell, tmp_path: Path) -> None:
    """Exit code 1, and why; a locale that is not there is a 2."""
    assert shell.run("handoff", "es", "--out", str(tmp_path / "nowhere" / "out.zip")) == 1
    assert "cannot be written" in shell.err
    assert shell.run("handoff", "fr", "--out", "unused.zip") == 2


def test_what_the_translator_changed_is_taken(shell: Shell) -> None:
    """The message alone, exactly; all others stay byte for byte, and a second time there is nothing to take."""
    returned = unpack(shell) / "vertebroplasty.po"
    before = shell.catalog().read_text()
    edit(returned, INFECTION, 'msgstr "infección o hemorragia"')

    assert shell.run("accept", str(returned)) == 0
    assert result(shell) == "1 taken, 46 same, 0 conflict, 0 source moved"
    assert re.search(r"^taken +risks/infection$", shell.out, re.MULTILINE)
    assert shell.catalog().read_text() == before.replace(INFECTION, 'msgstr "infección o hemorragia"')
    assert "glossary risks/infection" in shell.out
    assert "translation.toml says that a machine translated it" in shell.err
    assert shell.run("accept", str(returned)) == 0
    assert result(shell) == "0 taken, 47 same, 0 conflict, 0 source moved"


def test_an_untouched_file_changes_nothing(shell: Shell) -> None:
    """Not even the layout."""
    before = shell.list_files()

    assert shell.run("accept", str(unpack(shell) / "vertebroplasty.po")) == 0
    assert result(shell) == "0 taken, 47 same, 0 conflict, 0 source moved"
    assert before == shell.list_files()


def test_later_work_is_never_overwritten(shell: Shell) -> None:
    """Both changed it: the catalog's words stay, both wordings are told, exit code 1; the rest is taken."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, ALLERGY, 'msgstr "alergia a los materiales"')
    edit(returned, INFECTION, 'msgstr "infección o hemorragia"')
    edit(shell.catalog(), ALLERGY, 'msgstr "reacción alérgica al material"')

    assert shell.run("accept", str(returned)) == 1
    assert result(shell) == "1 taken, 45 same, 1 conflict, 0 source moved"
    assert "the catalog: reacción alérgica al material\n    came back:   alergia a los materiales\n" in shell.out
    assert 'msgstr "reacción alérgica al material"' in shell.catalog().read_text()


def test_later_work_on_what_the_translator_left_alone_stays(shell: Shell) -> None:
    """It is no conflict: nobody disagrees."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(shell.catalog(), ALLERGY, 'msgstr "reacción alérgica al material"')

    assert shell.run("accept", str(returned)) == 0
    assert 'msgstr "reacción alérgica al material"' in shell.catalog().read_text()


def test_two_who_found_the_same_words_agree(shell: Shell) -> None:
    """Same."""
    returned = unpack(shell) / "vertebroplasty.po"
    for path in (returned, shell.catalog()):
        edit(path, ALLERGY, 'msgstr "alergia a los materiales"')

    assert shell.run("accept", str(returned)) == 0
    assert result(shell) == "0 taken, 47 same, 0 conflict, 0 source moved"
    assert "the catalog has these words already" in shell.out


def test_a_text_for_an_older_english_becomes_a_hint(shell: Shell) -> None:
    """Never current: it is fuzzy, with the English that it is for, and no patient gets it; exit code 1."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, "fuga de cemento hacia zonas cercanas (ocurre rara vez)", "escape de cemento (ocurre rara vez)")
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")

    assert shell.run("accept", str(returned)) == 1
    assert result(shell) == "0 taken, 46 same, 0 conflict, 1 source moved"
    assert "brought up to the English" in shell.out
    assert (
        '#, fuzzy\n#| msgid "cement leaking into nearby areas (rare)"\nmsgctxt "risks/leak"\n'
        'msgid "cement leaking into areas nearby (rare)"\nmsgstr "escape de cemento (ocurre rara vez)"'
    ) in shell.catalog().read_text()
    tally = tally_sections(load_release(shell.folders, Policy.DRAFTS), LocaleTag("es"))
    assert dict(tally.states)[State.OUTDATED] == 1

    assert shell.run("accept", str(returned)) == 1
    assert "for an older English; look at them again" in shell.out


def test_a_text_for_an_older_english_does_not_displace_a_newer_one(shell: Shell) -> None:
    """Somebody has translated today's English already: that stays."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, "fuga de cemento hacia zonas cercanas (ocurre rara vez)", "escape de cemento (ocurre rara vez)")
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    assert shell.run("sync") == 0
    edit(shell.catalog(), "fuga de cemento hacia zonas cercanas (ocurre", "fuga de cemento a zonas cercanas (ocurre")

    assert shell.run("accept", str(returned)) == 1
    assert "somebody changed it meanwhile too" in shell.out
    assert "fuga de cemento a zonas cercanas" in shell.catalog().read_text()
    assert "escape" not in shell.catalog().read_text()


def test_a_text_whose_block_is_gone_is_kept_in_the_attic(shell: Shell) -> None:
    """The work is not lost, and comes back with the block."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, INFECTION, 'msgstr "infección o hemorragia"')
    edit(shell.section("risks"), "- infection or bleeding {#infection}\n", "")

    assert shell.run("accept", str(returned)) == 1
    assert "its block is gone from the English; the attic keeps it" in shell.out
    assert "risks/infection" not in shell.catalog().read_text()
    assert 'msgstr "infección o hemorragia"' in (shell.folders.locales / "es" / "attic.po").read_text()
    edit(shell.section("risks"), "- a nerve that", "- infection or bleeding {#infection}\n- a nerve that")
    assert shell.run("sync") == 0
    assert 'msgstr "infección o hemorragia"' in shell.catalog().read_text()


def test_a_block_that_is_gone_and_was_left_alone_is_no_matter(shell: Shell) -> None:
    """Nothing was sent for it."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(shell.section("risks"), "- infection or bleeding {#infection}\n", "")

    assert shell.run("accept", str(returned)) == 0


def test_a_doubt_that_was_taken_back_is_taken(shell: Shell) -> None:
    """Poedit's "needs work" is off: the words hold for today's English."""
    edit(shell.section("risks"), "nearby areas (rare)", "areas nearby (rare)")
    assert shell.run("sync") == 0
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, '#, fuzzy\n#| msgid "cement leaking into nearby areas (rare)"\n', "")

    assert shell.run("accept", str(returned)) == 0
    assert re.search(r"^taken +risks/leak +the fuzzy mark$", shell.out, re.MULTILINE)
    assert "fuzzy" not in shell.catalog().read_text()


def test_a_new_doubt_is_taken(shell: Shell) -> None:
    """A translator who marks a text as needing work takes it from patients."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, 'msgctxt "risks/infection"', '#, fuzzy\nmsgctxt "risks/infection"')

    assert shell.run("accept", str(returned)) == 0
    assert '#, fuzzy\nmsgctxt "risks/infection"' in shell.catalog().read_text()


def test_an_empty_text_takes_nothing_away(shell: Shell) -> None:
    """It is said, and what stands there stays."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, INFECTION, 'msgstr ""')

    assert shell.run("accept", str(returned)) == 0
    assert "came back empty; what stands there is kept" in shell.out
    assert INFECTION in shell.catalog().read_text()


def test_a_message_that_did_not_come_back_stays(shell: Shell) -> None:
    """And is counted: a part of a file is no loss, but somebody should know."""
    returned = unpack(shell) / "vertebroplasty.po"
    before = shell.list_files()
    text = returned.read_text()
    returned.write_text(text[: text.rindex("\n#. heading", 0, text.index('msgctxt "recovery/title"'))] + "\n")
    kept = returned.read_text().count("msgctxt")

    assert shell.run("accept", str(returned)) == 0
    assert f"{47 - kept} messages of the catalog are not in the file; they stay as they are" in shell.out
    assert before == shell.list_files()


def test_comments_are_added_and_none_is_removed(shell: Shell) -> None:
    """A translator's question reaches the catalog, once; one that they deleted stays."""
    returned = unpack(shell) / "vertebroplasty.po"
    text = returned.read_text()
    kept = next(line for line in text.split("\n") if line.startswith("# For a native"))
    returned.write_text(text.replace(f"{kept}\n", ""))
    marked = re.sub(r'((?:#[.:].*\n)+msgctxt "risks/infection")', r"# Is sangrado right?\n\1", returned.read_text())
    returned.write_text(marked)

    for _ in range(2):
        assert shell.run("accept", str(returned)) == 0
    text = shell.catalog().read_text()
    assert text.count("# Is sangrado right?") == 1
    assert kept in text


def by_poedit(path: Path) -> None:
    """What Poedit does on saving: its own wrapping, dates, plural forms, generator; and Windows' line ends."""
    text = subprocess.run(["msgcat", "--width=79", path], capture_output=True, text=True, check=True).stdout
    more = '"PO-Revision-Date: 2026-05-04 10:11+0200\\n"\n"Last-Translator: Ana <ana@example.org>\\n"\n"X-Generator: Poedit 3.5\\n"\n'
    text = text.replace('"X-Vertebra-Handoff', more + '"X-Vertebra-Handoff')
    path.write_bytes(text.replace("\n", "\r\n").encode())


def by_polib(path: Path) -> None:
    """Polib's own layout."""
    polib.pofile(str(path)).save(str(path))


@pytest.mark.parametrize("save", [by_poedit, by_polib])
def test_an_editors_layout_and_header_do_not_matter(shell: Shell, save: object) -> None:
    """What the translator changed is found, and nothing of the layout reaches the catalog."""
    returned = unpack(shell) / "vertebroplasty.po"
    before = shell.catalog().read_text()
    edit(returned, INFECTION, 'msgstr "infección o hemorragia"')
    save(returned)  # type: ignore[operator]
    renamed = returned.with_name("vertebroplasty ES final (2).po")
    shutil.move(returned, renamed)

    assert shell.run("accept", str(renamed)) == 0, shell.err
    assert result(shell) == "1 taken, 46 same, 0 conflict, 0 source moved"
    assert shell.catalog().read_text() == before.replace(INFECTION, 'msgstr "infección o hemorragia"')


def test_several_files_come_back_at_once(shell: Shell) -> None:
    """Each finds its own catalog."""
    folder = unpack(shell)
    edit(folder / "interface.po", 'msgstr "Idioma"', 'msgstr "Lengua"')

    assert shell.run("accept", str(folder / "interface.po"), str(folder / "vertebroplasty.po")) == 0
    assert 'msgstr "Lengua"' in shell.catalog(domain="interface").read_text()


DAMAGES = {
    "an unclosed quote": (INFECTION, INFECTION[:-1], "po-syntax"),
    "an edited msgid": ('msgid "infection or bleeding"', 'msgid "infection"', "po-handoff"),
    "an edited msgctxt": ('msgctxt "risks/infection"', 'msgctxt "risks/infections"', "po-handoff"),
    "another language": ('"Language: es', '"Language: fr', "po-header"),
    "a message twice": (INFECTION, f'{INFECTION}\n\nmsgctxt "risks/infection"\nmsgid "x"\nmsgstr "y"', "po-duplicate"),
    "a message of the translator's own": (INFECTION, f'{INFECTION}\n\nmsgctxt "risks/new"\nmsgid "x"\nmsgstr "y"', "po-handoff"),
    "a merge conflict": (INFECTION, f"<<<<<<< ours\n{INFECTION}", "po-syntax"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_refused_by_its_line(shell: Shell, name: str) -> None:
    """Exit code 2; nothing at all is written."""
    before, after, code = DAMAGES[name]
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, ALLERGY, 'msgstr "alergia a los materiales"')
    edit(returned, before, after)
    files = shell.list_files()

    assert shell.run("accept", str(returned)) == 2
    assert re.search(rf"vertebroplasty\.po:\d+:\d+: error {code} ", shell.err), shell.err
    assert files == shell.list_files()


def test_a_file_that_lost_its_mark_is_refused(shell: Shell) -> None:
    """A message without it names itself; a header without it is no hand-off at all; a damaged one is told of its damage."""
    returned = unpack(shell) / "vertebroplasty.po"
    text = returned.read_text()
    returned.write_text(re.sub(r"#\. Handed off: .*\n(?=#: .*risks.md#leak\n)", "", text))
    assert shell.run("accept", str(returned)) == 2
    assert "risks/leak: has no `#. Handed off:` line" in shell.err

    returned.write_text(re.sub(r'"X-Vertebra-Handoff.*\n', "", text))
    assert shell.run("accept", str(returned)) == 1
    assert "its header has no X-Vertebra-Handoff line" in shell.err

    returned.write_text(text.replace('msgid ""\nmsgstr ""\n', 'msgid "\nmsgstr ""\n', 1))
    assert shell.run("accept", str(returned)) == 2
    assert "vertebroplasty.po:1:7: error po-syntax" in shell.err


def test_a_file_for_what_is_not_there_is_refused(shell: Shell) -> None:
    """Another project's locale or topic; and no file at all."""
    returned = unpack(shell) / "vertebroplasty.po"
    text = returned.read_text()
    returned.write_text(
        text.replace("Handoff: es vertebroplasty", "Handoff: fr vertebroplasty").replace("Language: es", "Language: fr")
    )
    assert shell.run("accept", str(returned)) == 1
    assert "was handed off as fr vertebroplasty" in shell.err
    returned.write_text(text.replace("Handoff: es vertebroplasty", "Handoff: es ../../etc"))
    assert shell.run("accept", str(returned)) == 1
    assert shell.run("accept", "nothing.po") == 2
    assert "nothing.po: cannot be read" in shell.err


def test_a_catalog_that_broke_meanwhile_is_left_alone(shell: Shell) -> None:
    """It is mended first."""
    returned = unpack(shell) / "vertebroplasty.po"
    edit(returned, ALLERGY, 'msgstr "alergia a los materiales"')
    edit(shell.catalog(), INFECTION, INFECTION[:-1])
    before = shell.list_files()

    assert shell.run("accept", str(returned)) == 2
    assert before == shell.list_files()
