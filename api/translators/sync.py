"""`vertebra sync`: plan what the templates and catalogs must be, and write it. The rules are in `merge`.

Rules
1. First the plan of everything, then the writing: what is refused, or could not be read again, is known before a byte is changed.
2. A file that cannot be read is not written; the others are.
3. What leaves a catalog is in the attic before it is gone from the catalog, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from api.catalogs.document import PoDocument, PoFile
from api.catalogs.lexer import read_document
from api.catalogs.reader import find_po_faults, list_locale_folders, read_po_file
from api.catalogs.writer import render_document
from api.files.disk import write_file
from api.files.folders import attic_path, catalog_path, template_path
from api.files.lock import HeldFolder
from api.model.catalog import BrokenCatalog
from api.model.content import Segment, Topic
from api.model.findings import Finding
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.source.segments import INTERFACE_SECTION
from api.translators.merge import Merged, SignedWords, Tally, is_behind, join_attics, make_template, merge_catalog
from api.vetting.project import Judgement

_NOTHING: Final = Tally()
_UNREADABLE: Final = "sync would write what cannot be read again"
_UNSIGNED: Final = Judgement()

Domain = tuple[str, "tuple[Segment, ...]"]
"""A domain and what its template asks for."""


class Change(Struct, frozen=True):
    """One file that sync writes."""

    path: Path
    before: str | None
    """None where there is no such file."""

    after: str
    behind: bool
    """Whether the file does not know what the source asks for; else it differs in layout alone."""

    locale: LocaleTag | None = None
    """None of a template."""

    tally: Tally = Tally()

    def find_faults(self, data: bytes) -> tuple[Finding, ...]:
        """Why the bytes would not be read in the file's place."""
        return find_po_faults(data, self.path, self.locale)

    def diff(self) -> str:
        """What changes, as a unified diff."""
        before = (self.before or "").splitlines(keepends=True)
        return "".join(
            unified_diff(before, self.after.splitlines(keepends=True), f"{self.path}", f"{self.path} (synced)")
        )


class Plan(Struct, frozen=True):
    """Everything that sync would do, in the order in which it would."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    """Of the files that cannot be read, and so are left alone."""

    @property
    def behind(self) -> tuple[Change, ...]:
        """The files that do not know what the source asks for."""
        return tuple(change for change in self.changes if change.behind)


class MergedLocale(Struct, frozen=True):
    """A locale's catalogs and attic as sync would lay them out."""

    catalogs: tuple[tuple[str, PoFile | None, Merged], ...]
    """Each by its domain: as it is (None where there is no such file), and as sync would lay it out."""

    findings: tuple[Finding, ...]
    """Of the files that cannot be read, whose catalogs are left out."""

    stored: PoFile | None = None
    """The attic as it is; None where there is none."""

    attic: PoDocument | None = None


def list_domains(topics: tuple[Topic, ...]) -> tuple[Domain, ...]:
    """Every domain: the topics, then the interface."""
    made = [
        (str(topic.id), tuple(segment for section in topic.sections for segment in section.segments))
        for topic in topics
    ]
    return (*made, (DOMAIN, INTERFACE_SECTION.segments))


def plan_sync(
    locales: Path,
    topics: tuple[Topic, ...],
    tags: Iterable[LocaleTag] | None = None,
    judgement: Judgement = _UNSIGNED,
) -> Plan:
    """What the templates and the catalogs of the locales (None: of all) must be. Reads, and writes nothing."""
    domains = list_domains(topics)
    changes, findings = _keep_readable([change for domain in domains for change in _plan_template(locales, domain)])
    for tag in list_locale_folders(locales)[0] if tags is None else tags:
        planned, found = _plan_locale(locales, tag, domains, judgement)
        changes += planned
        findings += found
    return Plan(changes=tuple(changes), findings=tuple(findings))


def apply_plan(held: HeldFolder, plan: Plan) -> Iterator[Change]:
    """Write the planned files one by one. The plan was made under the same lock.

    Raises:
        RefusedError: a file cannot be written or was changed since it was read; those after it are untouched.
    """
    for change in plan.changes:
        write_file(held, change.path, change.before, change.after, change.find_faults)
        yield change


def _plan_template(locales: Path, domain: Domain) -> Iterator[Change]:
    name, segments = domain
    path = template_path(locales, name)
    after = make_template(segments)
    before = _read_text(path)
    if before != (text := render_document(after)):
        yield Change(path=path, before=before, after=text, behind=before is None or _is_template_behind(before, after))


def _is_template_behind(before: str, after: PoDocument) -> bool:
    document, faults = read_document(before, "")
    return bool(faults) or is_behind(document, after)


def list_signed_words(judgement: Judgement, tag: LocaleTag, domain: str) -> SignedWords:
    """The words of the domain that somebody vouches for in the locale, each with the English that it is a translation of."""
    return frozenset(
        (text.key, said.words, text.words)
        for english, words in judgement.list_translations(tag)
        if words.topic == domain
        for text in words.list_texts()
        for said in english.list_texts()
        if said.key == text.key
    )


def merge_locale(
    locales: Path, tag: LocaleTag, domains: Iterable[Domain], judgement: Judgement = _UNSIGNED
) -> MergedLocale:
    """Bring the locale's catalogs up to the English, in memory."""
    stored = read_po_file(attic_path(locales, tag), tag)
    if isinstance(stored, BrokenCatalog):
        # What leaves a catalog would have nowhere to go.
        return MergedLocale(catalogs=(), findings=stored.findings)
    findings: list[Finding] = []
    catalogs: list[tuple[str, PoFile | None, Merged]] = []
    attic = stored.document if stored else None
    for name, segments in domains:
        found = read_po_file(catalog_path(locales, tag, name), tag)
        if isinstance(found, BrokenCatalog):
            findings += found.findings
            continue
        signed = list_signed_words(judgement, tag, name)
        merged = merge_catalog(segments, found.document if found else None, attic, name, tag, signed=signed)
        attic = merged.attic
        catalogs.append((name, found, merged))
    return MergedLocale(catalogs=tuple(catalogs), findings=tuple(findings), stored=stored, attic=attic)


def _plan_locale(
    locales: Path, tag: LocaleTag, domains: Iterable[Domain], judgement: Judgement
) -> tuple[list[Change], list[Finding]]:
    merged = merge_locale(locales, tag, domains, judgement)
    stored, attic = merged.stored, merged.attic
    changes = [
        change
        for name, found, made in merged.catalogs
        for change in _compare(tag, catalog_path(locales, tag, name), found, made.catalog, made.tally)
    ]
    if attic is not None and (stored is not None or len(attic.entries) > 1):
        place = attic_path(locales, tag)
        # First with what it had and will have, last as it will be: a crash in between doubles a message and loses none.
        first = list(_compare(tag, place, stored, join_attics(stored.document if stored else None, attic)))
        text = first[0].after if first else stored.text if stored else None
        after = render_document(attic)
        last = [Change(path=place, before=text, after=after, behind=True, locale=tag)] if text != after else []
        changes = [*first, *changes, *last]
    kept, unreadable = _keep_readable(changes)
    return kept, [*merged.findings, *unreadable]


def _keep_readable(changes: list[Change]) -> tuple[list[Change], list[Finding]]:
    """The changes, or none and why: what leaves one file goes into another, so files that belong together change together."""
    faults = [fault for change in changes for fault in change.find_faults(change.after.encode())]
    return (
        ([], [replace(each, message=f"{_UNREADABLE}: {each.message}") for each in faults]) if faults else (changes, [])
    )


def _compare(
    tag: LocaleTag, path: Path, found: PoFile | None, after: PoDocument, tally: Tally = _NOTHING
) -> Iterator[Change]:
    text = render_document(after)
    if found is None or found.text != text:
        behind = found is None or is_behind(found.document, after)
        yield Change(
            path=path, before=found.text if found else None, after=text, behind=behind, locale=tag, tally=tally
        )


def _read_text(path: Path) -> str | None:
    """The file's text as it is, line ends too; None where there is none."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
