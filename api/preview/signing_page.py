"""The preview's pages on which a reviewer signs, and sees what is signed."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from api.model.findings import Complaint
from api.model.identifiers import LocaleTag
from api.model.locales import name_language
from api.model.vetting import ROLE_NAMES, Role
from api.representations.elements import Child, element
from api.reviewers.candidates import Candidate
from api.reviewers.prospects import Prospect
from api.reviewers.review_page import name_candidate, render_candidate
from api.sheets.layout import render_own_name, render_path, render_staff_page, render_state, render_table


class SigningForm(Struct, frozen=True):
    """What the form lets a reviewer choose, and what stands above it."""

    people: tuple[tuple[str, str], ...]
    """The ids and names of who may sign in the locale today."""

    roles: tuple[Role, ...]
    hindrance: Complaint | None
    """Why nobody can sign the words as they are."""

    prospects: tuple[Prospect, ...]
    """What patients get by a signature, and what they still wait for."""

    appointment: str
    """How somebody comes to be entitled."""

    note: str
    """What was written into a form that was refused."""


def render_form_page(candidate: Candidate, form: SigningForm, complaint: str) -> Markup:
    """Render the page on which a reviewer signs."""
    tag, language = candidate.locale, name_language(candidate.locale)
    title = f"Sign: {name_candidate(candidate)}, {language}"
    signed = [element("li", line) for line in candidate.signed]
    return render_staff_page(
        title,
        render_path(("/", "Board"), (f"/sign/{tag}", f"Signatures, {language}")),
        element("h1", title),
        _render_complaint(complaint) if complaint else None,
        (element("p", "These words are signed:"), element("ul", signed))
        if signed
        else element("p", "Nobody has signed these words."),
        render_candidate(candidate, 2),
        _render_prospects(form),
        element("h2", "Sign"),
        _render_fields(candidate, form),
    )


def _render_complaint(complaint: str) -> Markup:
    """Render what is wrong: the first line as a sentence, the others as they are."""
    said, _, more = complaint.partition("\n")
    return element("div", element("p", said), element("pre", more) if more else None, class_="alarm", role="alert")


def _render_prospects(form: SigningForm) -> Child:
    if form.hindrance is not None:
        return None
    items = (
        element("li", each.words, (": ", element("code", each.command)) if each.command else None)
        for each in form.prospects
    )
    return element("h2", "What patients get"), element("ul", items)


def _render_fields(candidate: Candidate, form: SigningForm) -> Child:
    if form.hindrance is not None:
        return element("p", f"{form.hindrance}.")
    if not form.people:
        nobody = f"Nobody is entitled to sign in {name_language(candidate.locale)} today: "
        return (
            element("p", nobody, element("code", "locales/reviewers.toml"), " says who is."),
            element("pre", form.appointment),
        )
    html = _render_form(candidate, form)
    if not candidate.signed:
        return html
    return element("details", element("summary", "Sign them again, or as somebody else"), html)


def _render_form(candidate: Candidate, form: SigningForm) -> Markup:
    nobody = element("option", "Choose who you are", value="", selected=True, disabled=True)
    people = (element("option", name, value=each) for each, name in form.people)
    roles = (element("option", ROLE_NAMES[role], value=role) for role in form.roles)
    read = " I have read exactly these words, and vouch for them, despite what is marked above."
    yes = element("input", type="checkbox", name="yes", value="yes", required=True)
    fields = (
        (
            element("label", "Who signs", for_="reviewer"),
            element("select", nobody, people, id="reviewer", name="reviewer", required=True),
        ),
        (element("label", "As what", for_="role"), element("select", roles, id="role", name="role")),
        (
            element("label", "Note, kept with the signature", for_="note"),
            element("input", id="note", name="note", value=form.note, autocomplete="off"),
        ),
        element("label", yes, read, class_="check"),
        element("button", "Sign", type="submit"),
    )
    return element(
        "form",
        element("input", type="hidden", name="seen", value=candidate.seen),
        (element("p", field) for field in fields),
        method="post",
        action=f"/sign/{candidate.locale}/{candidate.reference}",
    )


def render_signatures(tag: LocaleTag, candidates: tuple[Candidate, ...], others: tuple[LocaleTag, ...]) -> Markup:
    """Render the page that lists a locale's sections, and who signed them."""
    title = f"Signatures, {name_language(tag)}"
    rows = (
        element(
            "tr",
            element("th", element("a", name_candidate(each), href=f"/sign/{tag}/{each.reference}"), scope="row"),
            element("td", render_state(each.state)),
            element("td", ((element("br") if place else None, line) for place, line in enumerate(each.signed))),
        )
        for each in candidates
    )
    links = (element("li", element("a", render_own_name(other), href=f"/sign/{other}")) for other in others)
    return render_staff_page(
        title,
        render_path(("/", "Board")),
        element("h1", title),
        render_table("Sections", ("section", "state", "signed by"), rows),
        element("h2", "Other languages"),
        element("ul", links, class_="legend"),
    )


def render_refusal(complaint: str) -> Markup:
    """Render a page for a complaint that has no form to stand on."""
    return render_staff_page(
        "Not signed",
        render_path(("/", "Board")),
        element("h1", "Nothing was signed"),
        element("div", element("p", complaint), class_="alarm", role="alert"),
    )
