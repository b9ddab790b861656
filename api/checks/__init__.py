"""Checks of translated text: one rule a file, each a pure function from an English text and its translation to faults.

Rules
1. A check answers for lines that have words; gaps are states, and no faults.
2. An error takes the section out of service in that locale, so only what a patient must not read is one.
3. A fault that a person looked at and found right is accepted by a translator's comment on the message:
   `# accept CODE HEX8 reason`, HEX8 being the beginning of the message's digest. One changed character ends that.
4. The lists are explicit: a rule that nobody listed does not run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from api.checks.bidi import RULE as BIDI
from api.checks.brackets import RULE as BRACKETS
from api.checks.contact import RULE as CONTACT
from api.checks.end import RULE as END
from api.checks.glossary import RULE as GLOSSARY
from api.checks.han import RULE as HAN
from api.checks.hedge import RULE as HEDGE
from api.checks.homoglyph import RULE as HOMOGLYPH
from api.checks.html import RULE as HTML
from api.checks.inconsistent import RULE as INCONSISTENT
from api.checks.invisible import RULE as INVISIBLE
from api.checks.languages import find_language
from api.checks.length import RULE as LENGTH
from api.checks.markup import RULE as MARKUP
from api.checks.negation import RULE as NEGATION
from api.checks.normalization import RULE as NORMALIZATION
from api.checks.numbers import RULE as NUMBERS
from api.checks.placeholder import RULE as PLACEHOLDER
from api.checks.repeated import RULE as REPEATED
from api.checks.rule import CatalogRule, Fault, Pair, Rule
from api.checks.script import RULE as SCRIPT
from api.checks.spaces import RULE as SPACES
from api.checks.units import RULE as UNITS
from api.checks.untranslated import RULE as UNTRANSLATED
from api.model.findings import Code, Finding
from api.model.glossary import Glossary
from api.model.identifiers import LocaleTag
from api.model.wording import digest_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.model.wording import Line

RULES: Final[tuple[Rule, ...]] = (
    MARKUP,
    HTML,
    PLACEHOLDER,
    NUMBERS,
    UNITS,
    CONTACT,
    BIDI,
    INVISIBLE,
    NORMALIZATION,
    SCRIPT,
    HOMOGLYPH,
    HAN,
    UNTRANSLATED,
    SPACES,
    BRACKETS,
    END,
    LENGTH,
    GLOSSARY,
    NEGATION,
    HEDGE,
    REPEATED,
)
"""Those that look at one message."""

CATALOG_RULES: Final[tuple[CatalogRule, ...]] = (INCONSISTENT,)
"""Those that look at all messages of a catalog among themselves."""

ACCEPT_HINT: Final = " If it is right as it is: "
"""Stands in a finding's message before the comment by which a translator accepts it."""

_GRAVE: Final = tuple(rule for rule in RULES if rule.severity == "error")
_ACCEPT: Final = re.compile(r"accept\b\s*(?P<code>\S*)\s*(?P<digest>[0-9a-f]{8}\b)?\s*(?P<reason>.*)")
_ACCEPTABLE: Final = frozenset(
    (*(rule.code for rule in RULES if rule.accept), *(rule.code for rule in CATALOG_RULES if rule.accept))
)


class Accepted(Struct, frozen=True, order=True):
    """A finding that a person looked at and found right."""

    finding: Finding
    reason: str


class Report(Struct, frozen=True):
    """What the checks say of some lines."""

    findings: tuple[Finding, ...] = ()
    """In file order."""

    accepted: tuple[Accepted, ...] = ()


class Checked(Struct, frozen=True):
    """Whose lines are checked, and with what."""

    file: str
    locale: LocaleTag
    glossary: Glossary = Glossary()


class _Found(NamedTuple):
    line: Line
    rule: Rule | CatalogRule
    fault: Fault


def check_lines(lines: Iterable[Line], checked: Checked) -> Report:
    """Everything that every rule says of the lines, and what of it was accepted."""
    worded = tuple(line for line in lines if not line.gap)
    pairs = tuple(_pair(line, checked) for line in worded)
    found: list[_Found] = []
    for line, pair in zip(worded, pairs, strict=True):
        found.extend(_Found(line, rule, fault) for rule, fault in _find(RULES, pair))
    for catalog_rule in CATALOG_RULES:
        found.extend(_Found(worded[index], catalog_rule, fault) for index, fault in catalog_rule.find(pairs))
    findings: list[Finding] = []
    accepted: list[Accepted] = []
    used: set[tuple[str, Code]] = set()
    for each in found:
        finding = _make_finding(each.line, each.rule, each.fault, checked)
        reason = _find_reason(each.line, each.rule) if each.rule.accept else None
        if reason is None:
            findings.append(finding)
        else:
            accepted.append(Accepted(finding=finding, reason=reason))
            used.add((each.line.segment.msgctxt, each.rule.code))
    findings += [finding for line in worded for finding in _judge_acceptances(line, used, checked)]
    return Report(findings=tuple(sorted(findings)), accepted=tuple(sorted(accepted)))


def find_errors(lines: Iterable[Line], checked: Checked) -> tuple[Finding, ...]:
    """The errors that nobody accepted: what a release is decided by, without what only translators ask for."""
    findings = []
    for line in lines:
        if not line.gap:
            for rule, fault in _find(_GRAVE, _pair(line, checked)):
                grave = (fault.severity or rule.severity) == "error"
                if grave and not (rule.accept and _find_reason(line, rule) is not None):
                    findings.append(_make_finding(line, rule, fault, checked))
    return tuple(sorted(findings))


def digest_message(line: Line) -> str:
    """The eight digits that an acceptance names: they change with the message's context, English or translation.

    They begin the SHA-256 over the canonical JSON (see `api.model.wording`) of `[msgctxt, msgid, msgstr]`.
    """
    return digest_json([line.segment.msgctxt, line.segment.msgid, line.text]).removeprefix("sha256:")[:8]


def _pair(line: Line, checked: Checked) -> Pair:
    return Pair(
        msgctxt=line.segment.msgctxt,
        kind=line.segment.kind,
        msgid=line.segment.msgid,
        msgstr=line.text,
        language=find_language(checked.locale),
        glossary=checked.glossary,
    )


def _find(rules: tuple[Rule, ...], pair: Pair) -> Iterator[tuple[Rule, Fault]]:
    for rule in rules:
        for fault in rule.find(pair):
            yield rule, fault


def _make_finding(line: Line, rule: Rule | CatalogRule, fault: Fault, checked: Checked) -> Finding:
    row, column = line.locate(fault.offset)
    message = f"{line.segment.msgctxt}: {fault.message}"
    if rule.accept:
        message += f"{ACCEPT_HINT}# accept {rule.code} {digest_message(line)} REASON"
    severity = fault.severity or rule.severity
    return Finding(checked.file, row, column, severity, rule.code, message, checked.locale)


def _find_reason(line: Line, rule: Rule | CatalogRule) -> str | None:
    """Why a person accepts what the rule finds in the line; None where nobody does."""
    for match in _list_acceptances(line):
        if match["code"] == rule.code and match["digest"] == digest_message(line) and match["reason"]:
            return match["reason"]
    return None


def _list_acceptances(line: Line) -> Iterator[re.Match[str]]:
    for comment in line.comments:
        if match := _ACCEPT.match(comment):
            yield match


def _judge_acceptances(line: Line, used: set[tuple[str, Code]], checked: Checked) -> Iterator[Finding]:
    """Acceptances that accept nothing: a patient's safety must not seem to hang on them."""
    for match in _list_acceptances(line):
        complaint = _judge_acceptance(match, line)
        if not complaint and (line.segment.msgctxt, match["code"]) not in used:
            complaint = "there is nothing to accept any more; delete this comment"
        if complaint:
            row, column = line.locate(0)
            message = f"{line.segment.msgctxt}: `# {match[0][:60].strip()}`: {complaint}."
            yield Finding(checked.file, row, column, "warning", Code.ACCEPT, message, checked.locale)


def _judge_acceptance(match: re.Match[str], line: Line) -> str:
    if match["code"] not in _ACCEPTABLE:
        return "this code cannot be accepted; mend the text"
    if match["digest"] is None:
        return f"it names no message; the form is # accept {match['code']} {digest_message(line)} REASON"
    if match["digest"] != digest_message(line):
        return (
            f"the message changed since; if it still holds, write {digest_message(line)} in place of {match['digest']}"
        )
    if not match["reason"]:
        return "it gives no reason; write one behind the digits"
    return ""
