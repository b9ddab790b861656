"""`vertebra sign-off`: a reviewer reads, says yes section by section, and the signature is written down."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from api.catalogs.reader import list_locale_folders
from api.cli.arguments import Commands, add_folders, add_signing, take_lock
from api.cli.sheet import render_for_terminal, render_plainly
from api.cli.terminal import Paint, ask_yes, complain, hear
from api.errors import RefusedError, SourceError, UsageError
from api.ledgers.withdrawals import list_names
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.ledger import SameMeaning, Showing, Signed
from api.model.locales import SOURCE
from api.model.vetting import ROLE_NAMES, State
from api.project.reading import Folders, read_project, read_vouching_alone
from api.project.settings import resolve_folders
from api.reviewers.candidates import Candidate, add_interface, choose_sections, find_candidates, resolve_sections
from api.reviewers.mail.answers import Attestation, ReviewerAnswer, list_doubts, prepare_answer, read_answer
from api.reviewers.mail.message import Mail
from api.reviewers.prospects import list_prospects
from api.reviewers.signing import (
    Signer,
    check_candidate,
    check_signer,
    find_earlier,
    find_given_today,
    find_revocable,
    find_to_type,
    make_revocation,
    make_same_meaning,
    make_signoff,
    name_reviewer,
    write_record,
)
from api.vetting.meaning import ChangedWord
from api.vetting.project import Project, Vouching


def add_sign_off(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "sign-off",
        help="vouch for the words of a section",
        description="Show a section beside its English, block by block, and write down that a reviewer vouches for exactly these "
        "words. Exit code 1 if a section was not signed.",
    )
    add_signing(parser, "who signs", required=False)
    parser.add_argument("--note", metavar="TEXT", help="kept with the signature")
    parser.add_argument(
        "--yes", action="store_true", help="for scripts: sign without asking, despite what the checks warn of"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--revoke", action="store_true", help="take the signatures back")
    what.add_argument("--same-meaning", action="store_true", help="the English changed, and its meaning did not")
    what.add_argument("--from", dest="answer", metavar="FILE.eml|CODE", help="an answer to `vertebra ask-reviewer`")
    parser.add_argument("--witness", metavar="ID", help="with --from: who attests where the answer came from")
    add_folders(parser)
    parser.set_defaults(run=sign_off)


def sign_off(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Sign, revoke, or record an answer."""
    folders = resolve_folders(options, environment)
    if options["answer"] is not None:
        return _record_answer(options, folders)
    missing = [f"--{name}" for name in ("locale", "role", "reviewer") if options[name] is None]
    if missing or not options["sections"]:
        message = f"sign-off needs {', '.join((*missing, *(() if options['sections'] else ('TOPIC/SECTION',))))}"
        raise UsageError(message)
    if options["witness"] is not None:
        message = "--witness attests an answer: give it with --from"
        raise UsageError(message)
    tag = LocaleTag(options["locale"])
    attended = sys.stdin.isatty() and not options["yes"]
    shown: Showing = "terminal" if attended else "unattended"
    signer = Signer(reviewer=options["reviewer"], role=options["role"], shown=shown, note=options["note"])
    if options["revoke"]:
        return _revoke_all(options, folders, signer, tag)
    project = read_project(folders)
    names, same = resolve_sections(project, options["sections"], whole=options["all"]), options["same_meaning"]
    around = add_interface(names, tag) if options["all"] and not same else names
    candidates = find_candidates(project, around, tag)
    check_signer(project, signer, tag, datetime.now(UTC).date())
    session = _Session(signer=signer, project=project, folders=folders, asks=not options["yes"])
    done: list[Candidate | None] = []
    for each in candidates:
        if options["all"] and find_given_today(project, each, signer, datetime.now(UTC).date()):
            print(f"{each.reference} in {tag}: {signer.reviewer} has signed exactly these words today")
            done.append(each)
        else:
            done.append(_sign(each, session, same=same))
    _print_prospects(folders, [each for each in done if each], signer.reviewer)
    # Nobody asked for what surrounds a topic where there is none of it.
    amiss = (
        each.reference in names or each.state is not State.MISSING
        for each, signed in zip(candidates, done, strict=True)
        if signed is None
    )
    return 1 if any(amiss) else 0


class _Session(Struct, frozen=True):
    """A signing session: its signer, and the project that they read."""

    signer: Signer
    project: Project
    folders: Folders
    asks: bool


def _sign(candidate: Candidate, session: _Session, *, same: bool) -> Candidate | None:
    """Show the words, ask, and write the record; show them anew if they changed meanwhile. Return None if they were not signed."""
    signer, paint = session.signer, Paint.of(sys.stdout)
    name = f"{candidate.reference} in {candidate.locale}"
    try:
        check_candidate(candidate, signer, session.project.people)
        earlier = find_earlier(candidate, signer.role) if same else None
        changed = find_to_type(earlier, candidate, signer) if earlier else ()
    except RefusedError as fault:
        complain(fault)
        return None
    shown = replace(candidate, history=(earlier,)) if earlier else candidate
    print("\n".join(render_for_terminal(shown, paint)))
    if not all(map(_is_typed, changed)):
        print(f"{name}: not signed")
        return None
    signer = replace(signer, typed=tuple(each.after for each in changed))
    question = "mean what the signed ones mean" if earlier else "say what they should, and do you vouch for them"
    if session.asks and not ask_yes(f"Do exactly these words {question}? Type yes to sign: "):
        print(f"{name}: not signed")
        return None
    try:
        # Nobody waits for somebody who reads, so the lock is taken now, and everything read again under it.
        with take_lock(session.folders.locales) as held:
            project, now = read_project(session.folders), datetime.now(UTC)
            (again,) = find_candidates(project, [candidate.reference], candidate.locale)
            check_signer(project, signer, candidate.locale, now.date())
            check_candidate(again, signer, project.people)
            if again.seen == candidate.seen:
                record = (
                    make_same_meaning(earlier, candidate, signer, project.people, now)
                    if earlier
                    else make_signoff(candidate, signer, project.people, now)
                )
                written = write_record(held, candidate.locale, record, candidate.wordings)
                _print_signed(candidate, signer, project, written.id)
                return candidate
    except RefusedError as fault:
        complain(fault)
        return None
    complain(f"{name}: the files changed while you read, so nothing was signed; here they are as they are now")
    return _sign(again, replace(session, project=project), same=same)


def _is_typed(changed: ChangedWord) -> bool:
    """Show the changed word alone; whether the clinician typed it."""
    print(f"{changed.place}: “{changed.before}” became “{changed.after}”.")
    return hear("If patients are told the same, type the new word: ") == changed.after


def _print_signed(candidate: Candidate, signer: Signer, project: Project, identity: str) -> None:
    paint, who = Paint.of(sys.stdout), name_reviewer(project.reviewers, signer.reviewer)
    print(paint(f"{candidate.reference} in {candidate.locale}: signed, {ROLE_NAMES[signer.role]}, {who}", "green"))
    print(f"  record {identity}")


def _print_prospects(folders: Folders, signed: Sequence[Candidate], reviewer: str) -> None:
    """Read the files again and print what follows from the signatures."""
    if not signed:
        return
    try:
        project = read_project(folders)
    except SourceError as fault:
        complain(f"signed, but content/ cannot be read now, so patients get nothing new by it: {fault}")
        return
    for tag in dict.fromkeys(each.locale for each in signed):
        shown = {each.reference: each.binding for each in signed if each.locale == tag}
        again = find_candidates(project, shown, tag)
        for each in again:
            if each.binding != shown[each.reference]:
                complain(
                    f"{each.reference} in {tag}: signed, but the file has changed since: the signature is under the words that "
                    "were shown, and patients get nothing by it; read them again, as they are now"
                )
        standing = tuple(each.reference for each in again if each.binding == shown[each.reference])
        if standing:
            print("What patients get, and what comes next:")
            for prospect in list_prospects(project, standing, tag, datetime.now(UTC).date(), reviewer):
                print(f"  {prospect.words}")
                if prospect.command:
                    print(f"    {prospect.command}")


def _revoke_all(options: Mapping[str, Any], folders: Folders, signer: Signer, tag: LocaleTag) -> int:
    """Take the signatures of the sections back, also while content/ or a catalog cannot be read."""
    vouching = read_vouching_alone(folders)
    references = choose_sections(_list_known(folders, vouching, tag), options["sections"], whole=options["all"])
    around = vouching.judgement.find_records(DOMAIN, tag) if options["all"] else ()
    if any(isinstance(judged.entry.record, Signed) and not judged.revoked for judged in around):
        # With the sections, what is said around them.
        references = tuple(dict.fromkeys((*references, DOMAIN)))
    done = [_revoke(reference, tag, signer, folders, asks=not options["yes"]) for reference in references]
    return 0 if all(done) else 1


def _list_known(folders: Folders, vouching: Vouching, tag: LocaleTag) -> Mapping[str, list[str]]:
    """Map each topic to its sections, known from file names and from the ledgers."""
    tags = (SOURCE, *list_locale_folders(folders.locales)[0])
    if tag not in tags:
        message = f"there is no locale {tag}; there is {', '.join(tags)}"
        raise UsageError(message)
    signed = [judged.entry.record.section for judged in vouching.judgement.records]
    known: dict[str, list[str]] = {}
    for name in dict.fromkeys((*list_names(folders.content), *signed)):
        if name != DOMAIN:
            known.setdefault(name.partition("/")[0], []).extend([name] if "/" in name else [])
    return known


def _revoke(reference: str, tag: LocaleTag, signer: Signer, folders: Folders, *, asks: bool) -> bool:
    """Take the section's signatures back; return False if they stay."""
    name = f"{reference} in {tag}"

    def find() -> tuple[Signed, ...]:
        return find_revocable(read_vouching_alone(folders), reference, tag, signer, datetime.now(UTC).date())

    try:
        shown = find()
        for record in shown:
            print(f"{name}: {ROLE_NAMES[signer.role]}, {record.reviewer}, {record.at:%Y-%m-%d}, {record.id}")
        if asks and not ask_yes("Take these signatures back? Type yes: "):
            print(f"{name}: nothing was taken back")
            return False
        with take_lock(folders.locales) as held:
            found = find()
            if asks and found != shown:
                complain(f"{name}: somebody signed or took back meanwhile, so nothing was taken back; look again")
                return False
            write_record(held, tag, make_revocation(found, signer, datetime.now(UTC)))
    except RefusedError as fault:
        complain(fault)
        return False
    print(f"{name}: {len(found)} taken back")
    if any(isinstance(record, SameMeaning) for record in found):
        print("  translations that were carried along are drafts now: have them read against the English of today")
    return True


def _record_answer(options: Mapping[str, Any], folders: Folders) -> int:
    """Record an answer that came by mail or was read out: all of its sections, or none."""
    if options["witness"] is None:
        message = "--from needs --witness ID: who attests where the answer came from"
        raise UsageError(message)
    answer, project, now = read_answer(options["answer"]), read_project(folders), datetime.now(UTC)
    attestation = Attestation(
        witness=options["witness"],
        attended=sys.stdin.isatty(),
        note=options["note"],
        sections=tuple(options["sections"]),
        expected=tuple((name, options[name]) for name in ("locale", "role", "reviewer") if options[name] is not None),
    )
    doubts = list_doubts(answer, project.people)
    if doubts and answer.mail is not None:
        print("\n".join(_render_mail(answer.mail, doubts)))
    prepare_answer(project, folders.locales, answer, attestation, now)
    if doubts and not _is_taken(answer):
        print("nothing was signed")
        return 1
    # Who was not asked is not at the keyboard for what comes now either.
    attestation = replace(attestation, attended=bool(doubts))
    with take_lock(folders.locales) as held:
        # Somebody may have written meanwhile: what is signed is what stands there now, and all of it or nothing.
        project, now = read_project(folders), datetime.now(UTC)
        prepared = prepare_answer(project, folders.locales, answer, attestation, now)
        written = [
            write_record(
                held,
                each.candidate.locale,
                make_signoff(each.candidate, each.signer, project.people, now),
                each.candidate.wordings,
            )
            for each in prepared
        ]
    for ready, record in zip(prepared, written, strict=True):
        _print_signed(ready.candidate, ready.signer, project, record.id)
    _print_prospects(folders, [ready.candidate for ready in prepared], prepared[0].signer.reviewer)
    return 0


def _render_mail(mail: Mail, doubts: tuple[str, ...]) -> Iterator[str]:
    """Yield all the words of a mail, visible or not, and why it is doubtful."""
    yield f"from {render_plainly(', '.join(mail.senders))}, {mail.sent or 'without a date'}: {render_plainly(mail.subject)}"
    for text in mail.texts:
        yield f"It says, as {text.form}:"
        yield from (f"  | {render_plainly(line)}" for line in text.words.split("\n"))
    yield "It is doubtful, for"
    yield from (f"  - {render_plainly(doubt)}" for doubt in doubts)


def _is_taken(answer: ReviewerAnswer) -> bool:
    """Ask the witness whose approval it is; whether they typed the reviewer's id."""
    print("Open it in your mail program too. If it says yes to exactly these words, it is taken as a yes to")
    print("\n".join(f"  {code.section} in {code.tag}, {code.role}" for code in answer.codes))
    return hear("Type the reviewer's id to sign: ") == answer.codes[0].reviewer
