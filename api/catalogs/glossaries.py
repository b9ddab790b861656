"""What `glossary.toml` says: how the locale says the terms that must not vary.

[[term]]
en = ["bone cement"]            # each form in which the English has it
use = ["cemento óseo"]          # one of these must stand in the translation
avoid = ["cemento para huesos"] # and none of these; a space at an end stands for the edge of a word: " nervio "
note = "The established term."
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from api.model.characters import LONGEST_NOTE, read_toml, why_not_lines
from api.model.glossary import Glossary, Term


class _TermEntry(Struct, forbid_unknown_fields=True):
    en: list[str]
    use: list[str]
    avoid: list[str] = []
    note: str = ""


class _GlossaryFile(Struct, forbid_unknown_fields=True):
    term: list[_TermEntry] = []


def parse_glossary(text: str) -> Glossary | str:
    """The glossary, or what is wrong with the text."""
    try:
        entry = read_toml(text, _GlossaryFile)
    except msgspec.DecodeError as fault:
        return f"{fault}; until then no term is checked"
    if reason := why_not_lines(read_toml(text, Any), LONGEST_NOTE):
        return f"{reason} Until then no term is checked"
    for number, term in enumerate(entry.term, 1):
        words = [*term.en, *term.use, *term.avoid]
        if not term.en or not term.use or any(not word.strip() for word in words):
            return f"term {number} needs words in `en` and in `use`, and no empty one; until then no term is checked"
    return Glossary(
        terms=tuple(
            Term(en=tuple(each.en), use=tuple(each.use), avoid=tuple(each.avoid), note=each.note) for each in entry.term
        )
    )
