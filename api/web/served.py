"""What the handlers ask: a release, and where in it things are found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from api.model.findings import Finding
from api.model.identifiers import LocaleTag
from api.release.model import Release
from api.release.shown import Shown, Withheld
from api.representations.json import Reader, list_readers
from api.representations.shapes import Problem
from api.representations.subjects import Subject, Written, make_version, refuse_section


class Served:
    """A release with its look-ups. Those over all topics are made when they are first needed."""

    def __init__(self, release: Release, broken: tuple[Finding, ...] = ()) -> None:
        """`broken` says why content/ became unreadable, where this is the last good release."""
        self.release = release
        self.broken = broken
        self.locales: tuple[LocaleTag, ...] = release.locales
        self._topics: dict[str, tuple[Reader, ...]] = {}

    def find_subject(self, topic: str, section: str | None = None) -> Subject | None:
        """The topic, or the section in it; None where there is none."""
        readers = self._topics.get(topic) or list_readers(self.release, topic)
        if not readers:
            return None
        self._topics[topic] = readers
        if section is None:
            return Subject(readers)
        ids = [str(each.id) for each in readers[0].topic.sections]
        return Subject(readers, ids.index(section)) if section in ids else None

    @cached_property
    def readers(self) -> tuple[tuple[Reader, ...], ...]:
        """Of each topic, the readers of every listed locale, the source's first."""
        return tuple(list_readers(self.release, topic.id) for topic in self.release.topics)

    def list_subjects(self) -> tuple[Subject, ...]:
        """Every topic, each before its sections."""
        return tuple(
            Subject(readers, position)
            for readers in self.readers
            for position in (None, *range(len(readers[0].outcomes)))
        )

    def find_version(self, digest: str) -> Written | Problem | None:
        """The words that the digest names, or the problem if they were withdrawn; None where it names none."""
        if found := self.versions.get(digest):
            return make_version(*found)
        gone = self.gone.get(digest)
        return refuse_section(gone) if gone else None

    @cached_property
    def versions(self) -> dict[str, tuple[Reader, int]]:
        """Where each wording is shown that is shown in its own locale, by digest."""
        return {
            outcome.vetted.digest: (reader, position)
            for reader, position, outcome in self._list_outcomes()
            if isinstance(outcome, Shown) and not outcome.reason
        }

    @cached_property
    def gone(self) -> dict[str, Withheld]:
        """Of what is withdrawn, by digest: today's words in each locale, and all that were ever signed of it.

        A record that names the words of another section takes them from nobody.
        """
        gone: dict[str, Withheld] = {}
        for _, _, outcome in self._list_outcomes():
            if isinstance(outcome, Withheld) and outcome.reason == "withdrawn":
                wording = outcome.own.wording
                judgement = self.release.project.judgement
                digests = [*judgement.list_digests(wording.section.reference, wording.locale)]
                digests += [outcome.own.digest] if wording.gap is None else []
                gone |= dict.fromkeys(digests, outcome)
        shown = {outcome.vetted.digest for _, _, outcome in self._list_outcomes() if isinstance(outcome, Shown)}
        return {digest: outcome for digest, outcome in gone.items() if digest not in shown}

    def _list_outcomes(self) -> Iterator[tuple[Reader, int, Shown | Withheld]]:
        for readers in self.readers:
            for reader in readers:
                for position, outcome in enumerate(reader.outcomes):
                    yield reader, position, outcome


class Current:
    """What is served at present. Reloading is replacing it: a request is answered from one release alone."""

    __slots__ = ("served",)

    def __init__(self, served: Served) -> None:
        """Begin with this."""
        self.served = served
