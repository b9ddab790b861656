"""Every kind of damage to a PO file that we know of: refused with line, column and advice; and what is no damage."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from api.catalogs.examine import MAX_BYTES, MAX_LINE
from api.catalogs.lexer import read_document
from api.catalogs.reader import read_locales
from api.catalogs.writer import render_document
from api.model.catalog import BrokenCatalog, Catalog, Message, Span
from api.model.findings import Code, Finding
from tests.unit.catalogs.builders import (
    ENTRY,
    ES,
    FR,
    HEAD,
    MESSAGE,
    SPINE,
    in_entry,
    in_head,
    lay,
    whole,
    with_field,
)

OPEN = 'the quote that opens here is not closed on this line; end the line with "'
CLOSED = r"the string ends here but the line goes on; write \" for a quote inside it, or delete what follows"
UNQUOTED = "this is neither a comment, a keyword nor a quoted string; a quote or `#` may be missing at its start"
HALF = "the message of line 7 ends without its {}; restore it, or delete the message"
CUT = (
    "the file does not end in a line break, so it may be cut off; compare it with its last version, "
    "and if it is whole, end its last line"
)
EMPTY = "the file is empty; restore it from its last version"
HEADLESS = 'the file has no header; it begins with msgid "" and a msgstr that names its Language'
UNKNOWN = "there is no keyword {}; use msgctxt, msgid or msgstr"
TWICE = "{} stands twice in this message; delete one"
NO_MSGID = "msgstr without a msgid before it; restore the msgid"
DOUBLE = "{} stands here and in line {}; keep the right one and delete the other"
ESCAPE = r"there is no escape \{}; a backslash is written \\, a quote \", a line break \n"
CONTROL = "the control character U+{} has no place in text; delete it"
GIT = "a merge left this conflict marker; choose one side and delete the marker"
MSGCAT = "msgcat left this conflict marker; choose one wording and delete the rest"
CHARSET = "the header's Content-Type is not `text/plain; charset=UTF-8`; correct it"
NOT_UTF_8 = "this byte is not UTF-8; save the file as UTF-8"
UTF_16 = "the file is UTF-16; save it as UTF-8"
LANGUAGE = (
    "the header's Language is {!r} but the folder is for es; correct the header, or put the file into its own folder"
)
ORPHAN = "this string belongs to no keyword; restore the line before it or delete it"
ORPHANS = "these comment lines belong to no message, so the file may be cut off; restore the message or delete them"
PLURAL = "plural forms have no place in clinical text; write one msgid and one msgstr"
PREVIOUS = 'a `#|` line holds `msgctxt "…"` or `msgid "…"`; correct or delete it'


class Damage(NamedTuple):
    """A damaged file, and the one finding that it must give."""

    data: str | bytes
    line: int
    column: int
    code: Code
    message: str


DAMAGES = {
    # quotes
    "unclosed quote": Damage(in_entry('"cemento"', '"cemento'), 9, 8, Code.PO_SYNTAX, OPEN),
    "unclosed quote, indented": Damage(in_entry('"cemento"', '""\n  "cemento'), 10, 3, Code.PO_SYNTAX, OPEN),
    "quote closed by an escape": Damage(in_entry('"cemento"', r'"cemento\"'), 9, 8, Code.PO_SYNTAX, OPEN),
    "missing opening quote": Damage(
        in_entry('"cemento"', 'cemento"'), 9, 8, Code.PO_SYNTAX, 'the string does not begin with a quote; write "…"'
    ),
    "missing opening quote of a further line": Damage(
        in_entry('"cemento"', '"ce"\nmento"'), 10, 1, Code.PO_SYNTAX, UNQUOTED
    ),
    "no string": Damage(in_entry(' "cemento"', ""), 9, 7, Code.PO_SYNTAX, 'msgstr has no string; write msgstr "…"'),
    "text after the closing quote": Damage(in_entry('"cemento"', '"cemento" x'), 9, 16, Code.PO_SYNTAX, CLOSED),
    "quote inside": Damage(in_entry('"cemento"', '"el "cemento""'), 9, 12, Code.PO_SYNTAX, CLOSED),
    # cut off, or empty
    "cut off in a message": Damage(in_entry('msgstr "cemento"\n', ""), 9, 1, Code.PO_SYNTAX, HALF.format("msgstr")),
    "cut off after msgctxt": Damage(
        in_entry('msgid "cement"\nmsgstr "cemento"\n', ""), 8, 1, Code.PO_SYNTAX, HALF.format("msgid")
    ),
    "cut off in a string": Damage((HEAD + ENTRY)[:-4], 9, 14, Code.PO_SYNTAX, CUT),
    "no final line break": Damage((HEAD + ENTRY)[:-1], 9, 17, Code.PO_SYNTAX, CUT),
    "orphan machine comments at the end": Damage(
        HEAD + ENTRY + "\n#. item\n#: content/spine/risks.md#leak\n", 11, 1, Code.PO_SYNTAX, ORPHANS
    ),
    "orphan flag at the end": Damage(HEAD + ENTRY + "#, fuzzy\n", 10, 1, Code.PO_SYNTAX, ORPHANS),
    "orphan previous msgid at the end": Damage(HEAD + ENTRY + '#| msgid "x"\n', 10, 1, Code.PO_SYNTAX, ORPHANS),
    "empty file": Damage("", 1, 1, Code.PO_SYNTAX, EMPTY),
    "blank file": Damage("\n \n\n", 1, 1, Code.PO_SYNTAX, EMPTY),
    "comments only": Damage("# Nothing here.\n", 1, 1, Code.PO_HEADER, HEADLESS),
    "obsolete messages only": Damage('#~ msgid "a"\n#~ msgstr "b"\n', 1, 1, Code.PO_HEADER, HEADLESS),
    # keywords and their order
    "unknown keyword": Damage(in_entry("msgid", "msgidd"), 8, 1, Code.PO_SYNTAX, UNKNOWN.format("msgidd")),
    "indexed msgid": Damage(in_entry("msgid", "msgid[0]"), 8, 1, Code.PO_SYNTAX, UNKNOWN.format("msgid[0]")),
    "domain line": Damage(HEAD + '\ndomain "spine"\n' + ENTRY, 7, 1, Code.PO_SYNTAX, UNQUOTED),
    "loose text": Damage(HEAD + "\n  hello\n" + ENTRY, 7, 3, Code.PO_SYNTAX, UNQUOTED),
    "doubled msgctxt": Damage(
        in_entry("msgid", 'msgctxt "risks/leak"\nmsgid'), 8, 1, Code.PO_SYNTAX, TWICE.format("msgctxt")
    ),
    "doubled msgid": Damage(in_entry("msgstr", 'msgid "cement"\nmsgstr'), 9, 1, Code.PO_SYNTAX, TWICE.format("msgid")),
    "doubled msgstr": Damage(HEAD + ENTRY + 'msgstr "cemento"\n', 10, 1, Code.PO_SYNTAX, TWICE.format("msgstr")),
    "msgstr alone": Damage(HEAD + '\nmsgstr "cemento"\n', 7, 1, Code.PO_SYNTAX, NO_MSGID),
    "msgstr before msgid": Damage(HEAD + '\nmsgctxt "a/b"\nmsgstr "c"\nmsgid "d"\n', 8, 1, Code.PO_SYNTAX, NO_MSGID),
    "msgctxt after msgid": Damage(
        HEAD + '\nmsgid "d"\nmsgctxt "a/b"\nmsgstr "c"\n',
        8,
        1,
        Code.PO_SYNTAX,
        "msgctxt comes too late; the order is msgctxt, msgid, msgstr",
    ),
    "blank line in a message": Damage(in_entry("msgstr", "\nmsgstr"), 9, 1, Code.PO_SYNTAX, HALF.format("msgstr")),
    "comment in a message": Damage(in_entry("msgstr", "# x\nmsgstr"), 9, 1, Code.PO_SYNTAX, HALF.format("msgstr")),
    "obsolete line in a message": Damage(
        in_entry("msgstr", '#~ msgid "x"\nmsgstr'), 9, 1, Code.PO_SYNTAX, HALF.format("msgstr")
    ),
    "orphan string": Damage(HEAD + '\n"lost"\n' + ENTRY, 7, 1, Code.PO_SYNTAX, ORPHAN),
    "orphan string after a blank line": Damage(in_entry('"cemento"', '""\n\n "lost"'), 11, 2, Code.PO_SYNTAX, ORPHAN),
    "string before the header": Damage('"lost"\n' + HEAD + ENTRY, 1, 1, Code.PO_SYNTAX, ORPHAN),
    # duplicates
    "duplicate message": Damage(
        HEAD + ENTRY + ENTRY, 11, 1, Code.PO_DUPLICATE, DOUBLE.format("the message risks/leak", 7)
    ),
    "one msgctxt, two msgids": Damage(
        HEAD + ENTRY + ENTRY.replace('"cement"', '"bone cement"'),
        11,
        1,
        Code.PO_DUPLICATE,
        DOUBLE.format("the message risks/leak", 7),
    ),
    "duplicate without msgctxt": Damage(
        HEAD + '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
        10,
        1,
        Code.PO_DUPLICATE,
        DOUBLE.format("the text 'a'", 7),
    ),
    "second header": Damage(HEAD + "\n" + HEAD, 7, 1, Code.PO_DUPLICATE, DOUBLE.format("the text ''", 1)),
    # characters
    "unknown escape": Damage(in_entry('"cemento"', r'"cemen\to\q"'), 9, 17, Code.PO_SYNTAX, ESCAPE.format("q")),
    "hexadecimal escape": Damage(in_entry('"cemento"', r'"\x41"'), 9, 9, Code.PO_SYNTAX, ESCAPE.format("x")),
    "octal escape": Damage(in_entry('"cemento"', r'"a\101"'), 9, 10, Code.PO_SYNTAX, ESCAPE.format("1")),
    "NUL": Damage(in_entry("cemento", "cem\0ento"), 9, 12, Code.PO_ENCODING, CONTROL.format("0000")),
    "control character": Damage(in_entry("cemento", "ó\x1b"), 9, 10, Code.PO_ENCODING, CONTROL.format("001B")),
    "DEL": Damage(in_entry("cemento", "\x7f"), 9, 9, Code.PO_ENCODING, CONTROL.format("007F")),
    "lone carriage return": Damage(in_entry("cemento", "a\rb"), 9, 10, Code.PO_ENCODING, CONTROL.format("000D")),
    "control character in a comment": Damage(HEAD + "\n# \x08" + ENTRY, 7, 3, Code.PO_ENCODING, CONTROL.format("0008")),
    "Latin-1": Damage((in_entry("cemento", "aquí")).encode("latin-1"), 9, 12, Code.PO_ENCODING, NOT_UTF_8),
    "Latin-1 after UTF-8": Damage(
        HEAD.encode() + b"\n# \xc3\xb3\n# \xc3\xb3\xf3\n" + ENTRY.encode(), 8, 4, Code.PO_ENCODING, NOT_UTF_8
    ),
    "half of a surrogate pair": Damage(
        in_entry("cemento", "@").encode().replace(b"@", b"\xed\xa0\x80"), 9, 9, Code.PO_ENCODING, NOT_UTF_8
    ),
    "UTF-16, little end first": Damage(
        b"\xff\xfe" + (HEAD + ENTRY).encode("utf-16-le"), 1, 1, Code.PO_ENCODING, UTF_16
    ),
    "UTF-16, big end first": Damage(b"\xfe\xff" + (HEAD + ENTRY).encode("utf-16-be"), 1, 1, Code.PO_ENCODING, UTF_16),
    "UTF-16 without mark": Damage((HEAD + ENTRY).encode("utf-16-le"), 1, 2, Code.PO_ENCODING, CONTROL.format("0000")),
    "over-long line": Damage(
        in_entry("cemento", "c" * MAX_LINE),
        9,
        MAX_LINE,
        Code.PO_ENCODING,
        "the line is longer than 20,000 characters, which no text of ours is",
    ),
    "over-large file": Damage(
        HEAD.encode() + b"# comment\n" * (MAX_BYTES // 10),
        (MAX_BYTES - len(HEAD)) // 10 + 6,
        (MAX_BYTES - len(HEAD)) % 10 + 1,
        Code.PO_ENCODING,
        "the file is too large; a catalog has at most 4,000,000 bytes",
    ),
    # what a merge leaves behind
    "git, ours": Damage(HEAD + "\n<<<<<<< HEAD" + ENTRY, 7, 1, Code.PO_SYNTAX, GIT),
    "git, base": Damage(HEAD + ENTRY + "||||||| 1a2b3c\n", 10, 1, Code.PO_SYNTAX, GIT),
    "git, middle": Damage(HEAD + ENTRY + "=======\n", 10, 1, Code.PO_SYNTAX, GIT),
    "git, theirs": Damage(HEAD + ENTRY + ">>>>>>> es\n", 10, 1, Code.PO_SYNTAX, GIT),
    "msgcat, in a msgstr": Damage(
        in_entry('"cemento"', r'""' + "\n" + r'"#-#-#-#-#  a.po  #-#-#-#-#\n"' + '\n"cemento"'),
        10,
        1,
        Code.PO_SYNTAX,
        MSGCAT,
    ),
    "msgcat, in a comment": Damage(HEAD + "\n# #-#-#-#-#  a.po  #-#-#-#-#" + ENTRY, 7, 1, Code.PO_SYNTAX, MSGCAT),
    "msgcat, in the header": Damage(with_field("#-#-#-#-#  a.po  #-#-#-#-#"), 6, 1, Code.PO_SYNTAX, MSGCAT),
    # the header
    "no header": Damage(ENTRY[1:], 1, 1, Code.PO_HEADER, HEADLESS),
    "header not first": Damage(ENTRY[1:] + "\n" + HEAD, 1, 1, Code.PO_HEADER, HEADLESS),
    "header with a msgctxt": Damage('msgctxt ""\n' + HEAD + ENTRY, 1, 1, Code.PO_HEADER, HEADLESS),
    "fuzzy header": Damage(
        "#, fuzzy\n" + HEAD + ENTRY,
        2,
        1,
        Code.PO_HEADER,
        "the header is marked fuzzy, so gettext tools skip the file; delete the line `#, fuzzy` above it",
    ),
    "other charset": Damage(in_head("charset=UTF-8", "charset=ISO-8859-1"), 5, 2, Code.PO_HEADER, CHARSET),
    "template's charset": Damage(in_head("charset=UTF-8", "charset=CHARSET"), 5, 2, Code.PO_HEADER, CHARSET),
    "no charset": Damage(in_head("; charset=UTF-8", ""), 5, 2, Code.PO_HEADER, CHARSET),
    "no Content-Type": Damage(
        in_head('"Content-Type: text/plain; charset=UTF-8\\n"\n', ""), 3, 2, Code.PO_HEADER, CHARSET
    ),
    "other language": Damage(in_head("Language: es", "Language: fr"), 3, 2, Code.PO_HEADER, LANGUAGE.format("fr")),
    "doubled Language": Damage(
        with_field("LANGUAGE: es"), 6, 2, Code.PO_HEADER, "the header says LANGUAGE twice; delete one"
    ),
    "doubled hand-off": Damage(
        with_field('X-Vertebra-Handoff: es spine\\n"\n"X-Vertebra-Handoff: fr spine'),
        7,
        2,
        Code.PO_HEADER,
        "the header says X-Vertebra-Handoff twice; delete one",
    ),
    "doubled Content-Type": Damage(
        with_field("Content-Type: text/plain; charset=UTF-16"),
        6,
        2,
        Code.PO_HEADER,
        "the header says Content-Type twice; delete one",
    ),
    "no colon": Damage(
        with_field("X-Generator Poedit"),
        6,
        2,
        Code.PO_HEADER,
        r"the header line 'X-Generator Poedit' has no colon; a line is `Name: value\n`",
    ),
    # plural forms
    "msgid_plural": Damage(in_entry("msgstr", 'msgid_plural "cements"\nmsgstr'), 9, 1, Code.PO_PLURAL, PLURAL),
    "msgstr[0]": Damage(in_entry("msgstr", "msgstr[0]"), 9, 1, Code.PO_PLURAL, PLURAL),
    # previous msgid
    "previous of another keyword": Damage(HEAD + '\n#| msgstr "x"' + ENTRY, 7, 1, Code.PO_SYNTAX, PREVIOUS),
    "previous without keyword": Damage(HEAD + '\n#| "x"' + ENTRY, 7, 1, Code.PO_SYNTAX, PREVIOUS),
    "previous, unclosed": Damage(HEAD + '\n#| msgid "x' + ENTRY, 7, 10, Code.PO_SYNTAX, OPEN),
    "previous, more after it": Damage(HEAD + '\n#| msgctxt "x" y' + ENTRY, 7, 14, Code.PO_SYNTAX, CLOSED),
    # messages that the source has no more
    "obsolete, no keyword": Damage(HEAD + ENTRY + "\n#~ garbage\n", 11, 4, Code.PO_SYNTAX, UNQUOTED),
    "obsolete, unclosed": Damage(HEAD + ENTRY + '\n#~ msgid "x\n#~ msgstr "y"\n', 11, 10, Code.PO_SYNTAX, OPEN),
    "obsolete, cut off": Damage(
        HEAD + ENTRY + '\n#~ msgid "x"\n',
        12,
        1,
        Code.PO_SYNTAX,
        "the message of line 11 ends without its msgstr; restore it, or delete the message",
    ),
    "obsolete, plural": Damage(
        HEAD + ENTRY + '\n#~ msgid "x"\n#~ msgid_plural "xs"\n#~ msgstr[0] "y"\n', 12, 4, Code.PO_PLURAL, PLURAL
    ),
    "obsolete, previous msgid alone": Damage(
        HEAD + ENTRY + '\n#~| msgid "x"\n',
        12,
        1,
        Code.PO_SYNTAX,
        "the `#~|` lines above belong to no message; delete them",
    ),
    # what our lexer lets pass and Babel reads otherwise
    "message without words": Damage(
        HEAD + '\nmsgctxt "a/b"\nmsgid ""\nmsgstr "x"\n',
        7,
        1,
        Code.PO_SYNTAX,
        "Babel reads this message in another way; write its strings afresh on one line each",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_refused_on_its_line_and_takes_out_nothing_else(tmp_path: Path, damage: Damage) -> None:
    """A damaged file is a BrokenCatalog that says where and what to do; the other locale is read as ever."""
    data = damage.data.encode() if isinstance(damage.data, str) else damage.data
    path = lay(tmp_path, ES, data)
    other = lay(tmp_path, FR, in_head("Language: es", "Language: fr").encode())
    (spanish, french), findings = read_locales(tmp_path, (SPINE,))
    finding = Finding(str(path), damage.line, damage.column, "error", damage.code, damage.message, ES)
    broken = spanish.find_catalog("spine")
    assert isinstance(broken, BrokenCatalog)
    assert (str(path), ES, (finding,)) == (broken.file, broken.locale, broken.findings)
    assert (whole(other, FR), ()) == (french.find_catalog("spine"), findings)


@pytest.mark.parametrize(
    ("text", "line"),
    [(in_entry('msgstr "', 'msgstr\t"'), 9)],
    ids=["tab after a keyword"],
)
def test_what_only_babel_refuses_is_refused_on_its_line(tmp_path: Path, text: str, line: int) -> None:
    """Babel counts lines from 0; the finding has the line as editors count it, and no other number."""
    lay(tmp_path, ES, text.encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    broken = spanish.find_catalog("spine")
    assert isinstance(broken, BrokenCatalog)
    (finding,) = broken.findings
    assert (line, Code.PO_SYNTAX) == (finding.line, finding.code)
    assert finding.message.startswith("Babel refuses the file: Unknown or misformatted keyword")
    assert f"on {line - 1}" not in finding.message


LEGAL = {
    "as it is": HEAD + ENTRY,
    "Windows line ends": (HEAD + ENTRY).replace("\n", "\r\n"),
    "blank lines at the end": HEAD + ENTRY + "\n \n",
    "spaces before and after": HEAD + ENTRY.replace("msgid ", "  msgid ").replace('o"\n', 'o"  \n'),
    "comments of each kind": HEAD + "\n# Mine.\n#Mine too.\n#\n#. item\n#: content/spine/risks.md#leak" + ENTRY,
    "flags, known and not": HEAD + "\n#, no-wrap, python-format, review-later" + ENTRY,
    "previous msgid": HEAD + '\n#| msgctxt "risks/leak"\n#| msgid ""\n#| "cem"\n#| "ent"' + ENTRY,
    "obsolete message": HEAD + ENTRY + '\n#~ msgctxt "a/b"\n#~ msgid "x"\n#~ msgstr "y"\n',
    "obsolete message of the same msgctxt": HEAD + ENTRY + '\n#~ msgctxt "risks/leak"\n#~ msgid "x"\n#~ msgstr "y"\n',
    "obsolete message with a comment": HEAD + ENTRY + '\n# Mine.\n#~ msgid "x"\n#~ msgstr "y"\n',
    "obsolete fuzzy message": HEAD + ENTRY + '\n#, fuzzy\n#~ msgctxt "a/b"\n#~ msgid "x"\n#~ msgstr "y"\n',
    "obsolete message with its previous msgid": HEAD + ENTRY + '\n#~| msgid "w"\n#~ msgid "x"\n#~ msgstr "y"\n',
    "strings on several lines": in_entry('"cement"', '""\n"cem"\n"ent"').replace('"cemento"', '"cemen"\n"" \n"to"'),
    "byte order mark": "\ufeff" + HEAD + ENTRY,
    "sticky flags": HEAD + "\n#= no-wrap, python-format" + ENTRY,
    "a file's name with blanks": HEAD + "\n#: \u2068content/spine/my risks.md\u2069" + ENTRY,
    "Plural-Forms, Spanish": with_field("Plural-Forms: nplurals=2; plural=(n != 1);"),
    "Plural-Forms, Russian": with_field(
        "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<12 || n%100>14) ? 1 : 2)"
    ),
    "headers that we do not know": with_field('X-Generator: Poedit 3.5\\n"\n"X-Poedit-Basepath: ../..'),
    "Project-Id-Version of one word": with_field("Project-Id-Version: vertebra"),
    "charset spelled otherwise": in_head("charset=UTF-8", "charset=utf8"),
    "charset in quotes": in_head("charset=UTF-8", r"charset=\"utf-8\""),
    "a header on one line": HEAD.replace('"\n"', "").replace('msgstr "', 'msgstr ""\n"', 1) + ENTRY,
    "a header line broken in two": with_field('PO-Revision-Date: 2026-05-04 "\n"10:11'),
}


@pytest.mark.parametrize("text", LEGAL.values(), ids=LEGAL)
def test_what_is_legal_is_read(tmp_path: Path, text: str) -> None:
    """What gettext's own tools and editors write beside the message changes nothing in it."""
    path = lay(tmp_path, ES, text.encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    found = spanish.find_catalog("spine")
    words = [(each.msgctxt, each.msgid, each.msgstr, each.fuzzy) for each in getattr(found, "messages", ())]
    assert (str(path), [("risks/leak", "cement", "cemento", False)]) == (found and found.file, words)


REFERENCES = (
    "../x",
    "content/../../x",
    "/etc/passwd",
    "~/x",
    "C:\\x",
    "C:/x",
    "file:///etc/passwd",
    "https://x.example/",
)


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_out_of_the_project_is_said_and_no_more(tmp_path: Path, reference: str) -> None:
    """Nothing here opens what a reference names, so it takes nothing out."""
    path = lay(tmp_path, ES, f"{HEAD}\n#: content/spine/risks.md#leak\n#: a.md#b {reference}{ENTRY}".encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    found = spanish.find_catalog("spine")
    assert isinstance(found, Catalog)
    message = (
        f"the reference {reference} points out of the project; nothing opens it, and `vertebra sync es` writes ours"
    )
    assert found.findings == (Finding(str(path), 8, 1, "info", Code.PO_REFERENCE, message, ES),)
    assert [each.msgstr for each in found.messages] == ["cemento"]


@pytest.mark.parametrize(
    "line",
    [
        "#, fuzzy, no-wrap",
        "#,fuzzy,no-wrap",
        "#, fuzzy no-wrap",
        "#,\tfuzzy\tno-wrap",
        "#,, fuzzy ,no-wrap,",
        "#, fuzzy\n#, no-wrap",
        "#! fuzzy no-wrap",
        "#!fuzzy,no-wrap",
        "  #!\tfuzzy, no-wrap",
        "#= fuzzy, no-wrap",
        "#= fuzzy no-wrap",
        "#=fuzzy\n#, no-wrap",
    ],
)
def test_a_fuzzy_mark_is_read_wherever_gnu_gettext_reads_one(tmp_path: Path, line: str) -> None:
    """However the flags are set apart, and on whichever of the three lines, it holds the words back, and is written as `#, fuzzy`."""
    text = f"{HEAD}\n{line}{ENTRY}"
    lay(tmp_path, ES, text.encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    found = spanish.find_catalog("spine")
    assert isinstance(found, Catalog), found
    assert [(each.msgstr, each.fuzzy) for each in found.messages] == [("cemento", True)]
    assert "\n#, fuzzy, no-wrap\nmsgctxt" in render_document(read_document(text, "es.po")[0])


@pytest.mark.parametrize(
    "line", ["# fuzzy", "#. fuzzy", "#  , fuzzy", "#, not-fuzzy", "#, fuzzy-ish no-wrap", "#: fuzzy"]
)
def test_what_gnu_gettext_reads_as_no_fuzzy_mark_is_none(tmp_path: Path, line: str) -> None:
    """A comment, a reference or another flag that has the word in it takes nothing out."""
    lay(tmp_path, ES, f"{HEAD}\n{line}{ENTRY}".encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    found = spanish.find_catalog("spine")
    assert isinstance(found, Catalog), found
    assert [(each.msgstr, each.fuzzy) for each in found.messages] == [("cemento", False)]


def test_an_obsolete_fuzzy_message_leaves_the_next_one_sure(tmp_path: Path) -> None:
    """The flag and comments above a `#~` message are its own, not those of the message after it."""
    obsolete = '\n# Old.\n#, fuzzy\n#~ msgid "x"\n#~ msgstr "y"\n'
    path = lay(tmp_path, ES, (HEAD + obsolete + ENTRY).encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    message = replace(MESSAGE, line=14, spans=(Span(14, 9, "cemento"),))
    assert (str(path), (message,)) == (path.as_posix(), getattr(spanish.find_catalog("spine"), "messages", None))


def test_a_msgid_after_a_msgstr_begins_the_next_message(tmp_path: Path) -> None:
    """Between two messages no blank line is needed; and one without a context is legal, and none of ours."""
    lay(tmp_path, ES, (HEAD + ENTRY + 'msgid "a"\nmsgstr "b"\nmsgctxt "c/d"\nmsgid "e"\nmsgstr "f"\n').encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    second = Message("c/d", "e", "f", fuzzy=False, line=14, spans=(Span(14, 9, "f"),))
    found = spanish.find_catalog("spine")
    assert isinstance(found, Catalog)
    assert ((MESSAGE, second), (10,)) == (found.messages, found.strays)


def test_several_faults_that_are_no_syntax_errors_are_found_in_one_run(tmp_path: Path) -> None:
    """Header, reference and duplicate are all named, by line, so that one visit mends the file."""
    lay(tmp_path, ES, (in_head("Language: es", "Language: fr") + "\n#: /x" + ENTRY).encode())
    ((spanish,), _) = read_locales(tmp_path, (SPINE,))
    expected = [(3, Code.PO_HEADER), (11, Code.PO_REFERENCE), (12, Code.PO_DUPLICATE)]
    assert expected == [(each.line, each.code) for each in getattr(spanish.find_catalog("spine"), "findings", ())]
