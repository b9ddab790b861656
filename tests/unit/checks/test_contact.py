"""The rule `contact`: what is found in a text, and how grave it is."""

from __future__ import annotations

import pytest

from api.checks.contact import find_wrong_contacts
from api.checks.languages import find_language
from api.checks.rule import Pair
from api.checks.text import list_contacts
from api.model.identifiers import LocaleTag


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("+1 (201) 555-0100", ["+1 (201) 555-0100"]),
        ("01 23 45 67 89", ["01 23 45 67 89"]),
        ("2015550100", ["2015550100"]),
        ("555-0100", ["555-0100"]),
        ("www.example.org/a?b=1.", ["www.example.org/a?b=1"]),
        ("(https://example.org/a)", ["https://example.org/a"]),
        ("٩١١", ["911"]),
        ("1 000 000, 0.1234567, 27.05.2025, 2025-05-27, 2019-2025, 1500000", []),
        ("112 mg, 911,5", []),
        ("x@y", []),
    ],
)
def test_contacts_are_told_from_other_digits(text: str, contacts: list[str]) -> None:
    """Amounts, dates and years have as many digits as telephone numbers."""
    assert [contact for _, contact in list_contacts(text)] == contacts


def test_other_digits_in_a_telephone_number_are_a_warning() -> None:
    """The number is right, and its keys are labelled otherwise."""
    language = find_language(LocaleTag("ar"))
    pair = Pair(msgctxt="a/b", kind="paragraph", msgid="Call 911.", msgstr="اتصل بالرقم ٩١١.", language=language)
    assert [fault.severity for fault in find_wrong_contacts(pair)] == ["warning"]
