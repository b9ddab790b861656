"""What stands in two styles is the same: the component is one file, and takes none of the pages'."""

from __future__ import annotations

import re

from api.representations.pages.shell import SCRIPTS_STYLE
from tests.builders import ROOT

COMPONENT = (ROOT / "api" / "embed" / "component.js").read_text()
HAND = re.compile(r'"Noto Nastaliq Urdu", [^,]+, [^,]+,')


def test_a_scripts_lines_are_as_far_apart_in_the_component_as_on_our_pages() -> None:
    """A language that a page gives more room has the same in the component, and no other has."""
    on_pages = re.findall(r"^([^{}]*\[lang[^{}]*)\{[^}]*--lead: ([0-9.]+)", SCRIPTS_STYLE, re.MULTILINE)
    in_component = re.findall(r"^((?:\[lang\]|:lang)[^{}]*)\{ line-height: ([0-9.]+)", COMPONENT, re.MULTILINE)

    assert list_heights(in_component) == list_heights(on_pages)


def test_urdu_has_the_same_hand_in_the_component_as_on_our_pages() -> None:
    """Nastaliq, by whichever name a device has it."""
    assert HAND.findall(COMPONENT) == HAND.findall(SCRIPTS_STYLE)


def list_heights(rules: list[tuple[str, str]]) -> dict[str, str]:
    """The height of each language's lines; that of all others has no name."""
    languages = ((re.findall(r'\[lang\|="(.+?)"\]|:lang\((.+?)\)', selector), height) for selector, height in rules)
    return {"".join(tag): height for tags, height in languages for tag in tags or [("",)]}
