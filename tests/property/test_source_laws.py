"""Laws of reading: whatever is typed or damaged, a reader either gets the very words or a refusal that says so."""

from __future__ import annotations

import io
from html import unescape
from itertools import pairwise
from typing import get_args

import polib
import pytest
from babel.messages.pofile import PoFileError, read_po
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.catalogs.examine import decode_catalog
from api.errors import CatalogError, MarkupError
from api.model.catalog import Catalog
from api.model.characters import compose
from api.model.content import Run
from api.model.identifiers import BlockId, LocaleTag, SectionId
from api.model.locales import Direction, find_locale
from api.representations.bidi import mark_latin
from api.representations.html import render_runs
from api.source.inline import parse_inline, plain
from api.source.parser import parse_section
from api.source.segments import make_segments
from tests.builders import SHIPPED, catalog, header
from tests.unit.catalogs.builders import parse_catalog, read_entries

pytestmark = pytest.mark.property

ES = LocaleTag("es")
SPANISH = (SHIPPED.locales / "es" / "LC_MESSAGES" / "interface.po").read_bytes()
"""The smaller of the shipped Spanish files: a lexer does not care what the words are about."""

CONTEXT = b'msgctxt "notice/machine"\n'
HEADER_END = 20
"""A line below the header, however it was damaged."""

ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
MARKED = st.text(alphabet=st.sampled_from("ab *_`[]()<>&;!\\#注。\n~{}|-/:@."), max_size=40)
PRINTABLE = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=80
)
WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
RUN = st.builds(Run, text=WORD, strong=st.booleans(), em=st.booleans())
DAMAGE = st.tuples(
    st.sampled_from(["insert", "delete", "replace"]),
    st.integers(min_value=0, max_value=len(SPANISH)),
    st.one_of(
        st.binary(min_size=1, max_size=4),
        st.sampled_from([b'"', b"\\", b"\n", b"\r", b"#~ ", b"#, fuzzy\n", b"#| ", b"msgid ", b"msgstr[0] ", b"\n\n"]),
    ),
)


def damage(data: bytes, edits: list[tuple[str, int, bytes]]) -> bytes:
    """The bytes after these edits: insert, delete as many, or replace as many."""
    for kind, at, piece in edits:
        after = at if kind == "insert" else at + len(piece)
        data = data[:at] + (b"" if kind == "delete" else piece) + data[after:]
    return data


def accept(data: bytes) -> Catalog | None:
    """The catalog, or None where it is refused; any other exception than CatalogError is a fault."""
    try:
        return parse_catalog(data, "es.po", ES)
    except CatalogError as fault:
        refusal = fault
    assert {"es.po"} == {finding.file for finding in refusal.findings}
    return None


def ours(found: Catalog) -> list[tuple[str, str, str, bool]]:
    """What we read, to be compared."""
    return sorted((each.msgctxt, each.msgid, each.msgstr, each.fuzzy) for each in found.messages)


def by_babel(data: bytes) -> list[tuple[str, str, str, bool]] | None:
    """What Babel reads of the messages that have a context, to be compared; None where it refuses the header, as odd dates."""
    try:
        messages = read_po(io.BytesIO(data), abort_invalid=True)
    except PoFileError as fault:
        if fault.lineno > HEADER_END:
            raise
        return None
    return sorted(
        (each.context, compose(each.id), compose(each.string), each.fuzzy)
        for each in messages
        if each.id and each.context is not None
    )


def by_polib(data: bytes) -> list[tuple[str, str, str, bool]] | None:
    """What polib reads, to be compared; None where it refuses, as it does some comments."""
    try:
        entries = polib.pofile(data.decode("utf-8"))
    except OSError:
        return None
    return sorted(
        (each.msgctxt, compose(each.msgid), compose(each.msgstr), each.fuzzy)
        for each in entries
        if each.msgid and not each.obsolete and each.msgctxt is not None
    )


@given(st.one_of(ANY, MARKED))
@example(r"a \* b")
@example("*" * 500 + "a")
@example("[" * 500)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    """A text gives runs that touch no like neighbour and none empty, or MarkupError, and never anything else."""
    try:
        runs = parse_inline(text)
    except MarkupError:
        return
    assert "".join(run.text for run in runs) == plain(runs)
    assert all(run.text for run in runs)
    assert all((one.strong, one.em) != (two.strong, two.em) for one, two in pairwise(runs))


@given(MARKED)
@settings(max_examples=300, deadline=None)
def test_what_is_rendered_holds_no_tag_but_ours(text: str) -> None:
    """With our tags taken out, no angle bracket is left in the HTML, in either direction."""
    try:
        runs = parse_inline(text)
    except MarkupError:
        return
    for direction in get_args(Direction):
        html = render_runs(mark_latin(runs, direction))
        for tag in ("<strong>", "</strong>", "<em>", "</em>", '<bdi dir="ltr">', "</bdi>"):
            html = html.replace(tag, "")
        assert not set("<>") & set(html)
        assert unescape(html) == plain(runs)


@given(st.lists(RUN, max_size=5))
@settings(max_examples=200, deadline=None)
def test_marked_words_are_read_as_marked(runs: list[Run]) -> None:
    """Words with stars around them and spaces between them give exactly those runs, and their plain text."""
    marks = {(False, False): "", (True, False): "**", (False, True): "*", (True, True): "***"}
    written = " ".join(f"{marks[run.strong, run.em]}{run.text}{marks[run.strong, run.em]}" for run in runs)
    expected = [run for run in runs if run.strong or run.em]
    assert expected == [run for run in parse_inline(written) if run.strong or run.em]
    assert " ".join(run.text for run in runs) == plain(parse_inline(written))


@given(st.one_of(ANY, MARKED.map(lambda text: f"# T {{#t}}\n\n{text}\n")))
@settings(max_examples=300, deadline=None)
def test_any_markdown_is_read_or_its_faults_are_found(text: str) -> None:
    """No file crashes the parser, and every finding stands on a line of the file."""
    heading, blocks, findings = parse_section(text, "a.md")
    lines = range(1, text.count("\n") + text.count("\r") + 2)
    assert not [finding for finding in findings if finding.line not in lines]
    assert findings or make_segments(SectionId("a"), heading, blocks)


@given(st.lists(WORD, min_size=1, max_size=30), st.lists(st.sampled_from([" ", "\n", "  ", "\n   "]), min_size=30))
@settings(max_examples=100, deadline=None)
def test_a_msgid_is_its_words_however_they_are_wrapped(words: list[str], gaps: list[str]) -> None:
    """Any spacing of the same words gives the same segment."""
    written = "".join(f"{word}{gap}" for word, gap in zip(words, gaps, strict=False))
    heading, blocks, findings = parse_section(f"# T {{#t}}\n\n{written}{{#id-of-this}}\n", "a.md")
    (_, segment) = make_segments(SectionId("a"), heading, blocks)
    assert (BlockId("id-of-this"), " ".join(words), ()) == (segment.id, segment.msgid, findings)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Garbage is a CatalogError, with or without a header before it."""
    accept(data)
    accept(header("es").encode() + data)


@given(st.lists(DAMAGE, min_size=1, max_size=3))
@example([])
# A message that lost its context is no message of ours.
@example([("delete", SPANISH.index(CONTEXT), CONTEXT)])
# A date that is none says nothing of the words.
@example([("insert", 98, b"!")])
@settings(max_examples=300, deadline=None)
def test_what_is_accepted_of_a_damaged_file_is_what_others_read(edits: list[tuple[str, int, bytes]]) -> None:
    """Whatever is inserted, deleted or replaced: the file is refused, or Babel and polib read the same words in it."""
    data = damage(SPANISH, edits)
    found = accept(data)
    if found is not None:
        assert by_babel(data) in (None, ours(found))
        assert by_polib(data) in (None, ours(found))


@given(st.lists(PRINTABLE, min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back(texts: list[str]) -> None:
    """Any text that can be typed comes back from a catalog as it was, composed, by its msgctxt."""
    messages = [(f"a/b{number}", f"id {number}", text) for number, text in enumerate(map(compose, texts))]
    found = parse_catalog(catalog("es", messages).encode(), "es.po", ES)
    assert messages == [(each.msgctxt, each.msgid, each.msgstr) for each in found.messages]


@given(st.lists(PRINTABLE, min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_what_polib_writes_is_read_back(texts: list[str]) -> None:
    """A file that polib writes and wraps is read by us as the same messages."""
    file = polib.POFile()
    file.metadata = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}
    messages = [(f"a/b{number}", f"id {number}", text) for number, text in enumerate(map(compose, texts))]
    file.extend(polib.POEntry(msgctxt=msgctxt, msgid=msgid, msgstr=msgstr) for msgctxt, msgid, msgstr in messages)
    found = parse_catalog(f"{file}\n".encode(), "es.po", ES)
    assert messages == [(each.msgctxt, each.msgid, each.msgstr) for each in found.messages]


@given(ANY)
@example("\ufeffa")
@settings(max_examples=200, deadline=None)
def test_a_text_is_decoded_unchanged_or_refused(text: str) -> None:
    """Decoding never changes a character; a byte order mark is none."""
    try:
        decoded = decode_catalog(text.encode(), "es.po")
    except CatalogError:
        return
    assert text.removeprefix("\ufeff") == decoded


@given(st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=2, deadline=None)
def test_line_ends_change_no_entry(line_end: str) -> None:
    """A file saved on Windows holds the same entries on the same lines."""
    text = SPANISH.decode()
    assert read_entries(text, "es.po") == read_entries(text.replace("\n", line_end), "es.po")


@given(st.one_of(ANY, st.text(alphabet="aeinstzhBRMX019-_@.*", max_size=12)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_locale_in_its_own_spelling_or_none(tag: str) -> None:
    """A found locale has exactly the asked tag; nothing raises."""
    found = find_locale(tag)
    assert found is None or tag == found.tag
