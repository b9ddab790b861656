"""What tests are made of: small projects and their catalogs."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from api.files.folders import folder_of
from api.files.lock import HeldFolder, hold_folder
from api.model.content import Segment
from api.model.identifiers import LocaleTag
from api.model.interface import DOMAIN
from api.project.reading import Folders, read_project
from api.source.segments import INTERFACE_SECTION

ROOT = Path(__file__).parent.parent
SHIPPED = Folders(content=ROOT / "content", locales=ROOT / "locales")

SIXTEEN = ("ar", "es", "fil", "fr", "gu", "hi", "ht", "it", "ko", "pl", "pt-BR", "ru", "ur", "vi", "zh-Hans", "zh-Hant")


def copy_project(folder: Path, *tags: str) -> Folders:
    """The shipped project with these of its languages (none: Spanish), copied to be changed."""
    kept = {folder_of(LocaleTag(tag)) for tag in tags or ("es",)}
    left = {path.name for path in SHIPPED.locales.iterdir() if path.is_dir()} - kept
    shutil.copytree(SHIPPED.content, folder / "content")
    shutil.copytree(SHIPPED.locales, folder / "locales", ignore=shutil.ignore_patterns(*left))
    return Folders(content=folder / "content", locales=folder / "locales")


def edit(path: Path, before: str, after: str) -> None:
    """Replace a text that stands in the file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path}"
    path.write_text(text.replace(before, after), encoding="utf-8")


def quote(text: str) -> str:
    """A PO string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def header(language: str) -> str:
    """A catalog's header."""
    return (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    )


def catalog(language: str, messages: Iterable[tuple[str, str, str]]) -> str:
    """A catalog of (msgctxt, msgid, msgstr)."""
    entries = (
        f"\nmsgctxt {quote(msgctxt)}\nmsgid {quote(msgid)}\nmsgstr {quote(msgstr)}\n"
        for msgctxt, msgid, msgstr in messages
    )
    return header(language) + "".join(entries)


_ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنه",
    "gu": "કખગઘચછજઝટઠડઢણતથદધનપફબભમયરલ",
    "hi": "कखगघचछजझटठडढणतथदधनपफबभमयरल",
    "ko": "가나다라마바사아자차카타파하거너더러머버서어저처커터",
    "ru": "абвгдежзийклмнопрстуфхцчшщ",
    "ur": "ابپتجچحخدڈرڑزسشصضطعغفقکگلم",
    "zh-Hans": "人大小中天地山水火木金土日月口手目耳心力田石光色雨雪",
    "zh-Hant": "人大小中天地山水火木金土日月口手目耳心力田石光色雨雪",
}
_LATIN = "bcdfghjklmnpqrstvwxzaeiouy"


def garble(tag: str, text: str) -> str:
    """A made-up translation: the text in letters of the language's script, with its numbers, marks and placeholders.

    Names of capitals stay, as IGEA does; each language that shares a script has its own garbling.
    """
    letters = _ALPHABETS.get(tag, _LATIN[len(tag) + ord(tag[0]) % 19 :] + _LATIN[: len(tag) + ord(tag[0]) % 19])
    table = {ord(plain): letter for plain, letter in zip("abcdefghijklmnopqrstuvwxyz", letters, strict=True)}
    table |= {ord(chr(code).upper()): letter for code, letter in table.items()}
    parts = re.split(r"(\{[^{}]*\}|IGEA Brain, Spine & Orthopedics)", text)
    return "".join(part if index % 2 else part.translate(table) for index, part in enumerate(parts))


def add_locale(folders: Folders, tag: str, translate: Callable[[Segment], str] | None = None) -> None:
    """A complete locale, each text translated by `translate`, or else garbled."""
    project = read_project(folders)
    words = translate or (lambda segment: garble(tag, segment.msgid))
    folder = folders.locales / folder_of(LocaleTag(tag)) / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for topic in project.topics:
        segments = [segment for section in topic.sections for segment in section.segments]
        write_catalog(folder / f"{topic.id}.po", tag, segments, words)
    write_catalog(folder / f"{DOMAIN}.po", tag, INTERFACE_SECTION.segments, words)


def write_catalog(path: Path, tag: str, segments: Iterable[Segment], words: Callable[[Segment], str]) -> None:
    """A catalog of the segments in these words."""
    text = catalog(tag, ((segment.msgctxt, segment.msgid, words(segment)) for segment in segments))
    path.write_text(text, encoding="utf-8")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def held(folder: Path) -> AbstractContextManager[HeldFolder]:
    """The lock on a folder that nobody else writes to."""

    def fail(text: str) -> None:
        raise AssertionError(text)

    return hold_folder(folder, fail)
