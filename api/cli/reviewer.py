"""`vertebra reviewer add` and `vertebra reviewer list`: who may vouch."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from api.cli.arguments import Commands, add_folders, take_lock
from api.cli.terminal import ask_yes, complain, hear_or_end, tabulate
from api.errors import CatalogError, RefusedError, UsageError
from api.files.folders import reviewers_path
from api.ledgers.reviewers import append_reviewer, check_new_reviewer, read_reviewers, render_reviewer
from api.model.locales import SOURCE
from api.model.vetting import needed_role
from api.project.settings import resolve_folders
from api.reviewers.new_reviewer import FieldValue, Question, list_questions, parse_field, render_command, why_not_fields
from api.reviewers.signing import name_reviewer

_NOTHING: Final = "nothing was written"


def add_reviewer_commands(commands: Commands) -> None:
    """Add `reviewer` and its verbs."""
    parser = commands.add_parser("reviewer", help="say who may vouch", description="Work on locales/reviewers.toml.")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verb = verbs.add_parser(
        "add",
        help="let a person vouch for words",
        description="Add an entry to reviewers.toml: asks for whatever is not given, shows the entry, and writes it on a yes.",
    )
    verb.add_argument("id", nargs="?", metavar="ID", help="how commands and ledgers name the person, such as ana")
    verb.add_argument("--name", metavar="TEXT")
    verb.add_argument("--credentials", metavar="TEXT", help="such as MD, or certified medical interpreter")
    verb.add_argument("--organisation", metavar="TEXT", help="(default: none)")
    verb.add_argument("--role", dest="roles", nargs="+", action="extend", metavar="ROLE", help="clinical: reads the English; linguistic: reads both languages")  # fmt: skip
    verb.add_argument("--locale", dest="languages", nargs="+", action="extend", metavar="TAG", help="en is the English")
    verb.add_argument("--from", metavar="YYYY-MM-DD", help="the first day (default: today)")
    verb.add_argument("--until", metavar="YYYY-MM-DD", help="the last day (default: not known)")
    verb.add_argument("--public", metavar="name|role", help="what sites may show of the person (default: role)")
    verb.add_argument("--email", metavar="ADDRESS", help="where answers come from, never shown (default: none)")
    verb.add_argument("--yes", action="store_true", help="for scripts: without asking")
    add_folders(verb)
    verb.set_defaults(run=add_person)
    verb = verbs.add_parser("list", help="who may vouch", description="List who may vouch for what, and when.")
    add_folders(verb)
    verb.set_defaults(run=list_people)


def add_person(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Write an entry, once it is complete and confirmed."""
    folders, questions = resolve_folders(options, environment), list_questions(datetime.now(UTC).date())
    given = _read_given(options, questions)
    if options["yes"]:
        return _write(folders.locales, _render(_take_usual(given, questions), questions))
    fields = dict(given)
    try:
        return _write(folders.locales, _compose(fields, questions, folders.locales))
    except RefusedError:
        print(f"What was said until then, to be gone on from:\n  {render_command(fields, questions)}")
        raise


def _compose(fields: dict[str, FieldValue], questions: tuple[Question, ...], locales: Path) -> str:
    """Ask for every missing field, show the whole entry, and return it once it is confirmed.

    Raises:
        CatalogError: the file cannot be read as it is.
        RefusedError: the entry does not go with the others, or there is no yes.
    """
    for question in questions:
        if question.key not in fields:
            _ask(question, fields)
    entry = _render(fields, questions)
    check_new_reviewer(locales, entry)
    print(f"\n{entry}")
    if not ask_yes(f"Does this go into {reviewers_path(locales)}? Type yes to write it: "):
        raise RefusedError(_NOTHING)
    return entry


def _read_given(options: Mapping[str, Any], questions: tuple[Question, ...]) -> dict[str, FieldValue]:
    """Return the fields that the options give.

    Raises:
        UsageError: it could not stand in the file.
    """
    told = ((each.key, options["languages" if each.key == "locales" else each.key]) for each in questions)
    given = {
        key: parse_field(key, " ".join(value) if isinstance(value, list) else value) for key, value in told if value
    }
    if reason := why_not_fields(given):
        message = f"the entry {reason}"
        raise UsageError(message)
    return given


def _take_usual(given: dict[str, FieldValue], questions: tuple[Question, ...]) -> dict[str, FieldValue]:
    """Return the given fields, completed by the usual values.

    Raises:
        UsageError: that is not enough.
    """
    missing = [each.option for each in questions if each.usual is None and each.key not in given]
    if missing:
        message = f"reviewer add --yes asks nothing, so give {', '.join(missing)}"
        raise UsageError(message)
    return {each.key: parse_field(each.key, each.usual) for each in questions if each.usual} | given


def _ask(question: Question, fields: dict[str, FieldValue]) -> None:
    """Ask until the answer is valid, then add it to the fields.

    Raises:
        RefusedError: the answers end.
    """
    while (said := hear_or_end(f"{question.words}: ")) is not None:
        words = said or question.usual
        if words == "":
            return
        answer = {question.key: parse_field(question.key, words or "")}
        reason = why_not_fields(fields | answer)
        if reason is None:
            fields |= answer
            return
        complain(f"the entry {reason}")
    raise RefusedError(_NOTHING)


def _render(fields: Mapping[str, FieldValue], questions: tuple[Question, ...]) -> str:
    return render_reviewer({each.key: fields[each.key] for each in questions if each.key in fields})


def _write(locales: Path, entry: str) -> int:
    with take_lock(locales) as held:
        added = append_reviewer(held, entry)
    days = f"from {added.start} {f'until {added.end}' if added.end else 'on'}"
    print(f"{reviewers_path(locales)}: {added.id} may vouch {days}. Next, for instance:")
    # Where patients need the signature.
    duties = [tag for tag in added.locales if needed_role(tag) in added.roles]
    for tag in duties:
        print(f"  vertebra sign-off TOPIC/SECTION --locale {tag} --role {needed_role(tag)} --reviewer {added.id}")
    if not duties:
        print(
            f"  nothing that patients are shown: the English ({SOURCE}) needs the role {needed_role(SOURCE)}, every "
            "translation the other, and this entry has neither language for its role"
        )
    return 0


def list_people(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print a line for each entry."""
    locales = resolve_folders(options, environment).locales
    reviewers, faults = read_reviewers(locales)
    if reviewers is None:
        raise CatalogError(*faults)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not reviewers:
        print("Nobody may vouch yet: `vertebra reviewer add` adds a person")
        return 0
    rows = [("id", "shown as", "roles", "languages", "from", "until")]
    rows += [
        (
            each.id,
            name_reviewer((each,), each.id),
            ", ".join(each.roles),
            ", ".join(each.locales),
            str(each.start),
            str(each.end or ""),
        )
        for each in reviewers
    ]
    print("\n".join(tabulate(rows)))
    return 0
