"""What readers are shown of a section under a policy, by its state (see `api.vetting.states`).

    state         under `signed`                 under `drafts`
    withdrawn     withheld                       withheld
    missing       stand-in                       stand-in
    incomplete    stand-in                       stand-in
    outdated      stand-in                       stand-in
    failed-check  stand-in                       stand-in
    draft         stand-in (awaiting-sign-off)   itself, with a notice
    signed-off    itself                         itself

`drafts-in TAG` is `signed`, but a draft of that locale whose source is signed-off is shown itself, with a notice. A stand-in is the
source's section, and says so. Where the source itself is not shown (not signed-off but under `drafts`; failed-check under any
policy; withdrawn), the section is withheld in every locale.

Our own words around it:

1. A string that has no current translation, or one with an error in it, is said in English.
2. While nobody signed a locale's interface, what a patient must understand is said in the locale and in English: a patient is told
   by words that somebody vouches for.
3. Beside a signed-off section every other string is then English too: no unvetted word next to a vetted one.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from msgspec import Struct

from api.model.content import Topic
from api.model.exact_words import SectionWords
from api.model.identifiers import LocaleTag
from api.model.interface import ENGLISH, NoticeKind
from api.model.locales import SOURCE
from api.model.vetting import Policy, Reason, State
from api.vetting.edition import Vetted


class InterfaceTexts(Struct, frozen=True, dict=True):
    """The strings that can be said in a locale."""

    locale: LocaleTag
    signed: bool
    """Whether a qualified person vouches for them. The English ones need nobody."""

    texts: tuple[tuple[str, str], ...]
    """By key: those that are current, and without an error."""

    def find_text(self, key: str, *, vouched: bool = False) -> tuple[str, LocaleTag]:
        """The string in the locale, or else in English, and which it is; `vouched` demands one that somebody vouches for."""
        text = None if vouched and not self.signed else self._by_key.get(key)
        return (ENGLISH[key], SOURCE) if text is None else (text, self.locale)

    def list_told(self, key: str) -> tuple[tuple[str, LocaleTag], ...]:
        """What a patient must understand: in the locale, then in English where nobody vouches for the locale's (rule 2)."""
        return tuple(dict.fromkeys((self.find_text(key), self.find_text(key, vouched=True))))

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return dict(self.texts)


def make_interface_texts(interface: Vetted) -> InterfaceTexts:
    """What can be said of an interface as it stands: of one whose catalog broke, nothing."""
    faulty = {finding.block for finding in interface.findings}
    return InterfaceTexts(
        locale=interface.locale,
        signed=interface.state is State.SIGNED_OFF,
        texts=tuple(
            (line.segment.msgctxt, line.text)
            for line in interface.wording.lines
            if not line.gap and line.segment.msgctxt not in faulty
        ),
    )


_REASONS: Final[dict[State, Reason]] = {
    State.WITHDRAWN: "withdrawn",
    State.MISSING: "missing",
    State.INCOMPLETE: "incomplete",
    State.OUTDATED: "outdated",
    State.FAILED_CHECK: "failed-check",
    State.DRAFT: "awaiting-sign-off",
}


class Shown(Struct, frozen=True):
    """What one locale's reader gets of a section: its own words, or the source's in their place."""

    own: Vetted
    """The asked locale's wording, shown or not."""

    vetted: Vetted
    """What is shown."""

    reason: Reason | None = None
    """Why the asked locale's own words are not shown; None where they are."""

    @property
    def words(self) -> SectionWords:
        """The words that are shown."""
        if isinstance(self.vetted.words, SectionWords):
            return self.vetted.words
        message = "our own words to patients are shown around sections, and never as one"
        raise TypeError(message)

    def list_notices(self, *, complete: bool) -> tuple[tuple[NoticeKind, str], ...]:
        """The kinds and keys of the notices that its readers are told; `complete` says whether all that it requires is shown too."""
        kinds: list[tuple[NoticeKind, str]] = []
        if self.reason:
            kinds.append(("stand-in", "notice/stand-in"))
        if self.vetted.state is State.DRAFT:
            kinds.append(("draft", "notice/draft"))
            if (method := self.vetted.wording.credit.method) in {"machine", "machine-edited"}:
                kinds.append(("machine", f"notice/{method}"))
        if not complete:
            kinds.append(("missing-required", "notice/missing-required"))
        return tuple(kinds)


class Withheld(Struct, frozen=True):
    """What no reader gets, and why."""

    own: Vetted
    reason: Reason


class ShownTopic(Struct, frozen=True):
    """What one locale's readers get of a topic. Whatever they are answered is made of this, and of the release's few settings."""

    topic: Topic
    locale: LocaleTag
    sections: tuple[Shown | Withheld, ...]
    """In the authors' order."""

    texts: InterfaceTexts
    """Our own words to them."""


def decide(own: Vetted, policy: Policy) -> Shown | Withheld:
    """What the readers of the wording's locale get under the policy."""
    source = own.source or own
    if State.WITHDRAWN in {own.state, source.state}:
        return Withheld(own=own, reason="withdrawn")
    if not is_servable(source.state, drafts=policy.drafts):
        return Withheld(own=own, reason=reason_for(source.state))
    if is_servable(own.state, drafts=policy.shows_drafts(own.locale)):
        return Shown(own=own, vetted=own)
    return Shown(own=own, vetted=source, reason=reason_for(own.state))


def reason_for(state: State) -> Reason:
    """The state's name, and `awaiting-sign-off` for a draft."""
    return _REASONS[state]


def is_servable(state: State, *, drafts: bool) -> bool:
    """Whether words in the state are shown as they are, where drafts are shown or where they are not."""
    return state is State.SIGNED_OFF or (state is State.DRAFT and drafts)
