"""Our own words to patients, in English. Translators find them in `locales/<tag>/LC_MESSAGES/interface.po`.

Rules
1. A key never changes meaning; a changed text makes its translations outdated, as in content.
2. The order here is the template's, and so the order in which a reviewer signs them.
3. A `{placeholder}` stands in every translation exactly as often as in the English.
"""

from __future__ import annotations

from typing import Final, Literal

NoticeKind = Literal["draft", "machine", "stand-in", "missing-required"]
"""What a patient is told above a section."""

DOMAIN: Final = "interface"
"""The catalog's file name without suffix, and the pseudo-section's id."""

INTERFACE: Final[dict[str, tuple[str, str]]] = {
    "notice/draft": (
        "Draft: no clinician has checked these words yet. Ask your care team before you rely on them.",
        "Shown above a section that nobody has signed off. The care team are the patient's own doctors and nurses.",
    ),
    "notice/machine": (
        "This text was translated by a computer. No qualified person has checked the translation.",
        "Shown above a machine translation. Say it plainly; do not soften it.",
    ),
    "notice/machine-edited": (
        (
            "A computer translated this text and a person corrected it. "
            "No qualified person has checked the translation yet."
        ),
        "As above, where a person has corrected the machine's work but no reviewer has signed it.",
    ),
    "notice/stand-in": (
        "This section cannot be shown in your language right now, so it is shown in English.",
        "Shown above an English section on a page in your language. You may name your language.",
    ),
    "notice/missing-required": (
        (
            "Another section that belongs with this one cannot be shown right now. "
            "Ask your care team about it before you decide anything."
        ),
        "Shown, for example, above the benefits when the risks may not be shown.",
    ),
    "notice/kept": (
        "This text is being revised. This is the version that was reviewed on {date}.",
        (
            "Shown above a signed text while a newer wording of it still waits for its reviewer. {date} becomes a date in your "
            "language's long form."
        ),
    ),
    "notice/superseded": (
        "This is an older version of this text. It is no longer the one in use.",
        "Shown where somebody opens the address of an exact wording that is not shown any more.",
    ),
    "page/not-shown": (
        "This text cannot be shown right now. Ask your care team about it.",
        "Heads a page where a text would stand, for example one that was withdrawn.",
    ),
    "refusal/not-published": (
        "A doctor has not checked this page yet, so it cannot be shown. Please ask your care team.",
        "The whole page, where a text waits for its first reviewer.",
    ),
    "refusal/withdrawn": (
        "This page was taken back and is no longer shown. If you have read it before, please ask your care team about it.",
        "The whole page, where a text was withdrawn, for example since something in it was wrong.",
    ),
    "refusal/not-in-language": (
        "This page is not available in your language yet. Please ask your care team.",
        "The whole page, where a text is shown in no language that the reader asked for.",
    ),
    "refusal/no-such-page": (
        "There is no page at this address. Please check the address, or ask your care team.",
        "The whole page, where somebody mistyped an address or followed an old link.",
    ),
    "page/call": (
        "Questions? Call {name}, {telephone}",
        "{name} becomes the name of the reader's own hospital or practice, {telephone} its telephone number.",
    ),
    "attribution": (
        "Based on information for patients from {publisher}.",
        (
            "{publisher} becomes the name of the medical practice, which stays as it is in every language and may be a masculine, "
            "feminine or plural one: let nothing in the sentence depend on it."
        ),
    ),
    "disclaimer": (
        "This is general information. It does not replace advice from your own doctor or care team.",
        "Shown below every text.",
    ),
    "review-line/unsigned": (
        "No clinician has reviewed this text yet.",
        "Shown below a text that nobody has signed off.",
    ),
    "review-line/partly-signed": (
        "A clinician has reviewed only part of this text.",
        "Shown below several sections of which some are signed off and some are not.",
    ),
    "review-line/signed": (
        "Last reviewed by a qualified person on {date}.",
        "{date} becomes a date in your language's long form.",
    ),
    "review/last": (
        "Last reviewed: {date}",
        "{date} becomes a date in your language's long form. Heads the lines that say who reviewed what.",
    ),
    "review/medical": (
        "Medical content: {reviewer}",
        (
            "{reviewer} becomes the name, the credentials and the organisation of the clinician who checked the English, as in "
            "“Ana Diaz, MD, City Hospital”."
        ),
    ),
    "review/translation": (
        "Translation: {reviewer}",
        "{reviewer} becomes the name, the credentials and the organisation of whoever checked the translation.",
    ),
    "review/medical-role": (
        "Medical content: checked by a clinician",
        (
            "In place of the line with the name, where the reviewer is not named in public. A clinician: a doctor, or another "
            "qualified health professional."
        ),
    ),
    "review/translation-role": (
        "Translation: checked by a qualified person who reads both languages",
        "In place of the line with the name, where the reviewer is not named in public.",
    ),
    "label/draft": ("Not checked yet", "A short label beside the heading of a section that no clinician has checked."),
    "label/machine": (
        "Computer translation",
        "A short label beside the heading of a section that a computer translated.",
    ),
    "label/stand-in": (
        "In English",
        "A short label beside the heading of a section that is shown in English on a page in your language.",
    ),
    "label/kept": ("Being revised", "A short label beside the heading of a section that is being revised."),
    "label/language": ("Language", "Names the menu in which a reader chooses a language."),
    "label/contents": ("On this page", "Heads the list of sections."),
    "label/also-read": (
        "Please also read: {title}",
        (
            "{title} becomes the title of another section that belongs with this one, such as the risks. Each has a line of its own, "
            "so the sentence is about one. {title} stands last, and is often a link."
        ),
    ),
    "label/read-more": ("Read the full page", "A link to the whole article."),
    "label/handout": ("Handout to print", "A link to the text as sheets of paper that a clinic hands to patients."),
    "handout/printed": (
        "Printed on {date}",
        "At the foot of the printed handout. {date} becomes a date in your language's long form.",
    ),
    "handout/page": ("Page {page} of {pages}", "At the foot of each sheet of the handout, as in “Page 1 of 3”."),
    "handout/scan": (
        "Scan to read online",
        "Beside a square code on the handout, which a telephone's camera opens as a page.",
    ),
    "topic/vertebroplasty": (
        "Vertebroplasty",
        "The topic's short name, as in “Vertebroplasty: Recovery” in the title of a page.",
    ),
    "drawing/vertebroplasty": (
        "Line drawing of a needle in a vertebra of the spine",
        "Says to those who cannot see it what the drawing at the head of the page shows.",
    ),
}
"""Each sentence or label by its msgctxt: the English, its msgid, and a note for translators."""

ENGLISH: Final[dict[str, str]] = {key: text for key, (text, _) in INTERFACE.items()}
