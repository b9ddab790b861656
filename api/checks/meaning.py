"""Whether an edit of the English touches a fact: what no "same meaning" may be said of.

A typo leaves every number, every "not" and every hedge as it is. Where one of these words came, went or was put in place of
another, the text says something else, whatever it looks like, and is read and signed anew. The words are counted, so that
"may" for "can" is a change too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from api.checks.contact import list_contacts

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: Final[dict[str, re.Pattern[str]]] = {
    "number": re.compile(
        r"\d+(?:[.,:/]\d+)*|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
        r"|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|halves|thirds?|quarters?|once|twice"
        r"|first|second|double|single|both|pairs?)\b",
        re.IGNORECASE,
    ),
    "unit": re.compile(
        r"[%°](?: ?[CF]\b)?|\b(?:seconds?|minutes?|hours?|days?|nights?|overnight|weeks?|months?|years?|mm|cm|m|kg|g|mg|ml|lbs?"
        r"|pounds?|ounces?|inch(?:es)?|feet|foot|degrees?|percent)\b",
        re.IGNORECASE,
    ),
    "negation": re.compile(
        r"\b(?:not|no|never|cannot|without|none|nobody|nothing|neither|nor|unless|except|avoid(?:s|ed|ing)?|stop(?:s|ped|ping)?"
        r"|un(?:able|likely|safe)|non-?\w+|fails?|lacks?|instead|rather)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "hedge": re.compile(
        r"\b(?:often|usually|typically|generally|normally|commonly|common|uncommon|frequent(?:ly)?|sometimes|occasionally|always"
        r"|can|may|might|could|will|would|should|must|need(?:s|ed)?|likely|possib(?:le|ly)|probab(?:le|ly)|perhaps|appears?|seems?"
        r"|many|most(?:ly)?|some|few|fewer|several|all|every|each|any|only|just|mainly|almost|nearly|about|approximately|around|up to"
        r"|at least|at most|over|under|less|more|least|rare(?:ly)?|especially|particularly|very|much|before|after|until|if|when"
        r"|selected|certain|help(?:s|ed)?|aims?|tend(?:s|ed)?)\b",
        re.IGNORECASE,
    ),
}
_STARS: Final = re.compile(r"\*+")


def find_weighty_changes(before: str, after: str) -> Iterator[str]:
    """In words, each kind of fact that the edit touches; none for a typo, a comma, or another word for the same thing."""
    for kind, pattern in _KINDS.items():
        was, now = (Counter(found[0].lower() for found in pattern.finditer(text)) for text in (before, after))
        if was != now:
            gone, came = (", ".join(sorted(counts)) for counts in (was - now, now - was))
            yield f"the {kind} {' became '.join(f'“{words}”' for words in (gone, came) if words)}{_say_fate(gone, came)}"
    if Counter(contact for _, contact in list_contacts(before)) != Counter(
        contact for _, contact in list_contacts(after)
    ):
        yield "an address or a telephone number changed"
    if len(_STARS.findall(before)) != len(_STARS.findall(after)):
        yield "bold or emphasis changed"


def _say_fate(gone: str, came: str) -> str:
    if gone and came:
        return ""
    return " went" if gone else " came"
