"""`vertebra serve`: read the files, say what will be served, serve it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import Any

from api.cli.arguments import Commands, add_setting
from api.cli.terminal import SEVERITY_STYLES, Paint, tabulate
from api.model.locales import find_locale, name_language
from api.model.vetting import Policy, State
from api.project.reading import fingerprint
from api.project.settings import SETTINGS, Settings, resolve_settings
from api.release.build import load_release
from api.release.model import Release, tally_sections
from api.web.server import find_address, run_server


def add_serve(commands: Commands) -> None:
    """Add the command, with an option for each setting."""
    parser = commands.add_parser("serve", help="serve the API", description="Serve the API until stopped.")
    for setting in SETTINGS:
        if setting.name == "drafts":
            parser.add_argument(
                "--drafts", action="store_const", const="yes", help=f"{setting.help}; or {setting.variable}"
            )
        else:
            add_setting(parser, setting.name)
    parser.set_defaults(run=serve)


def serve(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Serve until stopped."""
    settings = resolve_settings(options, environment)
    address = find_address(settings.host, settings.port)
    # What was imported stays: the garbage collector need not go through it each time that more is made.
    gc.freeze()
    read = fingerprint(settings.folders)
    release = load_release(settings.folders, settings.policy, settings.public_url, settings.review_months)
    print(render_start(release, settings, Paint.of(sys.stderr)), file=sys.stderr, flush=True)
    run_server(release, read, settings, address)
    return 0


def render_start(release: Release, settings: Settings, paint: Paint) -> str:
    """The operator's first screen: findings, address, release, policy, locales."""
    lines = [
        paint(str(each), SEVERITY_STYLES["error"] if each.severity == "error" else "") for each in release.findings
    ]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    lines += [
        f"{paint('Vertebra', 'bold')} at {settings.public_url or f'http://{host}:{settings.port}'}",
        f"release  {release.id}",
        f"policy   {release.policy}: {render_policy(release.policy)}",
        f"content  {settings.folders.content}   locales  {settings.folders.locales}",
        *(
            f"--drafts-in names {tag}, but {settings.folders.locales} has no such locale, so that shows nothing"
            for tag in settings.policy.drafts_in
            if tag not in release.locales
        ),
    ]
    if unknown := [topic.id for topic in release.topics if topic.provenance.terms is None]:
        lines.append(f"terms    none are known for {', '.join(unknown)}: ask the publisher before you publish")
    lines += ["", *tabulate_locales(release, paint)]
    if not any(tally_sections(release, locale).served for locale in release.locales):
        lines += [
            "",
            f"{paint('Every section is withheld:', 'bold')} nobody has signed the English. Two ways on:",
            "  serve drafts, each with its notice:  vertebra serve --drafts",
            "  or have a qualified person sign:     see locales/REVIEWING.md",
        ]
    return "\n".join(lines)


def render_policy(policy: Policy) -> str:
    """The policy in words."""
    if policy.drafts:
        return "drafts are served, each with its notice"
    if not policy.drafts_in:
        return "only signed text is served"
    names = [locale.english_name if (locale := find_locale(tag)) else tag for tag in policy.drafts_in]
    return f"only signed text is served, and drafts in {', '.join(names)}, each with its notice, where their English is signed"


def tabulate_locales(release: Release, paint: Paint) -> list[str]:
    """Return a line for each locale: how many sections are served in its own words, and the states of the others."""
    rows = [("locale", "language", "served", "states")]
    for tag in sorted(release.locales):
        tally = tally_sections(release, tag)
        held = ((state, count) for state, count in tally.states if count and state is not State.SIGNED_OFF)
        states = ", ".join(f"{count} {state}" for state, count in held)
        rows.append((tag, name_language(tag), f"{tally.served}/{tally.total}", states))
    head, *lines = tabulate(rows)
    return [paint(head, "bold"), *lines]
