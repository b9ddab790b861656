"""A section beside its English in a terminal, block by block, as a reviewer reads it before signing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.checks import ACCEPT_HINT
from api.model.locales import SOURCE
from api.translators.diff import diff_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.cli.terminal import Paint
    from api.model.ledger import SignedBlock
    from api.translators.candidates import Candidate
    from api.translators.sheet import SheetRow

_STYLES: Final = {"error": "red", "warning": "yellow", "info": "cyan"}
_MARKS: Final = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}


def show_candidate(candidate: Candidate, paint: Paint) -> list[str]:
    """Its state, then each block with what the checks say of it and what changed since it was signed last."""
    method = "" if candidate.locale == SOURCE else f", {candidate.credit.method} translation"
    lines = ["", paint(f"{candidate.reference} in {candidate.locale}", "bold"), f"{candidate.state}{method}"]
    if candidate.last:
        same = "; not a word changed since" if not any(_list_changes(candidate, paint)) else ""
        record = candidate.last.record
        lines.append(f"signed last on {record.at:%Y-%m-%d}, {record.role}{same}")
    for row in candidate.rows:
        lines += ["", *_show_row(row, candidate, paint)]
    lines += [f"gone since:  {block.words}" for block in candidate.list_gone()]
    lines += ["", f"digest {candidate.digest}"]
    return lines


def _show_row(row: SheetRow, candidate: Candidate, paint: Paint) -> Iterator[str]:
    segment, width = row.segment, max(len(candidate.locale), 2)
    number = f" {row.number}" if row.number and segment.list_kind == "ordered" else ""
    indent = "  " * segment.depth
    yield paint(f"{segment.msgctxt}  {segment.kind}{number}", "dim")
    yield f"{indent}{SOURCE:{width}}  {segment.msgid}"
    if candidate.locale != SOURCE:
        yield f"{indent}{candidate.locale:{width}}  {row.text}"
    for change in _show_changes(row, candidate.find_before(row), candidate, paint):
        yield f"{indent}{change}"
    for finding in row.findings:
        yield paint(
            f"{indent}{finding.severity} {finding.code}: {finding.message.partition(ACCEPT_HINT)[0]}",
            _STYLES[finding.severity],
        )


def _list_changes(candidate: Candidate, paint: Paint) -> Iterator[str]:
    for row in candidate.rows:
        yield from _show_changes(row, candidate.find_before(row), candidate, paint)
    yield from (block.words for block in candidate.list_gone())


def _show_changes(row: SheetRow, before: SignedBlock | None, candidate: Candidate, paint: Paint) -> Iterator[str]:
    """The word diff since the last signature, where there is one."""
    if candidate.last is None:
        return
    if before is None:
        yield paint("new since the last signature", "yellow")
        return
    pairs = [(SOURCE, before.msgid, row.segment.msgid)]
    if candidate.locale != SOURCE:
        pairs.append((candidate.locale, before.words, row.text))
    for tag, was, now in pairs:
        if was != now:
            yield f"{tag} changed:  {mark_words(was, now, paint)}"
    if (before.kind, before.depth, before.list_kind) != (row.segment.kind, row.segment.depth, row.segment.list_kind):
        yield paint("it stands in another place of its list", "yellow")


def mark_words(before: str, after: str, paint: Paint) -> str:
    """The two texts as one: [-what went-] and {+what came+}."""
    marked = ""
    for piece in diff_words(before, after):
        begin, end, style = _MARKS[piece.kind]
        marked += paint(f"{begin}{piece.text}{end}", style)
    return marked
