"""The rule: what may be served, under which policy, and what must be said about it.

States are derived from the words every time, by `derive_state`, and kept nowhere: a sign-off whose digest no longer fits is no
sign-off. What a reader gets of them, `decide` says:

    state         served under `signed`              served under `drafts`
    withdrawn     withheld                           withheld
    missing       stand-in                           stand-in
    incomplete    stand-in                           stand-in
    outdated      stand-in                           stand-in
    failed-check  stand-in                           stand-in
    draft         stand-in (awaiting-sign-off)       itself, with a notice
    signed-off    itself                             itself

`drafts-in TAG` is `signed`, but a draft of that locale whose source is signed-off is served itself, with a notice. A stand-in is
the source's section, and says so. Where the source itself is withheld (not signed-off but under `drafts`; failed-check under any
policy), the section is withheld in every locale.

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
from api.model.vetting import Reason, SignOff, State, Withdrawal
from api.model.wording import Wording, digest_json
from api.vetting.shown import list_surroundings, show_source, show_wording

if TYPE_CHECKING:
    from api.model.findings import Finding
    from api.model.ledger import Tie
    from api.model.shown import ExactWords
    from api.model.vetting import Policy, Role
    from api.model.wording import Gap

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
    """Those of exactly these words."""

    source: Vetted | None = None
    """What it translates; None for the source itself."""

    withdrawal: Withdrawal | None = None
    """Why it may no longer be shown, where that is so."""

    @property
    def vouching(self) -> tuple[SignOff, ...]:
        """All that the words rest on; none where they are not signed off."""
        if self.state is not State.SIGNED_OFF:
            return ()
        return (*self.signoffs, *(self.source.signoffs if self.source else ()))


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


def vet(  # noqa: PLR0913, PLR0917  all that a state is derived of
    wording: Wording,
    findings: tuple[Finding, ...],
    signoffs: tuple[SignOff, ...],
    withdrawals: tuple[Withdrawal, ...],
    ties: tuple[Tie, ...] = (),
    source: Vetted | None = None,
) -> Vetted:
    """A wording and its state. `signoffs` are in the order of their times; `source` is what a translation translates."""
    section, words = wording.section, show_wording(wording)
    digest, source_digest = digest_words(words), source.digest if source else digest_words(show_source(section))
    valid = find_vouching(wording, digest, source_digest, signoffs, ties)
    lost = [each for each in withdrawals if each.topic == section.topic and each.section in {None, section.id}]
    return Vetted(
        wording=wording,
        state=derive_state(
            withdrawn=bool(lost),
            gap=wording.gap,
            failed=has_errors(findings),
            signed=bool(valid),
            rests_on_signed=source is None or source.state is State.SIGNED_OFF,
        ),
        words=words,
        digest=digest,
        source_digest=source_digest,
        signoffs=valid,
        source=source,
        withdrawal=lost[0] if lost else None,
    )


def derive_state(*, withdrawn: bool, gap: Gap | None, failed: bool, signed: bool, rests_on_signed: bool) -> State:
    """The rule: the first row that fits decides.

    state         when
    withdrawn     the section was withdrawn
    missing       the locale has no message of the section
    incomplete    some message is absent or empty
    outdated      some message is of another source text, or fuzzy
    failed-check  a check of severity error
    draft         no valid sign-off; or, of a translation, its source has none
    signed-off    signed, and of a translation its source too
    """
    if withdrawn:
        return State.WITHDRAWN
    if gap is not None:
        return State(gap)
    if failed:
        return State.FAILED_CHECK
    return State.SIGNED_OFF if signed and rests_on_signed else State.DRAFT


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
    if not is_servable(source.state, drafts=policy.drafts):
        return Withheld(asked=asked, own=own, reason=reason_for(source.state))
    if is_servable(own.state, drafts=policy.shows_drafts(asked)):
        return Shown(asked=asked, own=own, vetted=own)
    return Shown(asked=asked, own=own, vetted=source, reason=reason_for(own.state))


def reason_for(state: State) -> Reason:
    """The state's name, and `awaiting-sign-off` for a draft."""
    return _REASONS[state]


def is_servable(state: State, *, drafts: bool) -> bool:
    """Whether words in the state are shown as they are, where drafts are shown or where they are not."""
    return state is State.SIGNED_OFF or (state is State.DRAFT and drafts)
