"""The preview's pages, by path.

/                            the board
/TAG                         a language: its sections, and what is wrong with its files
/TAG/TOPIC/SECTION           a section beside its English
/TAG/interface               our own words to patients, likewise
/sign/…                      where reviewers sign: see `api.preview.signing_form`
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from markupsafe import Markup

from api.model.catalog import Translation
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import name_language
from api.preview.signing_form import PREFIX, render_signing
from api.preview.watcher import View
from api.representations.elements import Child, element
from api.sheets.board import draw_board, render_board, sheet_path
from api.sheets.layout import render_counts, render_own_name, render_path, render_staff_page, render_state, render_table
from api.sheets.sheet import Sheet, draw_sheets
from api.sheets.sheet_page import render_alarm, render_findings, render_sheet
from api.vetting.edition import vet_project

_GOOD: Final = "Below is what the file held before it broke. Patients get English meanwhile."
_SALVAGED: Final = "Below is what could be read of the file. Patients get English meanwhile."


def render_preview(view: View, path: str, now: datetime) -> Markup | None:
    """Render the page at the path; None where there is none."""
    if path.startswith(PREFIX):
        return render_signing(view.project, path, now)
    alarm = render_alarm(
        view.unreadable,
        "content/ cannot be read, so everything below is as it was before",
        "Mend it, and this page follows.",
    )
    if path == "/":
        rows = draw_board(view.vetted, view.vetted.locales[1:])
        return render_staff_page(
            "Translations",
            element("h1", "Translations"),
            alarm,
            _alarm_locales(view),
            render_board(rows),
            element("p", element("a", "For reviewers: what is signed, and where to sign", href="/sign/en")),
            version=view.version,
        )
    tag, _, rest = path.removeprefix("/").partition("/")
    pair = view.find(LocaleTag(tag))
    if pair is None:
        return None
    translation, good = pair
    # Of the locale alone: a translator waits for it after each save.
    sheets = draw_sheets(vet_project(view.project, [translation.locale]), translation.locale, good)
    if not rest:
        return _render_locale(view, translation, sheets, alarm)
    sheet = next((each for each in sheets if each.reference == rest), None)
    return _render_sheet_page(view, sheets, sheet, alarm) if sheet else None


def _alarm_locales(view: View) -> Markup | None:
    return render_alarm(
        view.broken, "These files are broken, so their words are shown to nobody", "Mend them, and this page follows."
    )


def _render_locale(view: View, translation: Translation, sheets: tuple[Sheet, ...], alarm: Child) -> Markup:
    tag = translation.locale
    rows = (
        element(
            "tr",
            element("th", element("a", sheet.section, href=_path_of(sheet)), scope="row"),
            element("td", render_state(sheet.state)),
            render_counts(sheet.progress.new, sheet.progress.changed, sheet.progress.words),
            element("td", _count_findings(sheet)),
        )
        for sheet in sheets
    )
    heads = ("section", "state", "new", "changed", "words", "findings")
    broken = [each for each in view.broken if each.finding.locale == tag]
    return render_staff_page(
        f"{name_language(tag)}: translations",
        _render_way(tag),
        element("h1", f"{name_language(tag)} (", render_own_name(tag), ")"),
        alarm,
        render_alarm(broken, "A file is broken", "Mend it, and this page follows. Patients get English meanwhile."),
        render_findings(translation.findings),
        render_table("Sections", heads, rows, numbers=("new", "changed", "words")),
        version=view.version,
    )


def _count_findings(sheet: Sheet) -> str:
    counts = Counter(finding.severity for row in sheet.rows for finding in row.findings)
    told = [f"{counts[each]} {each}{'s' * (counts[each] > 1)}" for each in ("error", "warning", "info") if counts[each]]
    return ", ".join(told)


def _render_sheet_page(view: View, sheets: tuple[Sheet, ...], sheet: Sheet, alarm: Child) -> Markup:
    title = "Our own words to patients" if sheet.topic == DOMAIN else sheet.section
    heading = f"{title}, {name_language(sheet.locale)}"
    broken = [each for each in view.broken if each.finding in sheet.broken]
    place = sheets.index(sheet)
    before, after = sheets[max(place - 1, 0) : place], sheets[place + 1 : place + 2]
    beside = (
        element("a", f"{word}: {other.section}", href=_path_of(other), rel=rel)
        for others, rel, word in ((before, "prev", "Before"), (after, "next", "Next"))
        for other in others
    )
    return render_staff_page(
        heading,
        _render_way(sheet.locale),
        element("h1", heading),
        element("p", element("code", sheet.file), class_="quiet") if sheet.file else None,
        alarm,
        render_alarm(broken, "The file is broken", _SALVAGED if sheet.salvaged else _GOOD),
        render_sheet(sheet, 2),
        element("p", element("a", "For reviewers: sign these words", href=f"/sign{_path_of(sheet)}")),
        element("nav", beside, class_="path", aria_label="Sections"),
        version=view.version,
    )


def _render_way(tag: LocaleTag) -> Markup:
    return render_path(("/", "Board"), (f"/{tag}", name_language(tag)))


def _path_of(sheet: Sheet) -> str:
    return sheet_path(sheet.locale, sheet.topic, sheet.section)
