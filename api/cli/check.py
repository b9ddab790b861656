"""`vertebra check` and `vertebra explain`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from textwrap import wrap
from typing import Any, Final

from msgspec.structs import replace

from api.checks.explain import EXPLANATIONS
from api.checks.report import Report
from api.checks.rule import Explanation
from api.cli.arguments import Commands, add_folders, add_format, add_locales, read_chosen
from api.cli.terminal import SEVERITY_STYLES, Paint, print_json, tabulate
from api.errors import SourceError, UsageError
from api.model.findings import Code, Finding
from api.project.settings import resolve_folders
from api.translators.inspect import inspect_project

_ANNOTATIONS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def add_check(commands: Commands) -> None:
    """Add both commands."""
    parser = commands.add_parser(
        "check",
        help="find what is wrong in catalogs and texts",
        description="Find what is wrong in catalogs and texts. Exit code 1 if there is an error.",
    )
    add_locales(parser)
    add_folders(parser)
    add_format(parser, "text", "json", "github")
    parser.add_argument("--strict", action="store_true", help="exit 1 for warnings and infos too")
    parser.set_defaults(run=check)
    parser = commands.add_parser(
        "explain", help="say what a finding's code means", description="Say what a code means."
    )
    parser.add_argument("code", nargs="?", metavar="CODE", help="(default: list them all)")
    parser.set_defaults(run=explain)


def check(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print every finding. Exit code 1 for an error, with --strict for any; 2 where content/ cannot be read."""
    folders = resolve_folders(options, environment)
    try:
        project, translations = read_chosen(folders, options["tags"])
    except SourceError as fault:
        # Whoever reads the findings reads these too; nothing else can be said without the English.
        _print_report(Report(findings=fault.findings), options["format"])
        return 2
    report = inspect_project(project, folders.locales, translations)
    _print_report(report, options["format"])
    failing = report.findings if options["strict"] else [each for each in report.findings if each.severity == "error"]
    return 1 if failing else 0


def _print_report(report: Report, form: str) -> None:
    if form == "json":
        print_findings_json(report.findings)
    elif form == "github":
        print("".join(f"{annotate(finding)}\n" for finding in report.findings), end="")
    else:
        print_findings(report)


def print_findings(report: Report) -> None:
    """Print the findings, then a line that counts them."""
    paint = Paint.of(sys.stdout)
    for finding in report.findings:
        place = f"{finding.place}:{finding.line}:{finding.column}:"
        severity = paint(finding.severity, SEVERITY_STYLES[finding.severity])
        print(f"{paint(place, 'bold')} {severity} {finding.code} {finding.text}")
    counts = Counter(finding.severity for finding in report.findings)
    told = ", ".join(f"{counts[each]} {each}{'s' * (counts[each] != 1)}" for each in ("error", "warning", "info"))
    allowed = f"; {len(report.allowed)} allowed" if report.allowed else ""
    hint = " `vertebra explain CODE` says what one means." if report.findings else ""
    print(f"{told}{allowed}.{hint}", file=sys.stderr)


def print_findings_json(findings: tuple[Finding, ...]) -> None:
    """Print the findings as a JSON list."""
    print_json([replace(finding, file=finding.place) for finding in findings])


def annotate(finding: Finding) -> str:
    """The finding as a GitHub workflow command, which shows it beside its line in a pull request."""
    place = f"file={_escape(finding.place, ',:')}"
    if finding.line:
        place += f",line={finding.line},col={finding.column}"
    return f"::{_ANNOTATIONS[finding.severity]} {place},title={finding.code}::{_escape(finding.text)}"


def _escape(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def explain(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Say what a code means, with its examples; without one, list them all."""
    del environment
    paint = Paint.of(sys.stdout)
    asked = options["code"]
    if asked is None:
        rows = [(each.code.value, each.severity, each.title) for each in EXPLANATIONS.values()]
        print("\n".join(tabulate(rows)))
    elif asked in EXPLANATIONS:
        print("\n".join(render_explanation(EXPLANATIONS[Code(asked)], paint)))
    else:
        message = f"there is no code {asked}; `vertebra explain` lists them"
        raise UsageError(message)
    return 0


def render_explanation(explanation: Explanation, paint: Paint) -> list[str]:
    """What the code means, why, whose rule it is, how to allow it, and examples."""
    severity = paint(explanation.severity, SEVERITY_STYLES[explanation.severity])
    lines = [f"{paint(explanation.code, 'bold')}  {severity}  {explanation.title}", "", *wrap(explanation.why, 90), ""]
    lines += [f"Reference: {explanation.reference}"]
    if explanation.allowable:
        lines += [
            "",
            "If a finding is right as it is, a person allows it by a comment above the message:",
            f"  # allow {explanation.code} HEX8 REASON",
            "HEX8 are the digits that the finding gives; the comment lapses when the message changes.",
        ]
    for title, wanted in (("Found:", True), ("Not found:", False)):
        shown = [case for case in explanation.cases if bool(case.offsets) is wanted][:3]
        if shown:
            lines += ["", title]
        for case in shown:
            lines += [f"  en  {_show(case.msgid)}", f"  {case.locale}  {_show(case.msgstr, case.offsets)}", ""]
    return lines


def _show(text: str, offsets: tuple[int, ...] = ()) -> str:
    """Return the text with invisible characters named, and an arrow before each offset."""
    return "".join(
        ("→" if position and position in offsets else "")
        + (character if character.isprintable() or character == "\u00a0" else f"[U+{ord(character):04X}]")
        for position, character in enumerate(text)
    )
