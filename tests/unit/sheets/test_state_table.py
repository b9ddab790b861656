"""The picture of the states says what the rule does."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from api.model.vetting import POLICIES, Policy, State, add_months
from api.release.shown import Shown, decide, reason_for
from api.sheets.state_table import list_states
from tests.unit.vetting.test_states import SOURCE, spanish, vetted


@pytest.mark.parametrize("row", tuple(list_states()), ids=lambda row: row.state)
def test_each_row_is_what_the_rule_decides(row: object) -> None:
    """Of a translation whose English is signed."""
    state = row.state  # type: ignore[attr-defined]
    for policy in POLICIES:
        outcome = decide(replace(vetted(spanish(), state), source=vetted(SOURCE, State.SIGNED_OFF)), policy)
        said = row.signed if policy == Policy.SIGNED else row.drafts  # type: ignore[attr-defined]
        own = isinstance(outcome, Shown) and not outcome.reason
        assert said == ("its own words" if own else "English instead" if isinstance(outcome, Shown) else "nothing")
    if state is not State.SIGNED_OFF:
        assert row.reason == reason_for(state)  # type: ignore[attr-defined]


def test_the_states_stand_in_the_order_in_which_they_are_asked_for() -> None:
    """All of them, once."""
    assert [row.state for row in list_states()] == list(State)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 25), 24, date(2028, 11, 25)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_end_where_they_end(day: date, months: int, later: date) -> None:
    """The same day, or the month's last."""
    assert add_months(day, months) == later
