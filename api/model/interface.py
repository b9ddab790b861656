"""Our own words to patients, in English. Translators find them in `locales/<tag>/LC_MESSAGES/interface.po`.

Rules
1. A key never changes meaning; a changed text makes its translations outdated, as in content.
2. The order here is the template's, and so the order in which a reviewer signs them.
3. A `{placeholder}` stands in every translation exactly as often as in the English.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

NoticeKind = Literal["draft", "machine", "stand-in", "missing-required"]
"""What a patient is told above a section."""


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
        key="notice/kept",
        text="This text is being revised. This is the version that was reviewed on {date}.",
        note="Shown above a signed text while a newer wording of it still waits for its reviewer. {date} becomes a date in your "
        "language's long form.",
    ),
    InterfaceString(
        key="notice/superseded",
        text="This is an older version of this text. It is no longer the one in use.",
        note="Shown where somebody opens the address of an exact wording that is not shown any more.",
    ),
    InterfaceString(
        key="page/not-shown",
        text="This text cannot be shown right now. Ask your care team about it.",
        note="Heads a page where a text would stand, for example one that was withdrawn.",
    ),
    InterfaceString(
        key="refusal/not-published",
        text="A doctor has not checked this page yet, so it cannot be shown. Please ask your care team.",
        note="The whole page, where a text waits for its first reviewer.",
    ),
    InterfaceString(
        key="refusal/withdrawn",
        text="This page was taken back and is no longer shown. If you have read it before, please ask your care team about it.",
        note="The whole page, where a text was withdrawn, for example since something in it was wrong.",
    ),
    InterfaceString(
        key="refusal/not-in-language",
        text="This page is not available in your language yet. Please ask your care team.",
        note="The whole page, where a text is shown in no language that the reader asked for.",
    ),
    InterfaceString(
        key="refusal/no-such-page",
        text="There is no page at this address. Please check the address, or ask your care team.",
        note="The whole page, where somebody mistyped an address or followed an old link.",
    ),
    InterfaceString(
        key="page/call",
        text="Questions? Call {name}, {telephone}",
        note="{name} becomes the name of the reader's own hospital or practice, {telephone} its telephone number.",
    ),
    InterfaceString(
        key="attribution",
        text="Based on information for patients from {publisher}.",
        note="{publisher} becomes the name of the medical practice, which stays as it is in every language and may be a masculine, "
        "feminine or plural one: let nothing in the sentence depend on it.",
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
        key="review/last",
        text="Last reviewed: {date}",
        note="{date} becomes a date in your language's long form. Heads the lines that say who reviewed what.",
    ),
    InterfaceString(
        key="review/medical",
        text="Medical content: {reviewer}",
        note="{reviewer} becomes the name, the credentials and the organisation of the clinician who checked the English, as in "
        "“Ana Diaz, MD, City Hospital”.",
    ),
    InterfaceString(
        key="review/translation",
        text="Translation: {reviewer}",
        note="{reviewer} becomes the name, the credentials and the organisation of whoever checked the translation.",
    ),
    InterfaceString(
        key="review/medical-role",
        text="Medical content: checked by a clinician",
        note="In place of the line with the name, where the reviewer is not named in public. A clinician: a doctor, or another "
        "qualified health professional.",
    ),
    InterfaceString(
        key="review/translation-role",
        text="Translation: checked by a qualified person who reads both languages",
        note="In place of the line with the name, where the reviewer is not named in public.",
    ),
    InterfaceString(
        key="label/draft",
        text="Not checked yet",
        note="A short label beside the heading of a section that no clinician has checked.",
    ),
    InterfaceString(
        key="label/machine",
        text="Computer translation",
        note="A short label beside the heading of a section that a computer translated.",
    ),
    InterfaceString(
        key="label/stand-in",
        text="In English",
        note="A short label beside the heading of a section that is shown in English on a page in your language.",
    ),
    InterfaceString(
        key="label/kept",
        text="Being revised",
        note="A short label beside the heading of a section that is being revised.",
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
        text="Please also read: {title}",
        note="{title} becomes the title of another section that belongs with this one, such as the risks. Each has a line of its own, "
        "so the sentence is about one. {title} stands last, and is often a link.",
    ),
    InterfaceString(
        key="label/read-more",
        text="Read the full page",
        note="A link to the whole article.",
    ),
    InterfaceString(
        key="label/handout",
        text="Handout to print",
        note="A link to the text as sheets of paper that a clinic hands to patients.",
    ),
    InterfaceString(
        key="handout/printed",
        text="Printed on {date}",
        note="At the foot of the printed handout. {date} becomes a date in your language's long form.",
    ),
    InterfaceString(
        key="handout/page",
        text="Page {page} of {pages}",
        note="At the foot of each sheet of the handout, as in “Page 1 of 3”.",
    ),
    InterfaceString(
        key="handout/scan",
        text="Scan to read online",
        note="Beside a square code on the handout, which a telephone's camera opens as a page.",
    ),
    InterfaceString(
        key="topic/vertebroplasty",
        text="Vertebroplasty",
        note="The topic's short name, as in “Vertebroplasty: Recovery” in the title of a page.",
    ),
    InterfaceString(
        key="drawing/vertebroplasty",
        text="Line drawing of a needle in a vertebra of the spine",
        note="Says to those who cannot see it what the drawing at the head of the page shows.",
    ),
)

ENGLISH: Final[dict[str, str]] = {string.key: string.text for string in INTERFACE}
