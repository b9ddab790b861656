"""The measured project: the shipped content, in sixteen locales beside English.

Until sixteen are translated, every one that is absent is a copy of the Spanish catalogs under its own tag. That gives
the server what memory, start and headers depend on, which is how many locales there are and how long their texts.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from tests.bench.tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CONTENT: Final = ROOT / "content"

LOCALES: Final = (
    "ar", "es", "fil", "fr", "gu", "hi", "ht", "it", "ko", "pl", "pt_BR", "ru", "ur", "vi", "zh_Hans", "zh_Hant",
)  # fmt: skip
"""By folder name."""

MODEL: Final = "es"
"""The one that is copied, and the one that is asked for."""


def make_locales(folder: Path) -> tuple[str, ...]:
    """Copy locales/ into the new folder and fill it up to sixteen; gives those that are copies of Spanish."""
    shutil.copytree(ROOT / "locales", folder)
    missing = tuple(tag for tag in LOCALES if not (folder / tag).is_dir())
    for tag in missing:
        shutil.copytree(folder / MODEL, folder / tag)
        for catalog in (folder / tag).rglob("*.po"):
            text = catalog.read_text(encoding="utf-8")
            catalog.write_text(text.replace(f'"Language: {MODEL}\\n"', f'"Language: {tag}\\n"', 1), encoding="utf-8")
    return missing
