"""Reads HTML as a tree, so that a test can ask what is in what."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

VOID: Final = {"meta", "link", "base", "br", "hr", "img"}
_SILENT: Final = {"style", "script", "title"}


class Element:
    """An element, its attributes, and what is in it."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        """An empty one."""
        self.name = name
        self.attributes = attributes
        self.children: list[Element | str] = []

    def walk(self) -> Iterator[Element]:
        """It and every element in it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str, /, **attributes: str) -> list[Element]:
        """Every element of this name with these attributes; `class_` is `class`."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [each for each in self.walk() if each.name == tag and wanted.items() <= each.attributes.items()]

    @property
    def text(self) -> str:
        """Its text, but for what is not shown."""
        if self.name in _SILENT:
            return ""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.name == tag, f"</{tag}> closes <{closed.name}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> list[Element]:
    """The elements at the top. Everything that is opened must be closed, in order."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    (root,) = builder.open
    return [child for child in root.children if isinstance(child, Element)]


def text_of(html: str) -> str:
    """The HTML's text."""
    return "".join(element.text for element in parse(html))
