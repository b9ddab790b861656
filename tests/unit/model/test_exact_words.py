"""Digests: what a reviewer signs, written down so that another program can compute it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from api.model.catalog import Credit
from api.model.content import Item, List, Run, Section, Text
from api.model.exact_words import ExactWords, InterfaceWords, SectionWords, digest_words, mark_up
from api.model.identifiers import BlockId, Digest, LocaleTag, SectionId, TopicId
from api.model.wording import Line, Wording, digest_bytes, digest_json, encode_canonically
from api.source.inline import parse_inline
from api.source.parser import parse_section
from api.source.segments import make_segments
from api.vetting.translate import author_section, show_source, show_wording
from tests.builders import ROOT

VECTORS: list[dict[str, Any]] = json.loads((ROOT / "tests/unit/model/digests.json").read_text(encoding="utf-8"))
"""Wordings as JSON, and their digests as another program computed them."""

STEPS = r"""# Steps of the procedure {#title}

Cement, or "bone cement",
is put in. {#intro}

1. __Rest__ & ***wait***. {#first}

   * Ten minutes. {#nested}

   1. Ten \\ more\*. {#again}

2. Go _home_. {#second}
"""


def read(text: str) -> Section:
    """The section that the Markdown is."""
    heading, blocks, findings = parse_section(text, "steps.md")
    assert findings == ()
    return Section(
        id=SectionId("steps"),
        topic=TopicId("spine"),
        aspect="HowItWorksHealthAspect",
        requires=(),
        heading=heading,
        blocks=blocks,
        segments=make_segments(SectionId("steps"), heading, blocks),
        file="content/spine/steps.md",
    )


def digest(section: Section) -> Digest:
    """The digest of its words."""
    return digest_words(show_source(section))


def translate(section: Section, *words: str, locale: str = "es") -> Wording:
    """A translation of the section in these words."""
    lines = tuple(Line(segment, text) for segment, text in zip(section.segments, words, strict=True))
    return Wording(section, LocaleTag(locale), lines, None, Credit(), f"{locale}.po")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_digest_is_sha_256_of_the_canonical_json(vector: dict[str, Any]) -> None:
    """By the standard library alone: keys sorted, no white space, UTF-8; and ours is the same."""
    canonical = json.dumps(vector["words"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    shape: type[ExactWords] = InterfaceWords if vector["words"]["topic"] == "interface" else SectionWords
    words = msgspec.convert(vector["words"], shape)

    assert f"sha256:{hashlib.sha256(canonical).hexdigest()}" == vector["digest"]
    assert digest_words(words) == vector["digest"]


def test_a_section_has_the_digest_of_what_is_shown_of_it() -> None:
    """Its lines joined, its marks read, its lists nested."""
    assert json.loads(encode_canonically(show_source(read(STEPS)))) == VECTORS[0]["words"]
    assert digest(read(STEPS)) == VECTORS[0]["digest"]


def test_the_direction_of_a_name_is_in_no_digest() -> None:
    """A translation's words are as they were written; how a page keeps a name whole is the page's business."""
    section = read("# Steps {#title}\n\nBy IGEA. {#intro}\n\n- **PMMA cement** now {#first}\n")
    words = ("خطوات IGEA", "يقدمه IGEA Brain & Spine للمرضى.", "**إسمنت PMMA** الآن")
    assert digest_words(show_wording(translate(section, *words, locale="ar"))) == VECTORS[1]["digest"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rest", "Rests"),
        ("is put in.", "is not put in."),
        ("__Rest__", "Rest"),
        ("__Rest__", "_Rest_"),
        ("_home_", "**home**"),
        ("   1. Ten \\\\ more\\*. {#again}\n\n", ""),
        ("2. Go", "- Go"),
        ("2. Go", "\nGo"),
        ("{#second}", "{#other}"),
        ("Steps of", "Step of"),
    ],
)
def test_whatever_a_reader_would_see_otherwise_makes_another_digest(before: str, after: str) -> None:
    """A word, what is bold, what stands where; and an id, by which words are known."""
    assert before in STEPS
    assert digest(read(STEPS.replace(before, after))) != digest(read(STEPS))


def test_every_arrangement_of_the_same_words_has_a_digest_of_its_own() -> None:
    """Order, kind and depth of lists, and where one ends."""
    arranged = (
        "- One. {#one}\n- Two. {#two}\n",
        "- Two. {#two}\n- One. {#one}\n",
        "1. One. {#one}\n2. Two. {#two}\n",
        "- One. {#one}\n  - Two. {#two}\n",
        "- One. {#one}\n  1. Two. {#two}\n",
        "- One. {#one}\n\n1. Two. {#two}\n",
        "- One. {#one}\n\nTwo. {#two}\n",
        "One. {#one}\n\nTwo. {#two}\n",
    )
    assert len({digest(read(f"# Risks {{#title}}\n\n{each}")) for each in arranged}) == len(arranged)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("__Rest__", "**Rest**"),
        ("_home_", "*home*"),
        ("***wait***", "**_wait_**"),
        ('"bone cement",\nis', '"bone cement", is'),
        ("   * Ten minutes", "   + Ten minutes"),
        ("1. __Rest", "1) __Rest"),
        ("{#title}\n\n", "{#title}\n\n\n"),
        (r"\\ more", r"\ more"),
    ],
)
def test_what_a_reader_sees_alike_has_one_digest(before: str, after: str) -> None:
    """How a file is wrapped, which marks it is written with."""
    assert before in STEPS
    changed = STEPS.replace(before, after)
    changed = changed.replace("2. Go", "2) Go") if "1) " in after else changed
    assert digest(read(changed)) == digest(read(STEPS))


def test_lines_notes_files_and_what_is_told_beside_are_not_in_it() -> None:
    """Re-wrapping, a note for translators or a moved file lapses no sign-off."""
    section = read(STEPS)
    heading = replace(section.heading, line=40)
    segments = make_segments(section.id, heading, section.blocks, file="moved.md", notes={"steps/title": "Hard."})
    moved = replace(section, heading=heading, segments=segments, file="moved.md", publisher="Somebody else")
    assert digest(moved) == digest(section)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(read(STEPS), topic=TopicId("hip")), id="another topic"),
        pytest.param(replace(read(STEPS), id=SectionId("risks")), id="another section"),
    ],
)
def test_the_place_of_words_is_in_their_digest(changed: Section) -> None:
    """The same words elsewhere are signed elsewhere; in another locale too."""
    assert digest(changed) != digest(read(STEPS))
    copied = translate(read(STEPS), *(segment.msgid for segment in read(STEPS).segments))
    assert digest_words(show_wording(copied)) != digest_words(show_wording(author_section(read(STEPS))))


def test_items_are_written_whole_and_runs_only_where_something_is_emphasised() -> None:
    """An item has its blocks also when there are none; a plain text has no runs."""
    item = Item(Text(id=BlockId("a"), source="Rest.", line=3))
    section = replace(read(STEPS), blocks=(List("bullet", (item,)),))
    section = replace(section, segments=make_segments(section.id, section.heading, section.blocks))
    (block,) = show_source(section).blocks
    assert (
        encode_canonically(block) == b'{"items":[{"blocks":[],"id":"a","text":"Rest."}],"ordered":false,"type":"list"}'
    )


RUNS = [
    (Run("a"), Run("b", strong=True), Run("c", em=True), Run("d", strong=True, em=True), Run("e", em=True)),
    (Run("a*b\\"), Run("**", strong=True), Run("c", strong=True, em=True), Run("d", strong=True)),
]


@pytest.mark.parametrize("runs", RUNS)
def test_runs_are_told_apart_by_their_marks(runs: tuple[Run, ...]) -> None:
    """Whatever becomes of one of them, the marked text is another."""
    others = {
        mark_up((*runs[:at], replace(run, strong=not run.strong), *runs[at + 1 :])) for at, run in enumerate(runs)
    }
    others |= {mark_up((*runs[:at], replace(run, em=not run.em), *runs[at + 1 :])) for at, run in enumerate(runs)}
    assert len(others) == 2 * len(runs)
    assert mark_up(runs) not in others
    assert mark_up(parse_inline(r"**a *b* c**\* __d__")) == r"**a *b* c**\* **d**"


@pytest.mark.parametrize(
    ("value", "canonical"),
    [({"b": 1, "a": [None, "é"]}, '{"a":[null,"é"],"b":1}'), ([], "[]"), ("a/b", '"a/b"')],
)
def test_a_json_digest_is_that_of_its_canonical_bytes(value: Any, canonical: str) -> None:
    """Keys are sorted and nothing is escaped that need not be."""
    assert digest_bytes(canonical.encode()) == digest_json(value)
