"""One section's Markdown to its blocks.

Rules
1. A section is a level-1 heading, then paragraphs and lists, which may nest; bold and emphasis inside. Nothing else is
   legal: a table or an image would be lost in translation, so it is refused, not dropped. A heading has no emphasis, and two
   lists of one kind never touch: where one ends would be seen, and be in no digest.
2. Each text ends in an authored id, ` {#leak}`. Ids are never made from position or text, for they carry translations
   and sign-offs from one wording to the next; the parser proposes one, a person writes it.
3. A text's lines are joined by single spaces, so re-wrapping a file changes no msgid.
4. What nobody sees has no place in a file: a soft return would be a space to some programs and nothing to others. Other spaces than
   ASCII's are kept between words; at a line's edge, where they would be left out, they are an error.
5. A numbered list counts 1, 2, 3, or has 1 before each item. Readers are shown places, not numbers, so any other number is an error.
6. All findings of a file are reported, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from api.errors import MarkupError
from api.model.characters import name_character, scan_file
from api.model.content import Block, Item, List, Text
from api.model.findings import Code, Finding
from api.model.identifiers import ID_PATTERN, BlockId
from api.source.inline import parse_inline, read_runs

# A link definition, `[a]: b`, would vanish without a token; as text it meets the refusal of links and brackets stay.
_PARSER: Final = MarkdownIt("commonmark").disable("reference").enable("table")

_ATTRIBUTES: Final = re.compile(r" *\{([^{}]*)\}$")
_ANY_ID: Final = re.compile(r"\{#([^{}]*)\}")
_ID: Final = re.compile(rf"#({ID_PATTERN})")
_SPACE: Final = re.compile(r"[ \t\n]+")
"""Not the no-break space: that is the author's."""

_ODD_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are none of ASCII's."""

_EDGES: Final = (
    # Behind what begins a line's text; before what ends it.
    re.compile(rf"^[ \t]*(?:(?:[-+*]|[0-9]{{1,9}}[.)]|#{{1,6}})[ \t]+)*([{_ODD_SPACES}])"),
    re.compile(rf"([{_ODD_SPACES}])[{_ODD_SPACES} \t]*(?:\{{[^{{}}]*\}}[ \t]*)?$"),
)

_WORD: Final = re.compile(r"[a-z0-9]+")

_ANEW: Final = {"ol": ("1. Rest.", "so that its numbers begin anew"), "ul": ("- Rest.", "which readers take for one")}

_REFUSED: Final = {
    "blockquote_open": "a quotation",
    "code_block": "indented code; remove the leading spaces",
    "fence": "a code block",
    "hr": "a ruler",
    "html_block": "raw HTML",
    "table_open": "a table",
}


class _Parse:
    """The state of one pass over one file: what was found wrong, and which ids are taken, here or further down."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.taken: set[str] = set()
        self.written = set(_ANY_ID.findall(text))

    def report(self, place: Token | int, message: str, code: Code = Code.BLOCK_KIND) -> None:
        line = place if isinstance(place, int) else _find_line(place)
        self.findings.append(Finding(self.file, line, 1, "error", code, message))

    def read_words(self, token: Token) -> Text:
        """Read an inline token's text and id, and report what is wrong with either."""
        line = _find_line(token)
        source = _SPACE.sub(" ", token.content).strip(" ")
        attributes = _ATTRIBUTES.search(source)
        source = source[: attributes.start()] if attributes else source
        identifier = _ID.fullmatch(attributes.group(1).strip(" ")) if attributes else None
        if identifier is None:
            fault = f"the id {{{attributes.group(1)}}} is malformed" if attributes else "this text has no id"
            self.report(line, f"{fault}; end it in {{#{self.propose(source)}}}, or another short name", Code.BLOCK_ID)
        elif (taken := identifier.group(1)) in self.taken:
            advice = f"end this text in {{#{self.propose(taken)}}}, or another short name"
            self.report(line, f"the id {taken} is taken in this section; {advice}", Code.BLOCK_ID)
        name = identifier.group(1) if identifier else self.propose(source)
        self.taken.add(name)
        if _ANY_ID.search(source):
            self.report(line, "an id stands inside this text; put a blank line after it, or delete it", Code.BLOCK_ID)
        if "\\\n" in token.content:
            self.report(line, "this text holds a line break; delete the backslash at the line's end", Code.MARKUP)
        if not source:
            self.report(line, "this block has no words; write some or remove it")
        try:
            parse_inline(source)
        except MarkupError as fault:
            self.report(line, f"this text holds {fault}", Code.MARKUP)
        return Text(id=BlockId(name), source=source, line=line)

    def propose(self, words: str) -> str:
        """A free id made of the text's first words: only ever shown to a person."""
        stem = "-".join(_WORD.findall(words.lower())[:3]).lstrip("0123456789-") or "text"
        number, proposal = 2, stem
        while proposal in self.taken | self.written:
            number, proposal = number + 1, f"{stem}-{number}"
        return proposal

    def read_blocks(self, tokens: Iterator[Token], end: str = "") -> Iterator[Text | List]:
        """Read paragraphs and lists up to the closing token `end`."""
        before = ""
        for token in tokens:
            if token.type == end:
                return
            if token.type == "inline":
                yield self.read_words(token)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                if token.type == before:
                    form, seen = _ANEW[token.tag]
                    advice = f"begin all items of a list alike, as in `{form}`, or put a paragraph between the two"
                    self.report(token, f"a second list right after the first, {seen}; {advice}")
                yield self.read_list(token, tokens)
            elif token.type == "heading_open":
                self.report(token, "a second heading; a section has one, so make this another section")
                next(tokens)
            elif token.type in _REFUSED:
                self.report(token, f"{_REFUSED[token.type]}; a section holds paragraphs and lists only")
                _skip(token, tokens)
            before = token.type

    def read_list(self, opened: Token, tokens: Iterator[Token]) -> List:
        """Read a list up to its closing token."""
        items, numbers = [], []
        if opened.attrGet("start") is not None:
            self.report(opened, "a numbered list begins at 1; other numbers are not kept")
        for token in tokens:
            if token.type == opened.type.replace("_open", "_close"):
                break
            if token.info:
                numbers.append((_find_line(token), int(token.info)))
            items.append(self.read_item(token, tokens))
        self.check_numbers(numbers)
        return List(kind="ordered" if opened.tag == "ol" else "bullet", items=tuple(items))

    def check_numbers(self, numbers: list[tuple[int, int]]) -> None:
        """Report each number that readers would not see, by its line. Of a list that begins elsewhere, that is said already."""
        if all(number == 1 for _, number in numbers) or numbers[0][1] != 1:
            return
        for place, (line, number) in enumerate(numbers, 1):
            if number != place:
                seen = f"this item's number is {number} and readers would see {place}"
                self.report(line, f"{seen}; count 1, 2, 3, or write 1 before each")

    def read_item(self, opened: Token, tokens: Iterator[Token]) -> Item:
        """Read a list item up to its closing token: one text, then lists."""
        texts: list[Text] = []
        lists: list[List] = []
        for block in self.read_blocks(tokens, "list_item_close"):
            if isinstance(block, List):
                lists.append(block)
            elif texts or lists:
                self.report(
                    block.line, "a second paragraph in a list item; an item is one paragraph and the lists under it"
                )
            else:
                texts.append(block)
        if not texts:
            self.report(opened, "a list item without words of its own; write some or remove it")
            texts.append(Text(id=BlockId("text"), source="", line=_find_line(opened)))
        return Item(text=texts[0], lists=tuple(lists))


def _find_line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _scan_edges(text: str, file: str) -> Iterator[Finding]:
    for number, row in enumerate(text.split("\n"), 1):
        if edge := next(filter(None, (edge.search(row.removesuffix("\r")) for edge in _EDGES)), None):
            message = f"{name_character(edge[1])} at a line's edge would be left out; delete it, or write a plain space"
            yield Finding(file, number, edge.end(1), "error", Code.INVISIBLE, message)


def _skip(opened: Token, tokens: Iterator[Token]) -> None:
    """Skip the inside of a refused block."""
    depth: int = opened.nesting
    while depth:
        depth += next(tokens).nesting


def parse_section(text: str, file: str) -> tuple[Text, tuple[Block, ...], tuple[Finding, ...]]:
    """Read a section's Markdown.

    Returns its heading, the blocks under it, and everything that is wrong. With findings, the heading and blocks are
    good for nothing but further findings.
    """
    parse = _Parse(text, file)
    parse.findings += (*scan_file(text, file), *_scan_edges(text, file))
    tokens: Sequence[Token] = _PARSER.parse(text)
    heading = Text(id=BlockId("title"), source="", line=1)
    rest = iter(tokens)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        next(rest)
        heading = parse.read_words(next(rest))
        if any(run.strong or run.em for run in read_runs(heading.source)):
            advice = "this heading holds emphasis; it stands out as it is, so leave the stars out"
            parse.report(heading.line, advice, Code.MARKUP)
    else:
        parse.report(tokens[0] if tokens else 1, "a section begins with a level-1 heading: `# Title {#title}`")
        if tokens and tokens[0].type == "heading_open":
            _skip(next(rest), rest)
    blocks = tuple(parse.read_blocks(rest))
    if not blocks:
        parse.report(heading.line, "a section has at least one paragraph or list under its heading")
    return heading, blocks, tuple(parse.findings)
