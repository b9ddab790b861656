"""What the handlers ask: a release, and where in it things are found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain

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
        self._subjects: dict[str, dict[str | None, Subject]] = {}

    def find_subject(self, topic: str, section: str | None = None) -> Subject | None:
        """The topic, or the section in it; None where there is none."""
        return self._find_subjects(topic).get(section)

    def _find_subjects(self, topic: str) -> dict[str | None, Subject]:
        """The topic, before its sections by their ids; empty where there is no such topic."""
        found = self._subjects.get(topic)
        if found is None:
            readers = list_readers(self.release, topic)
            if not readers:
                return {}
            places = (None, *range(len(readers[0].outcomes)))
            found = self._subjects[topic] = {each.section: each for each in (Subject(readers, at) for at in places)}
        return found

    def list_subjects(self) -> tuple[Subject, ...]:
        """Every topic, each before its sections."""
        return tuple(chain.from_iterable(self._find_subjects(topic.id).values() for topic in self.release.topics))

    @cached_property
    def readers(self) -> tuple[tuple[Reader, ...], ...]:
        """Of each topic, the readers of every listed locale, the source's first."""
        return tuple(each.readers for each in self.list_subjects() if each.section is None)

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
