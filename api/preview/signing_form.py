"""Signing on the preview's pages: the same as `vertebra sign-off`, as a form on this machine.

/sign/TAG                     what is signed in the locale, and by whom; `en` is the English
/sign/TAG/TOPIC/SECTION       the section, and the form; `/sign/TAG/interface` likewise

Rules
1. The form carries the digest of all that it stood below, the English too: if that changed meanwhile, nothing is signed, and it is
   shown anew.
2. Nobody is chosen in advance, so that whoever is in a hurry signs as nobody.
3. A second press signs nothing twice: who signed the same words today already is told so.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Final, get_args

from markupsafe import Markup

from api.errors import RefusedError, SourceError, UsageError, VertebraError
from api.files.lock import HeldFolder, hold_folder
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.vetting import Role, needed_role
from api.preview.signing_page import SigningForm, render_form_page, render_refusal, render_signatures
from api.project.reading import Folders, read_project
from api.reviewers.candidates import Candidate, find_candidates, resolve_sections
from api.reviewers.new_reviewer import render_example_entry
from api.reviewers.prospects import list_prospects
from api.reviewers.signing import (
    Signer,
    check_candidate,
    check_signer,
    find_given_today,
    make_signoff,
    name_reviewer,
    why_not_signable,
    write_record,
)
from api.vetting.project import Project

PREFIX: Final = "/sign/"


def render_signing(project: Project, path: str, now: datetime, complaint: str = "", note: str = "") -> Markup | None:
    """Render the page at the path; None where there is none."""
    tag, _, reference = path.removeprefix(PREFIX).partition("/")
    if not reference:
        return _render_signatures(project, LocaleTag(tag))
    candidate = _find(project, LocaleTag(tag), reference)
    if candidate is None:
        return None
    day, needed = now.date(), needed_role(candidate.locale)
    entitled = [each.id for each in project.reviewers if candidate.locale in each.locales and each.serves(day)]
    form = SigningForm(
        people=tuple((each, name_reviewer(project.reviewers, each)) for each in dict.fromkeys(entitled)),
        roles=tuple(sorted(get_args(Role), key=lambda role: role != needed)),
        hindrance=why_not_signable(candidate),
        prospects=tuple(list_prospects(project, (candidate.reference,), candidate.locale, day)),
        appointment=render_example_entry("", needed, candidate.locale, day),
        note=note,
    )
    return render_form_page(candidate, form, complaint)


def take_form(folders: Folders, path: str, fields: Mapping[str, str], now: datetime) -> Markup | None:
    """Sign what the form says, if the files are still what was read; else render the page again, with what is wrong."""
    try:
        with hold_folder(folders.locales, _warn) as held:
            project = read_project(folders)
            try:
                _sign(project, held, path, fields, now)
            except VertebraError as fault:
                return render_signing(project, path, now, str(fault), fields.get("note", "")) or render_refusal(
                    str(fault)
                )
    except SourceError as fault:
        return render_refusal(f"content/ cannot be read: {fault}")
    except RefusedError as fault:
        return render_refusal(str(fault))
    return None


def _warn(message: object) -> None:
    print(f"vertebra: {message}", file=sys.stderr, flush=True)


def _sign(project: Project, held: HeldFolder, path: str, fields: Mapping[str, str], now: datetime) -> None:
    tag, _, reference = path.removeprefix(PREFIX).partition("/")
    candidate = _find(project, LocaleTag(tag), reference)
    role = next((each for each in get_args(Role) if each == fields.get("role")), None)
    if candidate is None or role is None:
        message = "there is no such section, locale or role"
        raise UsageError(message)
    if fields.get("yes") != "yes":
        message = "nothing was signed: say that you have read the words"
        raise RefusedError(message)
    if fields.get("seen") != candidate.seen:
        message = "the files changed while you read, so nothing was signed; read the words again, as they are now"
        raise RefusedError(message)
    if not fields.get("reviewer"):
        message = "nothing was signed: say who signs"
        raise RefusedError(message)
    note = fields.get("note", "").strip() or None
    signer = Signer(reviewer=fields.get("reviewer", ""), role=role, shown="form", note=note)
    check_signer(project, signer, candidate.locale, now.date())
    check_candidate(candidate, signer, project.people)
    if find_given_today(project, candidate, signer, now.date()):
        message = f"{signer.reviewer} has signed exactly these words today, so nothing was added"
        raise RefusedError(message)
    write_record(held, candidate.locale, make_signoff(candidate, signer, project.people, now), candidate.wordings)


def _find(project: Project, tag: LocaleTag, reference: str) -> Candidate | None:
    try:
        (candidate,) = find_candidates(project, resolve_sections(project, [reference], whole=False), tag)
    except UsageError:
        return None
    return candidate


def _render_signatures(project: Project, tag: LocaleTag) -> Markup | None:
    tags = (SOURCE, *(translation.locale for translation in project.translations))
    if tag not in tags:
        return None
    sections = (reference for topic in project.topics for reference in topic.references)
    references = (*sections, *(() if tag == SOURCE else (DOMAIN,)))
    return render_signatures(
        tag, find_candidates(project, references, tag), tuple(other for other in tags if other != tag)
    )
