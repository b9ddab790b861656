"""Whether a tool's name for a language means the language of a folder.

Rules
1. One language is one, whatever its region: `es_MX`, `es_ES.UTF-8` and `spa` are Spanish, `pt_PT` is Portuguese, `tl` is Filipino.
2. One language in another script is another: `zh_TW` is not the Chinese of `zh_Hans`, `sr@latin` not the Serbian of `sr`.
3. A bare language says nothing of the script: Poedit writes `zh` for `zh_Hans`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from langcodes import Language, standardize_tag
from langcodes.tag_parser import LanguageTagError

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag

_POSIX: Final = re.compile(r"([A-Za-z0-9_-]{2,35})(?:\.[A-Za-z0-9_-]{1,20})?(?:@([A-Za-z]{1,20}))?")
"""A locale as gettext names it: `sr_RS.UTF-8@latin`."""

_SCRIPTS: Final = {"arabic": "Arab", "cyrillic": "Cyrl", "devanagari": "Deva", "latin": "Latn"}
"""What of gettext's modifiers is a script. The others, such as `euro` and `valencia`, make no other language."""

_OLD_CHINESE: Final = {"zh-chs": "zh-Hans", "zh-cht": "zh-Hant"}
"""Names that Windows had, and langcodes takes for plain Chinese."""

_BOKMAL: Final = "nb"
"""Norwegian, which tools also call `no`. CLDR keeps the two apart."""


def is_same_language(said: str, tag: LocaleTag) -> bool:
    """Whether `said` names the tag's language, in its script or in none. What is no name of a language does not."""
    theirs, ours = _parse(said), _parse(tag)
    if theirs is None or ours is None or theirs.language != ours.language:
        return False
    is_bare = theirs.script is None and theirs.territory is None
    return is_bare or theirs.maximize().script == ours.maximize().script


def _parse(name: str) -> Language | None:
    """The language of a tag or of gettext's name; None where it is neither."""
    posix = _POSIX.fullmatch(name)
    if posix is None:
        return None
    tag = posix[1].replace("_", "-").lower()
    try:
        language = Language.get(standardize_tag(_OLD_CHINESE.get(tag, tag), macro=True))
    except (LanguageTagError, ValueError, LookupError, AttributeError):
        # The library promises the first; the others were seen.
        return None
    return Language.make(
        language="no" if language.language == _BOKMAL else language.language,
        script=_SCRIPTS.get((posix[2] or "").lower(), language.script),
        territory=language.territory,
    )
