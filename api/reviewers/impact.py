"""`vertebra impact`: what an edit comes to for readers, translators and reviewers. Two projects: as it was, and as it is.

Rules
1. A translation falls out where its words were whole and current, and are no more.
2. A signature lapses where it vouched for the words that stood there, and for those that stand there now vouches no more.
   One that was renewed does not: a later one took its place.
3. Words to translate are the English's, in each block for which the locale has no current words. Where it had none before
   either, they count only if the English changed: the others waited already.
4. What a patient reads is the text and all that stands around it: notices, labels, the line that says who reviewed it. Only
   where all of that is the same, nothing changes.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from api.errors import RefusedError, UsageError
from api.model.interface import DOMAIN
from api.model.ledger import Revocation, SameMeaning
from api.model.locales import SOURCE
from api.model.vetting import POLICIES, Policy, State
from api.release.difference import compare_releases
from api.release.model import Release
from api.reviewers.audit import Standing, audit_project
from api.reviewers.candidates import find_candidates
from api.reviewers.changes import (
    BlockChange,
    Impact,
    LocaleChange,
    Partners,
    ReadersTouched,
    SectionChange,
    SignatureChange,
)
from api.reviewers.signing import find_earlier, name_reviewer
from api.vetting.edition import vet_project
from api.vetting.translate import measure_progress

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag
    from api.model.ledger import Signed
    from api.model.wording import Line
    from api.vetting.edition import Vetted, VettedProject
    from api.vetting.project import Project

    Place = tuple[str, LocaleTag]
    """A section, as `topic/section` or `interface`, and a locale."""

    _Signatures = defaultdict[Place, list["SignatureChange"]]

_WHOLE: Final = frozenset({State.DRAFT, State.SIGNED_OFF})
_FALLEN: Final = frozenset({State.MISSING, State.INCOMPLETE, State.OUTDATED, State.FAILED_CHECK, None})


def compare_projects(before: Project, after: Project, reference: str | None = None) -> Impact:
    """What became of every section, or of the one that is meant.

    Raises:
        UsageError: the reference names nothing, now or then.
    """
    then, today = vet_project(before), vet_project(after)
    was, now = _list_places(then), _list_places(today)
    # What is gone comes after what is there, and our own words last.
    known = sorted(dict.fromkeys(name for name, _ in chain(now, was)), key=lambda name: name == DOMAIN)
    if reference is not None and reference not in known:
        message = f"there is no section {reference}, now or then; there is {', '.join(known)}"
        raise UsageError(message)
    tags: dict[str, list[LocaleTag]] = defaultdict(list)
    for name, tag in sorted({**was, **now}, key=lambda place: _order(place[1])):
        tags[name].append(tag)
    signatures, shown = _compare_signatures(then, today), _compare_shown(then, today)
    sections = tuple(
        _compare_section(
            name,
            tuple(
                _compare_vetted(
                    tag,
                    was.get((name, tag)),
                    now.get((name, tag)),
                    signatures[name, tag],
                    shown.get((name, tag), Partners()),
                )
                for tag in tags[name]
            ),
            was.get((name, SOURCE)),
            now.get((name, SOURCE)),
        )
        for name in known
    )
    meant = tuple(each for each in sections if (each.blocks or each.locales) and reference in {None, each.reference})
    changes = tuple(change for section in meant for change in section.locales)
    return Impact(
        fallen=sum(each.falls_out for each in changes),
        lapsing=sum(signature.lapses for each in changes for signature in each.signatures),
        words=sum(each.words for each in changes),
        readers=ReadersTouched(*(_list_readers(policy, sections, meant) for policy in POLICIES)),
        sections=tuple(replace(each, slight=_is_slight(after, each)) for each in meant),
        translations=tuple(each.locale for each in after.translations),
    )


def _list_places(vetted: VettedProject) -> dict[Place, Vetted]:
    return {(each.reference, tag): each for tag in vetted.locales for each in vetted.list_vetted(tag)}


def _compare_shown(then: VettedProject, today: VettedProject) -> dict[Place, Partners]:
    """What becomes of what partners show, by section and locale."""
    signed, drafts = (
        {
            (each.reference, each.locale): each
            for each in compare_releases(Release(then, policy), Release(today, policy))
        }
        for policy in POLICIES
    )
    return {place: Partners(signed=signed[place], drafts=drafts[place]) for place in signed}


def _compare_section(
    name: str, locales: tuple[LocaleChange, ...], before: Vetted | None, after: Vetted | None
) -> SectionChange:
    return SectionChange(
        reference=name,
        blocks=_compare_source(before, after),
        locales=tuple(
            each for each in locales if each.own or any(part.changes for _, part in each.partners.list_policies())
        ),
    )


def _order(tag: LocaleTag) -> tuple[bool, str]:
    """The English first."""
    return tag != SOURCE, tag


def _list_readers(
    policy: Policy, sections: tuple[SectionChange, ...], meant: tuple[SectionChange, ...]
) -> tuple[LocaleTag, ...]:
    """Whose patients read anything else: of what is meant; of our own words, around any section."""
    ours = {change.locale for section in meant if section.reference == DOMAIN for change in section.locales}
    read = {
        change.locale
        for section in sections
        for change in section.locales
        for under, part in change.partners.list_policies()
        if under == policy and ((part.changes and section in meant) or (part.around and change.locale in ours))
    }
    return tuple(sorted(read, key=_order))


def _compare_source(before: Vetted | None, after: Vetted | None) -> tuple[BlockChange, ...]:
    """The English block by block as it stands, then what is gone."""
    was = {segment.msgctxt: segment for segment in before.section.segments} if before else {}
    now = {segment.msgctxt: segment for segment in after.section.segments} if after else {}
    stayed = [block for block in was if block in now]
    matched = SequenceMatcher(None, stayed, [block for block in now if block in was], autojunk=False)
    in_order = {block for match in matched.get_matching_blocks() for block in stayed[match.a : match.a + match.size]}
    changes = []
    for block in dict.fromkeys((*now, *was)):
        old, new = was.get(block), now.get(block)
        moved = (
            old is not None
            and new is not None
            and (block not in in_order or (old.kind, old.depth, old.list_kind) != (new.kind, new.depth, new.list_kind))
        )
        text, words = (old.msgid if old else None), (new.msgid if new else None)
        if moved or text != words:
            changes.append(_make_block_change(block, text, words, moved=moved))
    return tuple(changes)


def _make_block_change(block: str, before: str | None, after: str | None, *, moved: bool = False) -> BlockChange:
    change: Literal["came", "went", "changed", "moved"] = "moved" if before == after else "changed"
    if before is None or after is None:
        change = "came" if before is None else "went"
    return BlockChange(block=block, before=before, after=after, moved=moved, change=change)


def _compare_vetted(
    tag: LocaleTag,
    before: Vetted | None,
    after: Vetted | None,
    signatures: list[SignatureChange],
    partners: Partners,
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
        signatures=tuple(signatures),
        partners=partners,
    )


def _compare_words(before: Vetted | None, after: Vetted | None) -> tuple[BlockChange, ...]:
    """The translations that read otherwise, in blocks that are still there."""
    if after is None or after.wording.broken or (before is not None and before.wording.broken):
        return ()
    was = {line.segment.msgctxt: _read_line(line) for line in before.wording.lines} if before else {}
    pairs = ((line.segment.msgctxt, was.get(line.segment.msgctxt), _read_line(line)) for line in after.wording.lines)
    return tuple(_make_block_change(block, old, new) for block, old, new in pairs if old != new)


def _read_line(line: Line) -> str | None:
    """The catalog's words, current or not."""
    return (line.message.msgstr or None) if line.message else None


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


def _compare_signatures(before: VettedProject, after: VettedProject) -> _Signatures:
    """Those that vouch no more, and those that do from now on, by section and locale."""
    was, now = _list_standings(before), _list_standings(after)
    changes: _Signatures = defaultdict(list)
    for identity, (place, record, _) in {**was, **now}.items():
        old = was[identity][2] if identity in was else None
        new = now[identity][2] if identity in now else None
        if (old is Standing.COUNTS) != (new is Standing.COUNTS) and new is not Standing.RENEWED:
            changes[place].append(
                SignatureChange(
                    role=record.role,
                    who=name_reviewer(after.project.reviewers, record.reviewer),
                    day=record.at.date(),
                    same_meaning=isinstance(record, SameMeaning),
                    before=old,
                    after=new,
                    lapses=old is Standing.COUNTS,
                )
            )
    return changes


def _list_standings(vetted: VettedProject) -> dict[tuple[LocaleTag, str], tuple[Place, Signed, Standing]]:
    return {
        (each.locale, each.record.id): ((each.record.section, each.locale), each.record, each.standing)
        for each in audit_project(vetted).records
        if not isinstance(each.record, Revocation)
    }


def _is_slight(project: Project, section: SectionChange) -> bool:
    """Whether anybody may say that today's English means what was signed last."""
    if not any(each.after is not None for each in section.blocks):
        return False
    (candidate,) = find_candidates(project, (section.reference,), SOURCE)
    try:
        find_earlier(candidate)
    except RefusedError:
        return False
    return True
