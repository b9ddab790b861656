"""What no "same meaning" may be said of."""

from __future__ import annotations

import pytest

from api.vetting.meaning import find_weighty_changes, list_changed_words

HARMLESS = [
    ("Patients typically go home.", "Patients typically go home"),
    ("Rest, and call us.", "Rest and call us."),
    ("It is generally safe, and people tolerate it.", "It is generally safe and people tolerate it."),
    ("It is **generally** safe.", "it is **generally** safe"),
    ("A follow-up visit.", "A follow up  visit."),
    ("the patient's bone", "the patient’s bone"),
    ("Rest - then walk.", "Rest — then walk."),
    ("a dose of 10 mg", "a dose of 10mg"),
    ("The bone heals (slowly).", "The bone heals slowly."),
    ("the Doctor looks", "the doctor looks"),
    ("It is “not” safe", 'It is "not" safe.'),
    ("Never lift - walk (slowly).", "never lift — walk  (slowly)"),
    ("**Risk:** not common", "**Risk**: not common."),
    ("a dose of 10 mg, not **more**", "a dose of 10mg, not **more**"),
    ("a follow-up, if need be", "a follow up, if need be"),
    ("the patient's bone, not hers", "the patient’s bone, not hers"),
]


@pytest.mark.parametrize(("before", "after"), HARMLESS)
def test_marks_capitals_and_spaces_touch_no_word(before: str, after: str) -> None:
    """A comma, a capital, a space, a hyphen between two words: nothing is to be typed."""
    for texts in ((before, after), (after, before)):
        assert [*find_weighty_changes(*texts), *list_changed_words(*texts)] == []


@pytest.mark.parametrize(
    ("before", "after", "typed"),
    [
        ("an allergic reaction to the materials", "an allergic reaction to the material", [("materials", "material")]),
        ("Teh bone heals within 3 days.", "The bone heals within 3 days.", [("Teh", "The")]),
        ("infection or bleeding", "injection or breeding", [("infection", "injection"), ("bleeding", "breeding")]),
        ("a needel, in the bonne", "a needle in the bone", [("needel", "needle"), ("bonne", "bone")]),
        ("they re-covered it", "they recovered it", [("re-covered", "recovered")]),
        ("call the US clinic", "call the us clinic", [("US", "us")]),
    ],
)
def test_changed_letters_are_listed_word_by_word(before: str, after: str, typed: list[tuple[str, str]]) -> None:
    """As they stand in the new text, for a clinician to type."""
    assert (list(find_weighty_changes(before, after)), list(list_changed_words(before, after))) == ([], typed)


ANOTHER_MEANING = [
    # One letter, or two exchanged
    ("infection", "injection"), ("ingestion", "injection"), ("abduction", "adduction"), ("abducted", "adducted"),
    ("vitamin K", "vitamin E"), ("vitamin B", "vitamin D"), ("ileum", "ilium"), ("dysphagia", "dysphasia"),
    ("perineal", "peroneal"), ("mucus", "mucous"), ("palpation", "palpitation"), ("cite", "site"), ("breath", "breadth"),
    ("afferent", "efferent"), ("affect", "effect"), ("prostate", "prostrate"), ("tear", "year"), ("lesion", "legion"),
    ("oral", "aural"), ("plural", "pleural"), ("vesical", "vesicle"), ("scirrhous", "cirrhous"), ("facial", "fascial"),
    ("cervical", "cervicale"), ("lumbar", "lumber"), ("bone", "bond"), ("heal", "heel"), ("leak", "leek"), ("cement", "cements"),
    ("causal", "casual"), ("dairy", "diary"), ("trial", "trail"), ("form", "from"), ("now", "not"), ("nuclear", "unclear"),
    # A beginning, an end, another word
    ("hypotension", "hypertension"), ("hypoglycemia", "hyperglycemia"), ("intervertebral", "intravertebral"),
    ("interarterial", "intraarterial"), ("typical", "atypical"), ("symptomatic", "asymptomatic"), ("septic", "aseptic"),
    ("usual", "unusual"), ("stable", "unstable"), ("operable", "inoperable"), ("sensitive", "insensitive"),
    ("antibiotic", "antibody"), ("prescribe", "proscribe"), ("permit", "prohibit"), ("benign", "malignant"),
    ("arterial", "arteriole"), ("thoracic", "thoracal"), ("anesthetist", "aesthetist"), ("surgeon", "nurse"),
    # Numbers, units, sides
    ("10 mg", "10 mcg"), ("1.5 ml", "15 ml"), (".5 ml", "5 ml"), ("5-10 days", "510 days"), ("1 5 days", "15 days"),
    ("5—10 days", "5 10 days"), ("-5 degrees", "5 degrees"), ("5% of them", "5 of them"), ("10,000 people", "10.000 people"),
    ("10 Mg", "10 mg"), ("5' walk", '5" walk'), ("L4", "L5"), ("T12", "T1 2"), ("left", "right"), ("hour", "hours"), ("two", "ten"),
    # Words that came, went or moved; "not", "may" and "if"
    ("may", "can"), ("may", "must"), ("often", ""), ("not", ""), ("can", "can't"), ("maybe", "may be"), ("nowhere", "now here"),
    ("notable", "not able"), ("therapist", "the rapist"), ("un-ionized", "unionized"), ("re-sign", "resign"), ("apart", "a part"),
    ("US", "us"), ("AIDS", "aids"), ("its", "it's"), ("were", "we're"), ("ill", "I'll"), ("and", "or"), ("before", "after"),
    ("do not, stop", "do not stop"), ("rest, if it hurts", "rest. If it hurts"), ("rest if hot, walk", "rest, if hot walk"),
    ("safe", "safe?"), ("**safe**", "safe"), ("in the week", "the in week"), ("К", "K"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), ANOTHER_MEANING)
def test_no_other_meaning_passes_unseen(before: str, after: str) -> None:
    """Whatever may change what a patient is told is refused, or typed by a clinician: both ways round."""
    for was, now in ((before, after), (after, before)):
        texts = (f"Doctors say {was} here.", f"Doctors say {now} here.")
        assert [*find_weighty_changes(*texts), *list_changed_words(*texts)] != []


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
        ("It is safe.", "It is safe?", "a “?” or “!” came, went or moved"),
        ("No drink!", "No. Drink!", "a mark came, went or moved, and the text has “no”"),
        ("Do it, not that.", "Do it not, that.", "a mark came, went or moved, and the text has “not”"),
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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**Improved mobility**: By making", "Improved mobility: By **making**"),
        ("This is **not** common.", "This is not **common**."),
        ("Is it safe? Rest.", "Is it safe rest?"),
        ("It does not need", "It does (not) need"),
        ("It does not need", "It does “not” need"),
        ("It does not need", "It does 'not' need"),
        ("It does not need", "It does [not] need"),
        ("It does not need", "It does not — need"),
        ("It does not need", "It does not… need"),
        ("the nearby areas (rare)", "the nearby (areas) rare"),
        ("Avoid aspirin — ibuprofen is allowed", "Avoid aspirin ibuprofen is allowed"),
        ("Avoid aspirin–ibuprofen is allowed", "Avoid aspirin ibuprofen is allowed"),
        ("Never eat - drink", "Never eat drink"),
        ("Never eat -drink", "Never eat drink"),
        ("take 2, 3 times", "take 2 3 times"),
        ("ten, day courses", "ten-day courses"),
        ("It can bleed, often a day", "It can bleed often, a day"),
    ],
)
def test_a_mark_that_may_turn_a_sentence_is_a_change(before: str, after: str) -> None:
    """Bold that moved, and any mark in a text with a number, a hedge, a "not" or an "if": both ways round."""
    assert list(find_weighty_changes(before, after))
    assert list(find_weighty_changes(after, before))
