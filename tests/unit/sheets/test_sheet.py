"""A sheet: what a translator sees of a section."""

from __future__ import annotations

import pytest

from api.model.content import ListKind, Segment, SegmentKind
from api.model.findings import Code
from api.model.identifiers import BlockId, LocaleTag
from api.model.vetting import Policy, State
from api.project.reading import Folders, read_project
from api.sheets.sheet import Sheet, draw_sheets, number_items
from api.vetting.edition import vet_project
from tests.builders import edit


def draw(folders: Folders, reference: str = "vertebroplasty/risks") -> Sheet:
    """The Spanish sheet of a section."""
    project = read_project(folders)
    (sheet,) = (each for each in draw_sheets(vet_project(project), LocaleTag("es")) if each.reference == reference)
    return sheet


def segment(kind: SegmentKind, depth: int = 0, list_kind: ListKind | None = None) -> Segment:
    """A segment of which only its place counts."""
    return Segment(id=BlockId("x"), kind=kind, depth=depth, list_kind=list_kind, msgctxt="a/x", msgid="x")


@pytest.mark.parametrize(
    ("shape", "numbers"),
    [
        ([("heading", 0, None), ("paragraph", 0, None)], [0, 0]),
        ([("item", 1, "bullet"), ("item", 1, "bullet")], [1, 2]),
        ([("item", 1, "ordered"), ("paragraph", 0, None), ("item", 1, "ordered")], [1, 0, 1]),
        ([("item", 1, "bullet"), ("item", 2, "ordered"), ("item", 2, "ordered"), ("item", 1, "bullet"), ("item", 2, "ordered")], [1, 1, 2, 2, 1]),
        ([("item", 1, "bullet"), ("item", 1, "ordered")], [1, 1]),
        ([("item", 1, "bullet"), ("item", 2, "bullet"), ("item", 3, "ordered"), ("item", 2, "bullet")], [1, 1, 1, 2]),
    ],
)  # fmt: skip
def test_items_are_numbered_as_a_browser_numbers_them(
    shape: list[tuple[SegmentKind, int, ListKind | None]], numbers: list[int]
) -> None:
    """Each list from 1; a paragraph, an outer item or another kind of list ends it."""
    assert numbers == list(number_items([segment(*each) for each in shape]))


def test_every_section_and_our_own_words_have_a_sheet(folders: Folders) -> None:
    """In the author's order; each row is a block with its words and its line."""
    project = read_project(folders)
    sheets = draw_sheets(vet_project(project), LocaleTag("es"))

    assert [sheet.section for sheet in sheets] == [*(section.id for section in project.topics[0].sections), "interface"]
    assert sum(len(sheet.rows) for sheet in sheets) == 47 + 37
    assert {(sheet.state, sheet.broken) for sheet in sheets} == {(State.DRAFT, ())}
    lines = (folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po").read_text().splitlines()
    for sheet in sheets[:-1]:
        assert all(lines[row.line - 1] == f'msgstr "{row.text}"' for row in sheet.rows)


def test_a_sheet_says_what_patients_get(folders: Folders) -> None:
    """Nothing where only signed text is served and the English is not; these words, with their notices, with drafts."""
    sheet = draw(folders)
    assert sheet.outcomes == ((Policy.SIGNED, "awaiting-sign-off"), (Policy.DRAFTS, None))
    assert sheet.withheld == (Policy.SIGNED,)
    assert [notice.kind for notice in sheet.notices] == ["draft", "machine", "draft", "machine"]

    edit(folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po", 'msgstr "infección o sangrado"', 'msgstr ""')
    sheet = draw(folders)
    assert (sheet.state, sheet.outcomes[1]) == (State.INCOMPLETE, (Policy.DRAFTS, "incomplete"))
    assert sheet.notices[0].kind == "stand-in"


def test_findings_stand_at_their_block(folders: Folders) -> None:
    """And at no other."""
    catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    edit(catalog, 'msgstr "infección o sangrado"', 'msgstr "infección o <b>sangrado</b>"')
    sheet = draw(folders)

    assert sheet.state is State.FAILED_CHECK
    found = {str(row.segment.id): [finding.code for finding in row.findings] for row in sheet.rows if row.findings}
    assert list(found) == ["infection"]
    assert Code.HTML in found["infection"]


def test_an_outdated_block_has_its_words_and_the_english_that_they_were_for(folders: Folders) -> None:
    """Before sync and after; the words are shown though no patient gets them."""
    edit(folders.content / "vertebroplasty" / "risks.md", "nearby areas (rare)", "areas nearby (rare)")
    (row,) = (row for row in draw(folders).rows if row.gap)

    assert (row.segment.id, row.gap) == ("leak", "outdated")
    assert row.text == "fuga de cemento hacia zonas cercanas (ocurre rara vez)"
    assert row.previous == "cement leaking into nearby areas (rare)"


def test_a_fuzzy_message_without_previous_english_has_none(folders: Folders) -> None:
    """A translator set the mark: nobody knows why."""
    catalog = folders.locales / "es" / "LC_MESSAGES" / "vertebroplasty.po"
    edit(catalog, 'msgctxt "risks/leak"', '#, fuzzy\nmsgctxt "risks/leak"')
    (row,) = (row for row in draw(folders).rows if row.gap)

    assert (row.gap, row.previous) == ("outdated", "")


def test_a_locale_without_catalogs_has_empty_sheets(folders: Folders) -> None:
    """Every block is to be translated, and no file is named."""
    for path in (folders.locales / "es" / "LC_MESSAGES").iterdir():
        path.unlink()
    sheet = draw(folders)

    assert (sheet.state, sheet.file) == (State.MISSING, "")
    assert {(row.text, row.gap, row.line) for row in sheet.rows} == {("", "missing", 0)}
    assert draw(folders, "interface").state is State.MISSING
