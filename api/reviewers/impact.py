"""`vertebra impact`: what an edit comes to for readers, translators and reviewers: the difference of two projects' releases.

Rules
1. A translation falls out where its words were whole and current, and are no more.
2. A signature lapses where it vouched for the words that stood there, and for those that stand there now vouches no more.
   One that was renewed does not: a later one took its place.
3. Words to translate are the English's, in each block for which the locale has no current words. Where it had none before
   either, they count only if the English changed: the others waited already.
4. What a patient reads is the text and all that stands around it: notices, labels, the line that says who reviewed it. Only
   where all of that is the same, nothing changes.
5. `vertebra impact --format json` prints these values, encoded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from operator import attrgetter
from typing import Final, Literal

from msgspec import Struct, field

from api.errors import RefusedError, UsageError
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.ledger import Revocation, SameMeaning, Signed
from api.model.locales import SOURCE
from api.model.vetting import POLICIES, State
from api.release.difference import ShownChange, compare_releases
from api.release.model import Release
from api.reviewers.audit import Standing, audit_project
from api.reviewers.candidates import find_candidates
from api.reviewers.due import SignedBy
from api.reviewers.signing import find_earlier, name_reviewer
from api.vetting.edition import Vetted, VettedProject, vet_project
from api.vetting.project import Project
from api.vetting.translate import measure_progress

Place = tuple[str, LocaleTag]
"""A section, as `topic/section` or `interface`, and a locale."""

_WHOLE: Final = frozenset({State.DRAFT, State.SIGNED_OFF})
_FALLEN: Final = frozenset({State.MISSING, State.INCOMPLETE, State.OUTDATED, State.FAILED_CHECK, None})
_SHAPE: Final = attrgetter("kind", "depth", "list_kind")


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


class SignatureChange(SignedBy, frozen=True, kw_only=True):
    """A signature that vouches no more for what stands there, or does from now on."""

    before: Standing | None
    """None where the record was not there."""

    after: Standing | None
    lapses: bool
    """Whether it did vouch."""


class LocaleChange(Struct, frozen=True, kw_only=True):
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
    partners: Mapping[str, ShownChange]
    """What becomes of what partners show, by policy; nothing of our own words, which are read around the sections."""


class SectionChange(Struct, frozen=True, kw_only=True):
    """What becomes of one section."""

    reference: str = field(name="section")
    """`topic/section`, or `interface`."""

    blocks: tuple[BlockChange, ...]
    """Of the English."""

    locales: tuple[LocaleChange, ...]
    """Those to which anything happens, the English first."""

    slight: bool = field(name="same_meaning_possible")
    """Whether a clinical reviewer could vouch that the English kept its meaning, and so keep what was signed for it."""

    @property
    def own(self) -> bool:
        """Whether anything happens to the section itself, and not only around it."""
        return bool(self.blocks) or any(map(_happens, self.locales))


class Impact(Struct, frozen=True, kw_only=True):
    """What an edit comes to."""

    fallen: int = field(name="fall_out")
    """How many translations fall out: one a section and locale."""

    lapsing: int = field(name="lapse")
    """How many signatures lapse."""

    words: int
    """To translate, in all locales."""

    readers: Mapping[str, tuple[LocaleTag, ...]] = field(name="patients_read_otherwise")
    """Whose patients read anything else, by policy; of our own words: those who read them around any section."""

    sections: tuple[SectionChange, ...]
    """Those to which anything happens, in the authors' order, our own words last."""

    translations: tuple[LocaleTag, ...]
    """All that there are now."""


def compare_projects(before: Project, after: Project, reference: str | None = None) -> Impact:
    """What became of every section, or of the one that is meant.

    Raises:
        UsageError: the reference names nothing, now or then.
    """
    then, today = vet_project(before), vet_project(after)
    was, now = _list_places(then), _list_places(today)
    # What is gone comes after what is there, and our own words last.
    known = sorted(dict.fromkeys(name for name, _ in (*now, *was)), key=lambda name: name == DOMAIN)
    if reference is not None and reference not in known:
        message = f"there is no section {reference}, now or then; there is {', '.join(known)}"
        raise UsageError(message)
    signatures, shown = _compare_signatures(then, today), _compare_shown(then, today)
    locales: dict[str, list[LocaleChange]] = {name: [] for name in known}
    for place in sorted({**was, **now}, key=lambda place: _order(place[1])):
        name, tag = place
        change = _compare_vetted(tag, was.get(place), now.get(place), signatures[place], shown[place])
        if _happens(change) or any(each.changes for each in change.partners.values()):
            locales[name].append(change)
    sections = [
        _compare_section(after, name, tuple(locales[name]), was.get((name, SOURCE)), now.get((name, SOURCE)))
        for name in known
    ]
    meant = [each for each in sections if (each.blocks or each.locales) and reference in {None, each.reference}]
    changes = [change for section in meant for change in section.locales]
    return Impact(
        fallen=sum(each.falls_out for each in changes),
        lapsing=sum(signature.lapses for each in changes for signature in each.signatures),
        words=sum(each.words for each in changes),
        readers={str(policy): _list_readers(str(policy), sections, meant) for policy in POLICIES},
        sections=tuple(meant),
        translations=tuple(each.locale for each in after.translations),
    )


def _list_places(vetted: VettedProject) -> dict[Place, Vetted]:
    return {(each.reference, tag): each for tag in vetted.locales for each in vetted.list_vetted(tag)}


def _order(tag: LocaleTag) -> tuple[bool, str]:
    """The English first."""
    return tag != SOURCE, tag


def _compare_shown(then: VettedProject, today: VettedProject) -> Mapping[Place, dict[str, ShownChange]]:
    """What becomes of what partners show, by section and locale, then by policy."""
    shown: dict[Place, dict[str, ShownChange]] = defaultdict(dict)
    for policy in POLICIES:
        for each in compare_releases(Release(then, policy), Release(today, policy)):
            shown[each.reference, each.locale][str(policy)] = each
    return shown


def _happens(change: LocaleChange) -> bool:
    """Whether anything happens to the section itself, and not only around it."""
    shown = any(each.text or each.before != each.after for each in change.partners.values())
    return change.before != change.after or bool(change.blocks or change.words or change.signatures) or shown


def _list_readers(
    policy: str, sections: Sequence[SectionChange], meant: Sequence[SectionChange]
) -> tuple[LocaleTag, ...]:
    """Whose patients read anything else: of what is meant; of our own words, around any section."""
    ours = {change.locale for section in meant if section.reference == DOMAIN for change in section.locales}
    read = {
        change.locale
        for section in sections
        for change in section.locales
        if (part := change.partners.get(policy))
        and ((part.changes and section in meant) or (part.around and change.locale in ours))
    }
    return tuple(sorted(read, key=_order))


def _compare_section(
    project: Project, name: str, locales: tuple[LocaleChange, ...], before: Vetted | None, after: Vetted | None
) -> SectionChange:
    was = {segment.msgctxt: segment for segment in before.section.segments} if before else {}
    now = {segment.msgctxt: segment for segment in after.section.segments} if after else {}
    stayed = [block for block in was if block in now]
    matched = SequenceMatcher(None, stayed, [block for block in now if block in was], autojunk=False)
    in_order = {block for match in matched.get_matching_blocks() for block in stayed[match.a : match.a + match.size]}
    blocks = _compare_texts(
        {block: each.msgid for block, each in was.items()},
        {block: each.msgid for block, each in now.items()},
        {block for block in stayed if block not in in_order or _SHAPE(was[block]) != _SHAPE(now[block])},
    )
    slight = any(each.after is not None for each in blocks) and _is_slight(project, name)
    return SectionChange(reference=name, blocks=blocks, locales=locales, slight=slight)


def _compare_texts(
    before: Mapping[str, str | None], after: Mapping[str, str | None], moved: set[str]
) -> tuple[BlockChange, ...]:
    """What reads otherwise or moved, as it stands; then what is gone."""
    changes = []
    for block in dict.fromkeys((*after, *before)):
        old, new = before.get(block), after.get(block)
        change: Literal["came", "went", "changed", "moved"] = "moved" if old == new else "changed"
        if old is None or new is None:
            change = "came" if old is None else "went"
        if old != new or block in moved:
            changes.append(BlockChange(block=block, before=old, after=new, moved=block in moved, change=change))
    return tuple(changes)


def _is_slight(project: Project, reference: str) -> bool:
    """Whether anybody may say that today's English means what was signed last."""
    (candidate,) = find_candidates(project, (reference,), SOURCE)
    try:
        find_earlier(candidate)
    except RefusedError:
        return False
    return True


def _compare_vetted(
    tag: LocaleTag,
    before: Vetted | None,
    after: Vetted | None,
    signatures: tuple[SignatureChange, ...],
    partners: Mapping[str, ShownChange],
) -> LocaleChange:
    old, new = before.state if before else None, after.state if after else None
    return LocaleChange(
        locale=tag,
        before=old,
        after=new,
        blocks=() if tag == SOURCE else _compare_words(before, after),
        readable=after is None or not after.wording.broken,
        falls_out=tag != SOURCE and old in _WHOLE and new in _FALLEN,
        words=0 if tag == SOURCE else _count_words(before, after),
        signatures=signatures,
        partners=partners,
    )


def _compare_words(before: Vetted | None, after: Vetted | None) -> tuple[BlockChange, ...]:
    """The translations, current or not, that read otherwise, in blocks that are still there."""
    if after is None or after.wording.broken or (before is not None and before.wording.broken):
        return ()
    was, now = (
        {line.segment.msgctxt: (line.message.msgstr or None) if line.message else None for line in each.wording.lines}
        if each
        else {}
        for each in (before, after)
    )
    return _compare_texts({block: text for block, text in was.items() if block in now}, now, set())


def _count_words(before: Vetted | None, after: Vetted | None) -> int:
    was = {line.segment.msgctxt: line for line in before.wording.lines} if before else {}
    waiting = []
    for line in after.wording.lines if after else ():
        old = was.get(line.segment.msgctxt)
        changed = old is None or old.segment.msgid != line.segment.msgid
        # Of a broken catalog nobody knows what it lacks: only what the English asks anew is sure to be work.
        lost = old is not None and old.gap is None and not (after is not None and after.wording.broken)
        if line.gap and (changed or lost):
            waiting.append(line)
    return measure_progress(waiting).words


def _compare_signatures(before: VettedProject, after: VettedProject) -> Mapping[Place, tuple[SignatureChange, ...]]:
    """Those that vouch no more, and those that do from now on, by section and locale."""
    was, now = _list_standings(before), _list_standings(after)
    changes: dict[Place, tuple[SignatureChange, ...]] = defaultdict(tuple)
    for identity, (place, record, _) in {**was, **now}.items():
        old = was[identity][2] if identity in was else None
        new = now[identity][2] if identity in now else None
        if (old is Standing.COUNTS) != (new is Standing.COUNTS) and new is not Standing.RENEWED:
            change = SignatureChange(
                role=record.role,
                who=name_reviewer(after.project.reviewers, record.reviewer),
                day=record.at.date(),
                same_meaning=isinstance(record, SameMeaning),
                before=old,
                after=new,
                lapses=old is Standing.COUNTS,
            )
            changes[place] += (change,)
    return changes


def _list_standings(vetted: VettedProject) -> dict[tuple[LocaleTag, str], tuple[Place, Signed, Standing]]:
    return {
        (each.locale, each.record.id): ((each.record.section, each.locale), each.record, each.standing)
        for each in audit_project(vetted).records
        if not isinstance(each.record, Revocation)
    }
