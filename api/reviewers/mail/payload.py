"""The text of one part of a mail, and whether every program reads the same.

Python's decoders pass over what they cannot read; somebody else's program shows it. So whatever was decoded is encoded again, and has to
come to what was sent.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from email.message import Message

ENCODINGS: Final = frozenset({"7bit", "8bit", "base64", "binary", "quoted-printable"})

_UNQUOTED: Final = re.compile(r"=(?![0-9A-Fa-f]{2}|\r?\n|\Z)")
_UNREADABLE: Final = re.compile(rb"\r(?!\n)|\0")


class Payload(Struct, frozen=True):
    """A part's text, and whether every program reads it so."""

    text: str
    certain: bool
    """Whether no program could read something else."""


def has_odd_bytes(data: bytes) -> bool:
    """Whether a program may end the text, or begin a line, where another does not: at a NUL, at a lone carriage return."""
    return _UNREADABLE.search(data) is not None


def name_encoding(part: Message) -> str:
    """Return the part's transfer encoding."""
    return str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()


def read_payload(part: Message) -> Payload:
    """The part's text; what cannot be read stands there as U+FFFD."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        text = data.decode(charset, "replace")
    except (LookupError, ValueError):
        # An encoding that nobody knows: a closed text is ASCII, and survives.
        charset, text = "ascii", data.decode("ascii", "replace")
    certain = "\0" not in text and text.encode(charset, "replace") == data and _is_whole(part, data)
    return Payload(text=text, certain=certain)


def _is_whole(part: Message, data: bytes) -> bool:
    """Whether nothing was lost when the part's bytes were made of what was sent."""
    encoding = name_encoding(part)
    if encoding not in {"base64", "quoted-printable"}:
        return True
    sent = str(part.get_payload())
    if encoding == "base64":
        return re.sub(r"[\r\n]", "", sent) == b64encode(data).decode()
    return sent.isascii() and _UNQUOTED.search(sent) is None
