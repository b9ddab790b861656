"""`vertebra handoff` and `vertebra accept`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from api.checks.report import Report
from api.cli.arguments import Commands, add_folders, read_chosen, take_lock
from api.cli.check import print_findings
from api.cli.terminal import Paint, tabulate
from api.project.reading import Folders, read_project
from api.project.settings import resolve_folders
from api.translators.accept import Acceptance, MessageOutcome, accept_file
from api.translators.handoff import hand_off
from api.translators.inspect import inspect_project

_STYLES: Final = {
    MessageOutcome.TAKEN: "green",
    MessageOutcome.SAME: "dim",
    MessageOutcome.CONFLICT: "red",
    MessageOutcome.MOVED: "yellow",
}


def add_handoff(commands: Commands) -> None:
    """Add both commands."""
    parser = commands.add_parser(
        "handoff",
        help="pack a locale for a translator with Poedit and e-mail",
        description="Pack a locale's catalogs with a page that shows each section as patients see it, the glossary and a "
        "word count. Catalogs that are behind the English are packed as sync would lay them out.",
    )
    parser.add_argument("tag", metavar="TAG", help="the locale")
    parser.add_argument("--out", required=True, metavar="FILE.zip", help="where to write it")
    add_folders(parser)
    parser.set_defaults(run=handoff)
    parser = commands.add_parser(
        "accept",
        help="take a translator's file back",
        description="Merge a file that was handed off into its catalog: takes what the translator changed, and overwrites "
        "nothing that somebody else changed meanwhile. Exit code 1 if something could not be taken as it came.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE.po", help="what came back, under any name")
    add_folders(parser)
    parser.set_defaults(run=accept)


def handoff(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Write the archive and print what is in it."""
    folders, out = resolve_folders(options, environment), Path(options["out"])
    project, (translation,) = read_chosen(folders, [options["tag"]])
    done = hand_off(translation, project, folders.locales, out)
    print(f"{out}: {', '.join(done.files)}")
    print(f"to do: {done.new:,} words new, {done.changed:,} changed; {done.unchanged:,} unchanged")
    print("When the .po files come back: vertebra accept FILE.po", file=sys.stderr)
    return 0


def accept(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Take each file back, print what became of each changed message, then the findings in their catalogs."""
    folders, paint = resolve_folders(options, environment), Paint.of(sys.stdout)
    accepted = []
    for name in options["files"]:
        with take_lock(folders.locales) as held:
            done = accept_file(held, read_project(folders), Path(name))
        print("\n".join(render_acceptance(done, paint)), flush=True)
        accepted.append(done)
    _print_checks(folders, accepted)
    whole = all(not done.count(MessageOutcome.CONFLICT) and not done.count(MessageOutcome.MOVED) for done in accepted)
    return 0 if whole else 1


def render_acceptance(done: Acceptance, paint: Paint) -> list[str]:
    """Return a line for each changed message, with both texts where a person has to decide; then the counts."""
    lines = [f"{change.path}: brought up to the English" for change in done.synced if change.behind]
    told = [each for each in done.returned if each.outcome is not MessageOutcome.SAME or each.what]
    table = tabulate([(each.outcome, each.msgctxt, each.what) for each in told]) if told else []
    for line, each in zip(table, told, strict=True):
        lines.append(paint(line, _STYLES[each.outcome]))
        if each.outcome in {MessageOutcome.CONFLICT, MessageOutcome.MOVED}:
            lines += [f"    the catalog: {each.ours or '(nothing)'}", f"    came back:   {each.theirs}"]
    if done.absent:
        lines.append(f"{done.absent} messages of the catalog are not in the file; they stay as they are")
    counts = ", ".join(f"{done.count(outcome)} {outcome}" for outcome in MessageOutcome)
    return [*lines, f"{paint(str(done.path), 'bold')}: {counts}"]


def _print_checks(folders: Folders, accepted: list[Acceptance]) -> None:
    project, translations = read_chosen(folders, [done.locale for done in accepted])
    report = inspect_project(project, folders.locales, translations)
    files = {str(done.path) for done in accepted}
    findings = tuple(finding for finding in report.findings if finding.file in files)
    print_findings(Report(findings=findings))
    machine = [each.locale for each in translations if each.credit.method == "machine"]
    if machine and any(done.count(MessageOutcome.TAKEN) for done in accepted):
        print(
            f"{', '.join(machine)}: translation.toml says that a machine translated it; if a person did now, say so there",
            file=sys.stderr,
        )
