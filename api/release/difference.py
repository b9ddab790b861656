"""The difference of two releases: what becomes of what each locale's readers are shown of each section.

What a reader reads is a section's words and all that stands around them. Only where all of that is the same, nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from api.model.identifiers import Digest, LocaleTag
from api.model.vetting import Reason, State
from api.release.model import Release
from api.release.shown import Shown, ShownTopic, Withheld
from api.vetting.edition import Vetted

_LABELS: Final = ("label/language", "label/contents", "label/also-read", "label/read-more")


class Outcome(Struct, frozen=True):
    """What partners show of a section in a locale."""

    shown: Literal["own", "stand-in", "withheld", "absent"]
    reason: Reason | None = None
    """Why not its own words."""

    draft: bool = False
    """Whether nobody vouches for the words that are shown, which they then say."""


class _Reading(Struct, frozen=True):
    """What a reader reads of a section."""

    outcome: Outcome
    words: Digest | None = None
    around: tuple[tuple[str, object], ...] = ()
    """All that stands around the words, by what it is."""


class ShownChange(Struct, frozen=True):
    """What becomes of what one locale's readers are shown of one section."""

    reference: str
    locale: LocaleTag
    before: Outcome
    after: Outcome
    text: bool
    """Whether the section's own words are others."""

    around: tuple[str, ...]
    """What is other of that which stands around them, where they are read before and after."""

    @property
    def changes(self) -> bool:
        """Whether a reader reads anything else."""
        return self.text or bool(self.around)


def compare_releases(before: Release, after: Release) -> Iterator[ShownChange]:
    """Each section in each locale of either release, changed or not."""
    was, now = dict(_read_release(before)), dict(_read_release(after))
    nothing = _Reading(Outcome("absent"))
    for place in dict.fromkeys((*now, *was)):
        old, new = was.get(place, nothing), now.get(place, nothing)
        earlier = dict(old.around)
        reference, locale = place
        yield ShownChange(
            reference=reference,
            locale=locale,
            before=old.outcome,
            after=new.outcome,
            text=old.words != new.words,
            around=tuple(part for part, told in new.around if earlier.get(part, told) != told),
        )


def _read_release(release: Release) -> Iterator[tuple[tuple[str, LocaleTag], _Reading]]:
    for locale in release.locales:
        for topic in release.list_shown(locale):
            for each in topic.sections:
                yield (each.own.reference, locale), _read(each, topic)


def _read(decided: Shown | Withheld, topic: ShownTopic) -> _Reading:
    if not isinstance(decided, Shown):
        return _Reading(Outcome("withheld", decided.reason))
    draft = decided.vetted.state is State.DRAFT
    return _Reading(
        outcome=Outcome("stand-in" if decided.reason else "own", decided.reason, draft),
        words=decided.vetted.digest,
        around=_list_surroundings(decided, topic),
    )


def _list_surroundings(decided: Shown, topic: ShownTopic) -> tuple[tuple[str, object], ...]:
    shown, section, provenance = decided.vetted, decided.vetted.section, topic.topic.provenance
    texts, vouched = topic.texts, shown.state is State.SIGNED_OFF
    required = [each for each in topic.sections if each.own.section.id in section.requires]
    beside = [each.vetted for each in required if isinstance(each, Shown)]
    day = min((signoff.day for signoff in shown.vouching), default=None)
    notices = decided.list_notices(complete=len(beside) == len(required))
    return (
        ("notices", [texts.list_told(key) for _, key in notices]),
        ("review", (shown.state, shown.wording.credit.method, [signoff.public for signoff in shown.vouching])),
        ("also_read", [_name(each, vouched=vouched) for each in beside]),
        ("review_line", (day, texts.find_text(f"review-line/{'signed' if vouched else 'unsigned'}", vouched=vouched))),
        ("attribution", (provenance.publisher, provenance.url, texts.find_text("attribution", vouched=vouched))),
        ("disclaimer", texts.find_text("disclaimer", vouched=vouched)),
        ("labels", [texts.find_text(key, vouched=vouched) for key in _LABELS]),
    )


def _name(required: Vetted, *, vouched: bool) -> object:
    """A section that is named beside another: beside signed words, in words that are signed, or not at all."""
    named: Vetted | None = required
    if vouched and required.state is not State.SIGNED_OFF:
        named = required.source
    if named is None or (vouched and named.state is not State.SIGNED_OFF):
        return required.reference
    return required.reference, named.title, named.locale, named.state
