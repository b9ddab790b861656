"""The states as a picture: what decides each, and what a reader gets then. Drawn of the rule's own functions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from api.model.vetting import State
from api.release.shown import is_servable, reason_for

if TYPE_CHECKING:
    from collections.abc import Iterator

Outcome = Literal["its own words", "English instead", "nothing"]

_WHEN: Final[dict[State, str]] = {
    State.WITHDRAWN: "the publisher withdrew the section",
    State.MISSING: "the language has no text of it",
    State.INCOMPLETE: "a text is absent or empty",
    State.OUTDATED: "the English changed, or a text is marked fuzzy",
    State.FAILED_CHECK: "a check found an error, or the file is broken",
    State.DRAFT: "nobody entitled signed exactly these words, or their English",
    State.SIGNED_OFF: "both are signed by somebody entitled",
}
_COLOURS: Final[dict[str, tuple[str, str]]] = {
    "its own words": ("#1a6e33", "#e3f4e7"),
    "English instead": ("#7d5200", "#fdf1d8"),
    "nothing": ("#a8201a", "#fde8e6"),
}
"""Ink and ground; each pair has a contrast of 5 and more."""

WIDTH: Final = 900
_ROW: Final = 58
_HEAD: Final = 92


class StateRow(Struct, frozen=True):
    """One state of a translation whose English may be shown."""

    state: State
    when: str
    signed: Outcome
    """Under the default policy."""

    drafts: Outcome
    reason: str
    """Why the own words are not shown; empty where they always are."""


def list_states() -> Iterator[StateRow]:
    """Every state, in the order in which they are asked for: the first that fits decides."""
    for state in State:
        signed, drafts = (_find_outcome(state, drafts=each) for each in (False, True))
        reason = "" if signed == "its own words" else reason_for(state)
        yield StateRow(state=state, when=_WHEN[state], signed=signed, drafts=drafts, reason=reason)


def _find_outcome(state: State, *, drafts: bool) -> Outcome:
    if state is State.WITHDRAWN:
        return "nothing"
    return "its own words" if is_servable(state, drafts=drafts) else "English instead"


def draw_states() -> str:
    """The picture, as SVG."""
    rows = tuple(list_states())
    height = _HEAD + _ROW * len(rows) + 94
    told = "; ".join(f"{row.state}: {row.when}; by default {row.signed}, with drafts {row.drafts}" for row in rows)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        'aria-labelledby="title told" font-family="system-ui, Noto Sans, DejaVu Sans, sans-serif" font-size="15">'
    )
    parts = [
        opening,
        '<title id="title">The states of a section in a language</title>',
        f'<desc id="told">{escape(told)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" rx="10" fill="#ffffff"/>',
        _write(24, 36, "The first that fits decides", 20, "bold"),
        _write(24, 72, "is it so that …", 14),
        _write(448, 72, "then its state is", 14),
        _write(600, 72, "by default", 14),
        _write(600, 50, "patients get", 14, "bold"),
        _write(755, 72, "with --drafts", 14),
    ]
    for place, row in enumerate(rows):
        parts += _draw_row(_HEAD + _ROW * place, row, last=place == len(rows) - 1)
    foot = _HEAD + _ROW * len(rows) + 26
    parts += [
        _write(
            24,
            foot,
            "The English itself: withdrawn, failed-check, draft or signed-off. Where it may not be shown, nothing is, in any",
            14,
        ),
        _write(
            24,
            foot + 20,
            "language: by default that is so until it is signed. A draft always says that it is one, and English that it stands in.",
            14,
        ),
        _write(
            24,
            foot + 40,
            "With --drafts-in TAG, drafts of that language are shown as with --drafts, where their English is signed.",
            14,
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _draw_row(top: int, row: StateRow, *, last: bool) -> Iterator[str]:
    middle = top + _ROW // 2
    if not last:
        # From one question to the next, where the answer is no.
        yield f'<path d="M36 {middle + 16}v{_ROW - 36}" stroke="#565e67" stroke-width="2" fill="none"/>'
        yield f'<path d="M31 {middle + _ROW - 26}l5 7 5-7z" fill="#565e67"/>'
    yield f'<circle cx="36" cy="{middle}" r="5" fill="#565e67"/>'
    yield _write(54, middle + 5, row.when, 15)
    yield f'<path d="M424 {middle}h14" stroke="#565e67" stroke-width="2"/>'
    yield _write(448, middle + 5, row.state, 15, "bold")
    for left, outcome in ((600, row.signed), (755, row.drafts)):
        ink, ground = _COLOURS[outcome]
        yield f'<rect x="{left}" y="{middle - 17}" width="132" height="34" rx="17" fill="{ground}"/>'
        yield f'<text x="{left + 66}" y="{middle + 5}" text-anchor="middle" fill="{ink}">{outcome}</text>'


def _write(left: int, top: int, text: str, size: int, weight: str = "normal") -> str:
    return f'<text x="{left}" y="{top}" font-size="{size}" font-weight="{weight}" fill="#1c2024">{escape(text)}</text>'
