"""The page of a hand-off: every section as patients see it, beside the English, in one file without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.model.interface import DOMAIN
from api.model.legend import LEGEND
from api.model.locales import direction_of, name_language
from api.representations.elements import element, join_html
from api.sheets.layout import render_counts, render_own_name, render_staff_page, render_state, render_table
from api.sheets.sheet_page import render_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from api.model.catalog import Glossary
    from api.model.identifiers import LocaleTag
    from api.sheets.sheet import Sheet

_COUNTS: Final = ("new", "changed", "unchanged", "words")


def render_handoff(tag: LocaleTag, sheets: tuple[Sheet, ...], glossary: Glossary) -> Markup:
    """Render the page."""
    language = name_language(tag)
    return render_staff_page(
        f"For the translator into {language}",
        element("h1", f"For the translator into {language} (", render_own_name(tag), ")"),
        element(
            "p",
            "This page shows what patients read, with the English beside it, as it was when it was handed off. "
            "Write your texts in the .po files; README.txt says how.",
        ),
        _render_counts(sheets),
        _render_terms(tag, glossary),
        map(_render_section, sheets),
    )


def _render_counts(sheets: tuple[Sheet, ...]) -> Markup:
    """Render a table of the words to do, by section."""
    rows = [
        element(
            "tr",
            element("th", element("a", sheet.section, href=f"#{_anchor(sheet)}"), scope="row"),
            element("td", render_state(sheet.state)),
            render_counts(*(getattr(sheet.progress, name) for name in _COUNTS)),
        )
        for sheet in sheets
    ]
    totals = (f"{sum(getattr(sheet.progress, name) for sheet in sheets):,}" for name in _COUNTS)
    cells = (element("td", element("strong", total), class_="number") for total in totals)
    rows.append(element("tr", element("th", "all", scope="row"), element("td"), cells))
    states = sorted({sheet.state for sheet in sheets})
    legend = (element("li", render_state(state), f" {LEGEND[state].meaning}") for state in states)
    return join_html(
        element("h2", "Words to do"),
        render_table("Words to do", ("section", "state", *_COUNTS), rows, numbers=_COUNTS),
        element("ul", legend, class_="legend"),
        element("p", "Words are those of the English.", class_="quiet"),
    )


def _render_terms(tag: LocaleTag, glossary: Glossary) -> Markup | None:
    if not glossary.terms:
        return None

    def render_cell(words: Iterable[str]) -> Markup:
        return element("td", "; ".join(words), lang=tag, dir=direction_of(tag))

    rows = (
        element(
            "tr",
            element("th", "; ".join(term.en), scope="row", lang="en"),
            render_cell(term.use),
            render_cell(term.avoid),
            element("td", term.note),
        )
        for term in glossary.terms
    )
    heads = ("English", "say", "do not say", "note")
    return join_html(element("h2", "Glossary"), render_table("Glossary", heads, rows))


def _render_section(sheet: Sheet) -> Markup:
    title = "Our own words to patients" if sheet.topic == DOMAIN else sheet.section
    return element("section", element("h2", title), render_sheet(sheet, 3), id=_anchor(sheet))


def _anchor(sheet: Sheet) -> str:
    return f"section-{sheet.reference.replace('/', '-')}"
