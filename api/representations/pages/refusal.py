"""What a person reads where there is nothing to read: what a problem document says to a program, as a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from api.model.locales import SOURCE, direction_of
from api.representations.html import render_text
from api.representations.pages.shell import render_more, render_page
from api.representations.problems import INVALID_QUERY, make_problem

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag
    from api.representations.pages.shell import Look
    from api.representations.shapes import Problem
    from api.representations.voice import Voice


def render_withheld(look: Look, locale: LocaleTag, problem: Problem, voice: Voice, more: str) -> str:
    """That a text is not shown: why, in the reader's language where we have words for it, and in English in any case.

    `more` is the page of the whole topic, where any of that is shown; else empty.
    """
    link = render_more(voice.say("label/read-more"), f'href="{more}"') if more else ""
    why = voice.say("review-line/unsigned")
    if problem.reason != "awaiting-sign-off" or why.locale == SOURCE:
        return _render(look, SOURCE, problem.title, f"<p>{escape(problem.detail)}</p>{link}")
    english = f'<p lang="{SOURCE}" dir="ltr">{escape(problem.title)}. {escape(problem.detail)}</p>'
    return _render(look, locale, why.text, english + link)


def render_invalid(look: Look, path: str) -> str:
    """That the address has a query which makes no sense, with a link to the address without it."""
    problem = make_problem(INVALID_QUERY)
    return _render(look, SOURCE, problem.title, f'<p>{escape(problem.detail)}</p><p><a href="{path}">{path}</a></p>')


def _render(look: Look, locale: LocaleTag, heading: str, told: str) -> str:
    """A page in one locale: a heading, and HTML under it."""
    body = f"<main><h1>{render_text(heading, direction_of(locale))}</h1>{told}</main>"
    return render_page(look, locale, f"<title>{escape(heading, quote=False)}</title>", body)
