"""Our own words to patients, as the readers of a locale are told them.

Rules
1. A string that has no current translation, or one with an error in it, is said in English.
2. While nobody signed a locale's interface, what a patient must understand is said in the locale and in English: a patient is told
   by words that somebody vouches for.
3. Beside a signed-off section every other string is then English too: no unvetted word next to a vetted one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.interface import ENGLISH
from api.model.locales import SOURCE
from api.model.vetting import State

if TYPE_CHECKING:
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
