"""A PO file's text to a document, strictly.

Rules
1. What gettext tools accept by guessing is refused here, with the line and column and what to do: an unclosed quote, a
   file cut off, an unknown escape, a keyword out of order. A patient would read the guess.
2. After a fault, reading goes on below the next blank line, so that one run finds them all; but a document with a fault
   is refused whole.
3. Nothing is dropped: what belongs to no message is a fault too. Obsolete entries (`#~`) are kept apart.
4. A flag is a flag, whether on a `#,` line, on a `#!` line, which GNU gettext reads likewise, or on a `#=` line, where it has written
   some since 2025; commas or white space set flags apart, as there.

The grammar is GNU gettext's ("The Format of PO Files"), less plural forms, which clinical text does not have, and less
the escapes that text has no use for.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from api.catalogs.document import PoDocument, PoEntry
from api.errors import CatalogError
from api.model.catalog import Span
from api.model.characters import compose
from api.model.findings import Code, Finding

MAX_FAULTS: Final = 50
"""Faults of one file that are said; a file that has more is no catalog."""

_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_STRING: Final = re.compile(r'"((?:[^"\\]|\\[ntr"\\])*)"\s*')
_STRING_START: Final = re.compile(r'"(?:[^"\\]|\\[ntr"\\])*')
_ESCAPE: Final = re.compile(r"\\(.)")
_KEYWORD: Final = re.compile(r"(msg[a-z_]*)(\[[^\]]*\])?")
_FLAG_LINES: Final = frozenset({"#,", "#!", "#="})
_FLAG: Final = re.compile(r"[^\s,]+")
_GIT_MARKERS: Final = frozenset({"<<<<<<<", "=======", ">>>>>>>", "|||||||"})
_ORDER: Final = {"msgctxt": 1, "msgid": 2, "msgstr": 3}


class _Draft(Struct):
    """The entry being read: what it is named as in a `PoEntry`, and what else must be known meanwhile."""

    line: int = 0
    msgstr_line: int = 0
    flags: list[str] = []
    comments: list[str] = []
    extracted: list[str] = []
    references: list[tuple[int, str]] = []
    previous: list[tuple[str, str]] = []
    spans: list[Span] = []
    obsolete: bool = False
    fields: dict[str, str] = {}
    keyword: str = ""
    machine_line: int = 0

    def finish(self) -> PoEntry:
        previous = [(keyword, compose(text)) for keyword, text in self.previous]
        words = {"msgctxt": None, **compose(self.fields), "previous": previous}
        return msgspec.convert({**asdict(self), **words}, PoEntry)


def read_document(text: str, file: str) -> tuple[PoDocument, tuple[Finding, ...]]:
    """The text's entries in file order, the header (an empty msgid) included, and what is not well-formed in it.

    A document that comes with findings is not whole, and nothing of it may be trusted.
    """
    return _Reader(file).read(text)


def read_flags(line: str) -> tuple[str, ...] | None:
    """The flags of a line that holds flags; None of any other."""
    line = line.lstrip()
    return tuple(_FLAG.findall(line[2:])) if line[:2] in _FLAG_LINES else None


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.entries: list[PoEntry] = []
        self.obsolete: list[PoEntry] = []
        self.faults: list[Finding] = []
        self.draft = _Draft()
        self.lost = False
        """Whether a fault was met and no blank line since."""

        self.torn = False
        """Whether the last line was a blank one in the midst of a message, the rest of which may follow."""

    def refuse(self, line: int, column: int, message: str, code: Code = Code.PO_SYNTAX) -> NoReturn:
        raise CatalogError(Finding(self.file, line, column, "error", code, message))

    def read(self, text: str) -> tuple[PoDocument, tuple[Finding, ...]]:
        lines = [line.removesuffix("\r") for line in text.split("\n")]
        if not text.strip():
            message = "the file is empty; restore it from its last version"
            return PoDocument(entries=()), (Finding(self.file, 1, 1, "error", Code.PO_SYNTAX, message),)
        # The last line is empty, or else cut off: then it says something else than was written.
        for number, line in enumerate(lines[:-1], 1):
            self.try_line(number, line)
        self.try_end(len(lines), lines[-1])
        document = PoDocument(tuple(self.entries), tuple(self.obsolete), tail=tuple(self.draft.comments))
        return document, tuple(self.faults)

    def try_line(self, number: int, line: str) -> None:
        """Read the line; after a fault, pass over lines until a blank one."""
        blank = not line.strip()
        if self.torn and not blank:
            self.lost = line.lstrip().startswith(("msgstr", '"'))
            self.torn = False
        self.lost = self.lost and not blank
        if self.lost or len(self.faults) >= MAX_FAULTS:
            return
        try:
            self.read_line(number, line)
        except CatalogError as fault:
            self.faults += fault.findings
            self.draft = _Draft()
            self.lost, self.torn = not blank, blank

    def try_end(self, number: int, last: str) -> None:
        """Check the end of the text: no message may be unfinished."""
        if last and self.lost:
            return
        try:
            if last:
                advice = "compare it with its last version, and if it is whole, end its last line"
                message = f"the file does not end in a line break, so it may be cut off; {advice}"
                self.refuse(number, len(last) + 1, message)
            self.end_entry(number)
            if self.draft.machine_line:
                advice = "so the file may be cut off; restore the message or delete them"
                self.refuse(self.draft.machine_line, 1, f"these comment lines belong to no message, {advice}")
        except CatalogError as fault:
            self.faults += fault.findings

    def read_line(self, number: int, line: str) -> None:
        stripped = line.strip()
        indent = len(line) - len(line.lstrip())
        if not stripped:
            self.end_entry(number)
        elif stripped.startswith("#~"):
            self.read_obsolete(number, indent, stripped)
        elif stripped.startswith("#"):
            self.read_comment(number, stripped)
        else:
            if self.draft.obsolete:
                self.end_entry(number)
            self.read_words(number, indent, stripped)

    def read_words(self, number: int, indent: int, line: str) -> None:
        """Read a keyword with its string, or a further string of the last keyword."""
        if line.startswith('"') and self.draft.fields:
            self.add_string(number, indent + 1, line)
        elif line.startswith('"'):
            message = "this string belongs to no keyword; restore the line before it or delete it"
            self.refuse(number, indent + 1, message)
        elif keyword := _KEYWORD.match(line):
            self.read_keyword(number, indent, line, keyword)
        elif line[:7] in _GIT_MARKERS:
            self.refuse(number, 1, "a merge left this conflict marker; choose one side and delete the marker")
        else:
            advice = "a quote or `#` may be missing at its start"
            self.refuse(number, indent + 1, f"this is neither a comment, a keyword nor a quoted string; {advice}")

    def read_obsolete(self, number: int, indent: int, line: str) -> None:
        """Read a line of an obsolete message. Comments above it belong to that message."""
        if self.draft.fields and not self.draft.obsolete:
            self.end_entry(number)
        self.draft.obsolete = True
        if line.startswith("#~|"):
            if self.draft.fields:
                self.end_entry(number)
                self.draft.obsolete = True
            self.read_previous(number, line[3:].strip())
        else:
            rest = line[2:].lstrip()
            self.read_words(number, indent + len(line) - len(rest), rest)
            # A further message may follow with no blank line between: the new draft is obsolete too.
            self.draft.obsolete = True

    def read_comment(self, number: int, line: str) -> None:
        self.refuse_conflict(number, line)
        if self.draft.fields:
            # A comment begins the next entry; between an entry's own lines it would belong to nothing.
            self.end_entry(number)
        draft = self.draft
        kind, rest = line[:2], line[2:].strip()
        flags = read_flags(line)
        if flags is not None or kind in {"#:", "#.", "#|"}:
            draft.machine_line = draft.machine_line or number
        if flags is not None:
            draft.flags += flags
        elif kind == "#:":
            draft.references += [(number, reference) for reference in rest.split()]
        elif kind == "#.":
            draft.extracted.append(rest)
        elif kind == "#|":
            self.read_previous(number, rest)
        else:
            draft.comments.append(line[1:].removeprefix(" "))

    def read_previous(self, number: int, rest: str) -> None:
        keyword, _, quoted = rest.partition('"')
        text = self.unquote(number, 4 + len(keyword), '"' + quoted)
        previous = self.draft.previous
        if keyword.strip() in {"msgctxt", "msgid"}:
            previous.append((keyword.strip(), text))
        elif not keyword.strip() and previous:
            previous.append((previous[-1][0], previous.pop()[1] + text))
        else:
            self.refuse(number, 1, 'a `#|` line holds `msgctxt "…"` or `msgid "…"`; correct or delete it')

    def read_keyword(self, number: int, indent: int, line: str, match: re.Match[str]) -> None:
        keyword, index = match.group(1), match.group(2)
        column = indent + 1
        if keyword == "msgid_plural" or (keyword == "msgstr" and index):
            message = "plural forms have no place in clinical text; write one msgid and one msgstr"
            self.refuse(number, column, message, Code.PO_PLURAL)
        if keyword not in _ORDER or index:
            self.refuse(number, column, f"there is no keyword {match.group()}; use msgctxt, msgid or msgstr")
        draft = self.draft
        if "msgstr" in draft.fields and keyword != "msgstr":
            self.end_entry(number)
            draft = self.draft
        if keyword in draft.fields:
            self.refuse(number, column, f"{keyword} stands twice in this message; delete one")
        if draft.fields and _ORDER[keyword] < max(_ORDER[field] for field in draft.fields):
            self.refuse(number, column, f"{keyword} comes too late; the order is msgctxt, msgid, msgstr")
        if keyword == "msgstr" and "msgid" not in draft.fields:
            self.refuse(number, column, "msgstr without a msgid before it; restore the msgid")
        rest = line[match.end() :]
        column += match.end() + len(rest) - len(rest.lstrip())
        if not rest.strip():
            self.refuse(number, column, f'{keyword} has no string; write {keyword} "…"')
        draft.line = draft.line or number
        draft.keyword = keyword
        draft.fields[keyword] = ""
        if keyword == "msgstr":
            draft.msgstr_line = number
        self.add_string(number, column, rest.strip())

    def add_string(self, number: int, column: int, quoted: str) -> None:
        """Add to the present keyword's string. `column` is where its first quote stands."""
        draft = self.draft
        text = self.unquote(number, column, quoted)
        draft.fields[draft.keyword] += text
        if draft.keyword == "msgstr" and text:
            draft.spans.append(Span(line=number, column=column + 1, text=text))

    def unquote(self, number: int, column: int, quoted: str) -> str:
        """The string's characters. `column` is where its first quote stands."""
        self.refuse_conflict(number, quoted)
        whole = _STRING.fullmatch(quoted)
        if whole is None:
            self.refuse_string(number, column, quoted)
        return _ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], whole[1])

    def refuse_string(self, number: int, column: int, quoted: str) -> NoReturn:
        """Say what is wrong with a string that is not whole, and where."""
        start = _STRING_START.match(quoted)
        if start is None:
            self.refuse(number, column, 'the string does not begin with a quote; write "…"')
        end = start.end()
        if quoted[end : end + 1] == "\\":
            legal = r"a backslash is written \\, a quote \", a line break \n"
            self.refuse(number, column + end, rf"there is no escape \{quoted[end + 1 : end + 2]}; {legal}")
        if end == len(quoted):
            self.refuse(number, column, 'the quote that opens here is not closed on this line; end the line with "')
        advice = r"write \" for a quote inside it, or delete what follows"
        self.refuse(number, column + end, f"the string ends here but the line goes on; {advice}")

    def refuse_conflict(self, number: int, line: str) -> None:
        if "#-#-#-#-#" in line:
            self.refuse(number, 1, "msgcat left this conflict marker; choose one wording and delete the rest")

    def end_entry(self, number: int) -> None:
        """Close the entry being read, if one is."""
        draft = self.draft
        if not draft.fields:
            if draft.obsolete:
                self.refuse(number, 1, "the `#~|` lines above belong to no message; delete them")
            return
        for keyword in ("msgid", "msgstr"):
            if keyword not in draft.fields:
                message = f"the message of line {draft.line} ends without its {keyword}"
                self.refuse(number, 1, f"{message}; restore it, or delete the message")
        (self.obsolete if draft.obsolete else self.entries).append(draft.finish())
        self.draft = _Draft()
