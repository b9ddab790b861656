"""What tests are made of: small projects, catalogs, sign-offs. Every reviewer here is made up, in memory or a temporary
folder; none of it ever reaches locales/.
"""

from __future__ import annotations

import re
import shutil
import socket
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from api.files.folders import folder_of
from api.files.lock import hold_folder
from api.model.identifiers import Digest, LocaleTag
from api.model.interface import DOMAIN
from api.model.locales import SOURCE
from api.model.shown import NO_DIGEST
from api.model.vetting import SignOff
from api.model.wording import digest_json
from api.project.reading import Folders, read_project
from api.source.segments import make_interface_segments
from api.vetting.edition import vet_project
from api.vetting.shown import list_surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from api.files.lock import HeldFolder
    from api.model.content import Segment
    from api.model.vetting import Role
    from api.vetting.edition import Vetted
    from api.vetting.project import Project

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
    write_catalog(folder / f"{DOMAIN}.po", tag, make_interface_segments(), words)


def write_catalog(path: Path, tag: str, segments: Iterable[Segment], words: Callable[[Segment], str]) -> None:
    """A catalog of the segments in these words."""
    text = catalog(tag, ((segment.msgctxt, segment.msgid, words(segment)) for segment in segments))
    path.write_text(text, encoding="utf-8")


def sign_off(
    project: Project,
    *locales: str,
    sections: Iterable[str] | None = None,
    interface: bool = False,
    day: str = "2026-03-01",
) -> Project:
    """The project with its present wordings in these locales signed by a made-up reviewer."""
    vetted = vet_project(project, map(LocaleTag, locales))
    meant = {section.id for topic in project.topics for section in topic.sections} if sections is None else {*sections}
    meant |= {DOMAIN} if interface else set()
    signoffs = (
        sign(each.digest, tag, day=date.fromisoformat(day), bound=bind(each))
        for tag in map(LocaleTag, locales)
        for each in vetted.list_vetted(tag)
        if each.section.id in meant
    )
    return add_signoffs(project, *signoffs)


def add_signoffs(project: Project, *signoffs: SignOff) -> Project:
    """The project in which these count too."""
    return resign(project, *project.judgement.signoffs, *signoffs)


def resign(project: Project, *signoffs: SignOff) -> Project:
    """The project in which these count, and no others."""
    return replace(project, judgement=replace(project.judgement, signoffs=signoffs))


def bind(vetted: Vetted) -> Digest:
    """What a signature of the words is bound to beside them."""
    if vetted.wording.locale == SOURCE:
        return digest_json(list_surroundings(vetted.wording.section))
    return vetted.source_digest


def sign(
    digest: str, locale: str, role: Role | None = None, day: date = date(2026, 3, 1), bound: str = NO_DIGEST
) -> SignOff:
    """A made-up reviewer's sign-off in the role that the locale needs."""
    return SignOff(
        digest=Digest(digest),
        bound=Digest(bound),
        role=role or ("clinical" if locale == SOURCE else "linguistic"),
        locale=LocaleTag(locale),
        day=day,
        name="Made Up",
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


REVIEWERS = """\
[[reviewer]]
id = "ana"
name = "Ana Made-Up"
credentials = "MD, certified medical interpreter"
organisation = "Made-Up Hospital"
roles = ["clinical", "linguistic"]
locales = ["en", "es", "fr"]
from = 2026-01-01
public = "name"
email = "ana@made-up.example"

[[reviewer]]
id = "ben"
name = "Ben Made-Up"
credentials = "RN"
roles = ["linguistic"]
locales = ["es", "ur", "zh-Hant"]
from = 2026-01-01

[[reviewer]]
id = "left"
name = "Lea Made-Up"
credentials = "MD"
roles = ["clinical", "linguistic"]
locales = ["en", "es"]
from = 2020-01-01
until = 2025-12-31
"""
"""People who do not exist, for temporary folders only."""


def held(folder: Path) -> AbstractContextManager[HeldFolder]:
    """The lock on a folder that nobody else writes to."""

    def fail(text: str) -> None:
        raise AssertionError(text)

    return hold_folder(folder, fail)


def hire(folders: Folders, text: str = REVIEWERS) -> None:
    """Say in the project's copy who may sign."""
    (folders.locales / "reviewers.toml").write_text(text, encoding="utf-8")
