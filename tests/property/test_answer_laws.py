"""The law of answers by mail: whatever line stands beside a yes, nobody can be sure that it is one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from api.translators.codes import find_codes, is_closed, squeeze
from api.translators.mail import read_mail
from tests.mails import make_mail

pytestmark = pytest.mark.property

CODES = tuple(
    f"v1:es:vertebroplasty/{section}:linguistic:ana:approve:{'0123456789abcdef' * 2}"
    for section in ("risks", "recovery")
)
SURE = ("I approve these words.", "", *CODES, "-- ", "Ana Made-Up")
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=60) | st.sampled_from(
    (
        "No.",
        "不",
        "-",
        ".",
        "\u200b",
        ">",
        "I",
        "I approve",
        "I do not approve these words.",
        "v1:",
        CODES[0][:-1],
        "\x0b",
        "\u2028",
    )
)


@settings(max_examples=200, deadline=None)
@given(line=LINES, place=st.integers(0, 4))
def test_a_line_of_any_other_words_makes_a_mail_doubtful(line: str, place: int) -> None:
    """Above the marker, wherever; white space alone says nothing."""
    assume(squeeze(line) not in {"", "--"} and not is_closed(line))
    mail = make_mail("\n".join((*SURE[:place], line, *SURE[place:])), cte="base64")

    assert read_mail(mail.as_bytes()).doubts != ()


@settings(max_examples=100, deadline=None)
@given(place=st.integers(0, len(CODES[0])), blank=st.sampled_from(("\n", " \n", "\u00a0", "\r\n\t", " ")))
def test_a_code_is_read_wherever_it_was_broken(place: int, blank: str) -> None:
    """By white space of any kind."""
    broken = f"{CODES[0][:place]}{blank}{CODES[0][place:]}"

    assert find_codes(broken) == find_codes(CODES[0])
    assert is_closed(broken)
