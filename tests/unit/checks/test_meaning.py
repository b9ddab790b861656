"""What no "same meaning" may be said of."""

from __future__ import annotations

import pytest

from api.checks.meaning import find_weighty_changes

HARMLESS = [
    ("an allergic reaction to the materials", "an allergic reaction to the material"),
    ("Patients typically go home.", "Patients typically go home"),
    ("The doctor puts a needle into the bone.", "The docter puts a needel into the bonne."),
    ("Teh bone heals within 3 days.", "The bone heals within 3 days."),
    ("Rest, and call us.", "Rest and call us."),
    ("It is **generally** safe.", "it is **generally** safe"),
]


@pytest.mark.parametrize(("before", "after"), HARMLESS)
def test_a_typo_touches_no_fact(before: str, after: str) -> None:
    """A letter, two neighbours, a comma, a capital."""
    assert list(find_weighty_changes(before, after)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("It heals in 3 days.", "It heals in 5 days.", "the number “3” became “5”"),
        ("It heals in 3 days.", "It heals in 3 weeks.", "the unit “days” became “weeks”"),
        ("A fever over 38°C.", "A fever over 38°F.", "the number “38°c” became “38°f”"),
        ("It takes one hour.", "It takes two hours.", "the number “one” became “two”"),
        ("Do not bend.", "Do bend.", "the negation “not” went"),
        ("Bend.", "Don't bend.", "the negation “don't” came"),
        ("It can ease pain.", "It may ease pain.", "the hedge “can” became “may”"),
        ("It often eases pain.", "It eases pain.", "the hedge “often” went"),
        ("Many people rest.", "Most people rest.", "the hedge “many” became “most”"),
        ("Rest before it.", "Rest after it.", "the hedge “before” became “after”"),
        ("Call 911.", "Call 112.", "the number “911” became “112”"),
        ("Call **us**.", "Call us.", "bold or emphasis changed"),
        ("take 10 milligrams", "take 10 micrograms", "the unit “milligrams” became “micrograms”"),
        ("take 10 mcg", "take 10 IU", "the unit “mcg” became “iu”"),
        ("on the left side", "on the right side", "the degree “left” became “right”"),
        ("a high risk", "a low risk", "the degree “high” became “low”"),
        ("it increases pain", "it decreases pain", "the degree “increases” became “decreases”"),
        ("maybe it spreads", "it spreads", "the hedge “maybe” went"),
        ("a pain-free life", "a pain life", "the negation “pain-free” went"),
        ("a count <5", "a count >5", "the number “<5” became “>5”"),
        ("a score of -5", "a score of 5", "the number “-5” became “5”"),
        ("½ a cup", "¼ a cup", "the number “½” became “¼”"),
        ("grade iv.", "grade iii.", "the number “iv” became “iii”"),
        ("I do want it", "I do wont it", "the negation “wont” came"),
        ("it is appropriate", "it is inappropriate", "the wording “appropriate” became “inappropriate”"),
        ("it is symmetric", "it is asymmetric", "the wording “symmetric” became “asymmetric”"),
        ("it is permitted", "it is prohibited", "the wording “permitted” became “prohibited”"),
        ("the majority rest", "the minority rest", "the wording “majority” became “minority”"),
        ("roughly an hour later", "an hour later", "the wording “roughly” went"),
        ("infection or bleeding", "infection and bleeding", "the wording “or” became “and”"),
        ("Call your clinic.", "Please call your clinic.", "the wording “please” came"),
        ("It is safe.", "It is safe?", "a “?” or “!” came or went"),
        ("No drink!", "No. Drink!", "a comma or full stop came or went beside a negation"),
        ("Do it, not that.", "Do it not, that.", "a comma or full stop came or went beside a negation"),
    ],
)
def test_a_changed_fact_is_named(before: str, after: str, told: str) -> None:
    """Each kind, with the words."""
    assert told in list(find_weighty_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Call within 2 days if the pain lasts 5 hours", "Call within 5 days if the pain lasts 2 hours"),
        ("Do not lie down, and walk", "Do lie down, and not walk"),
        ("Rest often, and walk", "Rest, and walk often"),
    ],
)
def test_a_fact_that_moved_is_a_change(before: str, after: str) -> None:
    """The words are the same, and the text says something else."""
    assert list(find_weighty_changes(before, after))
