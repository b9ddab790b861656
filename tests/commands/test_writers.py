"""Several who write at once: one after the other, nobody refused, nothing lost; and what may be written while much is broken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import Struct

from api.catalogs.examine import MAX_BYTES
from api.files import lock
from api.model.identifiers import LocaleTag
from api.model.vetting import Policy
from api.preview.signing_form import render_signing, take_form
from api.project.reading import fingerprint, read_project
from api.release.build import load_release
from tests.asgi import open_door
from tests.builders import copy_project, edit, held
from tests.shell import Shell

RISKS = "vertebroplasty/risks"
BENEFITS = "vertebroplasty/benefits"
TAG = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben")
ENGLISH = ("--locale", "en", "--role", "clinical", "--reviewer", "ana")


def withdrawals(shell: Shell) -> Path:
    """The topic's withdrawals."""
    return shell.folders.content / "vertebroplasty" / "withdrawals.jsonl"


def catalog(shell: Shell) -> Path:
    """The Spanish text."""
    return shell.catalog()


def snapshot(shell: Shell) -> dict[Path, bytes]:
    """Every file of the project."""
    folders = (shell.folders.content, shell.folders.locales)
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


class Case(Struct, frozen=True):
    """A command that writes."""

    words: tuple[str, ...]
    file: Callable[[Shell], Path]
    """What it rewrites."""

    prepare: tuple[tuple[str, ...], ...] = ()
    """Commands that come before it."""

    other: tuple[str, ...] = ()
    """One whose line somebody else adds to the file while it waits; none where a translator edits a text in it."""

    english: str = ""
    """A text of the English that is edited before all that."""


CLEO = ("--name", "Cleo Made-Up", "--credentials", "MD", "--role", "clinical", "--locale", "en", "--yes")
REWORDED = "nearby areas (rare)"
CASES = {
    "sync": Case(("sync", "es"), catalog, english=REWORDED),
    "confirm": Case(("confirm", "es", f"{RISKS}#leak"), catalog, (("sync",),), english=REWORDED),
    "accept": Case(("accept", "RETURNED"), catalog),
    "locale add": Case(("locale", "add", "so"), catalog),
    "reviewer add": Case(
        ("reviewer", "add", "cleo", *CLEO),
        lambda shell: shell.folders.locales / "reviewers.toml",
        other=("reviewer", "add", "dan", *CLEO),
    ),
    "sign-off": Case(("sign-off", RISKS, *TAG, "--yes"), Shell.ledger, other=("sign-off", BENEFITS, *TAG, "--yes")),
    "sign-off, asked": Case(("sign-off", RISKS, *TAG), Shell.ledger, other=("sign-off", BENEFITS, *TAG, "--yes")),
    "sign-off --same-meaning": Case(
        ("sign-off", RISKS, *ENGLISH, "--same-meaning", "--yes"),
        lambda shell: shell.ledger("en"),
        (("sign-off", RISKS, *ENGLISH, "--yes"), ("EDIT", "infection or bleeding", "infection, or bleeding")),
        ("sign-off", BENEFITS, *ENGLISH, "--yes"),
    ),
    "sign-off --revoke": Case(
        ("sign-off", RISKS, *TAG, "--revoke", "--yes"),
        Shell.ledger,
        (("sign-off", RISKS, *TAG, "--yes"),),
        ("sign-off", BENEFITS, *TAG, "--yes"),
    ),
    "sign-off --revoke, asked": Case(
        ("sign-off", RISKS, *TAG, "--revoke"),
        Shell.ledger,
        (("sign-off", RISKS, *TAG, "--yes"),),
        ("sign-off", BENEFITS, *TAG, "--yes"),
    ),
    "sign-off --from": Case(
        ("sign-off", "--from", "CODE", "--witness", "ana"), Shell.ledger, other=("sign-off", BENEFITS, *TAG, "--yes")
    ),
    "the preview's form": Case(("FORM",), Shell.ledger, other=("sign-off", BENEFITS, *TAG, "--yes")),
    "withdraw": Case(
        ("withdraw", RISKS, "--reason", "Why."), withdrawals, other=("withdraw", BENEFITS, "--reason", "Other.")
    ),
    "reinstate": Case(
        ("reinstate", RISKS),
        withdrawals,
        (("withdraw", RISKS, "--reason", "Why."),),
        ("withdraw", BENEFITS, "--reason", "Other."),
    ),
}


def run(shell: Shell, words: tuple[str, ...]) -> int:
    """Run a command; in capitals stands what only the project knows."""
    if words == ("FORM",):
        return submit(shell)
    if words[0] == "EDIT":
        edit(shell.section("risks"), *words[1:])
        return 0
    return shell.run(*(fill(shell, word) for word in words))


def submit(shell: Shell) -> int:
    """Press the button of the preview's form."""
    page = render_signing(read_project(shell.folders), f"/sign/es/{RISKS}", datetime.now(UTC)) or ""
    seen = re.findall(r'name="seen" value="([^"]*)"', page)[0]
    fields = {"seen": seen, "reviewer": "ben", "role": "linguistic", "yes": "yes"}
    shell.capsys.readouterr()
    refused = take_form(shell.folders, f"/sign/es/{RISKS}", fields, datetime.now(UTC))
    shell.err = shell.capsys.readouterr().err
    return 0 if refused is None else 1


def fill(shell: Shell, word: str) -> str:
    """The word, or what it stands for."""
    folder = shell.folders.content.parent
    if word == "RETURNED":
        assert shell.run("handoff", "es", "--out", str(folder / "es.zip")) == 0
        shutil.unpack_archive(folder / "es.zip", folder / "back")
        returned = folder / "back" / "vertebra-es" / "vertebroplasty.po"
        edit(returned, "infección o sangrado", "infección o hemorragia")
        return str(returned)
    if word == "CODE":
        out = folder / "review.html"
        assert shell.run("ask-reviewer", RISKS, *TAG, "--out", str(out)) == 0
        return str(re.findall(r"v1:es:vertebroplasty/risks:linguistic:ben:approve:[0-9a-f]+", out.read_text())[0])
    return word


@pytest.mark.parametrize("name", CASES)
def test_a_command_that_writes_waits_its_turn_and_loses_nothing(
    shell: Shell, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another holds the folder it changes nothing, and says so; then it keeps what the other wrote, and does its own."""
    case = CASES[name]
    file = case.file(shell)
    if case.english:
        edit(shell.section("risks"), case.english, "areas nearby (rare)")
    for words in case.prepare:
        assert run(shell, words) == 0, shell.err
    before = file.read_text() if file.exists() else None
    theirs = write_theirs(shell, case)
    file.write_text(before) if before is not None else file.unlink()
    snapshots = [snapshot(shell)]
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    monkeypatch.setattr(lock, "PATIENCE", 0)
    with ExitStack() as stack:
        stack.enter_context(held(shell.folders.content if file.name == "withdrawals.jsonl" else shell.folders.locales))

        def give_way(_: int) -> str:
            snapshots.append(snapshot(shell))
            file.write_text(theirs)
            snapshots.append(snapshot(shell))
            stack.close()
            return "somebody"

        monkeypatch.setattr(lock, "name_holder", give_way)
        assert run(shell, case.words) == 0, shell.err
    assert "waiting for somebody, which is writing there" in shell.err
    first, waiting, written = snapshots
    assert first == waiting
    assert written != snapshot(shell)
    assert file.read_text().startswith(theirs) if case.other else 'msgstr "Recuperarse"' in file.read_text()


def write_theirs(shell: Shell, case: Case) -> str:
    """The file as somebody else writes it meanwhile."""
    if case.other:
        assert shell.run(*case.other) == 0, shell.err
    else:
        edit(shell.catalog(), 'msgstr "Recuperación"', 'msgstr "Recuperarse"')
    return case.file(shell).read_text()


@pytest.mark.parametrize("more", [(), ("--revoke",)])
def test_nobody_waits_for_somebody_who_reads(
    shell: Shell, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a person is asked, the folder is free, and what others write meanwhile stays."""
    if more:
        shell.run("sign-off", RISKS, *TAG, "--yes")
    asked = []

    def answer(_: str) -> str:
        with held(shell.folders.locales):
            asked.append(True)
        assert Shell(shell.folders, shell.capsys).run("sign-off", BENEFITS, *TAG, "--yes") == 0
        return "yes"

    monkeypatch.setattr("builtins.input", answer)
    assert shell.run("sign-off", RISKS, *TAG, *more) == 0
    assert asked == [True]
    assert len(shell.ledger().read_text().splitlines()) == 2 + bool(more)


@pytest.mark.parametrize(
    ("more", "meanwhile", "why"),
    [
        ((), lambda shell: edit(shell.catalog(), "infección o", "infección, o"), "the files changed while you read"),
        ((), lambda shell: (shell.folders.locales / "reviewers.toml").unlink(), "there is no reviewer ben"),
        ((), lambda shell: shell.section("risks").write_text("Nothing."), "content/ cannot be served"),
        (
            ("--revoke",),
            lambda shell: Shell(shell.folders, shell.capsys).run("sign-off", RISKS, *TAG, "--yes"),
            "somebody signed or took back meanwhile",
        ),
    ],
)
def test_what_changed_while_somebody_read_is_not_signed(
    shell: Shell,
    more: tuple[str, ...],
    meanwhile: Callable[[Shell], object],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A yes is to what was shown: where that changed before it was given, nothing is written, and it is said."""
    if more:
        shell.run("sign-off", RISKS, *TAG, "--yes")
    written: list[str] = []

    def answer(_: str) -> str:
        if written:
            return "no"
        meanwhile(shell)
        written.append(shell.ledger().read_text() if more else "")
        return "yes"

    monkeypatch.setattr("builtins.input", answer)
    assert shell.run("sign-off", RISKS, *TAG, *more) != 0
    assert why in shell.err
    assert written == [shell.ledger().read_text() if shell.ledger().exists() else ""]


def break_content(shell: Shell) -> None:
    """A paragraph without an id."""
    edit(shell.section("recovery"), "# Recovery", "Recovery")


def break_catalog(shell: Shell) -> None:
    """A catalog that ends in the middle."""
    shell.catalog().write_bytes(shell.catalog().read_bytes()[:-30])


@pytest.mark.parametrize(
    "damage",
    [
        break_content,
        break_catalog,
        lambda shell: (shell.folders.content / "vertebroplasty" / "topic.toml").unlink(),
        lambda shell: shutil.rmtree(shell.folders.content),
        lambda shell: (shell.folders.locales / "es" / "translation.toml").write_text("[["),
        lambda shell: (shell.folders.locales / "reviewers.toml").write_text("[["),
        lambda shell: withdrawals(shell).write_text("{}\n"),
        lambda shell: (shell.folders.locales / "es" / "signoffs" / "hip.jsonl").write_text("{}\n"),
    ],
)
@pytest.mark.parametrize("named", [(RISKS,), ("vertebroplasty", "--all")])
def test_a_signature_is_taken_back_whatever_else_is_broken(
    shell: Shell, damage: Callable[[Shell], object], named: tuple[str, ...]
) -> None:
    """A ledger needs neither the English nor the translation to be written; mended, the words are a draft."""
    whole = shell.folders.content.parent / "whole"
    shell.run("sign-off", RISKS, *TAG, "--yes")
    shutil.copytree(shell.folders.content, whole / "content")
    shutil.copytree(shell.folders.locales, whole / "locales")
    damage(shell)
    shell.run("sign-off", *named, *TAG, "--revoke", "--yes")
    assert f"{RISKS} in es: 1 taken back" in shell.out, shell.err
    shutil.copy(shell.ledger(), whole / "locales" / "es" / "signoffs")
    mended = Shell(type(shell.folders)(content=whole / "content", locales=whole / "locales"), shell.capsys)
    assert mended.run("sign-off", RISKS, *TAG, "--revoke", "--yes") == 1
    assert load_release(mended.folders, Policy.DRAFTS).project.judgement.signoffs == ()


def test_what_could_not_be_read_again_is_not_written(shell: Shell) -> None:
    """Comments of two who sent the file back come to more than a catalog may hold: it stays as it was, and so do all others."""
    returned = shell.folders.content.parent / "returned.po"
    shutil.copy(fill(shell, "RETURNED"), returned)

    def note(path: Path, letter: str) -> None:
        notes = "".join(f"# {letter * 19_000} {number}\n" for number in range(110))
        edit(path, 'msgctxt "risks/infection"', f'{notes}msgctxt "risks/infection"')

    note(shell.catalog(), "a")
    assert shell.run("sync") == 0
    note(returned, "b")
    before = shell.list_files()
    assert shell.run("accept", str(returned)) == 1
    assert "could not be read again" in shell.err
    assert "the file is too large" in shell.err
    assert before == shell.list_files()


def test_a_sync_that_could_not_be_read_again_writes_nothing(shell: Shell) -> None:
    """A soft return that was pasted from a slide may stand in no catalog: every file stays as it was."""
    edit(shell.section("risks"), "infection or bleeding", "infection\x0bor bleeding")
    before = shell.list_files()
    assert shell.run("sync") != 0
    assert before == shell.list_files()


def test_a_catalog_that_could_not_be_read_again_keeps_back_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Spanish would grow beyond what may be read, by the mark that its English changed: it is left alone, and French is not."""
    shell = Shell(copy_project(tmp_path, "es", "fr"), capsys)
    lack = MAX_BYTES - len(shell.catalog().read_bytes()) - 20
    notes = [*(19_000,) * (lack // 19_003), lack % 19_003 - 3]
    edit(
        shell.catalog(), 'msgctxt "risks/leak"', "".join(f"# {'a' * each}\n" for each in notes) + 'msgctxt "risks/leak"'
    )
    assert shell.run("sync") == 0
    before = shell.catalog().read_bytes()
    edit(shell.section("risks"), REWORDED, "areas nearby (rare)")
    assert shell.run("sync") == 1
    assert f"{shell.catalog()}:" in shell.err
    assert "sync would write what cannot be read again: the file is too large" in shell.err
    assert before == shell.catalog().read_bytes()
    assert REWORDED in shell.catalog(LocaleTag("fr")).read_text().partition("#| msgid")[2]


def test_what_a_kill_left_is_nothing_to_anybody(shell: Shell) -> None:
    """A half-written file beside a ledger makes no server read anew, and the next writer takes it away."""
    shell.run("sign-off", RISKS, *TAG, "--yes")
    before = fingerprint(shell.folders)
    left = [
        shell.ledger().with_name(".vertebroplasty.jsonl.ab12cd_9"),
        withdrawals(shell).with_name(".withdrawals.jsonl.00000000"),
    ]
    for path in left:
        path.write_text("half")
    assert fingerprint(shell.folders) == before
    assert open_door(load_release(shell.folders, Policy.DRAFTS)).ask("/health").json["errors"] == 0
    shell.run("sign-off", BENEFITS, *TAG, "--yes")
    shell.run("withdraw", BENEFITS, "--reason", "Why.")
    assert [path.exists() for path in left] == [False, False]
