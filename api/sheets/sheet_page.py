"""A sheet as HTML: each block as a patient sees it, beside its English, with findings and notes below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from api.errors import MarkupError
from api.model.findings import Finding
from api.model.identifiers import LocaleTag
from api.model.legend import LEGEND
from api.model.locales import SOURCE, direction_of
from api.model.vetting import State
from api.representations.bidi import mark_latin
from api.representations.elements import element, join_html
from api.representations.html import render_line, render_plain, render_runs
from api.sheets.layout import describe_progress, render_own_name, render_state
from api.sheets.sheet import Sheet, SheetRow, diff_words
from api.source.inline import parse_inline


class Excerpt(Struct, frozen=True):
    """A finding and the line that it is about."""

    finding: Finding
    before: str
    """The line up to the finding's column."""

    after: str
    """The line from there on."""


_HINTS: Final = {"missing": "Not in the catalog yet: run vertebra sync", "incomplete": "Not translated yet"}


def render_sheet(sheet: Sheet, level: int) -> Markup:
    """Render a sheet: its state, what patients get of it, and its blocks; its heading is of that level."""
    notices = [render_line("p", notice, class_="notice") for notice in sheet.notices]
    return join_html(
        element("p", render_state(sheet.state), f" {describe_progress(sheet.progress)}"),
        (element("p", line, class_="quiet") for line in _describe_outcomes(sheet)),
        (element("p", "Patients read above it:", class_="quiet"), notices) if notices else None,
        element(
            "div", render_heads(sheet.locale), (_render_row(row, sheet, level) for row in sheet.rows), class_="sheet"
        ),
    )


def _describe_outcomes(sheet: Sheet) -> Iterator[str]:
    for policy, reason in sheet.outcomes:
        where = "Where drafts are served" if policy.drafts else "Where only signed text is served"
        if policy in sheet.withheld:
            gets = "patients get nothing of this section, for nobody vouches for the English"
            if State.WITHDRAWN is sheet.state:
                gets = "patients get nothing of this section, for it was withdrawn"
        elif reason:
            gets = f"patients get the English instead, and are told so: {LEGEND[sheet.state].meaning}"
        else:
            gets = "patients get these words"
        yield f"{where}, {gets}."


def _render_row(row: SheetRow, sheet: Sheet, level: int) -> Markup:
    hint = _HINTS.get(row.gap or "", "")
    own = render_segment(row, row.text, sheet.locale, level) if row.text else element("p", hint, class_="absent")
    return element(
        "div",
        render_column(SOURCE, render_segment(row, row.segment.msgid, SOURCE, level), "english"),
        render_column(sheet.locale, own, "hint" if row.gap else None),
        element("div", _render_change(row), render_findings(row.findings), _render_notes(row, sheet), class_="told"),
        class_="row",
        id=row.segment.msgctxt,
        data_gap=row.gap,
    )


def render_heads(tag: LocaleTag) -> Markup:
    """Render the heads of the two columns."""
    return join_html(
        element("div", "English", class_="head"),
        element("div", render_own_name(tag), class_="head", dir=direction_of(tag)),
    )


def render_column(tag: LocaleTag, html: Markup, kind: str | None = None) -> Markup:
    """Render a block in one of the two columns."""
    return element("div", html, class_=f"text {kind}" if kind else "text", lang=tag, dir=direction_of(tag))


def render_segment(row: SheetRow, text: str, tag: LocaleTag, level: int) -> Markup:
    """Render a block as a patient's page has it."""
    segment, direction = row.segment, direction_of(tag)
    try:
        html = render_runs(mark_latin(parse_inline(text), direction))
    except MarkupError:
        # What is wrong with it stands below, in a finding.
        html = render_plain(text, direction)
    if segment.kind == "heading":
        return element(f"h{level}", html)
    if segment.kind != "item":
        return element("p", html)
    ordered = segment.list_kind == "ordered"
    items = element("ol" if ordered else "ul", element("li", html), start=row.number if ordered else None)
    return element("div", items, class_=f"level-{min(segment.depth, 3)}")


def _render_change(row: SheetRow) -> Markup | None:
    """Render what changed in the English since the text was made."""
    if row.gap != "outdated":
        return None
    if not row.previous:
        fuzzy = "Marked fuzzy: correct the text and take the mark off, or run vertebra confirm."
        return element("p", fuzzy, class_="diff")
    change = render_diff(row.previous, row.segment.msgid, SOURCE)
    return element("p", "The English changed: ", change, class_="diff")


def render_diff(before: str, after: str, tag: LocaleTag) -> Markup:
    """Render two texts as one, with what went and what came."""
    marks = {"gone": "del", "new": "ins"}
    pieces = (element(marks[kind], text) if kind in marks else text for kind, text in diff_words(before, after))
    return element("span", pieces, lang=tag, dir=direction_of(tag))


def render_findings(findings: Iterable[Finding]) -> Markup | None:
    """Render findings: how grave, what, and where in the file."""
    items = [
        element(
            "li",
            element("strong", finding.severity),
            " ",
            element("code", finding.code),
            f" {finding.text} ",
            element("span", f"line {finding.line}, column {finding.column}", class_="place"),
            class_=finding.severity,
        )
        for finding in findings
    ]
    return element("ul", items, class_="findings") if items else None


def _render_notes(row: SheetRow, sheet: Sheet) -> Markup | None:
    """Render where a text stands in the file, the author's note, and the translators' comments."""
    where = f", line {row.line}" if row.line else ", not in the file"
    notes = [f"Author: {row.segment.note}"] if row.segment.note else []
    notes += [f"Translator: {comment}" for comment in row.comments if comment]
    place = element("span", element("code", row.segment.msgctxt), where, class_="place")
    if not notes:
        return element("p", place) if sheet.file else None
    summary = element("summary", place, f", {len(notes)} note{'s' * (len(notes) > 1)}")
    return element("details", summary, (element("p", note) for note in notes))


def render_alarm(excerpts: Iterable[Excerpt], title: str, after: str) -> Markup | None:
    """Render what is broken: where and why, with the line itself."""
    lines = [(_render_place(each.finding), _render_excerpt(each)) for each in excerpts]
    if not lines:
        return None
    return element(
        "div", element("p", element("strong", title)), lines, element("p", after), class_="alarm", role="alert"
    )


def _render_place(finding: Finding) -> Markup:
    place = f"{finding.place}:{finding.line}:{finding.column}"
    return element("p", element("code", place), f" {finding.text}")


def _render_excerpt(excerpt: Excerpt) -> Markup | None:
    if not excerpt.before and not excerpt.after:
        return None
    # At the end of a line there is nothing to mark but a space.
    mark = element("mark", excerpt.after[:1] or "\N{NO-BREAK SPACE}")
    return element("pre", excerpt.before, mark, excerpt.after[1:], dir="ltr", tabindex=0)
