"""An edition: one topic in one locale, each section as it stands. Made here, once, and read by all who tell of it.

Our own words to patients are a topic of one section, `interface`: `vet_section` gives its state as it gives every other's. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from msgspec import Struct

from api.checks.report import Checked, find_errors
from api.model.catalog import BrokenCatalog
from api.model.content import Section
from api.model.exact_words import ExactWords, digest_words
from api.model.findings import Finding, has_errors
from api.model.identifiers import Digest, LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.vetting import SignOff, State, Withdrawal
from api.model.wording import Wording
from api.source.segments import INTERFACE_SECTION
from api.vetting.project import Project
from api.vetting.states import Facts, derive_state
from api.vetting.translate import author_section, break_section, show_wording, translate_section
from api.vetting.vouching import find_vouching


class Vetted(Struct, frozen=True):
    """A section in a locale as it stands: its words, their state, and who vouches for them."""

    wording: Wording
    state: State
    words: ExactWords
    """What is shown of it."""

    digest: Digest
    """Of the words."""

    source_digest: Digest
    """Of the source's words as they are today; of the source, `digest`."""

    signoffs: tuple[SignOff, ...] = ()
    """Those of exactly these words."""

    source: Vetted | None = None
    """What it translates; None for the source itself."""

    withdrawal: Withdrawal | None = None
    """Why it may no longer be shown, where that is so."""

    findings: tuple[Finding, ...] = ()
    """The errors that keep it from being shown: its own, or its whole catalog's."""

    @property
    def section(self) -> Section:
        """The section that it is a wording of."""
        return self.wording.section

    @property
    def reference(self) -> str:
        """`topic/section`, or `interface`."""
        return self.wording.section.reference

    @property
    def locale(self) -> LocaleTag:
        """The locale of the words."""
        return self.wording.locale

    @property
    def title(self) -> str:
        """The heading that is shown; our own words have none."""
        return self.words.title or ""

    @property
    def vouching(self) -> tuple[SignOff, ...]:
        """All that the words rest on; none where they are not signed off."""
        if self.state is not State.SIGNED_OFF:
            return ()
        return (*self.signoffs, *(self.source.signoffs if self.source else ()))


class Edition(Struct, frozen=True):
    """One topic in one locale, vetted section by section in the authors' order."""

    topic: str
    """A topic's id, or `interface`."""

    locale: LocaleTag
    sections: tuple[Vetted, ...]


class VettedProject(Struct, frozen=True, dict=True):
    """A project and its editions: every topic, then our own words to patients, in the source and in each vetted locale."""

    project: Project
    editions: tuple[Edition, ...]
    """The source's first, then by locale in the project's order."""

    @cached_property
    def _places(self) -> dict[tuple[str, LocaleTag], Edition]:
        return {(edition.topic, edition.locale): edition for edition in self.editions}

    @cached_property
    def locales(self) -> tuple[LocaleTag, ...]:
        """The vetted locales, the source first."""
        return tuple(edition.locale for edition in self.editions if edition.topic == DOMAIN)

    def find_edition(self, topic: str, locale: LocaleTag) -> Edition | None:
        """The topic (its id, or `interface`) in the locale; None where there is none."""
        return self._places.get((topic, locale))

    def find_interface(self, locale: LocaleTag) -> Vetted:
        """Our own words to patients in a vetted locale."""
        return self._places[DOMAIN, locale].sections[0]

    def list_vetted(self, locale: LocaleTag) -> Iterator[Vetted]:
        """What reviewers are asked to sign in the locale: each section, and of a translation our own words after them."""
        for topic in self.project.topics:
            yield from self._places[topic.id, locale].sections
        if locale != SOURCE:
            yield self.find_interface(locale)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong in locales/, and why sections cannot be shown, by file, line and column."""
        translations = (each.findings for each in self.project.translations if each.locale in self.locales)
        vetted = (dict.fromkeys(chain(*(each.findings for each in edition.sections))) for edition in self.editions)
        return tuple(sorted(chain(self.project.findings, *translations, *vetted)))


def vet_project(project: Project, locales: Iterable[LocaleTag] | None = None) -> VettedProject:
    """Vet the source, and its translation into each of the locales; without any named, into all that there are."""
    there = tuple(each.locale for each in project.translations)
    asked = set(there if locales is None else locales)
    topics = (*((topic.id, topic.sections) for topic in project.topics), (DOMAIN, (INTERFACE_SECTION,)))
    editions = [
        Edition(topic, SOURCE, tuple(vet_section(project, section, SOURCE) for section in sections))
        for topic, sections in topics
    ]
    sources = tuple(editions)
    editions += [
        Edition(
            source.topic, locale, tuple(vet_section(project, each.section, locale, each) for each in source.sections)
        )
        for locale in there
        if locale in asked
        for source in sources
    ]
    return VettedProject(project=project, editions=tuple(editions))


def vet_section(project: Project, section: Section, locale: LocaleTag, source: Vetted | None = None) -> Vetted:
    """The section as it stands in the locale. `source` is its source where that is vetted already.

    Raises:
        KeyError: the project has no such locale.
    """
    if locale == SOURCE:
        # What is wrong with the authors' words, reading refused.
        return vet_wording(project, author_section(section), ())
    source = source or vet_section(project, section, SOURCE)
    translation = project.find_translation(locale)
    catalog, credit = translation.find_catalog(section.topic), translation.credit_for(section.reference)
    if isinstance(catalog, BrokenCatalog):
        return vet_wording(project, break_section(section, catalog, credit), catalog.findings, source)
    wording = translate_section(section, catalog, locale, credit)
    errors = find_errors(wording.lines, Checked(wording.file, locale, translation.glossary))
    return vet_wording(project, wording, errors, source)


def vet_wording(
    project: Project, wording: Wording, errors: tuple[Finding, ...], source: Vetted | None = None
) -> Vetted:
    """The wording and its state. `source` is what a translation translates."""
    section, words = wording.section, show_wording(wording)
    digest = digest_words(words)
    source_digest = source.digest if source else digest
    signoffs = find_vouching(wording, digest, source_digest, project.judgement)
    withdrawal = project.find_withdrawal(section)
    facts = Facts(
        withdrawn=withdrawal is not None,
        gap=wording.gap,
        failed=has_errors(errors),
        signed=bool(signoffs) or (section is INTERFACE_SECTION and source is None),
        source_signed=source is None or source.state is State.SIGNED_OFF,
    )
    return Vetted(
        wording=wording,
        state=derive_state(facts),
        words=words,
        digest=digest,
        source_digest=source_digest,
        signoffs=signoffs,
        source=source,
        withdrawal=withdrawal,
        findings=errors,
    )
