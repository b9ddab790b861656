"""Which sign-offs vouch for a wording.

Rules
1. A sign-off vouches for exactly the words that have its digest, if what it is bound to beside them holds: of the source, what is told
   beside it today; of a translation, the source of today or one that is tied to it.
2. The source needs the clinical role, a translation the linguistic one. Where that role is absent, no sign-off counts: a clinician
   who does not read the language vouches for nothing.
3. A reviewer who signs again renews: of each role, the last sign-off counts.
4. One exception. Where a clinician vouched that a new wording of the source means what one meant that was signed as a whole (a tie),
   the new one is signed too. A translation that was signed as one of any wording so tied is one of all of them. Ties are not
   followed from one to the next: slips would add up.
"""

from __future__ import annotations

from msgspec.structs import replace

from api.model.content import Section, Topic
from api.model.exact_words import ExactWords, digest_words
from api.model.identifiers import Digest, LocaleTag
from api.model.ledger import Tie
from api.model.locales import SOURCE
from api.model.vetting import Role, SignOff, needed_role
from api.model.wording import Wording, digest_json
from api.source.inline import rewrite
from api.vetting.project import Judgement
from api.vetting.translate import list_surroundings, show_source


def find_vouching(wording: Wording, digest: Digest, source: Digest, judgement: Judgement) -> tuple[SignOff, ...]:
    """The sign-offs that vouch for the wording, also through ties. `digest` is of its words, `source` of today's source."""
    bound = list_bound(wording, source, judgement)
    valid = valid_signoffs(judgement, digest, wording.locale, bound)
    if valid or wording.locale != SOURCE:
        return valid
    for tie in follow_ties(wording.section.reference, source, judgement):
        if tie.after == source and (valid := valid_signoffs(judgement, tie.before, SOURCE, bound)):
            return (*valid, *(each for each in judgement.find_signoffs(source) if not each.whole))
    return ()


def list_bound(wording: Wording, source: Digest, judgement: Judgement) -> frozenset[Digest]:
    """What a sign-off of the wording may be bound to, to hold: see rule 1."""
    if wording.locale == SOURCE:
        return frozenset((digest_json(list_surroundings(wording.section)),))
    followed = follow_ties(wording.section.reference, source, judgement)
    return frozenset((source, *list_tied(followed, source)))


def valid_signoffs(
    judgement: Judgement, digest: Digest, locale: LocaleTag, bound: frozenset[Digest]
) -> tuple[SignOff, ...]:
    """Those that vouch for the words of the digest as a whole, by rules 1 to 3; `bound` is what they may be bound to."""
    latest: dict[Role, SignOff] = {}
    for signoff in judgement.find_signoffs(digest):
        if signoff.whole and signoff.locale == locale and signoff.bound in bound:
            latest.pop(signoff.role, None)
            latest[signoff.role] = signoff
    return tuple(latest.values()) if needed_role(locale) in latest else ()


def follow_ties(reference: str, digest: Digest, judgement: Judgement) -> tuple[Tie, ...]:
    """The ties of this wording of the source, newest first, and those of all others to the same wordings that were signed whole."""
    own = judgement.find_ties(reference)
    whole = {digest, *(tie.before for tie in own if tie.after == digest)}
    return tuple(tie for tie in own if tie.before in whole and _was_signed_whole(tie.before, judgement))


def list_tied(followed: tuple[Tie, ...], digest: Digest) -> dict[Digest, ExactWords]:
    """The other wordings that mean the same, by digest."""
    words = {tie.before: tie.words for tie in followed} | {tie.after: tie.new_words for tie in followed}
    return {name: each for name, each in words.items() if name != digest}


def _was_signed_whole(digest: Digest, judgement: Judgement) -> bool:
    """Whether a clinician signed the source's words, whatever was told beside them then: it is the words that mean the same."""
    return any(
        each.whole and (each.locale, each.role) == (SOURCE, needed_role(SOURCE))
        for each in judgement.find_signoffs(digest)
    )


def carry_ties(topics: tuple[Topic, ...], judgement: Judgement) -> tuple[Topic, ...]:
    """The topics, with each segment's earlier texts of which a clinician vouched that they mean the same, and with no others."""
    if not judgement.ties and not any(
        segment.same for topic in topics for each in topic.sections for segment in each.segments
    ):
        return topics
    return tuple(
        replace(topic, sections=tuple(_carry(section, judgement) for section in topic.sections)) for topic in topics
    )


def _carry(section: Section, judgement: Judgement) -> Section:
    digest = digest_words(show_source(section))
    followed = follow_ties(section.reference, digest, judgement)
    earlier: dict[str, dict[str, None]] = {}
    for words in list_tied(followed, digest).values():
        for text in words.list_texts():
            earlier.setdefault(text.key, {})[text.words] = None
    return replace(
        section,
        segments=tuple(
            replace(
                segment, same=tuple(each for each in earlier.get(segment.key, ()) if each != rewrite(segment.msgid))
            )
            for segment in section.segments
        ),
    )
