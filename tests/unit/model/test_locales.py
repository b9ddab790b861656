"""Locales: the table against CLDR, other tags, and dates."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from api.model.identifiers import LocaleTag
from api.model.locales import TABLE, Locale, direction_of, find_locale, format_date
from tests.builders import SIXTEEN

DIFFERING = {
    "zh-Hans": "speakers list it as 简体中文; CLDR composes 中文 (简体) and Chinese (Simplified) from parts",
    "zh-Hant": "speakers list it as 繁體中文; CLDR composes 中文 (繁體) and Chinese (Traditional) from parts",
}
"""Rows whose names are not CLDR's, and why."""

UNKNOWN = {"hmn"}
"""Rows that CLDR has nothing for."""


def in_cldr(tag: str) -> tuple[str, str, str]:
    """Name, capitalised as a menu entry, English name and direction, as Babel has them."""
    locale = BabelLocale.parse(tag, sep="-")
    name = locale.get_display_name() or ""
    return name[:1].upper() + name[1:], locale.english_name or "", locale.text_direction


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.tag not in DIFFERING.keys() | UNKNOWN], ids=lambda row: row.tag
)
def test_a_row_is_what_cldr_says(row: Locale) -> None:
    """Name, English name and direction are CLDR's."""
    assert in_cldr(row.tag) == (row.name, row.english_name, row.direction)


@pytest.mark.parametrize("tag", DIFFERING)
def test_a_row_that_differs_still_has_to(tag: str) -> None:
    """Where CLDR has come to agree, the exception goes; the direction is CLDR's in any case."""
    (row,) = (row for row in TABLE if row.tag == tag)
    assert in_cldr(tag)[:2] != (row.name, row.english_name)
    assert in_cldr(tag)[2] == row.direction


def test_the_table_is_sorted_and_unique() -> None:
    """No two rows are alike, even ignoring case."""
    tags = [row.tag for row in TABLE]
    assert sorted(tags) == tags
    assert len(tags) == len({tag.lower() for tag in tags})


def test_the_table_holds_the_source_and_the_sixteen() -> None:
    """Every locale that we mean to ship starts without unpickling locale data."""
    assert {"en", *SIXTEEN, *UNKNOWN} == {row.tag for row in TABLE}


@pytest.mark.parametrize("tag", sorted(UNKNOWN))
def test_a_language_that_cldr_lacks_has_dates_in_digits(tag: str) -> None:
    """CLDR still lacks it; no other language's month names are printed for it."""
    with pytest.raises(UnknownLocaleError):
        BabelLocale.parse(tag, sep="-")
    assert format_date(date(2025, 5, 27), LocaleTag(tag)) == "2025-05-27"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("de", ("de", "Deutsch", "German", "ltr")),
        ("es-MX", ("es-MX", "Español (México)", "Spanish (Mexico)", "ltr")),
        ("he", ("he", "עברית", "Hebrew", "rtl")),
        ("zh-Hant", ("zh-Hant", "繁體中文", "Traditional Chinese", "ltr")),
        ("ht", ("ht", "Kreyòl Ayisyen", "Haitian Creole", "ltr")),
    ],
)
def test_a_known_tag_is_found(tag: str, expected: tuple[str, str, str, str]) -> None:
    """A tag of the table or of CLDR, in its own spelling, is a locale."""
    found = find_locale(tag)
    assert found is not None
    assert expected == (found.tag, found.name, found.english_name, found.direction)


@pytest.mark.parametrize(
    "tag",
    [
        "pt_BR", "PT-br", "ES", "zz", "", "x" * 300, "*", "-", "es-", "zh-yue", "tl", "iw", "root", "und",
        "en_US.UTF-8", "es\n", "../es", "\0",
    ],
)  # fmt: skip
def test_any_other_text_is_no_locale(tag: str) -> None:
    """Another spelling, an alias, an unknown tag or nonsense is None, and never an exception."""
    assert find_locale(tag) is None


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "May 27, 2025"),
        ("es", "27 de mayo de 2025"),
        ("ar", "27 مايو 2025"),
        ("hi", "27 मई 2025"),
        ("ht", "27 me 2025"),
        ("pt-BR", "27 de maio de 2025"),
        ("zh-Hans", "2025年5月27日"),
        ("vi", "ngày 27 tháng 5 năm 2025"),
        ("fr", "27 mai 2025"),
    ],
)
def test_a_date_is_in_the_locales_long_form(tag: str, text: str) -> None:
    """As a reader writes it."""
    assert text == format_date(date(2025, 5, 27), LocaleTag(tag))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fr", "1er janvier 2026"),
        ("pt-BR", "1º de janeiro de 2026"),
        ("ht", "1ye janvye 2026"),
        ("vi", "ngày 1 tháng 1 năm 2026"),
        ("es", "1 de enero de 2026"),
        ("it", "1 gennaio 2026"),
    ],
)
def test_the_first_of_a_month_is_written_as_readers_count_it(tag: str, text: str) -> None:
    """French, Brazilian and Haitian readers say "first" where others say "one"."""
    assert text == format_date(date(2026, 1, 1), LocaleTag(tag))


def test_haitian_creole_never_gets_a_french_month() -> None:
    """CLDR would give French ones; of our twelve only `avril` is the same word."""
    french = {format_date(date(2025, month, 1), LocaleTag("fr")).split()[1] for month in range(1, 13)}
    ours = [format_date(date(2025, month, 1), LocaleTag("ht")).split()[1] for month in range(1, 13)]
    assert len(set(ours)) == 12
    assert set(ours) & french == {"avril"}


@pytest.mark.parametrize(
    ("tag", "direction"), [("ar", "rtl"), ("ur", "rtl"), ("he", "rtl"), ("es", "ltr"), ("zz", "ltr")]
)
def test_a_direction_is_the_scripts(tag: str, direction: str) -> None:
    """Left to right where nothing is known."""
    assert direction == direction_of(LocaleTag(tag))
