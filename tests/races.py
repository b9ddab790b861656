"""Two who write at once, for real: processes on one project that start together, or are killed at any moment."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Final

from msgspec import Struct

from api.catalogs.reader import read_catalog
from api.cli.main import main
from api.files.folders import catalog_path, is_unfinished, ledger_path
from api.model.catalog import Catalog
from api.model.identifiers import LocaleTag
from api.project.reading import Folders, read_project
from tests.builders import copy_project, edit
from tests.staff import hire

ES: Final = LocaleTag("es")
TOPIC: Final = "vertebroplasty"
BEN: Final = ("--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes")


class Act(Struct, frozen=True):
    """Something that one person does."""

    words: tuple[str, ...]
    is_done: Callable[[Folders], bool]


def _withdraw(section: str) -> Act:
    reference = f"{TOPIC}/{section}"
    file = f"{TOPIC}/withdrawals.jsonl"
    return Act(
        ("withdraw", reference, "--reason", "Why."),
        lambda folders: ("withdrawal", reference) in list_records(folders.content / file),
    )


def _sign(section: str, *more: str, kind: str = "sign-off") -> Act:
    reference = f"{TOPIC}/{section}"
    return Act(
        ("sign-off", reference, *BEN, *more),
        lambda folders: (kind, reference) in list_records(ledger_path(folders.locales, ES, TOPIC)),
    )


def _revoke(section: str) -> Act:
    return _sign(section, "--revoke", kind="revocation")


def _confirm(msgctxt: str) -> Act:
    reference = f"{TOPIC}/{msgctxt.replace('/', '#')}"
    return Act(("confirm", "es", reference), lambda folders: not read_text(folders, msgctxt)[1])


def _accept(msgctxt: str) -> Act:
    name = f"{msgctxt.replace('/', '-')}.po"
    return Act(("accept", name), lambda folders: read_text(folders, msgctxt)[0] == WORDS[msgctxt][1])


WORDS: Final = {
    "risks/infection": ("infección o sangrado", "infección o hemorragia"),
    "risks/allergy": ("reacción alérgica a los materiales", "alergia a los materiales"),
}
"""What the two who send a file back say otherwise."""

ACTS: Final = {
    "withdraw": (_withdraw("next-steps"), _withdraw("who-can-benefit")),
    "sign-off": (_sign("overview"), _sign("what-it-is")),
    "revoke": (_revoke("recovery"), _revoke("procedure")),
    "confirm": (_confirm("benefits/pain-relief"), _confirm("benefits/mobility")),
    "accept": (_accept("risks/infection"), _accept("risks/allergy")),
}
PAIRS: Final = tuple(combinations_with_replacement(ACTS, 2))


def choose_pair(first: str, second: str) -> tuple[Act, Act]:
    """Two of different kinds, or the two of one kind, which write to one file."""
    return ACTS[first][0], ACTS[second][1]


def list_records(path: Path) -> list[tuple[str, str]]:
    """Kind and section of each line."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(record["kind"], record["section"]) for record in map(json.loads, lines)]


def read_text(folders: Folders, msgctxt: str) -> tuple[str, bool]:
    """A Spanish text, and whether it is fuzzy."""
    catalog = read_catalog(catalog_path(folders.locales, ES, TOPIC), ES)
    assert isinstance(catalog, Catalog), catalog
    return next((each.msgstr, each.fuzzy) for each in catalog.messages if each.msgctxt == msgctxt)


def lay_out(folder: Path) -> Folders:
    """A project in which each act can be done, and the files that come back."""
    folders = copy_project(folder)
    hire(folders)
    catalog = catalog_path(folders.locales, ES, TOPIC)
    assert run(("sync", "es"), folders) == 0
    for msgctxt in ("benefits/pain-relief", "benefits/mobility"):
        edit(catalog, f'msgctxt "{msgctxt}"', f'#, fuzzy\nmsgctxt "{msgctxt}"')
    assert run(("sync", "es"), folders) == 0
    for section in ("recovery", "procedure"):
        assert run(("sign-off", f"{TOPIC}/{section}", *BEN), folders) == 0
    assert run(("handoff", "es", "--out", str(folder / "es.zip")), folders) == 0
    shutil.unpack_archive(folder / "es.zip", folder)
    for msgctxt, (before, after) in WORDS.items():
        returned = folder / f"{msgctxt.replace('/', '-')}.po"
        shutil.copy(folder / "vertebra-es" / f"{TOPIC}.po", returned)
        edit(returned, f'"{before}"', f'"{after}"')
    return folders


def lay_out_again(base: Folders, folder: Path) -> Folders:
    """A copy, as nobody has written to it yet."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base.content.parent, folder)
    return Folders(content=folder / "content", locales=folder / "locales")


def run(words: Sequence[str], folders: Folders) -> int:
    """Run a command to its end in another process; its exit code."""
    return wait(start(words, folders))


def start(words: Sequence[str], folders: Folders, gate: tuple[int, int] | None = None) -> int:
    """Run a command in a process of its own, which begins when the gate's end is closed."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        if gate:
            os.close(gate[1])
            os.read(gate[0], 1)
        os.chdir(folders.content.parent)
        silence = os.open("output.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        code = main([*words, "--content", str(folders.content), "--locales", str(folders.locales)])
    finally:
        os._exit(code)


def wait(process: int) -> int:
    """The exit code; below zero, the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def race(folders: Folders, acts: Sequence[Act]) -> list[str]:
    """Have them all begin at once; what went wrong."""
    gate = os.pipe()
    processes = [start(act.words, folders, gate) for act in acts]
    for end in gate:
        os.close(end)
    codes = [wait(each) for each in processes]
    wrong = [f"exit {code}: {' '.join(act.words)}" for code, act in zip(codes, acts, strict=True) if code]
    wrong += [f"lost: {' '.join(act.words)}" for act in acts if not act.is_done(folders)]
    return wrong + find_damage(folders)


def kill_midway(folders: Folders, act: Act, delay: float) -> tuple[bool, list[str]]:
    """Kill it after so many seconds, then do it again if it was not done; whether it had been, and what went wrong."""
    process = start(act.words, folders)
    time.sleep(delay)
    os.kill(process, signal.SIGKILL)
    wait(process)
    wrong, done = find_damage(folders), act.is_done(folders)
    if not done:
        wrong += [f"exit {code}: {' '.join(act.words)}"] if (code := run(act.words, folders)) else []
        wrong += [] if act.is_done(folders) else [f"not done: {' '.join(act.words)}"]
        wrong += [f"left over: {path.name}" for path in folders.content.parent.rglob(".*") if is_unfinished(path.name)]
    return done, wrong + find_damage(folders)


def find_damage(folders: Folders) -> list[str]:
    """What a reader finds wrong."""
    return [str(finding) for finding in read_project(folders).findings]
