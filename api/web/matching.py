"""Matching language tags by CLDR distance: the one module that knows langcodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import langcodes
from langcodes import Language, language_distance
from langcodes.tag_parser import LanguageTagError

from api.model.identifiers import LocaleTag

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_DISTANCE: Final = 25
"""What langcodes calls an understandable match; the CLDR vectors are written for it."""

CONTENT_DISTANCE: Final = 9
"""As far as clinical text may go from what was asked for."""

_MAX_REMEMBERED: Final = 4096

_MALFORMED: Final = (LanguageTagError, ValueError, LookupError, AttributeError)
"""What langcodes raises on tags that are none. It promises the first; the others were seen."""


def match_locale(desired: str, supported: Iterable[str], max_distance: int = DEFAULT_DISTANCE) -> LocaleTag | None:
    """The supported locale that is nearest to the desired one, or None where none is within the CLDR distance."""
    _bound_caches()
    try:
        match = langcodes.closest_supported_match(desired, list(supported), max_distance=max_distance)
    except _MALFORMED:
        return None
    return None if match is None else LocaleTag(match)


def normalise_tag(tag: str) -> str:
    """The tag in CLDR's spelling, in lower case: `tl` is `fil`. What is no tag stays as it is."""
    try:
        return langcodes.standardize_tag(tag).lower()
    except _MALFORMED:
        return tag.lower()


def _bound_caches() -> None:
    """Forget in time: langcodes remembers every tag that it ever saw, and what it sees here is the sender's to choose."""
    caches: tuple[dict[Any, Any], ...] = (
        Language._PARSE_CACHE,  # noqa: SLF001  there is no public way; a test notices if these names go
        Language._INSTANCES,  # noqa: SLF001
        language_distance._DISTANCE_CACHE,  # noqa: SLF001
    )
    if max(map(len, caches)) > _MAX_REMEMBERED:
        for cache in caches:
            cache.clear()
