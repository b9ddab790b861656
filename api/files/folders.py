"""Where things lie in locales/: `pt-BR` outside, `pt_BR` on disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from api.model.identifiers import LocaleTag

ATTIC: Final = "attic.po"
"""Translations of messages that left the source."""


def folder_of(tag: LocaleTag) -> str:
    """The folder's name: hyphens become underscores, as gettext tools expect."""
    return tag.replace("-", "_")


def tag_of(folder: str) -> LocaleTag:
    """The tag that a folder is named for, whether or not it is a language."""
    return LocaleTag(folder.replace("_", "-"))


def catalog_path(locales: Path, tag: LocaleTag, domain: str) -> Path:
    """The locale's catalog of the domain: a topic's id, or `interface`."""
    return locales / folder_of(tag) / "LC_MESSAGES" / f"{domain}.po"


def attic_path(locales: Path, tag: LocaleTag) -> Path:
    """The locale's attic."""
    return locales / folder_of(tag) / ATTIC


def template_path(locales: Path, domain: str) -> Path:
    """The domain's template."""
    return locales / f"{domain}.pot"


def reviewers_path(locales: Path) -> Path:
    """The file that says who may vouch."""
    return locales / "reviewers.toml"


def ledger_path(locales: Path, tag: LocaleTag, domain: str) -> Path:
    """The ledger of the domain's signatures in the locale."""
    return locales / folder_of(tag) / "signoffs" / f"{domain}.jsonl"


def wording_path(locales: Path, tag: LocaleTag, digest: str) -> Path:
    """The file of the words that were signed under the digest."""
    return locales / folder_of(tag) / "signoffs" / "wordings" / f"{digest.removeprefix('sha256:')}.json"


_UNFINISHED: Final = re.compile(r"\..+\.(?:po|pot|json|jsonl|toml)\.[a-z0-9_]{8}")


def is_unfinished(name: str) -> bool:
    """Whether a file of this name is one that a writer makes beside the one that it is about to replace."""
    return _UNFINISHED.fullmatch(name) is not None
