"""The hedges, numbers and negations of the article, in the English and in every shipped translation, block by block."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from api.catalogs.reader import read_catalog
from api.model.catalog import Catalog
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE
from api.release.load import read_project
from api.source.inline import parse_inline, plain
from tests.builders import ROOT, SHIPPED

FOLDER = ROOT / "tests" / "contract" / "meaning"
TAGS = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def read_table(tag: str) -> dict[str, dict[str, str]]:
    """By block: the English words that matter, and how the locale says them."""
    table: dict[str, dict[str, str]] = tomllib.loads((FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))
    return table


@cache
def read_words(tag: str) -> dict[str, str]:
    """The shipped words of the locale without their emphasis, by block."""
    if tag == SOURCE:
        (topic,) = read_project(SHIPPED).topics
        texts = {segment.msgctxt: segment.msgid for section in topic.sections for segment in section.segments}
    else:
        path = ROOT / "locales" / tag.replace("-", "_") / "LC_MESSAGES" / "vertebroplasty.po"
        catalog = read_catalog(path, LocaleTag(tag))
        assert isinstance(catalog, Catalog)
        texts = {message.msgctxt: message.msgstr for message in catalog.messages}
    return {block: plain(parse_inline(text)) for block, text in texts.items()}


def test_every_shipped_locale_has_a_table() -> None:
    """A language without one could lose a hedge unseen."""
    assert {SOURCE, *(translation.locale for translation in read_project(SHIPPED).translations)} == set(TAGS)


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != SOURCE])
def test_a_table_has_a_rendering_for_all_that_the_english_holds(tag: str) -> None:
    """No more and no less, and none is empty."""
    assert {block: set(words) for block, words in read_table(SOURCE).items()} == {
        block: set(words) for block, words in read_table(tag).items()
    }
    assert all(words.strip() for block in read_table(tag).values() for words in block.values())


@pytest.mark.parametrize("tag", TAGS)
def test_no_block_has_lost_a_hedge_a_number_or_a_negation(tag: str) -> None:
    """Each stands in its block still."""
    words = read_words(tag)

    assert [] == [
        f"{block}: {english!r}, in {tag} {rendering!r}"
        for block, pairs in read_table(tag).items()
        for english, rendering in pairs.items()
        if rendering.casefold() not in words[block].casefold()
    ]


@pytest.mark.parametrize("tag", TAGS)
def test_rare_and_uncommon_are_two_words(tag: str) -> None:
    """What is rare is less often than what is uncommon, so neither may be said with the other's word."""
    table = read_table(tag)
    rare, uncommon = table["risks/leak"]["rare"].casefold(), table["risks/nerve"]["uncommon"].casefold()
    words = read_words(tag)

    assert rare not in words["risks/nerve"].casefold()
    assert uncommon not in words["risks/leak"].casefold()
