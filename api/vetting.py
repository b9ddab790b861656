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
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.model.findings import has_errors
from api.model.identifiers import Digest, LocaleTag
from api.model.locales import SOURCE
from api.model.vetting import Policy, Reason, SignOff, State
from api.model.wording import Wording, digest_wording

if TYPE_CHECKING:
    from api.model.findings import Finding
    from api.model.vetting import Role, Withdrawal

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
    digest: Digest
    signoffs: tuple[SignOff, ...] = ()
    """Those that vouch for exactly these words."""


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
) -> Vetted:
    """Derive the wording's state: the first row of the table that fits."""
    digest = digest_wording(wording)
    valid = valid_signoffs(signoffs, digest, wording.locale)
    section = wording.section
    if any(lost.topic == section.topic and lost.section in {None, section.id} for lost in withdrawals):
        state = State.WITHDRAWN
    elif wording.gap is not None:
        state = State(wording.gap)
    elif has_errors(findings):
        state = State.FAILED_CHECK
    else:
        state = State.SIGNED_OFF if valid else State.DRAFT
    return Vetted(wording=wording, state=state, digest=digest, signoffs=valid)


def valid_signoffs(signoffs: tuple[SignOff, ...], digest: Digest, locale: LocaleTag) -> tuple[SignOff, ...]:
    """Those that vouch for the words: the source needs the clinical role, a translation the linguistic one.

    Where the needed role is absent, none counts: a clinician who does not read the language vouches for nothing.
    """
    fitting = tuple(signoff for signoff in signoffs if signoff.digest == digest and signoff.locale == locale)
    needed: Role = "clinical" if locale == SOURCE else "linguistic"
    return fitting if any(signoff.role == needed for signoff in fitting) else ()


def decide(own: Vetted, source: Vetted, policy: Policy) -> Shown | Withheld:
    """What a reader of `own`'s locale gets under the policy. For the source locale, `own` is `source`."""
    asked = own.wording.locale
    if State.WITHDRAWN in {own.state, source.state}:
        return Withheld(asked=asked, own=own, reason="withdrawn")
    if not _is_servable(source.state, policy):
        return Withheld(asked=asked, own=own, reason=reason_for(source.state))
    if _is_servable(own.state, policy):
        return Shown(asked=asked, own=own, vetted=own)
    return Shown(asked=asked, own=own, vetted=source, reason=reason_for(own.state))


def reason_for(state: State) -> Reason:
    """The state's name, and `awaiting-sign-off` for a draft."""
    return _REASONS[state]


def _is_servable(state: State, policy: Policy) -> bool:
    return state is State.SIGNED_OFF or (state is State.DRAFT and policy is Policy.DRAFTS)
