"""The page of a hand-off: every section as patients see it, beside the English, in one file without script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from api.model.interface import DOMAIN
from api.model.locales import direction_of, name_language
from api.sheets.layout import MEANINGS, render_own_name, render_page, render_state
from api.sheets.sheet_page import render_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.model.glossary import Glossary
    from api.model.identifiers import LocaleTag
    from api.sheets.sheet import Sheet


def render_handoff(tag: LocaleTag, sheets: tuple[Sheet, ...], glossary: Glossary) -> str:
    """The page."""
    language = name_language(tag)
    body = (
        f"<h1>For the translator into {escape(language)} ({render_own_name(tag)})</h1>"
        "<p>This page shows what patients read, with the English beside it, as it was when it was handed off. "
        "Write your texts in the .po files; README.txt says how.</p>"
        f"{_count(sheets)}{_list_terms(tag, glossary)}"
        f"{''.join(map(_render_section, sheets))}"
    )
    return render_page(f"For the translator into {language}", body)


def _count(sheets: tuple[Sheet, ...]) -> str:
    """A table of the words to do, by section."""
    lines = "".join(
        f'<tr><th scope="row"><a href="#{_anchor(sheet)}">{escape(sheet.section)}</a></th>'
        f"<td>{render_state(sheet.state)}</td>{_cells(sheet)}</tr>"
        for sheet in sheets
    )
    totals = [
        sum(getattr(sheet.progress, name) for sheet in sheets) for name in ("new", "changed", "unchanged", "words")
    ]
    total = "".join(f'<td class="number"><strong>{count:,}</strong></td>' for count in totals)
    states = sorted({sheet.state for sheet in sheets})
    legend = "".join(f"<li>{render_state(state)} {MEANINGS[state]}</li>" for state in states)
    return (
        '<h2>Words to do</h2><div class="wide" tabindex="0" role="region" aria-label="Words to do"><table class="table"><thead>'
        '<tr><th scope="col">section</th><th scope="col">state</th><th scope="col" class="number">new</th>'
        '<th scope="col" class="number">changed</th><th scope="col" class="number">unchanged</th>'
        f'<th scope="col" class="number">words</th></tr></thead><tbody>{lines}<tr><th scope="row">all</th><td></td>{total}</tr>'
        f'</tbody></table></div><ul class="legend">{legend}</ul><p class="quiet">Words are those of the English.</p>'
    )


def _cells(sheet: Sheet) -> str:
    progress = sheet.progress
    counts = (progress.new, progress.changed, progress.unchanged, progress.words)
    return "".join(f'<td class="number">{count:,}</td>' for count in counts)


def _list_terms(tag: LocaleTag, glossary: Glossary) -> str:
    if not glossary.terms:
        return ""

    def cell(words: Iterable[str]) -> str:
        told = "; ".join(map(escape, words))
        return f'<td lang="{tag}" dir="{direction_of(tag)}">{told}</td>'

    lines = "".join(
        f'<tr><th scope="row" lang="en">{escape("; ".join(term.en))}</th>{cell(term.use)}{cell(term.avoid)}'
        f"<td>{escape(term.note)}</td></tr>"
        for term in glossary.terms
    )
    return (
        '<h2>Glossary</h2><div class="wide" tabindex="0" role="region" aria-label="Glossary"><table class="table"><thead><tr>'
        '<th scope="col">English</th><th scope="col">say</th><th scope="col">do not say</th><th scope="col">note</th>'
        f"</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _render_section(sheet: Sheet) -> str:
    title = "Our own words to patients" if sheet.topic == DOMAIN else sheet.section
    return f'<section id="{_anchor(sheet)}"><h2>{escape(title)}</h2>{render_sheet(sheet, 3)}</section>'


def _anchor(sheet: Sheet) -> str:
    return f"section-{sheet.reference.replace('/', '-')}"
