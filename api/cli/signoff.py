"""`vertebra sign-off`: a reviewer reads, says yes section by section, and the signature is written down."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from api.cli.project import add_folders
from api.cli.reading import show_candidate, show_plainly
from api.cli.terminal import Paint
from api.errors import RefusedError, UsageError
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.ledger import SameMeaning
from api.model.locales import SOURCE
from api.model.vetting import Role, State
from api.release.load import Folders, read_project
from api.release.model import Project
from api.translators.answers import list_besides, read_answer
from api.translators.candidates import find_candidates, name_everything, name_sections
from api.translators.recording import Said, prepare_answer
from api.translators.signing import (
    Signer,
    check_candidate,
    check_signer,
    describe_unsigned_interface,
    find_earlier,
    find_revocable,
    make_revocations,
    make_same_meaning,
    make_signoff,
    name_reviewer,
    write_record,
)
from api.vetting import needed_role
from api.web.settings import resolve_folders

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from api.translators.answers import Answer
    from api.translators.candidates import Candidate
    from api.translators.mail import Mail


def add_sign_off(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Tell the parser of the command."""
    parser = commands.add_parser(
        "sign-off",
        help="vouch for the words of a section",
        description="Show a section beside its English, block by block, and write down that a reviewer vouches for exactly these "
        "words. Exit code 1 if a section was not signed.",
    )
    parser.add_argument("sections", nargs="*", metavar="TOPIC/SECTION", help="or interface; with --all, a TOPIC")
    parser.add_argument("--locale", metavar="TAG", help=f"whose words; {SOURCE} is the English")
    parser.add_argument("--role", choices=get_args(Role), help="what the reviewer reads it as")
    parser.add_argument("--reviewer", metavar="ID", help="who signs, as reviewers.toml names them")
    parser.add_argument("--all", action="store_true", help="every section of the topic, and in a translation interface")
    parser.add_argument("--note", metavar="TEXT", help="kept with the signature")
    parser.add_argument("--yes", action="store_true", help="for scripts: sign without asking, warnings accepted")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--revoke", action="store_true", help="take the signatures back")
    what.add_argument("--same-meaning", action="store_true", help="the English changed, and its meaning did not")
    what.add_argument("--from", dest="answer", metavar="FILE.eml|CODE", help="an answer to `vertebra review`")
    parser.add_argument("--witness", metavar="ID", help="with --from: who attests where the answer came from")
    add_folders(parser)
    parser.set_defaults(run=sign_off)


def sign_off(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Sign, revoke, or record an answer.

    Raises:
        SourceError: content/ cannot be read.
        UsageError: an argument is missing, or names nothing.
        RefusedError: the person may not sign, or the words cannot be signed.
        CatalogError: the ledger was edited or damaged.
        WriteError: a file cannot be written.
    """
    folders = resolve_folders(options, environment)
    project = read_project(folders)
    if options["answer"] is not None:
        return _record_answer(options, project, folders)
    missing = [f"--{name}" for name in ("locale", "role", "reviewer") if options[name] is None]
    if missing or not options["sections"]:
        message = f"sign-off needs {', '.join((*missing, *(() if options['sections'] else ('TOPIC/SECTION',))))}"
        raise UsageError(message)
    if options["witness"] is not None:
        message = "--witness attests an answer: give it with --from"
        raise UsageError(message)
    tag = LocaleTag(options["locale"])
    signer = Signer(reviewer=options["reviewer"], role=options["role"], note=options["note"])
    sitting = _Sitting(signer=signer, project=project, folders=folders, ask=not options["yes"])
    names, same = name_sections(project, options["sections"], whole=options["all"]), options["same_meaning"]
    around = names if same else name_everything(project, options["sections"], tag, whole=options["all"])
    candidates = find_candidates(project, around, tag)
    if options["revoke"]:
        done = [_revoke(each, sitting) for each in candidates if each.reference in names or each.history]
    else:
        check_signer(project, signer, tag, datetime.now(UTC).date())
        done = [
            _sign(each, sitting, same=same) or _pass_over(each, named=each.reference in names) for each in candidates
        ]
    return 0 if all(done) else 1


class _Sitting(Struct, frozen=True):
    """Who signs in which project."""

    signer: Signer
    project: Project
    folders: Folders
    ask: bool
    """Whether to ask before anything is written."""


def _sign(candidate: Candidate, sitting: _Sitting, *, same: bool) -> bool:
    """Show the words, ask, and write the record. False where they were not signed."""
    signer, paint = sitting.signer, Paint.of(sys.stdout)
    name = f"{candidate.reference} in {candidate.locale}"
    try:
        check_candidate(candidate, signer, sitting.project.people)
        earlier = find_earlier(candidate, signer.role) if same else None
    except RefusedError as fault:
        print(f"vertebra: {fault}", file=sys.stderr)
        return False
    shown = replace(candidate, history=(earlier,)) if earlier else candidate
    print("\n".join(show_candidate(shown, paint)))
    question = "mean what the signed ones mean" if earlier else "say what they should, and do you vouch for them"
    if sitting.ask and not _ask(f"Do exactly these words {question}? Type yes to sign: "):
        print(f"{name}: not signed")
        return False
    now = datetime.now(UTC)
    record = make_same_meaning(earlier, candidate, signer, now) if earlier else make_signoff(candidate, signer, now)
    written = write_record(sitting.folders.locales, candidate.locale, record, candidate.wording)
    _tell_signed(candidate, signer, sitting.project, written.id)
    return True


def _pass_over(candidate: Candidate, *, named: bool) -> bool:
    """Tell what it means that the words stay unsigned. True where nobody asked for them and there are none."""
    if candidate.domain == DOMAIN:
        print(f"  {describe_unsigned_interface(candidate.locale)}", file=sys.stderr)
    return not named and candidate.state is State.MISSING


def _tell_signed(candidate: Candidate, signer: Signer, project: Project, identity: str) -> None:
    paint, who = Paint.of(sys.stdout), name_reviewer(project.reviewers, signer.reviewer)
    print(paint(f"{candidate.reference} in {candidate.locale}: signed, {signer.role}, {who}", "green"))
    print(f"  record {identity}")
    if signer.role != needed_role(candidate.locale):
        print(f"  it counts once a {needed_role(candidate.locale)} reviewer has signed these words too")


def _revoke(candidate: Candidate, sitting: _Sitting) -> bool:
    """Take the section's signatures back. False where they stay."""
    signer, now = sitting.signer, datetime.now(UTC)
    name = f"{candidate.reference} in {candidate.locale}"
    try:
        found = find_revocable(sitting.project, candidate, signer, now.date())
    except RefusedError as fault:
        print(f"vertebra: {fault}", file=sys.stderr)
        return False
    for record in found:
        print(f"{name}: {signer.role}, {record.reviewer}, {record.at:%Y-%m-%d}, {record.id}")
    if sitting.ask and not _ask("Take these signatures back? Type yes: "):
        print(f"{name}: nothing was taken back")
        return False
    for revocation in make_revocations(found, signer, now):
        write_record(sitting.folders.locales, candidate.locale, revocation)
    print(f"{name}: {len(found)} taken back")
    if any(isinstance(record, SameMeaning) for record in found):
        print("  translations that were carried along are drafts now: have them read against the English of today")
    return True


def _record_answer(options: Mapping[str, Any], project: Project, folders: Folders) -> int:
    """Write down what came by mail or was read out: all of its sections, or none."""
    if options["witness"] is None:
        message = "--from needs --witness ID: who attests where the answer came from"
        raise UsageError(message)
    answer, now = read_answer(options["answer"]), datetime.now(UTC)
    said = Said(
        witness=options["witness"],
        attended=sys.stdin.isatty(),
        note=options["note"],
        sections=tuple(options["sections"]),
        expected=tuple((name, options[name]) for name in ("locale", "role", "reviewer") if options[name] is not None),
    )
    if answer.doubts and answer.mail is not None:
        print("\n".join(_show_mail(answer.mail)))
    prepared = prepare_answer(project, folders.locales, answer, said, now)
    if not (
        _is_taken_in_doubt(answer) if answer.doubts else _is_taken(answer, ask=said.attended and not options["yes"])
    ):
        print("nothing was signed")
        return 1
    for ready in prepared:
        record = make_signoff(ready.candidate, ready.signer, now)
        written = write_record(folders.locales, ready.candidate.locale, record, ready.candidate.wording)
        _tell_signed(ready.candidate, ready.signer, project, written.id)
    return 0


def _show_mail(mail: Mail) -> Iterator[str]:
    """All that a mail says, seen or not, and why it is doubtful."""
    yield f"from {show_plainly(', '.join(mail.senders))}, {mail.sent or 'without a date'}: {show_plainly(mail.subject)}"
    for text in mail.texts:
        yield f"It says, as {text.form}:"
        yield from (f"  | {show_plainly(line)}" for line in text.words.split("\n"))
    yield "It is doubtful, for"
    yield from (f"  - {show_plainly(doubt)}" for doubt in mail.doubts)


def _is_taken_in_doubt(answer: Answer) -> bool:
    """Whether the witness, who was shown the mail, types whose yes it is."""
    print("Open it in your mail program too. If it says yes to exactly these words, it is taken as a yes to")
    print("\n".join(f"  {code.section} in {code.tag}, {code.role}" for code in answer.codes))
    return _hear("Type the reviewer's id to sign: ") == answer.codes[0].reviewer


def _is_taken(answer: Answer, *, ask: bool) -> bool:
    """Show what stands in the mail around the answer; who is there to read it decides, a script is told what it recorded."""
    besides = list_besides(answer)
    if besides:
        print("The mail says besides:")
        print("\n".join(f"  | {show_plainly(line)}" for line in besides))
    return not (besides and ask) or _ask("Is it a yes all the same? Type yes to sign: ")


def _ask(question: str) -> bool:
    """An explicit yes; anything else, and the end of the input, is none."""
    return _hear(question).lower() == "yes"


def _hear(question: str) -> str:
    """What is typed; nothing at the end of the input."""
    try:
        return input(question).strip()
    except EOFError:
        print()
        return ""
