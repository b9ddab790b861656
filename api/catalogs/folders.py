"""Between tags and folder names: `pt-BR` outside, `pt_BR` on disk."""

from __future__ import annotations

from api.model.identifiers import LocaleTag


def folder_of(tag: LocaleTag) -> str:
    """The folder's name: hyphens become underscores, as gettext tools expect."""
    return tag.replace("-", "_")


def tag_of(folder: str) -> LocaleTag:
    """The tag that a folder is named for; whether it is a language is not asked here."""
    return LocaleTag(folder.replace("_", "-"))
