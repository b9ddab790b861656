"""The law of answers by mail: whatever words stand beside a yes, nobody can be sure that it is one."""

from __future__ import annotations

import re
from base64 import b64encode
from unicodedata import category

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from api.reviewers.mail.codes import find_codes, is_closed, render_subject, squeeze
from tests.mails import SENT, judge_mail, make_mail

pytestmark = pytest.mark.property

CODES = tuple(
    f"v1:es:vertebroplasty/{section}:linguistic:ana:approve:{'0123456789abcdef' * 2}"
    for section in ("risks", "recovery")
)
OWN = render_subject(find_codes("".join(CODES)))
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

    assert judge_mail(mail.as_bytes()) != ()


@settings(max_examples=200, deadline=None)
@given(line=LINES, place=st.integers(0, 3))
def test_a_line_of_any_other_words_in_a_signature_makes_a_mail_doubtful(line: str, place: int) -> None:
    """Above, between or below what the reviewer is; punctuation says nothing."""
    assume(not all(letter.isspace() or letter in "<>|" or category(letter).startswith("P") for letter in line))
    below = ("Ana Made-Up, MD", "Made-Up Hospital", "ana@made-up.example")
    mail = make_mail("\n".join((*SURE[:-1], *below[:place], line, *below[place:])), cte="base64")

    assert judge_mail(mail.as_bytes()) != ()


@settings(max_examples=200, deadline=None)
@given(words=LINES, place=st.integers(0, len(OWN)), encoded=st.booleans())
def test_any_other_words_in_a_subject_make_a_mail_doubtful(words: str, place: int, *, encoded: bool) -> None:
    """Before, within or after ours, written as they are or encoded."""
    assume(squeeze(words) and not re.fullmatch(r"(?:[^\W\d_]+[:：]\s*)*", words))
    subject = f"{OWN[:place]}{words}{OWN[place:]}"
    written = f"=?utf-8?b?{b64encode(subject.encode()).decode()}?=" if encoded else subject
    head = f"From: ana@made-up.example\nDate: {SENT}\nSubject: {written}\n\n"

    assert judge_mail(head.encode() + "\n".join(SURE).encode()) != ()


@settings(max_examples=100, deadline=None)
@given(place=st.integers(0, len(CODES[0])), blank=st.sampled_from(("\n", " \n", "\u00a0", "\r\n\t", " ")))
def test_a_code_is_read_wherever_it_was_broken(place: int, blank: str) -> None:
    """By white space of any kind."""
    broken = f"{CODES[0][:place]}{blank}{CODES[0][place:]}"

    assert find_codes(broken) == find_codes(CODES[0])
    assert is_closed(broken)
