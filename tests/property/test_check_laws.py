"""Laws of the checks, tried on any text: no rule fails, and every fault stands in the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.checks.languages import LANGUAGES, Language, find_language
from api.checks.rule import Pair
from api.checks.rules import CATALOG_RULES, RULES
from api.model.catalog import Glossary, Term
from api.model.content import SegmentKind
from api.model.identifiers import LocaleTag

pytestmark = pytest.mark.property

GLOSSARY = Glossary(terms=(Term(en=("cement", "bone cement"), use=("cemento",), avoid=("resina",)),))
WORDS = st.sampled_from(
    ["3", "٣", "२", "5 mg", "911", "**", "*", "<b>", "&nbsp;", "{date}", "cement", "not", "can", " ", "\u00a0", "\u202e", "\u2066",
     "\u200d", "а", "a", "后", "後", "(", "）", "“", "?", "؟", "。", ".", ":", "\n", "é", "e\u0301", "resina"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=40), st.lists(WORDS, max_size=12).map("".join), st.lists(WORDS, max_size=8).map(" ".join)
)
KINDS: st.SearchStrategy[SegmentKind] = st.sampled_from(["heading", "paragraph", "item", "string"])


@given(TEXTS, TEXTS, st.sampled_from([*LANGUAGES, find_language(LocaleTag("so"))]), KINDS)
@example("cement", "1 " * 5000 + "x", LANGUAGES[1], "paragraph")
@example("cement 1", "a" * 10000 + "1", LANGUAGES[1], "paragraph")
@example("cement", " " * 10000 + "x", LANGUAGES[1], "paragraph")
@settings(max_examples=400, deadline=None)
def test_any_text_can_be_checked(msgid: str, msgstr: str, language: Language, kind: SegmentKind) -> None:
    """Whatever a translator types, each rule ends, and each of its faults is at one of the characters."""
    # The English is ours, and legal before a translation of it is looked at.
    english = "".join(character for character in msgid if character.isalnum() or character in " .,?:()")
    pair = Pair(msgctxt="a/b", kind=kind, msgid=english, msgstr=msgstr, language=language, glossary=GLOSSARY)
    for rule in RULES:
        for fault in rule.find(pair):
            assert 0 <= fault.offset <= max(0, len(msgstr) - 1), rule.code
            assert fault.message
    for catalog_rule in CATALOG_RULES:
        assert {index for index, _ in catalog_rule.find((pair, pair))} <= {0, 1}
