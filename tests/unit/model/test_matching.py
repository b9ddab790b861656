"""Tags as people write them, and the matcher against CLDR's published vectors."""

from __future__ import annotations

from pathlib import Path

import pytest
from langcodes import Language, language_distance

from api.model import matching
from api.model.identifiers import LocaleTag
from api.model.matching import CONTENT_DISTANCE, match_locale, read_tag, spell_tag, suggest_locales
from tests.builders import SIXTEEN

VECTORS = Path(__file__).parents[4] / "shared" / "data" / "CLDRLocaleMatcherTest.txt"
LISTED = tuple(map(LocaleTag, sorted(("en", *SIXTEEN))))

# What people and programs write, the tag that is meant, and how CLDR spells that.
SPELLINGS = [
    ("es", "es", "es"),
    (" es\t", "es", "es"),
    ("es-419", "es-419", "es-419"),
    ("ES_mx", "ES-mx", "es-MX"),
    ("pt_BR", "pt-BR", "pt-BR"),
    ("de-1996-u-co-phonebk", "de-1996-u-co-phonebk", "de-1996-u-co-phonebk"),
    ("de-CH-1901", "de-CH-1901", "de-CH-1901"),
    ("i-klingon", "i-klingon", "tlh"),
    ("EN-GB-oed", "EN-GB-oed", "en-GB-oxendict"),
    ("x-private", "x-private", "x-private"),
    ("de-x-no", "de-x-no", "de-x-no"),
    # Java's Locale.toString.
    ("zh_TW_#Hant", "zh-Hant-TW", "zh-Hant-TW"),
    ("zh__#Hant", "zh-Hant", "zh-Hant"),
    ("sr_RS_#Latn", "sr-Latn-RS", "sr-Latn-RS"),
    ("ar_EG_#u-nu-arab", "ar-EG-u-nu-arab", "ar-EG-u-nu-arab"),
    # POSIX, with its modifiers and charsets.
    ("es_ES.UTF-8", "es-ES", "es-ES"),
    ("de_DE@euro", "de-DE", "de-DE"),
    ("sr@latin", "sr-Latn", "sr-Latn"),
    ("sr_RS.UTF-8@latin", "sr-Latn-RS", "sr-Latn-RS"),
    ("uz_UZ@cyrillic", "uz-Cyrl-UZ", "uz-Cyrl-UZ"),
    ("sd_IN@devanagari", "sd-Deva-IN", "sd-Deva-IN"),
    ("ca@valencia", "ca-valencia", "ca-valencia"),
    ("ca_ES@valencia", "ca-ES-valencia", "ca-ES-valencia"),
    ("es@collation=traditional;currency=EUR", "es", "es"),
    # Android's folders.
    ("b+zh+Hant+TW", "zh-Hant-TW", "zh-Hant-TW"),
    ("zh-rTW", "zh-TW", "zh-TW"),
    # Old and vendors' names.
    ("zh-CHT", "zh-Hant", "zh-Hant"),
    ("zh_cht", "zh-Hant", "zh-Hant"),
    ("zh-CHS", "zh-Hans", "zh-Hans"),
    ("sp", "es", "es"),
    ("spa", "spa", "es"),
    ("tl", "tl", "fil"),
    ("iw", "iw", "he"),
    ("in_ID", "in-ID", "id-ID"),
    ("mo", "mo", "ro"),
    ("sh", "sh", "sr-Latn"),
    ("no", "no", "nb"),
    ("no_NO", "no-NO", "nb-NO"),
    ("cmn-Hant", "cmn-Hant", "zh-Hant"),
    ("zh-cmn-Hans", "zh-cmn-Hans", "zh-Hans"),
    ("zh-yue", "zh-yue", "yue"),
    ("zh-min-nan", "zh-min-nan", "nan"),
]

MALFORMED = [
    "", "*", "e", "C", "C.UTF-8", "es-", "-es", "-", "es--MX", "x", "es-x", "e s", "es MX", "ñ", "es\n", "es;q=1", "sr@", "sr@quot",
    "es#", "es.", "@latin", "b+", "zh_TW_#", "\ud800", "es\x00",
    # No language has a name this long in a tag: these are names.
    "root", "POSIX", "Spanish", "spanish", "español", "toolonglanguage",
    # Bounds: 8 subtags, 100 characters, whatever stands in them.
    "en" + "-a-bb" * 500, "en-a-bb-b-cc-d-ee-f-gg", "en-x-" + "abcdefgh-" * 11 + "a", "a" * 5000, " " * 101 + "es",
]  # fmt: skip


@pytest.mark.parametrize(("text", "tag", "spelled"), SPELLINGS)
def test_a_tag_is_read_as_it_was_meant(text: str, tag: str, spelled: str) -> None:
    """Underscores, other systems' spellings and names of old."""
    assert (read_tag(text), spell_tag(text)) == (tag, spelled)


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: ascii(text[:20]))
def test_what_is_no_tag_is_none(text: str) -> None:
    """It is not guessed at, and matches nothing."""
    assert (read_tag(text), spell_tag(text)) == (None, None)
    assert match_locale(text, LISTED) is None


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("zh-CHT", "zh-Hant"),
        ("zh_TW_#Hant", "zh-Hant"),
        ("b+zh+Hant", "zh-Hant"),
        ("zh-CHS", "zh-Hans"),
        ("cmn", "zh-Hans"),
        ("pt_PT", "pt-BR"),
        ("tl", "fil"),
        ("es_ES.UTF-8", "es"),
        ("EN", "en"),
        # These readers do not read Mandarin, or nobody knows what they read.
        ("zh-yue", None),
        ("zh-min-nan", None),
        ("zh-wuu", None),
        ("zh-abc", None),
        ("uk", None),
        ("ca", None),
        ("und", None),
    ],
)
def test_near_is_near(text: str, locale: str | None) -> None:
    """Within the distance for content, the locale that is meant; beyond it, none."""
    assert match_locale(text, LISTED, CONTENT_DISTANCE) == locale


def test_names_of_old_are_matched_to_what_they_mean() -> None:
    """Where that is listed."""
    modern = ("en", "he", "id", "nb", "ro", "sr-Latn")
    found = [match_locale(tag, modern, CONTENT_DISTANCE) for tag in ("iw", "in", "no", "mo", "sh", "sh-BA")]

    assert found == ["he", "id", "nb", "ro", "sr-Latn", "sr-Latn"]


@pytest.mark.parametrize("broken", ["sr@latin", "zh-yue-yue", "", "e", "en" + "-a-bb" * 500])
def test_a_tag_that_cannot_be_read_leaves_the_others_alone(broken: str) -> None:
    """Among those that are supported, too."""
    for supported in ((broken, *LISTED), (*LISTED, broken)):
        assert match_locale("zh-TW", supported, CONTENT_DISTANCE) == "zh-Hant"


def test_whatever_the_library_raises_is_no_match(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one supported tag, the others are matched all the same."""
    maximize = Language.maximize

    def stumble(language: Language) -> Language:
        if language.language == "fr":
            raise RecursionError
        return maximize(language)

    monkeypatch.setattr(Language, "maximize", stumble)
    matching._place_tag.cache_clear()
    assert match_locale("es-VE", LISTED, CONTENT_DISTANCE) == "es"
    assert match_locale("fr-CF", LISTED, CONTENT_DISTANCE) is None
    matching._place_tag.cache_clear()


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Spanish", ["es"]),
        ("español", ["es"]),
        ("Espanol", ["es"]),
        ("ESPAÑOL", ["es"]),
        ("espa\u0303nol", ["es"]),
        ("espagnol", ["es"]),
        ("Spainish", ["es"]),
        ("es_MX", ["es"]),
        ("e s", ["es"]),
        ("es__MX", ["es"]),
        ("zh;q=1", ["zh-Hans"]),
        ("in Spanish", ["es"]),
        ("Haitian", ["ht"]),
        ("kreyol", ["ht"]),
        ("Portuguese", ["pt-BR"]),
        ("Brazilian Portuguese", ["pt-BR"]),
        ("Chinese", ["zh-Hans", "zh-Hant"]),
        ("Traditional Chinese", ["zh-Hant"]),
        ("中文", ["zh-Hans", "zh-Hant"]),
        ("العربية", ["ar"]),
        ("Urdu", ["ur"]),
        ("zh-CHT", ["zh-Hant"]),
        ("xx", []),
        ("Klingon", []),
        ("<script>", []),
        ("", []),
        ("*", []),
        ("a" * 5000, []),
        ("Spanish " * 500, []),
    ],
)
def test_a_languages_name_suggests_its_tag(text: str, tags: list[str]) -> None:
    """In English or its own words, with a slip, or in part; else nothing is suggested."""
    assert list(suggest_locales(text, LISTED)) == tags


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


def test_what_is_remembered_of_tags_is_bounded() -> None:
    """However many tags are sent, by us and by langcodes."""
    for number in range(10_000):
        match_locale(f"es-x-{number}", LISTED)

    caches = (Language._PARSE_CACHE, Language._INSTANCES, language_distance._DISTANCE_CACHE)
    assert max(len(cache) for cache in caches) <= 4200
