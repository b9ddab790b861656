"""The words of an HTML mail, and whether they are surely seen as they stand.

A style can hide words, strike them out, push them off the page, paint them white or add others. So we do not look for what does
so: we list the little that mail programs put round a plain text, and doubt everything else.

Rules
1. All words count, whoever sees them: nothing in a mail is passed over because it is hidden.
2. Tags, attributes and declarations are harmless only if they are listed here; one that is not makes the mail doubtful.
3. A line ends where a browser ends it; where the source has a line end, only inside <pre>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from msgspec import Struct

_LINES: Final = frozenset({"br", "center", "div", "p", "pre"})
_TAGS: Final = _LINES | {
    "a", "b", "body", "em", "font", "head", "html", "i", "meta", "o:p", "span", "strong", "style", "title", "u", "wbr",
}  # fmt: skip
_ATTRIBUTES: Final = frozenset({
    "align", "charset", "class", "clear", "cols", "content", "dir", "face", "href", "http-equiv", "id", "lang", "name", "rel", "size",
    "target", "xml:lang", "xmlns",
})  # fmt: skip
_ATTRIBUTE_FAMILIES: Final = ("data-", "xmlns:")
_INKS: Final = frozenset({"alink", "color", "link", "text", "vlink"})

_LENGTH: Final = r"(?:(?:\d{1,2}(?:\.\d+)?|\.\d+)(?:px|pt)|\d(?:\.\d+)?(?:cm|em|rem|in)|0|auto)"
_SIZE: Final = r"(?:[89]|[1-3]\d)(?:\.\d+)?(?:px|pt)|1(?:\.\d+)?r?em|100%|inherit|medium|small|large"
_HEX: Final = r"#[0-9a-f]{3}(?:[0-9a-f]{3})?"
_RGB: Final = r"rgb\(\d{1,3}, ?\d{1,3}, ?\d{1,3}\)"
_KEYWORD: Final = (
    r"after-white-space|auto|baseline|bold|break-word|inherit|initial|italic|justify|left|ltr|none|normal|right|rtl|space"
    r"|standardcontextual|start|underline|0px|\d{1,3}"
)
_KEYWORD_NAMES: Final = (
    r"(?:-webkit-)?line-break|-webkit-(?:nbsp-mode|text-size-adjust|text-stroke-width)|direction|float"
    r"|font-(?:kerning|stretch|style|variant[a-z-]*|weight)|letter-spacing|orphans|overflow-wrap"
    r"|text-(?:align|decoration|indent|transform)|widows|word-(?:break|spacing|wrap)"
)
_FONT_NAMES: Final = (
    r"font-family|mso-(?:ascii|bidi|default|fareast|hansi|line-height|style)-[a-z-]+|mso-ligatures|page|panose-1|size"
)
_DECLARATIONS: Final = tuple(
    (re.compile(names), re.compile(values))
    for names, values in (
        # Fonts that are there already: no address has only these letters.
        (_FONT_NAMES, r"[\w\s.,%#\"'-]+"),
        (_KEYWORD_NAMES, _KEYWORD),
        (r"(?:margin|padding)(?:-(?:top|right|bottom|left))?", rf"{_LENGTH}(?:\s+{_LENGTH}){{0,3}}"),
        (r"min-height", _LENGTH),
        (r"font-size", _SIZE),
        (r"line-height", rf"normal|1\d\d%|1(?:\.\d+)?|{_SIZE}"),
        (r"(?:caret-)?color", rf"black|blue|inherit|initial|navy|purple|windowtext|{_HEX}|{_RGB}"),
        (r"background(?:-color)?", r"inherit|initial|transparent|white|#fff(?:fff)?|rgb\(255, ?255, ?255\)"),
    )
)
_SELECTOR: Final = re.compile(r"[\w\s.,:#@-]+")
_REMARK: Final = re.compile(r"/\*[\w\s]*\*/")

_COMMENT: Final = re.compile(
    # A remark in which no two programs see different ends; or settings that Outlook alone reads, or all but Outlook, without words.
    r"[\w\s./,:;]*|\[if [\w\s]+\]>(?:\s*</?(?:xml|o:\w+)(?:\s[^<>]*)?>)*\s*<!\[endif\]"
    r"|\[if !mso\]>\s*<style>(?:\s*(?:[a-z]\\:\*|\.shape)\s*\{behavior:url\(#default#VML\);\})*\s*</style>\s*<!\[endif\]"
)
_DARK: Final = 128
"""Above this mean of red, green and blue, ink is pale on white."""


class Markup(Struct, frozen=True):
    """The words of an HTML text, and its doubtful markup."""

    text: str
    """All of its words, seen or not, in lines."""

    doubts: tuple[str, ...]
    """What may hide, strike, move or add words."""


def read_markup(html: str) -> Markup:
    """Read the words, and list the markup that may change how they look."""
    reading = _Reading()
    # A last tag that nobody closed is no text; the parser would look for its end again and again.
    unclosed = html.find("<", html.rfind(">") + 1)
    reading.feed(html if unclosed < 0 else html[:unclosed])
    reading.close()
    if unclosed >= 0:
        reading.doubts.append("a tag without an end")
    return Markup(text="".join(reading.text), doubts=tuple(dict.fromkeys(reading.doubts)))


class _Reading(HTMLParser):
    """Gathers words and doubts."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.doubts: list[str] = []
        self._style: list[str] | None = None
        self._keeps_lines = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.doubts.append(f"<{tag}>")
        if tag == "style":
            self._style = []
            return
        self.doubts += (f"{name} in <{tag}>" for name, value in attrs if not _is_harmless(name, value or ""))
        self._end_line(tag)
        self._keeps_lines |= tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            if self._style is not None and not _is_harmless_sheet("".join(self._style)):
                self.doubts.append("<style>")
            self._style = None
        elif tag != "br":
            self._end_line(tag)
            # Some end tags end a <pre> too. Where it is not sure, a line end is none.
            self._keeps_lines &= tag not in _LINES

    def handle_data(self, data: str) -> None:
        if self._style is not None:
            self._style.append(data)
        else:
            self.text.append(re.sub("\r\n?", "\n", data) if self._keeps_lines else re.sub("[ \t\r\n]+", " ", data))

    def handle_comment(self, data: str) -> None:
        if not _COMMENT.fullmatch(data):
            self.doubts.append("a comment")

    def handle_decl(self, decl: str) -> None:
        if not decl.lower().startswith("doctype html"):
            self.unknown_decl(decl)

    def handle_pi(self, data: str) -> None:
        self.unknown_decl(data)

    def unknown_decl(self, data: str) -> None:
        self.doubts.append(f"<{data[:8]}>")

    def close(self) -> None:
        super().close()
        if self._style is not None:
            self.doubts.append("a <style> without an end")

    def _end_line(self, tag: str) -> None:
        """A block begins and ends on a line of its own; only `br` ends an empty one."""
        if tag == "br" or (tag in _LINES and self.text and not self.text[-1].endswith("\n")):
            self.text.append("\n")


def _is_harmless(name: str, value: str) -> bool:
    if name == "style":
        return all(_list_judged(value))
    if name in _INKS:
        return all(_list_judged(f"color:{value}"))
    if name == "bgcolor":
        return value.lower() in {"#fff", "#ffffff", "white"}
    return name in _ATTRIBUTES or name.startswith(_ATTRIBUTE_FAMILIES)


def _is_harmless_sheet(css: str) -> bool:
    """Whether no rule of it could do anything to any word, whatever it selects."""
    rules = _REMARK.sub("", css).replace("<!--", "").replace("-->", "").split("}")
    parted = [rule.partition("{") for rule in rules[:-1]]
    return not rules[-1].strip() and all(
        _SELECTOR.fullmatch(selector) and brace and all(_list_judged(declarations))
        for selector, brace, declarations in parted
    )


def _list_judged(declarations: str) -> Iterator[bool]:
    """Of each declaration, whether it is harmless."""
    for declaration in filter(None, map(str.strip, declarations.split(";"))):
        name, _, value = declaration.lower().partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        listed = any(names.fullmatch(name) and values.fullmatch(value) for names, values in _DECLARATIONS)
        yield listed and (name != "color" or _is_dark(value))


def _is_dark(colour: str) -> bool:
    """Whether ink of the colour is seen on white."""
    if re.fullmatch(_HEX, colour):
        width = len(colour) // 3
        parts = [int(2 // width * colour[start : start + width], 16) for start in range(1, len(colour), width)]
    else:
        parts = [int(part) for part in re.findall(r"\d+", colour)]
    return sum(parts) <= _DARK * 3
