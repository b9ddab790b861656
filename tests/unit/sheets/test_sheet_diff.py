"""What changed between two texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sheets.sheet import diff_words

TEXT = st.text(alphabet="ab c,.\n", max_size=30)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("go home today", "go home today", [("same", "go home today")]),
        ("go home today", "go home soon", [("same", "go home "), ("gone", "today"), ("new", "soon")]),
        ("a rare leak", "a leak", [("same", "a "), ("gone", "rare "), ("same", "leak")]),
        ("3 days", "5 days", [("gone", "3"), ("new", "5"), ("same", " days")]),
        (
            "a person's life",
            "a person’s life",
            [("same", "a "), ("gone", "person's"), ("new", "person’s"), ("same", " life")],
        ),
        (
            "in nearby areas now",
            "in tissue near now",
            [("same", "in "), ("gone", "nearby areas"), ("new", "tissue near"), ("same", " now")],
        ),
        ("", "new", [("new", "new")]),
        ("", "", []),
    ],
)
def test_words_stay_go_and_come(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    """A word is changed as a whole, and its marks apart from it."""
    assert pieces == [*diff_words(before, after)]


@given(TEXT, TEXT)
def test_a_diff_holds_both_texts(before: str, after: str) -> None:
    """What stayed and went is the one, what stayed and came the other, and no two pieces that follow are of one kind."""
    pieces = diff_words(before, after)

    def join(*kinds: str) -> str:
        return "".join(text for kind, text in pieces if kind in kinds)

    assert (join("same", "gone"), join("same", "new")) == (before, after)
    assert all(text for _, text in pieces)
    assert [pair for pair in pairwise(pieces) if pair[0][0] == pair[1][0]] == []
