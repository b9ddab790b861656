"""`vertebra handoff`: everything that a translator with Poedit and e-mail needs, in one archive.

    vertebra-es/README.txt            what to do
    vertebra-es/vertebroplasty.po     the catalogs, as `sync` would lay them out, marked so that `accept` can take them back
    vertebra-es/interface.po
    vertebra-es/sections.html         each section as patients see it, beside the English; opens by double click
    vertebra-es/glossary.csv          how the language says its terms
    vertebra-es/words.csv             how many words there are to do

Equal files give equal archives: nothing in one tells the time.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from api.catalogs.handoff_marks import mark_document
from api.catalogs.lexer import read_document
from api.catalogs.reader import make_catalog
from api.catalogs.writer import render_document
from api.errors import CatalogError
from api.files.disk import write_bytes
from api.files.folders import folder_of
from api.model.catalog import Glossary, Translation
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.legend import LEGEND
from api.model.locales import direction_of, name_language
from api.representations.elements import element, join_html
from api.sheets.layout import render_counts, render_own_name, render_staff_page, render_state, render_table
from api.sheets.sheet import Sheet, draw_sheets
from api.sheets.sheet_page import render_sheet
from api.translators.sync import list_domains, merge_locale
from api.vetting.edition import vet_project
from api.vetting.project import Project

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can tell."""

_README: Final = """\
For the translator into {language}
{line}

Thank you for giving patients words that they understand.

1. Double-click sections.html. It shows each section as patients see it, beside the English, and what is
   still to do. It needs no internet.
2. Open {first} in Poedit (or any editor of PO files), then {others}. Write your
   texts; change nothing else. In Poedit's preferences, under Advanced: preserve the formatting of existing
   files. Do not use "Update from POT file" or "Pre-translate".
3. Use the words of glossary.csv. If one is wrong, say so in your answer.
4. Say all of it and nothing more: each number, each "often", "may", "rare" and "most people" is part of the
   fact. Keep **two stars** around the words that mean the same as the English words between stars. Keep
   names in braces, such as {{publisher}}, as they are.
5. Where Poedit says "Needs work", the English changed after the text was made. Correct the text, and take
   the mark off.
6. Send the .po files back by e-mail, under any name. The lines that begin with "Handed off:" are how your
   changes are found again: leave them as they are.

To do: {new} words new, {changed} words changed; {unchanged} words need nothing. words.csv counts them by section.

Your texts stay drafts until a second, qualified person has read them and signed. Nothing that you write
can break anything: what does not fit is sent back to you with the line.
"""


class Handoff(Struct, frozen=True):
    """The names in an archive, and its word counts."""

    files: tuple[str, ...]
    new: int
    changed: int
    unchanged: int


def hand_off(translation: Translation, project: Project, locales: Path, out: Path) -> Handoff:
    """Write the locale's archive. The catalogs themselves are not touched.

    Raises:
        CatalogError: a catalog cannot be read; handed off, its faults would come back.
        RefusedError: the archive cannot be written; an older one is then as it was.
    """
    tag = translation.locale
    merged = merge_locale(locales, tag, list_domains(project.topics), project.judgement)
    if merged.findings:
        raise CatalogError(*merged.findings)
    catalogs = {name: render_document(mark_document(made.catalog, tag, name)) for name, _, made in merged.catalogs}
    # The page's line numbers are those of the files that lie beside it.
    handed = tuple(
        (domain, make_catalog(read_document(text, f"{domain}.po")[0], f"{domain}.po", tag))
        for domain, text in catalogs.items()
    )
    sheets = draw_sheets(vet_project(project, [tag]), tag, replace(translation, catalogs=handed))
    new, changed, unchanged = (
        sum(getattr(sheet.progress, name) for sheet in sheets) for name in ("new", "changed", "unchanged")
    )
    names = [f"{domain}.po" for domain in catalogs]
    language = name_language(tag)
    readme = _README.format(
        language=language,
        line="=" * len(f"For the translator into {language}"),
        first=names[0],
        others=" and ".join(names[1:]),
        new=f"{new:,}",
        changed=f"{changed:,}",
        unchanged=f"{unchanged:,}",
    )
    files = {
        # Windows' own editor wants its line ends; Excel knows UTF-8 by a byte order mark alone.
        "README.txt": readme.replace("\n", "\r\n").encode(),
        **{f"{domain}.po": text.encode() for domain, text in catalogs.items()},
        "sections.html": render_handoff(tag, sheets, translation.glossary).encode(),
        "glossary.csv": _write_csv(
            ("English", language, "not", "note"),
            (
                ("; ".join(term.en), "; ".join(term.use), "; ".join(term.avoid), term.note)
                for term in translation.glossary.terms
            ),
        ),
        "words.csv": _write_csv(
            ("section", "state", *_COUNTS),
            ((each.reference, each.state, *(str(getattr(each.progress, name)) for name in _COUNTS)) for each in sheets),
        ),
    }
    write_bytes(out, _pack(f"vertebra-{folder_of(tag)}", files))
    return Handoff(files=tuple(files), new=new, changed=changed, unchanged=unchanged)


def _write_csv(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    # A cell that begins like a formula would be one to a spreadsheet.
    writer.writerows(tuple(f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _pack(folder: str, files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return packed.getvalue()


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
