"""Which characters may stand in a line of text: those that are seen, and those that a spelling needs."""

from __future__ import annotations

from typing import Any

import pytest

from api.model.characters import find_strays, scan_file, why_not_line, why_not_lines
from api.model.findings import Code


@pytest.mark.parametrize(
    "text",
    [
        # Arabic script: Persian, Pashto, Kurdish (also as old keyboards write its e), Urdu, Uyghur, the sign for the Hijri year.
        "بیماران همان روز به خانه می‌روند.",
        "مهره‌ها",
        "۲۰‌ساله",
        "MRI‌ها",
        "کووید‌۱۹",
        "**بیمار**‌ان",
        "وروسته‌له",
        "نه‌خۆشه‌کان",
        "که‌ ئه‌و",
        "ہڈی‌اں",
        "ھەم‌مە",
        "١٤٤٥ ه‍.",
        # Devanagari: Hindi, Marathi, Nepali.
        "शक्‍ति",
        "क्‌ष",
        "दुसऱ्‍या",
        "गर्‍यो",
        # Bangla, Assamese, Gurmukhi, Gujarati, Odia.
        "র‍্যাম",
        "উদ্‌যাপন",
        "ধিক্‌ ",
        "ৰ‍্যা",
        "ਸ੍‍ਯ",
        "ક્‍ષ",
        "ର‍୍ୟ",
        # Tamil, Telugu, Kannada, Malayalam, Sinhala: also at a word's end.
        "க்‌ஷ",
        "సాఫ్ట్‌వేర్",
        "హైదరాబాద్‌, ఢిల్లీ",
        "ರ‍್ಕ",
        "അവന്‍ വന്നു",
        "ක්‍ෂ",
        "ක‍්ව",
        # Khmer, Thai, Lao, Burmese, which put no spaces between words; Mongolian, whose vowels part.
        "ស៊ីម៉ង់ត៍\u200bឆ្អឹង",
        "**ស៊ីម៉ង់ត៍**\u200bត្រូវ",
        "ថត\u200bMRI\u200bនៅ",
        "បុ៊‌ី",
        "กระดูก\u200bสันหลัง",
        "ກະດູກ\u200bສັນຫຼັງ",
        "အရိုး\u200bကျိုး",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
        "ᠭ\u180bᠠ",
        # At a word's edge too, as people type them: before and behind spaces, marks, brackets, quotes; doubled; at a text's ends.
        "\u200bឆ្អឹង\u200b",
        "ឆ្អឹង\u200b (MRI) \u200bខ្នង",
        "ឡើយ\u200b\u00a0។\u200b បន្ទាប់",
        "\u200bເອ\u200bສະ\u200b\u200b\u200bວາ",
        "အကွက် \u200bအရောင်\u200b ပိုမို",
        "กระดูก\u200b (bone) \u200bอ",
        "«بیمار»\u200cها",
        "(MRI)\u200cها",
        "**(کتاب)**\u200cها",
        "۵۰٪\u200cای",
        "ق.م.\u200cای",
        "زیرخط_\u200cدار",
        "پیش\u200c-نویس",
        "و\u200c/یا",
        "می\u200c\u200cروند",
        "می\u200c روند",
        "تکه \u200cنقشک\u200c",
        "পূব\u200c-দৃশ্য",
        "হৈছে\u200c",
        "ছিট্\u200c\u200cকা",
        "അകാൻ\u200c",
        "ഫില്\u200d\u200cറ്റര്\u200d",
        "\u200dക്യാറ്റ",
        "హార్డ్\u200d\u200cవేర్",
        "ದೆ\u200c\u200c-ಕಮ್",
        # Beside a placeholder, whatever will stand there.
        "{publisher}\u200cها",
        "می\u200c{x}",
        "{0}\u200c{1}",
        "{day}\u200bថ្ងៃ",
        "{publisher}\u200b {day} ថ្ងៃ",
        # What is seen: no-break spaces, signs around Arabic numbers, marks, ideographs.
        "Repos\u202f!",
        "\u0600١٢",
        "(a*b) — 骨水泥",
        "",
    ],
)
def test_what_a_spelling_needs_may_stand(text: str) -> None:
    """Joiners and zero-width spaces in the scripts that are spelt with them, in a text of any language."""
    assert list(find_strays(text)) == []
    assert why_not_line(text) is None


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("Descanse\u200d.", [8]),
        ("Des\u200ccanse", [3]),
        ("Nghỉ\u200bngơi", [4]),
        ("от\u200dдых", [2]),
        ("休\u200b息", [1]),
        ("쉬\u200b다", [1]),
        # Where the letters on both sides are of scripts that have none; and other characters beside letters of one that has some.
        ("MR\u200cI", [2]),
        ("خانه MR\u200cI", [7]),
        ("می\u200bروند", [2]),
        ("กระดูก MRI\u200b CT", [10]),
        ("ឆ្អឹង\u00ad ខ្នង", [5]),
        ("{publisher}\u200b", [11]),
        ("{0}\u200b{1}", [3]),
        ("{a\u3164}", [2]),
        ("\u200d", [0]),
        ("**\u200d**", [2]),
        ("a\u180bb", [1]),
        # What no spelling needs.
        ("a\u000bb\u000cc\u0085d\u2028e\u2029f\u001cg\u0000h\u007fi\u009fj", [1, 3, 5, 7, 9, 11, 13, 15, 17]),
        ("a\u00adb\ufeffc\u2060d\ufffde\u0378f\ue000g\u3164h\ufe0f", [1, 3, 5, 7, 9, 11, 13, 15]),
    ],
)
def test_what_nobody_sees_is_found(text: str, offsets: list[int]) -> None:
    """Each at its place, and the complaint names it and says what to do."""
    found = list(find_strays(text))
    assert offsets == [fault.offset for fault in found]
    assert all(f"U+{ord(text[fault.offset]):04X} (" in fault.message for fault in found)
    assert str(why_not_line(text)) == found[0].message


def test_a_text_full_of_joiners_is_read_through_once() -> None:
    """Each letter and each joiner is looked at once; if each looked past the others, this would take hours."""
    assert list(find_strays("\u0647" + "\u200c" * 500_000 + "\u0627")) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [("a\nb", "U+000A"), ("a\tb", "U+0009"), ("a\rb", "U+000D"), ("12\u202e3", "U+202E"), ("a\u200fb", "U+200F")],
)
def test_a_line_holds_no_break_and_no_turn(text: str, named: str) -> None:
    """Text for blocks may be wrapped, and right-to-left text turned; a name or a note is one line that nothing turns."""
    assert list(find_strays(text)) == []
    assert named in str(why_not_line(text))


def test_a_file_is_scanned_as_it_is_written() -> None:
    """Each character at its line and column, those that nobody sees and those that turn the text."""
    found = [(each.line, each.column, each.code) for each in scan_file("a = 1\n\tb = 'x\u200b'\n# \u202ey\n", "a.toml")]
    assert found == [(2, 8, Code.INVISIBLE), (3, 3, Code.BIDI)]
    assert list(scan_file("a\n", "a.toml")) == []


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"a": 1, "b": {"c": ["good", "bad\u200b"]}}, "b.c: U+200B (zero width space)"),
        ({"b": [{"d": "two\nlines"}]}, "b.d: U+000A (a control character) breaks the line"),
        ({"b": {"e\u202ef": "x"}}, "'b.e\\u202ef': U+202E (right-to-left override)"),
    ],
)
def test_every_string_of_the_data_is_looked_at(data: Any, named: str) -> None:
    """However it was written down: an escape is found by its key."""
    assert str(why_not_lines(data)).startswith(named)
    assert why_not_lines({"a": {"b": ["good", 1, True]}}) is None
