"""The strict lexer: every part of an entry is kept, with its line."""

from __future__ import annotations

import pytest

from api.catalogs.document import PoEntry
from api.catalogs.examine import decode_catalog
from api.model.catalog import Span
from tests.unit.catalogs.builders import read_entries

FILE = "es.po"


def test_every_part_of_an_entry_is_kept() -> None:
    """Comments, extracted comments, references with lines, flags and previous texts all reach the entry."""
    text = (
        "# Mine.\n#  Indented.\n#. item\n#. Note: hard.\n#: a.md#b c.md#d\n#: e.md#f\n#, fuzzy, no-wrap\n"
        '#| msgctxt "a/old"\n#| msgid ""\n#| "old "\n#| "words"\nmsgctxt "a/b"\nmsgid "new"\nmsgstr "nuevo"\n'
    )
    expected = PoEntry(
        line=12,
        msgctxt="a/b",
        msgid="new",
        msgstr="nuevo",
        msgstr_line=14,
        flags=("fuzzy", "no-wrap"),
        comments=("Mine.", " Indented."),
        extracted=("item", "Note: hard."),
        references=((5, "a.md#b"), (5, "c.md#d"), (6, "e.md#f")),
        previous=(("msgctxt", "a/old"), ("msgid", "old words")),
        spans=(Span(14, 9, "nuevo"),),
    )
    assert (expected,) == read_entries(text, FILE)


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        (r'""', ""),
        (r'"a"', "a"),
        (r'"a\nb"', "a\nb"),
        (r'"a\tb\rc"', "a\tb\rc"),
        (r'"\"a\""', '"a"'),
        (r'"a\\nb"', r"a\nb"),
        (r'"\\"', "\\"),
        ('"العربية 中文 ñ"', "العربية 中文 ñ"),
    ],
)
def test_escapes_are_read(quoted: str, words: str) -> None:
    """The five escapes mean what they mean in gettext, and nothing else is changed."""
    assert (words,) == tuple(entry.msgstr for entry in read_entries(f'msgid "x"\nmsgstr {quoted}\n', FILE))


def test_comments_of_one_entry_do_not_reach_the_next() -> None:
    """A comment right below a msgstr belongs to the message after it."""
    text = 'msgid "a"\nmsgstr "b"\n#, fuzzy\n# c\nmsgid "d"\nmsgstr "e"\n'
    assert [(each.flags, each.comments) for each in read_entries(text, FILE)] == [((), ()), (("fuzzy",), ("c",))]


def test_text_is_decoded_unchanged() -> None:
    """Decoding keeps every character, line ends included."""
    assert decode_catalog("# ñ 中\r\n\tx\n".encode(), FILE) == "# ñ 中\r\n\tx\n"
