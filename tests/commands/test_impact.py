"""`vertebra impact`: what an edit comes to, told before anybody else sees it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.cli.impact import render_impact
from api.cli.terminal import Paint
from api.files.folders import ledger_path, reviewers_path
from api.project.reading import Folders, read_project
from api.reviewers.impact import compare_projects
from tests.builders import add_locale, copy_project, edit
from tests.shell import ES, Shell, sit_down
from tests.staff import LATELY, hire, sign

RISKS = "vertebroplasty/risks"
RARE = "cement leaking into nearby areas (rare)"
INFECTION = 'msgstr "infección o sangrado"'
NOTHING = "Nothing that a patient reads changes.\n"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git says what the last commit was")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in Spanish and French: the English is signed, and of the Spanish the risks."""
    folder = tmp_path_factory.mktemp("signed")
    folders = copy_project(folder)
    add_locale(folders, "fr")
    hire(folders)
    sign(folders, "en", "vertebroplasty")
    sign(folders, "es", RISKS, who="ben")
    return folder


@pytest.fixture
def shell(signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A copy of it to edit; `before` beside it stays as it is."""
    for name in ("before", "project"):
        shutil.copytree(signed, tmp_path / name)
    project = tmp_path / "project"
    return Shell(Folders(content=project / "content", locales=project / "locales"), capsys)


def before(shell: Shell) -> Path:
    """The folder of the state before the edit."""
    return shell.folders.content.parent.parent / "before"


def go_back(shell: Shell) -> Shell:
    """A shell on the state before the edit."""
    return Shell(Folders(content=before(shell) / "content", locales=before(shell) / "locales"), shell.capsys)


def tell(shell: Shell, *words: str) -> str:
    """What the command prints, against `before`."""
    assert shell.run("impact", *words, "--against", str(before(shell))) == 0, shell.err
    return shell.out


def tell_json(shell: Shell, *words: str) -> dict[str, Any]:
    """The same as JSON, with each section by its name, and in it each locale."""
    told: dict[str, Any] = json.loads(tell(shell, *words, "--format", "json"))
    told["sections"] = {
        section["section"]: {**section, "locales": {each["locale"]: each for each in section["locales"]}}
        for section in told["sections"]
    }
    return told


def change_the_english(shell: Shell) -> None:
    """Two words change places."""
    edit(shell.section("risks"), "nearby areas (rare)", "nearby area (rare)")


# What an edit comes to


def test_what_is_not_edited_changes_nothing(shell: Shell) -> None:
    """It says so plainly; so it does where only comments, wrapping and layout changed."""
    assert tell(shell) == f"No word, state or signature is other than in {before(shell)}.\n{NOTHING}"
    path = shell.section("risks")
    path.write_text(path.read_text().replace("well. But every", "well.\nBut every") + "\n")
    shell.catalog().write_text("# A comment.\n" + shell.catalog().read_text())
    assert tell(shell).endswith(NOTHING)
    assert tell_json(shell)["patients_read_otherwise"] == {"signed": [], "drafts": []}


def test_an_english_edit_is_told_with_all_that_follows(shell: Shell) -> None:
    """Word diff, states, words to translate, signatures, what partners show, and what stands around other sections."""
    change_the_english(shell)
    assert (
        tell(shell)
        == f"""\
Words
  vertebroplasty/risks  en  leak  changed  cement leaking into nearby [-areas-]{{+area+}} (rare)

States, and words to translate in each locale
  vertebroplasty/risks  signed-off -> draft              en
  vertebroplasty/risks  signed-off -> outdated, 6 words  es
  vertebroplasty/risks  draft -> outdated, 6 words       fr

Signatures
  vertebroplasty/risks  en  lapses  clinical              Ana Made-Up, MD, certified medical interpreter  2026-03-01  it is for other words
  vertebroplasty/risks  es  lapses  reads both languages  ben                                             2026-03-01  it is for other words

Partners show, where only signed text is served
  vertebroplasty/benefits  the same words, with other notices, links beside it                   en and all 2 translations
  vertebroplasty/risks     served -> withheld (awaiting-sign-off)                                en
  vertebroplasty/risks     its own words -> withheld (awaiting-sign-off)                         es
  vertebroplasty/risks     English stand-in (awaiting-sign-off) -> withheld (awaiting-sign-off)  fr

Partners show, where drafts are served too
  vertebroplasty/benefits  the same words, with other links beside it                                          en and all 2 translations
  vertebroplasty/risks     served -> served, marked as a draft, in other words                                 en
  vertebroplasty/risks     its own words -> English stand-in (outdated), marked as a draft                     es
  vertebroplasty/risks     its own words, marked as a draft -> English stand-in (outdated), marked as a draft  fr

Against {before(shell)}: 1 section changed, 2 translations fall out, 2 signatures lapse, 12 words to translate.
What a patient reads changes, where only signed text is served: in en and all 2 translations.
What a patient reads changes, where drafts are served too: in en and all 2 translations.
"""
    )
    assert shell.err.endswith(
        "  vertebra sign-off vertebroplasty/risks --locale en --role clinical --reviewer ID --same-meaning\n"
    )


def test_sync_changes_nothing_of_it(shell: Shell) -> None:
    """The translations are outdated before it and after."""
    change_the_english(shell)
    told = tell(shell)
    assert shell.run("sync") == 0
    assert told == tell(shell)


def test_an_edit_that_may_keep_its_meaning_is_vouched_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """With such a record no translation falls out; a hedge that changed gets no such advice."""
    change_the_english(shell)
    assert tell_json(shell)["sections"][RISKS]["same_meaning_possible"]
    words = ("sign-off", RISKS, "--locale", "en", "--role", "clinical", "--reviewer", "ana", "--same-meaning")
    sit_down(monkeypatch, "area", "yes")
    assert shell.run(*words) == 0, shell.err
    told = tell_json(shell)
    assert (told["fall_out"], told["lapse"], told["words"]) == (0, 0, 0)
    locales = told["sections"][RISKS]["locales"]
    # The Spanish stays as it was, but for who vouches; where the English stands in, it stands in with its new words.
    assert list(locales) == ["en", "es", "fr"]
    assert {tuple(each["around"]) for each in locales["es"]["partners"].values()} == {("review",)}
    assert [(each["same_meaning"], each["lapses"]) for each in locales["en"]["signatures"]] == [(True, False)]
    assert {policy: each["text"] for policy, each in locales["fr"]["partners"].items()} == {
        "signed": True,
        "drafts": False,
    }
    assert "English stand-in (awaiting-sign-off), in other words  fr\n" in tell(shell)
    assert "clinical, same meaning  Ana Made-Up, MD, certified medical interpreter" in tell(shell)
    assert shell.err == ""

    edit(shell.section("risks"), "nearby area (rare)", "areas nearby")
    told = tell_json(shell)
    assert (told["lapse"], told["sections"][RISKS]["same_meaning_possible"]) == (2, False)
    tell(shell)
    assert "--same-meaning" not in shell.err


def test_blocks_come_go_and_change_place(shell: Shell) -> None:
    """Each is told as what it is; only what is new is to be translated."""
    path = shell.section("risks")
    text = path.read_text()
    text = text.replace("- infection or bleeding {#infection}\n", "")
    nerve = "- a nerve that is irritated or injured (uncommon) {#nerve}\n"
    path.write_text(
        text.replace(nerve, "").replace("- cement", f"{nerve}- an infected or bleeding wound {{#wound}}\n- cement")
    )
    told = tell_json(shell)["sections"][RISKS]
    assert [(each["block"], each["change"], each["moved"]) for each in told["blocks"]] == [
        ("risks/nerve", "moved", True),
        ("risks/wound", "came", False),
        ("risks/infection", "went", False),
    ]
    assert {tag: (each["after"], each["words"]) for tag, each in told["locales"].items()} == {
        "en": ("draft", 0),
        "es": ("incomplete", 5),
        "fr": ("incomplete", 5),
    }
    assert "  vertebroplasty/risks  en  wound      came   {+an infected or bleeding wound+}\n" in tell(shell)


def test_a_moved_block_lapses_signatures_and_no_translation(shell: Shell) -> None:
    """Its words are still of this English; what was signed was another order."""
    path = shell.section("risks")
    text = path.read_text()
    leak, infection = (
        next(line for line in text.splitlines(keepends=True) if mark in line) for mark in ("#leak", "#infection")
    )
    path.write_text(text.replace(leak + infection, infection + leak))
    told = tell_json(shell)
    assert (told["fall_out"], told["lapse"], told["words"]) == (0, 2, 0)
    assert told["sections"][RISKS]["locales"]["es"]["after"] == "draft"


def test_an_item_that_is_nested_deeper_is_told(shell: Shell) -> None:
    """Its words stay, its place does not; a block that also changed says both."""
    edit(shell.section("risks"), "- infection or bleeding {#infection}", "  - infection or heavy bleeding {#infection}")
    edit(shell.section("risks"), "- an allergic reaction", "  - an allergic reaction")
    assert "en  infection  changed  infection or {+heavy +}bleeding  (and moved)\n" in tell(shell)
    assert "en  allergy    moved    an allergic reaction to the materials\n" in tell(shell)


def test_an_edited_translation_lapses_its_signature_alone(shell: Shell) -> None:
    """The English, the French and what they are signed with stay."""
    edit(shell.catalog(), INFECTION, 'msgstr "infección o hemorragia"')
    told = tell_json(shell)
    assert (told["fall_out"], told["lapse"], told["words"]) == (0, 1, 0)
    risks = told["sections"][RISKS]
    assert (risks["blocks"], list(risks["locales"])) == ([], ["es"])
    assert list(risks) == ["section", "blocks", "locales", "same_meaning_possible"]
    assert risks["locales"]["es"]["blocks"] == [
        {
            "block": "risks/infection",
            "change": "changed",
            "moved": False,
            "before": "infección o sangrado",
            "after": "infección o hemorragia",
        }
    ]
    assert {
        policy: (each["before"], each["after"], each["text"])
        for policy, each in risks["locales"]["es"]["partners"].items()
    } == {
        "signed": (
            {"shown": "own", "reason": None, "draft": False},
            {"shown": "stand-in", "reason": "awaiting-sign-off", "draft": False},
            True,
        ),
        "drafts": (
            {"shown": "own", "reason": None, "draft": False},
            {"shown": "own", "reason": None, "draft": True},
            True,
        ),
    }
    assert "Words\n  vertebroplasty/risks  es  infection  changed  infección o [-sangrado-]{+hemorragia+}\n" in tell(
        shell
    )
    assert "its own words -> English stand-in (awaiting-sign-off)  es\n" in tell(shell)


@pytest.mark.parametrize(
    ("damage", "state"),
    [
        ((INFECTION, 'msgstr ""'), "incomplete"),
        (('msgctxt "risks/infection"', '#, fuzzy\nmsgctxt "risks/infection"'), "outdated"),
    ],
)
def test_a_translation_that_is_taken_back_is_to_be_done_again(
    shell: Shell, damage: tuple[str, str], state: str
) -> None:
    """Its words count as to be translated, though the English is the same."""
    edit(shell.catalog(), *damage)
    told = tell_json(shell)
    spanish = told["sections"][RISKS]["locales"]["es"]
    assert (told["fall_out"], told["words"], spanish["after"], spanish["falls_out"]) == (1, 3, state, True)


def test_what_waited_already_is_not_counted_again(shell: Shell) -> None:
    """Only the blocks that this edit touches, in a section that was incomplete before."""
    for project in (shell, go_back(shell)):
        edit(project.catalog(), INFECTION, 'msgstr ""')
    assert tell(shell).endswith(NOTHING)
    change_the_english(shell)
    assert tell_json(shell)["sections"][RISKS]["locales"]["es"]["words"] == 6


def test_a_damaged_catalog_takes_its_sections_out(shell: Shell) -> None:
    """Nobody knows what changed in it, so no word of it is said to; `check` is named."""
    edit(shell.catalog(), INFECTION, INFECTION[:-1])
    told = tell_json(shell)
    spanish = told["sections"][RISKS]["locales"]["es"]
    assert (told["fall_out"], told["words"], spanish["blocks"], spanish["readable"]) == (8, 0, [], False)
    assert "es  reads both languages  ben  2026-03-01  its words cannot be read: the catalog is damaged\n" in tell(
        shell
    )
    assert shell.err == "`vertebra check` says what failed, and where.\n"


def test_what_stands_around_the_sections_is_told_apart(shell: Shell) -> None:
    """A label is read beside each section that shows it, and in none that is signed."""
    edit(shell.catalog(ES, "interface"), 'msgstr "Idioma"', 'msgstr "Lengua"')
    told = tell(shell)
    assert told.startswith(
        "Words\n  interface  es  label/language  changed  [-Idioma-]{+Lengua+}\n\nPartners show, where drafts are served too\n"
    )
    assert re.search(r"vertebroplasty/overview +the same words, with other labels  es\n", told)
    assert RISKS not in told
    assert "where only signed text is served: nowhere.\n" in told
    assert "where drafts are served too: in es.\n" in tell(shell, "interface")
    assert "around the text changes, where drafts" in tell(shell, "interface")
    assert tell(shell, "vertebroplasty/overview").endswith(
        "What a patient reads of vertebroplasty/overview changes, where drafts are served too: in es.\n"
    )


def test_a_new_language_and_one_that_is_gone(shell: Shell) -> None:
    """What it brings to be translated; what it takes away."""
    assert shell.run("locale", "add", "ht") == 0
    told = tell_json(shell)
    assert (told["words"], told["patients_read_otherwise"]["signed"]) == (928, ["ht"])
    shutil.rmtree(shell.folders.locales / "ht")
    shutil.rmtree(shell.folders.locales / "es")
    told = tell_json(shell)
    assert (told["fall_out"], told["lapse"], told["sections"][RISKS]["locales"]["es"]["after"]) == (9, 1, None)
    assert "signed-off -> gone  es\n" in tell(shell)
    assert "there is no such section any more" in tell(shell)
    assert "its own words -> nothing" in tell(shell)


def test_a_section_that_is_gone_is_told_after_those_that_are_there(shell: Shell) -> None:
    """With its words, and what partners lose; our own words come last."""
    shell.section("recovery").unlink()
    topic = shell.folders.content / "vertebroplasty" / "topic.toml"
    edit(topic, '[[section]]\nid = "recovery"\naspect = "LivingWithHealthAspect"\n\n', "")
    notes = shell.folders.content / "vertebroplasty" / "notes.toml"
    notes.write_text("".join(line for line in notes.read_text().splitlines(keepends=True) if "recovery/" not in line))
    change_the_english(shell)
    edit(shell.catalog(ES, "interface"), 'msgstr "Idioma"', 'msgstr ""')
    told = tell_json(shell)
    assert list(told["sections"])[-3:] == ["vertebroplasty/next-steps", "vertebroplasty/recovery", "interface"]
    assert told["fall_out"] == 5
    gone = told["sections"]["vertebroplasty/recovery"]
    assert {each["change"] for each in gone["blocks"]} == {"went"}
    assert {tag: each["after"] for tag, each in gone["locales"].items()} == {"en": None, "es": None, "fr": None}
    assert "Recovery" in tell(shell, "vertebroplasty/recovery")


# Ledgers, reviewers, withdrawals


def test_a_new_signature_is_told(shell: Shell) -> None:
    """It counts from now on, and what partners show follows; the French need not be named."""
    sign(shell.folders, "es", "vertebroplasty/overview")
    told = tell(shell)
    assert (
        "Signatures\n  vertebroplasty/overview  es  counts from now on  reads both languages  Ana Made-Up, MD, certified medical interpreter  2026-03-01\n"
        in told
    )
    assert "English stand-in (awaiting-sign-off) -> its own words  es\n" in told
    assert "0 signatures lapse" in told


def test_a_renewed_signature_does_not_lapse(shell: Shell) -> None:
    """A later one took its place: the text stays, and so does the line that says when, for the English was read earlier."""
    sign(shell.folders, "es", RISKS, who="ana", at=LATELY + timedelta(days=30))
    told = tell(shell)
    assert (
        "es  counts from now on  reads both languages  Ana Made-Up, MD, certified medical interpreter  2026-03-31\n"
        in told
    )
    assert "0 signatures lapse" in told
    assert "the same words, with other review details  es\n" in told


def revoke(shell: Shell) -> None:
    """Ben takes it back."""
    words = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--revoke", "--yes")
    assert shell.run("sign-off", RISKS, *words) == 0, shell.err


def dismiss(shell: Shell) -> None:
    """Ben is not entitled to Spanish any more."""
    head, name, tail = reviewers_path(shell.folders.locales).read_text().partition('id = "ben"')
    tail = tail.replace('"es", ', "")
    reviewers_path(shell.folders.locales).write_text(f"{head}{name}{tail}")


def tear(shell: Shell) -> None:
    """The ledger is gone."""
    ledger_path(shell.folders.locales, ES, "vertebroplasty").unlink()


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (revoke, "it was taken back"),
        (dismiss, "it does not count any more; `vertebra verify` says why"),
        (tear, "its record is gone from the ledger"),
    ],
)
def test_a_signature_that_ends_otherwise_says_how(shell: Shell, end: Any, reason: str) -> None:
    """Taken back, refused, or gone; the words stand there as before."""
    end(shell)
    told = tell_json(shell)
    assert (told["fall_out"], told["lapse"], told["sections"][RISKS]["blocks"]) == (0, 1, [])
    assert f"es  reads both languages  ben  2026-03-01  {reason}\n" in tell(shell)


def test_a_signature_waits_that_has_lost_the_one_beside_it(shell: Shell) -> None:
    """A clinician's alone vouches for no translation."""
    sign(shell.folders, "es", RISKS, role="clinical")
    shutil.copytree(shell.folders.locales, before(shell) / "locales", dirs_exist_ok=True)
    revoke(shell)
    assert (
        "es  clinical              Ana Made-Up, MD, certified medical interpreter  2026-03-01  the signature that has to be beside it is gone\n"
        in tell(shell)
    )


def test_a_withdrawal_is_told(shell: Shell) -> None:
    """No translation falls out and no signature lapses: it may be reinstated; partners lose it all the same."""
    assert shell.run("withdraw", RISKS, "--reason", "it is wrong") == 0
    told = tell_json(shell)
    assert (told["fall_out"], told["lapse"]) == (0, 0)
    assert told["sections"][RISKS]["locales"]["fr"]["partners"]["signed"]["after"] == {
        "shown": "withheld",
        "reason": "withdrawn",
        "draft": False,
    }
    assert re.search(
        r"benefits +the same words, with other notices, links beside it +en and all 2 translations\n", tell(shell)
    )


# Which section, against what


def test_one_section_is_told_alone(shell: Shell) -> None:
    """Its own numbers; another that was edited too is left out; a name that names nothing is wrong usage."""
    change_the_english(shell)
    edit(shell.section("recovery"), "within a few days", "in a few days")
    told = tell_json(shell, RISKS)
    assert (list(told["sections"]), told["words"]) == ([RISKS], 12)
    overview = tell(shell, "vertebroplasty/overview")
    assert overview == (
        f"vertebroplasty/overview: no word, state or signature is other than in {before(shell)}.\n"
        "Nothing that a patient reads of vertebroplasty/overview changes.\n"
    )
    assert shell.run("impact", "nothing", "--against", str(before(shell))) == 2
    assert "there is no section nothing, now or then; there is vertebroplasty/overview, " in shell.err


def test_a_folder_that_is_no_project_is_wrong_usage(shell: Shell, tmp_path: Path) -> None:
    """Without content/ or locales/; and an older content/ that cannot be read is named by its own path."""
    assert shell.run("impact", "--against", str(tmp_path / "none")) == 2
    assert f"there is no folder {tmp_path / 'none' / 'content'}" in shell.err
    shutil.rmtree(before(shell) / "locales")
    assert shell.run("impact", "--against", str(before(shell))) == 2
    assert "there is no folder" in shell.err
    go_back(shell).folders.locales.mkdir()
    edit(go_back(shell).section("risks"), " {#leak}", "")
    assert shell.run("impact", "--against", str(before(shell))) == 2
    assert f"{go_back(shell).section('risks')}:8:" in shell.err


def test_broken_english_ends_it(shell: Shell) -> None:
    """The working tree's own fault, by file and line."""
    edit(shell.section("risks"), " {#leak}", "")
    assert shell.run("impact", "--against", str(before(shell))) == 2
    assert re.search(r"risks\.md:8:\d+: error block-id ", shell.err)


def test_no_address_is_ever_printed(shell: Shell) -> None:
    """Nor the name of somebody of whom only the role is public."""
    change_the_english(shell)
    sign(shell.folders, "es", "vertebroplasty/overview", who="ben")
    both = tell(shell) + tell(shell, "--format", "json")
    assert "made-up.example" not in both
    assert "Ben Made-Up" not in both
    assert "Ana Made-Up" in both
    edit(reviewers_path(shell.folders.locales), 'public = "name"', 'public = "role"')
    assert "Ana" not in tell(shell) + tell(shell, "--format", "json")


def test_nothing_is_written(shell: Shell) -> None:
    """It only reads."""
    change_the_english(shell)
    files = {path: path.read_bytes() for path in shell.folders.content.parent.rglob("*") if path.is_file()}
    tell(shell)
    assert files == {path: path.read_bytes() for path in shell.folders.content.parent.rglob("*") if path.is_file()}


def test_a_terminal_has_colours_and_the_same_words(shell: Shell) -> None:
    """What is painted reads as what is piped."""
    change_the_english(shell)
    found = compare_projects(read_project(go_back(shell).folders), read_project(shell.folders))
    painted, plain = (render_impact(found, "then", None, Paint(colour=colour)) for colour in (True, False))
    assert painted != plain
    assert plain == [re.sub(r"\x1b\[\d+m", "", line) for line in painted]


# git


def git(folder: Path, *words: str) -> None:
    """As somebody who has no configuration."""
    identity = ("-c", "user.name=Made Up", "-c", "user.email=made@up.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


def commit(folder: Path) -> None:
    """All that is there."""
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "All")


@pytest.fixture
def committed(shell: Shell) -> Shell:
    """The project as the last commit of a repository of its own."""
    folder = shell.folders.content.parent
    git(folder, "init", "-q")
    commit(folder)
    return shell


@needs_git
def test_the_last_commit_is_what_it_is_compared_with(committed: Shell) -> None:
    """The same as against a folder with the same files; what is committed is no edit any more."""
    change_the_english(committed)
    told = tell(committed, "--format", "json")
    assert committed.run("impact", "--format", "json") == 0
    assert told == committed.out
    assert committed.run("impact") == 0
    assert "Against the last commit: 1 section changed, 2 translations fall out" in committed.out
    commit(committed.folders.content.parent)
    assert committed.run("impact") == 0
    assert committed.out == f"No word, state or signature is other than in the last commit.\n{NOTHING}"


@needs_git
def test_what_is_staged_and_what_is_new_is_part_of_the_edit(committed: Shell) -> None:
    """The commit decides, not the index."""
    change_the_english(committed)
    git(committed.folders.content.parent, "add", ".")
    add_locale(committed.folders, "it")
    assert committed.run("impact", RISKS, "--format", "json") == 0
    told = {each["locale"]: each["before"] for each in json.loads(committed.out)["sections"][0]["locales"]}
    assert told == {"en": "signed-off", "es": "signed-off", "fr": "draft", "it": None}


@needs_git
def test_a_repository_in_which_the_project_lies_deeper(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders' own part of the commit is read, and a hook's variables lead nowhere else."""
    root = shell.folders.content.parent.parent
    git(root, "init", "-q")
    commit(root)
    change_the_english(shell)
    for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.setenv(variable, str(root / "nowhere"))
    assert shell.run("impact") == 0, shell.err
    assert "2 signatures lapse" in shell.out


@needs_git
def test_without_a_last_commit_it_says_what_to_do(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository; no commit; a commit without the folder; an older content/ that cannot be read; a link."""
    folder = shell.folders.content.parent

    def refuse(why: str) -> None:
        assert shell.run("impact") == 1, shell.out
        assert re.search(why, shell.err), shell.err
        assert shell.err.endswith("name a folder that holds content/ and locales/ as they were with --against DIR\n")

    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    refuse(r"content lies in no git repository \(git says: fatal: not a git repository")
    git(folder, "init", "-q")
    refuse("content lies in a git repository without a commit; ")
    git(folder, "add", "content")
    git(folder, "commit", "-qm", "Content")
    refuse("the last commit has no .*locales")
    edit(shell.section("risks"), " {#infection}", "")
    commit(folder)
    edit(shell.section("risks"), "bleeding", "bleeding {#infection}")
    refuse(r"content/ of the last commit cannot be read: content/vertebroplasty/risks\.md:9: ")
    (shell.folders.content / "link").symlink_to(shell.folders.locales / "es")
    commit(folder)
    (shell.folders.content / "link").unlink()
    refuse("the last commit has a link at .*content/link, which cannot be followed there")


def test_without_git_it_says_what_to_do(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else needs git."""
    monkeypatch.setenv("PATH", "/nowhere")
    assert shell.run("impact") == 1
    assert "there is no git here to ask for the last commit; name a folder" in shell.err


def test_an_absent_locales_folder_is_wrong_usage(shell: Shell) -> None:
    """As for every command on the translations."""
    shutil.rmtree(shell.folders.locales)
    assert shell.run("impact", "--against", str(before(shell))) == 2
    assert "there is no folder" in shell.err
