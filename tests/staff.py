"""The staff of the tests: reviewers who do not exist, and what they sign, in memory or a temporary folder; never in locales/."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from msgspec.structs import replace

from api.files.folders import reviewers_path
from api.model.identifiers import Digest, LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.vetting import Role, SignOff, needed_role
from api.model.wording import digest_json
from api.project.reading import Folders, read_project
from api.reviewers.candidates import find_candidates, resolve_sections
from api.reviewers.signing import Signer, check_candidate, check_signer, make_signoff, write_record
from api.vetting.edition import Vetted, vet_project
from api.vetting.project import Project
from api.vetting.translate import list_surroundings
from tests.builders import held

REVIEWERS = """\
[[reviewer]]
id = "ana"
name = "Ana Made-Up"
credentials = "MD, certified medical interpreter"
organisation = "Made-Up Hospital"
roles = ["clinical", "linguistic"]
locales = ["en", "es", "fr"]
from = 2026-01-01
public = "name"
email = "ana@made-up.example"

[[reviewer]]
id = "ben"
name = "Ben Made-Up"
credentials = "RN"
roles = ["linguistic"]
locales = ["es", "ur", "zh-Hant"]
from = 2026-01-01

[[reviewer]]
id = "left"
name = "Lea Made-Up"
credentials = "MD"
roles = ["clinical", "linguistic"]
locales = ["en", "es"]
from = 2020-01-01
until = 2025-12-31
"""
"""Ana may be named; of the others only the role is public. Lea has left."""


LATELY = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def hire(folders: Folders, text: str = REVIEWERS) -> None:
    """Say in the project's copy who may sign."""
    reviewers_path(folders.locales).write_text(text, encoding="utf-8")


def sign(
    folders: Folders, tag: str, *references: str, who: str = "ana", role: Role | None = None, at: datetime = LATELY
) -> None:
    """Have them sign these sections, or a topic's, in the role that the locale needs or another."""
    locale = LocaleTag(tag)
    project = read_project(folders)
    signer = Signer(reviewer=who, role=role or needed_role(locale))
    check_signer(project, signer, locale, at.date())
    for candidate in find_candidates(project, resolve_sections(project, references, whole=True), locale):
        check_candidate(candidate, signer, project.people)
        with held(folders.locales) as folder:
            write_record(folder, locale, make_signoff(candidate, signer, project.people, at), candidate.wordings)


def sign_off(
    project: Project,
    *locales: str,
    sections: Iterable[str] | None = None,
    interface: bool = False,
    day: str = "2026-03-01",
) -> Project:
    """The project with its present wordings in these locales signed by a made-up reviewer."""
    vetted = vet_project(project, map(LocaleTag, locales))
    meant = {section.id for topic in project.topics for section in topic.sections} if sections is None else {*sections}
    meant |= {DOMAIN} if interface else set()
    signoffs = (
        vouch(each.digest, tag, day=date.fromisoformat(day), bound=bind(each))
        for tag in map(LocaleTag, locales)
        for each in vetted.list_vetted(tag)
        if each.section.id in meant
    )
    return add_signoffs(project, *signoffs)


def add_signoffs(project: Project, *signoffs: SignOff) -> Project:
    """The project in which these count too."""
    return resign(project, *project.judgement.signoffs, *signoffs)


def resign(project: Project, *signoffs: SignOff) -> Project:
    """The project in which these count, and no others."""
    return replace(project, judgement=replace(project.judgement, signoffs=signoffs))


def bind(vetted: Vetted) -> Digest:
    """What a signature of the words is bound to beside them."""
    if vetted.wording.locale == SOURCE:
        return digest_json(list_surroundings(vetted.wording.section))
    return vetted.source_digest


def vouch(digest: str, locale: str, role: Role | None = None, day: date = date(2026, 3, 1), bound: str = "") -> SignOff:
    """A made-up reviewer's sign-off in the role that the locale needs."""
    return SignOff(
        digest=Digest(digest),
        bound=Digest(bound),
        role=role or needed_role(LocaleTag(locale)),
        locale=LocaleTag(locale),
        day=day,
        name="Made Up",
    )
