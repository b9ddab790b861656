"""The extractor: what Babel is given for a topic and for our own words."""

from __future__ import annotations

from api.source.reader import read_content
from api.source.segments import INTERFACE_SECTION
from api.translators.extractor import extract
from tests.builders import ROOT, SHIPPED


def test_a_topic_is_extracted_in_its_order() -> None:
    """Every segment as a call of pgettext, with its comments."""
    (topic,) = read_content(SHIPPED.content)
    with (SHIPPED.content / "vertebroplasty" / "topic.toml").open("rb") as opened:
        found = list(extract(opened, {}, [], {}))
    assert {function for _, function, _, _ in found} == {"pgettext"}
    assert [arguments for _, _, arguments, _ in found] == [
        (segment.msgctxt, segment.msgid) for section in topic.sections for segment in section.segments
    ]
    assert found[0][3][0] == "heading"


def test_the_interface_is_extracted() -> None:
    """From the module that holds it."""
    with (ROOT / "api" / "model" / "interface.py").open("rb") as opened:
        found = list(extract(opened, {}, [], {}))
    assert [arguments[0] for _, _, arguments, _ in found] == [each.msgctxt for each in INTERFACE_SECTION.segments]
