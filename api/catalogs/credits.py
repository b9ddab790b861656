"""What `translation.toml` says: who translated, and how."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from api.model.catalog import Credit, Method
from api.model.characters import why_not_lines

Credits = tuple[Credit, tuple[tuple[str, Credit], ...]]
"""The locale's, and by `topic/section` where it differs."""


class _CreditEntry(Struct, forbid_unknown_fields=True):
    method: Method = "machine"
    translator: str | None = None


class _TranslationFile(_CreditEntry, forbid_unknown_fields=True):
    """What `translation.toml` holds."""

    sections: dict[str, _CreditEntry] = {}


_FORGED: Final = "`authored` is the English's method; a translation is machine, machine-edited or human"
_ANONYMOUS: Final = 'method = "human" needs a translator; name who translated it'


def parse_credits(text: str, sections: frozenset[str]) -> Credits | str:
    """Who translated, or what is wrong with the text. `sections` are all `topic/section` that there are."""
    try:
        entry = msgspec.toml.decode(text, type=_TranslationFile)
    except (msgspec.DecodeError, RecursionError) as fault:
        return f"{fault}; until then all is machine"
    if reason := why_not_lines(msgspec.toml.decode(text)):
        return f"{reason} Until then all is machine"
    if unknown := sorted(set(entry.sections) - sections):
        return f"there is no section {unknown[0]!r}; until that is corrected, all counts as machine translation"
    for credit in (entry, *entry.sections.values()):
        if credit.method == "authored":
            return _FORGED
        if credit.method == "human" and not credit.translator:
            return _ANONYMOUS
    return _make_credit(entry), tuple((name, _make_credit(credit)) for name, credit in entry.sections.items())


def _make_credit(entry: _CreditEntry) -> Credit:
    return Credit(method=entry.method, translator=entry.translator)
