"""Whether an edit of the English touches a fact: what no "same meaning" may be said of.

Rules
1. A typo leaves every number, unit, "not" and hedge where it is. The two texts are compared word by word: a weighty word that came,
   went, moved, or took another's place makes the edit more than a typo, whatever it looks like.
2. What is no plain word is weighty: digits, fractions, signs. So are words of degree and direction, such as left and below.
3. Of all other words, one may take another's place that differs in a letter, or has two neighbours exchanged; none may come, go
   or move: no list of words holds every way to turn a sentence round. "?" and "!" stay; beside a "not", so does every mark.
4. Where it is in doubt, it says so: the text is then read as a whole and signed anew, which is never wrong.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.ledger import SignedWording

_NUMBERS: Final = (
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|dozens?|i{2,3}|iv|vi{0,3}|ix|xi{0,3}|half|halves|thirds?|quarters?|once|twice|thrice|first|second|double"
    r"|triple|single|both|pairs?|couple"
)
_UNITS: Final = (
    r"seconds?|minutes?|hours?|days?|nights?|overnight|weeks?|months?|years?|daily|weekly|monthly|yearly|hourly|[a-z]*met(?:er|re)s?"
    r"|[a-z]*grams?|[a-z]*lit(?:er|re)s?|mm|cm|km|m|kg|g|mg|mcg|ml|dl|iu|units?|lbs?|pounds?|ounces?|oz|inch(?:es)?|feet|foot|ft"
    r"|degrees?|celsius|fahrenheit|percent|mmhg"
)
_NEGATIONS: Final = (
    r"not|no|never|cannot|without|none|nobody|nothing|nowhere|neither|nor|unless|except|avoid\w*|stop\w*|un\w+|non\w*|in(?:compatible"
    r"|effective|sufficient|complete|ability)|fail\w*|lack\w*|instead|rather|against|free|refuse\w*|prevent\w*|exclud\w+|\w+n['’]t"
    r"|(?:do|wo|ca|is|are|was|were|does|did|has|have|had|should|would|could|must|need)nt|\w+less"
)
_HEDGES: Final = (
    r"often|usual(?:ly)?|typical(?:ly)?|general(?:ly)?|normal(?:ly)?|common(?:ly)?|uncommon(?:ly)?|(?:in)?frequent(?:ly)?|sometimes"
    r"|occasional(?:ly)?|always|can|may|maybe|might|could|will|would|should|must|need(?:s|ed)?|ought|likely|possib(?:le|ly)|potential(?:ly)?"
    r"|probab(?:le|ly)|perhaps|appears?|seems?|many|most(?:ly)?|some|few(?:er|est)?|several|all|every|each|any|only|just|main(?:ly)?"
    r"|almost|near(?:ly)?|about|approximately|around|up|least|over|under|less|more|rare(?:ly)?|hardly|barely|scarcely|seldom|especially"
    r"|particularly|very|much|too|enough|before|after|during|until|till|since|if|when(?:ever)?|while|selected|certain|help(?:s|ed)?|aims?"
    r"|tend(?:s|ed)?|try|tries|expect\w*|suggest\w*|estimated?"
)
_DEGREES: Final = (
    r"left|right|high(?:er|est)?|low(?:er|ers|ered|est)?|above|below|upper|inner|outer|front|back|increas\w+|decreas\w+|reduc\w+|rais\w+"
    r"|rise[sn]?|fall(?:s|en)?|grow\w*|shrink\w*|better|worse|best|worst|small(?:er|est)?|larg(?:e|er|est)|big(?:ger|gest)?|short(?:er|est)?"
    r"|long(?:er|est)?|mild|moderate|severe|serious|safe|unsafe|dangerous|good|bad|start\w*|begin\w*|end\w*|in|out|on|off|with|same|different"
    r"|early|late(?:r|st)?|soon(?:er)?|new|old|full|empty|open|closed|hot|cold|wet|dry"
)
_KINDS: Final = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in {
        "number": _NUMBERS,
        "unit": _UNITS,
        "negation": _NEGATIONS,
        "hedge": _HEDGES,
        "degree": _DEGREES,
    }.items()
}

_ENDS: Final = ".,;:!?…'\"()[]“”‘’„«»"
"""Marks around a word; they are compared with nothing."""

_JOINTS: Final = re.compile(r"['’.-]")
"""What joins the parts of a plain word."""

_CALLS: Final = re.compile(r"[?!]")
_MARKS: Final = re.compile(r"[.,;:](?!\s*$)")
"""Those that part what a "not" is about from the rest."""

_STARS: Final = re.compile(r"\*+")


Difference = tuple[str, str]
"""In which block (empty: in none of them alone), and what of it."""


def compare_wordings(before: SignedWording, after: SignedWording) -> Iterator[Difference]:
    """How the second wording is more than the first without its typos."""
    shapes = [
        [(block.msgctxt, block.kind, block.depth, block.list_kind) for block in wording.blocks]
        for wording in (before, after)
    ]
    if shapes[0] != shapes[1]:
        yield "", "a block came, went or moved"
        return
    for was, now in zip(before.blocks, after.blocks, strict=True):
        for change in find_weighty_changes(was.msgid, now.msgid) if was.msgid != now.msgid else ():
            yield was.msgctxt, change


def find_weighty_changes(before: str, after: str) -> Iterator[str]:
    """In words, each fact that the edit touches; none for a typo or a comma."""
    if _STARS.findall(before) != _STARS.findall(after):
        yield "bold or emphasis changed"
    if _CALLS.findall(before) != _CALLS.findall(after):
        yield "a “?” or “!” came or went"
    was, now = _list_words(before), _list_words(after)
    for tag, low, high, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, came = _pick_weighty(was[low:high]), _pick_weighty(now[start:end])
            for kind in dict.fromkeys((*gone, *came)):
                yield _tell(kind, gone.get(kind, []), came.get(kind, []))
            if not gone and not came and not _are_slips(was[low:high], now[start:end]):
                yield _tell("wording", was[low:high], now[start:end])
    if _list_marked(before) != _list_marked(after) and "negation" in map(_weigh, was):
        yield "a comma or full stop came or went beside a negation"


def _list_marked(text: str) -> list[int]:
    """After how many words each mark inside of the text stands."""
    return [len(text[: mark.start()].split()) for mark in _MARKS.finditer(text)]


def _are_slips(was: list[str], now: list[str]) -> bool:
    """Whether each word is the other with a letter more, less or another, or with two neighbours exchanged."""
    return len(was) == len(now) and all(map(_is_slip, was, now))


def _is_slip(was: str, now: str) -> bool:
    short, long = sorted((was, now), key=len)
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(long) > len(short):
        # A letter in front may turn a word round: "typical", "atypical".
        return start > 0 and short[start:] == long[start + 1 :]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    )


def _list_words(text: str) -> list[str]:
    words = (word.strip(_ENDS) for word in _STARS.sub("", text).replace("—", " ").lower().split())
    return [word for word in words if word]


def _pick_weighty(words: list[str]) -> dict[str, list[str]]:
    """The weighty ones among them, by kind."""
    found: dict[str, list[str]] = {}
    for word in words:
        kind = _weigh(word)
        if kind:
            found.setdefault(kind, []).append(word)
    return found


def _weigh(word: str) -> str | None:
    if not all(part.isalpha() for part in _JOINTS.split(word)):
        return "number"
    parts = (word, *re.split(r"[-.]", word))
    return next((kind for kind, pattern in _KINDS.items() if any(pattern.fullmatch(part) for part in parts)), None)


def _tell(kind: str, gone: list[str], came: list[str]) -> str:
    told = " became ".join(f"“{' '.join(words)}”" for words in (gone, came) if words)
    return f"the {kind} {told}{'' if gone and came else ' went' if gone else ' came'}"
