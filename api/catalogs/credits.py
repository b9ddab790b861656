"""What `translation.toml` says: who translated, and how.

Rules
1. A section has what stands at the top, but for what stands below its own name.
2. What cannot be believed of a section ends no other's signature. Who translated that one is not known until it is mended, so it counts
   as a machine's, and nobody can vouch for it.
3. An entry for a section that there is not does nothing; but where its name is a slip for one that has no entry, rule 2 holds for that.
   A topic's name, keys without quotes and a "*" are such slips, for each section that they may mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from fnmatch import filter as filter_names
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from api.model.catalog import Credit
from api.model.characters import list_table_lines, read_toml, why_not_keys, why_not_lines
from api.model.findings import Complaint

UNKNOWN: Final = Credit(known=False)
"""Who translated is not known."""


class Credits(Struct, frozen=True):
    """Who translated the locale's texts, and how."""

    credit: Credit = Credit()
    sections: tuple[tuple[str, Credit], ...] = ()
    """By `topic/section`, where it differs."""

    complaints: tuple[Complaint, ...] = ()
    """What cannot be believed, each with the line of its entry."""


_KEYS: Final = ("method", "translators")
_FORGED: Final = "`authored` is the English's method; a translation is machine, machine-edited or human"
_ANONYMOUS: Final = 'method = "human" needs translators; name who translated it'
_SLIP: Final = 0.75
"""How alike two names are, of which one may be meant by the other: "risk" and "risks"."""

_SEPARATORS: Final = re.compile(r"[\s./:\\]+")
_QUOTES: Final = str.maketrans("", "", "\"'")


def parse_credits(text: str, sections: frozenset[str]) -> Credits | Complaint:
    """The credits that the text gives, or what is wrong with it. `sections` are all `topic/section` that there are.

    Raises:
        msgspec.DecodeError: it is no TOML.
    """
    data = read_toml(text, dict[str, object])
    if reason := why_not_lines(data):
        return reason
    entries = data.pop("sections", {})
    if not isinstance(entries, dict):
        return Complaint("`sections` is no table")
    own = _read_credit(data)
    complaints = (
        [replace(own, hint="until then all is machine, and nobody can vouch for it")]
        if isinstance(own, Complaint)
        else []
    )
    named: dict[str, Credit] = {}
    listed = list(_list_entries(entries, sections))
    rest = sections.difference(path[0] for path, _ in listed if len(path) == 1)
    for path, entry in listed:
        key = ".".join(path)
        is_known = len(path) == 1 and key in sections
        meant = (key,) if is_known else _find_meant(key, rest)
        credit = _read_own(data, own, entry) if is_known else Complaint(f"there is no section {key!r}")
        if isinstance(credit, Complaint):
            line = next(iter(list_table_lines(text.translate(_QUOTES), f"sections.{key}")), 0)
            complaints.append(_explain(credit, key, meant, line))
        for each in meant:
            named[each] = UNKNOWN if isinstance(credit, Complaint) else named.get(each, credit)
    own = UNKNOWN if isinstance(own, Complaint) else own
    return Credits(own, tuple(named.items()), tuple(complaints))


def _list_entries(
    entries: Mapping[str, object], sections: frozenset[str], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Each entry with its keys: one if it is written as it should be, several where quotes are missing."""
    for key, entry in entries.items():
        path = (*above, key)
        fields: dict[str, object] = entry if isinstance(entry, dict) else {}
        nested = {name: each for name, each in fields.items() if isinstance(each, dict)}
        if key in sections or not nested:
            yield path, entry
            continue
        yield from _list_entries(nested, sections, path)
        if len(nested) < len(fields):
            yield path, entry


def _read_own(top: dict[str, object], own: Credit | Complaint, entry: object) -> Credit | Complaint:
    """The credit of a section's entry; what the entry leaves out stands at the top of the file."""
    if not isinstance(entry, dict):
        return _read_credit(entry)
    if isinstance(own, Complaint) and any(key not in entry for key in _KEYS):
        return own
    return _read_credit({**{key: top[key] for key in _KEYS if key in top}, **entry})


def _read_credit(data: object) -> Credit | Complaint:
    """The credit of one entry, or why it cannot be believed."""
    if isinstance(data, dict) and (strange := why_not_keys(data, _KEYS)):
        return strange
    try:
        credit = msgspec.convert(data, Credit)
    except msgspec.ValidationError as fault:
        return Complaint(f'{fault}; the form is method = "human" and translators = ["ana", "Ben Example"]')
    if credit.method == "authored":
        return Complaint(_FORGED)
    translators = tuple(each.strip() for each in credit.translators)
    if not all(any(map(str.isalpha, each)) for each in translators) or (credit.method == "human" and not translators):
        return Complaint(_ANONYMOUS)
    return replace(credit, translators=translators)


def _find_meant(key: str, sections: frozenset[str]) -> tuple[str, ...]:
    """The sections for which the key may be a slip: one, or all of a topic, or all of a name."""
    name = _SEPARATORS.sub("/", key.casefold()).strip("/")
    if "*" in name:
        return tuple(filter_names(sorted(sections), name))
    topic, _, section = name.partition("/")
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(sections):
        its_topic, _, its_name = each.partition("/")
        if section and its_topic == topic:
            groups[its_name].append(each)
        elif not section:
            groups[its_topic].append(each)
            groups[its_name].append(each)
    meant = get_close_matches(section or topic, groups, 1, _SLIP)
    return tuple(groups[meant[0]] if meant else get_close_matches(name, sorted(sections), 1, 0.9))


def _explain(complaint: Complaint, key: str, meant: tuple[str, ...], line: int) -> Complaint:
    """The complaint with the sections that it costs their credit."""
    if not meant:
        return Complaint(f"{complaint}, so this entry does nothing; delete it", line=line)
    if key in meant:
        message = f"{key}: {complaint}"
    elif len(meant) == 1 and "/" in key:
        message = f"{complaint}; did you mean {meant[0]!r}?"
    else:
        each = "" if len(meant) == 1 else " for each section"
        message = f'{complaint}; write [sections."{meant[0]}"]{each}, with the quotes.'
    counts = "counts" if len(meant) == 1 else "count"
    hint = f"until that is corrected, {', '.join(meant)} {counts} as machine translation, and nobody can vouch for it"
    return Complaint(message, hint, line)
