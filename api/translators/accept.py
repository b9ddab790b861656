"""`vertebra accept`: take a translator's file back, message by message.

Rules
1. Three wordings are compared by msgctxt: what was handed off (the file's marks), what came back, what stands in the catalog
   today. What the translator did not change is left alone.
2. Nothing is overwritten that somebody else changed meanwhile: that is a conflict, and the catalog's words stay.
3. A text for an older English is never taken as current. It becomes the hint of its message, fuzzy, unless somebody changed
   the message meanwhile. If its block is gone from the source, the attic keeps it.
4. An empty text takes nothing away. Translators' comments are added, never removed.
5. A file that cannot be trusted in every line is refused whole, before anything is written.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from api.catalogs.document import FUZZY, PoEntry, PoFile
from api.catalogs.handoff_marks import Mark, read_mark
from api.catalogs.reader import find_po_faults, list_locale_folders, read_po_file, read_returned
from api.catalogs.writer import render_document
from api.errors import CatalogError, RefusedError
from api.files.disk import write_file
from api.files.folders import catalog_path
from api.files.lock import HeldFolder
from api.model.identifiers import LocaleTag
from api.translators.sync import Change, apply_plan, list_domains, plan_sync
from api.vetting.project import Project


class MessageOutcome(StrEnum):
    """What became of a message that came back."""

    TAKEN = "taken"
    """The translator changed it, and it stands in the catalog now."""

    SAME = "same"
    """The translator left it as it was, or the catalog has these words already."""

    CONFLICT = "conflict"
    """Somebody else changed it too: the catalog's words stay."""

    MOVED = "source moved"
    """It translates an older English."""


class Returned(Struct, frozen=True):
    """One message that came back."""

    msgctxt: str
    outcome: MessageOutcome
    line: int
    """Where it stands in the file that came back."""

    theirs: str
    """The words that came back."""

    ours: str
    """The catalog's words before."""

    what: str = ""
    """What was done with it, where the outcome does not say it all."""


class Acceptance(Struct, frozen=True):
    """A returned file, and what became of each of its messages."""

    locale: LocaleTag
    domain: str
    path: Path
    """The catalog."""

    returned: tuple[Returned, ...]
    absent: int
    """Messages of the catalog that the file does not have: they stay as they are."""

    synced: tuple[Change, ...]
    """What had to be brought up to the English."""

    def count(self, outcome: MessageOutcome) -> int:
        """Return the number of messages with this outcome."""
        return sum(each.outcome is outcome for each in self.returned)


def accept_file(held: HeldFolder, project: Project, path: Path) -> Acceptance:
    """Merge the returned file into its catalog, which is first brought up to the English.

    Raises:
        UsageError: there is no such file.
        CatalogError: the file, or a catalog that it goes into, cannot be trusted.
        RefusedError: it was not handed off, or as what is not there, or the catalog cannot be written.
    """
    tag, domain, came_back = read_returned(path)
    if tag not in list_locale_folders(held.path)[0] or domain not in dict(list_domains(project.topics)):
        message = f"{path}: was handed off as {tag} {domain}, and {held.path} has no such catalog"
        raise RefusedError(message)
    synced = _sync(held, project, tag)
    target = catalog_path(held.path, tag, domain)
    found = read_po_file(target, tag)
    if not isinstance(found, PoFile):
        # Sync has just made or read it: somebody broke it since.
        raise CatalogError(*(found.findings if found else ()))
    present = {entry.msgctxt: entry for entry in found.document.entries if entry.msgctxt is not None}
    merged: dict[str | None, PoEntry] = {}
    returned = []
    for theirs in came_back.entries:
        mark = read_mark(theirs)
        if mark is None or theirs.msgctxt is None:
            continue
        ours = present.get(theirs.msgctxt)
        outcome, what, entry = _judge(theirs, ours, mark) if ours else _judge_gone(theirs, mark)
        returned.append(
            Returned(
                msgctxt=theirs.msgctxt,
                outcome=outcome,
                line=theirs.msgstr_line,
                theirs=theirs.msgstr,
                ours=ours.msgstr if ours else "",
                what=what,
            )
        )
        merged |= {theirs.msgctxt: entry} if entry else {}
    entries = [merged.pop(entry.msgctxt, entry) for entry in found.document.entries]
    text = render_document(replace(found.document, entries=(*entries, *merged.values())))
    if text != found.text:
        write_file(held, target, found.text, text, partial(find_po_faults, path=target, locale=tag))
    # What is left of `merged` has no block any more: sync puts it into the attic.
    synced += _sync(held, project, tag) if merged else ()
    absent = len(present.keys() - {each.msgctxt for each in returned})
    return Acceptance(locale=tag, domain=domain, path=target, returned=tuple(returned), absent=absent, synced=synced)


def _sync(held: HeldFolder, project: Project, tag: LocaleTag) -> tuple[Change, ...]:
    plan = plan_sync(held.path, project.topics, (tag,), project.judgement)
    if plan.findings:
        raise CatalogError(*plan.findings)
    return tuple(apply_plan(held, plan))


_Verdict = tuple[MessageOutcome, str, PoEntry | None]
"""What becomes of a message, what was done with it, and its entry where the catalog's changes."""


def _judge(theirs: PoEntry, ours: PoEntry, mark: Mark) -> _Verdict:
    """Judge a message whose block is still in the English."""
    noted = _add_comments(ours, theirs)
    kept = noted if noted != ours else None
    if not _is_changed(theirs, mark):
        emptied = bool(ours.msgstr) and not theirs.msgstr
        what = "came back empty; what stands there is kept" if emptied else ""
        return (MessageOutcome.TAKEN, "a comment", kept) if kept else (MessageOutcome.SAME, what, None)
    if (theirs.msgstr, theirs.fuzzy) == (ours.msgstr, ours.fuzzy):
        return MessageOutcome.SAME, "the catalog has these words already", kept
    if not mark.fits_source(ours.msgctxt, ours.msgid):
        return _judge_moved(theirs, noted, mark)
    if not mark.fits(ours):
        return MessageOutcome.CONFLICT, "somebody changed it meanwhile; the catalog's words stay", kept
    previous = theirs.previous if theirs.fuzzy else ()
    taken = replace(noted, msgstr=theirs.msgstr, flags=_flag(ours, fuzzy=theirs.fuzzy), previous=previous)
    return MessageOutcome.TAKEN, "" if theirs.msgstr != ours.msgstr else "the fuzzy mark", taken


def _is_changed(theirs: PoEntry, mark: Mark) -> bool:
    """Whether the translator changed the words or the fuzzy mark."""
    return bool(theirs.msgstr) and not mark.fits(theirs)


def _judge_gone(theirs: PoEntry, mark: Mark) -> _Verdict:
    """Judge a message whose block left the English."""
    if not _is_changed(theirs, mark):
        return MessageOutcome.SAME, "", None
    stray = replace(theirs, extracted=(), flags=(), previous=())
    return MessageOutcome.MOVED, "its block is gone from the English; the attic keeps it", stray


def _judge_moved(theirs: PoEntry, ours: PoEntry, mark: Mark) -> _Verdict:
    """Judge a changed message that translates an older English."""
    if theirs.msgstr == ours.msgstr:
        return MessageOutcome.MOVED, "its words are the catalog's, and for an older English; look at them again", ours
    if not mark.fits_text(ours):
        return MessageOutcome.MOVED, "somebody changed it meanwhile too; the catalog's words stay", ours
    hint = replace(ours, msgstr=theirs.msgstr, flags=_flag(ours, fuzzy=True), previous=(("msgid", theirs.msgid),))
    return MessageOutcome.MOVED, "taken as a hint, fuzzy", hint


def _add_comments(ours: PoEntry, theirs: PoEntry) -> PoEntry:
    """Return our entry with the translator's new comments. Editors break long ones in two, so words are compared."""
    known = " ".join(" ".join(ours.comments).split())
    added = tuple(line for line in theirs.comments if " ".join(line.split()) not in known)
    return replace(ours, comments=(*ours.comments, *added)) if added else ours


def _flag(entry: PoEntry, *, fuzzy: bool) -> tuple[str, ...]:
    others = tuple(flag for flag in entry.flags if flag != FUZZY)
    return (FUZZY, *others) if fuzzy else others
