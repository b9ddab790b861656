"""Laws of signatures: an edit lapses exactly those that cover it, and what is no edit of the words lapses none."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from api.cli.main import main
from api.model.identifiers import LocaleTag
from api.model.vetting import State
from api.project.reading import Folders, read_project
from api.vetting.edition import vet_project
from tests.builders import copy_project
from tests.staff import hire

pytestmark = [pytest.mark.property, pytest.mark.usefixtures("capsys")]

SECTIONS = (
    "overview", "what-it-is", "who-can-benefit", "benefits", "procedure", "recovery", "risks", "next-steps",
)  # fmt: skip
LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Files = dict[str, str]


@cache
def project() -> tuple[tempfile.TemporaryDirectory[str], Folders, Files]:
    """A project that is signed as a whole in English and in Spanish, and its files as they then are."""
    folder = tempfile.TemporaryDirectory()
    folders = copy_project(Path(folder.name))
    hire(folders)
    where = ("--content", str(folders.content), "--locales", str(folders.locales))
    for tag, role, reviewer in (("en", "clinical", "ana"), ("es", "linguistic", "ben")):
        words = ("--locale", tag, "--role", role, "--reviewer", reviewer, "--yes", *where)
        assert main(["sign-off", "vertebroplasty", "--all", *words]) == 0
    assert (
        main(["sign-off", "interface", "--locale", "es", "--role", "linguistic", "--reviewer", "ben", "--yes", *where])
        == 0
    )
    paths = [*folders.content.rglob("*.md"), *folders.locales.rglob("es/LC_MESSAGES/*.po"), folders.content / "vertebroplasty" / "notes.toml"]  # fmt: skip
    return folder, folders, {str(path): path.read_text(encoding="utf-8") for path in paths}


def lapse(change: Callable[[Files], Files]) -> tuple[set[str], set[str]]:
    """The sections whose words nobody vouches for any more after the change: in English, in Spanish."""
    _, folders, files = project()
    changed = change(dict(files))
    try:
        for path, text in changed.items():
            Path(path).write_text(text, encoding="utf-8")
        read = read_project(folders)
    finally:
        for path, text in files.items():
            Path(path).write_text(text, encoding="utf-8")
    vetted = vet_project(read, [LocaleTag("es")])
    english, spanish = (
        {str(each.section.id) for each in vetted.list_vetted(LocaleTag(tag)) if each.state is not State.SIGNED_OFF}
        for tag in ("en", "es")
    )
    return english, spanish


def find(files: Files, name: str) -> str:
    """The path that ends so."""
    return next(path for path in files if path.endswith(name))


def test_as_signed_nothing_is_lapsed() -> None:
    """What the laws below begin with."""
    assert lapse(lambda files: files) == (set(), set())


@LAW
@given(st.data())
def test_one_character_of_english_lapses_its_section_in_every_language(data: DataObject) -> None:
    """The English's signature, and those of its translations; no other section's."""
    section = data.draw(st.sampled_from(SECTIONS))

    def change(files: Files) -> Files:
        path = find(files, f"/{section}.md")
        letters = [found.start() for found in re.finditer(r"[a-z](?=[^{}#]*\{#)", files[path])]
        place = data.draw(st.sampled_from(letters))
        other = data.draw(st.sampled_from(sorted(set("abcdefghijklmnopqrstuvwxyz") - {files[path][place]})))
        files[path] = files[path][:place] + other + files[path][place + 1 :]
        return files

    assert lapse(change) == ({section}, {section})


@LAW
@given(st.data())
def test_one_character_of_a_translation_lapses_its_section_there(data: DataObject) -> None:
    """The English's signature stands, and so do the others'."""
    meant: list[str] = []

    def change(files: Files) -> Files:
        path = find(files, data.draw(st.sampled_from(["/vertebroplasty.po", "/interface.po"])))
        found = list(re.finditer(r'msgctxt "([^"]*)"\nmsgid "[^"]*"\nmsgstr "([^"]*)"', files[path]))
        message = data.draw(st.sampled_from(found))
        letters = [message.start(2) + index for index, letter in enumerate(message[2]) if letter in "aeiou"]
        place = data.draw(st.sampled_from(letters))
        other = data.draw(st.sampled_from(sorted(set("aeiou") - {files[path][place]})))
        files[path] = files[path][:place] + other + files[path][place + 1 :]
        meant.append("interface" if path.endswith("interface.po") else message[1].partition("/")[0])
        return files

    assert lapse(change) == (set(), set(meant))


ITEM = re.compile(r"(?m)^- (?:[^\n]|\n(?!- |\n))*\n")


def list_neighbours(text: str) -> list[tuple[re.Match[str], re.Match[str]]]:
    """List items that stand one below the other."""
    items = list(ITEM.finditer(text))
    return [(one, other) for one, other in pairwise(items) if one.end() == other.start()]


@LAW
@given(st.data())
def test_a_moved_or_nested_block_lapses_its_section(data: DataObject) -> None:
    """Order and depth are signed too."""
    pairs = [
        (section, one, other)
        for section in SECTIONS
        for one, other in list_neighbours(project()[2][find(project()[2], f"/{section}.md")])
    ]
    section, one, other = data.draw(st.sampled_from(pairs))
    nest = data.draw(st.booleans())
    nested = "".join(f"  {line}" for line in other[0].splitlines(keepends=True))

    def change(files: Files) -> Files:
        path = find(files, f"/{section}.md")
        both = one[0] + nested if nest else other[0] + one[0]
        files[path] = files[path][: one.start()] + both + files[path][other.end() :]
        return files

    assert lapse(change) == ({section}, {section})


def rewrap_english(files: Files) -> Files:
    """Break the lines of every paragraph elsewhere."""
    for path in files:
        if path.endswith(".md"):
            files[path] = re.sub(r"(?m)^([A-Z][^\n{]{20,}?) ", r"\1\n", files[path])
    return files


def rewrap_catalogs(files: Files) -> Files:
    """As Poedit does, a msgstr over several lines."""
    for path in files:
        if path.endswith(".po"):
            files[path] = re.sub(r'(?m)^msgstr "([^"]{12,}?) ([^"]+)"$', r'msgstr ""\n"\1 "\n"\2"', files[path])
    return files


def add_headers(files: Files) -> Files:
    """Header lines in another order, and more of them."""
    for path in files:
        if path.endswith(".po"):
            language = re.findall(r'(?m)^"Language: [a-z]+\\n"\n', files[path])[0]
            files[path] = (
                files[path]
                .replace(language, "", 1)
                .replace('msgid ""\nmsgstr ""\n', f'msgid ""\nmsgstr ""\n"X-Generator: Poedit 3.4\\n"\n{language}', 1)
            )
    return files


def comment(files: Files) -> Files:
    """Translators' and authors' notes."""
    for path in files:
        if path.endswith(".po"):
            files[path] = (
                files[path].replace("\n\nmsgctxt", "\n\n# A word.\nmsgctxt").replace("\n#. ", "\n# Mine.\n#. ")
            )
        if path.endswith("notes.toml"):
            files[path] = files[path].replace('= "', '= "Mind: ')
    return files


def reorder(files: Files) -> Files:
    """A catalog's messages the other way round."""
    for path in files:
        if path.endswith(".po"):
            head, *messages = files[path].rstrip("\n").split("\n\n")
            files[path] = "\n\n".join([head, *reversed(messages)]) + "\n"
    return files


def decompose(files: Files) -> Files:
    """A line end at the end of a file, and a blank line more."""
    return {path: f"{text}\n" for path, text in files.items()}


HARMLESS = (rewrap_english, rewrap_catalogs, add_headers, comment, reorder, decompose)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=4, unique=True))
def test_what_changes_no_word_lapses_nothing(changes: list[Callable[[Files], Files]]) -> None:
    """Re-wrapping, reordering headers or messages, editing a comment, in any combination."""

    def change(files: Files) -> Files:
        for each in changes:
            files = each(files)
        return files

    assert lapse(change) == (set(), set())


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_each_harmless_change_is_one(change: Callable[[Files], Files]) -> None:
    """Else the law above would say nothing."""
    _, _, files = project()
    assert change(dict(files)) != files
