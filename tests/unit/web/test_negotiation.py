"""The parsers' corners, and what their work is bounded by."""

from __future__ import annotations

from typing import Any

import pytest

from api.model.identifiers import LocaleTag
from api.web import negotiation
from api.web.negotiation import (
    MAX_MEMBERS,
    SenselessQuery,
    choose_coding,
    choose_locale,
    choose_media_type,
    list_wishes,
    parse_query,
)

CANDIDATES = tuple(map(LocaleTag, ("en", "es", "fil", "pt-BR", "zh-Hans", "zh-Hant")))


def test_a_long_query_is_refused_unread() -> None:
    """Over the limit, nothing of it is believed."""
    assert parse_query(b"a=" + b"x" * 5000) == SenselessQuery(too_long=True)


def test_choices_do_not_hang_on_the_order_of_candidates() -> None:
    """For a language that is named, the candidates are a set: turned round, they give the same choice."""
    equally_near = tuple(map(LocaleTag, ("pt-MZ", "pt-AO", "fr-CH", "fr-BE")))
    for header, locale in (("pt-PT", "pt-AO"), ("fr", "fr-BE")):
        for own, listed in (((), equally_near), (equally_near, equally_near)):
            assert choose_locale(header, own, listed) == choose_locale(header, own[::-1], listed[::-1]) == locale


def test_a_star_without_english_gets_the_most_complete() -> None:
    """The first of those that have words of their own, which come in that order; what is refused is passed over."""
    own = tuple(map(LocaleTag, ("zh-Hant", "es", "fil")))
    for header, locale in (
        ("*, en;q=0", "zh-Hant"),
        ("xx, *;q=0.1, en;q=0, zh;q=0", "es"),
        ("ar, *, en;q=0", "zh-Hant"),
    ):
        assert choose_locale(header, own, CANDIDATES) == locale


def test_a_long_accept_encoding_is_not_remembered() -> None:
    """It counts as absent."""
    assert choose_coding(b"br, " * 1000) == "identity"


def test_the_work_on_a_header_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it is and whatever stands in it, tags are read and matched a fixed number of times for each member that counts."""
    steps = 0

    def count(function: Any) -> Any:
        def counting(*arguments: Any) -> Any:
            nonlocal steps
            steps += 1
            return function(*arguments)

        return counting

    for name in ("spell_tag", "match_locale"):
        monkeypatch.setattr(negotiation, name, count(getattr(negotiation, name)))
    for member in ("xx-{}", "es;q=0,{}", "en-a-bb-{}", "en" + "-a-bb" * 30 + "-{}", '"{}', ";{}", "{}"):
        for times in (MAX_MEMBERS, 20 * MAX_MEMBERS):
            steps = 0
            choose_locale(",".join(member.format(number) for number in range(times)), CANDIDATES[:2], CANDIDATES)
            assert steps <= 4 * MAX_MEMBERS, member


def test_no_header_has_more_wishes_than_are_read() -> None:
    """Of any list, Accept's too."""
    assert len(list_wishes("a/b," * 1000)) == MAX_MEMBERS
    assert choose_media_type("a/b," * 31 + "text/html;q=0,", ("text/html",)) is None
