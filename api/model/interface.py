"""Our own words to patients, in English. Translators find them in `locales/<tag>/LC_MESSAGES/interface.po`.

Rules
1. A key never changes meaning; a changed text makes its translations outdated, as in content.
2. The order here is the template's, and so the order in which a reviewer signs them.
3. A `{placeholder}` stands in every translation exactly as often as in the English.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class InterfaceString(Struct, frozen=True):
    """One sentence or label: `key` is its msgctxt, `text` its msgid."""

    key: str
    text: str
    note: str


DOMAIN: Final = "interface"
"""The catalog's file name without suffix, and the pseudo-section's id."""

INTERFACE: Final[tuple[InterfaceString, ...]] = (
    InterfaceString(
        key="notice/draft",
        text="Draft: no clinician has checked these words yet. Ask your care team before you rely on them.",
        note="Shown above a section that nobody has signed off. The care team are the patient's own doctors and nurses.",
    ),
    InterfaceString(
        key="notice/machine",
        text="This text was translated by a computer. No qualified person has checked the translation.",
        note="Shown above a machine translation. Say it plainly; do not soften it.",
    ),
    InterfaceString(
        key="notice/machine-edited",
        text=(
            "A computer translated this text and a person corrected it. "
            "No qualified person has checked the translation yet."
        ),
        note="As above, where a person has corrected the machine's work but no reviewer has signed it.",
    ),
    InterfaceString(
        key="notice/stand-in",
        text="This section cannot be shown in your language right now, so it is shown in English.",
        note="Shown above an English section on a page in your language. You may name your language.",
    ),
    InterfaceString(
        key="notice/missing-required",
        text=(
            "Another section that belongs with this one cannot be shown right now. "
            "Ask your care team about it before you decide anything."
        ),
        note="Shown, for example, above the benefits when the risks may not be shown.",
    ),
    InterfaceString(
        key="page/not-shown",
        text="This text cannot be shown right now. Ask your care team about it.",
        note="Heads a page where a text would stand, for example one that was withdrawn.",
    ),
    InterfaceString(
        key="attribution",
        text="Based on patient education by {publisher}.",
        note="{publisher} becomes the name of the medical practice, which stays as it is in every language.",
    ),
    InterfaceString(
        key="disclaimer",
        text="This is general information. It does not replace advice from your own doctor or care team.",
        note="Shown below every text.",
    ),
    InterfaceString(
        key="review-line/unsigned",
        text="No clinician has reviewed this text yet.",
        note="Shown below a text that nobody has signed off.",
    ),
    InterfaceString(
        key="review-line/partly-signed",
        text="A clinician has reviewed only part of this text.",
        note="Shown below several sections of which some are signed off and some are not.",
    ),
    InterfaceString(
        key="review-line/signed",
        text="Last reviewed by a qualified person on {date}.",
        note="{date} becomes a date in your language's long form.",
    ),
    InterfaceString(
        key="label/language",
        text="Language",
        note="Names the menu in which a reader chooses a language.",
    ),
    InterfaceString(
        key="label/contents",
        text="On this page",
        note="Heads the list of sections.",
    ),
    InterfaceString(
        key="label/also-read",
        text="Please also read:",
        note="Stands before the title of another section that belongs with this one, such as the risks.",
    ),
    InterfaceString(
        key="label/read-more",
        text="Read the full page",
        note="A link to the whole article.",
    ),
)

ENGLISH: Final[dict[str, str]] = {string.key: string.text for string in INTERFACE}
