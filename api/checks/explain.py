"""What every code means: the rules' own words, and those of the codes that no rule of a text has."""

from __future__ import annotations

from functools import partial
from typing import Final

from api.checks.rule import Explanation
from api.checks.rules import CATALOG_RULES, RULES
from api.model.findings import Code, Severity

_GETTEXT: Final = "GNU gettext manual, The Format of PO Files"
_OURS: Final = "How Vertebra keeps its files: locales/README.md and CONTRIBUTING.md"


def _explain(severity: Severity, reference: str, code: Code, title: str, why: str) -> Explanation:
    return Explanation(code=code, severity=severity, title=title, why=why, reference=reference)


_error: Final = partial(_explain, "error", _OURS)
_po_error: Final = partial(_explain, "error", _GETTEXT)
_ledger_error: Final = partial(_explain, "error", "How Vertebra keeps signatures: locales/REVIEWING.md")
_warning: Final = partial(_explain, "warning", _OURS)

_PLAIN: Final = (
    _error(
        Code.CONTENT_FILE,
        "a file of content/ is absent, unreadable, or not the TOML or text that it should be",
        "Nothing can be served without the English. The message says which file and what is wrong in it.",
    ),
    _error(
        Code.BLOCK_ID,
        "a heading, paragraph or list item of the English has no id, a malformed one, or one that is taken",
        "The id carries a text's translations from one wording to the next. The message proposes one.",
    ),
    _error(
        Code.BLOCK_KIND,
        "a section of the English holds something other than its heading, paragraphs and lists",
        "Every format and every embed must be able to show it, so a section is plain: no tables, images or links.",
    ),
    _error(
        Code.LOCALE_FOLDER,
        "a folder in locales/ is not named by a language tag, or by one that is written otherwise here",
        "The folder's name is the locale, as CLDR spells it, with underscores: pt_BR, zh_Hans, sr_Latn; not sr@latin, zh_CHT or iw. "
        "One language has one folder: Chinese is zh_Hans or zh_Hant, never zh. "
        "Rename it, or make it with `vertebra locale add`. Other languages are served meanwhile.",
    ),
    _error(
        Code.TRANSLATION_FILE,
        "what a `translation.toml` says of a section cannot be believed, so that counts as machine translation, unsigned",
        "It says who translated and how. Of what cannot be believed nobody knows who translated it; and since nobody vouches for "
        "their own words, no signature of those sections counts meanwhile. An entry for a section that there is not does nothing.",
    ),
    _error(
        Code.GLOSSARY_FILE,
        "a `glossary.toml` cannot be read, so no term of the locale is checked",
        "Each `[[term]]` has `en` and `use`, lists of words; `avoid` and `note` may stand.",
    ),
    _po_error(
        Code.PO_ENCODING,
        "a catalog is not plain UTF-8 text",
        "Another encoding turns letters into others, and nobody notices but the reader. Save the file as UTF-8.",
    ),
    _po_error(
        Code.PO_SYNTAX,
        "a catalog is not well-formed: quotes, escapes, keywords, their order, or what a merge left behind",
        "Gettext tools guess what such a file means, each in its own way, and a patient would read the guess. So the "
        "file is refused whole; its locale is served in English until the line is mended.",
    ),
    _po_error(
        Code.PO_HEADER,
        "a catalog's header is absent, doubtful, or says another language than its folder",
        "Tools believe the header: a wrong charset or language changes how they read all the rest. What nothing here reads, and "
        "another name of the same language (`zh_TW` in `zh_Hant`), is an info at most: the folder says the language, and "
        "`vertebra sync` writes the header in our form.",
    ),
    _po_error(
        Code.PO_DUPLICATE,
        "a catalog translates the same message twice",
        "Nobody knows which of the two is meant. Keep one, often the lower, which a merge put there.",
    ),
    _po_error(
        Code.PO_PLURAL,
        "a catalog uses plural forms, which clinical text does not have",
        "Our texts have fixed numbers, so a message has one wording. Write one msgid and one msgstr.",
    ),
    _explain(
        "info",
        _GETTEXT,
        Code.PO_REFERENCE,
        "a catalog's `#:` line points out of the project",
        "Some editors open what a reference names; nothing here does. One that climbs out of the project was not written by us: "
        "`vertebra sync` puts ours in its place.",
    ),
    _error(
        Code.PO_HANDOFF,
        "a file that came back is not as it was handed off, but for its translations",
        "`vertebra accept` tells by the `#. Handed off:` lines and the English what a translator changed. Where they were "
        "edited too, it could take an old text for a new one, so it takes nothing.",
    ),
    _warning(
        Code.WITHDRAWAL,
        "a withdrawal is of what there is not, so it does nothing; or it acts, and says what may not be shown (an error)",
        "Where a section went after it was withdrawn, that is as it should be. Where the name is a slip, what was meant is still "
        "shown: withdraw it with `vertebra withdraw`. A reason is one line that can be seen, a replacement a topic, a section or an "
        "https address: what is neither is left out, and `vertebra withdraw` writes it anew.",
    ),
    _ledger_error(
        Code.REVIEWERS_FILE,
        "an entry of `reviewers.toml` is faulty, or the whole cannot be read, so no signature that it is for counts",
        "It says who may vouch for what, and when. The message says which entry is wrong and how. Two entries of one person have "
        "no day in common; two people have not one address, nor two that look alike.",
    ),
    _ledger_error(
        Code.LEDGER,
        "a ledger of signatures was edited or damaged",
        "A ledger is only ever added to, by `vertebra sign-off`. A line that is not as it was written, or that disagrees with "
        "the words that it names, is no signature; `git log` shows who changed it.",
    ),
    _ledger_error(
        Code.SIGNATURE,
        "a signature is by somebody who could not give it, or is dated in the future",
        "Who vouches is entitled in `reviewers.toml` on that day, in that role and language, and did not translate the text, by "
        "whatever name. A warning is about one that counts all the same, such as one that a revert revived.",
    ),
    _warning(
        Code.MISSING,
        "a catalog does not have messages that the English has",
        "The section is shown in English meanwhile. `vertebra sync` adds the messages to the catalog.",
    ),
    _warning(
        Code.INCOMPLETE,
        "a message has no translation yet",
        "Its section is shown in English meanwhile, and says so: a section is never half translated.",
    ),
    _warning(
        Code.OUTDATED,
        "the English of a message changed, or the message is marked fuzzy",
        "The old translation is kept as a hint and not shown. Correct it and take the mark off; where it still holds, "
        "`vertebra confirm` says so. A changed English needs `vertebra sync` first.",
    ),
    _warning(
        Code.UNKNOWN_MESSAGE,
        "a catalog has a message that the English does not ask for",
        "No patient sees it. `vertebra sync` puts it into the attic, from where it returns with its block.",
    ),
    _warning(
        Code.ALLOW,
        "a comment that allows a finding allows nothing",
        "`# allow CODE HEX8 REASON` holds for one wording of one message. When either changed, read the text again; "
        "then write the new digits, or delete the comment.",
    ),
)

EXPLANATIONS: Final[dict[Code, Explanation]] = {each.code: each for each in (*_PLAIN, *RULES, *CATALOG_RULES)}


def render_codes() -> str:
    """The text of `api/checks/README.md`."""
    rows = [f"| [`{each.code}`](#{each.code}) | {each.severity} | {each.title} |" for each in EXPLANATIONS.values()]
    return "\n".join((_HEAD, *rows, *map(_render_explanation, EXPLANATIONS.values()), ""))


def _render_explanation(explanation: Explanation) -> str:
    allowed = "\n\nA person may allow it, by a comment above the message." if explanation.allowable else ""
    return f"\n## {explanation.code}\n\n{explanation.why}\n\n{explanation.reference}.{allowed}"


_HEAD: Final = """\
# What a finding can be about

An error keeps a section, or a whole catalog, from patients; a warning and an info do not. `vertebra explain CODE` says the same, with
examples. This page is made of its words: `make codes` writes it anew.

`vertebra check --format json` prints a list of findings, each with `file`, `line` and `column`, `severity`, `code`, `message`, `locale`, the
`block` that it is about, and a `hint`: what follows until it is mended, or the comment that allows it.

| code | severity | what is wrong |
|---|---|---|"""


if __name__ == "__main__":
    print(render_codes(), end="")
