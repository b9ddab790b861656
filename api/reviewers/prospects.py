"""What patients get from a signature, and the commands for what still has to be signed first.

Rules
1. A translation is shown once its English is signed too; and our own words around it in its language once these are.
2. Whoever is named in a command is entitled today; where nobody is, that comes first.
3. What cannot be signed as it stands has no command: the words say why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE, name_language
from api.model.vetting import State, needed_role
from api.reviewers.candidates import Candidate, find_candidates
from api.reviewers.new_reviewer import render_appointment
from api.reviewers.signing import list_entitled, render_unsigned_interface, why_not_signable
from api.vetting.project import Project


class Prospect(Struct, frozen=True):
    """One consequence of a signature, or one thing that it still waits for."""

    words: str
    command: str = ""
    """What it waits for; empty where nothing, or something else than a signature."""


def list_prospects(
    project: Project, references: Sequence[str], tag: LocaleTag, day: date, reviewer: str = ""
) -> Iterator[Prospect]:
    """Yield what follows from signing these texts. Commands name the reviewer where they may sign."""
    asking = _Asking(project=project, day=day, reviewer=reviewer)
    sections = [reference for topic in project.topics for reference in topic.references]
    surroundings = () if tag == SOURCE else (DOMAIN,)
    own = {each.reference: each for each in find_candidates(project, (*sections, *surroundings), tag)}
    named = [reference for reference in references if reference != DOMAIN]
    english = _list_unsigned(find_candidates(project, named, SOURCE)) if tag != SOURCE else ()
    unsigned = _list_unsigned(own[reference] for reference in references)
    if english:
        yield from asking.appoint(SOURCE)
        yield asking.wait(english, "Patients get nothing by it until a clinician has signed the English")
    if _list_unsigned(own.values()):
        yield from asking.appoint(tag)
    if unsigned:
        who = "a clinician" if tag == SOURCE else "somebody who reads both languages"
        yield asking.wait(unsigned, f"Until {who} has signed these words, patients get nothing by them")
    if named and not english and not unsigned:
        yield Prospect(f"Whoever reads {name_language(tag)} is shown it, where these files are served")
    if surroundings and DOMAIN not in references:
        told = render_unsigned_interface(tag)
        told = f"{told[:1].upper()}{told[1:]}"
        if reason := why_not_signable(own[DOMAIN]):
            yield Prospect(f"{told}; {reason}")
        elif not own[DOMAIN].signoffs:
            yield asking.wait((own[DOMAIN],), told)
    domains = {reference.partition("/")[0] for reference in references}
    for topic in project.topics:
        others = _list_unsigned(
            each for each in own.values() if each.section.topic == topic.id and each.reference not in named
        )
        if others and domains & {topic.id, DOMAIN}:
            words = f"Not signed yet in {name_language(tag)}: {', '.join(map(_name, others))}"
            yield asking.wait(others, words, whole=topic.id)


class _Asking(Struct, frozen=True):
    """The project, day and reviewer that the commands are made for."""

    project: Project
    day: date
    reviewer: str

    def list_entitled(self, tag: LocaleTag) -> tuple[str, ...]:
        """Return the ids of those who may sign in the role that the locale needs."""
        return list_entitled(self.project, needed_role(tag), tag, self.day)

    def appoint(self, tag: LocaleTag) -> Iterator[Prospect]:
        """Yield the command that entitles somebody, where nobody is."""
        if not self.list_entitled(tag):
            yield Prospect(
                f"Nobody may sign in {name_language(tag)} yet", render_appointment("", needed_role(tag), tag)
            )

    def wait(self, unsigned: Sequence[Candidate], words: str, *, whole: str = "") -> Prospect:
        """Return the command that signs these, or all of the topic with them."""
        tag = unsigned[0].locale
        entitled = self.list_entitled(tag)
        if not entitled or all(map(why_not_signable, unsigned)):
            return Prospect(words)
        reviewer = self.reviewer if self.reviewer in entitled else entitled[0]
        named = f"{whole} --all" if whole else " ".join(each.reference for each in unsigned)
        return Prospect(
            words, f"vertebra sign-off {named} --locale {tag} --role {needed_role(tag)} --reviewer {reviewer}"
        )


def _list_unsigned(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(each for each in candidates if not each.signoffs)


def _name(candidate: Candidate) -> str:
    name = candidate.reference.partition("/")[2]
    return name if candidate.state is State.DRAFT else f"{name} ({candidate.state})"
