"""What holds of every Accept-Language header."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.model.identifiers import LocaleTag
from api.web.negotiation import choose_locale
from tests.builders import SIXTEEN

pytestmark = pytest.mark.property

LISTED = tuple(map(LocaleTag, sorted(("en", *SIXTEEN))))
STRANGERS = ("*", "uk", "xx", "e s")
WISHES = st.lists(
    st.tuples(st.sampled_from([*LISTED, *STRANGERS]), st.integers(0, 1000)), max_size=6, unique_by=lambda pair: pair[0]
)
OWN = st.sets(st.sampled_from(LISTED), max_size=4).map(lambda tags: tuple({LocaleTag("en"), *tags}))


def render_header(wishes: list[tuple[str, int]]) -> str:
    """The wishes as a client sends them."""
    return ", ".join(f"{tag};q={weight / 1000:.3f}" for tag, weight in wishes)


def order_wishes(wishes: list[tuple[str, int]]) -> list[str]:
    """What is wished for at all, the most wanted first."""
    return [tag for tag, weight in sorted(wishes, key=lambda pair: -pair[1]) if weight]


@settings(max_examples=500, deadline=None)
@given(wishes=WISHES, own=OWN)
def test_english_unsaid_was_wished_for_before_any_other_language(
    wishes: list[tuple[str, int]], own: tuple[LocaleTag, ...]
) -> None:
    """Where the answer is English and not a stand-in, no wish before it was for another listed language."""
    if choose_locale(render_header(wishes), own, LISTED) == "en":
        before = []
        for tag in order_wishes(wishes):
            if tag in {"en", "*"}:
                break
            before.append(tag)

        assert set(before) <= set(STRANGERS)


@settings(max_examples=500, deadline=None)
@given(wishes=WISHES, own=OWN)
def test_another_language_is_the_first_wish_that_can_be_met(
    wishes: list[tuple[str, int]], own: tuple[LocaleTag, ...]
) -> None:
    """In its own words; else, of those that have none, the very first. Nothing that nobody wished for is answered."""
    chosen = choose_locale(render_header(wishes), own, LISTED)
    ordered = [tag for tag in order_wishes(wishes) if tag in LISTED]
    if chosen != "en" and "*" not in order_wishes(wishes):
        met = [tag for tag in ordered if tag in own]

        assert chosen == (met[0] if chosen in own else ordered[0])
