"""`vertebra serve`: read the files, say what will be served, serve it."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

from api.model.locales import find_locale, name_language
from api.model.vetting import State
from api.project.reading import fingerprint
from api.project.settings import SETTINGS, resolve_settings
from api.release.load import load_release
from api.release.tally import tally_sections
from api.web.server import find_address, run_server

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from api.model.vetting import Policy
    from api.project.settings import Settings
    from api.release.model import Release

_BOLD, _RED, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[0m"


def add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Tell the parser of the command and its options."""
    parser = commands.add_parser("serve", help="serve the API", description="Serve the API until stopped.")
    for setting in SETTINGS:
        text = f"{setting.help}; or {setting.variable}"
        if setting.name == "drafts":
            parser.add_argument("--drafts", action="store_const", const="yes", help=text)
        else:
            shown = f" (default: {setting.default})" if setting.default else ""
            parser.add_argument(f"--{setting.name}", dest=setting.name, metavar="VALUE", help=text + shown)
    parser.set_defaults(run=serve)


def serve(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Serve until stopped.

    Raises:
        SettingsError: an option or variable has no sense, or the address cannot be listened on.
        SourceError: content/ cannot be served.
    """
    settings = resolve_settings(options, environment)
    address = find_address(settings.host, settings.port)
    # What was imported stays: the garbage collector need not go through it each time that more is made.
    gc.freeze()
    read = fingerprint(settings.folders)
    release = load_release(settings.folders, settings.policy, settings.public_url, settings.review_months)
    print(tell_start(release, settings, colour=sys.stderr.isatty()), file=sys.stderr, flush=True)
    run_server(release, read, settings, address)
    return 0


def tell_start(release: Release, settings: Settings, *, colour: bool = False) -> str:
    """What the operator should know before the first request: findings, address, release, policy, locales."""
    bold, red, plain = (_BOLD, _RED, _PLAIN) if colour else ("", "", "")
    lines = [
        f"{red if finding.severity == 'error' else ''}{finding}{plain if finding.severity == 'error' else ''}"
        for finding in release.findings
    ]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    lines += [
        f"{bold}Vertebra{plain} at {settings.public_url or f'http://{host}:{settings.port}'}",
        f"release  {release.id}",
        f"policy   {release.policy}: {tell_policy(release.policy)}",
        f"content  {settings.folders.content}   locales  {settings.folders.locales}",
        *_tell_absent(release, settings),
        "",
        *tabulate_locales(release, bold, plain),
    ]
    if not any(tally_sections(release, locale).served for locale in release.locales):
        lines += [
            "",
            f"{bold}Every section is withheld:{plain} nobody has signed the English. Two ways on:",
            "  serve drafts, each with its notice:  vertebra serve --drafts",
            "  or have a qualified person sign:     see Sign-off in the README",
        ]
    return "\n".join(lines)


def tell_policy(policy: Policy) -> str:
    """What the policy comes to."""
    if policy.drafts:
        return "drafts are served, each with its notice"
    if not policy.drafts_in:
        return "only signed text is served"
    names = [locale.english_name if (locale := find_locale(tag)) else tag for tag in policy.drafts_in]
    return f"only signed text is served, and drafts in {', '.join(names)}, each with its notice, where their English is signed"


def _tell_absent(release: Release, settings: Settings) -> Iterator[str]:
    """Of each locale whose drafts are to be shown, and that is not there."""
    for tag in settings.policy.drafts_in:
        if tag not in release.locales:
            yield f"--drafts-in names {tag}, but {settings.folders.locales} has no such locale, so that shows nothing"


def tabulate_locales(release: Release, bold: str, plain: str) -> list[str]:
    """A line a locale: how many sections are served in its own words, and what keeps back the others."""
    rows = []
    for tag in sorted(release.locales):
        tally = tally_sections(release, tag)
        held = ((state, count) for state, count in tally.states if count and state is not State.SIGNED_OFF)
        states = ", ".join(f"{count} {state}" for state, count in held)
        rows.append((str(tag), name_language(tag), f"{tally.served}/{tally.total}", states))
    rows.insert(0, ("locale", "language", "served", "states"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]).rstrip()
        for row in rows
    ]
    return [f"{bold}{lines[0]}{plain}", *lines[1:]]
