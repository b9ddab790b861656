"""`vertebra locale add`: a new locale's folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from api.catalogs.reader import find_po_faults
from api.catalogs.writer import render_document
from api.errors import RefusedError, UsageError
from api.files.disk import write_file
from api.files.folders import catalog_path, folder_of
from api.files.lock import HeldFolder
from api.model.content import Topic
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE, find_locale
from api.model.suggestions import find_meant, find_usual
from api.translators.merge import merge_catalog
from api.translators.sync import list_domains

_CREDITS: Final = """\
# Who translated, and how: "machine", "machine-edited", or "human" with `translators = ["…"]`.
# Until a person says otherwise, all counts as machine translation.
method = "machine"
"""

_GLOSSARY: Final = """\
# How {name} says the terms that must not vary. `vertebra check` reads it.
#
# [[term]]
# en = ["bone cement"]      # each form that the English has
# use = ["…"]               # one of these must stand in the translation
# avoid = ["…"]             # and none of these
# note = "…"                # why, for the next translator
"""


def check_new_locale(locales: Path, topics: tuple[Topic, ...], tag: str) -> LocaleTag:
    """The tag, if it can be a new locale's.

    Raises:
        UsageError: it is no language's, or a section's id; the message says what to do.
        RefusedError: it is there already.
    """
    if tag == SOURCE:
        message = f"{SOURCE} is the language that the authors write in; its text is content/"
        raise UsageError(message)
    meant = find_meant(tag)
    if meant != (tag,):
        hint = f"do you mean {' or '.join(meant)}?" if meant else "a tag is a language's, such as so, pt-BR or zh-Hant"
        message = f"{tag} is no language tag that we know; {hint}"
        raise UsageError(message)
    if (usual := find_usual(tag)) is not None:
        message = f"{tag} is written {usual} here; add that"
        raise UsageError(message)
    if tag.lower() in {section.id.lower() for topic in topics for section in topic.sections}:
        message = f"{tag} is a section's id too, and addresses could not tell them apart; rename the section first"
        raise UsageError(message)
    if (locales / folder_of(LocaleTag(tag))).exists():
        message = (
            f"{locales / folder_of(LocaleTag(tag))} is there already; `vertebra sync {tag}` brings it up to the English"
        )
        raise RefusedError(message)
    return LocaleTag(tag)


def add_locale(held: HeldFolder, topics: tuple[Topic, ...], tag: LocaleTag) -> tuple[Path, ...]:
    """Make the new locale's files; gives their paths.

    Raises:
        RefusedError: one cannot be written.
    """
    folder = held.path / folder_of(tag)
    locale = find_locale(tag)
    catalogs = {
        catalog_path(held.path, tag, domain): render_document(merge_catalog(segments, None, None, domain, tag).catalog)
        for domain, segments in list_domains(topics)
    }
    for path, text in catalogs.items():
        write_file(held, path, None, text, partial(find_po_faults, path=path, locale=tag))
    notes = {
        folder / "translation.toml": _CREDITS,
        folder / "glossary.toml": _GLOSSARY.format(name=locale.english_name if locale else tag),
    }
    for path, text in notes.items():
        # Of these two the words are ours, whatever the language: no reader refuses them.
        write_file(held, path, None, text, lambda _: ())
    return (*catalogs, *notes)
