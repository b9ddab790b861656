"""The shell of every page for translators and reviewers, and the pieces that these pages share."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from api.model.identifiers import LocaleTag
from api.model.legend import COLOURS, LEGEND
from api.model.locales import SOURCE, direction_of, find_locale
from api.model.vetting import State
from api.model.wording import Progress
from api.representations.elements import Child, element, join_html, render_html
from api.representations.html import render_name
from api.representations.pages.shell import SCRIPTS_STYLE

_HERE: Final = files(__package__)
SCRIPT: Final = _HERE.joinpath("preview.js").read_text(encoding="utf-8")

SCRIPT_PATH: Final = "/preview.js"


def _render_colours() -> str:
    """Render the style that defines the colours, and gives each state its own."""
    light = "".join(f"--{each.name}: {each.ink}; --{each.name}-soft: {each.ground}; " for each in COLOURS)
    dark = "".join(f"--{each.name}: {each.dark_ink}; --{each.name}-soft: {each.dark_ground}; " for each in COLOURS)
    states = "".join(
        f".{state} {{ color: var(--{each.colour.name}); background: var(--{each.colour.name}-soft); }}\n"
        for state, each in LEGEND.items()
    )
    return f":root {{ {light}}}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}\n{states}"


STYLE: Final = SCRIPTS_STYLE + _render_colours() + _HERE.joinpath("sheet.css").read_text(encoding="utf-8")


def render_staff_page(title: str, *body: Child, version: int | None = None) -> Markup:
    """Render a whole page; with a version it is the preview's, and keeps itself in step with the files."""
    live = None
    if version is not None:
        live = (
            element("p", class_="said", role="status", aria_live="polite"),
            element("script", type="module", src=SCRIPT_PATH),
        )
    head = (
        element("meta", name="robots", content="noindex"),
        element("link", rel="icon", href="data:,"),
        element("title", title),
        element("style", STYLE),
    )
    main = element("main", body, data_version="" if version is None else version)
    return render_html(SOURCE, "ltr", head, (main, live))


def render_state(state: State) -> Markup:
    """Render a state as a coloured word."""
    return element("span", state, class_=f"state {state}")


def render_own_name(tag: LocaleTag) -> Markup:
    """Render a language's own name, marked as being in it."""
    locale = find_locale(tag)
    return render_name(locale.name if locale else tag, tag, direction_of(tag))


def render_path(*links: tuple[str, str]) -> Markup:
    """Render the way to a page: addresses and names, from the board on."""
    return element(
        "nav", (element("a", name, href=href) for href, name in links), class_="path", aria_label="Where you are"
    )


def render_table(label: str, heads: Iterable[str], rows: Iterable[Child], numbers: Iterable[str] = ()) -> Markup:
    """Render a table that scrolls where a window is narrow; the heads among `numbers` stand at the right."""
    names = (element("th", head, scope="col", class_="number" if head in numbers else None) for head in heads)
    table = element("table", element("thead", element("tr", names)), element("tbody", rows), class_="table")
    return render_wide(label, table)


def render_wide(label: str, table: Markup) -> Markup:
    """Render a table in a box that can be scrolled, by keyboard too."""
    return element("div", table, class_="wide", tabindex=0, role="region", aria_label=label)


def render_counts(*counts: int) -> Markup:
    """Render numbers as cells of a table."""
    return join_html(element("td", f"{count:,}", class_="number") for count in counts)


def describe_progress(progress: Progress) -> str:
    """Describe how many words there are to do."""
    todo = [f"{count:,} {what}" for count, what in ((progress.new, "new"), (progress.changed, "changed")) if count]
    return (
        f"{' and '.join(todo)} of {progress.words:,} words to do" if todo else f"all {progress.words:,} words are done"
    )
