"""The one form in which catalogs are written, and how they reach the disk."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from api.catalogs.document import Document, Entry
from api.catalogs.lexer import read_document
from api.catalogs.writer import render_document, write_file
from api.errors import WriteError
from tests.unit.catalogs.builders import ENTRY, HEAD

if TYPE_CHECKING:
    from pathlib import Path


def test_every_part_is_written_in_its_place() -> None:
    """Comments, extracted, references, flags, previous, context, id, text; a line break in a text begins a new string."""
    entry = Entry(
        msgctxt="a/b",
        msgid='say "yes"',
        msgstr="one\ntwo\\",
        flags=("fuzzy", "no-wrap"),
        comments=("Mine.", "", " Indented."),
        extracted=("item",),
        references=((0, "a.md#b"),),
        previous=(("msgid", "say no"),),
    )
    assert render_document(Document(entries=(entry,))) == (
        '# Mine.\n#\n#  Indented.\n#. item\n#: a.md#b\n#, fuzzy, no-wrap\n#| msgid "say no"\nmsgctxt "a/b"\n'
        'msgid "say \\"yes\\""\nmsgstr ""\n"one\\n"\n"two\\\\"\n'
    )


def test_obsolete_messages_and_last_comments_are_written() -> None:
    """What was read is written again."""
    text = HEAD + ENTRY + '\n#~ msgid "x"\n#~ msgstr "y"\n\n# The end.\n'
    document, faults = read_document(text, "es.po")
    assert (faults, document.tail) == ((), ("The end.",))
    assert render_document(document) == text


def test_a_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    """What was readable by others stays so, and a link leads where it led."""
    path, link = tmp_path / "es.po", tmp_path / "link.po"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_file(link, "old", "new")
    assert (path.read_text(), link.is_symlink(), stat.S_IMODE(path.stat().st_mode)) == ("new", True, 0o640)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["es.po", "link.po"]


@pytest.mark.parametrize("before", [None, "older"])
def test_another_file_than_was_read_is_left_alone(tmp_path: Path, before: str | None) -> None:
    """It is somebody's work."""
    path = tmp_path / "es.po"
    path.write_text("theirs")
    with pytest.raises(WriteError, match="changed by somebody else"):
        write_file(path, before, "new")
    assert path.read_text() == "theirs"


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    """Not the temporary file's, which nobody else may read."""
    write_file(tmp_path / "a" / "es.po", None, "new")
    (tmp_path / "plain").write_text("x")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a" / "es.po", tmp_path / "plain")}
    assert len(modes) == 1
