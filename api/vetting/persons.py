"""Whether a reviewer is one of those who translated: nobody vouches for their own words, however their name is written.

Rules
1. An id is the person of its entries, and so is every other id with the same name or e-mail address.
2. Names are compared without titles and degrees, capitals and accents, in any order, and by how they look.
3. An initial may be any name that it begins, a longer name may be a shorter one's, and "ue" may be "ü". In doubt it is the same person,
   and whoever is told so is told that it is a doubt.
4. An id or an address that stands anywhere in what is written of a translator may be its person, whatever stands beside it; but for a
   first name in a whole one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from api.model.addresses import fold_alike, is_same_address
from api.model.catalog import Credit
from api.model.findings import Complaint
from api.model.ledger import People, Reviewer

Likeness = Literal["same", "doubtful"]

_PARTS: Final = re.compile(r"[\s,;/&+|()]+")
_SEVERAL: Final = re.compile(r"\s*[,;/&+|]\s*|\s+(?:and|y|et|und|e)\s+")
_APOSTROPHES: Final = re.compile("['‘’‛′´`ʹʻʼʽʾʿˈˊ＇]")
_BARS: Final = re.compile("[|｜]")
"""What would look like an I."""

_OUTSIDE: Final = re.compile(r"(?:[^\w@.-]|_)+")
"""What stands neither in an id nor in most addresses."""

_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Letters of scripts that put no space between words, or none before a particle."""

_DIGRAPHS: Final = re.compile("(?<=a)[ae]|(?<=[ou])e")
"""The second letter of what is also written as one: Aa, Mueller, Soeren."""

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


def why_not_independent(people: People, reviewer: str, credit: Credit) -> Complaint | None:
    """Why the person may not vouch for a text that came to be so: they translated it, or may have; None where they did not.

    What a machine translated, one qualified person may correct and sign.
    """
    for translator in credit.translators if credit.method == "human" else ():
        likeness = _compare_person(people, reviewer, translator)
        if likeness == "same":
            return Complaint(f"{reviewer} translated it, and nobody vouches for their own translation")
        if likeness == "doubtful":
            return Complaint(
                f"{reviewer} may be “{translator}”, who translated it, and nobody vouches for their own translation; if they are "
                "two people, let `translators` in translation.toml say the other's id or whole name, and nothing besides"
            )
    return None


def is_same_person(people: People, one: str, other: str) -> bool:
    """Whether two ids are, or may be, one person's."""
    return any(_compare_entry(own, its.name, its.email) for own in people.get(one, ()) for its in people.get(other, ()))


def compare_names(one: str, other: str) -> Likeness | None:
    """Whether two names are, or may be, one person's; None where they are not."""
    parts = _list_parts(one), _list_parts(other)
    if likeness := _compare_parts(*parts):
        return likeness
    respelt = ([_DIGRAPHS.sub("", part) for part in each] for each in parts)
    return "doubtful" if _compare_parts(*respelt) or _is_held(*parts) else None


def _compare_parts(one: list[str], other: list[str]) -> Likeness | None:
    short, long = sorted((one, other), key=len)
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


def _is_held(one: list[str], other: list[str]) -> bool:
    """Whether one name stands in the other, where no spaces part names from other words."""
    joined = (unicodedata.normalize("NFC", "".join(parts)) for parts in (one, other))
    short, long = sorted(("".join(_UNSPACED.findall(name)) for name in joined), key=len)
    return len(short) > 1 and short in long


def _compare_person(people: People, reviewer: str, translator: str) -> Likeness | None:
    entries = people.get(reviewer, ())
    identity = translator.strip().casefold()
    if identity == reviewer:
        return "same"
    if identity in people:
        return _strongest(_compare_entry(one, other.name, other.email) for one in entries for other in people[identity])
    if fold_alike(translator.strip()) == fold_alike(reviewer):
        return "same"
    found = (_compare_entry(entry, name, name) for entry in entries for name in _list_named(translator))
    return _strongest((*found, "doubtful" if _is_among(people, reviewer, translator) else None))


def _compare_entry(entry: Reviewer, name: str, address: str | None) -> Likeness | None:
    return "same" if is_same_address(entry.email, address) else compare_names(entry.name, name)


def _strongest(found: Iterator[Likeness | None] | tuple[Likeness | None, ...]) -> Likeness | None:
    return max((each for each in found if each), key=("doubtful", "same").index, default=None)


def _list_named(translator: str) -> Iterator[str]:
    """The name, and where several may be written as one, each that is more than a word: "Perez, Ana" is one."""
    yield translator
    yield from (each for each in _SEVERAL.split(translator) if len(_list_parts(each)) > 1 or "@" in each)


def _is_among(people: People, reviewer: str, translator: str) -> bool:
    """Whether an id or an address of the reviewer's stands somewhere in the text."""
    tokens = _list_tokens(translator)
    named = _is_whole_name(people, translator)
    return any(
        (not named and _list_tokens(each) <= tokens)
        or any(entry.email and _list_tokens(entry.email) <= tokens for entry in people.get(each, ()))
        for each in {reviewer, *people}
        if each == reviewer or is_same_person(people, reviewer, each)
    )


def _list_tokens(text: str) -> set[str]:
    """What may be an id or an address in it, as it looks."""
    spaced = _UNSPACED.sub(" ", fold_alike(_BARS.sub(" ", text)))
    return {token for each in _OUTSIDE.split(spaced) if (token := each.strip(".-"))}


def _is_whole_name(people: People, text: str) -> bool:
    """Whether it is one name of several words, and not several ids: "Ana Gómez", where no "gómez" is known."""
    words = _APOSTROPHES.sub("", text).split()
    capital = all(word[:1].isupper() and not _OUTSIDE.search(fold_alike(word)) for word in words)
    return capital and len(_list_parts(text)) > 1 and not all(word.casefold() in people for word in words)


def _list_parts(name: str) -> list[str]:
    """The parts of a name, without titles and degrees, unless there is nothing else."""
    pieces = [each for each in _PARTS.split(fold_alike(_APOSTROPHES.sub("", name))) if each]
    named = [each for each in pieces if each.replace(".", "") not in _TITLES]
    return [part for part in _split_words(" ".join(named)) if part not in _TITLES] or _split_words(" ".join(pieces))


def _split_words(text: str) -> list[str]:
    """Its runs of letters, and of the signs on them."""
    return "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in text).split()


def _is_initial(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)
