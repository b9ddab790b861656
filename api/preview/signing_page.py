"""The preview's pages on which a reviewer signs, and sees what is signed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from api.model.locales import name_language
from api.model.vetting import ROLE_NAMES, Role
from api.reviewers.prospects import Prospect
from api.reviewers.review_page import name_candidate, render_candidate
from api.sheets.layout import render_own_name, render_page, render_state

if TYPE_CHECKING:
    from api.model.identifiers import LocaleTag
    from api.reviewers.candidates import Candidate


class Offer(Struct, frozen=True):
    """What the form offers."""

    people: tuple[tuple[str, str], ...]
    """The ids and names of who may sign in the locale today."""

    roles: tuple[Role, ...]
    hindrance: str | None
    """Why nobody can sign the words as they are."""

    prospects: tuple[Prospect, ...]
    """What patients get by a signature, and what they still wait for."""

    appointment: str
    """How somebody comes to be entitled."""

    note: str
    """What was written into a form that was refused."""


def render_form(candidate: Candidate, offer: Offer, complaint: str) -> str:
    """The page of the preview on which a reviewer signs."""
    tag = candidate.locale
    title = f"Sign: {name_candidate(candidate)}, {name_language(tag)}"
    alarm = _render_complaint(complaint) if complaint else ""
    signed = "".join(f"<li>{escape(line)}</li>" for line in candidate.signed)
    standing = f"<p>These words are signed:</p><ul>{signed}</ul>" if signed else "<p>Nobody has signed these words.</p>"
    path = f"/sign/{tag}/{candidate.reference}"
    return render_page(
        title,
        f'<nav class="path" aria-label="Where you are"><a href="/">Board</a><a href="/sign/{tag}">Signatures, '
        f"{escape(name_language(tag))}</a></nav><h1>{escape(title)}</h1>{alarm}{standing}{render_candidate(candidate, 2)}"
        f"{_render_prospects(offer)}{_render_fields(path, candidate, offer)}",
    )


def _render_complaint(complaint: str) -> str:
    """What is wrong, and below it what has lines of its own."""
    said, _, more = complaint.partition("\n")
    return f'<div class="alarm" role="alert"><p>{escape(said)}</p>{f"<pre>{escape(more)}</pre>" if more else ""}</div>'


def _render_prospects(offer: Offer) -> str:
    if offer.hindrance is not None:
        return ""
    items = "".join(
        f"<li>{escape(each.words)}{f': <code>{escape(each.command)}</code>' if each.command else ''}</li>"
        for each in offer.prospects
    )
    return f"<h2>What patients get</h2><ul>{items}</ul>"


def _render_fields(path: str, candidate: Candidate, offer: Offer) -> str:
    if offer.hindrance is not None:
        return f"<h2>Sign</h2><p>{escape(offer.hindrance)}.</p>"
    if not offer.people:
        return (
            f"<h2>Sign</h2><p>Nobody is entitled to sign in {escape(name_language(candidate.locale))} today: "
            f"<code>locales/reviewers.toml</code> says who is.</p><pre>{escape(offer.appointment)}</pre>"
        )
    form = _render_form(path, candidate, offer)
    if candidate.signed:
        form = f"<details><summary>Sign them again, or as somebody else</summary>{form}</details>"
    return f"<h2>Sign</h2>{form}"


def _render_form(path: str, candidate: Candidate, offer: Offer) -> str:
    persons = "".join(f'<option value="{escape(each)}">{escape(name)}</option>' for each, name in offer.people)
    choices = "".join(f'<option value="{role}">{ROLE_NAMES[role]}</option>' for role in offer.roles)
    return (
        f'<form method="post" action="{escape(path)}">'
        f'<input type="hidden" name="seen" value="{candidate.seen}">'
        '<p><label for="reviewer">Who signs</label><select id="reviewer" name="reviewer" required>'
        f'<option value="" selected disabled>Choose who you are</option>{persons}</select></p>'
        f'<p><label for="role">As what</label><select id="role" name="role">{choices}</select></p>'
        '<p><label for="note">Note, kept with the signature</label>'
        f'<input id="note" name="note" value="{escape(offer.note)}" autocomplete="off"></p>'
        '<p><label class="check"><input type="checkbox" name="yes" value="yes" required> '
        "I have read exactly these words, and vouch for them, despite what is marked above.</label></p>"
        '<p><button type="submit">Sign</button></p></form>'
    )


def render_signatures(tag: LocaleTag, candidates: tuple[Candidate, ...], others: tuple[LocaleTag, ...]) -> str:
    """The page that lists a locale's sections, and who signed them."""
    title = f"Signatures, {name_language(tag)}"
    lines = "".join(
        f'<tr><th scope="row"><a href="/sign/{tag}/{each.reference}">{escape(name_candidate(each))}</a></th>'
        f"<td>{render_state(each.state)}</td><td>{'<br>'.join(map(escape, each.signed))}</td></tr>"
        for each in candidates
    )
    links = "".join(f'<li><a href="/sign/{other}">{render_own_name(other)}</a></li>' for other in others)
    return render_page(
        title,
        f'<nav class="path" aria-label="Where you are"><a href="/">Board</a></nav><h1>{escape(title)}</h1>'
        '<div class="wide" tabindex="0" role="region" aria-label="Sections"><table class="table"><thead><tr>'
        '<th scope="col">section</th><th scope="col">state</th><th scope="col">signed by</th></tr></thead>'
        f'<tbody>{lines}</tbody></table></div><h2>Other languages</h2><ul class="legend">{links}</ul>',
    )


def render_refusal(complaint: str) -> str:
    """The page where there is none to show the complaint on."""
    return render_page(
        "Not signed",
        '<nav class="path" aria-label="Where you are"><a href="/">Board</a></nav><h1>Nothing was signed</h1>'
        f'<div class="alarm" role="alert"><p>{escape(complaint)}</p></div>',
    )
