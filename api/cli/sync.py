"""`vertebra sync` and `vertebra confirm`: catalogs follow the English, and people say what is still right."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from api.cli.arguments import Commands, add_folders, add_locales, choose_locales, take_lock
from api.cli.terminal import Paint
from api.errors import UsageError
from api.model.identifiers import LocaleTag
from api.project.reading import Folders, read_project
from api.project.settings import resolve_folders
from api.source.reader import read_content
from api.translators.confirm import confirm_message, find_segment
from api.translators.sync import Change, Plan, apply_plan, plan_sync


def add_sync(commands: Commands) -> None:
    """Add both commands."""
    parser = commands.add_parser(
        "sync",
        help="bring templates and catalogs up to the English",
        description="Bring templates and catalogs up to the English. Translations are kept; where the English changed they "
        "are marked fuzzy, and what the English has no more goes to the locale's attic.po.",
    )
    add_locales(parser)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is behind the English")
    add_folders(parser)
    parser.set_defaults(run=sync)
    parser = commands.add_parser(
        "confirm",
        help="say that a fuzzy translation is still right",
        description="Say that a translation is still right although its English changed: takes the fuzzy mark off and "
        "keeps the words.",
    )
    parser.add_argument("words", nargs="+", metavar="TAG… TOPIC/SECTION#BLOCK", help="locales, then messages")
    add_folders(parser)
    parser.set_defaults(run=confirm)


def sync(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Bring files up to the English; with --check, print what would change."""
    folders = resolve_folders(options, environment)
    if options["check"]:
        plan, tags = _plan(folders, options["tags"])
        return _print_plan(plan, tags if options["tags"] else ())
    paint = Paint.of(sys.stdout)
    with take_lock(folders.locales) as held:
        plan, _ = _plan(folders, options["tags"])
        for change in apply_plan(held, plan):
            print(f"{paint(str(change.path), 'bold')}: {_render_counts(change)}", flush=True)
    if not plan.changes and not plan.findings:
        print("nothing to do: every file is up to the English")
    if plan.findings:
        print("vertebra: the files above were left alone; mend them and run sync again", file=sys.stderr)
    return 1 if plan.findings else 0


def _plan(folders: Folders, asked: list[str]) -> tuple[Plan, tuple[LocaleTag, ...]]:
    """Plan the sync, print the findings of files that cannot be read, and return the plan with its locales."""
    project = read_project(folders)
    tags = choose_locales(folders.locales, asked)
    plan = plan_sync(folders.locales, project.topics, tags, project.judgement)
    for finding in plan.findings:
        print(finding, file=sys.stderr)
    return plan, tags


def _print_plan(plan: Plan, tags: tuple[str, ...]) -> int:
    """Print the plan: a diff of each file that is behind, a line for each that differs in layout alone."""
    paint = Paint.of(sys.stdout)
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for change in plan.changes:
        if change.behind:
            for line in change.diff().splitlines():
                print(paint(line, styles.get(line[:1], "")))
        else:
            print(f"{change.path}: differs in layout alone; sync would lay it out anew")
    command = " ".join(["vertebra sync", *tags])
    if plan.behind:
        print(f"vertebra: {len(plan.behind)} files are behind the English; run `{command}`", file=sys.stderr)
    elif plan.changes:
        print(f"vertebra: nothing is behind; `{command}` would tidy the layout", file=sys.stderr)
    return 1 if plan.behind or plan.findings else 0


def _render_counts(change: Change) -> str:
    if not change.behind:
        return "laid out anew"
    tally = change.tally
    counts = {
        "new": tally.new,
        "changed, now fuzzy": tally.changed,
        "to the attic": tally.left,
        "back from the attic": tally.returned,
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return told or "brought up to the English"


def confirm(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Take the fuzzy mark off the named messages."""
    folders = resolve_folders(options, environment)
    references = [word for word in options["words"] if "#" in word]
    named = [word for word in options["words"] if "#" not in word]
    if not references or not named:
        message = "confirm needs a locale and a message, such as: vertebra confirm es vertebroplasty/risks#leak"
        raise UsageError(message)
    with take_lock(folders.locales) as held:
        topics = read_content(folders.content)
        segments = [(reference, *find_segment(topics, reference)) for reference in references]
        for tag in choose_locales(folders.locales, named):
            for reference, domain, segment in segments:
                done = confirm_message(held, tag, domain, segment)
                print(f"{tag} {reference}: {'confirmed' if done else 'was not fuzzy; nothing to confirm'}")
    return 0
