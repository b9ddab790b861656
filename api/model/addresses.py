"""Addresses that people follow, an `https:` URL or a mailbox; and what addresses and names look like, to whoever reads them.

Rules
1. Both addresses are ASCII, so that no two look alike. A URL names a host, no user in front of it, and holds no character that HTML,
   a shell or a browser reads as something else.
2. A mailbox is one e-mail address and nothing else: no name, no second one, no parameter.
3. Letters of Cyrillic, Greek, Armenian and other Latin alphabets that look like a plain Latin one are that one; so are full-width forms.
   I, l and 1 are one, and so are O and 0.
4. Capitals and accents are passed over, and so is what nobody sees. A sign that stands for a vowel is a letter, and stays.

The pairs are those of Unicode's UTS 39, section 4, that a name or an address can hold.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_HOST: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}"
_HTTPS: Final = re.compile(rf"https://{_HOST}(?::[0-9]{{1,5}})?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]*)?")
_MAILBOX: Final = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_HOST}")

_PAIRS: Final = (
    # Cyrillic
    ("АВЕКМНОРСТУХІЈЅԌԚԜӀ", "abekmhopctyxijsgqwl"),
    ("авекмнорстухіјѕһԁɡԛԝӏ", "abekmhopctyxijshdgqwl"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ", "abezhikmnoptyxcj"),
    ("αβεηικμνορτυχϲ", "abenikuvoptuxc"),
    # Armenian
    ("օսոհցյԼՕՍ", "ounhgjlou"),
    # Latin
    ("ıɑøłđħðŀØŁĐĦ", "iaoldhdlolh" + "h"),
    ("l1|0", "iiio"),
)
_PLAIN: Final = {
    ord(letter): plain for letters, plains in _PAIRS for letter, plain in zip(letters, plains, strict=True)
}

_MARKS: Final = frozenset((0, 9))
"""Combining classes of signs that are read: of vowels, and of a vowel that is none."""


def is_https(text: str) -> bool:
    """Whether the text is one absolute `https:` URL and nothing else."""
    return _HTTPS.fullmatch(text) is not None


def is_mailbox(text: str) -> bool:
    """Whether the text is one e-mail address and nothing else."""
    return _MAILBOX.fullmatch(text) is not None


def fold_alike(text: str) -> str:
    """The text in plain small letters, as far as it looks so: two that are alike here are taken for one another."""
    # Once before capitals go, since a capital may look like another letter than its small one, and once after.
    parts = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold().translate(_PLAIN)
    return "".join(
        each
        for each in parts
        if unicodedata.combining(each) in _MARKS and unicodedata.category(each) != "Cf" and each != "\u034f"
    )


def is_same_address(one: str | None, other: str | None) -> bool:
    """Whether two e-mail addresses are one, or look it."""
    return one is not None and other is not None and fold_alike(one) == fold_alike(other)
