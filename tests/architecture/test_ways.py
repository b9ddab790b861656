"""From a catalog to a response the way leads up: what was read is vetted, what was vetted is decided, what was decided is rendered."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Final

import msgspec

from api.model.identifiers import LocaleTag
from api.model.vetting import Policy
from api.release.build import load_release
from api.release.shown import Shown
from api.representations.json import Reader, make_section
from api.representations.shapes import Links
from tests.builders import SHIPPED

STEPS: Final = (
    ("source.reader", "source.parser", "catalogs", "ledgers"),
    ("vetting.judge", "vetting.ties"),
    ("vetting.edition", "vetting.states", "vetting.translate", "checks"),
    ("release.shown",),
    ("representations.json", "representations.html"),
)
"""The rooms in the order in which the way enters them."""


def find_step(module: str) -> int | None:
    """The step that a module of ours is part of."""
    name = module.removeprefix("api.")
    found = (number for number, rooms in enumerate(STEPS) if any(f"{name}.".startswith(f"{each}.") for each in rooms))
    return next(found, None)


def test_a_catalogs_way_to_a_response_enters_each_room_once() -> None:
    """No function of a step is called once a later step has begun; values may be asked for what they hold."""
    entered: list[int] = []

    def follow(frame: FrameType, event: str, _: object) -> None:
        # A function of a module, and no method or inner function: those are the values' own, or its parts.
        if event == "call" and frame.f_code.co_qualname == frame.f_code.co_name and frame.f_code.co_name[0] not in "_<":
            step = find_step(frame.f_globals.get("__name__", ""))
            if step is not None and entered[-1:] != [step]:
                entered.append(step)

    sys.setprofile(follow)
    try:
        release = load_release(SHIPPED, Policy.DRAFTS)
        shown = release.find("vertebroplasty", LocaleTag("es"))
        assert shown is not None
        reader = Reader(shown)
        decided, body = reader.outcomes[0], reader.make_body(0)
        assert isinstance(decided, Shown)
        assert body is not None
        msgspec.json.encode(make_section(reader, decided, body, Links(self="", permalink=None, alternates=None)))
    finally:
        sys.setprofile(None)

    assert entered == list(range(len(STEPS)))
