"""A document to a PO file's text, in one form only, and onto the disk whole or not at all.

Rules
1. Equal documents give equal bytes: no wrapping, no dates, one trailing newline. polib renders the entries, for it knows
   every part of one; order and header are ours.
2. A file that is not what was read a moment ago is somebody's work, and is not written over.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from polib import POEntry

from api.errors import WriteError

if TYPE_CHECKING:
    from api.catalogs.document import Document, Entry

_EMPTY_COMMENT: Final = re.compile(r"^# $", re.MULTILINE)
"""As polib writes it, with a space that every editor would take away."""


def render_document(document: Document) -> str:
    """The file's text."""
    rendered = [_render(entry) for entry in document.entries]
    rendered += [_render(entry, obsolete=True) for entry in document.obsolete]
    if document.tail:
        rendered.append("".join(f"# {line}".rstrip() + "\n" for line in document.tail))
    return "\n".join(rendered)


def _render(entry: Entry, *, obsolete: bool = False) -> str:
    previous = dict(entry.previous)
    text = POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        tcomment="\n".join(entry.comments),
        comment="\n".join(entry.extracted),
        occurrences=[(reference, "") for _, reference in entry.references],
        flags=list(entry.flags),
        previous_msgctxt=previous.get("msgctxt"),
        previous_msgid=previous.get("msgid"),
        obsolete=obsolete,
    ).__unicode__(wrapwidth=0)
    return _EMPTY_COMMENT.sub("#", text)


def write_file(path: Path, before: str | None, after: str) -> None:
    """Replace the file's text, or make the file where `before` is None.

    The new text is written beside the old one and then takes its place, so that no reader ever sees a part of it.

    Raises:
        WriteError: the file is not what it was, or cannot be written. It is then as it was.
    """
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        present = target.read_bytes().decode("utf-8", "replace") if target.exists() else None
        if present != before:
            message = f"{path}: was changed by somebody else meanwhile, so it was left alone; run the command again"
            raise WriteError(message)
        _replace(target, after.encode())
    except OSError as fault:
        raise _complain(path, fault) from None


def write_bytes(path: Path, data: bytes) -> None:
    """Make the file, or replace it, in the same way: for what a command made anew and nobody edits.

    Raises:
        WriteError: it cannot be written. It is then as it was.
    """
    try:
        _replace(path.resolve(), data)
    except OSError as fault:
        raise _complain(path, fault) from None


def _complain(path: Path, fault: OSError) -> WriteError:
    return WriteError(f"{path}: cannot be written ({fault.strerror}); nothing in it was changed")


def _replace(target: Path, data: bytes) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        written.chmod(mode)
        written.replace(target)
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise


def _umask() -> int:
    """What this process withholds from new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
