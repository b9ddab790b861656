"""The few pages that a person meets who opens the API in a browser. They call no other host and set no cookie."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from markupsafe import Markup

from api.model.content import Topic
from api.model.identifiers import LocaleTag
from api.model.locales import SOURCE, direction_of, name_locale
from api.model.vetting import Policy
from api.representations.elements import Child, element, join_html, render_html
from api.representations.html import render_name
from api.representations.paths import CHANGES, LOCALES, MANIFEST, RELEASES, TOPICS, read_path, topic_path
from api.representations.problems import Kind

_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1.5rem 1rem 4rem}"
    "h1{line-height:1.2}h2{margin-top:2rem}code{font-size:.95em;overflow-wrap:anywhere}"
    ".state{border-inline-start:.3rem solid;padding-inline-start:.8rem}"
    "a:focus-visible{outline:.2rem solid;outline-offset:.15rem}"
)
_STYLE_HASH: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()
PAGE_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
DOCS_POLICY: Final = (
    # Swagger UI writes style attributes; its script and the document come from here alone.
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

DOCS_ASSETS: Final = "/docs/assets"
ASSETS: Final = "/assets/v1"

SCRIPT: Final = "text/javascript"
MANUAL: Final = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": SCRIPT, "start.js": SCRIPT}
"""The documentation page's files, and their media types."""


def render_home(topics: tuple[Topic, ...], locales: Iterable[LocaleTag], policy: Policy) -> Markup:
    """What this server is, with every page and list that it has."""
    pages = (
        element(
            "li",
            _render_address(read_path(topic.id)),
            element("ul", (_render_item(read_path(topic.id, section.id)) for section in topic.sections)),
        )
        for topic in topics
    )
    lists = (TOPICS, *(topic_path(topic.id) for topic in topics), LOCALES, MANIFEST, CHANGES, RELEASES)
    return _render_page(
        "Vertebra",
        element("h1", "Vertebra"),
        element("p", "Patient education on spinal procedures, in the reader’s language, for partner sites."),
        element("p", _render_policy(policy), class_="state"),
        element("h2", "Read it"),
        element("ul", pages),
        element(
            "p",
            ("Languages: ", _render_names(sorted(locales)), ". Your browser’s language is chosen; add "),
            (element("code", "?lang=es"), " to choose another."),
        ),
        map(_render_terms, topics),
        element("h2", "Build on it"),
        element(
            "ul",
            element("li", element("a", "Every address, to try out", href="/docs")),
            element("li", element("a", "OpenAPI 3.1 document", href="/openapi.json")),
            map(_render_item, lists),
        ),
        element("p", "Always show a section’s notices with it: they say when nobody has vouched for its words."),
    )


def _render_terms(topic: Topic) -> Markup:
    """The terms on which a topic may be used, or whom to ask for them."""
    publisher, terms = topic.provenance.publisher, topic.provenance.terms
    if terms is None:
        ask = f"ask the publisher, {publisher}, before you publish."
        return element("p", f"On what terms {topic.id} may be used is not known: {ask}")
    link = element("a", "the publisher’s terms", href=terms)
    return element("p", f"{topic.id} is from {publisher}; it may be used on ", link, ".")


def _render_policy(policy: Policy) -> Markup:
    if policy.drafts:
        return join_html(
            "This server shows drafts. No clinician has vouched for a text that is marked as one; each says so itself."
        )
    if not policy.drafts_in:
        return join_html(
            "This server shows only text that a named, qualified person signed. All other text is withheld."
        )
    return join_html(
        "This server shows text that a named, qualified person signed, and where their English is signed drafts in ",
        _render_names(map(LocaleTag, policy.drafts_in)),
        ", each of which says that it is one. All other text is withheld.",
    )


def _render_names(tags: Iterable[LocaleTag]) -> Markup:
    """Languages, each by its own name."""
    return join_html(
        (", " if place else None, render_name(name_locale(tag), tag, direction_of(tag)))
        for place, tag in enumerate(tags)
    )


def _render_address(path: str) -> Markup:
    return element("a", element("code", path), href=path)


def _render_item(path: str) -> Markup:
    return element("li", _render_address(path))


def render_problem_kind(kind: Kind) -> Markup:
    """What a kind of problem is, and what to do about it."""
    return _render_page(
        kind.title,
        element("h1", kind.title),
        element("p", "Problem ", element("code", kind.name), f", status {kind.status}."),
        element("h2", "What happened"),
        element("p", kind.detail),
        element("h2", "What to do"),
        element("p", kind.next),
        element("p", element("a", "What this server is", href="/")),
    )


def _render_page(title: str, *body: Child) -> Markup:
    head = (element("title", title), element("style", _STYLE))
    return render_html(SOURCE, "ltr", head, element("main", body))


DOCS: Final = render_html(
    SOURCE,
    "ltr",
    (
        element("title", "Vertebra: every address"),
        element("link", rel="icon", href="data:,"),
        element("link", rel="stylesheet", href=f"{DOCS_ASSETS}/swagger-ui.css"),
    ),
    (
        element("main", id="swagger-ui"),
        element("script", src=f"{DOCS_ASSETS}/swagger-ui-bundle.js"),
        element("script", src=f"{DOCS_ASSETS}/start.js"),
    ),
)

DOCS_START: Final = b'SwaggerUIBundle({url:"/openapi.json",dom_id:"#swagger-ui",deepLinking:true,validatorUrl:null});\n'
