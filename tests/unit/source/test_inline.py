"""Inline markup: two marks are read, everything else is refused with advice."""

from __future__ import annotations

import re

import pytest

from api.errors import MarkupError
from api.model.content import Run
from api.source.inline import parse_inline, plain

STAR = r"a `*` that marks nothing"
BACKSLASH = r"a backslash before `"
UNDERSCORE = r"a `_` that marks nothing"
BREAK = "a line break; write the text on one line"
LINK = "a link; write its text alone"
HTML = "raw HTML; use **bold** or *emphasis*"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", ()),
        ("cement", (Run("cement"),)),
        ("**cement**", (Run("cement", strong=True),)),
        ("__cement__", (Run("cement", strong=True),)),
        ("*cement*", (Run("cement", em=True),)),
        ("_cement_", (Run("cement", em=True),)),
        ("***cement***", (Run("cement", strong=True, em=True),)),
        ("a **b** c", (Run("a "), Run("b", strong=True), Run(" c"))),
        ("**a *b* c**", (Run("a ", strong=True), Run("b", strong=True, em=True), Run(" c", strong=True))),
        ("*a **b** c*", (Run("a ", em=True), Run("b", strong=True, em=True), Run(" c", em=True))),
        ("snake_case_name", (Run("snake_case_name"),)),
        ("AT&T, <5 mg, 3 > 2", (Run("AT&T, <5 mg, 3 > 2"),)),
        ("[brackets]", (Run("[brackets]"),)),
        ("first_last@example.org 中_文_字 2_1, 2_1", (Run("first_last@example.org 中_文_字 2_1, 2_1"),)),
        (
            "Take *2 mg* for 3 *to* 5 days",
            (Run("Take "), Run("2 mg", em=True), Run(" for 3 "), Run("to", em=True), Run(" 5 days")),
        ),
        ("3~5일, 7~10일; 9시~17시; ~3", (Run("3~5일, 7~10일; 9시~17시; ~3"),)),
        ("($5) {x} #1 + 2 = 3 | -4", (Run("($5) {x} #1 + 2 = 3 | -4"),)),
        ("**注意**。请", (Run("注意", strong=True), Run("。请"))),
        ("**تنبيه** للمريض", (Run("تنبيه", strong=True), Run(" للمريض"))),
        # Where words are not set apart: Chinese, Japanese, Thai, Khmer; Korean, Gujarati and Tamil endings; Arabic and Hebrew prefixes.
        ("将**骨水泥**注入", (Run("将"), Run("骨水泥", strong=True), Run("注入"))),
        ("服用**2**片", (Run("服用"), Run("2", strong=True), Run("片"))),
        ("注意：**骨水泥**（PMMA）。", (Run("注意："), Run("骨水泥", strong=True), Run("（PMMA）。"))),
        ("骨の**セメント**です", (Run("骨の"), Run("セメント", strong=True), Run("です"))),
        ("ฉีด**ซีเมนต์**เข้าไป", (Run("ฉีด"), Run("ซีเมนต์", strong=True), Run("เข้าไป"))),
        ("**시멘트**가", (Run("시멘트", strong=True), Run("가"))),
        ("**골시멘트**(PMMA)", (Run("골시멘트", strong=True), Run("(PMMA)"))),
        ("**MRI**는", (Run("MRI", strong=True), Run("는"))),
        ("**સિમેન્ટ**ને", (Run("સિમેન્ટ", strong=True), Run("ને"))),
        ("و**الإسمنت** هنا", (Run("و"), Run("الإسمنت", strong=True), Run(" هنا"))),
        ("**بیمار**\u200cان", (Run("بیمار", strong=True), Run("\u200cان"))),
        # Beside quotes, brackets, dashes and marks.
        ("l’**os** (*une* fois)", (Run("l’"), Run("os", strong=True), Run(" ("), Run("une", em=True), Run(" fois)"))),
        ("«**Reposo**», ¡*ya*!", (Run("«"), Run("Reposo", strong=True), Run("», ¡"), Run("ya", em=True), Run("!"))),
        ("pain—*often*—eases", (Run("pain—"), Run("often", em=True), Run("—eases"))),
        (
            "**A**/*B*: **37** °C",
            (Run("A", strong=True), Run("/"), Run("B", em=True), Run(": "), Run("37", strong=True), Run(" °C")),
        ),
    ],
)
def test_legal_markup_becomes_runs(text: str, runs: tuple[Run, ...]) -> None:
    """Bold, emphasis, their nesting, and characters that only look like markup are read as written."""
    assert runs == parse_inline(text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*a*_b_", (Run("ab", em=True),)),
        ("**a**__b__ c", (Run("ab", strong=True), Run(" c"))),
        (r"a\_b", (Run("a_b"),)),
    ],
)
def test_adjacent_runs_of_one_emphasis_merge(text: str, runs: tuple[Run, ...]) -> None:
    """Two stretches that touch and look alike are one run."""
    assert runs == parse_inline(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"2 \* 3", "2 * 3"),
        (r"\*\*a\*\*", "**a**"),
        (r"**a\*b**", "a*b"),
        (r"\_a\_", "_a_"),
        (r"\[a\](b)", "[a](b)"),
        (r"\`a\`", "`a`"),
        (r"\<b>a", "<b>a"),
        (r"\&amp;", "&amp;"),
        (r"2\*1 and 2\*1", "2*1 and 2*1"),
        (r"H\~2\~O, x\^2, \_", "H~2~O, x^2, _"),
        (r"a\d \\", "a\\d \\"),
        ("ends in \\", "ends in \\"),
        (r"a\\b", r"a\b"),
        (r"C:\\(x)", r"C:\(x)"),
        # What would begin a heading, a list, a quote, a table or a rule where a line begins.
        (r"\# 1", "# 1"),
        (r"12\. of May", "12. of May"),
        (r"The 3\) there", "The 3) there"),
        (r"\- x \+ y \> z \| \=", "- x + y > z | ="),
        (r"a\b", r"a\b"),
    ],
)
def test_an_escape_makes_a_mark_plain(text: str, words: str) -> None:
    r"""A backslash before a mark shows the mark itself, as the advice for a plain star (`\*`) promises."""
    assert words == plain(parse_inline(text))


@pytest.mark.parametrize("text", ["", "a", "a **b** *c*", "***a*** b", "**a *b* c**", r"a\_b"])
def test_the_runs_joined_are_the_plain_text(text: str) -> None:
    """`plain` is every run's text in order, and nothing else."""
    runs = parse_inline(text)
    assert "".join(run.text for run in runs) == plain(runs)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("see [this](https://example.org)", LINK),
        ("<https://example.org>", LINK),
        ("<someone@example.org>", LINK),
        ("![a spine](spine.png)", "an image; leave it out"),
        ("<b>bold</b>", HTML),
        ("a <br> b", HTML),
        ("a <!-- note --> b", HTML),
        ("<script>alert(1)</script>", HTML),
        ("take `5 mg`", "code in `backticks`; write it as plain text"),
        ("Okina ` alone", r"a backtick"),
        ("H~2~O", r"a `~` that some programs read as markup"),
        ("~~Do not~~ rest", r"a `~` that some programs read as markup"),
        ("x^2^ or m^2", "a `^` that some programs read as markup"),
        ("5&nbsp;mg", "the HTML entity &nbsp;; write the character itself"),
        ("a &amp; b", "the HTML entity &amp;; write the character itself"),
        ("&#65;", "the HTML entity &#65;; write the character itself"),
        ("&#x41;", "the HTML entity &#x41;; write the character itself"),
        ("a\nb", BREAK),
        ("a  \nb", BREAK),
        ("a\\\nb", BREAK),
        ("a\n", BREAK),
        ("a\rb", BREAK),
        ("2 * 3", STAR),
        ("**a*", STAR),
        ("**a", STAR),
        ("** a**", STAR),
        ("**a **", STAR),
        ("**a****b**", STAR),
        # A star at a digit or a letter that words are written apart with is no emphasis.
        ("Take 2*1 in the morning and 2*1 at night.", STAR),
        ("The space is 10*5*3 mm.", STAR),
        ("早上2*1片，晚上2*1片", STAR),
        ("صباحًا 2*1 ومساءً 2*1", STAR),
        ("रोज़ २*१ और २*१", STAR),
        ("2**3 and 2**3", STAR),
        ("a*b and c*d", STAR),
        ("cm*2, cm*3", STAR),
        ("腰椎*3，胸椎*3", STAR),
        ("день 2*по 1, ночь 2*по 1", STAR),
        ("(2+3)*(4+5) and (2+3)*(4+5)", STAR),
        ("50%*2 = 25%*4", STAR),
        # Nor where digits and a space stand around it: a space beside "times" makes it no emphasis.
        ("Take 2 *1 in the morning and 2* 1 at night.", STAR),
        ("2\u00a0*1 or *1 and 2* 1", STAR),
        ("Take 2 *5 mg*.", STAR),
        ("*2* 3", STAR),
        ("2 **1 and 2** 1", STAR),
        ("रोज़ २ *१ और २* १", STAR),
        ("早上2 *1片，晚上2* 1片", STAR),
        ("cement**s**", STAR),
        ("**cement**s", STAR),
        ("pain* or fever*", STAR),
        ("*) see below, *) and here", STAR),
        ("e\u0301*a\u0301*", STAR),
        # A backslash that marks nothing would be lost.
        (r"5\.5 mm", BACKSLASH),
        (r"first\, then", BACKSLASH),
        (r"C:\(x)", BACKSLASH),
        (r"\"Rest\"", BACKSLASH),
        (r"Rest\!", BACKSLASH),
        (r"follow\-up", BACKSLASH),
        (r"see a\#b", BACKSLASH),
        (r"a\\\.b", BACKSLASH),
        (r"**5\.5**", BACKSLASH),
        ("2_ 3", UNDERSCORE),
        ("_a", UNDERSCORE),
        ("____", UNDERSCORE),
        ("5%_a_ b", UNDERSCORE),
    ],
)
def test_other_markup_is_refused_with_advice(text: str, complaint: str) -> None:
    """Whatever a Markdown reader would take for other markup is refused, and the message says what to write."""
    with pytest.raises(MarkupError) as caught:
        parse_inline(text)
    assert str(caught.value).startswith(complaint)
    assert str(caught.value).count("; ") >= 1


@pytest.mark.parametrize(("mark", "text"), [("*", "2*3"), ("_", "a _b"), ("`", "a`b"), ("~", "a~~b"), ("^", "m^2")])
def test_a_mark_that_is_none_is_refused_with_the_way_to_write_it(mark: str, text: str) -> None:
    """Who takes the advice has a text that shows the mark itself."""
    with pytest.raises(MarkupError, match=re.escape(f"\\{mark}")):
        parse_inline(text)
    assert plain(parse_inline(text.replace(mark, f"\\{mark}"))) == text


@pytest.mark.parametrize("text", ["**注意。**请", "請**「注意」**看", "*주의.*하세요"])
def test_punctuation_just_inside_the_stars_is_refused_between_letters(text: str) -> None:
    """Where CommonMark reads no bold, as in text without spaces, the patient is not shown the stars."""
    with pytest.raises(MarkupError, match="no space or punctuation just inside the stars"):
        parse_inline(text)
