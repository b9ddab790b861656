"""The subject and signature of a mail, and whether they say nothing that could change the answer.

Rules
1. A subject says nothing if our own page wrote it, or if it is empty. Programs put a word of theirs before it when they answer.
2. A signature says nothing if every word of it is of the reviewer's own name, credentials, organisation or e-mail address, as
   reviewers.toml has them. Case and punctuation say nothing; every other sign does.
3. Whatever else stands there might be a no, in whatever language, so that a person has to judge it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from api.reviewers.mail.codes import render_subject, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.ledger import Reviewer
    from api.reviewers.mail.codes import AnswerCode

_REPLIES: Final = (
    "ATB", "AW", "Antw", "Aw", "BLS", "Odp", "R", "RE", "RES", "RIF", "Re", "Res", "SV", "Sv", "TL", "VS", "Vs", "VÁ", "Vá", "YNT",
    "Ynt", "\u0391\u03a0", "\u041d\u0410", "השב", "رد", "回复", "回覆", "答复", "答覆",
)  # fmt: skip
"""Answers alone: what was forwarded passed through other hands."""

_REPLIED: Final = rf"(?:(?:{'|'.join(_REPLIES)})(?:\[\d\]|\(\d\))?[:\uff1a]){{0,3}}"

_COMMAS: Final = ",;\u060c\u061b\u3001\uff0c\uff1b"
_WORD: Final = re.compile(rf"[^\s{_COMMAS}.:\-\u2013\u2014\u00b7\u2022|/()<>'\u2019\"\u3002\uff08\uff09]+")


def is_own_subject(subject: str, codes: tuple[AnswerCode, ...]) -> bool:
    """Whether the subject is the one that our page writes for these codes, or none."""
    said = squeeze(subject)
    return not said or re.fullmatch(_REPLIED + re.escape(squeeze(render_subject(codes))), said) is not None


def is_own_signature(signature: str, entries: tuple[Reviewer, ...]) -> bool:
    """Whether the signature is made of whole parts of what these entries say of the reviewer, and of nothing else."""
    words = _list_words(signature)
    parts = {_list_words(part) for entry in entries for part in _list_parts(entry)}
    ends = {0}
    for start in range(len(words)):
        if start in ends:
            ends |= {start + len(part) for part in parts if words[start : start + len(part)] == part}
    return len(words) in ends


def _list_parts(entry: Reviewer) -> Iterator[str]:
    """Each of the names, and what stands between the commas of the rest."""
    yield from entry.name.split()
    for field in (entry.credentials, entry.organisation, entry.email):
        yield from re.split(f"[{_COMMAS}]", field or "")


def _list_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
