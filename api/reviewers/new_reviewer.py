"""`vertebra reviewer`: the questions for an entry of `reviewers.toml`, and what the entry lets a person do.

Rules
1. What may stand in an entry is for the reader of `reviewers.toml` to say: each answer is judged as it would read it.
2. What is not answered is as it usually is: from today on, no last day, public by role.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Final

from msgspec import Struct

from api.ledgers.reviewers import render_reviewer, why_not_entry
from api.model.findings import Complaint
from api.model.identifiers import ID_PATTERN, LocaleTag
from api.model.locales import SOURCE
from api.model.vetting import Role

FieldValue = str | tuple[str, ...] | date

_MANY: Final = frozenset({"roles", "locales"})
_DAYS: Final = frozenset({"from", "until"})


class Question(Struct, frozen=True):
    """The question for one field of an entry."""

    key: str
    option: str
    """What gives it on the command line."""

    words: str
    usual: str | None = None
    """What Enter means; None where there has to be an answer."""


def list_questions(today: date) -> tuple[Question, ...]:
    """Return a question for each field, in the order of the file."""
    return (
        Question("id", "ID", "Id by which commands name the person, such as ana or ana-perez"),
        Question("name", "--name", "Name"),
        Question("credentials", "--credentials", "Credentials, such as MD or certified medical interpreter"),
        Question("organisation", "--organisation", "Organisation (Enter: none)", ""),
        Question("roles", "--role", "Roles: clinical reads the English, linguistic reads both languages; one, or both"),
        Question("locales", "--locale", "Languages by tag: en for the English, and such as es or pt-BR"),
        Question("from", "--from", f"From which day on, YYYY-MM-DD (Enter: today, {today})", today.isoformat()),
        Question("until", "--until", "Until which day, YYYY-MM-DD (Enter: not known)", ""),
        Question("public", "--public", "What sites may show: name, or the role alone (Enter: role)", "role"),
        Question("email", "--email", "E-mail address that answers come from, never shown (Enter: none)", ""),
    )


def parse_field(key: str, words: str) -> FieldValue:
    """The answer as a value. What is no date stays text, for the reader of the file to refuse."""
    if key in _MANY:
        return tuple(dict.fromkeys(re.split(r"[\s,]+", words.strip(" ,")))) if words.strip(" ,") else ()
    if key in _DAYS:
        with suppress(ValueError):
            return date.fromisoformat(words)
    return words


_SPECIMEN: Final[Mapping[str, FieldValue]] = {
    "id": "new",
    "name": "New",
    "credentials": "MD",
    "roles": ("clinical",),
    "locales": (SOURCE,),
    "from": date(1, 1, 1),
}
"""What stands in for answers to come."""


def why_not_fields(fields: Mapping[str, FieldValue]) -> Complaint | None:
    """Return what is wrong with the answers so far, each by itself and together; or None."""
    return why_not_entry(render_reviewer({**_SPECIMEN, **fields}))


def render_command(fields: Mapping[str, FieldValue], questions: Iterable[Question]) -> str:
    """The command that gives these answers."""
    words = ["vertebra", "reviewer", "add"]
    for question in questions:
        if question.key in fields:
            value = fields[question.key]
            words += [] if question.key == "id" else [question.option]
            words += value if isinstance(value, tuple) else [str(value)]
    return shlex.join(words)


def render_appointment(reviewer: str, role: Role, tag: LocaleTag) -> str:
    """The command that lets somebody sign in the role and locale, and asks for the rest."""
    return shlex.join(
        ["vertebra", "reviewer", "add", *([reviewer] if reviewer else []), "--role", role, "--locale", tag]
    )


def render_example_entry(reviewer: str, role: Role, tag: LocaleTag, day: date) -> str:
    """What an entry looks like that lets the person sign, and the command that writes it."""
    newcomer = reviewer if re.fullmatch(ID_PATTERN, reviewer) else ""
    asked: dict[str, FieldValue] = {"id": newcomer or "…", "name": "…", "credentials": "…"}
    entry = render_reviewer({**asked, "roles": (role,), "locales": (tag,), "from": day}).replace("\n", "\n  ").rstrip()
    return f"Whoever may has an entry there, such as\n\n  {entry}\n\nThis asks for the rest, and writes it:\n  {render_appointment(newcomer, role, tag)}"
