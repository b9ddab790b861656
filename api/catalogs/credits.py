"""What `translation.toml` says: who translated, and how.

Rules
1. A section has what stands at the top, but for what stands below its own name.
2. What cannot be believed of a section ends no other's signature. Who translated that one is not known until it is mended, so it counts
   as a machine's, and nobody can vouch for it.
3. An entry for a section that there is not does nothing; but where its name is a slip for one that has no entry, rule 2 holds for that.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Final

import msgspec
from msgspec import Struct

from api.catalogs.keys import find_table_line, why_not_keys
from api.model.catalog import Credit, Method
from api.model.characters import read_toml, why_not_lines

UNKNOWN: Final = Credit(known=False)
"""Who translated is not known."""


class Credits(Struct, frozen=True):
    """Who translated the locale's texts, and how."""

    credit: Credit = Credit()
    sections: tuple[tuple[str, Credit], ...] = ()
    """By `topic/section`, where it differs."""

    complaints: tuple[tuple[int, str], ...] = ()
    """What cannot be believed: the line of its entry, and why."""


class _CreditEntry(Struct, forbid_unknown_fields=True):
    method: Method = "machine"
    translators: tuple[str, ...] = ()


_KEYS: Final = _CreditEntry.__struct_encode_fields__
_FORGED: Final = "`authored` is the English's method; a translation is machine, machine-edited or human"
_ANONYMOUS: Final = 'method = "human" needs translators; name who translated it'
_SLIP: Final = 0.75
"""How alike two names are, of which one may be meant by the other: "risk" and "risks"."""


def parse_credits(text: str, sections: frozenset[str]) -> Credits | str:
    """Who translated, or what is wrong with the text. `sections` are all `topic/section` that there are."""
    try:
        data = read_toml(text, dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as fault:
        return f"{fault}; until then all is machine"
    if reason := why_not_lines(data):
        return f"{reason} Until then all is machine"
    entries = data.pop("sections", {})
    if not isinstance(entries, dict):
        return "`sections` is no table; until then all is machine"
    complaints: list[tuple[int, str]] = []
    own = _read_credit(data)
    if isinstance(own, str):
        complaints.append((0, f"{own}; until then all is machine, and nobody can vouch for it"))
    named: dict[str, Credit] = {}
    for name, entry in entries.items():
        line = find_table_line(text, f"sections.{name}") or find_table_line(text, f'sections."{name}"')
        meant = name if name in sections else _find_meant(name, sections.difference(entries))
        credit = _read_own(data, own, entry) if name in sections else f"there is no section {name!r}"
        if isinstance(credit, str):
            complaints.append((line, _tell_effect(credit, name, meant)))
        if meant is not None:
            named[meant] = UNKNOWN if isinstance(credit, str) else named.get(meant, credit)
    return Credits(
        credit=UNKNOWN if isinstance(own, str) else own, sections=tuple(named.items()), complaints=tuple(complaints)
    )


def _read_own(top: dict[str, Any], own: Credit | str, entry: object) -> Credit | str:
    """What a section's entry says, with what stands at the top where it says nothing."""
    if not isinstance(entry, dict):
        return _read_credit(entry)
    if isinstance(own, str) and any(key not in entry for key in _KEYS):
        return own
    return _read_credit({**{key: top[key] for key in _KEYS if key in top}, **entry})


def _read_credit(data: object) -> Credit | str:
    """What the entry says, or why it cannot be believed."""
    if isinstance(data, dict) and (strange := why_not_keys(data, _KEYS)):
        return strange
    try:
        entry = msgspec.convert(data, _CreditEntry)
    except msgspec.ValidationError as fault:
        return f'{fault}; the form is method = "human" and translators = ["ana", "Ben Example"]'
    if entry.method == "authored":
        return _FORGED
    translators = tuple(each.strip() for each in entry.translators)
    if not all(any(map(str.isalpha, each)) for each in translators) or (entry.method == "human" and not translators):
        return _ANONYMOUS
    return Credit(method=entry.method, translators=translators)


def _find_meant(name: str, sections: frozenset[str]) -> str | None:
    """The section for which the name may be a slip."""
    topic, _, section = name.partition("/")
    beside = {
        each.partition("/")[2]: each for each in sorted(sections) if each.partition("/")[0] == topic and "/" in each
    }
    meant = get_close_matches(section, beside, 1, _SLIP) or None
    whole = get_close_matches(name, sorted(sections), 1, 0.9)
    return beside[meant[0]] if meant else whole[0] if whole else None


def _tell_effect(complaint: str, name: str, meant: str | None) -> str:
    if meant is None:
        return f"{complaint}, so this entry does nothing; delete it"
    doubt = f"{complaint}; did you mean {meant!r}?" if meant != name else f"{name}: {complaint};"
    return f"{doubt} Until that is corrected, {meant} counts as machine translation, and nobody can vouch for it"
