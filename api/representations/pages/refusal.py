"""What a person reads where there is nothing to read: what a problem document says to a program, as a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from api.model.locales import SOURCE, direction_of
from api.representations.html import escape_text
from api.representations.pages.shell import render_more, render_page
from api.representations.paths import find_page
from api.representations.problems import WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.model.identifiers import LocaleTag
    from api.representations.pages.shell import Look
    from api.representations.shapes import Problem
    from api.representations.voice import Voice


def render_withheld(look: Look, locale: LocaleTag, problem: Problem, voice: Voice, more: str) -> str:
    """That a text is not shown: in the reader's language where we have words for it, and why, in English in any case.

    `more` is the page of the whole topic, where any of that is shown; else empty.
    """
    told = voice.say("review-line/unsigned" if problem.reason == "awaiting-sign-off" else "page/not-shown")
    why = " ".join(_explain(problem))
    instead = "".join(_link_replacement(each.replacement, locale) for each in problem.withdrawals if each.replacement)
    link = render_more(voice.say("label/read-more"), more) if more else ""
    if told.locale == SOURCE:
        return _render(look, SOURCE, problem.title, f"<p>{escape(why)}</p>{instead}{link}")
    english = f'<div lang="{SOURCE}" dir="ltr"><p>{escape(problem.title)}. {escape(why)}</p>{instead}</div>'
    return _render(look, locale, told.text, english + link)


def _explain(problem: Problem) -> Iterator[str]:
    """What a problem says to a patient: of copies, which a partner may have, nothing."""
    if problem.status != WITHDRAWN.status:
        yield problem.detail
        return
    yield "The publisher withdrew this text."
    yield from dict.fromkeys(f"The reason: {each.reason}" for each in problem.withdrawals if each.reason)


def _link_replacement(address: str, locale: LocaleTag) -> str:
    """Where to read on: a page of ours in the reader's language, or wherever the publisher says."""
    page = escape(find_page(address, locale))
    return f'<p>Read this instead: <a href="{page}">{page}</a></p>'


def render_invalid(look: Look, path: str) -> str:
    """That the address has a query which makes no sense, with a link to the address without it."""
    told = "<p>What stands after the question mark makes no sense. Without it, the page is here:</p>"
    return _render(look, SOURCE, "This address is not quite right", f'{told}<p><a href="{path}">{path}</a></p>')


def render_missing(look: Look, pages: Iterable[tuple[str, str]]) -> str:
    """That there is no such page, with those that there are: name and address."""
    links = "".join(f'<li><a href="{path}">{escape(name, quote=False)}</a></li>' for name, path in pages)
    told = "<p>A letter of it may be wrong or missing; capitals count too. These pages are here:</p>"
    return _render(look, SOURCE, "There is no page at this address", f"{told}<ul>{links}</ul>")


def _render(look: Look, locale: LocaleTag, heading: str, told: str) -> str:
    """A page in one locale: a heading, and HTML under it."""
    body = f"<main><h1>{escape_text(heading, direction_of(locale))}</h1>{told}</main>"
    return render_page(look, locale, f"<title>{escape(heading, quote=False)}</title>", body)
