"""JSON: what one locale's reader gets of a topic, in the shapes that partners know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

import msgspec
from msgspec import Struct

from api.model.catalog import Method
from api.model.content import Provenance, Run, Topic
from api.model.exact_words import ListBlock, ListItem, ParagraphBlock
from api.model.identifiers import LocaleTag
from api.model.locales import Direction, direction_of, format_date
from api.model.vetting import REVIEW_MONTHS, State, add_months, needed_role
from api.model.wording import digest_json
from api.release.model import Release
from api.release.shown import Shown, ShownTopic, Withheld
from api.representations import shapes
from api.representations.bidi import mark_latin
from api.representations.html import SectionHeading, render_attribution, render_section
from api.representations.paths import localise, section_path
from api.representations.voice import TITLE, Voice
from api.vetting.edition import Vetted


class Reader(Struct, frozen=True):
    """One locale's reader of a topic, and what answers to them are made from."""

    shown: ShownTopic
    review_months: int = REVIEW_MONTHS

    @property
    def topic(self) -> Topic:
        """The topic."""
        return self.shown.topic

    @property
    def locale(self) -> LocaleTag:
        """The reader's."""
        return self.shown.locale

    @property
    def voice(self) -> Voice:
        """Our own words to them."""
        return Voice(self.shown.texts)

    @property
    def outcomes(self) -> tuple[Shown | Withheld, ...]:
        """What they are shown of each section, in the author's order."""
        return self.shown.sections

    def make_body(self, position: int, *, exact: bool = False) -> shapes.SectionBody | None:
        """The section as it stands in the topic; None where it is withheld, or where `exact` refuses a stand-in."""
        outcome = self.outcomes[position]
        if not _is_shown(outcome, exact=exact):
            return None
        return _make_body(self, outcome, exact=exact)


def list_readers(release: Release, topic: str) -> tuple[Reader, ...]:
    """The readers of the topic in every listed locale, the source's first; none where there is no such topic."""
    found = (release.find(topic, locale) for locale in release.locales)
    return tuple(Reader(shown, release.review_months) for shown in found if shown is not None)


def make_topic(reader: Reader, links: shapes.Links, *, exact: bool) -> shapes.Topic:
    """The whole topic; `exact` leaves out the stand-ins and says so."""
    shown = shown_in(reader, exact=exact)
    made = (reader.make_body(position, exact=exact) for position in range(len(reader.outcomes)))
    bodies = tuple(body for body in made if body is not None)
    first = reader.outcomes[0]
    vouched = _is_vouched(shown)
    return shapes.Topic(
        id=reader.topic.id,
        locale=reader.locale,
        direction=direction_of(reader.locale),
        title=choose_title(first.vetted, vouched=vouched) if _is_shown(first, exact=exact) else None,
        complete=len(shown) == len(reader.outcomes) and not any(each.reason for each in shown),
        sections=bodies,
        withheld=withheld_in(reader, exact=exact),
        # The same sentence from several sections is said once; dict keys keep their order.
        notices=tuple(dict.fromkeys(notice for body in bodies for notice in body.notices)),
        digest=digest_json([[body.id, body.locale, body.digest] for body in bodies]),
        attribution=_make_attribution(reader, vouched=vouched),
        disclaimer=reader.voice.say("disclaimer", vouched=vouched),
        review_line=_say_review(reader.voice, shown),
        labels=_make_labels(reader.voice, vouched=vouched),
        provenance=_make_provenance(reader.topic.provenance),
        links=links,
    )


def make_section(reader: Reader, shown: Shown, body: shapes.SectionBody, links: shapes.Links) -> shapes.Section:
    """A section alone, with all that must be shown beside it."""
    vouched = _is_vouched((shown,))
    return shapes.Section(
        **msgspec.structs.asdict(body),
        attribution=_make_attribution(reader, vouched=vouched),
        disclaimer=reader.voice.say("disclaimer", vouched=vouched),
        review_line=_say_review(reader.voice, (shown,)),
        labels=_make_labels(reader.voice, vouched=vouched),
        provenance=_make_provenance(reader.topic.provenance),
        links=links,
    )


def make_links(resource: str, locale: LocaleTag, own: Iterable[LocaleTag], *, exact: bool) -> shapes.Links:
    """The links of a topic's or section's answer. `own` are the locales in which it is served in its own words."""
    return shapes.Links(
        self=localise(resource, locale, exact=exact),
        permalink=None,
        alternates=shapes.Alternates(
            href=localise(resource, LocaleTag("{locale}"), exact=exact),
            locales=tuple(sorted(other for other in own if other != locale)),
        ),
    )


def _make_body(reader: Reader, shown: Shown, *, exact: bool) -> shapes.SectionBody:
    wording = shown.vetted.wording
    section = wording.section
    locale, direction = wording.locale, direction_of(wording.locale)
    blocks = tuple(_make_block(block, direction) for block in shown.words.blocks)
    by_id = {each.own.wording.section.id: each for each in reader.outcomes}
    required = tuple(by_id[other] for other in section.requires)
    complete = all(_is_shown(other, exact=exact) for other in required)
    notices = reader.voice.notify(shown.list_notices(complete=complete))
    title = make_title(shown.vetted)
    return shapes.SectionBody(
        id=section.id,
        topic=section.topic,
        aspect=section.aspect,
        locale=locale,
        direction=direction,
        requires=_make_requirements(shown, required),
        fallback=shapes.Fallback(from_=shown.own.locale, reason=shown.reason) if shown.reason else None,
        review=make_review(shown.vetted, reader.review_months),
        notices=notices,
        title=title,
        blocks=blocks,
        html=str(
            render_section(
                locale=locale,
                direction=direction,
                heading=SectionHeading(title.text),
                notices=notices,
                blocks=blocks,
            )
        ),
        digest=shown.vetted.digest,
        source_digest=shown.vetted.source_digest,
    )


def make_title(vetted: Vetted) -> shapes.Title:
    """The heading of what is shown, in the section and wherever else it is named."""
    locale = vetted.wording.locale
    return shapes.Title(text=vetted.title, locale=locale, direction=direction_of(locale), state=vetted.state)


def choose_title(vetted: Vetted, *, vouched: bool) -> shapes.Title | None:
    """The section's title as it may stand beside other words: where these are signed, in words that are, or not at all."""
    if not vouched or vetted.state is State.SIGNED_OFF:
        return make_title(vetted)
    source = vetted.source
    return make_title(source) if source and source.state is State.SIGNED_OFF else None


def make_review(vetted: Vetted, review_months: int) -> shapes.Review:
    """Whether anybody vouched, since when (the oldest of their dates), and when the text is to be read again."""
    last = min((signoff.day for signoff in vetted.vouching), default=None)
    return shapes.Review(
        state=vetted.state,
        method=_find_method(vetted),
        signoffs=tuple(
            shapes.Signature(
                role=signoff.role,
                locale=signoff.locale,
                date=signoff.day.isoformat(),
                name=signoff.name,
                credentials=signoff.credentials,
                organisation=signoff.organisation,
            )
            for signoff in vetted.vouching
        ),
        last_reviewed=last.isoformat() if last else None,
        next_review=add_months(last, review_months).isoformat() if last else None,
    )


def _find_method(vetted: Vetted) -> Method:
    """How the words came to be: as it was when they were signed, where they are."""
    needed = needed_role(vetted.wording.locale)
    signed = (each.method for each in vetted.signoffs if each.role == needed and each.method is not None)
    return next(signed, vetted.wording.credit.method)


def shown_in(reader: Reader, *, exact: bool) -> tuple[Shown, ...]:
    """The sections that the reader gets; `exact` leaves out the stand-ins."""
    return tuple(each for each in reader.outcomes if _is_shown(each, exact=exact))


def _is_vouched(shown: Iterable[Shown]) -> bool:
    """Whether any of it is signed off: beside that stands no word that nobody vouches for. See `voice`, rule 3."""
    return any(each.vetted.state is State.SIGNED_OFF for each in shown)


def _is_shown(outcome: Shown | Withheld, *, exact: bool) -> TypeGuard[Shown]:
    return isinstance(outcome, Shown) and not (exact and outcome.reason)


def withheld_in(reader: Reader, *, exact: bool) -> tuple[shapes.WithheldSection, ...]:
    """The sections that the reader does not get, and why."""
    return tuple(
        shapes.WithheldSection(id=section.id, reason=each.reason)
        for section, each in zip(reader.topic.sections, reader.outcomes, strict=True)
        if each.reason and (exact or isinstance(each, Withheld))
    )


def _make_block(block: ParagraphBlock | ListBlock, direction: Direction) -> ParagraphBlock | ListBlock:
    if isinstance(block, ListBlock):
        return _make_list(block, direction)
    return msgspec.structs.replace(block, runs=_make_runs(block, direction))


def _make_list(block: ListBlock, direction: Direction) -> ListBlock:
    return ListBlock(
        ordered=block.ordered,
        items=tuple(
            msgspec.structs.replace(
                item,
                runs=_make_runs(item, direction),
                blocks=tuple(_make_list(nested, direction) for nested in item.blocks),
            )
            for item in block.items
        ),
    )


def _make_runs(block: ParagraphBlock | ListItem, direction: Direction) -> tuple[Run, ...]:
    """The text's runs with its Latin names, where they say more than the plain text."""
    runs = mark_latin(block.runs or (Run(block.text),), direction)
    return runs if any(run.strong or run.em or run.dir for run in runs) else ()


def _make_requirements(shown: Shown, required: tuple[Shown | Withheld, ...]) -> tuple[shapes.Requirement, ...]:
    requirements = []
    for other in required:
        if isinstance(other, Shown):
            section = other.vetted.wording.section
            requirements.append(
                shapes.Requirement(
                    id=section.id,
                    title=choose_title(other.vetted, vouched=_is_vouched((shown,))),
                    href=localise(section_path(section.topic, section.id), shown.own.locale),
                ),
            )
    return tuple(requirements)


def _say_before_title(voice: Voice, *, vouched: bool) -> shapes.Words:
    """The sentence without its title, which comes last: a page puts a link there. A space before it is the language's own."""
    sentence = voice.say("label/also-read", vouched=vouched)
    return msgspec.structs.replace(sentence, text=sentence.text.replace(TITLE, "", 1))


def _say_review(voice: Voice, shown: tuple[Shown, ...]) -> shapes.Words:
    """Whether somebody vouches for what is shown, and since when."""
    signed = [each for each in shown if each.vetted.state is State.SIGNED_OFF]
    # Next to words that somebody vouched for stand none that nobody vouched for: see voice, rule 3.
    vouched = bool(signed)
    if len(signed) != len(shown) or not signed:
        return voice.say(f"review-line/{'partly-signed' if signed else 'unsigned'}", vouched=vouched)
    days = [signoff.day for each in signed for signoff in each.vetted.vouching]
    line = voice.say("review-line/signed", vouched=vouched)
    return msgspec.structs.replace(
        line, text=line.text.replace("{date}", format_date(min(days), LocaleTag(line.locale)))
    )


def _make_labels(voice: Voice, *, vouched: bool) -> shapes.Labels:
    return shapes.Labels(
        language=voice.say("label/language", vouched=vouched),
        contents=voice.say("label/contents", vouched=vouched),
        also_read=_say_before_title(voice, vouched=vouched),
        read_more=voice.say("label/read-more", vouched=vouched),
    )


def _make_attribution(reader: Reader, *, vouched: bool) -> shapes.Attribution:
    provenance = reader.topic.provenance
    credit = reader.voice.say("attribution", vouched=vouched)
    text = credit.text.replace("{publisher}", provenance.publisher)
    return shapes.Attribution(
        text=text,
        html=str(render_attribution(text, provenance.publisher, provenance.url)),
        url=provenance.url,
        locale=credit.locale,
        direction=credit.direction,
    )


def _make_provenance(provenance: Provenance) -> shapes.ProvenanceBody:
    return shapes.ProvenanceBody(
        publisher=provenance.publisher,
        published=provenance.published.isoformat(),
        contact=provenance.contact,
        terms=provenance.terms,
    )
