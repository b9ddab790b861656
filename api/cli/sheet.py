"""A section beside its English in a terminal, block by block, as a reviewer reads it before signing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.cli.terminal import SEVERITY_STYLES, Paint
from api.model.characters import find_strays
from api.model.locales import SOURCE
from api.model.vetting import ROLE_NAMES
from api.reviewers.candidates import Candidate, Comparison
from api.sheets.sheet import SheetRow, diff_words

_SPACES: Final = frozenset("\u00a0\u202f\u3000")
_JOINERS: Final = frozenset("\u200b\u200c\u200d")
"""What some scripts need; Python counts neither these nor the spaces as printable."""

_MARKS: Final = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}


def render_for_terminal(candidate: Candidate, paint: Paint) -> list[str]:
    """Return the candidate in lines: its state, then each block with its findings and its changes since the last signature."""
    method = "" if candidate.locale == SOURCE else f", {candidate.wording.credit.method} translation"
    lines = ["", paint(f"{candidate.reference} in {candidate.locale}", "bold"), f"{candidate.state}{method}"]
    if candidate.last:
        record = candidate.last.record
        same = "" if candidate.changed else "; not a word changed since"
        lines.append(f"signed last on {record.at:%Y-%m-%d}, {ROLE_NAMES[record.role]}{same}")
    if candidate.told:
        told = candidate.told
        beside = f"; to be read with {', '.join(told.requires)}" if told.requires else ""
        lines.append(f"told beside it: {told.aspect}; by {render_plainly(told.publisher)}{beside}")
    if candidate.told_anew:
        lines.append(paint("what is told beside it changed since it was signed", "yellow"))
    for row in candidate.rows:
        lines += ["", *_render_row(row, candidate, paint)]
    lines += [f"gone since:  {block.words}" for block in candidate.list_gone()]
    lines += ["", f"digest {candidate.digest}"]
    return lines


def _render_row(row: SheetRow, candidate: Candidate, paint: Paint) -> Iterator[str]:
    segment, width = row.segment, max(len(candidate.locale), 2)
    number = f" {row.number}" if row.number and segment.list_kind == "ordered" else ""
    indent = "  " * segment.depth
    yield paint(f"{segment.msgctxt}  {segment.kind}{number}", "dim")
    yield f"{indent}{SOURCE:{width}}  {render_plainly(segment.msgid)}"
    if candidate.locale != SOURCE:
        yield f"{indent}{candidate.locale:{width}}  {render_plainly(row.text)}"
    for change in _render_changes(candidate.compare(row), paint):
        yield f"{indent}{change}"
    for finding in row.findings:
        yield paint(f"{indent}{finding.severity} {finding.code}: {finding.message}", SEVERITY_STYLES[finding.severity])


def _render_changes(comparison: Comparison, paint: Paint) -> Iterator[str]:
    """Yield the word diff since the last signature."""
    if comparison.new:
        yield paint("new since the last signature", "yellow")
    for tag, was, now in comparison.texts:
        yield f"{tag} changed:  {render_word_changes(was, now, paint)}"
    if comparison.moved:
        yield paint("it stands in another place of its list", "yellow")


def render_plainly(text: str) -> str:
    """Return the text with control and invisible characters written out."""
    strays = {fault.offset for fault in find_strays(text)}
    return "".join(
        letter
        if letter.isprintable() or letter in _SPACES or (letter in _JOINERS and offset not in strays)
        else f"<U+{ord(letter):04X}>"
        for offset, letter in enumerate(text)
    )


def render_word_changes(before: str, after: str, paint: Paint) -> str:
    """Return the two texts as one: [-removed-] and {+added+}."""
    marked = ""
    for kind, text in diff_words(before, after):
        begin, end, style = _MARKS[kind]
        marked += paint(f"{begin}{render_plainly(text)}{end}", style)
    return marked
