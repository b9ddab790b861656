"""The shell of every page, and the pieces that pages share. All text is escaped here or where it is put in."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from api.model.locales import direction_of, find_locale
from api.model.vetting import State

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag
    from api.model.wording import Progress

_HERE: Final = files(__package__)
STYLE: Final = _HERE.joinpath("sheet.css").read_text(encoding="utf-8")
SCRIPT: Final = _HERE.joinpath("preview.js").read_text(encoding="utf-8")

SCRIPT_PATH: Final = "/preview.js"

MEANINGS: Final[dict[State, str]] = {
    State.SIGNED_OFF: "complete, current and signed",
    State.DRAFT: "complete and current; nobody has signed it",
    State.OUTDATED: "the English changed since",
    State.INCOMPLETE: "part of it is not translated",
    State.MISSING: "not begun",
    State.FAILED_CHECK: "a check found an error, or the file is broken",
    State.WITHDRAWN: "withdrawn by the publisher",
}
"""What a translator should know of each state."""


def render_page(title: str, body: str, *, version: int | None = None) -> str:
    """A whole page. With a version it is the preview's, and keeps itself in step with the files."""
    live, script = "", ""
    if version is not None:
        live = '<p class="said" role="status" aria-live="polite"></p>'
        script = f'<script type="module" src="{SCRIPT_PATH}"></script>'
    return (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="icon" href="data:,"><title>{escape(title)}</title><style>{STYLE}</style></head>'
        f'<body><main data-version="{"" if version is None else version}">{body}</main>{live}{script}</body></html>'
    )


def render_state(state: State) -> str:
    """The state as a coloured word."""
    return f'<span class="state {state}">{state}</span>'


def render_own_name(tag: LocaleTag) -> str:
    """The language's own name, marked as being in it."""
    locale = find_locale(tag)
    name = locale.name if locale else tag
    return f'<bdi lang="{tag}" dir="{direction_of(tag)}">{escape(name)}</bdi>'


def render_words(progress: Progress) -> str:
    """How many words there are to do."""
    todo = [f"{count:,} {what}" for count, what in ((progress.new, "new"), (progress.changed, "changed")) if count]
    return (
        f"{' and '.join(todo)} of {progress.words:,} words to do" if todo else f"all {progress.words:,} words are done"
    )
