"""A PO file's text to entries, strictly.

Rules
1. What gettext tools accept by guessing is refused here, with the line and column and what to do: an unclosed quote, a
   file cut off, an unknown escape, a keyword out of order. A patient would read the guess.
2. One syntax error ends the reading of a file, for what follows cannot be told apart from it.
3. Nothing is dropped: what belongs to no message is an error too. Only obsolete entries (`#~`) are passed over.

The grammar is GNU gettext's ("The Format of PO Files"), less plural forms, which clinical text does not have, and less
the escapes that text has no use for.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

from msgspec import Struct

from api.errors import CatalogError
from api.model.findings import Code, Finding

MAX_BYTES: Final = 4_000_000
"""A catalog is read into memory whole; ours are under 100 kB."""

MAX_LINE: Final = 20_000
"""Characters in a line. A segment is a paragraph at most."""

_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_STRING: Final = re.compile(r'"((?:[^"\\]|\\[ntr"\\])*)"\s*')
_STRING_START: Final = re.compile(r'"(?:[^"\\]|\\[ntr"\\])*')
_ESCAPE: Final = re.compile(r"\\(.)")
_KEYWORD: Final = re.compile(r"(msg[a-z_]*)(\[[^\]]*\])?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ORDER: Final = {"msgctxt": 1, "msgid": 2, "msgstr": 3}


class Entry(Struct, frozen=True):
    """One message as it stands in the file. Lines count from 1."""

    line: int
    msgctxt: str | None
    msgid: str
    msgstr: str
    msgstr_line: int
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """Translators' own lines, without `# `."""

    extracted: tuple[str, ...] = ()
    references: tuple[tuple[int, str], ...] = ()
    """Each with its line."""

    previous: tuple[tuple[str, str], ...] = ()
    """(keyword, text) of the `#|` lines."""


class _Draft:
    """The entry being read."""

    def __init__(self) -> None:
        self.line = 0
        self.fields: dict[str, str] = {}
        self.msgstr_line = 0
        self.keyword = ""
        self.flags: list[str] = []
        self.comments: list[str] = []
        self.extracted: list[str] = []
        self.references: list[tuple[int, str]] = []
        self.previous: list[tuple[str, str]] = []
        self.machine_line = 0

    def finish(self) -> Entry:
        return Entry(
            line=self.line,
            msgctxt=self.fields.get("msgctxt"),
            msgid=self.fields["msgid"],
            msgstr=self.fields["msgstr"],
            msgstr_line=self.msgstr_line,
            flags=tuple(self.flags),
            comments=tuple(self.comments),
            extracted=tuple(self.extracted),
            references=tuple(self.references),
            previous=tuple(self.previous),
        )


def decode_catalog(data: bytes, file: str) -> str:
    """The file's text.

    Raises:
        CatalogError: it is not UTF-8, or holds what no editor writes on purpose.
    """
    refuse = _Refusal(file)
    if len(data) > MAX_BYTES:
        refuse(0, 0, Code.PO_ENCODING, f"the file is too large; a catalog has at most {MAX_BYTES:,} bytes")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(1, 1, Code.PO_ENCODING, "the file is UTF-16; save it as UTF-8")
    if data.startswith(b"\xef\xbb\xbf"):
        refuse(1, 1, Code.PO_ENCODING, "the file begins with a byte order mark; save it as UTF-8 without BOM")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        refuse(before.count(b"\n") + 1, column, Code.PO_ENCODING, "this byte is not UTF-8; save the file as UTF-8")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            refuse(
                number,
                MAX_LINE,
                Code.PO_ENCODING,
                f"the line has {len(line):,} characters; at most {MAX_LINE:,} are read",
            )
        if control := _CONTROL.search(line.removesuffix("\r")):
            refuse(
                number,
                control.start() + 1,
                Code.PO_ENCODING,
                f"the control character U+{ord(control.group()):04X} has no place in text; delete it",
            )
    return text


def read_entries(text: str, file: str) -> tuple[Entry, ...]:
    """The text's entries in file order, the header (an empty msgid) included.

    Raises:
        CatalogError: the first thing that is not well-formed.
    """
    return _Reader(file).read(text)


class _Refusal:
    """Ends the reading with one finding."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __call__(self, line: int, column: int, code: Code, message: str) -> NoReturn:
        raise CatalogError(
            Finding(file=self.file, line=line, column=column, severity="error", code=code, message=message),
        )


class _Reader:
    def __init__(self, file: str) -> None:
        self.refuse = _Refusal(file)
        self.entries: list[Entry] = []
        self.draft = _Draft()

    def read(self, text: str) -> tuple[Entry, ...]:
        lines = [line.removesuffix("\r") for line in text.split("\n")]
        if not text.strip():
            self.refuse(1, 1, Code.PO_SYNTAX, "the file is empty; restore it from its last version")
        if lines[-1]:
            self.refuse(
                len(lines),
                len(lines[-1]) + 1,
                Code.PO_SYNTAX,
                "the file does not end in a line break, so it may be cut off; compare it with its last version, "
                "and if it is whole, end its last line",
            )
        for number, line in enumerate(lines, 1):
            self.read_line(number, line)
        self.end_entry(len(lines))
        if self.draft.machine_line:
            self.refuse(
                self.draft.machine_line,
                1,
                Code.PO_SYNTAX,
                "these comment lines belong to no message, so the file may be cut off; restore the message or delete them",
            )
        return tuple(self.entries)

    def read_line(self, number: int, line: str) -> None:
        stripped = line.strip()
        indent = len(line) - len(line.lstrip())
        if not stripped:
            self.end_entry(number)
        elif stripped.startswith("#"):
            self.read_comment(number, stripped)
        elif stripped.startswith('"'):
            self.continue_string(number, indent, stripped)
        elif keyword := _KEYWORD.match(stripped):
            self.read_keyword(number, indent, stripped, keyword)
        elif stripped[:7] in {"<<<<<<<", "=======", ">>>>>>>", "|||||||"}:
            self.refuse(
                number, 1, Code.PO_SYNTAX, "a merge left this conflict marker; choose one side and delete the marker"
            )
        else:
            self.refuse(
                number,
                indent + 1,
                Code.PO_SYNTAX,
                "this is neither a comment, a keyword nor a quoted string; a quote or `#` may be missing at its start",
            )

    def read_comment(self, number: int, line: str) -> None:
        if line.startswith("#~"):
            self.end_entry(number)
            # What stands above an obsolete message is its own, and goes with it.
            self.draft = _Draft()
            return
        self.refuse_conflict(number, line)
        if self.draft.fields:
            # A comment begins the next entry; between an entry's own lines it would belong to nothing.
            self.end_entry(number)
        draft = self.draft
        kind, rest = line[:2], line[2:].strip()
        if kind in {"#,", "#:", "#.", "#|"}:
            draft.machine_line = draft.machine_line or number
        if kind == "#,":
            draft.flags += [flag.strip() for flag in rest.split(",") if flag.strip()]
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
            self.refuse(
                number, 1, Code.PO_SYNTAX, 'a `#|` line holds `msgctxt "…"` or `msgid "…"`; correct or delete it'
            )

    def read_keyword(self, number: int, indent: int, line: str, match: re.Match[str]) -> None:
        keyword, index = match.group(1), match.group(2)
        column = indent + 1
        if keyword == "msgid_plural" or (keyword == "msgstr" and index):
            self.refuse(
                number,
                column,
                Code.PO_PLURAL,
                "plural forms have no place in clinical text; write one msgid and one msgstr",
            )
        if keyword not in _ORDER or index:
            self.refuse(
                number, column, Code.PO_SYNTAX, f"there is no keyword {match.group()}; use msgctxt, msgid or msgstr"
            )
        draft = self.draft
        if "msgstr" in draft.fields and keyword != "msgstr":
            self.end_entry(number)
            draft = self.draft
        if keyword in draft.fields:
            self.refuse(number, column, Code.PO_SYNTAX, f"{keyword} stands twice in this message; delete one")
        if draft.fields and _ORDER[keyword] < max(_ORDER[field] for field in draft.fields):
            self.refuse(
                number, column, Code.PO_SYNTAX, f"{keyword} comes too late; the order is msgctxt, msgid, msgstr"
            )
        if keyword == "msgstr" and "msgid" not in draft.fields:
            self.refuse(number, column, Code.PO_SYNTAX, "msgstr without a msgid before it; restore the msgid")
        rest = line[match.end() :]
        column += match.end() + len(rest) - len(rest.lstrip())
        if not rest.strip():
            self.refuse(number, column, Code.PO_SYNTAX, f'{keyword} has no string; write {keyword} "…"')
        draft.line = draft.line or number
        draft.keyword = keyword
        draft.fields[keyword] = self.unquote(number, column, rest.strip())
        if keyword == "msgstr":
            draft.msgstr_line = number

    def continue_string(self, number: int, indent: int, line: str) -> None:
        if not self.draft.fields:
            self.refuse(
                number,
                indent + 1,
                Code.PO_SYNTAX,
                "this string belongs to no keyword; restore the line before it or delete it",
            )
        self.draft.fields[self.draft.keyword] += self.unquote(number, indent + 1, line)

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
            self.refuse(number, column, Code.PO_SYNTAX, 'the string does not begin with a quote; write "…"')
        end = start.end()
        if quoted[end : end + 1] == "\\":
            self.refuse(
                number,
                column + end,
                Code.PO_SYNTAX,
                rf"there is no escape \{quoted[end + 1 : end + 2]}; a backslash is written \\, a quote \", a line break \n",
            )
        if end == len(quoted):
            self.refuse(
                number,
                column,
                Code.PO_SYNTAX,
                'the quote that opens here is not closed on this line; end the line with "',
            )
        self.refuse(
            number,
            column + end,
            Code.PO_SYNTAX,
            r"the string ends here but the line goes on; write \" for a quote inside it, or delete what follows",
        )

    def refuse_conflict(self, number: int, line: str) -> None:
        if "#-#-#-#-#" in line:
            self.refuse(
                number, 1, Code.PO_SYNTAX, "msgcat left this conflict marker; choose one wording and delete the rest"
            )

    def end_entry(self, number: int) -> None:
        """Close the entry being read, if one is."""
        draft = self.draft
        if not draft.fields:
            return
        for keyword in ("msgid", "msgstr"):
            if keyword not in draft.fields:
                self.refuse(
                    number,
                    1,
                    Code.PO_SYNTAX,
                    f"the message of line {draft.line} ends without its {keyword}; restore it, or delete the message",
                )
        self.entries.append(draft.finish())
        self.draft = _Draft()
