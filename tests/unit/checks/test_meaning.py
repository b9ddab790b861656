"""What no "same meaning" may be said of."""

from __future__ import annotations

import pytest

from api.checks.meaning import find_weighty_changes

HARMLESS = [
    ("an allergic reaction to the materials", "an allergic reaction to the material"),
    ("Patients typically go home.", "Patients typically go home"),
    ("It can ease pain, often at once.", "Often at once, it can ease pain."),
    ("The doctor puts a needle in.", "The physician puts a needle in."),
    ("Teh bone heals in 3 days.", "The bone heals in 3 days."),
    ("Call 911.", "Please call 911."),
]


@pytest.mark.parametrize(("before", "after"), HARMLESS)
def test_a_typo_touches_no_fact(before: str, after: str) -> None:
    """A letter, a comma, an order, another word for the same thing."""
    assert list(find_weighty_changes(before, after)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("It heals in 3 days.", "It heals in 5 days.", "the number “3” became “5”"),
        ("It heals in 3 days.", "It heals in 3 weeks.", "the unit “days” became “weeks”"),
        ("A fever over 38°C.", "A fever over 38°F.", "the unit “°c” became “°f”"),
        ("It takes one hour.", "It takes two hours.", "the number “one” became “two”"),
        ("Do not bend.", "Do bend.", "the negation “not” went"),
        ("Bend.", "Don't bend.", "the negation “n't” came"),
        ("It can help.", "It may help.", "the hedge “can” became “may”"),
        ("It often helps.", "It helps.", "the hedge “often” went"),
        ("Many people rest.", "Most people rest.", "the hedge “many” became “most”"),
        ("Rest before it.", "Rest after it.", "the hedge “before” became “after”"),
        ("Call 911.", "Call 112.", "an address or a telephone number changed"),
        ("Call **us**.", "Call us.", "bold or emphasis changed"),
    ],
)
def test_a_changed_fact_is_named(before: str, after: str, told: str) -> None:
    """Each kind, with the words."""
    assert told in list(find_weighty_changes(before, after))
