"""What api/embed/README.md has partners copy."""

from __future__ import annotations

import re
from typing import Final

from tests.builders import ROOT

GUIDE: Final = (ROOT / "api" / "embed" / "README.md").read_text()

STAND_IN: Final = "https://edu.example.org"
"""The API's address there."""


def recipe(heading: str, language: str, nth: int = 0) -> str:
    """A code block under a heading of the guide."""
    part = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", part, re.DOTALL)
    return blocks[nth]


FRAME: Final = recipe("A frame", "html")
"""Its two lines that frame a section."""
