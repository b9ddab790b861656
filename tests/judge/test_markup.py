"""All HTML that there is, judged by the Nu HTML checker: no error, and no warning but those that stand for a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from msgspec import Struct

from tests.builders import SIXTEEN, copy_project
from tests.judge.markup import list_desk, list_documents, list_served, make_releases, write_least_page
from tests.judge.nu import Verdict, judge_pages

ALLOWED: Final = (
    # What heads a fragment's article is the partner's page around it; each section in it has its own heading.
    "Article lacks heading.",
    # Filipino is Tagalog as it is standardised, and has a tag of its own.
    'This document appears to be written in Tagalog but the “html” start tag has “lang="fil"”.',
)
"""How a warning begins that stands."""

_GUESS: Final = re.compile(r"This document appears to be written in .* but the “html” start tag has “lang=\"ht\"”\.")
"""The checker guesses a page's language among those that it knows. Haitian Creole is none of them: at times it is Indonesian."""


class Judged(Struct, frozen=True):
    """What was judged, and what was found."""

    names: frozenset[str]
    verdicts: tuple[Verdict, ...]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Every page, in one run. Pages that are the same are judged once."""
    pages: dict[str, str] = {}
    names = set()
    for name, html in list_pages(tmp_path_factory.mktemp("project")):
        names.add(name)
        pages.setdefault(html, name)
    found = judge_pages({name: html for html, name in pages.items()}, tmp_path_factory.mktemp("pages"))
    return Judged(frozenset(names), tuple(found))


def list_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Every page by a name of its own."""
    for name, release in make_releases():
        yield from ((f"{name}: {target}", html) for target, html in list_served(release))
    yield from list_documents()
    yield from ((f"desk: {name}", html) for name, html in list_desk(copy_project(folder, *SIXTEEN)))


def test_nu_has_nothing_against_any_page(judged: Judged) -> None:
    """Each page and fragment that a release serves, in every language, and each page for translators and reviewers."""
    faults = [verdict for verdict in judged.verdicts if not verdict.message.startswith(ALLOWED)]
    assert [each for each in faults if each.kind != "warning" or not _GUESS.match(each.message)] == []


@pytest.mark.parametrize("begins", ALLOWED)
def test_what_is_allowed_still_happens(judged: Judged, begins: str) -> None:
    """Else it need not be allowed; and it is never an error."""
    assert {verdict.kind for verdict in judged.verdicts if verdict.message.startswith(begins)} == {"warning"}


@pytest.mark.parametrize("tag", ["en", *SIXTEEN])
def test_every_kind_of_page_was_judged(judged: Judged, tag: str) -> None:
    """In every language."""
    topic = "/v1/topics/vertebroplasty"
    targets = {
        f"drafts: {path}"
        for path in (f"{topic}/{tag}.html", f"{topic}/sections/risks/{tag}.html", f"{topic}/sections/risks/{tag}.exact.html",
                     f"/read/vertebroplasty/{tag}", f"/read/vertebroplasty/risks/{tag}", f"/embed/vertebroplasty/{tag}",
                     f"/embed/vertebroplasty/risks/{tag}", "/read/vertebroplasty?lang=", "/", "/docs", "/problems/not-found")
    }  # fmt: skip
    desk = {
        f"desk: /sign/{tag}/vertebroplasty/risks",
        "desk: /",
        "desk: hand-off, ar",
        "desk: review, ur",
        "locales/states.svg",
        "README.md, example 1",
    }
    if tag != "en":
        desk |= {f"desk: /{tag}/vertebroplasty/risks", f"desk: /{tag}/interface", f"desk: /{tag}"}
    assert targets | desk <= judged.names


SPANISH: Final = (
    "Todo procedimiento tiene riesgos, y este también. Los pacientes suelen volver a casa el mismo día. " * 20
)

FAULTS: Final = {
    "Duplicate ID “one”.": '<p id="one">One</p><p id="one">Two</p>',
    "Unclosed element “h2”.": "<section><h2>One</section>",
    "No “p” element in scope but a “p” end tag seen.": "<p><ul><li>One</li></ul></p>",
    "Start tag “a” seen but an element of the same type was already open.": '<a href="/a">One <a href="/b">Two</a></a>',
    "Attribute “direction” not allowed on element “p” at this point.": '<p direction="rtl">One</p>',
    "Attribute “widht” not allowed on element “rect” at this point.": '<svg><rect widht="9"/></svg>',
    "Bad value “notice” for attribute “role” on element “p”.": '<p role="notice">One</p>',
    "Bad value “right” for attribute “dir” on element “p”.": '<p dir="right">One</p>',
    "CSS: “color”: “redd” is not a “color” value.": "</main><style>p { color: redd }</style><main>",
    "The heading “h4” (with computed level 4) follows the heading “h1”": "<h4>One</h4>",
    'This document appears to be written in Spanish but the “html” start tag has “lang="en"”': f"<p>{SPANISH}</p>",
}
"""A fault of each kind that ours could have, by what is said of it."""


def test_nu_finds_each_fault(tmp_path: Path) -> None:
    """So that finding none means that there is none."""
    pages = {said: write_least_page(f"<main><h1>A practice</h1>{body}</main>") for said, body in FAULTS.items()}
    found = judge_pages(pages, tmp_path)
    assert {said for said in FAULTS if not any(each.page == said and said in each.message for each in found)} == set()
