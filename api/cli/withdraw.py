"""`vertebra withdraw` and `vertebra reinstate`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from api.cli.arguments import Commands, add_folders, take_lock
from api.errors import SourceError
from api.ledgers.withdrawals import list_names, read_withdrawals
from api.model.vetting import Policy, Withdrawal
from api.project.reading import Folders, read_project
from api.project.settings import resolve_folders
from api.publishing.withdrawing import list_references, make_withdrawal, write_reinstatement, write_withdrawal
from api.release.build import build_release
from api.source.reader import read_content
from api.web.served import Served
from api.web.served_addresses import list_withdrawn


def add_withdraw(commands: Commands) -> None:
    """Add both commands."""
    parser = commands.add_parser(
        "withdraw",
        help="take a section or a topic back from all readers",
        description="From now on the section, or the whole topic, is answered with 410 in every language, with the reason.",
    )
    parser.add_argument("section", metavar="TOPIC[/SECTION]")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, in English, for partners")
    parser.add_argument(
        "--replacement", metavar="TOPIC[/SECTION]|URL", help="what partners should show instead, if there is something"
    )
    add_folders(parser)
    parser.set_defaults(run=withdraw)
    parser = commands.add_parser(
        "reinstate",
        help="serve again what was withdrawn",
        description="What was withdrawn is served again, as far as its words are vouched for.",
    )
    parser.add_argument("section", metavar="TOPIC[/SECTION]")
    parser.add_argument("--reason", metavar="TEXT", help="kept with the record")
    add_folders(parser)
    parser.set_defaults(run=reinstate)


def withdraw(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Withdraw it, also while other files of content/ cannot be read: a recall does not wait for them."""
    folders = resolve_folders(options, environment)
    with take_lock(folders.content) as held:
        before = read_withdrawals(folders.content).withdrawals
        record = make_withdrawal(options["section"], options["reason"], options["replacement"], datetime.now(UTC))
        written = write_withdrawal(held, _list_known(folders.content), record)
    print(f"{written.section}: withdrawn, in every language; servers follow within a second, caches within two minutes")
    print(_count_reach(folders, before, back=False))
    return 0


def reinstate(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Reinstate it."""
    folders = resolve_folders(options, environment)
    with take_lock(folders.content) as held:
        before = read_withdrawals(folders.content).withdrawals
        known = _list_known(folders.content)
        written = write_reinstatement(held, known, options["section"], options["reason"], datetime.now(UTC))
    print(f"{written.section}: reinstated; it is served as far as its words are vouched for")
    print(_count_reach(folders, before, back=True))
    return 0


def _count_reach(folders: Folders, before: tuple[Withdrawal, ...], *, back: bool) -> str:
    """Return in words how many addresses answer 410 since the record, and how many answer again."""
    try:
        project = read_project(folders)
    except SourceError as fault:
        return f"how many addresses say 410 cannot be counted, for content/ cannot be read: {fault.findings[0]}"
    earlier, now = (
        list_withdrawn(Served(build_release(replace(project, withdrawals=each), Policy.SIGNED)))
        if each
        else frozenset[str]()
        for each in (before, project.withdrawals)
    )
    if back:
        return f"{len(earlier - now):,} addresses no longer say 410; {len(now):,} do"
    return f"{len(now):,} addresses say 410 now{f', {len(now - earlier):,} of them since this' if earlier else ''}"


def _list_known(content: Path) -> tuple[str, ...]:
    try:
        return list_references(read_content(content))
    except SourceError as fault:
        print(f"{fault}\nvertebra: content/ cannot be served; this goes by the names of its files", file=sys.stderr)
        return list_names(content)
