"""The one form in which catalogs are written."""

from __future__ import annotations

from api.catalogs.document import PoDocument, PoEntry
from api.catalogs.lexer import read_document
from api.catalogs.writer import render_document
from tests.unit.catalogs.builders import ENTRY, HEAD


def test_every_part_is_written_in_its_place() -> None:
    """Comments, extracted, references, flags, previous, context, id, text; a line break in a text begins a new string."""
    entry = PoEntry(
        msgctxt="a/b",
        msgid='say "yes"',
        msgstr="one\ntwo\\",
        flags=("fuzzy", "no-wrap"),
        comments=("Mine.", "", " Indented."),
        extracted=("item",),
        references=((0, "a.md#b"),),
        previous=(("msgid", "say no"),),
    )
    assert render_document(PoDocument(entries=(entry,))) == (
        '# Mine.\n#\n#  Indented.\n#. item\n#: a.md#b\n#, fuzzy, no-wrap\n#| msgid "say no"\nmsgctxt "a/b"\n'
        'msgid "say \\"yes\\""\nmsgstr ""\n"one\\n"\n"two\\\\"\n'
    )


def test_obsolete_messages_and_last_comments_are_written() -> None:
    """What was read is written again."""
    text = HEAD + ENTRY + '\n#~ msgid "x"\n#~ msgstr "y"\n\n# The end.\n'
    document, faults = read_document(text, "es.po")
    assert (faults, document.tail) == ((), ("The end.",))
    assert render_document(document) == text
