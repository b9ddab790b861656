"""What an edit of the English touches: what no "same meaning" may be said of, and which words a clinician has to type.

Rules
1. A slip leaves every number, unit, "not" and hedge where it is. The two texts are compared word by word: a weighty word that came,
   went, moved, or took another's place makes the edit more than a slip, whatever it looks like.
2. What is no plain word is weighty: digits, fractions, signs. So are words of degree and direction, such as left and below.
3. Of all other words, one may take another's place that differs in a letter, or has two neighbours exchanged, and two may be joined or
   parted; none may come, go or move: no list of words holds every way to turn a sentence round.
4. What differs in a letter may be another word: infection, injection; US, us. So each such word is listed, for a clinician to type.
5. Marks, spaces and hyphens between the same words, and a capital at a word's beginning, are nothing to type. But bold, "?" and "!"
   stay where they are, and in a text with a number, a "not" or an "if" so does every mark but the last; in one with a hedge, every mark
   but the last, and but commas that stand beside no hedge.
6. Where it is in doubt, it says so: the text is then read as a whole and signed anew, which is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

from api.model.exact_words import ExactWords

_KINDS: Final = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in {
        "number": (
            r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
            r"|ninety|hundreds?|thousands?|millions?|billions?|dozens?|i{2,3}|iv|vi{0,3}|ix|xi{0,3}|half|halves|thirds?|quarters?|once|twice|thrice|first|second|double"
            r"|triple|single|both|pairs?|couple"
        ),
        "unit": (
            r"seconds?|minutes?|hours?|days?|nights?|overnight|weeks?|months?|years?|daily|weekly|monthly|yearly|hourly|[a-z]*met(?:er|re)s?"
            r"|[a-z]*grams?|[a-z]*lit(?:er|re)s?|mm|cm|km|m|kg|g|mg|mcg|ml|dl|iu|units?|lbs?|pounds?|ounces?|oz|inch(?:es)?|feet|foot|ft"
            r"|degrees?|celsius|fahrenheit|percent|mmhg"
        ),
        "negation": (
            r"not|no|never|cannot|without|none|nobody|nothing|nowhere|neither|nor|unless|except|avoid\w*|stop\w*|un\w+|non\w*|in(?:compatible"
            r"|effective|sufficient|complete|ability)|fail\w*|lack\w*|instead|rather|against|free|refuse\w*|prevent\w*|exclud\w+|\w+n['’]t"
            r"|(?:do|wo|ca|is|are|was|were|does|did|has|have|had|should|would|could|must|need)nt|\w+less"
        ),
        "hedge": (
            r"often|usual(?:ly)?|typical(?:ly)?|general(?:ly)?|normal(?:ly)?|common(?:ly)?|uncommon(?:ly)?|(?:in)?frequent(?:ly)?|sometimes"
            r"|occasional(?:ly)?|always|can|may|maybe|might|could|will|would|should|must|need(?:s|ed)?|ought|likely|possib(?:le|ly)|potential(?:ly)?"
            r"|probab(?:le|ly)|perhaps|appears?|seems?|many|most(?:ly)?|some|few(?:er|est)?|several|all|every|each|any|only|just|main(?:ly)?"
            r"|almost|near(?:ly)?|about|approximately|around|up|least|over|under|less|more|rare(?:ly)?|hardly|barely|scarcely|seldom|especially"
            r"|particularly|very|much|too|enough|before|after|during|until|till|since|if|when(?:ever)?|while|selected|certain|help(?:s|ed)?|aims?"
            r"|tend(?:s|ed)?|try|tries|expect\w*|suggest\w*|estimated?"
        ),
        "degree": (
            r"left|right|high(?:er|est)?|low(?:er|ers|ered|est)?|above|below|upper|inner|outer|front|back|increas\w+|decreas\w+|reduc\w+|rais\w+"
            r"|rise[sn]?|fall(?:s|en)?|grow\w*|shrink\w*|better|worse|best|worst|small(?:er|est)?|larg(?:e|er|est)|big(?:ger|gest)?|short(?:er|est)?"
            r"|long(?:er|est)?|mild|moderate|severe|serious|safe|unsafe|dangerous|good|bad|start\w*|begin\w*|end\w*|in|out|on|off|with|same|different"
            r"|early|late(?:r|st)?|soon(?:er)?|new|old|full|empty|open|closed|hot|cold|wet|dry"
        ),
    }.items()
}

_BINDING: Final = re.compile(r"if|only|unless|until|when(?:ever)?|while|provided")
"""Words whose reach a mark decides, as it does that of a "not", a number and a hedge."""

_ENDS: Final = ".,;:!?…'\"()[]“”‘’„«»"
"""Marks around a word; they are compared with nothing."""

_BEFORE_NUMBER: Final = "\"'([“‘„«"
_BEHIND_NUMBER: Final = ".,;:!?…)]”»"
"""Marks around a number: a point before it, and a prime behind it, are its own."""

_JOINTS: Final = re.compile(r"['’.-]")
"""What joins the parts of a plain word."""

_HYPHENS: Final = re.compile("[-‐‑–]")
_DASHES: Final = re.compile(r"(?<!\d)—|—(?!\d)|(?<=\s)[-–](?=\s+[^\d\s])")
_CALLS: Final = re.compile(r"[?!]")
_MARKS: Final = re.compile(r"[.,;:…](?!\W*$|\d)|[()\[\]\"—]|(?<!\w)'|'(?!\w)")
"""Those that part what a "not" or a number is about from the rest, in a text whose marks are plain."""

_STARS: Final = re.compile(r"\*+")
_LOOSE_HYPHENS: Final = re.compile(r"(?<=\s)[-‐‑–](?!\s*\d)|(?<=[^\W\d])(?:[-‐‑–](?=\s)|–(?!\s*\d))")
"""Those that are read as dashes."""

_PLAIN: Final = str.maketrans("“”„«»‘’", '"""""\'\'')
_RUNS: Final = re.compile(r"[^\W\d]+(?:'[^\W\d]+)*|\d+")
"""What counts as a word between marks, so that a space or a hyphen more makes no difference."""

Difference = tuple[str, str]
"""In which block (empty: in none of them alone), and what of it."""


class ChangedWord(Struct, frozen=True):
    """A word, or two that were joined or parted, in the letters that it had and that it has."""

    place: str
    """The block's msgctxt, or its section's for a heading."""

    before: str
    after: str


def compare_wordings(before: ExactWords, after: ExactWords) -> Iterator[Difference]:
    """How the second wording is more than the first without its slips."""
    old, new = before.list_texts(), after.list_texts()
    if [(text.key, text.place) for text in old] != [(text.key, text.place) for text in new]:
        yield "", "a block came, went or moved"
        return
    for was, now in zip(old, new, strict=True):
        for change in find_weighty_changes(was.words, now.words) if was.words != now.words else ():
            yield was.key, change


def list_to_type(before: ExactWords, after: ExactWords) -> tuple[ChangedWord, ...]:
    """The words that a clinician types who says that the second wording means what the first meant."""
    return tuple(
        ChangedWord(was.key, old, new)
        for was, now in zip(before.list_texts(), after.list_texts(), strict=False)
        for old, new in list_changed_words(was.words, now.words)
    )


def find_weighty_changes(before: str, after: str) -> Iterator[str]:
    """In words, each fact that the edit touches; none for a slip or a comma."""
    if _locate(_STARS, before) != _locate(_STARS, after):
        yield "bold or emphasis changed"
    if _locate(_CALLS, before) != _locate(_CALLS, after):
        yield "a “?” or “!” came, went or moved"
    for was, now in _list_stretches(before, after):
        gone, came = _pick_weighty(was), _pick_weighty(now)
        for kind in dict.fromkeys((*gone, *came)):
            yield _tell(kind, gone.get(kind, []), came.get(kind, []))
        if not gone and not came and not _are_slips(was, now):
            yield _tell("wording", was, now)
    marks, others = _list_marked(before), _list_marked(after)
    if marks == others:
        return
    only_commas = _leave_commas(before, marks) == _leave_commas(after, others)
    turned = next((word for word in _list_words(before) if _turns(word, hedges=not only_commas)), None)
    if turned is not None:
        yield f"a mark came, went or moved, and the text has “{turned.lower()}”"


def list_changed_words(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What has other letters than it had, where nothing weightier changed."""
    for was, now in _list_stretches(before, after):
        if len(was) == len(now):
            yield from ((old, new) for old, new in zip(was, now, strict=True) if old != new)
        else:
            yield " ".join(was), " ".join(now)


def _list_stretches(before: str, after: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words that became others, stretch by stretch; not those between which only spaces or hyphens changed."""
    was, now = _list_words(before), _list_words(after)
    small, other = ([word.lower() for word in words] for words in (was, now))
    for tag, low, high, start, end in SequenceMatcher(None, small, other, autojunk=False).get_opcodes():
        if tag != "equal":
            if not _are_parted_alike(was[low:high], now[start:end]):
                yield was[low:high], now[start:end]
            continue
        for old, new, place in zip(was[low:high], now[start:end], range(low, high), strict=True):
            if _is_recased(old, new, was[place - 1] if place else ""):
                yield [old], [new]


def _are_parted_alike(was: list[str], now: list[str]) -> bool:
    """Whether they are the same words, with a hyphen or a space between them, or a space more or less before a sign."""
    parts = [[part.lower() for word in words for part in _part(word)] for words in (was, now)]
    if parts[0] == parts[1]:
        return True
    numbers = [sum(_has_digit(word) for word in words) for words in (was, now)]
    return numbers == [1, 1] and "".join(was) == "".join(now)


def _part(word: str) -> list[str]:
    return [word] if _has_digit(word) else [part for part in _HYPHENS.split(word) if part]


def _is_recased(was: str, now: str, before: str) -> bool:
    """Whether capitals make it another word: "US", "us"; and behind a number "Mg", "mg"."""
    return was[1:] != now[1:] or (was != now and _has_digit(before))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _list_marked(text: str) -> list[tuple[int, str]]:
    """After how many words each mark inside of the text stands; those between the same two words in any order."""
    plain = _LOOSE_HYPHENS.sub("—", _STARS.sub("", text).translate(_PLAIN))
    return sorted(_locate(_MARKS, plain))


def _locate(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    """After how many words each of the signs stands."""
    plain = text.translate(_PLAIN)
    return [(len(_RUNS.findall(plain[: sign.start()])), sign[0]) for sign in pattern.finditer(plain)]


def _leave_commas(text: str, marks: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The marks without the commas that stand beside no hedge: they part none from what it is about."""
    words = [word.strip(_ENDS).lower() for word in _RUNS.findall(text.translate(_PLAIN))]
    return [
        (place, mark)
        for place, mark in marks
        if mark != "," or "hedge" in map(_weigh, filter(None, words[max(place - 1, 0) : place + 1]))
    ]


def _turns(word: str, *, hedges: bool) -> bool:
    """Whether a mark decides what the word is about."""
    small = word.lower()
    weighty = {"number", "negation", "hedge"} if hedges else {"number", "negation"}
    return _weigh(small) in weighty or bool(_BINDING.fullmatch(small))


def _are_slips(was: list[str], now: list[str]) -> bool:
    """Whether each word is the other with a letter more, less or another, or with two neighbours exchanged; or they were joined."""
    if len(was) != len(now):
        return _join(was) == _join(now)
    return all(map(_is_slip, was, now))


def _join(words: list[str]) -> str:
    return _HYPHENS.sub("", "".join(words)).lower()


def _is_slip(was: str, now: str) -> bool:
    if _join([was]) == _join([now]):
        return True
    short, long = sorted((was.lower(), now.lower()), key=len)
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(long) > len(short):
        # A letter in front may turn a word round: "typical", "atypical".
        return start > 0 and short[start:] == long[start + 1 :]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    )


def _list_words(text: str) -> list[str]:
    plain = _DASHES.sub(" ", _STARS.sub("", text)).replace("’", "'")
    words = (
        word.lstrip(_BEFORE_NUMBER).rstrip(_BEHIND_NUMBER) if _has_digit(word) else word.strip(_ENDS)
        for word in plain.split()
    )
    return [word for word in words if word]


def _pick_weighty(words: list[str]) -> dict[str, list[str]]:
    """The weighty ones among them, by kind."""
    found: dict[str, list[str]] = {}
    for word in words:
        kind = _weigh(word.lower())
        if kind:
            found.setdefault(kind, []).append(word)
    return found


def _weigh(word: str) -> str | None:
    if not all(part.isalpha() for part in _JOINTS.split(word)):
        return "number"
    parts = (word, *re.split(r"[-.]", word))
    return next((kind for kind, pattern in _KINDS.items() if any(pattern.fullmatch(part) for part in parts)), None)


def _tell(kind: str, gone: list[str], came: list[str]) -> str:
    names = [" ".join(words) for words in (gone, came) if words]
    small = [name.lower() for name in names]
    told = " became ".join(f"“{name}”" for name in (small if len(set(small)) == len(small) else names))
    return f"the {kind} {told}{'' if gone and came else ' went' if gone else ' came'}"
