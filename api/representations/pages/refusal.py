"""Pages for refusals: what a problem document tells a program, told to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE, direction_of, name_locale
from api.representations.elements import Child, element
from api.representations.html import render_plain
from api.representations.pages.shell import PageStyle, render_more, render_page
from api.representations.paths import find_page
from api.representations.problems import WITHDRAWN
from api.representations.shapes import Problem, Words
from api.representations.voice import Voice


def render_withheld(style: PageStyle, locale: LocaleTag, problem: Problem, voice: Voice, more: str) -> Markup:
    """Render the page that says a text is not shown: in the reader's language if we have words for it, and why, in English.

    `more` is the page of the whole topic, where any of that is shown; else empty.
    """
    told = _tell(voice, problem)
    why = " ".join(_explain(problem))
    instead = [_link_replacement(each.replacement, locale) for each in problem.withdrawals if each.replacement]
    links = {words.locale: render_more(words, more) for words in voice.tell("label/read-more")} if more else {}
    link, english_link = links.get(voice.locale), links.get(SOURCE)
    if told.locale == SOURCE:
        return _render(style, SOURCE, problem.title, element("p", why), instead, english_link or link)
    english = element("div", element("p", f"{problem.title}. {why}"), instead, english_link, lang=SOURCE, dir="ltr")
    return _render(style, locale, told.text, english, link)


def find_refusal_language(voice: Voice, problem: Problem | None = None) -> LocaleTag:
    """The language of the page that refuses: the reader's where we have words for it, else English."""
    return LocaleTag(_tell(voice, problem).locale)


def _tell(voice: Voice, problem: Problem | None) -> Words:
    """That there is nothing to read, in the reader's language where we have words for it."""
    is_unsigned = problem is not None and problem.reason == "awaiting-sign-off"
    return voice.say("review-line/unsigned" if is_unsigned else "page/not-shown")


def _explain(problem: Problem) -> Iterator[str]:
    """List a problem's sentences for a patient, without what it tells partners of their copies."""
    if problem.status != WITHDRAWN.status:
        yield problem.detail
        return
    yield "The publisher withdrew this text."
    yield from dict.fromkeys(f"The reason: {each.reason}" for each in problem.withdrawals if each.reason)


def _link_replacement(address: str, locale: LocaleTag) -> Markup:
    """Render the link to a replacement: a page of ours in the reader's language, or the publisher's address."""
    page = find_page(address, locale)
    return element("p", "Read this instead: ", element("a", page, href=page))


def render_invalid(style: PageStyle, path: str, voice: Voice, suggested: tuple[tuple[LocaleTag, str], ...]) -> Markup:
    """Render the page for a query that makes no sense, in the reader's language as far as we have words, and in English.

    It links to the pages in the languages that were probably meant, else to the address without its query.
    """
    heading, sense = "This address is not quite right", "What stands after the question mark makes no sense."
    where = "Without it, the page is here:" if not suggested else "Do you mean this language?"
    # In a frame, links open a window of their own unless they say otherwise.
    links = [
        element("a", name_locale(tag), lang=tag, dir=direction_of(tag), target="_self", href=page)
        for tag, page in suggested
    ] or [element("a", path, target="_self", href=path)]
    lines = [element("p", link) for link in links]
    told = _tell(voice, None)
    if told.locale == SOURCE:
        return _render(style, SOURCE, heading, element("p", f"{sense} {where}"), lines)
    english = element("div", element("p", f"{heading}. {sense} {where}"), lines, lang=SOURCE, dir="ltr")
    return _render(style, voice.locale, told.text, english)


def render_missing(style: PageStyle, pages: Iterable[tuple[str, str]]) -> Markup:
    """Render the page for an address that does not exist; `pages` are the names and addresses of those that do."""
    links = (element("li", element("a", name, href=path)) for name, path in pages)
    told = element("p", "A letter of it may be wrong or missing; capitals count too. These pages are here:")
    return _render(style, SOURCE, "There is no page at this address", told, element("ul", links))


def _render(style: PageStyle, locale: LocaleTag, heading: str, *told: Child) -> Markup:
    """Render a page in one locale: a heading, and what stands under it."""
    body = element("main", element("h1", render_plain(heading, direction_of(locale))), told)
    return render_page(style, locale, element("title", heading), body)
