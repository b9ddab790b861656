"""Every address that a release is served at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from api.embed.bundles import name_bundle, read_bundles
from api.model.identifiers import Digest, LocaleTag
from api.representations.formats import FORMATS, HTML, JSON, Format
from api.representations.pages.kinds import PAGE_KINDS
from api.representations.paths import (
    CHANGES,
    LOCALES,
    MANIFEST,
    RELEASES,
    TOPICS,
    localise,
    plainly,
    problem_path,
    version_path,
)
from api.representations.problems import KINDS, WITHDRAWN
from api.representations.shapes import Problem
from api.representations.subjects import Subject
from api.web.pages import ASSETS, DOCS_ASSETS, MANUAL
from api.web.served import Served

_LISTS: Final = (LOCALES, MANIFEST, CHANGES, RELEASES)
_PAGES: Final = ("/", "/docs", "/openapi.json", "/health")


def list_addresses(served: Served) -> tuple[str, ...]:
    """Every path that exists, sorted; a refusal exists too."""
    subjects = served.list_subjects()
    return tuple(
        sorted(
            (
                *_PAGES,
                *(problem_path(kind.name) for kind in KINDS),
                *(f"{DOCS_ASSETS}/{file}" for file in MANUAL),
                *(f"{ASSETS}/{file}" for file in ("vertebra.js", *(name_bundle(each.hash) for each in read_bundles()))),
                *(path + ending for path in _LISTS for ending in ("", ".json")),
                *_localise(TOPICS, served.locales, (JSON,)),
                *chain.from_iterable(_list_subject(each, served.locales) for each in subjects),
                *chain.from_iterable(_list_version(each) for each in (*served.versions, *served.gone)),
            )
        )
    )


def list_withdrawn(served: Served) -> frozenset[str]:
    """The addresses that answer 410 to every reader."""
    gone = [each for each in served.list_subjects() if _is_withdrawn(each, served.locales)]
    return frozenset(
        (
            *chain.from_iterable(_list_subject(each, served.locales) for each in gone),
            *chain.from_iterable(map(_list_version, served.gone)),
        )
    )


def _is_withdrawn(subject: Subject, locales: Iterable[LocaleTag]) -> bool:
    shown = [subject.show(locale) for locale in locales]
    return all(isinstance(each, Problem) and each.status == WITHDRAWN.status for each in shown)


def _list_subject(subject: Subject, locales: tuple[LocaleTag, ...]) -> Iterator[str]:
    yield from _localise(subject.path, locales, FORMATS)
    for kind in PAGE_KINDS:
        yield from (kind.path(subject.topic.id, subject.section, locale) for locale in (None, *locales))


def _localise(path: str, locales: Iterable[LocaleTag], formats: Iterable[Format]) -> Iterator[str]:
    yield path
    for format_ in formats:
        for locale in locales:
            yield from (localise(path, locale, format_, exact=exact) for exact in (False, True))


def _list_version(digest: str) -> tuple[str, ...]:
    path = version_path(Digest(digest))
    return path, plainly(path, JSON), plainly(path, HTML)
