"""The rule: what may be served, under which policy, and what must be said about it.

    state         served under `signed`              served under `drafts`
    withdrawn     withheld                           withheld
    missing       stand-in                           stand-in
    incomplete    stand-in                           stand-in
    outdated      stand-in                           stand-in
    failed-check  stand-in                           stand-in
    draft         stand-in (awaiting-sign-off)       itself, with a notice
    signed-off    itself                             itself

A stand-in is the source's section, and says so. Where the source itself is withheld (not signed-off under `signed`;
failed-check under either), the section is withheld in every locale. States are derived from the words every time, and
kept nowhere: a sign-off whose digest no longer fits is no sign-off.

One exception: where a clinician vouched that a new wording of the source means what one meant that was signed as a whole (a tie), the
new one is signed too. A translation that was signed as one of any wording so tied is one of all of them. Ties are not followed from one
to the next: slips would add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.model.findings import has_errors
from api.model.identifiers import Digest, LocaleTag
from api.model.locales import SOURCE
from api.model.shown import SectionWords, digest_words
from api.model.vetting import Policy, Reason, SignOff, State, Withdrawal
from api.model.wording import Wording, digest_json
from api.vetting.shown import list_surroundings, show_source, show_wording

if TYPE_CHECKING:
    from api.model.findings import Finding
    from api.model.ledger import Tie
    from api.model.shown import ExactWords
    from api.model.vetting import Role

_REASONS: Final[dict[State, Reason]] = {
    State.WITHDRAWN: "withdrawn",
    State.MISSING: "missing",
    State.INCOMPLETE: "incomplete",
    State.OUTDATED: "outdated",
    State.FAILED_CHECK: "failed-check",
    State.DRAFT: "awaiting-sign-off",
}


class Vetted(Struct, frozen=True):
    """A wording and whether anybody vouched for it."""

    wording: Wording
    state: State
    words: SectionWords
    """What is shown of it."""

    digest: Digest
    """Of the words."""

    source_digest: Digest
    """Of the source's words as they are today; of the source, `digest`."""

    signoffs: tuple[SignOff, ...] = ()
    """Those that vouch for exactly these words."""

    withdrawal: Withdrawal | None = None
    """Why it may no longer be shown, where that is so."""


class Shown(Struct, frozen=True):
    """What one locale's reader gets of a section: its own words, or the source's in their place."""

    asked: LocaleTag
    own: Vetted
    """The asked locale's wording, shown or not."""

    vetted: Vetted
    """What is shown."""

    reason: Reason | None = None
    """Why the asked locale's own words are not shown; None where they are."""


class Withheld(Struct, frozen=True):
    """What no reader gets, and why."""

    asked: LocaleTag
    own: Vetted
    reason: Reason


def vet(
    wording: Wording,
    findings: tuple[Finding, ...],
    signoffs: tuple[SignOff, ...],
    withdrawals: tuple[Withdrawal, ...],
    ties: tuple[Tie, ...] = (),
) -> Vetted:
    """Derive the wording's state: the first row of the table that fits. `signoffs` are in the order of their times."""
    section, words = wording.section, show_wording(wording)
    source = digest_words(words if wording.locale == SOURCE else show_source(section))
    valid = find_vouching(wording, digest_words(words), source, signoffs, ties)
    lost = [each for each in withdrawals if each.topic == section.topic and each.section in {None, section.id}]
    if lost:
        state = State.WITHDRAWN
    elif wording.gap is not None:
        state = State(wording.gap)
    elif has_errors(findings):
        state = State.FAILED_CHECK
    else:
        state = State.SIGNED_OFF if valid else State.DRAFT
    return Vetted(
        wording=wording,
        state=state,
        words=words,
        digest=digest_words(words),
        source_digest=source,
        signoffs=valid,
        withdrawal=lost[0] if lost else None,
    )


def find_vouching(
    wording: Wording, digest: Digest, source: Digest, signoffs: tuple[SignOff, ...], ties: tuple[Tie, ...]
) -> tuple[SignOff, ...]:
    """The sign-offs that vouch for exactly these words, also through ties; none where the needed role is absent."""
    bound = list_bound(wording, source, signoffs, ties)
    valid = valid_signoffs(signoffs, digest, wording.locale, bound)
    if valid or wording.locale != SOURCE:
        return valid
    section = wording.section
    followed = follow_ties(f"{section.topic}/{section.id}", source, ties, signoffs)
    return _rest_on_ties(source, followed, signoffs, bound)


def list_bound(
    wording: Wording, source: Digest, signoffs: tuple[SignOff, ...], ties: tuple[Tie, ...]
) -> frozenset[Digest]:
    """What a sign-off may be bound to beside the words, to hold: of the source, to what is told beside it today; of a
    translation, to the source of today or one that is tied to it.
    """
    section = wording.section
    if wording.locale == SOURCE:
        return frozenset((digest_json(list_surroundings(section)),))
    followed = follow_ties(f"{section.topic}/{section.id}", source, ties, signoffs)
    return frozenset((source, *list_tied(followed, source)))


def _rest_on_ties(
    source: Digest, followed: tuple[Tie, ...], signoffs: tuple[SignOff, ...], bound: frozenset[Digest]
) -> tuple[SignOff, ...]:
    """The sign-offs of the newest wording that was signed as a whole and is tied to today's, and those that tie it."""
    for tie in followed:
        if tie.after == source and (valid := valid_signoffs(signoffs, tie.before, SOURCE, bound)):
            return (*valid, *(each for each in signoffs if not each.whole and each.digest == source))
    return ()


def follow_ties(
    reference: str, digest: Digest, ties: tuple[Tie, ...], signoffs: tuple[SignOff, ...]
) -> tuple[Tie, ...]:
    """The ties of this wording of the source, newest first, and those of all others to the same wordings that were signed whole."""
    own = [tie for tie in reversed(ties) if tie.section == reference]
    whole = {digest, *(tie.before for tie in own if tie.after == digest)}
    # Whatever was told beside it then: it is the words that mean the same.
    read = {
        each.digest for each in signoffs if each.whole and (each.locale, each.role) == (SOURCE, needed_role(SOURCE))
    }
    resting = whole & read
    return tuple(tie for tie in own if tie.before in resting)


def list_tied(followed: tuple[Tie, ...], digest: Digest) -> dict[Digest, ExactWords]:
    """The other wordings that mean the same, by digest."""
    words = {tie.before: tie.words for tie in followed} | {tie.after: tie.new_words for tie in followed}
    return {name: each for name, each in words.items() if name != digest}


def valid_signoffs(
    signoffs: tuple[SignOff, ...], digest: Digest, locale: LocaleTag, bound: frozenset[Digest]
) -> tuple[SignOff, ...]:
    """Those that vouch for the words: the source needs the clinical role, a translation the linguistic one.

    `bound` is what they may have been bound to beside the words: see `SignOff`.

    Where the needed role is absent, none counts: a clinician who does not read the language vouches for nothing. Who signs
    again renews: of each role, the last counts.
    """
    latest: dict[Role, SignOff] = {}
    for signoff in signoffs:
        if signoff.whole and (signoff.digest, signoff.locale) == (digest, locale) and signoff.bound in bound:
            latest.pop(signoff.role, None)
            latest[signoff.role] = signoff
    return tuple(latest.values()) if needed_role(locale) in latest else ()


def needed_role(locale: LocaleTag) -> Role:
    """Without whose signature no words of the locale are vetted."""
    return "clinical" if locale == SOURCE else "linguistic"


def decide(own: Vetted, source: Vetted, policy: Policy) -> Shown | Withheld:
    """What a reader of `own`'s locale gets under the policy. For the source locale, `own` is `source`."""
    asked = own.wording.locale
    if State.WITHDRAWN in {own.state, source.state}:
        return Withheld(asked=asked, own=own, reason="withdrawn")
    if not is_servable(source.state, policy):
        return Withheld(asked=asked, own=own, reason=reason_for(source.state))
    if is_servable(own.state, policy):
        return Shown(asked=asked, own=own, vetted=own)
    return Shown(asked=asked, own=own, vetted=source, reason=reason_for(own.state))


def reason_for(state: State) -> Reason:
    """The state's name, and `awaiting-sign-off` for a draft."""
    return _REASONS[state]


def is_servable(state: State, policy: Policy) -> bool:
    """Whether words in the state are shown as they are under the policy."""
    return state is State.SIGNED_OFF or (state is State.DRAFT and policy is Policy.DRAFTS)
