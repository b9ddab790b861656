"""What an edit comes to, as `api.reviewers.impact` finds it: these values, encoded, are what `vertebra impact --format json` prints."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from api.model.identifiers import LocaleTag
from api.model.vetting import POLICIES, Policy, Role, State
from api.release.difference import ShownChange
from api.reviewers.audit import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator


class BlockChange(Struct, frozen=True):
    """A block that reads otherwise, or stands elsewhere."""

    block: str
    """Its msgctxt."""

    before: str | None
    """Its words; None where there were none."""

    after: str | None
    moved: bool
    """Whether it stands in another place, or is another kind of block."""

    change: Literal["came", "went", "changed", "moved"]
    """What became of it."""


class SignatureChange(Struct, frozen=True, kw_only=True):
    """A signature that vouches no more for what stands there, or does from now on."""

    role: Role
    who: str = field(name="reviewer")
    """As outputs may name them."""

    day: date = field(name="date")
    same_meaning: bool
    """Whether it vouches that an edit kept the meaning."""

    before: Standing | None
    """None where the record was not there."""

    after: Standing | None
    lapses: bool
    """Whether it did vouch."""


class Partners(Struct, frozen=True, omit_defaults=True):
    """What becomes of what partners show, under each policy; nothing of our own words, which are read around the sections."""

    signed: ShownChange | None = None
    drafts: ShownChange | None = None

    def list_policies(self) -> Iterator[tuple[Policy, ShownChange]]:
        """What becomes of it under each policy."""
        pairs = zip(POLICIES, (self.signed, self.drafts), strict=True)
        yield from ((policy, change) for policy, change in pairs if change is not None)


class LocaleChange(Struct, frozen=True):
    """What becomes of one section in one locale."""

    locale: LocaleTag
    before: State | None
    """None where the section, or the locale, was not there."""

    after: State | None
    blocks: tuple[BlockChange, ...]
    """Translations that were themselves edited."""

    readable: bool
    """False where its catalog is broken now, so that nobody knows what changed in it."""

    falls_out: bool
    """Whether it is a translation that was whole and current, and is no more."""

    words: int
    """To translate."""

    signatures: tuple[SignatureChange, ...]
    partners: Partners
    """What becomes of what partners show."""

    @property
    def lapsing(self) -> tuple[SignatureChange, ...]:
        """The signatures that vouch no more."""
        return tuple(each for each in self.signatures if each.lapses)

    @property
    def own(self) -> bool:
        """Whether anything happens to the section itself, and not only around it."""
        shown = any(each.text or each.before != each.after for _, each in self.partners.list_policies())
        return self.before != self.after or bool(self.blocks or self.words or self.signatures) or shown


class SectionChange(Struct, frozen=True, kw_only=True):
    """What becomes of one section."""

    reference: str = field(name="section")
    """`topic/section`, or `interface`."""

    blocks: tuple[BlockChange, ...]
    """Of the English."""

    locales: tuple[LocaleChange, ...]
    """Those to which anything happens, the English first."""

    slight: bool = field(name="same_meaning_possible", default=False)
    """Whether a clinical reviewer could vouch that the English kept its meaning, and so keep what was signed for it."""

    @property
    def own(self) -> bool:
        """Whether anything happens to the section itself, and not only around it."""
        return bool(self.blocks) or any(each.own for each in self.locales)


class ReadersTouched(Struct, frozen=True):
    """The locales whose patients read anything else, under each policy."""

    signed: tuple[LocaleTag, ...]
    drafts: tuple[LocaleTag, ...]


class Impact(Struct, frozen=True, kw_only=True):
    """What an edit comes to."""

    fallen: int = field(name="fall_out")
    """How many translations fall out: one a section and locale."""

    lapsing: int = field(name="lapse")
    """How many signatures lapse."""

    words: int
    """To translate, in all locales."""

    readers: ReadersTouched = field(name="patients_read_otherwise")
    """Of our own words: those who read them around any section."""

    sections: tuple[SectionChange, ...]
    """Those to which anything happens, in the authors' order, our own words last."""

    translations: tuple[LocaleTag, ...]
    """All that there are now."""
