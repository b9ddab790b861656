"""A document to a PO file's text, in one form only: equal documents give equal bytes, without wrapping, with one trailing newline.

polib renders the entries, for it knows every part of one; order and header are ours.
"""

from __future__ import annotations

import re
from typing import Final

from polib import POEntry

from api.catalogs.document import PoDocument, PoEntry

_EMPTY_COMMENT: Final = re.compile(r"^# $", re.MULTILINE)
"""As polib writes it, with a space that every editor would take away."""


def render_document(document: PoDocument) -> str:
    """The file's text."""
    rendered = [_render(entry) for entry in document.entries]
    rendered += [_render(entry, obsolete=True) for entry in document.obsolete]
    if document.tail:
        rendered.append("".join(f"# {line}".rstrip() + "\n" for line in document.tail))
    return "\n".join(rendered)


def _render(entry: PoEntry, *, obsolete: bool = False) -> str:
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
