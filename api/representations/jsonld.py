"""JSON-LD in schema.org's words: what the text is, for search engines and other machines (https://schema.org/MedicalWebPage).

Rules
1. One top-level MedicalWebPage, about one TherapeuticProcedure. Each section is a HealthTopicContent, and each notice a
   WebPageElement in it, before the text that it is about.
2. Nothing is said that is not known: no reviewer before a signature, and of reviewers only what they let be public; no licence.
3. What nobody vouched for is a draft, and says so.
4. It may stand in a `<script>` of anybody's page: whatever its texts hold, it closes no tag and opens none.
5. Absolute addresses are made of the operator's public URL; without one there are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from api.model.exact_words import ListBlock, ParagraphBlock
from api.model.locales import SOURCE
from api.model.vetting import State
from api.representations.article import Article, Part
from api.representations.paths import read_path
from api.representations.shapes import Notice, SectionBody, Title

_SCHEMA: Final = "https://schema.org/"


def render_jsonld(article: Article, public_url: str) -> str:
    """Render the article as compact JSON-LD."""
    bodies = tuple(part.body for part in article.parts)
    signed = all(body.review.state == State.SIGNED_OFF for body in bodies)
    page = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": _find_name(article.parts[0].title),
        "url": _find_address(article, article.locale, public_url),
        "inLanguage": _list_languages(bodies),
        "creativeWorkStatus": _find_status(bodies),
        "lastReviewed": min(filter(None, (body.review.last_reviewed for body in bodies)), default=None)
        if signed
        else None,
        "reviewedBy": _list_reviewers(bodies) if signed else None,
        "translationOfWork": _make_original(article, public_url),
        "version": article.body.digest,
        "about": _make_procedure(article),
        "audience": {"@type": "Patient"},
        "creditText": article.body.attribution.text,
        "hasPart": list(map(_make_part, article.parts)),
    }
    return _hide_markup(msgspec.json.encode(_without_unknown(page)).decode()) + "\n"


def _hide_markup(json: str) -> str:
    """Spell the characters that HTML reads as JSON escapes: they can only stand in strings."""
    return json.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def _without_unknown(value: dict[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if each}


def _find_address(article: Article, locale: str, public_url: str) -> str | None:
    return f"{public_url}{read_path(article.topic.id, article.section, locale)}" if public_url else None


def _list_languages(bodies: tuple[SectionBody, ...]) -> str | list[str]:
    languages = list(dict.fromkeys(body.locale for body in bodies))
    return languages[0] if len(languages) == 1 else languages


def _find_status(bodies: tuple[SectionBody, ...]) -> str | None:
    return "Draft" if any(body.review.state == State.DRAFT for body in bodies) else None


def _list_reviewers(bodies: tuple[SectionBody, ...]) -> list[dict[str, Any]]:
    """List each reviewer who may be named, once."""
    signatures = dict.fromkeys(
        (each.name, each.credentials, each.organisation) for body in bodies for each in body.review.signoffs
    )
    return [told for each in signatures if (told := _make_reviewer(*each))]


def _make_reviewer(name: str | None, credentials: str | None, organisation: str | None) -> dict[str, Any] | None:
    employer = {"@type": "Organization", "name": organisation} if organisation else None
    if not name:
        return employer
    return _without_unknown({"@type": "Person", "name": name, "honorificSuffix": credentials, "affiliation": employer})


def _make_original(article: Article, public_url: str) -> dict[str, Any] | None:
    """Make the reference to the English page, where any of the article is a translation of it."""
    if all(part.body.locale == SOURCE for part in article.parts):
        return None
    return _without_unknown(
        {
            "@type": "MedicalWebPage",
            # A draft's name makes the article a draft too, which says so.
            "name": _find_name(article.parts[0].original),
            "url": _find_address(article, SOURCE, public_url),
            "inLanguage": SOURCE,
        }
    )


def _find_name(title: Title | None) -> str | None:
    return title.text if title else None


def _make_procedure(article: Article) -> dict[str, Any]:
    procedure = article.topic.procedure
    if procedure is None:
        return {"@type": "TherapeuticProcedure", "name": article.topic.id.replace("-", " ")}
    return _without_unknown(
        {
            "@type": "TherapeuticProcedure",
            "name": procedure.name,
            "procedureType": procedure.kind and _SCHEMA + procedure.kind,
            "bodyLocation": procedure.body_location,
        }
    )


def _make_part(part: Part) -> dict[str, Any]:
    body = part.body
    return _without_unknown(
        {
            "@type": "HealthTopicContent",
            "hasHealthAspect": _SCHEMA + body.aspect,
            "name": body.title.text,
            "inLanguage": body.locale,
            "creativeWorkStatus": _find_status((body,)),
            "version": body.digest,
            "hasPart": list(map(_make_notice, body.notices)),
            "text": "\n".join(_list_lines(body.blocks)),
        }
    )


def _make_notice(notice: Notice) -> dict[str, Any]:
    return {"@type": "WebPageElement", "text": notice.text, "inLanguage": notice.locale}


def _list_lines(blocks: tuple[ParagraphBlock | ListBlock, ...]) -> Iterator[str]:
    """List the text of every paragraph and item, in reading order."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield item.text
                yield from _list_lines(item.blocks)
        else:
            yield block.text
