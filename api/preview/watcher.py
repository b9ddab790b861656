"""The files that the preview shows: always as they are now, and of one that broke, what it held before."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from api.errors import SourceError
from api.model.catalog import BrokenCatalog, Translation
from api.model.findings import Finding
from api.model.identifiers import LocaleTag
from api.project.reading import Folders, fingerprint, read_project
from api.sheets.sheet_page import Excerpt
from api.vetting.edition import VettedProject, vet_project
from api.vetting.project import Project

_EXCERPT: Final = 160
"""Characters of a faulty line that are shown."""


class View(Struct, frozen=True, dict=True):
    """The files at one moment."""

    version: int
    """Changes when a file does."""

    project: Project
    good: tuple[Translation, ...]
    """The project's translations, with the catalog that was last read well in the place of each that is broken."""

    broken: tuple[Excerpt, ...]
    """Why catalogs are broken, and where."""

    unreadable: tuple[Excerpt, ...] = ()
    """Why content/ cannot be read; the project is then the last that could."""

    @cached_property
    def vetted(self) -> VettedProject:
        """The project in all languages, vetted when the board first asks for it."""
        return vet_project(self.project)

    def find(self, tag: LocaleTag) -> tuple[Translation, Translation] | None:
        """A locale's translation as it is, and as it last was good; None where there is no such locale."""
        pairs = zip(self.project.translations, self.good, strict=True)
        return next(((each, good) for each, good in pairs if each.locale == tag), None)


class Watcher:
    """Reads the files when they changed, and remembers what broke."""

    def __init__(self, folders: Folders) -> None:
        """Read them for the first time.

        Raises:
            SourceError: content/ cannot be read.
        """
        self.folders = folders
        self._lock = Lock()
        version = fingerprint(folders)
        self._view = _make_view(version, read_project(folders), ())

    def measure(self) -> int:
        """The version of the files as they lie there now."""
        return fingerprint(self.folders)

    def read(self) -> View:
        """The files as they are now. Several threads may ask."""
        with self._lock:
            version = self.measure()
            if version != self._view.version:
                self._view = self._read_anew(version)
            return self._view

    def _read_anew(self, version: int) -> View:
        try:
            project = read_project(self.folders)
        except SourceError as fault:
            return replace(self._view, version=version, unreadable=_make_excerpts(fault.findings))
        return _make_view(version, project, self._view.good)


def _make_view(version: int, project: Project, before: tuple[Translation, ...]) -> View:
    last = {translation.locale: translation for translation in before}
    broken = [
        finding
        for translation in project.translations
        for _, catalog in translation.catalogs
        if isinstance(catalog, BrokenCatalog)
        for finding in catalog.findings
    ]
    return View(
        version=version,
        project=project,
        good=tuple(_recall(each, last.get(each.locale)) for each in project.translations),
        broken=_make_excerpts(broken),
    )


def _recall(translation: Translation, last: Translation | None) -> Translation:
    """The translation with the last good catalog in the place of each broken one; what never was good stays broken."""
    catalogs = []
    for domain, catalog in translation.catalogs:
        remembered = last.find_catalog(domain) if last and isinstance(catalog, BrokenCatalog) else None
        catalogs.append((domain, remembered or catalog))
    return replace(translation, catalogs=tuple(catalogs))


def _make_excerpts(findings: Iterable[Finding]) -> tuple[Excerpt, ...]:
    texts: dict[str, list[str]] = {}
    excerpts = []
    for finding in findings:
        if finding.file not in texts:
            texts[finding.file] = _read_lines(Path(finding.file))
        lines = texts[finding.file]
        line = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
        column = max(finding.column - 1, 0)
        start = max(0, column - _EXCERPT // 2)
        excerpts.append(Excerpt(finding, line[start:column], line[column : start + _EXCERPT]))
    return tuple(excerpts)


def _read_lines(path: Path) -> list[str]:
    """The file's lines, as far as they are text; none where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8", "replace").split("\n")
    except OSError:
        return []
