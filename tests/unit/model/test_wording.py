"""Digests: what a reviewer signs, written down so that another program can compute it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from api.model.catalog import Credit
from api.model.content import Item, List, Section, Text
from api.model.identifiers import BlockId, LocaleTag, SectionId, TopicId
from api.model.wording import Line, Wording, digest_bytes, digest_json, digest_segments, digest_wording
from api.source.segments import make_segments
from api.translate import author_section

if TYPE_CHECKING:
    from api.model.content import Block

HEADING = Text(id=BlockId("title"), source="Risks", line=1)
LEAK = Item(Text(id=BlockId("leak"), source="**Cement** may leak.", line=3))
NERVE = Item(Text(id=BlockId("nerve"), source="A nerve may hurt.", line=4))
WORDS = ("Riesgos", "El **cemento** puede salirse: ¿qué hacer?")

SOURCE_JSON = (
    '{"blocks":['
    '{"depth":0,"kind":"heading","list":null,"msgctxt":"risks/title","msgid":"Risks"},'
    '{"depth":1,"kind":"item","list":"bullet","msgctxt":"risks/leak","msgid":"**Cement** may leak."}'
    '],"locale":"en","section":"risks","topic":"spine"}'
)
SOURCE_DIGEST = "sha256:9713240a0b0c070f047f0faf350a78016b512695fd0b349539dc4fd0ce382102"
SPANISH_JSON = (
    '{"blocks":['
    '{"depth":0,"kind":"heading","list":null,"msgctxt":"risks/title","msgid":"Risks","msgstr":"Riesgos"},'
    '{"depth":1,"kind":"item","list":"bullet","msgctxt":"risks/leak","msgid":"**Cement** may leak.",'
    '"msgstr":"El **cemento** puede salirse: ¿qué hacer?"}'
    '],"locale":"es","section":"risks","topic":"spine"}'
)
SPANISH_DIGEST = "sha256:c4cb78bd1575a143916ef02e7fef6b911d582eee970d83c923b18407ed2f7205"


def section(*blocks: Block, heading: Text = HEADING) -> Section:
    """A section with these blocks."""
    return Section(
        id=SectionId("risks"),
        topic=TopicId("spine"),
        aspect="RisksOrComplicationsHealthAspect",
        requires=(),
        heading=heading,
        blocks=blocks,
        segments=make_segments(SectionId("risks"), heading, blocks),
        file="content/spine/risks.md",
    )


VECTOR = section(List("bullet", (LEAK,)))


def spanish(*words: str, of: Section = VECTOR, locale: str = "es") -> Wording:
    """A translation of the section in these words."""
    lines = tuple(Line(segment, text) for segment, text in zip(of.segments, words, strict=True))
    return Wording(of, LocaleTag(locale), lines, None, Credit(), "es.po")


@pytest.mark.parametrize(
    ("wording", "canonical", "digest"),
    [
        pytest.param(author_section(VECTOR), SOURCE_JSON, SOURCE_DIGEST, id="source"),
        pytest.param(spanish(*WORDS), SPANISH_JSON, SPANISH_DIGEST, id="translation"),
    ],
)
def test_the_digest_is_sha_256_of_the_canonical_json(wording: Wording, canonical: str, digest: str) -> None:
    """The test vector: keys sorted, no white space, UTF-8, and `msgstr` for translations only."""
    assert f"sha256:{hashlib.sha256(canonical.encode('utf-8')).hexdigest()}" == digest
    assert digest == digest_wording(wording)


def test_the_vector_is_the_json_that_the_documentation_describes() -> None:
    """Parsed, the canonical form has the documented fields, and written anew by the standard library it is the same."""
    value = json.loads(SPANISH_JSON)
    assert {"topic", "section", "locale", "blocks"} == set(value)
    assert json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == SPANISH_JSON


@pytest.mark.parametrize(
    ("composed", "decomposed"), [("\u00bfqu\u00e9 hacer?", "\u00bfque\u0301 hacer?"), ("\uac00", "\u1100\u1161")]
)
def test_canonically_equal_texts_have_one_digest(composed: str, decomposed: str) -> None:
    """However an editor composes its letters, the words are the same: NFC, in msgstr and msgid."""
    assert composed != decomposed
    assert digest_wording(spanish("Riesgos", composed)) == digest_wording(spanish("Riesgos", decomposed))
    one, other = (section(Text(id=BlockId("a"), source=text, line=3)) for text in (composed, decomposed))
    assert digest_wording(author_section(one)) == digest_wording(author_section(other))


TWO = section(List("bullet", (LEAK, NERVE)))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(section(List("bullet", (NERVE, LEAK))), id="a bullet moved"),
        pytest.param(section(List("ordered", (LEAK, NERVE))), id="bullets numbered"),
        pytest.param(
            section(List("bullet", (replace(LEAK, lists=(List("bullet", (NERVE,)),)),))), id="a bullet nested"
        ),
        pytest.param(section(LEAK.text, NERVE.text), id="items made paragraphs"),
        pytest.param(section(List("bullet", (LEAK,))), id="a bullet removed"),
        pytest.param(replace(TWO, topic=TopicId("hip")), id="another topic"),
        pytest.param(replace(TWO, id=SectionId("benefits")), id="another section"),
        pytest.param(
            section(List("bullet", (LEAK, Item(replace(NERVE.text, id=BlockId("other")))))), id="another block id"
        ),
        pytest.param(
            section(List("bullet", (LEAK, Item(replace(NERVE.text, source="A nerve may hurt!"))))), id="one character"
        ),
    ],
)
def test_any_change_that_a_reader_sees_makes_another_digest(changed: Section) -> None:
    """Order, kind, depth, names and words are all signed."""
    assert digest_wording(author_section(changed)) != digest_wording(author_section(TWO))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(spanish("Riesgos", WORDS[1] + "."), id="one character more"),
        pytest.param(spanish(*WORDS, locale="es-MX"), id="another locale"),
        pytest.param(spanish(*WORDS[::-1]), id="words in each other's place"),
        pytest.param(author_section(VECTOR), id="the source"),
    ],
)
def test_another_translation_has_another_digest(changed: Wording) -> None:
    """One character, the locale and the place of the words are signed."""
    assert digest_wording(changed) != digest_wording(spanish(*WORDS))


def test_a_translation_that_copies_the_source_is_not_the_source() -> None:
    """A translation's digest is never its source's, even in the same words."""
    copied = digest_wording(spanish(*(segment.msgid for segment in VECTOR.segments), locale="en"))
    assert copied != digest_wording(author_section(VECTOR))


def test_lines_notes_and_files_are_not_signed() -> None:
    """Re-wrapping, a note for translators or a moved file lapses no sign-off."""
    heading = replace(HEADING, line=40)
    blocks = (List("bullet", (replace(LEAK, text=replace(LEAK.text, line=42)),)),)
    notes = {"risks/title": "Hard."}
    segments = make_segments(SectionId("risks"), heading, blocks, file="moved.md", notes=notes)
    moved = replace(VECTOR, heading=heading, blocks=blocks, segments=segments, file="moved.md")
    assert digest_wording(author_section(VECTOR)) == digest_wording(author_section(moved))


def test_as_many_translations_as_segments_are_signed() -> None:
    """A digest over fewer texts than segments is refused rather than cut short."""
    with pytest.raises(ValueError, match="shorter"):
        digest_segments("spine", "risks", LocaleTag("es"), VECTOR.segments, ("Riesgos",))


@pytest.mark.parametrize(
    ("value", "canonical"),
    [({"b": 1, "a": [None, "é"]}, '{"a":[null,"é"],"b":1}'), ([], "[]"), ("a/b", '"a/b"')],
)
def test_a_json_digest_is_that_of_its_canonical_bytes(value: Any, canonical: str) -> None:
    """Keys are sorted and nothing is escaped that need not be."""
    assert digest_bytes(canonical.encode()) == digest_json(value)
