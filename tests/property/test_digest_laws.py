"""Laws of the digest: two texts have one if, and only if, a reader sees the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, pairwise
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.model.content import Section
from api.model.exact_words import digest_words
from api.model.identifiers import Digest, SectionId, TopicId
from api.source.parser import parse_section
from api.source.segments import make_segments
from api.vetting.translate import show_source

pytestmark = pytest.mark.property

READER = MarkdownIt("commonmark")
"""Somebody else's idea of what a reader sees."""


class Part(NamedTuple):
    """A paragraph, a list or an item: its words, each with its emphasis, and what stands in it."""

    kind: str
    words: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()


class Style(NamedTuple):
    """How an author writes it down."""

    strong: str = "**"
    em: str = "*"
    bullet: str = "-"
    point: str = "."
    gap: str = " "


WORDS = st.lists(
    st.tuples(st.sampled_from(["rest", "go", "é"]), st.sampled_from(["", "strong", "em"])), min_size=1, max_size=3
).map(tuple)


def lists(nested: st.SearchStrategy[tuple[Part, ...]]) -> st.SearchStrategy[Part]:
    """Lists whose items hold these."""
    items = st.lists(st.builds(Part, st.just("li"), WORDS, nested), min_size=1, max_size=2).map(tuple)
    return st.builds(Part, st.sampled_from(["ul", "ol"]), st.just(()), items)


def in_a_row(parts: st.SearchStrategy[Part], least: int) -> st.SearchStrategy[tuple[Part, ...]]:
    """A few of them, of which no two lists of one kind touch."""
    rows = st.lists(parts, min_size=least, max_size=3).map(tuple)
    return rows.filter(lambda row: all(one.kind != other.kind or one.kind == "p" for one, other in pairwise(row)))


LISTS = lists(in_a_row(lists(st.just(())), 0))
TEXTS = in_a_row(st.one_of(st.builds(Part, st.just("p"), WORDS, st.just(())), LISTS), 1)
STYLES = st.builds(
    Style, st.sampled_from(["**", "__"]), st.sampled_from("*_"), st.sampled_from("-*+"), st.sampled_from(".)"), st.sampled_from([" ", "\n", "  "])
)  # fmt: skip


def write(text: tuple[Part, ...], style: Style, *, ids: bool) -> str:
    """The text as a section's file, or without the ids as any Markdown."""
    numbers = count()

    def say(part: Part, indent: str) -> str:
        marks = {"": "", "strong": style.strong, "em": style.em}
        words = style.gap.join(f"{marks[mark]}{word}{marks[mark]}" for word, mark in part.words)
        return words.replace("\n", f"\n{indent}") + (f" {{#b{next(numbers)}}}" if ids else "")

    def walk(parts: tuple[Part, ...], indent: str) -> Iterator[str]:
        for part in parts:
            if part.kind == "p":
                yield f"{say(part, '')}\n\n"
            for number, item in enumerate(part.parts, 1):
                mark = f"{number}{style.point} " if part.kind == "ol" else f"{style.bullet} "
                inner = indent + " " * len(mark)
                yield f"{indent}{mark}{say(item, inner)}\n"
                yield from walk(item.parts, inner)
            if part.kind != "p" and not indent:
                yield "\n"

    return f"# Risks{' {#title}' if ids else ''}\n\n{''.join(walk(text, ''))}"


def read(text: tuple[Part, ...], style: Style) -> Digest:
    """The digest of the section."""
    heading, blocks, findings = parse_section(write(text, style, ids=True), "risks.md")
    assert findings == ()
    section = Section(
        id=SectionId("risks"),
        topic=TopicId("spine"),
        aspect="RisksOrComplicationsHealthAspect",
        requires=(),
        heading=heading,
        blocks=blocks,
        segments=make_segments(SectionId("risks"), heading, blocks),
        file="risks.md",
    )
    return digest_words(show_source(section))


def look(text: tuple[Part, ...]) -> str:
    """What a reader sees of it."""
    return re.sub(r"\s+", " ", READER.render(write(text, Style(), ids=False)))


def alter(text: tuple[Part, ...], how: str) -> tuple[Part, ...]:
    """The text in another arrangement; where it has nothing of the kind, as it is."""
    if how == "backwards":
        return text[::-1]
    if how == "short":
        return text[:1]
    kinds = {"ul": "ol", "ol": "ul"} if how == "otherwise" else {}
    flat = how == "flat"
    return tuple(
        Part(kinds.get(part.kind, part.kind), part.words, () if flat and part.kind == "li" else alter(part.parts, how))
        for part in text
    )


TWO = TEXTS.flatmap(
    lambda text: st.tuples(
        st.just(text),
        st.one_of(
            TEXTS, st.sampled_from(["backwards", "short", "otherwise", "flat"]).map(lambda how: alter(text, how))
        ),
    )
)
"""A text, and another one or the same in another arrangement."""


@given(TWO, STYLES, STYLES)
@settings(max_examples=300, deadline=None)
@example(((Part("ul", (), (Part("li", (("go", ""),)),)),), (Part("p", (("go", ""),)),)), Style(), Style())
def test_two_texts_have_one_digest_if_they_look_alike_and_only_then(
    two: tuple[tuple[Part, ...], tuple[Part, ...]], style: Style, another: Style
) -> None:
    """Words, emphasis, order, kinds of lists, depth, and where a list ends; however the files are written."""
    one, other = two
    assert (read(one, style) == read(other, another)) == (look(one) == look(other))


@given(TEXTS, STYLES, STYLES)
@settings(max_examples=200, deadline=None)
def test_how_a_file_is_written_is_in_no_digest(text: tuple[Part, ...], style: Style, another: Style) -> None:
    """Marks of emphasis and of lists, and where its lines break."""
    assert read(text, style) == read(text, another)


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_one_word_or_its_emphasis_changes_the_digest(text: tuple[Part, ...], data: st.DataObject) -> None:
    """Wherever it stands."""
    place = data.draw(st.integers(0, sum(1 for _ in re.finditer("rest|go|é", write(text, Style(), ids=False))) - 1))
    numbers = count()

    def change(part: Part) -> Part:
        words = tuple(
            (word, "strong" if mark != "strong" else "") if next(numbers) == place else (word, mark)
            for word, mark in part.words
        )
        return Part(part.kind, words, tuple(map(change, part.parts)))

    changed = tuple(map(change, text))
    assert read(changed, Style()) != read(text, Style())
