"""`vertebra ask-reviewer`: a page for a reviewer who has e-mail and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.cli.arguments import Commands, add_folders, add_signing
from api.errors import RefusedError, UsageError
from api.files.disk import write_bytes
from api.model.addresses import is_mailbox
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.project.reading import read_project
from api.project.settings import resolve_folders
from api.reviewers.candidates import Candidate, add_interface, find_candidates, resolve_sections
from api.reviewers.review_page import render_review
from api.reviewers.signing import Signer, check_candidate, check_signer, render_unsigned_interface
from api.vetting.project import Project


def add_ask_reviewer(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "ask-reviewer",
        help="make a page for a reviewer who answers by e-mail",
        description="Write one page, without script, that shows sections beside their English and has a mail ready for each answer. "
        "What comes back: vertebra sign-off --from FILE.eml --witness ID",
    )
    add_signing(parser, "who is asked", required=True)
    parser.add_argument("--reply-to", metavar="ADDRESS", help="where answers go (default: the topic's contact)")
    parser.add_argument("--out", required=True, metavar="FILE.html", help="where to write it")
    add_folders(parser)
    parser.set_defaults(run=ask_reviewer)


def ask_reviewer(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Write the page."""
    project = read_project(resolve_folders(options, environment))
    tag, role, out = LocaleTag(options["locale"]), options["role"], Path(options["out"])
    signer = Signer(reviewer=options["reviewer"], role=role)
    check_signer(project, signer, tag, datetime.now(UTC).date())
    reply_to = options["reply_to"]
    if reply_to is not None and not is_mailbox(reply_to):
        message = f"--reply-to {reply_to!r} is no e-mail address, such as ana@hospital.example"
        raise UsageError(message)
    candidates = tuple(_find_signable(project, options, signer, tag))
    contacts = {str(each.section.topic): reply_to for each in candidates} if reply_to else map_contacts(project)
    write_bytes(out, render_review(candidates, role, signer.reviewer, contacts).encode())
    print(f"{out}: {', '.join(candidate.reference for candidate in candidates)}")
    for domain in dict.fromkeys(
        candidate.section.topic for candidate in candidates if not contacts.get(candidate.section.topic)
    ):
        print(f"{domain} has no e-mail address as its contact, so the reviewer has to fill one in", file=sys.stderr)
    print("When the answer comes back: vertebra sign-off --from FILE.eml --witness ID", file=sys.stderr)
    return 0


def _find_signable(project: Project, options: Mapping[str, Any], signer: Signer, tag: LocaleTag) -> Iterator[Candidate]:
    """Yield the sections that the page asks about. Our own words to patients are left out if they cannot be signed and nobody named them."""
    named = resolve_sections(project, options["sections"], whole=options["all"])
    for candidate in find_candidates(project, add_interface(named, tag) if options["all"] else named, tag):
        try:
            check_candidate(candidate, signer, project.people)
        except RefusedError as fault:
            if candidate.reference in named:
                raise
            print(f"{fault}; {render_unsigned_interface(tag)}", file=sys.stderr)
        else:
            yield candidate


def map_contacts(project: Project) -> dict[str, str | None]:
    """Map each topic to the e-mail address, if it has one, that answers go to; our own words to patients share the first topic's."""
    given = ((str(topic.id), topic.provenance.contact) for topic in project.topics)
    contacts = {topic: contact if contact and is_mailbox(contact) else None for topic, contact in given}
    return {**contacts, DOMAIN: next(iter(contacts.values()), None)}
