"""What `glossary.toml` says: how the locale says the terms that must not vary.

[[term]]
en = ["bone cement"]            # each form in which the English has it
use = ["cemento óseo"]          # one of these must stand in the translation
avoid = ["cemento para huesos"] # and none of these; a space at an end stands for the edge of a word: " nervio "
note = "The established term."
"""

from __future__ import annotations

from typing import Final

import msgspec

from api.model.catalog import Glossary
from api.model.characters import LONGEST_NOTE, read_toml, why_not_lines
from api.model.findings import Complaint

_UNTIL_THEN: Final = "until then no term is checked"


def parse_glossary(text: str) -> Glossary | Complaint:
    """The glossary, or what is wrong with the text."""
    try:
        glossary = read_toml(text, Glossary)
    except msgspec.DecodeError as fault:
        return Complaint(str(fault), _UNTIL_THEN)
    if reason := why_not_lines(read_toml(text, dict[str, object]), LONGEST_NOTE):
        return Complaint(reason.message, _UNTIL_THEN)
    for number, term in enumerate(glossary.terms, 1):
        if not term.en or not term.use or not all(map(str.strip, (*term.en, *term.use, *term.avoid))):
            return Complaint(f"term {number} needs words in `en` and in `use`, and no empty one", _UNTIL_THEN)
    return glossary
