"""Locales: their names, directions and dates.

Rules
1. The table holds what a start-up needs of the locales that we ship, so that no locale data is unpickled then: Babel's
   display names for these cost 80 ms and 16 MB. A test holds each row against CLDR as Babel has it, but for the rows
   that say why they differ. Languages that CLDR lacks are in it too.
2. Any other tag that CLDR knows works too: Babel answers for it.
3. Nothing is ever inherited by CLDR's parent chain: it would print French dates in Haitian Creole.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final, Literal

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.dates import format_date as babel_format_date
from msgspec import Struct
from msgspec.structs import replace

from api.model.identifiers import LocaleTag

Direction = Literal["ltr", "rtl"]

SOURCE: Final = LocaleTag("en")
"""The locale that the authors write in."""


class Locale(Struct, frozen=True):
    """A language as partners list it."""

    tag: LocaleTag
    name: str
    """Its own name, capitalised as a menu entry."""

    english_name: str
    direction: Direction = "ltr"
    months: tuple[str, ...] = ()
    """Month names for a date `d month y`, where CLDR's dates are another language's; empty where Babel's are good."""

    long_date: str = ""
    """The pattern of a date (UTS 35, part 4, section 8), where readers write it otherwise than CLDR's long form; empty elsewhere."""

    first_of_month: str = ""
    """Likewise that of a month's first day, which some languages count (1er janvier); beside `months` only the day."""


def _row(tag: str, name: str, english_name: str, direction: Direction = "ltr") -> Locale:
    return Locale(tag=LocaleTag(tag), name=name, english_name=english_name, direction=direction)


_KREYOL: Final = Locale(
    tag=LocaleTag("ht"),
    name="Kreyòl Ayisyen",
    english_name="Haitian Creole",
    # CLDR has the language's name only; its dates and parent locale are French.
    months=("janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm"),
    first_of_month="1ye",
)

TABLE: Final[tuple[Locale, ...]] = (
    _row("ar", "العربية", "Arabic", "rtl"),
    _row("en", "English", "English"),
    _row("es", "Español", "Spanish"),
    _row("fil", "Filipino", "Filipino"),
    replace(_row("fr", "Français", "French"), first_of_month="'1er' MMMM y"),
    _row("gu", "ગુજરાતી", "Gujarati"),
    _row("hi", "हिन्दी", "Hindi"),
    # CLDR does not know it at all: no dates, so `format_date` writes digits.
    _row("hmn", "Hmoob", "Hmong"),
    _KREYOL,
    _row("it", "Italiano", "Italian"),
    _row("ko", "한국어", "Korean"),
    _row("pl", "Polski", "Polish"),
    replace(_row("pt-BR", "Português (Brasil)", "Portuguese (Brazil)"), first_of_month="'1º de' MMMM 'de' y"),
    _row("ru", "Русский", "Russian"),
    _row("ur", "اردو", "Urdu", "rtl"),
    replace(_row("vi", "Tiếng Việt", "Vietnamese"), long_date="'ngày' d MMMM 'năm' y"),
    # As speakers list them in a menu; CLDR composes "中文 (简体)" and "Chinese (Simplified)" from parts.
    _row("zh-Hans", "简体中文", "Simplified Chinese"),
    _row("zh-Hant", "繁體中文", "Traditional Chinese"),
)
"""Sorted by tag, no two alike."""

_BY_TAG: Final = {locale.tag: locale for locale in TABLE}


@lru_cache(maxsize=256)
def find_locale(tag: str) -> Locale | None:
    """The locale with exactly this tag, or None where neither the table nor CLDR knows it in this spelling."""
    if (row := _BY_TAG.get(LocaleTag(tag))) is not None:
        return row
    try:
        locale = BabelLocale.parse(tag, sep="-", resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    if str(locale).replace("_", "-") != tag or locale.english_name is None:
        return None
    name = locale.get_display_name() or tag
    return _row(
        tag, name[:1].upper() + name[1:], locale.english_name, "rtl" if locale.text_direction == "rtl" else "ltr"
    )


def list_english_names() -> tuple[tuple[str, LocaleTag], ...]:
    """Every language's English name with its tag, as CLDR has them. They are read from a file when first asked for."""
    return tuple((name, LocaleTag(code.replace("_", "-"))) for code, name in BabelLocale("en").languages.items())


def find_by_english_names(language: str, country: str = "") -> str | None:
    """The tag of a language of a country: `zh-TW` for "Chinese" and "TAIWAN". None where CLDR has no such language."""
    tags = {name.casefold(): tag for name, tag in list_english_names()}
    places = {name.casefold(): place for place, name in BabelLocale("en").territories.items()}
    tag, place = tags.get(language.casefold()), places.get(country.casefold())
    return tag and "-".join(filter(None, (tag, place)))


def name_locale(tag: LocaleTag) -> str:
    """The language's own name; the tag where nothing is known."""
    locale = find_locale(tag)
    return locale.name if locale else tag


def name_language(tag: LocaleTag) -> str:
    """The language's English name."""
    locale = find_locale(tag)
    return locale.english_name if locale else tag


def direction_of(tag: LocaleTag) -> Direction:
    """The writing direction of a locale that was found before; left to right where nothing is known."""
    locale = find_locale(tag)
    return locale.direction if locale else "ltr"


def format_date(day: date, tag: LocaleTag) -> str:
    """The day in the locale's long form: "27 de mayo de 2025". Where nobody knows that form: 2025-05-27."""
    locale = find_locale(tag)
    first = locale.first_of_month if locale and day.day == 1 else ""
    if locale is not None and locale.months:
        return f"{first or day.day} {locale.months[day.month - 1]} {day.year}"
    pattern = first or (locale.long_date if locale else "") or "long"
    try:
        return babel_format_date(day, format=pattern, locale=BabelLocale.parse(tag, sep="-"))
    except UnknownLocaleError:
        return day.isoformat()
