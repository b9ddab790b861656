"""Code `contact`: emergency and telephone numbers, web and mail addresses are the English's, sign for sign."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from api.checks.rule import Case, Faults, Pair, Rule
from api.checks.text import list_contacts
from api.model.findings import Code, Fault


def find_wrong_contacts(pair: Pair) -> Faults:
    """A fault for each that was invented or changed, or one for those that were lost; a warning for digits that no telephone has."""
    wanted = Counter(_fold(contact) for _, contact in list_contacts(pair.msgid))
    found = list_contacts(pair.msgstr)
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
        elif not pair.msgstr[offset : offset + len(contact)].isascii():
            yield Fault(offset, f"write {contact} in the digits 0 to 9, as telephones have them.", severity="warning")
    if lost and not reported:
        yield Fault(0, f"{told} of the English is not in the translation; copy it sign for sign.")


def _fold(contact: str) -> str:
    """Telephone numbers by their digits, for they are grouped in many ways."""
    if re.fullmatch(r"[+0-9\u00a0\u202f ()./-]+", contact):
        return re.sub(r"[^0-9+]", "", contact)
    return contact.lower() if "@" in contact else contact


RULE: Final = Rule(
    code=Code.CONTACT,
    severity="error",
    title="an emergency number, telephone number, web or mail address is not the English's",
    why="A patient in need dials what is written. Numbers and addresses are copied, never translated; a telephone number may be "
    "grouped in another way. Where readers abroad need another number, the publisher says so in the English first.",
    reference="MQM, Accuracy; the rule that phone numbers stand in the digits 0 to 9 everywhere",
    find=find_wrong_contacts,
    cases=(
        Case("es", "Call 911.", "Llame al 911."),
        Case("fr", "Call (201) 555-0100.", "Appelez le 201 555 0100."),
        Case("zh-Hans", "See https://example.org/a.", "请见https://example.org/a。更多。"),
        Case("zh-Hant", "Write to care@example.org.", "請寫信至care@example.org。"),
        Case("ko", "Call 201-555-0100.", "전화201-555-0100으로 연락하세요."),
        Case("pl", "in 100,000 people", "na 100 000 osób"),
        Case("ru", "published on 5/27/2025", "опубликовано 27.05.2025"),
        Case("es", "Call 911.", "Llame al 112.", (9,)),
        Case("it", "Write to care@example.org.", "Scriva a cura@example.org.", (9,)),
        Case("ko", "Call 911 at once.", "즉시 전화하세요.", (0,)),
        Case("ar", "Call 0808 196 3646.", "اتصل على 3646 196 0808.", (9,)),
        Case("ur", "Call 911.", "۹۱۱ پر کال کریں۔", (0,)),
        Case("pt-BR", "See example.org.", "Veja exemplo.org.", (5,)),
    ),
)
