"""`vertebra check`: all findings of the project and its locales, in one run.

What a release is decided by (`api.vetting.edition`) is part of it: errors here keep a text from being served there. The
rest is for translators: how far a catalog is, and what a reader of the language should look at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

from api.catalogs.reader import read_po_file
from api.checks.report import Allowance, Checked, Report, check_lines
from api.files.folders import attic_path, catalog_path
from api.model.catalog import BrokenCatalog, Catalog, Translation
from api.model.content import Segment
from api.model.findings import Code, Finding
from api.model.interface import DOMAIN
from api.model.wording import Line
from api.translators.sync import Domain, list_domains
from api.vetting.project import Project
from api.vetting.translate import salvage_catalog, translate_segments


def inspect_project(project: Project, locales: Path, translations: Iterable[Translation]) -> Report:
    """Report what is wrong with the project and with these of its locales."""
    domains = list_domains(project.topics)
    reports = [inspect_translation(translation, locales, domains) for translation in translations]
    return Report(
        findings=tuple(sorted(chain(project.findings, *(report.findings for report in reports)))),
        allowed=tuple(sorted(chain(*(report.allowed for report in reports)))),
    )


def inspect_translation(translation: Translation, locales: Path, domains: Iterable[Domain]) -> Report:
    """Report what is wrong with a locale: its files, its catalogs, its texts."""
    attic = read_po_file(attic_path(locales, translation.locale), translation.locale)
    findings = [*translation.findings, *(attic.findings if attic else ())]
    allowed: list[Allowance] = []
    for domain, segments in domains:
        found = translation.find_catalog(domain)
        if found is None:
            findings.append(_miss_catalog(translation, locales, domain))
            continue
        broken = isinstance(found, BrokenCatalog)
        findings += found.findings
        # What could be read is checked all the same, so that one visit mends the file; it is served to nobody.
        catalog = salvage_catalog(found)
        lines = translate_segments(segments, catalog)
        checked = Checked(file=found.file, locale=found.locale, glossary=translation.glossary)
        report = check_lines(lines, checked)
        # Of a broken file nobody can tell what it lacks.
        present = tuple(line for line in lines if line.message) if broken else lines
        findings += [*report.findings, *_find_gaps(present, checked, domain), *_find_unknown(catalog, segments)]
        allowed += report.allowed
    return Report(findings=tuple(findings), allowed=tuple(allowed))


def _miss_catalog(translation: Translation, locales: Path, domain: str) -> Finding:
    path = catalog_path(locales, translation.locale, domain)
    message = f"there is no such catalog; `vertebra sync {translation.locale}` makes it"
    return Finding(str(path), 0, 0, "warning", Code.MISSING, message, translation.locale)


def _find_gaps(lines: tuple[Line, ...], checked: Checked, domain: str) -> Iterator[Finding]:
    """Yield a finding for each message without current words, and one a section for absent messages."""

    def section_of(line: Line) -> str:
        return domain if domain == DOMAIN else line.segment.msgctxt.partition("/")[0]

    for section, group in groupby(lines, section_of):
        grouped = tuple(group)
        absent = sum(line.gap == "missing" for line in grouped)
        if absent:
            message = f"{section}: {absent} of {len(grouped)} messages are not in the catalog; `vertebra sync {checked.locale}` adds them"
            yield Finding(checked.file, 0, 0, "warning", Code.MISSING, message, checked.locale)
        for line in grouped:
            if line.gap in {"incomplete", "outdated"}:
                code = Code.INCOMPLETE if line.gap == "incomplete" else Code.OUTDATED
                message, block = _explain_gap(line, checked), line.segment.msgctxt
                yield Finding(checked.file, *line.locate(0), "warning", code, message, checked.locale, block)


def _explain_gap(line: Line, checked: Checked) -> str:
    message = line.message
    if message is None or line.gap == "incomplete":
        return "is not translated; English is shown until it is"
    if message.msgid != line.segment.msgid:
        return f"the English changed; run `vertebra sync {checked.locale}`, then correct the text and take `fuzzy` off"
    was = f" from “{message.previous}”" if message.previous else ""
    return f"is fuzzy: the English changed{was}; correct the text and take `fuzzy` off, or run `vertebra confirm`"


def _find_unknown(catalog: Catalog, segments: tuple[Segment, ...]) -> Iterator[Finding]:
    """Yield a finding for each message that no block asks for."""
    asked = {segment.msgctxt for segment in segments}
    advice = f"no patient sees it; `vertebra sync {catalog.locale}` puts it into the attic"
    unknown = [(each.line, "", each.msgctxt) for each in catalog.messages if each.msgctxt not in asked]
    unknown += [(line, "a message without a msgctxt ", "") for line in catalog.strays]
    for line, which, block in unknown:
        message = f"{which}names no block, so {advice}"
        yield Finding(catalog.file, line, 1, "warning", Code.UNKNOWN_MESSAGE, message, catalog.locale, block)
