"""Every section in every locale as it stands: its words, its state, and what a patient reads of it under each policy.

What a patient reads is what a release would hold, for what that is built with is called here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from api.model.catalog import BrokenCatalog
from api.model.content import Segment
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.model.vetting import POLICIES, Policy, Reason, State
from api.model.wording import Line
from api.release.model import Release
from api.release.shown import Withheld
from api.representations.json import make_reader, make_section
from api.representations.shapes import Links, Section
from api.vetting.translate import salvage_catalog, translate_segments

if TYPE_CHECKING:
    from api.representations.json import Reader
    from api.vetting.edition import Vetted, VettedProject

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


def survey_project(vetted: VettedProject) -> dict[Place, Stand]:
    """The source's sections in the authors' order, then those of each translation, with our own words after them."""
    return {(each.reference, tag): _survey(each, vetted) for tag in vetted.locales for each in vetted.list_vetted(tag)}


def _survey(each: Vetted, vetted: VettedProject) -> Stand:
    section, tag = each.section, each.locale
    found = None if tag == SOURCE else vetted.project.find_translation(tag).find_catalog(section.topic)
    lines = each.wording.lines
    if isinstance(found, BrokenCatalog):
        lines = translate_segments(section.segments, salvage_catalog(found))
    readings = []
    for policy in POLICIES:
        shown = Release(vetted, policy).find(section.topic, tag)
        if shown is not None:
            readings.append((policy, _read(make_reader(shown), shown.topic.sections.index(section))))
    return Stand(
        state=each.state,
        segments=section.segments,
        lines=lines,
        broken=isinstance(found, BrokenCatalog),
        readings=tuple(readings),
    )


def _read(reader: Reader, place: int) -> Reading:
    """What the locale's reader gets of the topic's section."""
    outcome, body = reader.outcomes[place], reader.bodies[place]
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
