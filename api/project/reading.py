"""Reads a project from its folders, and tells whether they changed since."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from api.catalogs.reader import list_locale_folders, read_locales
from api.errors import SourceError
from api.files.folders import is_unfinished
from api.ledgers.reviewers import read_reviewers
from api.ledgers.signatures import find_domains, read_ledgers
from api.ledgers.withdrawals import WithdrawnToday, find_void, read_withdrawals
from api.model.catalog import Translation
from api.model.findings import Code
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.source.reader import read_content
from api.vetting.judge import judge_ledgers
from api.vetting.project import Project, Vouching
from api.vetting.vouching import carry_ties


class Folders(Struct, frozen=True):
    """Where a project's files lie."""

    content: Path
    locales: Path


def read_project(folders: Folders, now: datetime | None = None) -> Project:
    """Everything that the folders hold, with its signatures judged as of now.

    Raises:
        SourceError: content/ cannot be served.
    """
    topics = read_content(folders.content)
    withdrawn = read_withdrawals(folders.content)
    if withdrawn.faults:
        raise SourceError(*withdrawn.faults)
    translations, findings = read_locales(folders.locales, topics)
    words = Project(topics=topics, translations=translations, findings=findings)
    return _vouch(words, folders, withdrawn, now)


def judge_again(project: Project, folders: Folders) -> Project:
    """The words of the project, and what reviewers, ledgers and withdrawals say of them now: for while content/ cannot be read.

    Nothing that was withdrawn comes back meanwhile: what would say so cannot be trusted.
    """
    kept = tuple(finding for finding in project.findings if finding.code not in _JUDGED)
    return _vouch(replace(project, findings=kept), folders, read_withdrawals(folders.content))


_JUDGED: Final = {Code.WITHDRAWAL, Code.REVIEWERS_FILE, Code.LEDGER, Code.SIGNATURE}
"""What can be wrong with withdrawals, reviewers and ledgers."""


def _vouch(project: Project, folders: Folders, withdrawn: WithdrawnToday, now: datetime | None = None) -> Project:
    """The project without what is withdrawn today, either, and with its signatures judged as of now."""
    tags = (SOURCE, *(translation.locale for translation in project.translations))
    domains = (*(topic.id for topic in project.topics), DOMAIN)
    void = find_void(folders.content, project.topics)
    vouching = read_vouching(folders.locales, tags, domains, project.translations, now)
    return replace(
        project,
        topics=carry_ties(project.topics, vouching.judgement),
        reviewers=vouching.reviewers,
        judgement=vouching.judgement,
        withdrawals=tuple(dict.fromkeys((*project.withdrawals, *withdrawn.withdrawals))),
        findings=(*project.findings, *withdrawn.findings, *void, *vouching.findings),
    )


def read_vouching(
    locales: Path,
    tags: Iterable[LocaleTag],
    domains: Iterable[str],
    translations: tuple[Translation, ...] = (),
    now: datetime | None = None,
) -> Vouching:
    """Who may vouch, and what the ledgers of these locales and domains come to as of now."""
    reviewers, faults = read_reviewers(locales)
    ledgers = read_ledgers(locales, tags, domains)
    judgement = judge_ledgers(ledgers, reviewers, now or datetime.now(UTC), translations)
    return Vouching(reviewers=reviewers or (), judgement=judgement, findings=(*faults, *judgement.findings))


def read_vouching_alone(folders: Folders) -> Vouching:
    """The same of every ledger that there is, whatever content/ says."""
    tags = (SOURCE, *list_locale_folders(folders.locales)[0])
    return read_vouching(folders.locales, tags, find_domains(folders.locales))


_DEPTH: Final = 6
"""Folders within folders that are looked into: twice what a project has. A link to a folder above ends here."""


def fingerprint(folders: Folders) -> int:
    """A number that changes when any file or folder under the folders is written, added, moved, removed, opened up or closed.

    A server computes it a few times a second while it serves, so it is made of what the directories tell.
    """
    return hash((*_list_files(folders.content, _DEPTH), *_list_files(folders.locales, _DEPTH)))


def _list_files(folder: Path | str, depth: int) -> Iterator[tuple[str, int, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda each: each.name)
    except OSError:
        # Gone, or closed to us.
        return
    for entry in found:
        if is_unfinished(entry.name):
            # Nobody reads it, and what it becomes is another file.
            continue
        try:
            if entry.is_dir():
                # A locale may have a folder before it has a file.
                yield entry.path, 0, 0, 0, 0
                if depth:
                    yield from _list_files(entry.path, depth - 1)
                continue
            status = entry.stat()
        except OSError:
            # A link that leads nowhere, as some editors leave beside a file that is open; or gone since it was listed.
            yield entry.path, 0, 0, 0, 0
            continue
        yield entry.path, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
