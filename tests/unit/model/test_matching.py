"""Tags as people write them, and the matcher against CLDR's published vectors."""

from __future__ import annotations

from pathlib import Path

import pytest
from langcodes import Language, language_distance

from api.model import matching
from api.model.identifiers import LocaleTag
from api.model.matching import CONTENT_DISTANCE, match_locale, spell_tag
from tests.builders import SIXTEEN

VECTORS = Path(__file__).parents[4] / "shared" / "data" / "CLDRLocaleMatcherTest.txt"
LISTED = tuple(map(LocaleTag, sorted(("en", *SIXTEEN))))

# What people and programs write, and how CLDR spells the tag that is meant.
SPELLINGS = [
    ("es", "es"),
    (" es\t", "es"),
    ("es-419", "es-419"),
    ("ES_mx", "es-MX"),
    ("pt_BR", "pt-BR"),
    ("de-1996-u-co-phonebk", "de-1996-u-co-phonebk"),
    ("de-CH-1901", "de-CH-1901"),
    ("i-klingon", "tlh"),
    ("EN-GB-oed", "en-GB-oxendict"),
    ("x-private", "x-private"),
    ("de-x-no", "de-x-no"),
    # Java's Locale.toString.
    ("zh_TW_#Hant", "zh-Hant-TW"),
    ("zh__#Hant", "zh-Hant"),
    ("sr_RS_#Latn", "sr-Latn-RS"),
    ("ar_EG_#u-nu-arab", "ar-EG-u-nu-arab"),
    # POSIX, with its modifiers and charsets.
    ("es_ES.UTF-8", "es-ES"),
    ("de_DE@euro", "de-DE"),
    ("sr@latin", "sr-Latn"),
    ("sr_RS.UTF-8@latin", "sr-Latn-RS"),
    ("uz_UZ@cyrillic", "uz-Cyrl-UZ"),
    ("sd_IN@devanagari", "sd-Deva-IN"),
    ("ca@valencia", "ca-valencia"),
    ("ur@roman", "ur-Latn"),
    ("tt_RU@iqtelif", "tt-Latn-RU"),
    ("zh_TW@traditional", "zh-Hant-TW"),
    ("sr_BA@ijekavian", "sr-BA"),
    ("ca_ES@valencia", "ca-ES-valencia"),
    ("es@collation=traditional;currency=EUR", "es"),
    # Android's folders.
    ("b+zh+Hant+TW", "zh-Hant-TW"),
    ("zh-rTW", "zh-TW"),
    # Old and vendors' names.
    ("zh-CHT", "zh-Hant"),
    ("zh_cht", "zh-Hant"),
    ("zh-CHS", "zh-Hans"),
    ("sp", "es"),
    ("spa", "es"),
    ("tl", "fil"),
    ("iw", "he"),
    ("in_ID", "id-ID"),
    ("mo", "ro"),
    ("sh", "sr-Latn"),
    ("no", "nb"),
    ("no_NO", "nb-NO"),
    ("cmn-Hant", "zh-Hant"),
    ("zh-cmn-Hans", "zh-Hans"),
    ("zh-yue", "yue"),
    ("zh-min-nan", "nan"),
    ("no_NO_NY", "nn-NO"),
    ("mww", "hmn"),
    # Regions of three letters, where they are none of a language's extensions.
    ("spa-MEX", "es-MX"),
    ("es_ESP", "es-ES"),
    ("zho_TWN", "zh-TW"),
    ("ara_SAU", "ar-SA"),
    ("zh-Hant-TWN", "zh-Hant-TW"),
    ("zh-mnp", "mnp"),
    ("zh-abc", "abc"),
    ("zh-HK-yue", "yue-HK"),
    ("ar-arb", "arb"),
    # The script last.
    ("zh_TW_Hant", "zh-Hant-TW"),
    ("zh_CN_Hans", "zh-Hans-CN"),
    ("zh-yue-HK-Hant", "yue-Hant-HK"),
    ("ar_EG_Arab_u_nu_latn", "ar-EG-u-nu-latn"),
    # Without an end that means nothing to us.
    ("pt_PT_ao90", "pt-PT"),
    ("es_ES_EURO", "es-ES"),
    ("es-419_MX", "es-419"),
    ("ja_JP_JP", "ja-JP"),
    ("es_ES_WIN", "es-ES"),
    ("es-abc", "es"),
    ("es-Abcd-MX", "es"),
    ("es-MX-abcdefghi", "es-MX"),
    ("en@quot", "en"),
]

MALFORMED = [
    "", "*", "e", "C", "C.UTF-8", "es-", "-es", "-", "es--MX", "x", "es-x", "e s", "es MX", "ñ", "es\n", "es;q=1", "sr@", "es-a-!",
    "es#", "es.", "@latin", "b+", "zh_TW_#", "\ud800", "es\x00",
    # No language has a name this long in a tag: these are names.
    "root", "POSIX", "Spanish", "spanish", "español", "toolonglanguage",
    # Bounds: 8 subtags, 100 characters, whatever stands in them.
    "en" + "-a-bb" * 500, "en-a-bb-b-cc-d-ee-f-gg", "en-x-" + "abcdefgh-" * 11 + "a", "a" * 5000, " " * 101 + "es",
]  # fmt: skip


@pytest.mark.parametrize(("text", "spelled"), SPELLINGS)
def test_a_tag_is_read_as_it_was_meant(text: str, spelled: str) -> None:
    """Underscores, other systems' spellings and names of old, and as much of it as is a tag."""
    assert spell_tag(text) == spelled


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: ascii(text[:20]))
def test_what_is_no_tag_is_none(text: str) -> None:
    """It is not guessed at, and matches nothing."""
    assert spell_tag(text) is None
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


@pytest.mark.parametrize(
    ("text", "supported", "locale"),
    [
        ("fr-FR", ("fr", "fr-FR"), "fr-FR"),
        ("en-US", ("en", "en-US"), "en-US"),
        ("en_us", ("en", "en-US"), "en-US"),
        ("fr-FR-u-nu-latn", ("fr", "fr-FR"), "fr-FR"),
        ("fr", ("fr", "fr-FR"), "fr"),
        ("zh-Hans", ("zh", "zh-Hans", "zh-Hans-CN"), "zh-Hans"),
        ("es-MX", ("es", "es-419"), "es-419"),
        ("mww", ("hi", "hmn"), "hmn"),
    ],
)
def test_the_very_tag_is_nearest(text: str, supported: tuple[str, ...], locale: str) -> None:
    """Where CLDR calls several equally near, what shares most with the wish is given, in whatever order they stand."""
    found = {match_locale(text, order, CONTENT_DISTANCE) for order in (supported, supported[::-1])}

    assert found == {locale}


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
