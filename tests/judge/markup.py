"""Every page and fragment of HTML that there is, each by a name: what releases serve, and what translators and reviewers get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from zipfile import ZipFile

from msgspec.structs import replace

from api.cli.main import main
from api.model.identifiers import TopicId
from api.model.vetting import Policy, Withdrawal
from api.preview.pages import render_preview
from api.preview.signing_form import render_signing
from api.preview.watcher import Watcher
from api.project.reading import Folders, read_project
from api.release.build import build_release
from api.release.model import Release
from tests.asgi import open_door
from tests.builders import ROOT, SHIPPED, SIXTEEN, edit
from tests.staff import hire, sign_off

ARTICLE: Final = re.compile(r'<article class="vertebra" lang="([^"]+)" dir="([^"]+)">')
TOPIC: Final = "vertebroplasty"


def make_releases() -> Iterator[tuple[str, Release]]:
    """The shipped words in each state that changes what a page says, each release by a name."""
    project = read_project(SHIPPED)
    english, all_signed = sign_off(project, "en"), sign_off(project, "en", *SIXTEEN)
    public_url = "https://edu.example.org"
    yield "drafts", build_release(project, Policy.DRAFTS)
    yield "drafts, at a public address", build_release(project, Policy.DRAFTS, public_url)
    yield "nothing signed", build_release(project, Policy.SIGNED)
    yield "English signed", build_release(english, Policy.SIGNED, public_url)
    yield "all texts signed", build_release(all_signed, Policy.SIGNED, public_url)
    yield "all signed", build_release(sign_off(all_signed, *SIXTEEN, interface=True), Policy.SIGNED, public_url)
    withdrawn = (Withdrawal(topic=TopicId(TOPIC), reason="A newer study says <otherwise> & more."),)
    yield "withdrawn", build_release(replace(project, withdrawals=withdrawn), Policy.DRAFTS)


def list_served(release: Release) -> Iterator[tuple[str, str]]:
    """Every HTML answer of the release, whatever its status, by its target; a fragment is put into a page."""
    door = open_door(release)
    for path in door.addresses:
        for query in ("", "lang="):
            reply = door.ask(f"{path}?{query}")
            if reply.headers["content-type"].startswith("text/html"):
                html = reply.body.decode()
                yield f"{path}?{query}".rstrip("?"), html if html.startswith("<!doctype html>") else wrap(html)


def wrap(fragment: str) -> str:
    """A partner's page with the fragment in it."""
    found = ARTICLE.match(fragment)
    assert found
    return write_least_page(f"<main><h1>A practice</h1>{fragment}</main>", *found.groups())


def write_least_page(body: str, locale: str = "en", direction: str = "ltr") -> str:
    """The least page that there can be around this."""
    return (
        f'<!doctype html><html lang="{locale}" dir="{direction}"><head><meta charset="utf-8"><title>A practice</title></head>'
        f"<body>{body}</body></html>"
    )


def list_documents() -> Iterator[tuple[str, str]]:
    """The HTML that the documentation has partners paste, and the drawing that stands in it."""
    for name in ("README.md", "api/web/README.md", "api/embed/README.md"):
        examples = re.findall(
            r"^```html\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        )
        for position, html in enumerate(examples, 1):
            whole = html if html.startswith("<!doctype html>") else write_least_page(f"<main>{html}</main>")
            yield f"{name}, example {position}", whole
    yield "locales/states.svg", write_least_page((SHIPPED.locales / "states.svg").read_text(encoding="utf-8"))


def list_desk(folders: Folders) -> Iterator[tuple[str, str]]:
    """Every page for translators and reviewers: of the preview, a hand-off and a review.

    The project is changed as it goes, so that its pages have something of everything to say.
    """
    spanish, french, gujarati, korean = (
        folders.locales / tag / "LC_MESSAGES" / f"{TOPIC}.po" for tag in ("es", "fr", "gu", "ko")
    )
    hire(folders)
    for tag, role, reviewer in (("en", "clinical", "ana"), ("es", "linguistic", "ben"), ("fr", "linguistic", "ana")):
        sign(folders, tag, role, reviewer)
    edit(french, "une infection ou un saignement", "une « infection » ou un saignement, etc.")
    for tag in ("fr", "ur"):
        yield from review(folders, tag, "linguistic", "ana" if tag == "fr" else "ben")
    edit(folders.content / TOPIC / "risks.md", "nearby areas (rare)", "nearby “areas” & bones < 5 mm (rare)")
    yield from review(folders, "en", "clinical", "ana")
    edit(spanish, "infección o sangrado", 'infección <b>o</b> \\"sangrado\\" &amp; más')
    edit(gujarati, 'msgctxt "risks/infection"', 'msgctxt "risks/<b>&amp;infection"')
    edit(gujarati, 'msgctxt "benefits/title"', '#, fuzzy\nmsgctxt "benefits/title"')
    for tag in ("es", "ar", "gu", "zh-Hant"):
        yield from hand_off(folders, tag)
    watcher = Watcher(folders)
    edit(korean, '"Language: ko\\n"', '"Language: <ko> & co')
    yield from list_preview(watcher)
    form = render_signing(
        watcher.read().project, f"/sign/es/{TOPIC}/risks", datetime.now(UTC), 'No: <b>"this"</b> & that'
    )
    assert form
    yield "a form that was refused", form
    (folders.content / TOPIC / "risks.md").write_text("# <b>No id & no sense\n")
    board = render_preview(watcher.read(), "/", datetime.now(UTC))
    assert board
    yield "the board, while content/ cannot be read", board


def list_preview(watcher: Watcher) -> Iterator[tuple[str, str]]:
    """Every page of the preview, by its path."""
    (topic,) = watcher.read().project.topics
    texts = ("", *(f"/{TOPIC}/{section.id}" for section in topic.sections), "/interface")
    paths = ("/", *(f"/{tag}{text}" for tag in SIXTEEN for text in texts))
    signing = (*(f"/sign/en{text}" for text in texts[:-1]), *(f"/sign{path}" for path in paths[1:]))
    for path in (*paths, *signing):
        page = render_preview(watcher.read(), path, datetime.now(UTC))
        assert page, path
        yield path, page


def hand_off(folders: Folders, tag: str) -> Iterator[tuple[str, str]]:
    """The page for a translator with e-mail."""
    out = folders.content.parent / f"{tag}.zip"
    run(folders, "handoff", tag, "--out", str(out))
    with ZipFile(out) as packed:
        (name,) = (name for name in packed.namelist() if name.endswith(".html"))
        yield f"hand-off, {tag}", packed.read(name).decode()


def review(folders: Folders, tag: str, role: str, reviewer: str) -> Iterator[tuple[str, str]]:
    """The page for a reviewer with e-mail."""
    out = folders.content.parent / f"{tag}.html"
    run(
        folders,
        "ask-reviewer",
        TOPIC,
        "--all",
        "--locale",
        tag,
        "--role",
        role,
        "--reviewer",
        reviewer,
        "--out",
        str(out),
    )
    yield f"review, {tag}", out.read_text(encoding="utf-8")


def sign(folders: Folders, tag: str, role: str, reviewer: str) -> None:
    """Have all texts of the locale signed."""
    run(folders, "sign-off", TOPIC, "--all", "--locale", tag, "--role", role, "--reviewer", reviewer, "--yes")


def run(folders: Folders, *words: str) -> None:
    """Run a command on the project."""
    assert main([*words, "--content", str(folders.content), "--locales", str(folders.locales)]) == 0
