"""A sheet as HTML: each block as a patient sees it, beside its English; below it what is to be said of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from api.errors import MarkupError
from api.model.locales import SOURCE, direction_of
from api.model.vetting import State
from api.representations.bidi import mark_latin
from api.representations.html import escape_text, render_runs
from api.sheets.diff import diff_words
from api.sheets.layout import render_own_name, render_state, render_words
from api.source.inline import parse_inline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.model.findings import Finding
    from api.model.identifiers import LocaleTag
    from api.model.vetting import Reason
    from api.sheets.excerpt import Excerpt
    from api.sheets.sheet import Sheet, SheetRow

_REASONS: Final[dict[Reason, str]] = {
    "withdrawn": "the section was withdrawn",
    "missing": "nobody has begun to translate it",
    "incomplete": "part of it is not translated",
    "outdated": "the English changed since",
    "failed-check": "it failed a check, or the file is broken",
    "awaiting-sign-off": "nobody has signed it",
}
_HINTS: Final = {
    "missing": "Not in the catalog yet: run vertebra sync",
    "incomplete": "Not translated yet",
}


def render_sheet(sheet: Sheet, level: int) -> str:
    """Its state, what patients get of it, and its blocks; its heading is of that level."""
    notices = "".join(
        f'<p class="notice" lang="{notice.locale}" dir="{notice.direction}">'
        f"{escape_text(notice.text, notice.direction)}</p>"
        for notice in sheet.notices
    )
    above = f'<p class="quiet">Patients read above it:</p>{notices}' if notices else ""
    rows = "".join(_render_row(row, sheet, level) for row in sheet.rows)
    return (
        f"<p>{render_state(sheet.state)} {render_words(sheet.progress)}</p>{_tell_outcomes(sheet)}{above}"
        '<div class="sheet"><div class="head">English</div>'
        f'<div class="head" dir="{direction_of(sheet.locale)}">{render_own_name(sheet.locale)}</div>{rows}</div>'
    )


def _tell_outcomes(sheet: Sheet) -> str:
    lines = []
    for policy, reason in sheet.outcomes:
        where = "Where drafts are served" if policy.drafts else "Where only signed text is served"
        if policy in sheet.withheld:
            gets = "patients get nothing of this section, for nobody vouches for the English"
            if State.WITHDRAWN is sheet.state:
                gets = "patients get nothing of this section, for it was withdrawn"
        elif reason:
            gets = f"patients get the English instead, and are told so: {_REASONS[reason]}"
        else:
            gets = "patients get these words"
        lines.append(f'<p class="quiet">{where}, {gets}.</p>')
    return "".join(lines)


def _render_row(row: SheetRow, sheet: Sheet, level: int) -> str:
    segment = row.segment
    english = render_block(row, segment.msgid, SOURCE, level)
    if row.text:
        own = render_block(row, row.text, sheet.locale, level)
    else:
        own = f'<p class="absent">{_HINTS.get(row.gap or "", "")}</p>'
    gap = f' data-gap="{row.gap}"' if row.gap else ""
    return (
        f'<div class="row" id="{escape(segment.msgctxt)}"{gap}>'
        f'<div class="text english" lang="{SOURCE}" dir="ltr">{english}</div>'
        f'<div class="text{" hint" if row.gap else ""}" lang="{sheet.locale}" dir="{direction_of(sheet.locale)}">{own}</div>'
        f'<div class="told">{_tell_change(row)}{render_findings(row.findings)}{_tell_notes(row, sheet)}</div></div>'
    )


def render_block(row: SheetRow, text: str, tag: LocaleTag, level: int) -> str:
    """One block as a patient's page has it."""
    segment, direction = row.segment, direction_of(tag)
    try:
        html = render_runs(mark_latin(parse_inline(text), direction))
    except MarkupError:
        # What is wrong with it stands below, in a finding.
        html = escape_text(text, direction)
    if segment.kind == "heading":
        return f"<h{level}>{html}</h{level}>"
    if segment.kind != "item":
        return f"<p>{html}</p>"
    tag_name = "ol" if segment.list_kind == "ordered" else "ul"
    start = f' start="{row.number}"' if tag_name == "ol" else ""
    return f'<div class="level-{min(segment.depth, 3)}"><{tag_name}{start}><li>{html}</li></{tag_name}></div>'


def _tell_change(row: SheetRow) -> str:
    """What changed in the English since the text was made."""
    if row.gap != "outdated":
        return ""
    if not row.previous:
        return '<p class="diff">Marked fuzzy: correct the text and take the mark off, or run vertebra confirm.</p>'
    return f'<p class="diff">The English changed: {render_diff(row.previous, row.segment.msgid, SOURCE)}</p>'


def render_diff(before: str, after: str, tag: LocaleTag) -> str:
    """The two texts as one, with what went and what came."""
    marks = {"same": "", "gone": "del", "new": "ins"}
    pieces = [(marks[piece.kind], escape(piece.text)) for piece in diff_words(before, after)]
    told = "".join(f"<{mark}>{text}</{mark}>" if mark else text for mark, text in pieces)
    return f'<span lang="{tag}" dir="{direction_of(tag)}">{told}</span>'


def render_findings(findings: Iterable[Finding]) -> str:
    """Findings in place: how grave, what, and where in the file."""
    items = "".join(
        f'<li class="{finding.severity}"><strong>{finding.severity}</strong> <code>{finding.code}</code> '
        f'{escape(finding.text)} <span class="place">line {finding.line}, column {finding.column}</span></li>'
        for finding in findings
    )
    return f'<ul class="findings">{items}</ul>' if items else ""


def _tell_notes(row: SheetRow, sheet: Sheet) -> str:
    """Where it stands, the author's note, and what translators wrote."""
    where = f"line {row.line}" if row.line else "not in the file"
    notes = [f"Author: {row.segment.note}"] if row.segment.note else []
    notes += [f"Translator: {comment}" for comment in row.comments if comment]
    told = "".join(f"<p>{escape(note)}</p>" for note in notes)
    place = f'<span class="place"><code>{escape(row.segment.msgctxt)}</code>, {where}</span>'
    if not told:
        return f"<p>{place}</p>" if sheet.file else ""
    return f"<details><summary>{place}, {len(notes)} note{'s' * (len(notes) > 1)}</summary>{told}</details>"


def render_alarm(excerpts: Iterable[Excerpt], title: str, after: str) -> str:
    """What is broken: where and why, with the line itself."""
    told = "".join(
        f"<p><code>{escape(each.finding.place)}:{each.finding.line}:{each.finding.column}</code> "
        f"{escape(each.finding.text)}</p>" + _show_line(each)
        for each in excerpts
    )
    return f'<div class="alarm" role="alert"><p><strong>{title}</strong></p>{told}<p>{after}</p></div>' if told else ""


def _show_line(excerpt: Excerpt) -> str:
    if not excerpt.before and not excerpt.after:
        return ""
    shown = f"{escape(excerpt.before)}<mark>{escape(excerpt.after[:1]) or '&#160;'}</mark>{escape(excerpt.after[1:])}"
    return f'<pre dir="ltr" tabindex="0">{shown}</pre>'
