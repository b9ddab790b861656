"""The few pages that a person meets who opens the API in a browser. They call no other host and set no cookie."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Final

from api.model.identifiers import LocaleTag
from api.model.locales import direction_of, name_locale
from api.representations.paths import (
    CHANGES,
    LOCALES,
    MANIFEST,
    RELEASES,
    TOPICS,
    read_path,
    topic_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.model.content import Topic
    from api.model.vetting import Policy
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


def render_home(topics: tuple[Topic, ...], locales: Iterable[LocaleTag], policy: Policy) -> str:
    """What this server is, with every page and list that it has."""
    pages = "".join(
        f'<li><a href="{read_path(topic.id)}"><code>{read_path(topic.id)}</code></a>'
        f"<ul>{''.join(_link(read_path(topic.id, section.id)) for section in topic.sections)}</ul></li>"
        for topic in topics
    )
    resources = "".join(_link(topic_path(topic.id)) for topic in topics)
    languages = ", ".join(map(_name, locales))
    body = (
        "<h1>Vertebra</h1>"
        "<p>Patient education on spinal procedures, in the reader’s language, for partner sites.</p>"
        f'<p class="state">{_tell_policy(policy)}</p>'
        f"<h2>Read it</h2><ul>{pages}</ul>"
        f"<p>Languages: {languages}. Your browser’s language is chosen; add <code>?lang=es</code> to choose another.</p>"
        f"{''.join(map(_render_terms, topics))}"
        "<h2>Build on it</h2><ul>"
        '<li><a href="/docs">Every address, to try out</a></li>'
        '<li><a href="/openapi.json">OpenAPI 3.1 document</a></li>'
        f"{_link(TOPICS)}{resources}{''.join(map(_link, (LOCALES, MANIFEST, CHANGES, RELEASES)))}"
        "</ul>"
        "<p>Always show a section’s notices with it: they say when nobody has vouched for its words.</p>"
    )
    return _page("Vertebra", body)


def _render_terms(topic: Topic) -> str:
    """The terms on which a topic may be used, or whom to ask for them."""
    publisher, terms = escape(topic.provenance.publisher), topic.provenance.terms
    if terms is None:
        return f"<p>On what terms {topic.id} may be used is not known: ask the publisher, {publisher}, before you publish.</p>"
    return (
        f'<p>{topic.id} is from {publisher}; it may be used on <a href="{escape(terms)}">the publisher’s terms</a>.</p>'
    )


def _tell_policy(policy: Policy) -> str:
    if policy.drafts:
        return (
            "This server shows drafts. No clinician has vouched for a text that is marked as one; each says so itself."
        )
    if not policy.drafts_in:
        return "This server shows only text that a named, qualified person signed. All other text is withheld."
    return (
        "This server shows text that a named, qualified person signed, and where their English is signed "
        f"drafts in {', '.join(map(_name, policy.drafts_in))}, each of which says that it is one. All other text is withheld."
    )


def _name(tag: str) -> str:
    """A language by its own name."""
    locale = LocaleTag(tag)
    return f'<bdi lang="{tag}" dir="{direction_of(locale)}">{escape(name_locale(locale))}</bdi>'


def _link(path: str) -> str:
    return f'<li><a href="{path}"><code>{path}</code></a></li>'


def render_problem_kind(kind: Kind) -> str:
    """What a kind of problem is, and what to do about it."""
    body = (
        f"<h1>{escape(kind.title)}</h1>"
        f"<p>Problem <code>{kind.name}</code>, status {kind.status}.</p>"
        f"<h2>What happened</h2><p>{escape(kind.detail)}</p>"
        f"<h2>What to do</h2><p>{escape(kind.next)}</p>"
        '<p><a href="/">What this server is</a></p>'
    )
    return _page(kind.title, body)


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )


DOCS: Final = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Vertebra: every address</title>'
    f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{DOCS_ASSETS}/swagger-ui.css"></head>'
    f'<body><main id="swagger-ui"></main><script src="{DOCS_ASSETS}/swagger-ui-bundle.js"></script>'
    f'<script src="{DOCS_ASSETS}/start.js"></script></body></html>'
)

DOCS_START: Final = b'SwaggerUIBundle({url:"/openapi.json",dom_id:"#swagger-ui",deepLinking:true,validatorUrl:null});\n'
