"""Whether a reviewer is one of those who translated: nobody vouches for their own words, however their name is written.

Rules
1. An id is the person of its entries, and so is every other id with the same name or e-mail address.
2. Names are compared without titles and degrees, capitals and accents, in any order, and by how they look.
3. An initial may be any name that it begins, and a longer name may be a shorter one's. In doubt it is the same person, and whoever is
   told so is told that it is a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from api.model.lookalikes import fold_alike, is_same_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.catalog import Credit
    from api.model.ledger import People, Reviewer

Likeness = Literal["same", "doubtful"]

_PARTS: Final = re.compile(r"[\s,;/&+|()]+")
_SEVERAL: Final = re.compile(r"\s*[,;/&+|]\s*|\s+(?:and|y|et|und|e)\s+")
_APOSTROPHES: Final = re.compile("['’ʼ`]")
_TITLES: Final = frozenset(
    map(
        fold_alike,
        [
            "dr",
            "dra",
            "prof",
            "profa",
            "professor",
            "doctor",
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "sr",
            "sra",
            "srta",
            "herr",
            "frau",
            "dott",
            "dottssa",
            "md",
            "mbbs",
            "do",
            "phd",
            "dphil",
            "dnp",
            "drph",
            "edd",
            "pharmd",
            "dds",
            "dmd",
            "dvm",
            "jd",
            "rn",
            "np",
            "aprn",
            "crnp",
            "cnp",
            "cns",
            "lpn",
            "rgn",
            "bsn",
            "msn",
            "pa",
            "pac",
            "facs",
            "facr",
            "frcr",
            "frcs",
            "frcp",
            "mrcp",
            "mrcs",
            "mph",
            "mha",
            "mba",
            "ms",
            "msc",
            "bsc",
            "bs",
            "ba",
            "ma",
            "med",
            "meng",
            "beng",
            "ct",
            "cmi",
            "chi",
            "jr",
            "ii",
            "iii",
            "iv",
            "esq",
            "dipl",
            "ing",
            "lic",
        ],
    )
)


def find_self_review(people: People, reviewer: str, credit: Credit) -> str | None:
    """Why the person may not vouch for a text that came to be so; None where nothing bars it.

    What a machine translated, one qualified person may correct and sign.
    """
    for translator in credit.translators if credit.method == "human" else ():
        likeness = _compare_person(people, reviewer, translator)
        if likeness == "same":
            return f"{reviewer} translated it, and nobody vouches for their own translation"
        if likeness == "doubtful":
            return (
                f"{reviewer} may be “{translator}”, who translated it, and nobody vouches for their own translation; if they are "
                "two people, let `translators` in translation.toml say the other's whole name"
            )
    return None


def is_same_person(people: People, one: str, other: str) -> bool:
    """Whether two ids are, or may be, one person's."""
    return any(_compare_entries(own, its) for own in people.get(one, ()) for its in people.get(other, ()))


def compare_names(one: str, other: str) -> Likeness | None:
    """Whether two names are, or may be, one person's; None where they are not."""
    short, long = sorted((_list_parts(one), _list_parts(other)), key=len)
    if not short:
        return None
    if sorted("".join(short)) == sorted("".join(long)):
        return "same"
    left = list(long)
    for part in sorted(short, key=len, reverse=True):
        alike = [each for each in left if each == part] or [each for each in left if _is_initial(part, each)]
        if not alike:
            return None
        left.remove(alike[0])
    return "doubtful"


def _compare_person(people: People, reviewer: str, translator: str) -> Likeness | None:
    entries = people.get(reviewer, ())
    identity = translator.strip().casefold()
    if identity == reviewer:
        return "same"
    if identity in people:
        return _strongest(_compare_entries(one, other) for one in entries for other in people[identity])
    if fold_alike(translator.strip()) == fold_alike(reviewer):
        return "same"
    found = (_compare_entry(entry, name) for entry in entries for name in _list_named(translator))
    return _strongest((*found, "doubtful" if _is_among(reviewer, translator) else None))


def _compare_entries(one: Reviewer, other: Reviewer) -> Likeness | None:
    return "same" if is_same_address(one.email, other.email) else compare_names(one.name, other.name)


def _compare_entry(entry: Reviewer, name: str) -> Likeness | None:
    return "same" if is_same_address(entry.email, name) else compare_names(entry.name, name)


def _strongest(found: Iterator[Likeness | None] | tuple[Likeness | None, ...]) -> Likeness | None:
    return max((each for each in found if each), key=("doubtful", "same").index, default=None)


def _list_named(translator: str) -> Iterator[str]:
    """The name, and where several may be written as one, each that is more than a word: "Perez, Ana" is one."""
    yield translator
    yield from (each for each in _SEVERAL.split(translator) if len(_list_parts(each)) > 1 or "@" in each)


def _is_among(reviewer: str, translator: str) -> bool:
    """Whether the reviewer's id stands among several."""
    return fold_alike(reviewer) in [fold_alike(each) for each in _SEVERAL.split(translator)]


def _list_parts(name: str) -> list[str]:
    """The parts of a name, without titles and degrees, unless there is nothing else."""
    pieces = [each for each in _PARTS.split(_APOSTROPHES.sub("", fold_alike(name))) if each]
    named = [each for each in pieces if each.replace(".", "") not in _TITLES]
    return [part for part in _split_words(" ".join(named)) if part not in _TITLES] or _split_words(" ".join(pieces))


def _split_words(text: str) -> list[str]:
    """Its runs of letters, and of the signs on them."""
    return "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in text).split()


def _is_initial(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)
