"""Every section in every locale as it stands: its words, its state, and what a patient reads of it under each policy.

What a patient reads is what a release would hold, for what that is built with is called here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from api.model.catalog import BrokenCatalog
from api.model.content import Segment
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.vetting import POLICIES, Policy, Reason, State
from api.model.wording import Line
from api.release.build import edit_source, edit_translation, find_readers
from api.representations.json import make_section
from api.representations.shapes import Links, Section
from api.source.segments import make_interface_segments
from api.vetting import Withheld
from api.vetting.translate import author_segments, salvage_catalog, translate_segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.catalog import Translation
    from api.release.build import Edition
    from api.representations.json import Reader
    from api.vetting.project import Project

_NOWHERE: Final = Links(self="", permalink=None, alternates=None)
_AROUND: Final = ("notices", "review", "also_read", "review_line", "attribution", "disclaimer", "labels")
"""What a patient reads beside a section's own words: fields of its answer, and the line that names what it requires."""


class Outcome(Struct, frozen=True):
    """What partners show of a section in a locale."""

    shown: Literal["own", "stand-in", "withheld", "absent"]
    reason: Reason | None = None
    """Why not its own words."""

    draft: bool = False
    """Whether nobody vouches for the words that are shown, which they then say."""


class Reading(Struct, frozen=True):
    """What a patient reads of a section."""

    outcome: Outcome
    section: Section | None = None
    """None where it is withheld, or not there."""

    @property
    def text(self) -> object:
        """The section's own words: two that are equal read alike."""
        return self.section and (self.section.locale, self.section.title, self.section.blocks)

    @property
    def around(self) -> dict[str, object]:
        """All that stands around them, by what it is."""
        fields = {"also_read": "requires"}
        return {part: getattr(self.section, fields.get(part, part)) for part in _AROUND} if self.section else {}


class Stand(Struct, frozen=True):
    """One section, or our own words to patients, in one locale."""

    state: State
    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]
    """Its words; of a catalog that broke, what could be read of it."""

    broken: bool = False
    """Whether the catalog broke, so that nobody knows all of its words."""

    readings: tuple[tuple[Policy, Reading], ...] = ()
    """By policy; none of our own words, which are read around the sections."""


Place = tuple[str, LocaleTag]
"""A section, as `topic/section` or `interface`, and a locale."""


def survey_project(project: Project) -> dict[Place, Stand]:
    """The source's sections in the authors' order, then those of each translation, with our own words after them."""
    source = edit_source(project)
    stands = dict(_survey(None, source, source, project))
    for translation in project.translations:
        edition = edit_translation(translation, project, source)
        stands.update(_survey(translation, edition, source, project))
        stands[DOMAIN, translation.locale] = _survey_interface(translation, edition.voice.state)
    return stands


def _survey(
    translation: Translation | None, edition: Edition, source: Edition, project: Project
) -> Iterator[tuple[Place, Stand]]:
    tag = edition.voice.locale
    readers = [(policy, find_readers(edition, source, project, policy)) for policy in POLICIES]
    for number, (topic, group) in enumerate(zip(project.topics, edition.topics, strict=True)):
        for place, (section, vetted) in enumerate(zip(topic.sections, group, strict=True)):
            lines, broken = _find_lines(section.segments, translation, topic.id)
            readings = tuple((policy, _read(each[number], place)) for policy, each in readers)
            stand = Stand(state=vetted.state, segments=section.segments, lines=lines, broken=broken, readings=readings)
            yield (f"{topic.id}/{section.id}", tag), stand


def _survey_interface(translation: Translation, state: State) -> Stand:
    segments = make_interface_segments()
    lines, broken = _find_lines(segments, translation, DOMAIN)
    return Stand(state=state, segments=segments, lines=lines, broken=broken)


def _find_lines(
    segments: tuple[Segment, ...], translation: Translation | None, domain: str
) -> tuple[tuple[Line, ...], bool]:
    """The words, and whether their catalog broke."""
    if translation is None:
        return author_segments(segments), False
    found = translation.find_catalog(domain)
    return translate_segments(segments, salvage_catalog(found) if found else None), isinstance(found, BrokenCatalog)


def _read(reader: Reader, place: int) -> Reading:
    """What the locale's reader gets of the topic's section."""
    outcome, body = reader.outcomes[place], reader.make_body(place)
    if isinstance(outcome, Withheld) or body is None:
        return Reading(outcome=Outcome("withheld", reason=outcome.reason))
    return Reading(
        outcome=Outcome(
            "stand-in" if outcome.reason else "own",
            reason=outcome.reason,
            draft=outcome.vetted.state is State.DRAFT,
        ),
        section=make_section(reader, outcome, body, _NOWHERE),
    )
