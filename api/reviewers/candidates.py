"""A section's words in a locale that a reviewer may vouch for, with its findings and its earlier signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from api.errors import UsageError
from api.model.content import Segment
from api.model.exact_words import ExactWords, PlacedText, Surroundings
from api.model.identifiers import Digest, LocaleTag
from api.model.interface import DOMAIN
from api.model.ledger import Revocation, SameMeaning, ShownWarning, Signed, SignOffRecord
from api.model.locales import SOURCE
from api.model.vetting import ROLE_NAMES, needed_role
from api.model.wording import digest_json, encode_canonically
from api.sheets.sheet import SheetRow, draw_rows, draw_source_rows
from api.source.inline import rewrite
from api.source.segments import INTERFACE_SECTION
from api.vetting.edition import Vetted, vet_section
from api.vetting.project import Project
from api.vetting.translate import list_surroundings
from api.vetting.vouching import follow_ties


class LastSigned(Struct, frozen=True):
    """What somebody vouched for last."""

    record: Signed
    words: ExactWords
    english: ExactWords | None
    """What a translation was read against; None of the English."""


class Comparison(Struct, frozen=True):
    """What became of a block since it was signed last; by default nothing."""

    new: bool = False
    moved: bool = False
    texts: tuple[tuple[LocaleTag, str, str], ...] = ()
    """(locale, before, after) of what reads otherwise: the source's, the translation's."""


class Candidate(Vetted, frozen=True, kw_only=True):
    """One section in one locale, as it stands, and what there is to be seen before it is signed."""

    rows: tuple[SheetRow, ...]
    told: Surroundings | None
    """What is told beside the English; None of a translation."""

    history: tuple[LastSigned, ...] = ()
    """The wordings of it that were signed in the role that the locale needs, newest first."""

    @property
    def signed(self) -> tuple[str, ...]:
        """Who vouches for them, a line each."""
        return tuple(
            f"{each.day}, {ROLE_NAMES[each.role]}, {f'{each.name}, {each.credentials}' if each.name else each.reviewer}"
            for each in self.signoffs
        )

    @property
    def english_digest(self) -> Digest | None:
        """The name of the English that a translation is read against."""
        return self.source.digest if self.source else None

    @property
    def told_digest(self) -> Digest | None:
        """The name of what is told beside the English."""
        return digest_json(self.told) if self.told else None

    @property
    def binding(self) -> Digest:
        """The name of all that a signature is bound to: what an answer must name, so that it is about nothing else."""
        return digest_json([self.digest, self.english_digest, self.told_digest])

    @property
    def wordings(self) -> tuple[bytes, ...]:
        """The canonical JSON of the words that a signature names."""
        return tuple(map(encode_canonically, (each.words for each in (self, self.source) if each)))

    @property
    def warnings(self) -> tuple[ShownWarning, ...]:
        """What a signature is given despite."""
        return tuple(
            ShownWarning(block=finding.block, code=finding.code, message=finding.message)
            for row in self.rows
            for finding in row.findings
            if finding.severity == "warning"
        )

    @property
    def seen(self) -> Digest:
        """The name of all that a yes is to: what is signed, what is warned of, and who translated."""
        return digest_json([self.binding, self.warnings, self.wording.credit])

    @property
    def last(self) -> LastSigned | None:
        """What was signed last, in today's words or others."""
        return self.history[0] if self.history else None

    @property
    def changed(self) -> bool:
        """Whether anything did since it was signed last."""
        return self.told_anew or any(self.compare(row) != Comparison() for row in self.rows) or bool(self.list_gone())

    @property
    def told_anew(self) -> bool:
        """Whether something else is told beside the words than when they were signed last as a whole."""
        whole = next((last.record.told for last in self.history if isinstance(last.record, SignOffRecord)), None)
        return whole is not None and whole != self.told_digest

    def compare(self, row: SheetRow) -> Comparison:
        """What became of the row's block since it was signed last; nothing where it never was."""
        if self.last is None:
            return Comparison()
        segment = row.segment
        before, english = (
            next((text for text in words.list_texts() if text.key == segment.key), None) if words else None
            for words in (self.last.words, self.last.english)
        )
        if before is None:
            return Comparison(new=True)
        texts = [(SOURCE, (english or before).words, _write(segment, segment.msgid))]
        if self.locale != SOURCE:
            texts.append((self.locale, before.words, _write(segment, row.text)))
        return Comparison(
            moved=before.place != (segment.kind, segment.depth, segment.list_kind),
            texts=tuple((tag, was, now) for tag, was, now in texts if was != now),
        )

    def list_gone(self) -> tuple[PlacedText, ...]:
        """Texts that were signed last and are no more."""
        there = {row.segment.key for row in self.rows}
        return tuple(text for text in (self.last.words.list_texts() if self.last else ()) if text.key not in there)


def _write(segment: Segment, text: str) -> str:
    """Return the text as a signed wording has it; our own words have no marks."""
    return text if segment.kind == "string" else rewrite(text)


def resolve_sections(project: Project, references: Iterable[str], *, whole: bool) -> tuple[str, ...]:
    """Resolve references among the project's sections: see `choose_sections`."""
    known = {str(topic.id): topic.references for topic in project.topics}
    return choose_sections(known, references, whole=whole)


def choose_sections(known: Mapping[str, Sequence[str]], references: Iterable[str], *, whole: bool) -> tuple[str, ...]:
    """Resolve references among sections that are known by topic; with `whole`, a topic's name stands for all of its sections.

    Raises:
        UsageError: one names nothing.
    """
    every = [name for names in known.values() for name in names]
    meant: list[str] = []
    for reference in references:
        if reference == DOMAIN or reference in every:
            meant.append(reference)
        elif reference in known and whole:
            meant += known[reference]
        elif reference in known:
            message = f"{reference} is a whole topic; name its sections, such as {known[reference][0]}, or say --all"
            raise UsageError(message)
        else:
            message = f"there is no section {reference}; there is {', '.join((*every, DOMAIN))}"
            raise UsageError(message)
    return tuple(dict.fromkeys(meant))


def add_interface(names: tuple[str, ...], tag: LocaleTag) -> tuple[str, ...]:
    """The sections' names, and that of our own words around them, which a translation has."""
    return names if tag == SOURCE else tuple(dict.fromkeys((*names, DOMAIN)))


def find_candidates(project: Project, references: Iterable[str], tag: LocaleTag) -> tuple[Candidate, ...]:
    """Vet the sections in the locale, and no others, and return their candidates.

    Raises:
        UsageError: there is no such locale, or our own words to patients are meant in the source's.
    """
    there = (SOURCE, *(each.locale for each in project.translations))
    if tag not in there:
        message = f"there is no locale {tag}; there is {', '.join(there)}"
        raise UsageError(message)
    if tag == SOURCE and DOMAIN in references:
        message = "our own English words to patients need no signature; name a translation's locale"
        raise UsageError(message)
    sections = {section.reference: section for topic in project.topics for section in topic.sections}
    sections[DOMAIN] = INTERFACE_SECTION
    vetted = tuple(vet_section(project, sections[reference], tag) for reference in references)
    rows = _draw_rows(project, vetted, tag)
    return tuple(_make_candidate(project, each, rows) for each in vetted)


def _draw_rows(project: Project, vetted: Iterable[Vetted], tag: LocaleTag) -> dict[tuple[str, str], SheetRow]:
    """Draw the rows of the sections' whole topics, by topic and msgctxt: some rules look at all messages of a catalog."""
    rows: dict[tuple[str, str], SheetRow] = {}
    for domain in dict.fromkeys(each.section.topic for each in vetted):
        topic = project.find_topic(domain)
        sections = topic.sections if topic else (INTERFACE_SECTION,)
        segments = tuple(segment for section in sections for segment in section.segments)
        if tag == SOURCE:
            drawn = draw_source_rows(segments)
        else:
            translation = project.find_translation(tag)
            drawn = draw_rows(segments, translation.find_catalog(domain), translation)
        rows |= {(domain, row.segment.msgctxt): row for row in drawn}
    return rows


def _make_candidate(project: Project, vetted: Vetted, rows: Mapping[tuple[str, str], SheetRow]) -> Candidate:
    section = vetted.section
    return Candidate(
        **asdict(vetted),
        rows=tuple(rows[section.topic, segment.msgctxt] for segment in section.segments),
        told=None if vetted.source else list_surroundings(section),
        history=_list_signed(project, vetted.reference, vetted.locale),
    )


def _list_signed(project: Project, reference: str, tag: LocaleTag) -> tuple[LastSigned, ...]:
    """Return the section's wordings that were signed in the locale, in the role that it needs, newest first."""
    found = []
    for judged in project.judgement.find_records(reference, tag):
        record = judged.entry.record
        if isinstance(record, Revocation) or not judged.counts:
            continue
        words = judged.ledger.find_words(record.digest)
        english = judged.ledger.find_words(record.source) if isinstance(record, SignOffRecord) else None
        tied = isinstance(record, SameMeaning) and follow_ties(reference, Digest(record.digest), project.judgement)
        whole = isinstance(record, SignOffRecord) and record.role == needed_role(tag)
        if words is not None and (tied or whole):
            found.append(LastSigned(record=record, words=words, english=english))
    return tuple(sorted(found, key=lambda last: (last.record.at, last.record.id), reverse=True))
