"""Laws of sync, tried on generated sources and catalogs: it settles at once, loses nothing, and moves nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.catalogs.document import PoDocument, PoEntry
from api.catalogs.examine import examine_attic, examine_catalog
from api.catalogs.writer import render_document
from api.model.content import Segment
from api.model.identifiers import BlockId, LocaleTag
from api.translators.merge import Merged, join_attics, make_template, merge_catalog

pytestmark = pytest.mark.property

ES = LocaleTag("es")
TOPIC = "spine"
HEADER = PoEntry(
    msgctxt=None, msgid="", msgstr="Language: es\nContent-Type: text/plain; charset=UTF-8\nX-Generator: Poedit 3.5\n"
)

# Few contexts and few English texts: so that blocks leave, return, change, and say the same as another.
CONTEXTS = st.sampled_from([f"{section}/{block}" for section in ("risks", "recovery") for block in "abc"])
ENGLISH = st.sampled_from(["Rest for 3 days.", "Rest for 5 days.", "Call us.", 'A "quoted" \\ word.'])
WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: "#-#-#" not in text  # msgcat's conflict marker, which is refused wherever it stands
)
# Comments as the lexer gives them back: no space at either end.
COMMENTS = st.lists(WORDS.map(lambda text: text.strip("~,:.|=! \u00a0") + "x").map(str.strip), max_size=2).map(tuple)
FLAGS = st.lists(st.sampled_from(["fuzzy", "no-wrap", "review-later"]), unique=True, max_size=2).map(tuple)


def make_segment(msgctxt: str, msgid: str) -> Segment:
    """A paragraph of the source."""
    section, block = msgctxt.split("/")
    return Segment(
        id=BlockId(block),
        kind="paragraph",
        depth=0,
        list_kind=None,
        msgctxt=msgctxt,
        msgid=msgid,
        reference=f"content/{TOPIC}/{section}.md#{block}",
    )


SOURCES = st.dictionaries(CONTEXTS, ENGLISH, max_size=5).map(
    lambda texts: tuple(make_segment(msgctxt, msgid) for msgctxt, msgid in texts.items())
)
ENTRIES = st.builds(
    PoEntry,
    msgctxt=CONTEXTS,
    msgid=ENGLISH,
    msgstr=st.one_of(st.just(""), WORDS),
    flags=FLAGS,
    comments=COMMENTS,
    previous=st.one_of(st.just(()), ENGLISH.map(lambda text: (("msgid", text),))),
)


def make_catalog(entries: Iterable[PoEntry], obsolete: Iterable[PoEntry] = ()) -> PoDocument:
    """A catalog of the entries, each msgctxt once."""
    return PoDocument(
        entries=(HEADER, *{entry.msgctxt: entry for entry in entries}.values()),
        obsolete=tuple({entry.msgctxt: entry for entry in obsolete}.values()),
    )


CATALOGS = st.builds(make_catalog, st.lists(ENTRIES, max_size=6), st.lists(ENTRIES, max_size=2))


def sync(source: tuple[Segment, ...], catalog: PoDocument | None, attic: PoDocument | None) -> Merged:
    """One sync through the files: what is written is read again."""
    merged = merge_catalog(source, catalog, attic, TOPIC, ES)
    read, faults = examine_catalog(render_document(merged.catalog).encode(), "es.po", ES)
    assert faults == ()
    stored, faults = examine_attic(render_document(merged.attic).encode(), "attic.po", ES)
    assert faults == ()
    return Merged(catalog=read, attic=stored, tally=merged.tally)


def texts_of(*documents: PoDocument | None) -> set[tuple[str, str]]:
    """Every translator's word and comment, with the block that it is of."""
    found = set()
    for document in documents:
        for entry in (*document.entries, *document.obsolete) if document else ():
            if entry.msgid or entry.msgctxt:
                found |= {(str(entry.msgctxt), text) for text in (entry.msgstr, *entry.comments) if text}
    return found


def find_lost(before: set[tuple[str, str]], after: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What of `before` is not in `after`. Where the attic has two words of a block, a comment of one tells the other."""
    return {
        (msgctxt, text)
        for msgctxt, text in before - after
        if not any(msgctxt == other and repr(text)[1:-1] in comment for other, comment in after)
    }


@given(SOURCES, CATALOGS, SOURCES)
@settings(max_examples=100, deadline=None)
def test_a_second_sync_changes_nothing(
    source: tuple[Segment, ...], catalog: PoDocument, other: tuple[Segment, ...]
) -> None:
    """After a sync, and after one for another source and back, the next writes the same bytes."""
    once = sync(source, catalog, None)
    away = sync(other, once.catalog, once.attic)
    for here, done in ((source, once), (other, away)):
        again = sync(here, done.catalog, done.attic)
        assert render_document(again.catalog) == render_document(done.catalog)
        assert render_document(again.attic) == render_document(done.attic)


@given(SOURCES, CATALOGS, SOURCES)
@settings(max_examples=100, deadline=None)
def test_no_translators_word_is_lost(
    source: tuple[Segment, ...], catalog: PoDocument, other: tuple[Segment, ...]
) -> None:
    """Whatever the source does, each word and comment stays with its block, in the catalog or in the attic."""
    before = texts_of(catalog)
    once = sync(source, catalog, None)
    away = sync(other, once.catalog, once.attic)
    back = sync(source, away.catalog, away.attic)
    for merged in (once, away, back):
        assert find_lost(before, texts_of(merged.catalog, merged.attic)) == set()


@given(SOURCES, CATALOGS, SOURCES)
@settings(max_examples=100, deadline=None)
def test_a_translation_never_moves_to_another_block(
    source: tuple[Segment, ...], catalog: PoDocument, other: tuple[Segment, ...]
) -> None:
    """Words that a block has after a sync, it had before, in the catalog or the attic."""
    before = texts_of(catalog)
    once = sync(source, catalog, None)
    away = sync(other, once.catalog, once.attic)
    for merged in (once, away):
        words = {
            (str(entry.msgctxt), entry.msgstr) for entry in merged.catalog.entries if entry.msgctxt and entry.msgstr
        }
        assert words <= before


@given(SOURCES, CATALOGS)
@settings(max_examples=100, deadline=None)
def test_words_count_only_for_the_english_that_they_were_made_for(
    source: tuple[Segment, ...], catalog: PoDocument
) -> None:
    """A message that is not fuzzy after a sync had these words for this English before, and was not fuzzy then."""
    sure = {
        (entry.msgctxt, entry.msgid, entry.msgstr) for entry in catalog.entries if entry.msgctxt and not entry.fuzzy
    }
    merged = sync(source, catalog, None)
    assert {
        (entry.msgctxt, entry.msgid, entry.msgstr)
        for entry in merged.catalog.entries
        if entry.msgctxt and entry.msgstr and not entry.fuzzy
    } <= sure


@given(SOURCES, CATALOGS)
@settings(max_examples=100, deadline=None)
def test_a_catalog_asks_for_what_its_template_asks_for(source: tuple[Segment, ...], catalog: PoDocument) -> None:
    """After a sync, the messages and their order are the template's; header lines that we do not know are kept."""
    merged = sync(source, catalog, None)
    asked = [(entry.msgctxt, entry.msgid) for entry in make_template(source).entries[1:]]
    assert asked == [(entry.msgctxt, entry.msgid) for entry in merged.catalog.entries[1:]]
    assert "X-Generator: Poedit 3.5\n" in merged.catalog.entries[0].msgstr


@given(SOURCES, CATALOGS, SOURCES)
@settings(max_examples=100, deadline=None)
def test_the_attic_that_is_written_first_holds_both(
    source: tuple[Segment, ...], catalog: PoDocument, other: tuple[Segment, ...]
) -> None:
    """A crash between two files loses nothing: the first attic has what it had and what it will have."""
    once = sync(source, catalog, None)
    merged = merge_catalog(other, once.catalog, once.attic, TOPIC, ES)
    joined = join_attics(once.attic, merged.attic)
    assert find_lost(texts_of(once.attic) | texts_of(merged.attic), texts_of(joined)) == set()
