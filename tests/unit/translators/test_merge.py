"""What sync makes of a catalog: every rule of `api.translators.merge`, shown on one message."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from api.catalogs.document import PoDocument, PoEntry
from api.model.content import Segment
from api.model.identifiers import BlockId, LocaleTag
from api.source.segments import INTERFACE_SECTION
from api.translators.merge import Merged, Tally, is_behind, join_attics, make_template, merge_catalog, render_kind

ES = LocaleTag("es")
LEAK = Segment(
    id=BlockId("leak"),
    kind="item",
    depth=1,
    list_kind="bullet",
    msgctxt="risks/leak",
    msgid="cement leaking (rare)",
    note="Keep the hedge: rare.",
    reference="content/spine/risks.md#leak",
)
NERVE = replace(
    LEAK,
    id=BlockId("nerve"),
    msgctxt="risks/nerve",
    msgid="an injured nerve",
    note="",
    reference="content/spine/risks.md#nerve",
)
HEADER = PoEntry(msgctxt=None, msgid="", msgstr="Language: es\nContent-Type: text/plain; charset=UTF-8\n")
DONE = PoEntry(msgctxt="risks/leak", msgid=LEAK.msgid, msgstr="fuga de cemento (poco frecuente)")
OLD = replace(DONE, msgid="cement leaking")


def merge(
    *entries: PoEntry,
    source: tuple[Segment, ...] = (LEAK,),
    attic: PoDocument | None = None,
    obsolete: tuple[PoEntry, ...] = (),
) -> Merged:
    """The Spanish catalog of these entries, merged."""
    return merge_catalog(source, PoDocument(entries=(HEADER, *entries), obsolete=obsolete), attic, "spine", ES)


def only(merged: Merged) -> PoEntry:
    """The one message of a catalog."""
    (_, entry) = merged.catalog.entries
    return entry


def test_a_new_message_is_asked_for_without_words() -> None:
    """Its kind, note and place are told; nothing is filled in."""
    expected = PoEntry(
        msgctxt="risks/leak",
        msgid=LEAK.msgid,
        msgstr="",
        extracted=("list item", "Note: Keep the hedge: rare."),
        references=((0, "content/spine/risks.md#leak"),),
    )
    assert (expected, Tally(new=1, total=1)) == (only(merge()), merge().tally)


def test_a_current_translation_is_kept() -> None:
    """Words, comments and unknown flags stay; what the source says is written afresh."""
    entry = replace(
        DONE, comments=("Mine.",), flags=("review-later", "no-wrap"), extracted=("old",), references=((3, "old.md"),)
    )
    merged = only(merge(entry))
    assert (DONE.msgstr, ("Mine.",), ("no-wrap", "review-later")) == (merged.msgstr, merged.comments, merged.flags)
    assert merged.extracted == ("list item", "Note: Keep the hedge: rare.")
    assert merged.references == ((0, "content/spine/risks.md#leak"),)


def test_a_changed_english_makes_the_old_words_a_hint() -> None:
    """The message has today's English, is fuzzy, and says what English the words were made for."""
    merged = merge(OLD)
    assert only(merged).flags == ("fuzzy",)
    assert (LEAK.msgid, OLD.msgstr, "cement leaking") == (
        only(merged).msgid,
        only(merged).msgstr,
        only(merged).previous_msgid,
    )
    assert Tally(changed=1, total=1) == merged.tally


def test_a_second_change_keeps_the_english_that_the_words_were_made_for() -> None:
    """The hint translates the first English, whatever came in between."""
    between = replace(OLD, msgid="cement that leaks", flags=("fuzzy",), previous=(("msgid", "cement leaking"),))
    assert only(merge(between)).previous_msgid == "cement leaking"


def test_fuzzy_is_not_taken_off_where_the_english_is_again_what_it_was() -> None:
    """Nobody can tell whether the words were changed meanwhile: a person looks."""
    back = replace(DONE, flags=("fuzzy",), previous=(("msgid", LEAK.msgid),))
    assert only(merge(back)).fuzzy


def test_a_translators_own_fuzzy_is_kept() -> None:
    """A message that a translator doubts stays doubted."""
    assert only(merge(replace(DONE, flags=("fuzzy",)))).flags == ("fuzzy",)


def test_the_previous_english_of_a_sure_message_goes() -> None:
    """A translator who took the mark off in an editor that leaves `#|` behind has read it."""
    assert only(merge(replace(DONE, previous=(("msgid", "old"),)))).previous == ()


def test_an_empty_message_is_never_fuzzy() -> None:
    """There are no words to keep as a hint."""
    merged = only(merge(replace(OLD, msgstr="", flags=("fuzzy",))))
    assert (LEAK.msgid, (), ()) == (merged.msgid, merged.flags, merged.previous)


def test_equal_english_elsewhere_gives_no_words() -> None:
    """A translation belongs to its block: another block of the very same English is asked for on its own."""
    twin = replace(NERVE, msgid=LEAK.msgid)
    _, leak, nerve = merge(DONE, source=(LEAK, twin)).catalog.entries
    assert (DONE.msgstr, "") == (leak.msgstr, nerve.msgstr)


def test_moved_blocks_keep_their_words() -> None:
    """The order is the source's; the words go with their blocks."""
    nerve = PoEntry(msgctxt="risks/nerve", msgid=NERVE.msgid, msgstr="un nervio lesionado")
    _, first, second = merge(DONE, nerve, source=(NERVE, LEAK)).catalog.entries
    assert ("un nervio lesionado", DONE.msgstr) == (first.msgstr, second.msgstr)
    assert not first.fuzzy
    assert not second.fuzzy


def test_a_message_that_left_the_source_is_in_the_attic() -> None:
    """With its words, comments and flags, and with where it was."""
    merged = merge(replace(DONE, comments=("Mine.",), extracted=("list item",)), source=())
    _, stored = merged.attic.entries
    assert replace(DONE, comments=("Mine.",), references=((0, "content/spine/risks.md#leak"),)) == stored
    assert (len(merged.catalog.entries), merged.tally.left) == (1, 1)


def test_an_empty_message_that_left_is_dropped() -> None:
    """It has nothing of a translator's."""
    assert len(merge(replace(DONE, msgstr=""), source=()).attic.entries) == 1


@pytest.mark.parametrize("obsolete", [DONE, replace(DONE, msgctxt=None)])
def test_an_obsolete_message_goes_to_the_attic(obsolete: PoEntry) -> None:
    """What other tools leave as `#~` is kept where it is found again."""
    merged = merge(obsolete=(obsolete,), source=())
    assert DONE.msgstr == merged.attic.entries[1].msgstr


def test_a_message_comes_back_as_a_hint() -> None:
    """The msgctxt is again in the source: the words return, fuzzy, with the English that they were made for."""
    away = merge(OLD, source=())
    back = merge(attic=away.attic)
    assert (OLD.msgstr, True, "cement leaking") == (only(back).msgstr, only(back).fuzzy, only(back).previous_msgid)
    assert (1, Tally(returned=1, total=1)) == (len(back.attic.entries), back.tally)


def test_a_message_comes_back_into_an_empty_one_only() -> None:
    """Words that a translator wrote meanwhile are not written over; the attic keeps its own."""
    away = merge(OLD, source=())
    back = merge(DONE, attic=away.attic)
    assert (DONE.msgstr, False, 2) == (only(back).msgstr, only(back).fuzzy, len(back.attic.entries))
    assert only(merge(replace(DONE, msgstr=""), attic=away.attic)).msgstr == OLD.msgstr


def test_another_topics_message_does_not_come_back() -> None:
    """Two topics may use one context; each has its own words in the attic."""
    away = merge(OLD, source=())
    back = merge_catalog((LEAK,), None, away.attic, "knee", ES)
    assert (only(back).msgstr, len(back.attic.entries)) == ("", 2)


def test_the_attic_keeps_the_older_words_of_a_block_too() -> None:
    """A second message of one block tells the words of the first in a comment."""
    away = merge(OLD, source=())
    again = merge(DONE, source=(), attic=away.attic)
    _, stored = again.attic.entries
    assert (DONE.msgstr, (f"Earlier, for 'cement leaking': {OLD.msgstr!r}",)) == (stored.msgstr, stored.comments)


def test_the_attic_that_is_written_first_has_its_obsolete_messages_too() -> None:
    """A crash before the catalog is written must not lose the words that were on their way back."""
    stored = replace(DONE, references=((0, "content/spine/risks.md#leak"),))
    attic = PoDocument(entries=(HEADER,), obsolete=(stored,))
    merged = merge(attic=attic)
    assert only(merged).msgstr == DONE.msgstr
    assert DONE.msgstr in {entry.msgstr for entry in join_attics(attic, merged.attic).entries}


def test_a_header_has_one_form_in_which_what_was_written_is_kept() -> None:
    """Ours come first, in gettext's order, with what people wrote; dates stand still; the others follow as they are."""
    header = replace(
        HEADER,
        msgstr="X-Generator: Poedit 3.5\nLanguage: es_MX\nPO-Revision-Date: 2026-02-01 09:30-0500\nProject-Id-Version: mine\n"
        "Content-Type: text/plain; charset=utf-8\nLanguage-Team: LANGUAGE <LL@li.org>\nX-Empty: \nX-Generator: Poedit 3.5\n"
        "LAST-TRANSLATOR: Ana\nX-Generator: other\nContent-Transfer-Encoding: ENCODING\nPlural-Forms: nplurals=1; plural=0;\n",
        comments=("Ana, 2026.",),
    )
    merged = merge_catalog((), PoDocument(entries=(header,)), None, "spine", ES)
    assert merged.catalog.entries[0].msgstr == (
        "Project-Id-Version: mine\nReport-Msgid-Bugs-To: \nPOT-Creation-Date: 1970-01-01 00:00+0000\n"
        "PO-Revision-Date: 1970-01-01 00:00+0000\nLast-Translator: Ana\nLanguage-Team: \nLanguage: es\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=1; plural=0;\n"
        "X-Generator: Poedit 3.5\nX-Empty: \nX-Generator: other\n"
    )
    assert merged.catalog.entries[0].comments == ("Ana, 2026.",)


@pytest.mark.parametrize(
    ("tag", "plurals"),
    [("pt-BR", (2, "(n > 1)")), ("zh-Hant", (1, "0")), ("ht", (2, "(n != 1)")), ("hmn", (2, "(n != 1)"))],
)
def test_a_new_header_has_its_languages_plural_forms(tag: str, plurals: tuple[int, str]) -> None:
    """Editors ask for them; where nobody lists the language, it has two as most have."""
    header = merge_catalog((), None, None, "spine", LocaleTag(tag)).catalog.entries[0].msgstr
    assert header.endswith("\nPlural-Forms: nplurals={}; plural={};\n".format(*plurals))


def test_a_template_is_of_no_language_and_flags_placeholders() -> None:
    """Language and plural forms are a translation's. Editors and msgfmt hold a translation to the English's `{placeholders}` where the flag says so."""
    header, *entries = make_template(INTERFACE_SECTION.segments).entries
    assert "\nLanguage: und\n" in header.msgstr
    assert "Plural-Forms" not in header.msgstr
    assert {("{" in entry.msgid, entry.flags) for entry in entries} == {(True, ("python-brace-format",)), (False, ())}


@pytest.mark.parametrize(
    ("kind", "depth", "list_kind", "parent", "words"),
    [
        ("heading", 0, None, None, "heading"),
        ("item", 1, "bullet", None, "list item"),
        ("item", 1, "ordered", None, "numbered item"),
        ("item", 2, "ordered", "steps", "numbered item, level 2, under steps"),
    ],
)
def test_a_message_tells_what_it_is(
    kind: str, depth: int, list_kind: str | None, parent: str | None, words: str
) -> None:
    """Kind, depth and parent, for whoever translates without seeing the page."""
    segment = replace(LEAK, kind=kind, depth=depth, list_kind=list_kind, parent=parent)
    assert words == render_kind(segment)


@pytest.mark.parametrize(
    "changes",
    [
        {"references": ((9, "x.md"),)},
        {"flags": ("no-wrap",)},
        {"line": 7, "msgstr_line": 9},
    ],
)
def test_what_tools_write_each_in_their_own_way_is_layout(changes: dict[str, object]) -> None:
    """References, other flags and lines say nothing that a translator must act on."""
    assert not is_behind(PoDocument(entries=(HEADER, replace(DONE, **changes))), PoDocument(entries=(HEADER, DONE)))


@pytest.mark.parametrize(
    "changes", [{"msgid": "x"}, {"flags": ("fuzzy",)}, {"msgctxt": "x/y"}, {"extracted": ("Note: new.",)}]
)
def test_what_the_source_asks_is_no_layout(changes: dict[str, object]) -> None:
    """Another English, mark, context or note: the catalog is behind."""
    assert is_behind(PoDocument(entries=(HEADER, replace(DONE, **changes))), PoDocument(entries=(HEADER, DONE)))
