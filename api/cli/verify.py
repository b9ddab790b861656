"""`vertebra verify`: whether every signature is valid, and which of them vouch for today's words."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from api.checks.report import Report
from api.cli.arguments import Commands, add_folders, add_format
from api.cli.check import print_findings, print_findings_json
from api.cli.terminal import Paint, tabulate
from api.model.findings import has_errors
from api.model.ledger import Record, Reviewer, Revocation, SignOffRecord
from api.model.vetting import ROLE_NAMES
from api.project.reading import read_project
from api.project.settings import resolve_folders
from api.reviewers.audit import Audit, Standing, audit_project
from api.reviewers.signing import name_reviewer
from api.vetting.edition import vet_project

_STYLES: Final = {
    Standing.COUNTS: "green",
    Standing.LAPSED: "yellow",
    Standing.WAITS: "yellow",
    Standing.REFUSED: "red",
    Standing.RENEWED: "dim",
    Standing.REVOKED: "dim",
    Standing.REVOCATION: "dim",
}


def add_verify(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "verify",
        help="see whether every signature is one",
        description="Read every ledger, hash the words again, and list what each record comes to today. Exit code 1 if one is "
        "damaged, edited, or by somebody who could not give it; a lapsed one is normal.",
    )
    add_format(parser, "text", "json")
    add_folders(parser)
    parser.set_defaults(run=verify)


def verify(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Print every record and its standing. Exit code 1 for a record that should count and does not."""
    project = read_project(resolve_folders(options, environment))
    audit = audit_project(vet_project(project))
    if options["format"] == "json":
        print_findings_json(audit.findings)
    else:
        print("\n".join(render_records(audit, project.reviewers, Paint.of(sys.stdout))))
        if audit.findings:
            print_findings(Report(findings=audit.findings))
    return 1 if has_errors(audit.findings) else 0


def render_records(audit: Audit, reviewers: tuple[Reviewer, ...], paint: Paint) -> list[str]:
    """Return a line for each record, then the counts by standing."""
    if not audit.records:
        return ["no signature yet"]
    rows = [
        (
            each.standing,
            f"{each.record.at:%Y-%m-%d}",
            each.locale,
            each.record.section,
            _render_kind(each.record),
            name_reviewer(reviewers, each.record.reviewer),
        )
        for each in audit.records
    ]
    lines = [paint(line, _STYLES[each.standing]) for line, each in zip(tabulate(rows), audit.records, strict=True)]
    counts = Counter(each.standing for each in audit.records)
    return [*lines, ", ".join(f"{counts[standing]} {standing}" for standing in Standing if counts[standing])]


def _render_kind(record: Record) -> str:
    if isinstance(record, Revocation):
        return f"{ROLE_NAMES[record.role]}, taken back until then"
    return f"{ROLE_NAMES[record.role]}{'' if isinstance(record, SignOffRecord) else ', same meaning'}"
