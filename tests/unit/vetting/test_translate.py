"""Section x catalog: a message fits by its msgctxt and its exact msgid, or not at all."""

from __future__ import annotations

import pytest

from api.model.catalog import BrokenCatalog, Catalog, Credit, Message
from api.model.content import Item, List, Section, Text
from api.model.identifiers import BlockId, LocaleTag, SectionId, TopicId
from api.model.wording import Gap, Line, Progress, Wording
from api.source.segments import make_segments
from api.vetting.translate import author_section, break_section, translate_section, translate_segment

ES = LocaleTag("es")
HUMAN = Credit("human", ("ana",))
HEADING = Text(id=BlockId("title"), source="Risks", line=1)
BLOCKS = (List("bullet", (Item(Text(id=BlockId("leak"), source="Cement may leak.", line=3)),)),)
SECTION = Section(
    id=SectionId("risks"),
    topic=TopicId("spine"),
    aspect="RisksOrComplicationsHealthAspect",
    requires=(),
    heading=HEADING,
    blocks=BLOCKS,
    segments=make_segments(SectionId("risks"), HEADING, BLOCKS),
    file="content/spine/risks.md",
)


def message(block: str, msgid: str, msgstr: str, *, fuzzy: bool = False, line: int = 7) -> Message:
    """A message of the section."""
    return Message(msgctxt=f"risks/{block}", msgid=msgid, msgstr=msgstr, fuzzy=fuzzy, line=line)


TITLE = message("title", "Risks", "Riesgos", line=5)
LEAK = message("leak", "Cement may leak.", "El cemento puede salirse.", line=9)


def translate(*messages: Message) -> Wording:
    """The section in a Spanish that holds these messages."""
    return translate_section(SECTION, Catalog("es.po", ES, messages), ES, HUMAN)


def test_a_complete_current_section_is_shown_in_its_own_words() -> None:
    """Each segment has its message's words and line; the section has no gap."""
    lines = (
        Line(SECTION.segments[0], "Riesgos", message=TITLE),
        Line(SECTION.segments[1], "El cemento puede salirse.", message=LEAK),
    )
    expected = Wording(SECTION, ES, lines, gap=None, credit=HUMAN, file="es.po", progress=Progress(words=4))
    assert expected == translate(TITLE, LEAK)


def test_the_order_of_messages_does_not_matter() -> None:
    """Look-up is by msgctxt, never by place."""
    assert translate(TITLE, LEAK) == translate(LEAK, TITLE)


@pytest.mark.parametrize(
    ("leak", "gap"),
    [
        (None, "missing"),
        (message("leak", "Cement may leak.", ""), "incomplete"),
        (message("leak", "Cement may leak.", " \t\n\u00a0"), "incomplete"),
        (message("leak", "Cement can leak.", "El cemento puede salirse."), "outdated"),
        (message("leak", "Cement may leak. ", "El cemento puede salirse."), "outdated"),
        (message("leak", "", "El cemento puede salirse."), "outdated"),
        (message("leak", "Cement may leak.", "El cemento puede salirse.", fuzzy=True), "outdated"),
        (message("leak", "Cement can leak.", ""), "incomplete"),
        (message("leak", "Cement may leak.", "", fuzzy=True), "incomplete"),
    ],
)
def test_a_message_that_does_not_fit_is_a_gap_without_words(leak: Message | None, gap: Gap) -> None:
    """A segment's gap says why, and no doubtful word is passed on."""
    expected = Line(SECTION.segments[1], "", gap, message=leak)
    assert expected == translate_segment(SECTION.segments[1], {"risks/leak": leak} if leak else {})


@pytest.mark.parametrize(
    ("messages", "gap"),
    [
        ((), "missing"),
        ((message("gone", "Gone.", "Ido."),), "incomplete"),
        ((message("gone", "Gone.", ""),), "incomplete"),
        ((TITLE,), "incomplete"),
        ((message("title", "Risks", ""), message("leak", "Cement may leak.", "")), "incomplete"),
        ((TITLE, message("leak", "Cement can leak.", "Puede salirse.")), "outdated"),
        ((TITLE, message("leak", "Cement may leak.", "Puede salirse.", fuzzy=True)), "outdated"),
        ((message("title", "Risk", "Riesgo"), message("leak", "Cement may leak.", "")), "incomplete"),
        ((message("title", "Risk", "Riesgo"),), "incomplete"),
        ((message("title", "Risk", "Riesgo"), LEAK), "outdated"),
    ],
)
def test_a_sections_gap_is_the_first_that_fits(messages: tuple[Message, ...], gap: Gap) -> None:
    """Missing where nobody began, else incomplete before outdated: one message decides for the whole section."""
    assert gap == translate(*messages).gap


def test_messages_of_other_sections_do_not_begin_a_section() -> None:
    """Another section's messages, even of a longer name, leave this one missing."""
    others = (
        Message("risks-more/title", "a", "b", fuzzy=False, line=1),
        Message("", "Risks", "c", fuzzy=False, line=2),
    )
    assert (translate(*others).gap, [each.gap for each in translate(*others).lines]) == (
        "missing",
        ["missing", "missing"],
    )


def test_without_a_catalog_the_section_is_missing() -> None:
    """A locale without a file for the topic has none of its words; findings then stand at the source."""
    lines = tuple(Line(segment, "", "missing") for segment in SECTION.segments)
    expected = Wording(
        SECTION,
        ES,
        lines,
        gap="missing",
        credit=HUMAN,
        file="content/spine/risks.md",
        progress=Progress(words=4, new=4),
    )
    assert expected == translate_section(SECTION, None, ES, HUMAN)


def test_a_broken_catalog_gives_no_words_and_no_gap() -> None:
    """Its findings decide the state, not a gap that a translator could fill."""
    lines = tuple(Line(segment, "", "missing") for segment in SECTION.segments)
    expected = Wording(
        SECTION, ES, lines, gap=None, credit=HUMAN, file="es.po", progress=Progress(words=4, new=4), broken=True
    )
    assert expected == break_section(SECTION, BrokenCatalog("es.po", ES, ()), HUMAN)


def test_what_could_be_read_of_a_broken_catalog_is_work_that_is_done() -> None:
    """Though nobody is served it: the board does not ask for it again."""
    broken = BrokenCatalog("es.po", ES, (), readable=(TITLE, LEAK))
    wording = break_section(SECTION, broken, HUMAN)
    assert (wording.progress, {line.text for line in wording.lines}) == (Progress(words=4), {""})


@pytest.mark.parametrize(
    ("messages", "progress"),
    [
        ((TITLE, LEAK), Progress(words=4)),
        ((TITLE,), Progress(words=4, new=3)),
        ((TITLE, message("leak", "Cement can leak.", "Puede salirse.")), Progress(words=4, changed=3)),
        ((message("title", "Risks", ""), message("leak", "Cement may leak.", "x", fuzzy=True)), Progress(4, 1, 3)),
    ],
)
def test_progress_is_counted_in_words_of_the_english(messages: tuple[Message, ...], progress: Progress) -> None:
    """New where there is no text, changed where it is for another English, and nothing twice."""
    found = translate(*messages).progress
    assert found == progress
    assert found.unchanged == found.words - found.new - found.changed


def test_the_source_is_what_the_author_wrote() -> None:
    """Every segment's words are its msgid, and the method is the author's."""
    lines = tuple(Line(segment, segment.msgid) for segment in SECTION.segments)
    expected = Wording(
        SECTION,
        LocaleTag("en"),
        lines,
        gap=None,
        credit=Credit("authored"),
        file="content/spine/risks.md",
        progress=Progress(words=4),
    )
    assert expected == author_section(SECTION)


def test_messages_are_indexed_by_msgctxt() -> None:
    """Each once, to be looked up."""
    assert Catalog("es.po", ES, (TITLE, LEAK)).by_msgctxt == {"risks/title": TITLE, "risks/leak": LEAK}
