"""Our words to patients that are translated already and shown by nothing yet."""

from __future__ import annotations

from api.model.interface import ENGLISH
from tests.builders import ROOT

WAITING = {
    "notice/kept",
    "notice/superseded",
    "refusal/not-published",
    "refusal/withdrawn",
    "refusal/not-in-language",
    "refusal/no-such-page",
    "page/call",
    "review/last",
    "review/medical",
    "review/translation",
    "review/medical-role",
    "review/translation-role",
    "label/draft",
    "label/machine",
    "label/stand-in",
    "label/kept",
    "label/handout",
    "handout/printed",
    "handout/page",
    "handout/scan",
    "topic/vertebroplasty",
    "drawing/vertebroplasty",
}
"""For releases, the pages' new look, the handout and partners' telephone numbers. A line goes when its feature comes."""

COMPOSED = {"notice/machine", "notice/machine-edited", "review-line/unsigned", "review-line/partly-signed"}
"""Those whose key is put together where they are said."""


def test_every_other_message_is_said_somewhere() -> None:
    """What nothing says is not translated for nothing: it goes, or it is known to wait."""
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("api/**/*.py") if path.name != "interface.py")
    assert {key for key in ENGLISH if f'"{key}"' not in code} - COMPOSED == WAITING
