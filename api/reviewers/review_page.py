"""What a reviewer reads: a section beside its English, what the checks say, what changed since it was signed last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from api.model.catalog import Method
from api.model.interface import DOMAIN
from api.model.locales import SOURCE, name_language
from api.model.vetting import ROLE_NAMES, Role
from api.representations.elements import Child, element, join_html
from api.reviewers.candidates import Candidate
from api.reviewers.mail.codes import ACTIONS, VERDICTS, AnswerCode, Verdict, make_code, render_answer, render_subject
from api.sheets.layout import render_staff_page, render_state
from api.sheets.sheet import SheetRow
from api.sheets.sheet_page import render_column, render_diff, render_heads, render_segment

METHODS: Final[dict[Method, str]] = {
    "authored": "",
    "machine": "A computer translated it, and nobody has corrected it.",
    "machine-edited": "A computer translated it, and a person corrected it.",
    "human": "A person translated it.",
}
TASKS: Final[dict[Role, str]] = {
    "clinical": "whether it is medically right, complete and safe to follow: every number, every “not”, every “often” and “rare”",
    "linguistic": "whether it says what the English says, all of it and nothing more, in words that a patient understands: every "
    "number, every “not”, every “often” and “rare”",
}
_AS: Final[dict[Role, str]] = {"clinical": "as a clinician", "linguistic": "who reads both languages"}
_MAIL_LIMIT: Final = 2000
"""Characters of an address that every mail program takes: Windows hands on no more than 2,083."""


def render_review(
    candidates: tuple[Candidate, ...], role: Role, reviewer: str, contacts: dict[str, str | None]
) -> Markup:
    """Render the page, in one file, without script. `contacts` are where each topic's answers go: an e-mail address or None."""
    tag = candidates[0].locale
    language = name_language(tag)
    several = len(candidates) > 1
    which = "each text" if several else "the text"
    answer = (
        f"Answer with one of the three links below {which}. It opens a mail that is written already: send it as it is, from your own "
        "address. “Approve with corrections” signs nothing yet: write what is to be corrected, and you are sent the text again."
        f"{' If all of them are right, one mail at the end of this page says so.' if several else ''}"
    )
    otherwise = (
        "If no mail opens, write one yourself, without a subject: the line that stands beside your answer, above everything else, "
        "alone. An approval with any other word in it, even a greeting or an earlier mail, has to be looked at by a person before it counts."
    )
    steps = (
        "Read each text to its end. What stands below it in colour was found by a program, which is sometimes wrong.",
        answer,
        otherwise,
    )
    links = (element("li", element("a", name_candidate(each), href=f"#{_anchor(each)}")) for each in candidates)
    sections = (
        element(
            "section",
            element("h2", name_candidate(each)),
            render_candidate(each, 3),
            _render_answers(each, role, reviewer, contacts.get(each.section.topic)),
            id=_anchor(each),
        )
        for each in candidates
    )
    last = (
        "The line that begins with v1 says which words you mean: its last part changes with every character of "
        "them. It does not prove who you are, so somebody who knows you writes your answer down as a witness. If one character of a "
        "text changes later, your answer to it does not count any more."
    )
    return render_staff_page(
        f"Please read: {language}",
        element("h1", f"Please read: {language}"),
        element("p", f"For {reviewer}, {_AS[role]}. You are asked {TASKS[role]}."),
        element("ol", (element("li", step) for step in steps)),
        element("nav", element("ul", links), aria_label="Texts") if several else None,
        sections,
        _render_approvals(candidates, role, reviewer, contacts),
        element("p", last, class_="quiet"),
    )


def render_candidate(candidate: Candidate, level: int) -> Markup:
    """Render the section, block by block; its own heading is of that level."""
    source = candidate.locale == SOURCE
    told = [METHODS[candidate.wording.credit.method]]
    if candidate.last:
        since = f"Signed last on {candidate.last.record.at:%Y-%m-%d}, {ROLE_NAMES[candidate.last.record.role]}."
        told.append(since if candidate.changed else f"{since} Not a word changed since.")
    if candidate.told:
        beside = f", to be read with {', '.join(candidate.told.requires)}" if candidate.told.requires else ""
        told.append(f"Told beside it: {candidate.told.aspect}, by {candidate.told.publisher}{beside}.")
    if candidate.told_anew:
        told.append("What is told beside it changed since.")
    rows = (_render_row(row, candidate, level) for row in candidate.rows)
    heads = None if source else render_heads(candidate.locale)
    return join_html(
        element("p", render_state(candidate.state), (f" {each}" for each in told if each)),
        element("div", heads, rows, class_="sheet single" if source else "sheet"),
        (
            element("p", "No longer there: ", element("del", block.words, lang=candidate.locale), class_="diff")
            for block in candidate.list_gone()
        ),
    )


def _render_row(row: SheetRow, candidate: Candidate, level: int) -> Markup:
    tag = candidate.locale
    english = render_segment(row, row.segment.msgid, SOURCE, level)
    columns = (
        (render_column(SOURCE, english),)
        if tag == SOURCE
        else (render_column(SOURCE, english, "english"), render_column(tag, render_segment(row, row.text, tag, level)))
    )
    # What only a translator needs, such as how to allow a finding, is left out.
    findings = [
        element("li", element("strong", finding.severity), f" {finding.message}", class_=finding.severity)
        for finding in row.findings
    ]
    listed = element("ul", findings, class_="findings") if findings else None
    told = element("div", _render_changes(row, candidate), listed, class_="told")
    return element("div", columns, told, class_="row")


def _render_changes(row: SheetRow, candidate: Candidate) -> Iterator[Markup]:
    """Render what changed in the block since it was signed last."""
    comparison = candidate.compare(row)
    if comparison.new:
        yield element("p", "New since the last signature.", class_="diff")
    for tag, before, after in comparison.texts:
        which = "English" if tag == SOURCE else "translation"
        yield element("p", f"The {which} changed: ", render_diff(before, after, tag), class_="diff")
    if comparison.moved:
        yield element("p", "It stands in another place of its list.", class_="diff")


def _render_answers(candidate: Candidate, role: Role, reviewer: str, contact: str | None) -> Markup:
    codes = [make_code(candidate, role, reviewer, verdict) for verdict in VERDICTS]
    links = (_render_link((code,), contact, ACTIONS[code.verdict]) for code in codes)
    lines = ((element("dt", ACTIONS[code.verdict]), element("dd", element("code", code.write()))) for code in codes)
    return element("div", element("p", links, class_="buttons"), element("dl", lines), class_="answers")


def _render_approvals(
    candidates: tuple[Candidate, ...], role: Role, reviewer: str, contacts: dict[str, str | None]
) -> Iterator[Markup]:
    """Render one answer for several texts, for each address that answers go to, if it has more than one text.

    It is a link to a mail that is written already, or its words to be copied if it is too long for a link.
    """
    for contact in dict.fromkeys(contacts.get(each.section.topic) for each in candidates):
        mine = [each for each in candidates if contacts.get(each.section.topic) == contact]
        codes = tuple(make_code(each, role, reviewer, "approve") for each in mine)
        answer: Child = element("p", _render_link(codes, contact, f"Approve these {len(codes)}"), class_="buttons")
        if len(_write_mail(codes, contact)) > _MAIL_LIMIT:
            copy = f"That mail is too long to be written for you. Copy it{f', to {contact}' if contact else ''}:"
            answer = element("p", copy), element("pre", render_answer(codes))
        if len(mine) > 1:
            yield element(
                "section",
                element("h2", "All of them"),
                element("p", f"If every one of these is right: {', '.join(map(name_candidate, mine))}."),
                element("div", answer, class_="answers"),
            )


def _render_link(codes: tuple[AnswerCode, ...], contact: str | None, label: str) -> Markup:
    return element("a", label, class_=f"answer {codes[0].verdict}", href=_write_mail(codes, contact))


_BELOW: Final[dict[Verdict, str]] = {"approve": "", "corrections": "\nMy corrections:\n", "refuse": "\nBecause:\n"}


def _write_mail(codes: tuple[AnswerCode, ...], contact: str | None) -> str:
    """Write a `mailto:` URL (RFC 6068): its line ends are CRLF, and nothing in it is plain that could end a part of it."""
    body = f"{render_answer(codes)}\n{_BELOW[codes[0].verdict]}".replace("\n", "\r\n")
    return f"mailto:{quote(contact or '', safe='@')}?subject={quote(render_subject(codes), safe='')}&body={quote(body, safe='')}"


def name_candidate(candidate: Candidate) -> str:
    """Name a section as pages head it."""
    return "Our own words to patients" if candidate.section.topic == DOMAIN else candidate.reference.partition("/")[2]


def _anchor(candidate: Candidate) -> str:
    return f"section-{candidate.reference.replace('/', '-')}"
