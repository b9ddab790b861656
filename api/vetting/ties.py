"""What a tie does to the source: earlier texts that mean the same are told to whoever looks a translation up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from api.model.shown import digest_words
from api.source.inline import rewrite
from api.vetting.shown import show_source
from api.vetting.vouching import follow_ties, list_tied

if TYPE_CHECKING:
    from api.model.content import Section, Topic
    from api.vetting.judgement import Judgement


def carry_ties(topics: tuple[Topic, ...], judgement: Judgement) -> tuple[Topic, ...]:
    """The topics, with each segment's earlier texts of which a clinician vouched that they mean the same, and with no others."""
    if not judgement.ties and not any(
        segment.same for topic in topics for each in topic.sections for segment in each.segments
    ):
        return topics
    return tuple(
        replace(topic, sections=tuple(_carry(section, judgement) for section in topic.sections)) for topic in topics
    )


def _carry(section: Section, judgement: Judgement) -> Section:
    digest = digest_words(show_source(section))
    followed = follow_ties(section.reference, digest, judgement)
    earlier: dict[str, dict[str, None]] = {}
    for words in list_tied(followed, digest).values():
        for text in words.list_texts():
            earlier.setdefault(text.key, {})[text.words] = None
    return replace(
        section,
        segments=tuple(
            replace(
                segment, same=tuple(each for each in earlier.get(segment.key, ()) if each != rewrite(segment.msgid))
            )
            for segment in section.segments
        ),
    )
