"""What the checks find in the lines of a catalog.

Rules
1. A check answers for lines that have words; gaps are states, and no faults.
2. An error takes the section out of service in that locale, so only what a patient must not read is one.
3. A finding that a person looked at and found right is allowed by a translator's comment on the message:
   `# allow CODE HEX8 reason`, HEX8 being the beginning of the message's digest. One changed character ends that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from api.checks.languages import find_language
from api.checks.rule import CatalogRule, Pair, Rule
from api.checks.rules import CATALOG_RULES, RULES
from api.model.catalog import Glossary
from api.model.findings import Code, Complaint, Fault, Finding
from api.model.identifiers import LocaleTag
from api.model.wording import Line, digest_json

_GRAVE: Final = tuple(rule for rule in RULES if rule.severity == "error")
_ALLOW: Final = re.compile(r"allow\b\s*(?P<code>\S*)\s*(?P<digest>[0-9a-f]{8}\b)?\s*(?P<reason>.*)")
_ALLOWABLE: Final = frozenset(rule.code for rule in (*RULES, *CATALOG_RULES) if rule.allowable)


class Allowance(Struct, frozen=True, order=True):
    """A finding that a person looked at and found right."""

    finding: Finding
    reason: str


class Report(Struct, frozen=True):
    """What the checks say of some lines."""

    findings: tuple[Finding, ...] = ()
    """In file order."""

    allowed: tuple[Allowance, ...] = ()


class Checked(Struct, frozen=True):
    """Whose lines are checked, and with what."""

    file: str
    locale: LocaleTag
    glossary: Glossary = Glossary()


def check_lines(lines: Iterable[Line], checked: Checked) -> Report:
    """Everything that every rule finds in the lines, and what of it was allowed."""
    worded = tuple(line for line in lines if not line.gap)
    pairs = tuple(_pair(line, checked) for line in worded)
    found: list[tuple[Line, Rule | CatalogRule, Fault]] = [
        (line, rule, fault) for line, pair in zip(worded, pairs, strict=True) for rule, fault in _find(RULES, pair)
    ]
    found += [(worded[index], rule, fault) for rule in CATALOG_RULES for index, fault in rule.find(pairs)]
    findings: list[Finding] = []
    allowed: list[Allowance] = []
    used: set[tuple[str, Code]] = set()
    for line, rule, fault in found:
        finding = _make_finding(line, rule, fault, checked)
        if (reason := _find_reason(line, rule)) is None:
            findings.append(finding)
        else:
            allowed.append(Allowance(finding=finding, reason=reason))
            used.add((line.segment.msgctxt, rule.code))
    findings += [finding for line in worded for finding in _judge_comments(line, used, checked)]
    return Report(findings=tuple(sorted(findings)), allowed=tuple(sorted(allowed)))


def find_errors(lines: Iterable[Line], checked: Checked) -> tuple[Finding, ...]:
    """The errors that nobody allowed. They alone decide what is served, so the milder rules do not run."""
    found = (
        _make_finding(line, rule, fault, checked)
        for line in lines
        if not line.gap
        for rule, fault in _find(_GRAVE, _pair(line, checked))
        if (fault.severity or rule.severity) == "error" and _find_reason(line, rule) is None
    )
    return tuple(sorted(found))


def digest_message(line: Line) -> str:
    """The eight digits that an allowing comment names: they change with the message's context, English or translation.

    They begin the SHA-256 over the canonical JSON (see `api.model.wording`) of `[msgctxt, msgid, msgstr]`.
    """
    return digest_json([line.segment.msgctxt, line.segment.msgid, line.text]).removeprefix("sha256:")[:8]


def _pair(line: Line, checked: Checked) -> Pair:
    english, language = line.segment, find_language(checked.locale)
    return Pair(english.msgctxt, english.kind, english.msgid, line.text, language, checked.glossary)


def _find(rules: tuple[Rule, ...], pair: Pair) -> Iterator[tuple[Rule, Fault]]:
    return ((rule, fault) for rule in rules for fault in rule.find(pair))


def _make_finding(line: Line, rule: Rule | CatalogRule, fault: Fault, checked: Checked) -> Finding:
    row, column = line.locate(fault.offset)
    return Finding(
        file=checked.file,
        line=row,
        column=column,
        severity=fault.severity or rule.severity,
        code=rule.code,
        message=fault.message,
        locale=checked.locale,
        block=line.segment.msgctxt,
        hint=f"if it is right as it is: # allow {rule.code} {digest_message(line)} REASON" if rule.allowable else "",
    )


def _find_reason(line: Line, rule: Rule | CatalogRule) -> str | None:
    """The reason for which a person allows what the rule finds in the line; None where nobody does, or may."""
    for comment in _list_comments(line) if rule.allowable else ():
        if comment["code"] == rule.code and comment["digest"] == digest_message(line) and comment["reason"]:
            return comment["reason"]
    return None


def _list_comments(line: Line) -> Iterator[re.Match[str]]:
    return filter(None, map(_ALLOW.match, line.comments))


def _judge_comments(line: Line, used: set[tuple[str, Code]], checked: Checked) -> Iterator[Finding]:
    """A warning for each comment that allows nothing: a patient's safety must not seem to depend on it."""
    for comment in _list_comments(line):
        if complaint := _why_not_allowed(comment, line, used):
            message = f"`# {comment[0][:60].strip()}`: {complaint}."
            place, block = line.locate(0), line.segment.msgctxt
            yield Finding(checked.file, *place, "warning", Code.ALLOW, message, checked.locale, block)


def _why_not_allowed(comment: re.Match[str], line: Line, used: set[tuple[str, Code]]) -> Complaint | None:
    digits = digest_message(line)
    if comment["code"] not in _ALLOWABLE:
        return Complaint("this code cannot be allowed; mend the text")
    if comment["digest"] is None:
        return Complaint(f"it names no message; the form is # allow {comment['code']} {digits} REASON")
    if comment["digest"] != digits:
        then = comment["digest"]
        return Complaint(f"the message changed since; if it still holds, write {digits} in place of {then}")
    if not comment["reason"]:
        return Complaint("it gives no reason; write one behind the digits")
    if (line.segment.msgctxt, comment["code"]) not in used:
        return Complaint("there is nothing to allow any more; delete this comment")
    return None
