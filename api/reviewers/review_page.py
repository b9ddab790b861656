"""What a reviewer reads: a section beside its English, what the checks say, what changed since it was signed last."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from api.model.interface import DOMAIN
from api.model.locales import SOURCE, direction_of, name_language
from api.model.vetting import ROLE_NAMES, Role
from api.reviewers.mail.codes import ACTIONS, VERDICTS, make_code, render_answer, render_subject
from api.sheets.layout import render_own_name, render_page, render_state
from api.sheets.sheet_page import render_block, render_diff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.model.catalog import Method
    from api.reviewers.candidates import Candidate
    from api.reviewers.mail.codes import AnswerCode, Verdict
    from api.sheets.sheet import SheetRow

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


def render_review(candidates: tuple[Candidate, ...], role: Role, reviewer: str, contacts: dict[str, str | None]) -> str:
    """The page, in one file, without script. `contacts` are where each topic's answers go: an e-mail address or None."""
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
    sections = "".join(
        f'<section id="{_anchor(each)}"><h2>{escape(name_candidate(each))}</h2>{render_candidate(each, 3)}'
        f"{_render_answers(each, role, reviewer, contacts.get(each.domain))}</section>"
        for each in candidates
    )
    body = (
        f"<h1>Please read: {escape(language)}</h1>"
        f"<p>For {escape(reviewer)}, {_AS[role]}. You are asked {TASKS[role]}.</p>"
        f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>{_list_contents(candidates) if several else ''}{sections}"
        f"{_render_approvals(candidates, role, reviewer, contacts)}"
        '<p class="quiet">The line that begins with v1 says which words you mean: its last part changes with every character of '
        "them. It does not prove who you are, so somebody who knows you writes your answer down as a witness. If one character of a "
        "text changes later, your answer to it does not count any more.</p>"
    )
    return render_page(f"Please read: {language}", body)


def _list_contents(candidates: tuple[Candidate, ...]) -> str:
    items = "".join(f'<li><a href="#{_anchor(each)}">{escape(name_candidate(each))}</a></li>' for each in candidates)
    return f'<nav aria-label="Texts"><ul>{items}</ul></nav>'


def render_candidate(candidate: Candidate, level: int) -> str:
    """The section, block by block. Its own heading is of that level."""
    source = candidate.locale == SOURCE
    told = [render_state(candidate.state), METHODS[candidate.credit.method]]
    if candidate.last:
        since = f"Signed last on {candidate.last.record.at:%Y-%m-%d}, {ROLE_NAMES[candidate.last.record.role]}."
        told.append(since if candidate.changed else f"{since} Not a word changed since.")
    if candidate.told:
        beside = f", to be read with {', '.join(candidate.told.requires)}" if candidate.told.requires else ""
        told.append(f"Told beside it: {candidate.told.aspect}, by {escape(candidate.told.publisher)}{beside}.")
    if candidate.told_anew:
        told.append("What is told beside it changed since.")
    head = (
        ""
        if source
        else f'<div class="head">English</div><div class="head" dir="{direction_of(candidate.locale)}">{render_own_name(candidate.locale)}</div>'
    )
    rows = "".join(_render_row(row, candidate, level) for row in candidate.rows)
    gone = "".join(
        f'<p class="diff">No longer there: <del lang="{candidate.locale}">{escape(block.words)}</del></p>'
        for block in candidate.list_gone()
    )
    return f'<p>{" ".join(each for each in told if each)}</p><div class="sheet{" single" if source else ""}">{head}{rows}</div>{gone}'


def _render_row(row: SheetRow, candidate: Candidate, level: int) -> str:
    english = render_block(row, row.segment.msgid, SOURCE, level)
    texts = (
        f'<div class="text{"" if candidate.locale == SOURCE else " english"}" lang="{SOURCE}" dir="ltr">{english}</div>'
    )
    if candidate.locale != SOURCE:
        texts += (
            f'<div class="text" lang="{candidate.locale}" dir="{direction_of(candidate.locale)}">'
            f"{render_block(row, row.text, candidate.locale, level)}</div>"
        )
    changes = "".join(f'<p class="diff">{change}</p>' for change in _tell_changes(row, candidate))
    return f'<div class="row">{texts}<div class="told">{changes}{_tell_findings(row)}</div></div>'


def _tell_findings(row: SheetRow) -> str:
    """What the checks say, without what only a translator does with it."""
    items = "".join(
        f'<li class="{finding.severity}"><strong>{finding.severity}</strong> {escape(finding.message)}</li>'
        for finding in row.findings
    )
    return f'<ul class="findings">{items}</ul>' if items else ""


def _tell_changes(row: SheetRow, candidate: Candidate) -> Iterator[str]:
    """What changed in the block since it was signed last, as HTML."""
    comparison = candidate.compare(row)
    if comparison.new:
        yield "New since the last signature."
    for tag, before, after in comparison.texts:
        which = "English" if tag == SOURCE else "translation"
        yield f"The {which} changed: {render_diff(before, after, tag)}"
    if comparison.moved:
        yield "It stands in another place of its list."


def _render_answers(candidate: Candidate, role: Role, reviewer: str, contact: str | None) -> str:
    codes = [make_code(candidate, role, reviewer, verdict) for verdict in VERDICTS]
    links = "".join(_render_link((code,), contact, ACTIONS[code.verdict]) for code in codes)
    lines = "".join(f"<dt>{ACTIONS[code.verdict]}</dt><dd><code>{escape(code.write())}</code></dd>" for code in codes)
    return f'<div class="answers"><p class="buttons">{links}</p><dl>{lines}</dl></div>'


def _render_approvals(
    candidates: tuple[Candidate, ...], role: Role, reviewer: str, contacts: dict[str, str | None]
) -> str:
    """One yes to several texts, for each that answers go to; nothing where it has but one."""
    rendered = ""
    for contact in dict.fromkeys(contacts.get(each.domain) for each in candidates):
        mine = [each for each in candidates if contacts.get(each.domain) == contact]
        if len(mine) > 1:
            codes = tuple(make_code(each, role, reviewer, "approve") for each in mine)
            rendered += _render_approval(codes, contact, ", ".join(map(name_candidate, mine)))
    return rendered


def _render_approval(codes: tuple[AnswerCode, ...], contact: str | None, names: str) -> str:
    """A mail that is written already; its words to be copied, where programs do not take one that long."""
    answer = f'<p class="buttons">{_render_link(codes, contact, f"Approve these {len(codes)}")}</p>'
    if len(_write_mail(codes, contact)) > _MAIL_LIMIT:
        answer = (
            f"<p>That mail is too long to be written for you. Copy it{f', to {escape(contact)}' if contact else ''}:</p>"
            f"<pre>{escape(render_answer(codes))}</pre>"
        )
    return (
        f"<section><h2>All of them</h2><p>If every one of these is right: {escape(names)}.</p>"
        f'<div class="answers">{answer}</div></section>'
    )


def _render_link(codes: tuple[AnswerCode, ...], contact: str | None, label: str) -> str:
    return f'<a class="answer {codes[0].verdict}" href="{escape(_write_mail(codes, contact))}">{label}</a>'


_BELOW: Final[dict[Verdict, str]] = {"approve": "", "corrections": "\nMy corrections:\n", "refuse": "\nBecause:\n"}


def _write_mail(codes: tuple[AnswerCode, ...], contact: str | None) -> str:
    """A `mailto:` URL (RFC 6068): its line ends are CRLF, and nothing in it is plain that could end a part of it."""
    body = f"{render_answer(codes)}\n{_BELOW[codes[0].verdict]}".replace("\n", "\r\n")
    return f"mailto:{quote(contact or '', safe='@')}?subject={quote(render_subject(codes), safe='')}&body={quote(body, safe='')}"


def name_candidate(candidate: Candidate) -> str:
    """How pages head it."""
    return "Our own words to patients" if candidate.domain == DOMAIN else candidate.reference.partition("/")[2]


def _anchor(candidate: Candidate) -> str:
    return f"section-{candidate.reference.replace('/', '-')}"
