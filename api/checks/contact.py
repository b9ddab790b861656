"""Code `contact`: emergency and telephone numbers, web and mail addresses are the English's, sign for sign."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from api.checks.rule import Case, Fault, Rule
from api.model.findings import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.checks.rule import Pair

_CONTACT: Final = re.compile(
    r"https?://[^\s<>\"”»）)]*[^\s<>\"”»）).,;:!?。，]"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}"
    r"|(?<![\w.,])\+?\d[\d\u00a0 ().-]{5,20}\d(?![\w])"
    r"|(?<![\d.,])(?:911|112|999|988)(?![\d.,]*\d)"
)

_SIGN: Final = re.compile(r"\d|@|://")
"""Without one of these there is no contact."""


def find_contacts(pair: Pair) -> Iterator[Fault]:
    """A fault for each that was invented or changed, or one for those that were lost."""
    if not _SIGN.search(pair.msgstr) and not _SIGN.search(pair.msgid):
        return
    wanted = Counter(map(_fold, _CONTACT.findall(pair.msgid)))
    found = [(match.start(), match[0]) for match in _CONTACT.finditer(_to_ascii_digits(pair.msgstr))]
    lost = wanted - Counter(_fold(contact) for _, contact in found)
    extra = Counter(_fold(contact) for _, contact in found) - wanted
    told = ", ".join(lost)
    reported = False
    for offset, contact in found:
        if extra[_fold(contact)] > 0:
            extra[_fold(contact)] -= 1
            reported = True
            instead = f"; the English has {told}" if told else ""
            yield Fault(offset, f"{contact} is not in the English{instead}. Copy it sign for sign.")
    if lost and not reported:
        yield Fault(0, f"{told} of the English is not in the translation; copy it sign for sign.")


def _to_ascii_digits(text: str) -> str:
    """As many characters, so that offsets stay."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(each)) if each.isdigit() and not each.isascii() else each for each in text)


def _fold(contact: str) -> str:
    """Telephone numbers by their digits, for they are grouped in many ways."""
    if re.fullmatch(r"[+\d\u00a0 ().-]+", contact):
        return re.sub(r"[^\d+]", "", contact)
    return contact.lower()


RULE: Final = Rule(
    code=Code.CONTACT,
    severity="error",
    title="an emergency number, telephone number, web or mail address is not the English's",
    why="A patient in need dials what is written. Numbers and addresses are copied, never translated; a telephone number may be "
    "grouped in another way. Where readers abroad need another number, the publisher says so in the English first.",
    reference="MQM, Accuracy; the rule that phone numbers stand in the digits 0 to 9 everywhere",
    find=find_contacts,
    cases=(
        Case(locale="es", msgid="Call 911.", msgstr="Llame al 911."),
        Case(locale="fr", msgid="Call (201) 555-0100.", msgstr="Appelez le 201 555 0100."),
        Case(locale="zh-Hans", msgid="See https://example.org/a.", msgstr="请见 https://example.org/a。"),
        Case(locale="es", msgid="Call 911.", msgstr="Llame al 112.", offsets=(9,)),
        Case(locale="it", msgid="Write to care@example.org.", msgstr="Scriva a cura@example.org.", offsets=(9,)),
        Case(locale="ko", msgid="Call 911 at once.", msgstr="즉시 전화하세요.", offsets=(0,)),
    ),
)
