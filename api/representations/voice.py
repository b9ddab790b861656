"""Our own words to patients, in the shapes of answers. Which are said, in which language, `api.release.shown` decides."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from api.model.identifiers import LocaleTag
from api.model.interface import NoticeKind
from api.model.locales import direction_of
from api.release.shown import InterfaceTexts
from api.representations.shapes import Notice, Words

TITLE: Final = "{title}"
"""In a sentence, the place of the title that it names."""


class Voice(Struct, frozen=True):
    """What we can say in a locale."""

    texts: InterfaceTexts

    @property
    def locale(self) -> LocaleTag:
        """The locale."""
        return self.texts.locale

    def say(self, key: str, *, vouched: bool = False) -> Words:
        """The string in the locale, or else in English; `vouched` demands a text that somebody vouches for.

        Placeholders stay for the caller to fill, in the language that the words turn out to be in.
        """
        return _make_words(*self.texts.find_text(key, vouched=vouched))

    def tell(self, key: str) -> tuple[Words, ...]:
        """The string for whoever must understand it: in the locale, then in English where nobody vouches for the locale's."""
        return tuple(_make_words(*told) for told in self.texts.list_told(key))

    def notify(self, kinds: tuple[tuple[NoticeKind, str], ...]) -> tuple[Notice, ...]:
        """The notices of these kinds and keys: those in the locale, then those in English."""
        told = [(kind, words) for kind, key in kinds for words in self.tell(key)]
        return tuple(
            Notice(kind=kind, locale=words.locale, direction=words.direction, text=words.text)
            for kind, words in sorted(told, key=lambda each: each[1].locale != self.locale)
        )


def _make_words(text: str, locale: LocaleTag) -> Words:
    return Words(text=text, locale=locale, direction=direction_of(locale))
