"""The matcher against CLDR's published vectors, and the parsers' corners."""

from __future__ import annotations

from pathlib import Path

import pytest
from langcodes import Language, language_distance

from api.web.matching import match_locale
from api.web.negotiation import choose_coding, choose_locale, is_well_formed, parse_query

VECTORS = Path(__file__).parents[4] / "shared" / "data" / "CLDRLocaleMatcherTest.txt"
CANDIDATES = ("en", "es", "fil", "pt-BR", "zh-Hans", "zh-Hant")


def read_vectors() -> list[tuple[list[str], list[str], str, int | None]]:
    """CLDR's cases: supported, desired, expected, and a threshold where the case sets one."""
    cases = []
    for line in VECTORS.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) < 3 or line.startswith("@"):
            continue
        supported = [tag.strip() for tag in fields[0].split(",")]
        threshold = int(supported.pop(0)) if supported[0].isdigit() else None
        cases.append((supported, [tag.strip() for tag in fields[1].split(",")], fields[2], threshold))
    return cases


@pytest.mark.skipif(
    not VECTORS.exists(), reason="CLDR's vectors are not part of the project; they lie beside a checkout"
)
def test_the_matcher_is_right_on_cldrs_vectors() -> None:
    """At its default distance, at least 122 of the 133."""
    right = 0
    cases = read_vectors()
    for supported, desired, expected, threshold in cases:
        distance = {} if threshold is None else {"max_distance": threshold}
        found = [match for tag in desired if (match := match_locale(tag, supported, **distance))]
        right += (found[0] if found else supported[0]) == expected

    assert len(cases) == 133
    assert right >= 122


def test_langcodes_forgets() -> None:
    """However many tags are sent, what langcodes remembers of them is bounded."""
    for number in range(10_000):
        match_locale(f"es-x-{number}", CANDIDATES)

    caches = (Language._PARSE_CACHE, Language._INSTANCES, language_distance._DISTANCE_CACHE)
    assert max(len(cache) for cache in caches) <= 4200


@pytest.mark.parametrize(
    "tag", ["", "*", "e", "es_MX", "toolonglanguage", "es-", "-", "x", "es-x", "ñ", "es\n", "a" * 5000]
)
def test_malformed_tags(tag: str) -> None:
    """What RFC 5646's grammar refuses."""
    assert not is_well_formed(tag)


@pytest.mark.parametrize(
    "tag",
    ["es", "es-MX", "es-419", "zh-Hant-TW", "zh-yue", "sl-rozaj-biske", "de-CH-1901", "de-1996-u-co-phonebk", "x-a-b", "en-a-bbb-x-a",
     "abcd", "abcdefgh"],
)  # fmt: skip
def test_well_formed_tags(tag: str) -> None:
    """What RFC 5646's grammar allows, known or not."""
    assert is_well_formed(tag)


def test_a_long_query_is_refused_unread() -> None:
    """Over the limit, nothing of it is believed."""
    assert parse_query(b"a=" + b"x" * 5000) is None


def test_choices_do_not_hang_on_the_order_of_candidates() -> None:
    """The candidates are a set: turned round, they give the same choice."""
    for header in ("zh", "*, en;q=0", "pt-PT", "es-MX, tl"):
        assert choose_locale(header, CANDIDATES) == choose_locale(header, tuple(reversed(CANDIDATES)))  # type: ignore[arg-type]


def test_a_long_accept_encoding_is_not_remembered() -> None:
    """It counts as absent."""
    assert choose_coding(b"br, " * 1000) == "identity"
