"""The shipped content: its facts' numbers and hedges in every language, its reading level, its signatures (none).

`meaning/en.toml` lists, block by block, the words that carry a fact; the file of each locale says how its catalog renders them.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
import textstat

from api.catalogs.reader import read_catalog
from api.cli.main import main
from api.model.catalog import Catalog
from api.model.content import Procedure, Topic
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.project.reading import read_project
from api.source.inline import parse_inline, plain
from tests.builders import ROOT, SHIPPED, copy_project

MEANING = ROOT / "tests" / "http" / "meaning"
TAGS = tuple(sorted(path.stem for path in MEANING.glob("*.toml")))
TRANSLATED = tuple(tag for tag in TAGS if tag != SOURCE)

ASPECTS = {
    "overview": "OverviewHealthAspect",
    "what-it-is": "TreatmentsHealthAspect",
    "who-can-benefit": "MayTreatHealthAspect",
    "benefits": "BenefitsHealthAspect",
    "procedure": "HowItWorksHealthAspect",
    "recovery": "LivingWithHealthAspect",
    "risks": "RisksOrComplicationsHealthAspect",
    "next-steps": "SeeDoctorHealthAspect",
}


@pytest.fixture(scope="module")
def topic() -> Topic:
    """The shipped topic."""
    (topic,) = read_project(SHIPPED).topics
    return topic


def test_the_sections_are_the_articles(topic: Topic) -> None:
    """Eight, in its order, each with its aspect; the benefits require the risks."""
    assert list(ASPECTS.items()) == [(section.id, section.aspect) for section in topic.sections]
    assert {section.id: section.requires for section in topic.sections if section.requires} == {"benefits": ("risks",)}


@cache
def read_table(tag: str) -> dict[str, dict[str, str]]:
    """By block: the English words that matter, and how the locale says them."""
    table: dict[str, dict[str, str]] = tomllib.loads((MEANING / f"{tag}.toml").read_text(encoding="utf-8"))
    return table


@cache
def read_words(tag: str, domain: str = "vertebroplasty") -> dict[str, str]:
    """The shipped words of the locale without their emphasis, by block."""
    if tag == SOURCE:
        (topic,) = read_project(SHIPPED).topics
        texts = {segment.msgctxt: segment.msgid for section in topic.sections for segment in section.segments}
    else:
        catalog = read_catalog(locate_catalog(SHIPPED.locales, tag, domain), LocaleTag(tag))
        assert isinstance(catalog, Catalog)
        texts = {message.msgctxt: message.msgstr for message in catalog.messages}
    return {block: plain(parse_inline(text)) for block, text in texts.items()}


def locate_catalog(locales: Path, tag: str, domain: str = "vertebroplasty") -> Path:
    """Where the locale's catalog lies."""
    return locales / tag.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"


def test_every_shipped_locale_has_a_table() -> None:
    """A language without one could lose a hedge unseen."""
    assert {SOURCE, *(translation.locale for translation in read_project(SHIPPED).translations)} == set(TAGS)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_table_has_a_rendering_for_all_that_the_english_holds(tag: str) -> None:
    """No more and no less, and none is empty."""
    assert {block: set(words) for block, words in read_table(SOURCE).items()} == {
        block: set(words) for block, words in read_table(tag).items()
    }
    assert all(words.strip() for block in read_table(tag).values() for words in block.values())


@pytest.mark.parametrize("tag", TAGS)
def test_no_block_has_lost_a_hedge_a_number_or_a_negation(tag: str) -> None:
    """Each stands in its block still."""
    words = read_words(tag)
    lost = [
        f"{block}: {english!r}, in {tag} {rendering!r}"
        for block, pairs in read_table(tag).items()
        for english, rendering in pairs.items()
        if rendering.casefold() not in words[block].casefold()
    ]
    assert lost == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_rare_and_uncommon_are_not_one_word(tag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is rare is less often than what is uncommon: `vertebra check` finds the one said for the other, in every language."""
    table, folders = read_table(tag), copy_project(tmp_path, tag)
    path = locate_catalog(folders.locales, tag)
    rare, uncommon = table["risks/leak"]["rare"], table["risks/nerve"]["uncommon"]
    text = path.read_text(encoding="utf-8")
    for block, before, after in (("leak", rare, uncommon), ("nerve", uncommon, rare)):
        start = text.index(f'msgctxt "risks/{block}"')
        end = text.index("\n\n", start)
        assert before in text[start:end]
        text = text[:start] + text[start:end].replace(before, after) + text[end:]
    path.write_text(text, encoding="utf-8")

    capsys.readouterr()
    main(["check", "--format", "json", "--content", str(folders.content), "--locales", str(folders.locales), tag])
    found = {finding["block"] for finding in json.loads(capsys.readouterr().out)}
    assert {"risks/leak", "risks/nerve"} <= found


@pytest.mark.parametrize("tag", TAGS)
def test_each_section_alone_names_the_treatment(tag: str) -> None:
    """Partners show sections by themselves: the name stands in the heading or in the text that follows it."""
    words = read_words(tag)
    name = read_words(tag, "interface")["topic/vertebroplasty"] if tag != SOURCE else "Vertebroplasty"
    # Endings change with the case.
    stem = name.casefold()[: max(3, len(name) * 2 // 3)]
    blocks: dict[str, list[str]] = {}
    for msgctxt, text in words.items():
        blocks.setdefault(msgctxt.partition("/")[0], []).append(text.casefold())
    assert [section for section, texts in blocks.items() if stem not in " ".join(texts[:2])] == []


@pytest.mark.parametrize("section", [*ASPECTS, None])
def test_the_english_reads_at_grade_eight(topic: Topic, section: str | None) -> None:
    """Flesch-Kincaid of all blocks, each ending a sentence, is 8 or lower: of each section, and of the topic."""
    texts = [
        plain(parse_inline(segment.msgid))
        for each in topic.sections
        for segment in each.segments
        if section in {None, each.id}
    ]
    sentences = [text if text.endswith((".", "?", "!")) else f"{text.rstrip(':')}." for text in texts]

    assert textstat.flesch_kincaid_grade(" ".join(sentences)) <= 8


@pytest.mark.parametrize("section", list(ASPECTS))
def test_nothing_points_at_what_was_not_named(topic: Topic, section: str) -> None:
    """Before a section names the treatment, no "the procedure", "this procedure" or "it" stands for it."""
    (found,) = (each for each in topic.sections if each.id == section)
    text = " ".join(plain(parse_inline(segment.msgid)) for segment in found.segments)
    before = re.split("vertebroplasty", text, maxsplit=1, flags=re.IGNORECASE)[0]

    assert re.search(r"\b(?:procedure|it|its|this)\b", before, re.IGNORECASE) is None


def test_the_provenance_is_the_articles(topic: Topic) -> None:
    """The publisher and the day of the article; no contact and no page were named to us."""
    provenance = topic.provenance

    assert (
        provenance.publisher, provenance.published.isoformat(), provenance.contact, provenance.url
    ) == ("IGEA Brain, Spine & Orthopedics", "2025-05-27", None, None)  # fmt: skip


def test_machines_are_told_only_what_the_sections_say(topic: Topic) -> None:
    """The procedure's name and place stand in the text, and so does what makes it one through the skin: a needle, no cut."""
    text = " ".join(plain(parse_inline(segment.msgid)) for section in topic.sections for segment in section.segments)

    assert topic.procedure == Procedure("Vertebroplasty", "PercutaneousProcedure", "Spine")
    for word in ("Vertebroplasty", "spine", "a small puncture in the skin", "does not need large cuts", "small needle"):
        assert word in text


def test_nothing_shipped_pretends_to_be_vetted() -> None:
    """No sign-off, no reviewer, and every translation says that a machine made it."""
    project = read_project(SHIPPED)

    assert project.judgement.signoffs == ()
    assert list(ROOT.glob("locales/**/*.jsonl")) == []
    assert not (ROOT / "locales" / "reviewers.toml").exists()
    assert {translation.credit.method for translation in project.translations} == {"machine"}


def test_hard_terms_have_notes(topic: Topic) -> None:
    """Translators are told what cement, collapse, sedation and the frequencies mean here."""
    notes = {segment.msgctxt: segment.note for section in topic.sections for segment in section.segments}

    for block in ("what-it-is/cement", "benefits/collapse", "procedure/setting", "risks/leak", "risks/nerve"):
        assert notes[block]
