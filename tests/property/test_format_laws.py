"""Between the author's file and an answer no character is lost and none is added, whatever the words and the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.checks.report import Checked, find_errors
from api.errors import MarkupError
from api.model.content import Segment
from api.model.identifiers import BlockId, LocaleTag
from api.model.vetting import Policy
from api.model.wording import Line
from api.project.reading import Folders
from api.release.build import load_release
from api.source.inline import parse_inline, plain
from api.source.parser import parse_section
from tests.asgi import Door, open_door
from tests.builders import catalog
from tests.html import parse

pytestmark = pytest.mark.property

TOPIC: Final = """\
[provenance]
publisher = "A Practice"
published = 2026-01-31

[[section]]
id = "a"
aspect = "OverviewHealthAspect"
"""
FA: Final = LocaleTag("fa")
"""A right-to-left language of whose words no rule knows anything."""

READER: Final = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ISOLATES: Final = re.compile("[\u2066\u2069]")

MARKS = st.sampled_from(
    [*"*_~^`\\<>&[]()#+-.!|{}$=:\"'/%,;@×", "**", "***", "__", "~~", "\\*", "&amp;", "<b>", "](x)", "1. ", "- ", " #"]
)
LETTERS = st.sampled_from(
    [
        "2",
        "1",
        "a",
        "mg",
        "É",
        "و",
        "می\u200cروند",
        "骨",
        "水泥",
        "시멘트",
        "क्ष",
        "ડૉ",
        "ซี",
        "٣",
        "°",
        "—",
        "”",
        "。",
        "（",
    ]
)
WORDS = st.lists(st.one_of(MARKS, LETTERS, LETTERS, st.sampled_from([" ", " ", "\u00a0"])), min_size=1, max_size=14)
TEXTS = WORDS.map(lambda words: "".join(words).strip(" \u00a0")).filter(bool)


def read(text: str) -> str | None:
    """The words as our parser reads them; None where it refuses them."""
    try:
        return plain(parse_inline(text))
    except MarkupError:
        return None


@given(TEXTS)
@example("Take 2*1 in the morning and 2*1 at night.")
@example("**2**3**4**")
@example("_a_b_")
@settings(max_examples=1_500, deadline=None)
def test_only_markup_is_left_out_of_a_text(text: str) -> None:
    """Stars and underscores of emphasis, and the backslash before a mark. None of these stood between digits or Latin letters."""
    words = read(text)
    assume(words is not None)
    assert words is not None
    # Marks with a backslash are letters of no alphabet that is tried here.
    kept = re.sub(r"\\([!-/:-@\[-`{-~])", lambda mark: chr(0x10300 + ord(mark[1])), text)
    shown = iter(re.sub(r"[\U00010300-\U0001037e]", lambda mark: chr(ord(mark[0]) - 0x10300), kept))
    left = next(shown, "")
    for letter in words:
        while left != letter:
            assert left in {"*", "_"}, left
            left = next(shown, "")
        left = next(shown, "")
    assert {left, *shown} <= {"*", "_", ""}
    if not set("*_") & set(words):
        assert not re.search(r"[0-9A-Za-z][*_]+[0-9A-Za-z]", kept)


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_what_is_refused_is_refused_with_advice(text: str) -> None:
    """The finding names what is wrong and says what to write."""
    if read(text) is None:
        with pytest.raises(MarkupError, match="; "):
            parse_inline(text)


@given(st.lists(TEXTS, min_size=1, max_size=12))
@example(["Title #", "a #", "# b", "1. c", "- d", "e\\\\", "f \\*", "> g", "| h", "= x", "2) i", "+ j", "a {.b}"])
@settings(max_examples=60, deadline=None)
def test_every_format_has_the_words_that_were_read(texts: list[str]) -> None:
    """In English and in a right-to-left translation: JSON and its runs, HTML, Markdown, text, JSON-LD, and both pages."""
    pairs = [(english, text) for text in texts if is_servable(text) and (english := write_english(text))]
    assume(pairs)
    words = [read(text) for _, text in (pairs[0], *pairs, *pairs)]
    with TemporaryDirectory() as folder:
        door = serve(Path(folder), pairs)
        for tag in ("en", FA):
            for name, said in ask_all(door, tag).items():
                assert words == [ISOLATES.sub("", each) for each in said][-len(words) :], (tag, name)


def is_servable(text: str) -> bool:
    """Whether no check keeps the text from being its own translation."""
    segment = Segment(BlockId("b"), "paragraph", 0, None, "a/b", text)
    seen = any(map(str.isalnum, read(text) or ""))
    return seen and not find_errors([Line(segment, text)], Checked("fa.po", FA))


def write_english(text: str) -> str | None:
    """The text as an author writes it in Markdown, where a block would begin with its first mark; None where that is no way."""
    for english in (text, f"\\{text}", re.sub(r"^([0-9]+)", r"\1\\", text)):
        heading, blocks, findings = parse_section(
            f"# {english} {{#title}}\n\n{english} {{#p}}\n\n- {english} {{#i}}\n", "a.md"
        )
        if not findings and read(english) == read(text) and heading.source == english and len(blocks) == 2:
            return english
    return None


def serve(folder: Path, pairs: list[tuple[str, str]]) -> Door:
    """A project of one section and its translation: the first as the heading, each as a paragraph, each as an item."""
    topic, po = folder / "content" / "t", folder / "locales" / "fa" / "LC_MESSAGES"
    topic.mkdir(parents=True)
    po.mkdir(parents=True)
    blocks = [("title", *pairs[0])]
    blocks += [(f"{kind}{number}", *pair) for kind in "pi" for number, pair in enumerate(pairs)]
    begins = {"t": "# ", "p": "", "i": "- "}
    markdown = "\n\n".join(f"{begins[block[0]]}{english} {{#{block}}}" for block, english, _ in blocks)
    (topic / "topic.toml").write_text(TOPIC, encoding="utf-8")
    (topic / "a.md").write_text(markdown, encoding="utf-8")
    messages = [(f"a/{block}", english, text) for block, english, text in blocks]
    (po / "t.po").write_text(catalog("fa", messages), encoding="utf-8")
    return open_door(load_release(Folders(folder / "content", folder / "locales"), Policy.DRAFTS))


def ask_all(door: Door, tag: str) -> dict[str, list[str]]:
    """The texts of heading, paragraphs and items by format, in their order, behind whatever stands above."""
    path = f"/v1/topics/t/sections/a/{tag}"
    body = door.ask(f"{path}.json").json
    assert body["fallback"] is None
    lines = list(list_items(body["blocks"]))
    part = door.ask(f"{path}.jsonld").json["hasPart"][0]
    items = len(body["blocks"][-1]["items"])
    whole = door.ask(f"{path}.txt").body.decode()
    told = whole.rpartition(f"\n{body['review_line']['text']}\n")[0].strip("\n").removesuffix("\n\n[English]")
    text = [line for line in told.split("\n") if line]
    return {
        "json": [body["title"]["text"], *(line["text"] for line in lines)],
        "runs": [
            body["title"]["text"],
            *("".join(run["text"] for run in line["runs"]) if "runs" in line else line["text"] for line in lines),
        ],
        "html": read_html(door.ask(f"{path}.html").body.decode()),
        "md": read_html(READER.render(door.ask(f"{path}.md").body.decode())),
        "txt": [*text[:-items], *(line.removeprefix("- ") for line in text[-items:])],
        "jsonld": [part["name"], *part["text"].split("\n")],
        "read": read_html(door.ask(f"/read/t/a/{tag}").body.decode()),
        "embed": read_html(door.ask(f"/embed/t/a/{tag}").body.decode()),
    }


def list_items(blocks: list[Any]) -> Iterator[Any]:
    """Paragraphs and items in reading order."""
    for block in blocks:
        yield from block.get("items", [block])


def read_html(html: str) -> list[str]:
    """The text of the last heading that is followed by texts, and of these."""
    found = [each for root in parse(html) for each in root.walk() if each.name in {"h1", "h2", "p", "li"}]
    last = max(index for index, each in enumerate(found) if each.name == "li")
    return [each.text for each in found[: last + 1] if "role" not in each.attributes]
