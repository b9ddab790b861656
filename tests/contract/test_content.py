"""The shipped content: its facts' numbers and hedges, its reading level, its signatures (none)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import textstat

from api.model.content import Procedure
from api.release.load import read_project
from api.source.inline import parse_inline, plain
from tests.builders import ROOT, SHIPPED

if TYPE_CHECKING:
    from api.model.content import Topic

# What must not be lost in an edit: each section's hedges and numbers, in its order.
WORDS = {
    "overview": ["often", "osteoporosis", "injury", "cancer", "can cause", "severe", "can make", "can lower", "one option", "can ease", "fast"],
    "what-it-is": ["minimally invasive", "stable", "Medical-grade", "injected", "sets fast", "at once", "Most often", "mid-back", "lower back"],
    "who-can-benefit": ["best", "especially", "multiple myeloma", "metastases", "not healed", "long-lasting", "may gain", "cannot have open surgery", "fast pain relief"],
    "benefits": ["Many patients", "hours to days", "can move", "can get back", "sooner", "one small puncture", "no need", "helps prevent", "could deform", "nerves"],
    "procedure": ["Usually", "not stay overnight", "local anesthesia plus sedation", "some cases", "may be used", "live X-ray", "within minutes"],
    "recovery": ["typically", "same day", "Most people", "within a few days", "Some people", "short time"],
    "risks": ["generally safe", "generally tolerate", "every procedure has risks", "may include", "rare", "infection or bleeding", "uncommon", "allergic", "each patient", "lowers the risks"],
    "next-steps": ["body", "mood", "strength", "less pain", "independent", "as safely as possible", "may be worth"],
}  # fmt: skip

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


@pytest.mark.parametrize("section", list(WORDS))
def test_hedges_and_numbers_stand_in_order(topic: Topic, section: str) -> None:
    """Every hedge, number and named thing of the fact sheet is still there, in its order."""
    (found,) = (each for each in topic.sections if each.id == section)
    text = " ".join(plain(parse_inline(segment.msgid)) for segment in found.segments)
    place = 0
    for word in WORDS[section]:
        assert word in text[place:], word
        place = text.index(word, place)


def test_the_whole_topic_reads_at_grade_eight(topic: Topic) -> None:
    """Flesch-Kincaid of all blocks, each ending a sentence, is 8 or lower."""
    texts = [plain(parse_inline(segment.msgid)) for section in topic.sections for segment in section.segments]
    sentences = [text if text.endswith((".", "?", "!")) else f"{text.rstrip(':')}." for text in texts]

    assert textstat.flesch_kincaid_grade(" ".join(sentences)) <= 8


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
    for word in ("Vertebroplasty", "spine", "one small puncture in the skin", "no need for large cuts", "small needle"):
        assert word in text


def test_nothing_shipped_pretends_to_be_vetted() -> None:
    """No sign-off, no reviewer, and every translation says that a machine made it."""
    project = read_project(SHIPPED)

    assert project.signoffs == ()
    assert list(ROOT.glob("locales/**/*.jsonl")) == []
    assert not (ROOT / "locales" / "reviewers.toml").exists()
    assert {translation.credit.method for translation in project.translations} == {"machine"}


def test_hard_terms_have_notes(topic: Topic) -> None:
    """Translators are told what cement, collapse, sedation and the frequencies mean here."""
    notes = {segment.msgctxt: segment.note for section in topic.sections for segment in section.segments}

    for block in ("what-it-is/cement", "benefits/collapse", "procedure/setting", "risks/leak", "risks/nerve"):
        assert notes[block]
