"""The preview's pages, by path.

/                            the board
/TAG                         a language: its sections, and what is wrong with its files
/TAG/TOPIC/SECTION           a section beside its English
/TAG/interface               our own words to patients, likewise
/sign/…                      where reviewers sign: see `api.preview.signing_desk`
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Final

from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import name_language
from api.sheets.board import draw_board
from api.sheets.board_page import render_board, sheet_path
from api.sheets.layout import render_own_name, render_page, render_state
from api.sheets.sheet import draw_sheets
from api.sheets.sheet_page import render_alarm, render_findings, render_sheet

if TYPE_CHECKING:
    from api.model.catalog import Translation
    from api.preview.desk import View
    from api.sheets.sheet import Sheet

_SIGN: Final = '<p><a href="/sign/en">For reviewers: what is signed, and where to sign</a></p>'
_GOOD: Final = "Below is what the file held before it broke. Patients get English meanwhile."
_SALVAGED: Final = "Below is what could be read of the file. Patients get English meanwhile."


def render_preview(view: View, path: str) -> str | None:
    """The page at the path; None where there is none."""
    alarm = render_alarm(
        view.unreadable,
        "content/ cannot be read, so everything below is as it was before",
        "Mend it, and this page follows.",
    )
    if path == "/":
        rows = draw_board(view.vetted, view.vetted.locales[1:])
        body = f"<h1>Translations</h1>{alarm}{_alarm_locales(view)}{render_board(rows)}{_SIGN}"
        return render_page("Translations", body, version=view.version)
    tag, _, rest = path.removeprefix("/").partition("/")
    pair = view.find(LocaleTag(tag))
    if pair is None:
        return None
    translation, good = pair
    sheets = draw_sheets(view.vetted, translation.locale, good)
    if not rest:
        return _render_locale(view, translation, sheets, alarm)
    sheet = next((each for each in sheets if each.reference == rest), None)
    return _render_sheet_page(view, sheets, sheet, alarm) if sheet else None


def _alarm_locales(view: View) -> str:
    return render_alarm(
        view.broken, "These files are broken, so their words are shown to nobody", "Mend them, and this page follows."
    )


def _render_locale(view: View, translation: Translation, sheets: tuple[Sheet, ...], alarm: str) -> str:
    tag = translation.locale
    lines = "".join(
        f'<tr><th scope="row"><a href="{_path_of(sheet)}">{escape(sheet.section)}</a></th>'
        f'<td>{render_state(sheet.state)}</td><td class="number">{sheet.progress.new:,}</td>'
        f'<td class="number">{sheet.progress.changed:,}</td><td class="number">{sheet.progress.words:,}</td>'
        f"<td>{_count_findings(sheet)}</td></tr>"
        for sheet in sheets
    )
    table = (
        '<div class="wide" tabindex="0" role="region" aria-label="Sections"><table class="table"><thead><tr>'
        '<th scope="col">section</th><th scope="col">state</th><th scope="col" class="number">new</th>'
        '<th scope="col" class="number">changed</th><th scope="col" class="number">words</th>'
        f'<th scope="col">findings</th></tr></thead><tbody id="sections">{lines}</tbody></table></div>'
    )
    broken = [each for each in view.broken if each.finding.locale == tag]
    body = (
        f"{_render_path(tag)}<h1>{escape(name_language(tag))} ({render_own_name(tag)})</h1>{alarm}"
        f"{render_alarm(broken, 'A file is broken', 'Mend it, and this page follows. Patients get English meanwhile.')}{render_findings(translation.findings)}{table}"
    )
    return render_page(f"{name_language(tag)}: translations", body, version=view.version)


def _count_findings(sheet: Sheet) -> str:
    counts = Counter(finding.severity for row in sheet.rows for finding in row.findings)
    told = [f"{counts[each]} {each}{'s' * (counts[each] > 1)}" for each in ("error", "warning", "info") if counts[each]]
    return ", ".join(told)


def _render_sheet_page(view: View, sheets: tuple[Sheet, ...], sheet: Sheet, alarm: str) -> str:
    language = name_language(sheet.locale)
    broken = [each for each in view.broken if each.finding in sheet.broken]
    place = sheets.index(sheet)
    beside = [
        f'<a href="{_path_of(other)}" rel="{rel}">{word}: {escape(other.section)}</a>'
        for other, rel, word in (
            (sheets[place - 1] if place else None, "prev", "Before"),
            (sheets[place + 1] if place + 1 < len(sheets) else None, "next", "Next"),
        )
        if other is not None
    ]
    title = "Our own words to patients" if sheet.topic == DOMAIN else sheet.section
    file = f'<p class="quiet"><code>{escape(sheet.file)}</code></p>' if sheet.file else ""
    body = (
        f"{_render_path(sheet.locale)}<h1>{escape(title)}, {escape(language)}</h1>{file}{alarm}"
        f"{render_alarm(broken, 'The file is broken', _SALVAGED if sheet.salvaged else _GOOD)}{render_sheet(sheet, 2)}"
        f'<p><a href="/sign{_path_of(sheet)}">For reviewers: sign these words</a></p>'
        f'<nav class="path" aria-label="Sections">{"".join(beside)}</nav>'
    )
    return render_page(f"{title}, {language}", body, version=view.version)


def _render_path(tag: LocaleTag) -> str:
    return (
        '<nav class="path" aria-label="Where you are"><a href="/">Board</a>'
        f'<a href="/{tag}">{escape(name_language(tag))}</a></nav>'
    )


def _path_of(sheet: Sheet) -> str:
    return sheet_path(sheet.locale, sheet.topic, sheet.section)
