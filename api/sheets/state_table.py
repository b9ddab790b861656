"""The states as a picture: what decides each, and what a reader gets then. Drawn of the rule's own functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from markupsafe import Markup
from msgspec import Struct

from api.model.legend import BAD, GOOD, LEGEND, NONE, STALE, Colour
from api.model.vetting import State
from api.release.shown import is_servable, reason_for
from api.representations.elements import element, join_html

Outcome = Literal["its own words", "English instead", "nothing"]

_COLOURS: Final[dict[Outcome, Colour]] = {"its own words": GOOD, "English instead": STALE, "nothing": BAD}

_FOOT: Final = (
    "The English itself: withdrawn, failed-check, draft or signed-off. Where it may not be shown, nothing is, in any",
    "language: by default that is so until it is signed. A draft always says that it is one, and English that it stands in.",
    "With --drafts-in TAG, drafts of that language are shown as with --drafts, where their English is signed.",
)

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
        yield StateRow(state=state, when=LEGEND[state].meaning, signed=signed, drafts=drafts, reason=reason)


def _find_outcome(state: State, *, drafts: bool) -> Outcome:
    if state is State.WITHDRAWN:
        return "nothing"
    return "its own words" if is_servable(state, drafts=drafts) else "English instead"


def draw_states() -> str:
    """The picture, as SVG."""
    rows = tuple(list_states())
    height = _HEAD + _ROW * len(rows) + 94
    told = "; ".join(f"{row.state}: {row.when}; by default {row.signed}, with drafts {row.drafts}" for row in rows)
    foot = _HEAD + _ROW * len(rows) + 26
    picture = element(
        "svg",
        "\n",
        _draw(element("title", "The states of a section in a language", id="title")),
        _draw(element("desc", told, id="told")),
        _draw(element("rect", width=WIDTH, height=height, rx=10, fill="#ffffff")),
        _write(24, 36, "The first that fits decides", 20, "bold"),
        _write(24, 72, "is it so that …", 14),
        _write(448, 72, "then its state is", 14),
        _write(600, 72, "by default", 14),
        _write(600, 50, "patients get", 14, "bold"),
        _write(755, 72, "with --drafts", 14),
        (_draw_row(_HEAD + _ROW * place, row, last=row is rows[-1]) for place, row in enumerate(rows)),
        (_write(24, foot + 20 * place, line, 14) for place, line in enumerate(_FOOT)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby="title told",
        font_family="system-ui, Noto Sans, DejaVu Sans, sans-serif",
        font_size=15,
    )
    return f"{picture}\n"


def _draw_row(top: int, row: StateRow, *, last: bool) -> Iterator[Markup]:
    middle = top + _ROW // 2
    if not last:
        # From one question to the next, where the answer is no.
        line = f"M36 {middle + 16}v{_ROW - 36}"
        yield _draw(element("path", d=line, stroke=NONE.ink, stroke_width=2, fill="none"))
        yield _draw(element("path", d=f"M31 {middle + _ROW - 26}l5 7 5-7z", fill=NONE.ink))
    yield _draw(element("circle", cx=36, cy=middle, r=5, fill=NONE.ink))
    yield _write(54, middle + 5, row.when, 15)
    yield _draw(element("path", d=f"M424 {middle}h14", stroke=NONE.ink, stroke_width=2))
    yield _write(448, middle + 5, row.state, 15, "bold")
    for left, outcome in ((600, row.signed), (755, row.drafts)):
        colour = _COLOURS[outcome]
        yield _draw(element("rect", x=left, y=middle - 17, width=132, height=34, rx=17, fill=colour.ground))
        yield _draw(element("text", outcome, x=left + 66, y=middle + 5, text_anchor="middle", fill=colour.ink))


def _write(left: int, top: int, text: str, size: int, weight: str = "normal") -> Markup:
    return _draw(element("text", text, x=left, y=top, font_size=size, font_weight=weight, fill="#1c2024"))


def _draw(shape: Markup) -> Markup:
    """A shape on a line of its own."""
    return join_html(shape, "\n")
