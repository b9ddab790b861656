"""One section's Markdown: what is legal becomes blocks, all else is found on its line."""

from __future__ import annotations

import pytest

from api.model.content import Item, List, Text
from api.model.findings import Code, Finding
from api.model.identifiers import BlockId
from api.source.parser import parse_section

FILE = "content/spine/risks.md"
HEAD = "# Risks {#title}\n\n"
HOLDS = "; a section holds paragraphs and lists only"
EMPHATIC = "this heading holds emphasis; it stands out as it is, so leave the stars out"
SECOND = "a second heading; a section has one, so make this another section"
BEGINS = "a section begins with a level-1 heading: `# Title {#title}`"
BARE = "a section has at least one paragraph or list under its heading"
WORDLESS = "a list item without words of its own; write some or remove it"
CROWDED = "a second paragraph in a list item; an item is one paragraph and the lists under it"


def text(identifier: str, source: str, line: int) -> Text:
    """A block's text."""
    return Text(id=BlockId(identifier), source=source, line=line)


def found(line: int, code: Code, message: str) -> Finding:
    """A finding of the parser: always an error, at the line's beginning."""
    return Finding(file=FILE, line=line, column=1, severity="error", code=code, message=message)


def find(markdown: str) -> list[Finding]:
    """What is wrong in a file, in line order."""
    return sorted(parse_section(markdown, FILE)[2])


def second_list(seen: str, form: str) -> str:
    """What is said of a list that touches one of its kind."""
    seen = {"one": "which readers take for one"}.get(seen, f"so that {seen}")
    advice = f"begin all items of a list alike, as in `{form} Rest.`, or put a paragraph between the two"
    return f"a second list right after the first, {seen}; {advice}"


def no_id(words: str) -> str:
    """What is said of a text without an id."""
    return f"this text has no id; end it in {{#{words}}}, or another short name"


def uncounted(number: int, shown: int) -> str:
    """What is said of a list's item that has another number than readers are shown."""
    seen = f"this item's number is {number} and readers would see {shown}"
    return f"{seen}; count 1, 2, 3, or write 1 before each"


def test_a_legal_section_is_read_whole() -> None:
    """A heading, paragraphs and nested lists become blocks in order, each with its id, words and line."""
    markdown = HEAD + (
        "All is **rare**. {#rare}\n\n- cement {#cement}\n  1. in the *lung* {#lung}\n"
        "  2. elsewhere {#else}\n- infection {#infection}\n\nAsk us. {#ask}\n"
    )
    inner = List("ordered", (Item(text("lung", "in the *lung*", 6)), Item(text("else", "elsewhere", 7))))
    items = (Item(text("cement", "cement", 5), (inner,)), Item(text("infection", "infection", 8)))
    blocks = (text("rare", "All is **rare**.", 3), List("bullet", items), text("ask", "Ask us.", 10))
    assert (text("title", "Risks", 1), blocks, ()) == parse_section(markdown, FILE)


def test_one_item_may_hold_several_lists() -> None:
    """A list of each kind under one item stays two lists, at their own lines."""
    markdown = HEAD + "1. a {#a}\n   - b {#b}\n\n   2. c {#c}\n"
    lists = (List("bullet", (Item(text("b", "b", 4)),)), List("ordered", (Item(text("c", "c", 6)),)))
    assert (List("ordered", (Item(text("a", "a", 3), lists),)),) == parse_section(markdown, FILE)[1]


@pytest.mark.parametrize(
    "body",
    [
        "Cement may leak into nearby areas. {#leak}\n",
        "Cement may leak\ninto nearby areas. {#leak}\n",
        "Cement  may\n   leak into\nnearby areas.\n{#leak}\n",
        "Cement may\r\nleak into nearby areas.   {#leak}\r\n",
        "Cement may leak into nearby areas.{#leak}\n",
    ],
)
def test_rewrapping_lines_changes_no_words(body: str) -> None:
    """However an author breaks the lines, the msgid is the words joined by single spaces."""
    assert (text("leak", "Cement may leak into nearby areas.", 3),) == parse_section(HEAD + body, FILE)[1]


def test_an_underlined_heading_is_a_level_1_heading_too() -> None:
    """Markdown's other way to write the first heading is the same heading."""
    assert (text("title", "Risks", 1), (text("a", "a", 4),), ()) == parse_section(
        "Risks {#title}\n=====\n\na {#a}\n", FILE
    )


@pytest.mark.parametrize(
    ("markdown", "findings"),
    [
        # ids
        (HEAD + "Cement may leak out.\n", [found(3, Code.BLOCK_ID, no_id("cement-may-leak"))]),
        (HEAD + "42 days.\n", [found(3, Code.BLOCK_ID, no_id("days"))]),
        (HEAD + "42\n", [found(3, Code.BLOCK_ID, no_id("text"))]),
        (HEAD + "a {#a}\n\nA?\n", [found(5, Code.BLOCK_ID, no_id("a-2"))]),
        ("# Risks\n\na {#a}\n", [found(1, Code.BLOCK_ID, no_id("risks"))]),
        (HEAD + "- leak\n", [found(3, Code.BLOCK_ID, no_id("leak"))]),
        (
            HEAD + "Leak {#Leak}\n",
            [found(3, Code.BLOCK_ID, "the id {#Leak} is malformed; end it in {#leak}, or another short name")],
        ),
        (
            HEAD + "Leak {leak}\n",
            [found(3, Code.BLOCK_ID, "the id {leak} is malformed; end it in {#leak}, or another short name")],
        ),
        (
            HEAD + "Leak {#a--b}\n",
            [found(3, Code.BLOCK_ID, "the id {#a--b} is malformed; end it in {#leak}, or another short name")],
        ),
        (
            HEAD + "a {#a}\n\nb {#a}\n",
            [
                found(
                    5,
                    Code.BLOCK_ID,
                    "the id a is taken in this section; end this text in {#a-2}, or another short name",
                )
            ],
        ),
        (
            HEAD + "a {#title}\n",
            [
                found(
                    3,
                    Code.BLOCK_ID,
                    "the id title is taken in this section; end this text in {#title-2}, or another short name",
                )
            ],
        ),
        # lists that touch
        (HEAD + "1. a {#a}\n\n1) b {#b}\n", [found(5, Code.BLOCK_KIND, second_list("its numbers begin anew", "1."))]),
        (
            HEAD + "- a {#a}\n* b {#b}\n+ c {#c}\n",
            [found(line, Code.BLOCK_KIND, second_list("one", "-")) for line in (4, 5)],
        ),
        (
            HEAD + "- a {#a}\n  - b {#b}\n\n  * c {#c}\n",
            [found(6, Code.BLOCK_KIND, second_list("one", "-"))],
        ),
        # a heading's emphasis
        ("# **Risks** {#title}\n\na {#a}\n", [found(1, Code.MARKUP, EMPHATIC)]),
        # blocks that a section does not hold
        (HEAD + "a {#a}\n\n# More {#more}\n", [found(5, Code.BLOCK_KIND, SECOND)]),
        (HEAD + "a {#a}\n\n## More {#more}\n", [found(5, Code.BLOCK_KIND, SECOND)]),
        (HEAD + "a {#a}\n\nMore {#more}\n---\n", [found(5, Code.BLOCK_KIND, SECOND)]),
        (HEAD + "a {#a}\n\nMore {#more}\n===\n", [found(5, Code.BLOCK_KIND, SECOND)]),
        (HEAD + "a {#a}\n\n> quoted {#b}\n>\n> - c\n", [found(5, Code.BLOCK_KIND, "a quotation" + HOLDS)]),
        (
            HEAD + "a {#a}\n\n    indented {#b}\n",
            [found(5, Code.BLOCK_KIND, "indented code; remove the leading spaces" + HOLDS)],
        ),
        (HEAD + "a {#a}\n\n```\nb {#b}\n```\n", [found(5, Code.BLOCK_KIND, "a code block" + HOLDS)]),
        (HEAD + "a {#a}\n\n~~~\nb {#b}\n", [found(5, Code.BLOCK_KIND, "a code block" + HOLDS)]),
        (HEAD + "a {#a}\n\n***\n", [found(5, Code.BLOCK_KIND, "a ruler" + HOLDS)]),
        (HEAD + "a {#a}\n\n---\n", [found(5, Code.BLOCK_KIND, "a ruler" + HOLDS)]),
        (HEAD + "a {#a}\n\n<div>b</div>\n", [found(5, Code.BLOCK_KIND, "raw HTML" + HOLDS)]),
        (HEAD + "a {#a}\n\n<!-- b -->\n", [found(5, Code.BLOCK_KIND, "raw HTML" + HOLDS)]),
        (
            HEAD + "a {#a}\n\n| b | c |\n|---|---|\n| d | e | {#b}\n",
            [found(5, Code.BLOCK_KIND, "a table" + HOLDS)],
        ),
        # list items
        (HEAD + "- a {#a}\n\n  b {#b}\n", [found(5, Code.BLOCK_KIND, CROWDED)]),
        (HEAD + "- a {#a}\n  - b {#b}\n\n  c {#c}\n", [found(6, Code.BLOCK_KIND, CROWDED)]),
        (HEAD + "- a {#a}\n-\n- b {#b}\n", [found(4, Code.BLOCK_KIND, WORDLESS)]),
        (HEAD + "- - a {#a}\n", [found(3, Code.BLOCK_KIND, WORDLESS)]),
        (
            HEAD + "- {#a}\n",
            [found(3, Code.BLOCK_KIND, "this block has no words; write some or remove it")],
        ),
        (
            HEAD + "1. a {#a}\n5. b {#b}\n3. c {#c}\n9. d {#d}\n",
            [found(4, Code.BLOCK_KIND, uncounted(5, 2)), found(6, Code.BLOCK_KIND, uncounted(9, 4))],
        ),
        (HEAD + "1. a {#a}\n1. b {#b}\n3. c {#c}\n", [found(4, Code.BLOCK_KIND, uncounted(1, 2))]),
        (HEAD + "1. a {#a}\n2. b {#b}\n1. c {#c}\n", [found(5, Code.BLOCK_KIND, uncounted(1, 3))]),
        (HEAD + "- a {#a}\n  1. b {#b}\n  3. c {#c}\n", [found(5, Code.BLOCK_KIND, uncounted(3, 2))]),
        (
            HEAD + "5. a {#a}\n6. b {#b}\n",
            [found(3, Code.BLOCK_KIND, "a numbered list begins at 1; other numbers are not kept")],
        ),
        # headings and whole files
        ("a {#a}\n", [found(1, Code.BLOCK_KIND, BEGINS)]),
        ("\n\na {#a}\n", [found(3, Code.BLOCK_KIND, BEGINS)]),
        ("## Risks {#title}\n\na {#a}\n", [found(1, Code.BLOCK_KIND, BEGINS)]),
        (
            "# {#title}\n\na {#a}\n",
            [found(1, Code.BLOCK_KIND, "this block has no words; write some or remove it")],
        ),
        (HEAD, [found(1, Code.BLOCK_KIND, BARE)]),
        ("", [found(1, Code.BLOCK_KIND, BARE), found(1, Code.BLOCK_KIND, BEGINS)][::-1]),
        ("\n \n", [found(1, Code.BLOCK_KIND, BARE), found(1, Code.BLOCK_KIND, BEGINS)][::-1]),
        # a link definition would be dropped by a Markdown reader
        (HEAD + "a {#a}\n\n[b]: https://example.org\n", [found(5, Code.BLOCK_ID, no_id("b-https-example"))]),
        # inline markup
        (
            HEAD + "a {#a}\n\n- see [b](c) {#b}\n",
            [found(5, Code.MARKUP, "this text holds a link; write its text alone")],
        ),
        (
            HEAD + "a <b>b</b> {#a}\n",
            [found(3, Code.MARKUP, "this text holds raw HTML; use **bold** or *emphasis*")],
        ),
    ],
)
def test_what_a_section_may_not_hold_is_found_on_its_line(markdown: str, findings: list[Finding]) -> None:
    """Each fault is one finding with its line and what to do, and brings no second one with it."""
    assert sorted(findings) == find(markdown)


@pytest.mark.parametrize(
    "body", ["1. a {#a}\n2. b {#b}\n3. c {#c}\n", "1. a {#a}\n1. b {#b}\n1. c {#c}\n", "1) a {#a}\n2) b {#b}\n"]
)
def test_a_numbered_list_counts_or_leaves_the_counting(body: str) -> None:
    """1, 2, 3, or 1 before each: both are shown as they are meant."""
    assert find(HEAD + body) == []


@pytest.mark.parametrize(
    ("markdown", "place"),
    [
        (HEAD + "Rest now.\u00a0{#a}\n", (3, 10)),
        (HEAD + "Rest now. \u3000 {#a}\n", (3, 11)),
        (HEAD + "Rest now. {#a}\u2009\n", (3, 15)),
        (HEAD + "\u202fRest now. {#a}\n", (3, 1)),
        (HEAD + "Rest\u00a0\nnow. {#a}\n", (3, 5)),
        (HEAD + "Rest\n  \u00a0now. {#a}\n", (4, 3)),
        (HEAD + "Rest now.\n\u3000{#a}\n", (4, 1)),
        (HEAD + "- Rest. {#a}\n  - \u2003Now. {#b}\n", (4, 5)),
        (HEAD + "1. Rest.\u205f {#a}\n", (3, 9)),
        ("# \u00a0Risks {#title}\n\na {#a}\n", (1, 3)),
        ("Risks\u3000{#title}\n===\n\na {#a}\n", (1, 6)),
    ],
)
def test_a_space_that_is_none_of_asciis_is_found_at_a_lines_edge(markdown: str, place: tuple[int, int]) -> None:
    """Programs leave it out there, each in its own way, so that what patients read is not what was written."""
    ((line, column, code, message),) = [(each.line, each.column, each.code, each.message) for each in find(markdown)]
    assert (place, Code.INVISIBLE) == ((line, column), code)
    assert "at a line's edge" in message


def test_a_no_break_space_between_words_is_the_authors() -> None:
    """It is kept, and is no fault."""
    assert parse_section(HEAD + "Wait 3\u00a0mm,\u202fthen rest. {#a}\n", FILE)[1:] == (
        (text("a", "Wait 3\u00a0mm,\u202fthen rest.", 3),),
        (),
    )


@pytest.mark.parametrize("body", ["One. {#one}\nTwo. {#two}\n", "- one {#one}\ntwo {#two}\n", "One. {#one} {#two}\n"])
def test_an_id_inside_a_text_is_refused(body: str) -> None:
    """Where a blank line was forgotten, the first text's id is not shown to patients as words."""
    assert [(each.line, each.code) for each in find(HEAD + body)] == [(3, Code.BLOCK_ID)]


def test_a_proposed_id_is_free_in_the_whole_file() -> None:
    """An id that another text of the file has is not proposed, and that text is not blamed."""
    assert [found(3, Code.BLOCK_ID, no_id("rest-well-2"))] == find(HEAD + "Rest well.\n\nRest well. {#rest-well}\n")


def test_two_texts_without_ids_get_different_proposals() -> None:
    """An author who takes both proposals has two ids."""
    expected = [found(3, Code.BLOCK_ID, no_id("rest")), found(5, Code.BLOCK_ID, no_id("rest-2"))]
    assert expected == find(HEAD + "Rest.\n\nRest.\n")


def test_all_faults_of_a_file_are_found_in_one_run() -> None:
    """One run names every line that an author must touch."""
    markdown = "# Risks\n\na\n\n> b\n\n- c {#c}\n- d {#c}\n\n*e {#e}\n"
    expected = [(1, Code.BLOCK_ID), (3, Code.BLOCK_ID), (5, Code.BLOCK_KIND), (8, Code.BLOCK_ID), (10, Code.MARKUP)]
    assert expected == [(each.line, each.code) for each in find(markdown)]


def test_a_heading_inside_an_item_is_refused() -> None:
    """A heading is no item's text, wherever it stands."""
    expected = [found(3, Code.BLOCK_KIND, WORDLESS), found(3, Code.BLOCK_KIND, SECOND)]
    assert sorted(expected) == find(HEAD + "- # a {#a}\n")


@pytest.mark.parametrize(
    ("markdown", "place", "named"),
    [
        (
            HEAD + "Call us at once\u000bif you have a fever. {#call}\n",
            (3, 16, Code.INVISIBLE),
            "U+000B (a control character)",
        ),
        (HEAD + "Call us.\nAt\u000conce. {#call}\n", (4, 3, Code.INVISIBLE), "U+000C"),
        (HEAD + "- a {#a}\n- b\u0085c {#b}\n", (4, 4, Code.INVISIBLE), "U+0085"),
        (HEAD + "a\u2028b {#a}\n", (3, 2, Code.INVISIBLE), "U+2028 (line separator)"),
        (HEAD + "a\u001cb {#a}\n", (3, 2, Code.INVISIBLE), "U+001C"),
        (HEAD + "a\0b {#a}\n", (3, 2, Code.INVISIBLE), "U+0000"),
        (HEAD + "a\u200bb {#a}\n", (3, 2, Code.INVISIBLE), "U+200B (zero width space)"),
        (HEAD + "a {#\u00ada}\n", (3, 5, Code.INVISIBLE), "U+00AD (soft hyphen)"),
        ("# Ti\ufefftle {#title}\n\na {#a}\n", (1, 5, Code.INVISIBLE), "U+FEFF"),
        (HEAD + "take \u202e12\u202c {#a}\n", (3, 6, Code.BIDI), "U+202E (right-to-left override)"),
    ],
)
def test_a_character_that_nobody_sees_is_found_at_its_place(
    markdown: str, place: tuple[int, int, Code], named: str
) -> None:
    """A soft return and its like would part words for some programs and join them for others; line and column are said."""
    found = {(each.line, each.column, each.code): each.message for each in find(markdown)}
    assert named in found[place]


def test_a_name_in_a_script_with_joiners_is_legal_english() -> None:
    """What a spelling needs is no fault, in whatever language it stands."""
    assert find(HEAD + "Dr. می\u200cروند {#a}\n") == []
