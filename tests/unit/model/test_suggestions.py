"""What is suggested for text that is no tag of a language that we have."""

from __future__ import annotations

import pytest

from api.model.suggestions import find_meant, find_usual, suggest_locales
from tests.unit.model.test_matching import LISTED


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
        # By other names, and by names of others for it.
        ("Tagalog", ["fil"]),
        ("Castellano", ["es"]),
        ("Castilian", ["es"]),
        ("Mandarin", ["zh-Hans", "zh-Hant"]),
        ("Mandarin Chinese", ["zh-Hans", "zh-Hant"]),
        ("Mexican Spanish", ["es"]),
        ("Gujrati", ["gu"]),
        ("Tieng Viet", ["vi"]),
        ("Creole", ["ht"]),
        # Other languages, however like one of ours their names are.
        ("Danish", []),
        ("Dansk", []),
        ("Esperanto", []),
        ("Guarani", []),
        ("Cree", []),
        ("Tiếng Anh", []),
        ("Gan Chinese", []),
        ("Hawaiian Creole", []),
        ("kar", []),
        ("zh-min-nan", []),
        ("zh-yue", []),
        ("esp", ["es"]),
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


def test_hmong_is_suggested_where_it_is_listed() -> None:
    """By its names and by the tag of its largest part."""
    assert {suggest_locales(text, (*LISTED, "hmn")) for text in ("Hmong", "Hmoob", "mww")} == {("hmn",)}


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Danish", ("da",)),
        ("Farsi", ("fa",)),
        ("kar", ()),
        ("zh-min-nan", ()),
        ("ca_ES@valencia", ("ca-ES",)),
        ("xx", ()),
    ],
)
def test_what_we_do_not_serve_may_be_meant(text: str, tags: tuple[str, ...]) -> None:
    """By name or by tag, where we know the language."""
    assert find_meant(text) == tags


@pytest.mark.parametrize(
    ("tag", "usual"), [("zh", "zh-Hans"), ("pt", "pt-BR"), ("es", None), ("pt-PT", None), ("nb", None), ("kar", None)]
)
def test_a_language_is_written_in_one_way(tag: str, usual: str | None) -> None:
    """Without more it stands for the locale that we have of it."""
    assert find_usual(tag) == usual
