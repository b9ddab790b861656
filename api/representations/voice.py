"""Our own words to patients, in a locale: notices, labels, attribution, disclaimer, review line.

Rules
1. A string that has no current translation is said in English, with English's own `lang`.
2. While nobody signed a locale's interface, its notices stand in the locale and in English: a patient is told by words
   that somebody vouches for. A notice is never dropped.
3. Beside a signed-off section every other string is then English too: no unvetted word next to a vetted one.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from api.checks.report import Checked, find_errors
from api.model.catalog import Catalog
from api.model.identifiers import Digest, LocaleTag
from api.model.interface import DOMAIN, ENGLISH
from api.model.locales import SOURCE, direction_of
from api.model.shown import NO_DIGEST, digest_words
from api.model.vetting import SignOff, State
from api.model.wording import Progress
from api.representations.shapes import Notice, NoticeKind, Words
from api.source.segments import make_interface_segments
from api.vetting import derive_state, valid_signoffs
from api.vetting.shown import show_interface
from api.vetting.translate import author_segments, find_gap, measure_progress, salvage_catalog, translate_segments

if TYPE_CHECKING:
    from api.model.catalog import Translation
    from api.model.findings import Finding


_TITLE: Final = "{title}"


class Voice(Struct, frozen=True):
    """What we can say in a locale."""

    locale: LocaleTag
    state: State
    """Of the strings as the pseudo-section that they are signed as. The English needs no signature."""

    texts: tuple[tuple[str, str], ...]
    """The strings that have a current translation, by key."""

    progress: Progress
    digest: Digest = NO_DIGEST
    """Of the strings, as a reviewer signs them; empty where there is no catalog that could be signed."""

    signoffs: tuple[SignOff, ...] = ()
    """Those that vouch for the strings."""

    @property
    def signed(self) -> bool:
        """Whether a qualified person vouches for the translations."""
        return self.state is State.SIGNED_OFF

    def say(self, key: str, *, vouched: bool = False) -> Words:
        """The string in the locale, or else in English; `vouched` demands a text that somebody vouches for.

        Placeholders stay for the caller to fill, in the language that the words turn out to be in.
        """
        text = None if vouched and not self.signed else dict(self.texts).get(key)
        return _words(ENGLISH[key] if text is None else text, SOURCE if text is None else self.locale)

    def tell(self, key: str) -> tuple[Words, ...]:
        """The string for whoever must understand it: in the locale, then in English where nobody vouches for the locale's."""
        return tuple(dict.fromkeys((self.say(key), self.say(key, vouched=True))))

    def notify(self, kinds: tuple[tuple[NoticeKind, str], ...]) -> tuple[Notice, ...]:
        """The notices of these kinds and keys: those in the locale, then those in English."""
        told = [(kind, words) for kind, key in kinds for words in self.tell(key)]
        return tuple(
            Notice(kind=kind, locale=words.locale, direction=words.direction, text=words.text)
            for kind, words in sorted(told, key=lambda each: each[1].locale != self.locale)
        )


_ENGLISH_LINES: Final = author_segments(make_interface_segments())

ENGLISH_VOICE: Final = Voice(
    locale=SOURCE,
    state=State.SIGNED_OFF,
    texts=tuple(ENGLISH.items()),
    progress=measure_progress(_ENGLISH_LINES),
    digest=digest_words(show_interface(_ENGLISH_LINES, SOURCE)),
)


def make_voice(translation: Translation, signoffs: tuple[SignOff, ...]) -> tuple[Voice, tuple[Finding, ...]]:
    """The locale's voice, and what is wrong with its strings. A broken or absent catalog leaves English."""
    catalog, locale = translation.find_catalog(DOMAIN), translation.locale
    segments = make_interface_segments()
    lines = translate_segments(segments, salvage_catalog(catalog) if catalog else None)
    progress = measure_progress(lines)
    if not isinstance(catalog, Catalog):
        state = State.MISSING if catalog is None else State.FAILED_CHECK
        return Voice(locale=locale, state=state, texts=(), progress=progress), ()
    checked = Checked(file=catalog.file, locale=locale, glossary=translation.glossary)
    errors = {line.segment.msgctxt: find_errors((line,), checked) for line in lines}
    texts = tuple(
        (line.segment.msgctxt, line.text) for line in lines if not line.gap and not errors[line.segment.msgctxt]
    )
    digest = digest_words(show_interface(lines, locale))
    signed = valid_signoffs(signoffs, digest, locale, frozenset((ENGLISH_VOICE.digest,)))
    state = derive_state(
        withdrawn=False,
        gap=find_gap(lines),
        failed=any(errors.values()),
        signed=bool(signed),
        # The English of these needs no signature.
        rests_on_signed=True,
    )
    voice = Voice(locale=locale, state=state, texts=texts, progress=progress, digest=digest, signoffs=signed)
    return voice, tuple(sorted(chain.from_iterable(errors.values())))


def split_at_title(sentence: str) -> tuple[str, str]:
    """What a sentence says before the title that it names, and after it."""
    before, _, after = sentence.partition(_TITLE)
    return before, after


def _words(text: str, locale: LocaleTag) -> Words:
    return Words(text=text, locale=locale, direction=direction_of(locale))
