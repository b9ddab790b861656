"""Characters that nobody sees or that no font shows, and where a spelling needs them all the same; how TOML that people write is read.

Rules
1. Controls, format characters, fillers, variation selectors, and what is unassigned or private have no place in a text.
2. A joiner (U+200C, U+200D) may stand beside a script whose letters join or whose consonants stack, and between two placeholders.
3. A zero-width space (U+200B) may stand beside a script that puts no space between words.
4. Mongolian's vowel separator and variation selectors may stand behind that script.
5. The nearest letters on both sides decide, past what no script owns: spaces, marks, digits, placeholders, other such characters. One
   side is enough. So natives type them, at the edges of words too: U+200C behind a Persian closing quote, U+200B behind a Khmer full
   stop. The language does not decide: a Persian name may stand in any text.
6. Line ends and tabs are white space in a text, and directional controls another rule's; in one line neither may stand, and a line is
   bounded in length.

Rules 2 to 4 are those of Unicode's UAX 31, section 2.3, and of UAX 14's class SA, as wide as real texts are: what is let in of these few
can at most be useless, and what is refused takes a section from its readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from api.model.findings import Code, Complaint, Fault, Finding

_Shape = TypeVar("_Shape")

DIRECTIONAL: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
"""What changes the direction of text."""

LONGEST: Final = 200
"""Characters of one line: a name, an address, a term."""

LONGEST_NOTE: Final = 500
"""Characters of a line that may be a few sentences: a note, a reason."""

_CATEGORIES: Final = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
"""Controls, format characters, unassigned, private use, surrogates, line and paragraph separators."""

# Fillers, variation selectors and stand-ins, which Unicode counts among letters, marks and symbols.
_OTHERS: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd\U000e0100-\U000e01ef]"
)

_BREAK: Final = re.compile("[\t\n\r]")
# White space; and the signs around Arabic and Kaithi numbers, which are seen.
_SEEN: Final = re.compile("[\t\n\r\u0600-\u0605\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd]")

_KINDS: Final = {"Cc": "a control character", "Co": "for private use"}

_ZWSP: Final = "\u200b"
_JOINERS: Final = "\u200c\u200d"
_MONGOLIAN_SIGNS: Final = "\u180b\u180c\u180d\u180e\u180f"
_VIRAMA: Final = 9
"""The combining class of the signs that take a consonant's vowel away."""

# Beginnings of the Unicode names of letters.
_JOINING: Final = (
    "ARABIC", "SYRIAC", "MANDAIC", "NKO", "MONGOLIAN", "ADLAM", "HANIFI ROHINGYA",
    "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA",
    "KHMER", "MYANMAR", "BALINESE", "JAVANESE", "CHAKMA", "MEETEI MAYEK",
)  # fmt: skip
_MONGOLIAN: Final = ("MONGOLIAN",)
_UNSPACED: Final = ("KHMER", "THAI", "LAO", "MYANMAR", "TAI LE", "NEW TAI LUE", "TAI THAM", "TAI VIET", "AHOM")

_PLACEHOLDERS: Final = re.compile(rf"\{{[A-Za-z0-9_]*\}}(?:[{_JOINERS}]\{{[A-Za-z0-9_]*\}})*")
"""What will be other words, and joiners between them."""


def find_strays(text: str) -> Iterator[Fault]:
    """A fault for each character that nobody sees and no spelling needs."""
    if text.isascii() and text.isprintable():
        return
    strange = {character for character in set(text) if _is_unseen(character)}
    if not strange:
        return
    before, waiting = "", []
    for offset, character in enumerate(_PLACEHOLDERS.sub(lambda found: " " * len(found[0]), text)):
        if character in strange:
            waiting.append((offset, character))
        elif _is_of_a_script(character):
            yield from _judge_strays(waiting, before, character)
            before, waiting = character, []
    yield from _judge_strays(waiting, before, "")


def scan_file(text: str, file: str) -> Iterator[Finding]:
    """A finding for each character of the file that nobody sees and no spelling needs, or that changes the direction of the text."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return
    for number, row in enumerate(text.split("\n"), 1):
        found = [(Code.INVISIBLE, fault) for fault in find_strays(row)]
        found += [(Code.BIDI, fault) for fault in _find_turns(row)]
        for code, fault in sorted(found, key=lambda each: each[1].offset):
            yield Finding(file, number, fault.offset + 1, "error", code, fault.message)


def compose(value: Any) -> Any:  # noqa: ANN401  whatever a file may hold
    """The value with each text and key in it in Unicode's form C, so that equal texts are equal however an editor composes letters."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return list(map(compose, value))
    if isinstance(value, dict):
        return {compose(key): compose(each) for key, each in value.items()}
    return value


def read_toml(text: str, shape: type[_Shape]) -> _Shape:
    """Decode the TOML in this shape, its texts in Unicode's form C.

    Raises:
        msgspec.DecodeError: it is no TOML, or of another shape.
    """
    try:
        said = msgspec.toml.decode(text)
    except (RecursionError, ValueError) as fault:
        # A number of thousands of digits, a bracket in a bracket in a bracket: the parser says so in its own ways.
        raise msgspec.DecodeError(str(fault)) from None
    return msgspec.convert(compose(said), type=shape, builtin_types=(datetime, date, time))


def why_not_line(text: str, longest: int = LONGEST) -> Complaint | None:
    """Why the text is no line that a person can be shown: it is blank, too long, or has an odd character (the first is named)."""
    if text.isspace():
        return Complaint("it has no words.")
    if len(text) > longest:
        return Complaint(f"{len(text)} characters are too many; {longest} are the most.")
    if text.isascii() and text.isprintable():
        return None
    breaks = (
        Fault(each.start(), f"{name_character(each[0])} breaks the line; write a space.")
        for each in _BREAK.finditer(text)
    )
    faults = (*breaks, *_find_turns(text), *find_strays(text))
    return Complaint(min(faults, key=lambda each: each.offset).message) if faults else None


def why_not_lines(data: object, longest: int = LONGEST) -> Complaint | None:
    """What is wrong with the first string or key of the data that is no line of text, or None."""
    reasons = ((key, why_not_line(text, longest)) for key, text in _list_strings(data))
    return next((Complaint(f"{key}: {reason}") for key, reason in reasons if reason), None)


def why_not_keys(keys: Iterable[str], known: Sequence[str]) -> Complaint | None:
    """What is wrong with the first unknown key, and which one is meant, if that is clear; None where all are known."""
    strange = next((key for key in keys if key not in known), None)
    if strange is None:
        return None
    meant = get_close_matches(strange, known, 1)
    hint = f"did you mean `{meant[0]}`?" if meant else f"there are {', '.join(known)}"
    return Complaint(f"unknown field `{strange}`; {hint}")


def list_table_lines(text: str, name: str) -> list[int]:
    """The lines, from 1, on which a table of the name begins, such as `[[reviewer]]`."""
    pattern = re.compile(rf"\s*\[+\s*{re.escape(name)}\s*\]")
    return [number for number, line in enumerate(text.split("\n"), 1) if pattern.match(line)]


def name_character(character: str) -> str:
    """The character's number and name: `U+200B (zero width space)`."""
    kind = _KINDS.get(unicodedata.category(character), "no character")
    return f"U+{ord(character):04X} ({unicodedata.name(character, kind).lower()})"


def _find_turns(text: str) -> Iterator[Fault]:
    for each in DIRECTIONAL.finditer(text):
        yield Fault(each.start(), f"{name_character(each[0])} changes the direction of the text; delete it.")


def _list_strings(data: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Each string and each key, with the key that it stands under."""
    if isinstance(data, str):
        yield key, data
    elif isinstance(data, list):
        for each in data:
            yield from _list_strings(each, key)
    elif isinstance(data, dict):
        for name, each in data.items():
            inner = f"{key}.{name}" if key else name
            yield repr(inner), name
            yield from _list_strings(each, inner)


def _advise(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Zl", "Zp"}:
        # A soft return parts two words.
        return "write a space, or delete it where no words meet"
    return "type the letter that was lost" if character == "\ufffd" else "delete it"


@lru_cache(maxsize=8192)
def _is_unseen(character: str) -> bool:
    if _SEEN.match(character) or DIRECTIONAL.match(character):
        return False
    return unicodedata.category(character) in _CATEGORIES or _OTHERS.match(character) is not None


def _judge_strays(waiting: list[tuple[int, str]], before: str, after: str) -> Iterator[Fault]:
    """A fault for each waiting character that neither letter beside it needs; at an end of the text there is no letter."""
    for offset, character in waiting:
        if not _is_needed(character, before, after):
            yield Fault(offset, f"{name_character(character)} cannot be seen or shown; {_advise(character)}.")


def _is_needed(character: str, before: str, after: str) -> bool:
    if character in _MONGOLIAN_SIGNS:
        return _is_of(before, _MONGOLIAN)
    if character == _ZWSP:
        return _is_of(before, _UNSPACED) or _is_of(after, _UNSPACED)
    joins = _is_of(before, _JOINING) or _is_of(after, _JOINING) or unicodedata.combining(before or " ") == _VIRAMA
    return character in _JOINERS and joins


@lru_cache(maxsize=8192)
def _is_of_a_script(character: str) -> bool:
    """Whether it is a letter or a sign on one, or a mark that one of the scripts above has for itself."""
    return unicodedata.category(character)[0] in "LM" or _is_of(character, (*_JOINING, *_UNSPACED))


@lru_cache(maxsize=4096)
def _is_of(character: str, scripts: tuple[str, ...]) -> bool:
    return bool(character) and unicodedata.name(character, "").startswith(scripts)
